/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-message-page.h"

#include <glib/gi18n.h>

/* What is over at once needs no page of its own. */
#define SHOW_DELAY_MS 400

struct _FcMessagePage {
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwStatusPage *status;
  GtkBox *buttons;
  guint n_buttons; /* more than two do not fit side by side in a narrow window */
  GtkProgressBar *progress;
  GtkLabel *step;
  guint show_timeout;
  guint pulse_timeout;
};

G_DEFINE_FINAL_TYPE (FcMessagePage, fc_message_page, GTK_TYPE_WIDGET)

static gboolean
show_timeout_cb (gpointer data)
{
  FcMessagePage *self = data;

  self->show_timeout = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->status), TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
pulse_timeout_cb (gpointer data)
{
  gtk_progress_bar_pulse (FC_MESSAGE_PAGE (data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
fc_message_page_dispose (GObject *object)
{
  FcMessagePage *self = FC_MESSAGE_PAGE (object);

  g_clear_handle_id (&self->show_timeout, g_source_remove);
  g_clear_handle_id (&self->pulse_timeout, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_message_page_parent_class)->dispose (object);
}

static void
fc_message_page_class_init (FcMessagePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_message_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fc_message_page_init (FcMessagePage *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *child = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (header, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (_ ("Forecourt"), ""));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->status), TRUE);
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->progress), 280, -1);
  gtk_widget_set_halign (GTK_WIDGET (self->progress), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  self->step = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->step, TRUE);
  gtk_label_set_justify (self->step, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->step), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->step), FALSE);
  self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (child), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (child), GTK_WIDGET (self->step));
  gtk_box_append (GTK_BOX (child), GTK_WIDGET (self->buttons));
  adw_status_page_set_child (self->status, child);
  gtk_box_append (GTK_BOX (self->box), header);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->status));
}

/**
 * fc_message_page_new:
 * @icon_name: (nullable)
 * @text: (nullable): plain
 */
GtkWidget *
fc_message_page_new (const char *icon_name,
                     const char *title,
                     const char *text)
{
  FcMessagePage *self = g_object_new (FC_TYPE_MESSAGE_PAGE, NULL);
  g_autofree char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_icon_name (self->status, icon_name);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, markup);
  return GTK_WIDGET (self);
}

/**
 * fc_message_page_add_button:
 * @clicked: void (*) (gpointer)
 * @user_data: (unowned): outlives the page
 */
void
fc_message_page_add_button (FcMessagePage *self,
                            const char    *label,
                            gboolean       suggested,
                            GCallback      clicked,
                            gpointer       user_data)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "pill");
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", clicked, user_data);
  gtk_box_append (self->buttons, button);
  if (++self->n_buttons > 2)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), GTK_ORIENTATION_VERTICAL);
}

/**
 * fc_message_page_set_progress:
 * @step: (nullable): untranslated, of a lower layer
 *
 * The first call hides the page for a moment: what is quick does not flash up.
 */
void
fc_message_page_set_progress (FcMessagePage *self,
                              const char    *step,
                              gint64         done,
                              gint64         total)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->progress)))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->status), FALSE);
      self->show_timeout = g_timeout_add (SHOW_DELAY_MS, show_timeout_cb, self);
      self->pulse_timeout = g_timeout_add (100, pulse_timeout_cb, self);
    }
  if (step != NULL)
    gtk_label_set_text (self->step, _ (step));
  gtk_widget_set_visible (GTK_WIDGET (self->step), step != NULL);
  if (total <= 0)
    return;
  g_clear_handle_id (&self->pulse_timeout, g_source_remove);
  gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) done / (double) total, 0, 1));
}
