/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"
#include "fc-run-out.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* A tank as it was last read, by stick or gauge, and what usually leaves it. */
typedef struct {
  FcRecord *tank;
  FcRecord *station;
  FcRecord *product;     /* nullable */
  gboolean was_read;
  gint64 read_at;        /* UTC µs */
  gint64 volume;         /* mL */
  gint64 level;          /* mm; -1: not told */
  gint64 water_level;    /* mm; -1: not told */
  gint64 water_volume;   /* mL; -1: not told */
  gint64 temperature;    /* 0.001 °C */
  gboolean has_temperature;
  gboolean by_gauge;
  double hourly[FC_WEEK_HOURS]; /* mL an hour, Monday 00:00 local first: the mean of the last four weeks, this tank's part */
  guint weeks;           /* that the mean stands on; 0: no sales known */
} FcTankState;

/* @station: (nullable): all that the actor sees. By station and number. */
void       fc_tank_states_async  (FcReplica            *replica,
                                  const FcId           *station,
                                  gint64                now_us,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
GPtrArray *fc_tank_states_finish (FcReplica            *replica,
                                  GAsyncResult         *result,
                                  GError              **error); /* FcTankState */

/* The same on a reader's thread. What usually leaves a tank is read only where @screen wants it. */
typedef gboolean (*FcTankScreen) (const FcTankState *state,
                                  gpointer           user_data);
GPtrArray *fc_tank_states_read   (FcDb                 *db,
                                  const FcId           *station, /* nullable */
                                  gint64                now_us,
                                  FcTankScreen          screen,  /* nullable: of all */
                                  gpointer              user_data,
                                  GError              **error);

/* The deliveries of one tank, newest first. Binds: :tank. */
extern const FcQuerySpec fc_tank_delivery_list;
enum {
  FC_TANK_DELIVERY_LIST_ID,
  FC_TANK_DELIVERY_LIST_DELIVERED_AT,
  FC_TANK_DELIVERY_LIST_SUPPLIER,
  FC_TANK_DELIVERY_LIST_DOCUMENT,
  FC_TANK_DELIVERY_LIST_TICKETED,
  FC_TANK_DELIVERY_LIST_BEFORE,
  FC_TANK_DELIVERY_LIST_AFTER,
  FC_TANK_DELIVERY_LIST_SHIFT_ID,
  FC_TANK_DELIVERY_LIST_SOLD,
  FC_TANK_DELIVERY_LIST_DIFFERENCE, /* gauge − ticket, mL */
  FC_TANK_DELIVERY_LIST_CHECK,      /* empty: what fc_delivery_check() makes of the row */
  FC_TANK_DELIVERY_LIST_TEMPERATURE,
  FC_TANK_DELIVERY_LIST_TICKETED_15,
  FC_TANK_DELIVERY_LIST_DENSITY,
  FC_TANK_DELIVERY_LIST_TEMPERATURE_BEFORE,
  FC_TANK_DELIVERY_LIST_TEMPERATURE_AFTER,
  FC_TANK_DELIVERY_LIST_UNIT_COST,
};

G_END_DECLS
