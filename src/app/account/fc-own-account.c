/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-account.h"

#include <glib/gi18n.h>

#include "fc-pin-reset-window.h"
#include "fc-pin-reset.h"
#include "fc-window.h"

/* Who sits here, their password and their PIN of this computer. */
typedef struct {
  FcPage *page; /* borrowed: the group is on it */
  GtkWidget *pin_button;
} Account;

#define KEY "fc-own-account"

static void
change_password_cb (Account *self)
{
  fc_change_password_present (GTK_WIDGET (self->page), fc_page_get_context (self->page));
}

static FcPinProof
proof_of (Account *self)
{
  FcReplica *replica = fc_page_get_replica (self->page);
  FcRecord *user = fc_replica_get_user (replica);

  return user != NULL ? fc_pin_reset_get_proof (replica, fc_record_get_id (user)) : FC_PIN_PROOF_NONE;
}

static void
show_pin (GtkWidget *group)
{
  Account *self = g_object_get_data (G_OBJECT (group), KEY);

  gtk_button_set_label (GTK_BUTTON (self->pin_button),
                        proof_of (self) == FC_PIN_PROOF_PIN ? _ ("Change P_IN…") : _ ("Set P_IN…"));
}

static void
set_pin_cb (GtkWidget *group)
{
  Account *self = g_object_get_data (G_OBJECT (group), KEY);
  FcRecord *user = fc_replica_get_user (fc_page_get_replica (self->page));
  GtkWidget *window;

  if (user == NULL)
    return;
  window = fc_pin_reset_window_new (FC_WINDOW (gtk_widget_get_root (group)), fc_record_get_id (user), FALSE);
  g_signal_connect_object (window, "destroy", G_CALLBACK (show_pin), group, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static GtkWidget *
make_button (const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static GtkWidget *
make_pin_row (Account   *self,
              GtkWidget *group)
{
  GtkWidget *row = adw_action_row_new ();

  self->pin_button = make_button (_ ("Set P_IN…"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("PIN of this computer"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("To sign shifts, and to take over this computer from somebody else"));
  g_signal_connect_swapped (self->pin_button, "clicked", G_CALLBACK (set_pin_cb), group);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->pin_button);
  return row;
}

static GtkWidget *
make_person_row (Account *self)
{
  FcRecord *user = fc_replica_get_user (fc_page_get_replica (self->page));
  const char *email = user != NULL ? fc_record_get_text (user, FC_USER_EMAIL) : NULL;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = make_button (_ ("C_hange password…"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (user != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fc_record_get_text (user, FC_USER_NAME));
  if (email != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), email);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (change_password_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/**
 * fc_own_account_new:
 * @page: that it will be on
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_own_account_new (FcPage *page)
{
  GtkWidget *group = adw_preferences_group_new ();
  Account *self = g_new0 (Account, 1);

  self->page = page;
  g_object_set_data_full (G_OBJECT (group), KEY, self, g_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("You"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_person_row (self));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_pin_row (self, group));
  g_signal_connect (group, "map", G_CALLBACK (show_pin), NULL);
  return group;
}
