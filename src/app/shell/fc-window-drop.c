/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-window-private.h"

#include "fc-page-private.h"

/* Files that are dropped anywhere on the window, where nothing under the pointer takes them itself. */

/* (nullable): the page that this person may see and that knows what to do with files */
static const FcPageInfo *
find_taker (FcWindow *self)
{
  g_autoptr (GPtrArray) pages = self->context != NULL ? fc_page_list (self->context) : NULL;

  for (guint i = 0; pages != NULL && i < pages->len; i++)
    if (((const FcPageInfo *) pages->pdata[i])->take_files != NULL)
      return pages->pdata[i];
  return NULL;
}

/* What somebody without such a page drags over the window is not taken, and the pointer says so. */
static gboolean
accept_cb (GtkDropTarget *target,
           GdkDrop       *drop,
           FcWindow      *self)
{
  return gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST) && find_taker (self) != NULL;
}

static gboolean
dropped_cb (FcWindow     *self,
            const GValue *value)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  const FcPageInfo *info = find_taker (self);

  for (GSList *at = g_value_get_boxed (value); at != NULL; at = at->next)
    g_ptr_array_add (files, g_object_ref (at->data));
  if (info == NULL || files->len == 0)
    return FALSE;
  fc_window_show_page (self, info->id);
  if (self->page != NULL && fc_page_get_info (FC_PAGE (self->page)) == info)
    info->take_files (FC_PAGE (self->page), files);
  return TRUE;
}

void
fc_window_accept_files (FcWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
