/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-widget.h"

#include "fc-alert-decide.h"
#include "fc-list-row.h"
#include "fc-overview-widgets.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define SHOWN 6

static void
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  g_object_unref (cancellable);
}

static GtkWidget *
alerts_new (FcContext *context)
{
  return fc_widget_rows_new (_ ("Alerts"));
}

static void
append_line (GtkWidget   *rows,
             FcAlertLine *line)
{
  const char *severity = fc_record_get_text (line->alert, FC_ALERT_SEVERITY);
  g_autofree char *uri = fc_record_uri ("alert", fc_record_get_id (line->alert));
  /* Translators: of an alert: the station, and what it is about: “Harbour: Tank 3, Diesel” */
  g_autofree char *title = line->station != NULL && g_strcmp0 (line->station, line->thing) != 0
                             ? g_strdup_printf (_ ("%s: %s"), line->station, line->thing)
                             : g_strdup (line->thing);
  GtkWidget *row = fc_list_row_new (fc_alert_severity_icon (severity), title, line->said,
                                    gtk_image_new_from_icon_name ("go-next-symbolic"));

  fc_list_row_set_action (FC_LIST_ROW (row), "win.open", uri);
  gtk_list_box_append (GTK_LIST_BOX (rows), row);
}

static void
lines_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GtkWidget) rows = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = fc_alert_lines_finish (FC_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  fc_widget_rows_clear (rows);
  if (lines == NULL || lines->len == 0)
    fc_widget_rows_append_quiet (rows, lines != NULL ? _ ("No alerts") : error->message);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    append_line (rows, lines->pdata[i]);
}

static void
alerts_update (GtkWidget           *rows,
               const FcWidgetScope *scope)
{
  GCancellable *cancellable = g_cancellable_new ();

  g_object_set_data_full (G_OBJECT (rows), "fc-alerts", cancellable, cancel); /* the last reading ends with it */
  fc_alert_lines_async (fc_context_get_replica (scope->context), scope->station, SHOWN, cancellable, lines_cb,
                        g_object_ref (rows));
}

const FcWidgetInfo fc_alert_widget = {
  .kind = "alerts",
  .title = N_ ("Alerts"),
  .permission = "alerts.view",
  .width = 4,
  .height = 5,
  .tables = (const FcEntity[]) { FC_ALERT, FC_TANK, FC_SHIFT, FC_N_ENTITIES },
  .target = "win.page::alerts",
  .create = alerts_new,
  .update = alerts_update,
};
