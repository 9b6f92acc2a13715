/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-defaults.h"

typedef struct {
  const char *kind;
  int x, y, w, h;
} Place;

static const Place forecourt[] = {
  { "sales", 0, 0, 3, 2 },      { "volume", 3, 0, 3, 2 },        { "fuel-margin", 6, 0, 3, 2 },
  { "over-short", 9, 0, 3, 2 }, { "sales-by-hour", 0, 2, 6, 6 }, { "tanks", 6, 2, 6, 6 },
  { "waiting", 0, 8, 6, 4 },    { "alerts", 6, 8, 6, 4 },        { "products", 0, 12, 12, 6 },
};

/* What the shift in hand needs: its sheet, the tanks that are dipped, and how the day goes. */
static const Place shift[] = {
  { "waiting", 0, 0, 6, 4 }, { "alerts", 6, 0, 6, 4 },  { "tanks", 0, 4, 6, 6 },       { "sales-by-hour", 6, 4, 6, 6 },
  { "sales", 0, 10, 4, 2 },  { "volume", 4, 10, 4, 2 }, { "over-short", 8, 10, 4, 2 },
};

/* Their own shifts: no sums of the company, no tanks, which they may not open. */
static const Place drawer[] = {
  { "waiting", 0, 0, 12, 4 },
};

/* “Fleet Overview”. */
static const Place fleet[] = {
  { "vehicle_count", 0, 0, 4, 2 },   { "active_work_orders", 4, 0, 4, 2 }, { "monthly_costs", 0, 2, 8, 4 },
  { "maintenance_due", 0, 6, 8, 4 }, { "waiting", 0, 10, 12, 3 },
};

static FcDashboardLayout *
make (const Place *places,
      guint        n)
{
  FcDashboardLayout *layout = fc_dashboard_layout_new ();

  for (guint i = 0; i < n; i++)
    fc_dashboard_layout_append (layout, places[i].kind, places[i].x, places[i].y, places[i].w, places[i].h);
  return layout;
}

/**
 * fc_dashboard_default:
 * @roles: (nullable): of the person
 *
 * Kinds that a build does not have, and those that the person may not see, are the caller's to leave out.
 *
 * Returns: (transfer full)
 */
FcDashboardLayout *
fc_dashboard_default (const char *const *roles)
{
  gboolean drives = roles != NULL && (g_strv_contains (roles, "fleet_manager") || g_strv_contains (roles, "driver") ||
                                      g_strv_contains (roles, "technician"));

  gboolean one = roles != NULL && roles[0] != NULL && roles[1] == NULL;

  if (one && g_str_equal (roles[0], "supervisor"))
    return make (shift, G_N_ELEMENTS (shift));
  if (one && g_str_equal (roles[0], "attendant"))
    return make (drawer, G_N_ELEMENTS (drawer));
  /* Who works at a station, too, sees the station. */
  if (drives && one)
    return make (fleet, G_N_ELEMENTS (fleet));
  return make (forecourt, G_N_ELEMENTS (forecourt));
}
