/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track-panel-private.h"

#include "fc-track-words.h"

#include <glib/gi18n.h>

#define STEP_S     60
#define PAGE_S     900
#define FIRST_SPAN 1 /* of the spans: as many days as the vehicle's own page sums up */

static GtkWidget *
new_button (const char *icon_name,
            const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static GtkLabel *
new_label (const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css);
  return GTK_LABEL (label);
}

static void
let_wrap (GtkLabel *label)
{
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (label, TRUE);
}

static GtkWidget *
new_head (FcTrackPanel *self)
{
  const char *const words[] = { _ ("A day"), _ ("7 days"), _ ("30 days"), _ ("A year"), NULL };
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = new_label ("heading");
  self->summary = new_label ("caption");
  let_wrap (self->title);
  let_wrap (self->summary);
  gtk_box_append (GTK_BOX (names), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (names), GTK_WIDGET (self->summary));
  gtk_widget_set_hexpand (names, TRUE);
  self->previous = new_button ("go-previous-symbolic", _ ("The time before"));
  self->next = new_button ("go-next-symbolic", _ ("The time after"));
  self->span = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (words));
  gtk_drop_down_set_selected (self->span, FIRST_SPAN);
  gtk_widget_set_valign (GTK_WIDGET (self->span), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->span), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How long a time"),
                                  -1);
  gtk_box_append (GTK_BOX (head), names);
  gtk_box_append (GTK_BOX (head), self->previous);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->span));
  gtk_box_append (GTK_BOX (head), self->next);
  self->close = new_button ("window-close-symbolic", _ ("Take the track off the map"));
  gtk_box_append (GTK_BOX (head), self->close);
  return head;
}

static GtkWidget *
new_words (FcTrackPanel *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->time = new_label ("numeric");
  self->speed = new_label ("numeric");
  self->place = new_label ("dim-label");
  gtk_label_set_ellipsize (self->time, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_ellipsize (self->speed, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (self->speed, 9);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->time));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->speed));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->place));
  return words;
}

/* What is below the map; FcTrackPanel connects it. */
void
fc_track_panel_build (FcTrackPanel *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_add_css_class (self->box, "map-track");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, STEP_S);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  gtk_range_set_increments (GTK_RANGE (self->scale), STEP_S, PAGE_S);
  gtk_widget_set_tooltip_text (self->scale,
                               _ ("Arrow keys go a minute on or back, Page Up and Page Down a quarter of an hour"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Time"), -1);
  self->words = new_words (self);
  self->legend = fc_track_legend_new ();
  gtk_box_append (GTK_BOX (self->box), new_head (self));
  gtk_box_append (GTK_BOX (self->box), self->scale);
  gtk_box_append (GTK_BOX (self->box), self->words);
  gtk_box_append (GTK_BOX (self->box), self->legend);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
