/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fields-alerts.h"
#include "fc-fields-company.h"
#include "fc-fields-dashboards.h"
#include "fc-fields-dayclose.h"
#include "fc-fields-fleet.h"
#include "fc-fields-history.h"
#include "fc-fields-sales.h"
#include "fc-fields-shifts.h"
#include "fc-fields-stations.h"
#include "fc-fields-wetstock.h"

#include <glib.h>

G_BEGIN_DECLS

/*
 * Every entity, declared once. Each FC_FIELDS_* list, in the fc-fields-*.h of its module, gives the field's number
 * (an enum) and its row in the catalog: name, type, label, then what differs from the default. Append only: positions
 * are stored.
 */
#define FC_ENTITIES(E)                                                                                                 \
  E (TENANT) E (USER) E (ROLE) E (STATION) E (PRODUCT) E (PRICE) E (TANK) E (PUMP) E (NOZZLE)                          \
  E (SHIFT) E (METER_READING) E (TANK_READING) E (DELIVERY) E (TENDER_TOTAL) E (CASH_COUNT) E (CASH_MOVEMENT)          \
  E (SALE) E (SALES_ROLLUP) E (ATTACHMENT) E (AUDIT_ENTRY) E (EVENT)                                                   \
  E (DRAWER) E (SLIP) E (METER_CHANGE) E (TANK_TRANSFER) E (SIGNATURE) E (SHORTFALL) E (DAY_CLOSE) E (DAY_TANK)        \
  E (GAUGE) E (GAUGE_READING) E (GAUGE_DELIVERY) E (CONFLICT) E (HANDOVER)                                             \
  E (DASHBOARD) E (ALERT_RULE) E (ALERT) E (VEHICLE) E (POSITION) E (GEOFENCE) E (MAP_PACK)

#define FC_ENTITY_MEMBER(name) FC_##name,
typedef enum { FC_ENTITIES (FC_ENTITY_MEMBER) FC_N_ENTITIES } FcEntity;
#undef FC_ENTITY_MEMBER

#define FC_FIELD_MEMBER(id, ...) FC_##id,
#define FC_FIELD_ENUM(name) enum { FC_FIELDS_##name (FC_FIELD_MEMBER) FC_##name##_N_FIELDS };
FC_ENTITIES (FC_FIELD_ENUM)
#undef FC_FIELD_ENUM
#undef FC_FIELD_MEMBER

/* Bounds that keep sums of any real day far from the end of gint64. */
#define FC_MONEY_MAX     G_GINT64_CONSTANT (1000000000000000)
#define FC_PRICE_MAX     G_GINT64_CONSTANT (1000000000000)
#define FC_VOLUME_MAX    G_GINT64_CONSTANT (100000000000)
#define FC_TOTALIZER_MAX G_GINT64_CONSTANT (1000000000000000)

/* Choices of the enumerated fields; append only. */
extern const char *const fc_tiers[];
extern const char *const fc_tenant_statuses[];
extern const char *const fc_user_statuses[];
extern const char *const fc_connectivities[];
extern const char *const fc_volume_units[];
extern const char *const fc_product_categories[];
extern const char *const fc_shift_states[];
extern const char *const fc_sources[];
extern const char *const fc_tenders[];
extern const char *const fc_cash_movements[];
extern const char *const fc_verifications[];
extern const char *const fc_grains[];
extern const char *const fc_carry_forwards[];
extern const char *const fc_slip_kinds[];
extern const char *const fc_meter_change_kinds[];
extern const char *const fc_signature_roles[];
extern const char *const fc_signature_methods[];
extern const char *const fc_shortfall_kinds[];
extern const char *const fc_day_states[];
extern const char *const fc_gauge_kinds[];
extern const char *const fc_length_units[];
extern const char *const fc_temperature_units[];
extern const char *const fc_conflict_states[];
extern const char *const fc_conflict_choices[];
extern const char *const fc_handover_states[];
extern const char *const fc_alert_comparisons[];
extern const char *const fc_alert_severities[];
extern const char *const fc_alert_states[];
extern const char *const fc_vehicle_statuses[];
extern const char *const fc_geofence_kinds[];

G_END_DECLS
