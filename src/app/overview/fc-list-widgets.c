/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-widgets.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "fc-dashboard-widget.h"
#include "fc-list-row.h"
#include "fc-overview-rows.h"
#include "fc-window.h"

/* What stands in rows: tanks, what waits, people, variances. */

#define SHOWN 6

GtkWidget *
fc_widget_rows_new (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return list;
}

void
fc_widget_rows_clear (GtkWidget *rows)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (rows)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (rows), child);
}

void
fc_widget_rows_append_quiet (GtkWidget  *rows,
                             const char *text)
{
  GtkWidget *row = fc_list_row_new (NULL, text, NULL, NULL);

  gtk_widget_add_css_class (row, "dim-label");
  gtk_list_box_append (GTK_LIST_BOX (rows), row);
}

static GtkWidget *
arrow (void)
{
  return gtk_image_new_from_icon_name ("go-next-symbolic");
}

static void
append_row_to (GtkWidget  *rows,
               const char *icon_name,
               const char *title,
               const char *subtitle,
               GtkWidget  *end,
               const char *action,
               const char *target)
{
  GtkWidget *row = fc_list_row_new (icon_name, title, subtitle, end);

  fc_list_row_set_action (FC_LIST_ROW (row), action, target);
  gtk_list_box_append (GTK_LIST_BOX (rows), row);
}

static void
append_row (GtkWidget  *rows,
            const char *icon_name,
            const char *title,
            const char *subtitle,
            GtkWidget  *end,
            const char *page)
{
  append_row_to (rows, icon_name, title, subtitle, end, "win.page", page);
}

/* --- tanks ---------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
tanks_new (FcContext *context)
{
  return fc_widget_rows_new (_ ("Tanks"));
}

static void
tanks_update (GtkWidget           *rows,
              const FcWidgetScope *scope)
{
  const GPtrArray *tanks = scope->figures->tanks;

  fc_widget_rows_clear (rows);
  for (guint i = 0; i < tanks->len && i < SHOWN; i++)
    gtk_list_box_append (GTK_LIST_BOX (rows), fc_overview_tank_row (tanks->pdata[i]));
  if (tanks->len == 0)
    fc_widget_rows_append_quiet (rows, _ ("No tanks yet"));
}

/* --- what waits ----------------------------------------------------------------------------------------------------------- */

static GtkWidget *
waiting_new (FcContext *context)
{
  return fc_widget_rows_new (_ ("What waits for me"));
}

static void
append_refused (GtkWidget *rows,
                guint      refused)
{
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u thing you did was refused by the server and is kept as a draft",
                               "%u things you did were refused by the server and are kept as drafts", refused),
                     refused);

  append_row (rows, "dialog-warning-symbolic", text, NULL, arrow (), "sync");
}

static void
waiting_update (GtkWidget           *rows,
                const FcWidgetScope *scope)
{
  const FcOverview *figures = scope->figures;
  guint refused = fc_replica_get_quarantined (fc_context_get_replica (scope->context));

  fc_widget_rows_clear (rows);
  for (guint i = 0; i < figures->waiting->len && i < SHOWN; i++)
    gtk_list_box_append (GTK_LIST_BOX (rows), fc_overview_shift_row (figures->waiting->pdata[i], figures->currency));
  if (figures->n_waiting > SHOWN)
    {
      guint n = figures->n_waiting - SHOWN;
      g_autofree char *text = g_strdup_printf (ngettext ("%u more shift", "%u more shifts", n), n);

      append_row (rows, NULL, text, NULL, arrow (), "shifts");
    }
  if (refused > 0)
    append_refused (rows, refused);
  if (figures->waiting->len == 0 && refused == 0)
    fc_widget_rows_append_quiet (rows, _ ("Nothing waits for you"));
}

/* --- over and short by attendant ------------------------------------------------------------------------------------------ */

static GtkWidget *
attendants_new (FcContext *context)
{
  return fc_widget_rows_new (_ ("Over/short by attendant"));
}

