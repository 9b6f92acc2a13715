/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-photos.h"

/* Pictures that are dragged onto a record's row, or pasted while the cursor is there. */

typedef struct {
  GtkWidget *widget;
  FcStepView *step; /* around the widget */
  FcPhotosFind find;
} Watch;

typedef struct {
  GtkWidget *step;
  char *target;
} Paste;

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->step);
  g_free (paste->target);
  g_free (paste);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paste, paste_free)

static FcShiftView *
view_of (GtkWidget *step)
{
  return FC_SHIFT_VIEW (gtk_widget_get_ancestor (step, FC_TYPE_SHIFT_VIEW));
}

/* (transfer full) (nullable) */
static char *
target_at (const Watch *watch,
           double       y)
{
  FcRecord *record = watch->find (watch->step, watch->widget, y);

  return record != NULL ? fc_photos_target (record) : NULL;
}

static gboolean
is_locked (const Watch *watch)
{
  return fc_shift_draft_is_locked (fc_step_view_get_draft (watch->step));
}

static void
attach (GtkWidget    *step,
        const char   *target,
        const GValue *value)
{
  FcShiftView *view = view_of (step);

  if (view == NULL)
    return;
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

      if (files != NULL)
        fc_photos_attach (view, target, files->data, NULL);
      g_slist_free (files);
    }
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      g_autoptr (GBytes) image = gdk_texture_save_to_png_bytes (g_value_get_object (value));

      fc_photos_attach (view, target, NULL, image);
    }
}

static gboolean
dropped_cb (GtkDropTarget *drop,
            const GValue  *value,
            double         x,
            double         y,
            Watch         *watch)
{
  g_autofree char *target = target_at (watch, y);

  if (target == NULL || is_locked (watch))
    return FALSE;
  attach (GTK_WIDGET (watch->step), target, value);
  return TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Paste) paste = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    attach (paste->step, paste->target, value);
  else if (view_of (paste->step) != NULL)
    fc_shift_view_failed (view_of (paste->step), error->message);
}

static char *
target_of_focus (const Watch *watch)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (watch->widget));
  graphene_rect_t bounds;

  if (focus == NULL || !gtk_widget_compute_bounds (focus, watch->widget, &bounds))
    return NULL;
  return target_at (watch, bounds.origin.y + bounds.size.height / 2);
}

/* Ctrl+V with a picture, or a picture's file, in the clipboard; text goes into the cell. */
static gboolean
key_pressed_cb (Watch          *watch,
                guint           key,
                guint           code,
                GdkModifierType state)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (watch->widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  gboolean file = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST)
                  || gdk_content_formats_contain_mime_type (formats, "text/uri-list");
  gboolean picture = gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)
                     || gdk_content_formats_contain_mime_type (formats, "image/png");
  gboolean text = gdk_content_formats_contain_gtype (formats, G_TYPE_STRING)
                  || gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8");
  Paste *paste;

  if ((key != GDK_KEY_v && key != GDK_KEY_V) || (state & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK
      || (!file && (!picture || text)) || is_locked (watch))
    return FALSE;
  paste = g_new (Paste, 1);
  paste->step = g_object_ref (GTK_WIDGET (watch->step));
  paste->target = target_of_focus (watch);
  if (paste->target == NULL)
    {
      paste_free (paste);
      return FALSE;
    }
  gdk_clipboard_read_value_async (clipboard, file ? GDK_TYPE_FILE_LIST : GDK_TYPE_TEXTURE, G_PRIORITY_DEFAULT, NULL,
                                  read_cb, paste);
  return TRUE;
}

/**
 * fc_photos_watch:
 * @widget: one row, or what holds many
 * @find: tells the record at a height of @widget
 *
 * Takes pictures that are dragged there or pasted while the cursor is in it.
 */
void
fc_photos_watch (GtkWidget    *widget,
                 FcStepView   *step,
                 FcPhotosFind  find)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_event_controller_key_new ();
  Watch *watch = g_new (Watch, 1);

  watch->widget = widget;
  watch->step = step;
  watch->find = find;
  g_object_set_data_full (G_OBJECT (widget), "watch", watch, g_free);
  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drop), GTK_PHASE_CAPTURE); /* before the cell */
  g_signal_connect (drop, "drop", G_CALLBACK (dropped_cb), watch);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drop));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), watch);
  gtk_widget_add_controller (widget, keys);
}
