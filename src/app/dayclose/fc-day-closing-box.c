/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-closing-box.h"

#include "fc-json.h"

#include <glib/gi18n.h>

struct _FcDayClosingBox {
  GtkBox parent_instance;

  GtkWidget *accepted; /* made anew for each sheet */
  GtkWidget *entered;
  AdwEntryRow *notes;
};

G_DEFINE_FINAL_TYPE (FcDayClosingBox, fc_day_closing_box, GTK_TYPE_BOX)

static void
add_accepted (FcDayClosingBox *self,
              JsonObject      *entry)
{
  const char *text = json_object_get_string_member_with_default (entry, "text", "");
  const char *reason = json_object_get_string_member_with_default (entry, "reason", "");
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), reason);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_list_box_append (GTK_LIST_BOX (self->accepted), row);
}

static void
show_accepted (FcDayClosingBox  *self,
               const FcDaySheet *sheet)
{
  const char *json = sheet->state == FC_DAY_CLOSED ? fc_record_get_text (sheet->day, FC_DAY_CLOSE_ACCEPTED) : NULL;
  g_autoptr (JsonNode) node = json != NULL ? fc_json_parse (json, -1, NULL) : NULL;
  GtkWidget *child;
  guint n;

  while ((child = gtk_widget_get_first_child (self->accepted)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->accepted), child);
  n = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 0;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *entry = json_array_get_element (json_node_get_array (node), i);

      if (JSON_NODE_HOLDS_OBJECT (entry))
        add_accepted (self, json_node_get_object (entry));
    }
  gtk_widget_set_visible (self->accepted, n > 0);
}

static void
fc_day_closing_box_class_init (FcDayClosingBoxClass *klass)
{
}

static void
fc_day_closing_box_init (FcDayClosingBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->accepted = fc_day_boxed_list (_ ("Accepted with a reason"));
  self->entered = fc_day_boxed_list (_ ("Notes"));
  self->notes = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->notes), _ ("Notes"));
  gtk_list_box_append (GTK_LIST_BOX (self->entered), GTK_WIDGET (self->notes));
  gtk_box_append (GTK_BOX (self), self->accepted);
  gtk_box_append (GTK_BOX (self), self->entered);
}

GtkWidget *
fc_day_closing_box_new (FcDayDraft *draft)
{
  FcDayClosingBox *self = g_object_new (FC_TYPE_DAY_CLOSING_BOX, NULL);

  fc_day_draft_follow (draft, "notes", GTK_EDITABLE (self->notes));
  return GTK_WIDGET (self);
}

void
fc_day_closing_box_show (FcDayClosingBox  *self,
                         const FcDaySheet *sheet)
{
  gboolean closed = sheet->state == FC_DAY_CLOSED;
  const char *notes = closed ? fc_record_get_text (sheet->day, FC_DAY_CLOSE_NOTES) : NULL;

  if (closed)
    gtk_editable_set_text (GTK_EDITABLE (self->notes), notes != NULL ? notes : "");
  gtk_editable_set_editable (GTK_EDITABLE (self->notes), !closed);
  gtk_widget_set_visible (self->entered, !closed || (notes != NULL && *notes != '\0'));
  show_accepted (self, sheet);
}

const char *
fc_day_closing_box_get_notes (FcDayClosingBox *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->notes));
}
