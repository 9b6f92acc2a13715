/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-chip.h"

/* It is not shortened to less than this. */
#define LEAST_CHARS 12

struct _FcChip {
  GtkWidget parent_instance;

  GtkImage *image;
  GtkLabel *label;
  char *style;
};

G_DEFINE_FINAL_TYPE (FcChip, fc_chip, GTK_TYPE_WIDGET)

static void
fc_chip_dispose (GObject *object)
{
  FcChip *self = FC_CHIP (object);

  g_clear_pointer ((GtkWidget **) &self->image, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->label, gtk_widget_unparent);
  g_clear_pointer (&self->style, g_free);

  G_OBJECT_CLASS (fc_chip_parent_class)->dispose (object);
}

static void
fc_chip_class_init (FcChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_chip_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "chip");
}

static void
fc_chip_init (FcChip *self)
{
  self->image = GTK_IMAGE (gtk_image_new ());
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->image), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->image), GTK_WIDGET (self));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
fc_chip_new (const char *text,
             const char *icon_name,
             const char *style)
{
  FcChip *self = g_object_new (FC_TYPE_CHIP, NULL);

  fc_chip_set (self, text, icon_name, style);
  return GTK_WIDGET (self);
}

/**
 * fc_chip_set:
 * @icon_name: (nullable)
 * @style: (nullable): "success", "warning", "error" or "accent"
 */
void
fc_chip_set (FcChip     *self,
             const char *text,
             const char *icon_name,
             const char *style)
{
  gtk_label_set_text (self->label, text);
  gtk_label_set_width_chars (self->label, (int) MIN (g_utf8_strlen (text, -1), LEAST_CHARS));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), g_utf8_strlen (text, -1) > LEAST_CHARS ? text : NULL);
  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon_name != NULL);
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  g_free (self->style);
  self->style = g_strdup (style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
}
