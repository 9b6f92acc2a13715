/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-dashboard-store.h"

G_BEGIN_DECLS

/*
 * The button beside the period: which dashboard, against what, and what can be done with it. Actions: "page.dashboard" (string: id or ""),
 * "page.compare" (string), "page.arrange", "page.new-dashboard", "page.rename-dashboard", "page.delete-dashboard",
 * "page.share-dashboard" (string: a role, or "").
 */
GtkWidget *fc_dashboard_menu_new  (FcDashboardStore *store,
                                   FcContext        *context);

/* Asks for a name; @named (const char *name, gpointer user_data) comes when one was given. */
typedef void (*FcNamed) (const char *name, gpointer user_data);
void       fc_dashboard_ask_name  (GtkWidget        *parent,
                                   const char       *heading,
                                   const char       *name,
                                   const char       *label, /* of the button, with its key */
                                   FcNamed           named,
                                   gpointer          user_data); /* a GObject, held meanwhile */

/* Above the dashboard while it is arranged: "add" (char *: kind) and "done". */
#define FC_TYPE_DASHBOARD_BAR (fc_dashboard_bar_get_type ())
G_DECLARE_FINAL_TYPE (FcDashboardBar, fc_dashboard_bar, FC, DASHBOARD_BAR, GtkWidget)

GtkWidget *fc_dashboard_bar_new   (FcContext        *context);

G_END_DECLS
