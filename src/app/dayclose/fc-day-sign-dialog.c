/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-view-private.h"

#include "fc-display.h"
#include "fc-sign-form.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/* Where the person who closes the day signs for it. */

static void
signed_cb (FcDayView  *self,
           const char *method,
           JsonArray  *strokes,
           GtkWidget  *form)
{
  GtkRoot *window = gtk_widget_get_root (form);

  if (fc_day_view_get_sheet (self) != NULL)
    fc_day_view_close_day (self, method, strokes);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
cancelled_cb (FcDayView *self,
              GtkWidget *form)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (form)));
}

static GtkWidget *
make_form (FcDayView *self)
{
  FcReplica *replica = fc_context_get_replica (fc_day_view_get_context (self));
  FcRecord *user = fc_replica_get_user (replica);
  const FcActor *actor = fc_replica_get_actor (replica);
  FcId nobody = { 0 };
  GtkWidget *form = fc_sign_form_new (replica, actor != NULL ? &actor->user_id : &nobody,
                                      user != NULL ? fc_record_get_text (user, FC_USER_NAME) : _ ("Manager"));

  g_signal_connect_object (form, "signed", G_CALLBACK (signed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "cancelled", G_CALLBACK (cancelled_cb), self, G_CONNECT_SWAPPED);
  return form;
}

static GtkWidget *
make_body (GtkWidget *form)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *body = gtk_label_new (_ ("Its shifts can be changed only after it is reopened."));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_label_set_wrap (GTK_LABEL (body), TRUE);
  gtk_label_set_xalign (GTK_LABEL (body), 0);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_box_append (GTK_BOX (box), body);
  gtk_box_append (GTK_BOX (box), form);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/**
 * fc_day_view_ask_signature:
 *
 * Closes the day once its signer has signed.
 */
void
fc_day_view_ask_signature (FcDayView *self)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *form = make_form (self);
  FcWindow *owner = fc_window_of (GTK_WIDGET (self));
  g_autofree char *date = fc_show_date_long (fc_day_view_get_date (self));
  g_autofree char *title = g_strdup_printf (_ ("Close %s"), date);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_body (form));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (owner));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  if (owner != NULL)
    fc_window_fit_dialog (owner, GTK_WINDOW (window), 680, 540);
  gtk_window_present (GTK_WINDOW (window));
  fc_sign_form_focus (FC_SIGN_FORM (form));
}
