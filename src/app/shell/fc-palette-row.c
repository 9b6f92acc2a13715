/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-palette-row.h"

struct _FcPaletteRow {
  GtkListBoxRow parent_instance;

  char *uri;
  char *action;
};

G_DEFINE_FINAL_TYPE (FcPaletteRow, fc_palette_row, GTK_TYPE_LIST_BOX_ROW)

static void
fc_palette_row_finalize (GObject *object)
{
  FcPaletteRow *self = FC_PALETTE_ROW (object);

  g_free (self->uri);
  g_free (self->action);

  G_OBJECT_CLASS (fc_palette_row_parent_class)->finalize (object);
}

static void
fc_palette_row_class_init (FcPaletteRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_palette_row_finalize;
}

static void
fc_palette_row_init (FcPaletteRow *self)
{
}

static GtkWidget *
new_text (const char *text,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
fc_palette_row_new (const char *icon_name,
                    const char *title,
                    const char *subtitle,
                    const char *uri,
                    const char *action)
{
  FcPaletteRow *self = g_object_new (FC_TYPE_PALETTE_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *subtitle_label = new_text (subtitle, "dim-label");

  self->uri = g_strdup (uri);
  self->action = g_strdup (action);
  gtk_widget_set_hexpand (subtitle_label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (subtitle_label), 1);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), new_text (title, NULL));
  gtk_box_append (GTK_BOX (box), subtitle_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

const char *
fc_palette_row_get_uri (FcPaletteRow *self)
{
  return self->uri;
}

const char *
fc_palette_row_get_action (FcPaletteRow *self)
{
  return self->action;
}
