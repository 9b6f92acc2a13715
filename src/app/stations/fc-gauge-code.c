/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-code.h"

#include "fc-page.h"
#include "fc-tank-gauges.h"
#include "fc-window.h"

#include <glib/gi18n.h>

static void
tell (GtkWidget  *row,
      const char *text)
{
  GtkRoot *root = gtk_widget_get_root (row);

  if (root != NULL && FC_IS_WINDOW (root))
    fc_window_toast (FC_WINDOW (root), text);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GtkWidget) row = data;
  GtkWidget *page = gtk_widget_get_ancestor (row, FC_TYPE_PAGE);
  FcGaugeService *gauges = page != NULL ? fc_tank_gauges_get (fc_page_get_context (FC_PAGE (page))) : NULL;
  g_autoptr (GError) error = NULL;

  if (!fc_keyring_store_finish (FC_KEYRING (source), result, &error))
    {
      tell (row, error->message);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  tell (row, _ ("The code is kept on this computer"));
  if (gauges != NULL)
    fc_gauge_service_start (gauges); /* again, with the code */
}

static void
applied_cb (GtkWidget *row,
            FcRecord  *gauge)
{
  g_autoptr (FcKeyring) keyring = fc_gauge_keyring_new (fc_record_get_id (gauge));

  fc_keyring_store_async (keyring, gtk_editable_get_text (GTK_EDITABLE (row)), stored_cb, g_object_ref (row));
}

void
fc_gauge_code_add_row (FcRecord  *gauge,
                       GtkWidget *expander)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Security code (if any)"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (applied_cb), gauge, 0);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}