static GtkWidget *
amount_label (const char *text,
              gboolean    bad)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  if (bad)
    gtk_widget_add_css_class (label, "error");
  return label;
}

static void
attendants_update (GtkWidget           *rows,
                   const FcWidgetScope *scope)
{
  const GPtrArray *attendants = scope->figures->attendants;

  fc_widget_rows_clear (rows);
  for (guint i = 0; i < attendants->len; i++)
    {
      const FcAttendantFigures *one = attendants->pdata[i];
      g_autofree char *amount = fc_show_money (one->over_short, scope->figures->currency);
      g_autofree char *drawers = g_strdup_printf (ngettext ("%u drawer", "%u drawers", one->drawers), one->drawers);
      /* Translators: "12 drawers, 3 of them short" */
      g_autofree char *text =
        g_strdup_printf (ngettext ("%s, %u of them short", "%s, %u of them short", one->short_drawers), drawers,
                         one->short_drawers);

      append_row (rows, NULL, *one->name != '\0' ? one->name : _ ("Nobody was named"), text,
                  amount_label (amount, one->over_short < 0), "shifts");
    }
  if (attendants->len == 0)
    fc_widget_rows_append_quiet (rows, _ ("No drawer of these days has been handed in"));
}

/* --- variance by tank ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
variances_new (FcContext *context)
{
  return fc_widget_rows_new (_ ("Variance by tank"));
}

static void
variances_update (GtkWidget           *rows,
                  const FcWidgetScope *scope)
{
  const GPtrArray *variances = scope->figures->variances;

  fc_widget_rows_clear (rows);
  for (guint i = 0; i < variances->len && i < SHOWN; i++)
    {
      const FcTankVariance *one = variances->pdata[i];
      g_autofree char *volume = fc_show_volume_with_unit (one->variance, 0);
      g_autofree char *title = g_strdup_printf (_ ("%s, tank %" PRId64 " · %s"), one->station, one->number,
                                                one->product != NULL ? one->product : "–");
      g_autofree char *sold = fc_show_volume_with_unit (one->sales, 0), *uri = fc_record_uri ("tank", &one->tank_id);
      g_autofree char *text =
        g_strdup_printf (ngettext ("%u closed day, %s sold", "%u closed days, %s sold", one->days), one->days, sold);

      append_row_to (rows, NULL, title, text, amount_label (volume, one->variance < 0), "win.open", uri);
    }
  if (variances->len == 0)
    fc_widget_rows_append_quiet (rows, _ ("None of these days has been closed"));
}

static const FcWidgetInfo lists[] = {
  { .kind = "tanks",
    .title = N_ ("Tanks, the most urgent first"),
    .permission = "stations.view",
    .width = 6,
    .height = 6,
    .least_width = 4,
    .least_height = 2,
    .parts = FC_OVERVIEW_TANKS,
    .target = "win.page::tanks",
    .create = tanks_new,
    .update = tanks_update },
  { .kind = "waiting",
    .title = N_ ("What waits for me"),
    .width = 12,
    .height = 3,
    .least_width = 4,
    .least_height = 2,
    .parts = FC_OVERVIEW_WAITING,
    .create = waiting_new,
    .update = waiting_update },
  { .kind = "attendants",
    .title = N_ ("Over/short by attendant"),
    .permission = "reports.view",
    .width = 6,
    .height = 6,
    .least_width = 4,
    .least_height = 2,
    .parts = FC_OVERVIEW_ATTENDANTS,
    .target = "win.page::shifts",
    .create = attendants_new,
    .update = attendants_update },
  { .kind = "variances",
    .title = N_ ("Variance by tank"),
    .width = 6,
    .height = 6,
    .least_width = 4,
    .least_height = 2,
    .parts = FC_OVERVIEW_VARIANCES,
    .target = "win.page::dayclose",
    .create = variances_new,
    .update = variances_update },
};

void
fc_list_widgets_register (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    fc_widget_register (&lists[i]);
}
