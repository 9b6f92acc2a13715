/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office.h"
#include "relay.h"

G_BEGIN_DECLS

/* Ada, who runs the company, and Sam, who manages its northern station, share a computer: one replica, two sign-ins. Sam sits. */
#define SAM_EMAIL    "sam@acme.example"
#define SAM_PASSWORD "kettle rat 4"

typedef struct {
  Company *company;
  Relay *relay; /* of the computer that they share */
  Office *boss; /* another computer of the company */
  Office *desk;
  FcId ada, sam, north, south, diesel;
  FcId made[2];
} Desk;

void       desk_set_up        (Desk         *fixture,
                               gconstpointer data);
void       desk_tear_down     (Desk         *fixture,
                               gconstpointer data);
FcRowSet  *desk_load_station  (Office       *office,
                               const FcId   *station);
FcId       desk_add_tank      (Desk         *fixture,
                               int           number);
void       desk_sit_down      (Desk         *fixture,
                               const FcId   *user_id);
void       desk_set_status    (Desk         *fixture,
                               const FcId   *user_id,
                               const char   *status);
GPtrArray *desk_list_devices  (Desk         *fixture);

/* Conditions: @data is the Desk. */
gboolean   desk_nothing_waits (gpointer      data);
gboolean   desk_boss_has_both (gpointer      data); /* the tanks of made[] */

G_END_DECLS
