/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-catalog.h"

#include <glib/gi18n-lib.h>

#define CHOICES(name, ...) const char *const name[] = { __VA_ARGS__, NULL }

CHOICES (fc_tiers, "starter", "professional", "enterprise");
CHOICES (fc_tenant_statuses, "active", "suspended", "pending_deletion");
CHOICES (fc_user_statuses, "active", "disabled");
CHOICES (fc_connectivities, "online", "offline", "hybrid");
CHOICES (fc_volume_units, "litre", "us_gallon");
CHOICES (fc_product_categories, "fuel", "shop");
CHOICES (fc_shift_states, "open", "submitted", "approved", "disputed", "superseded", "discarded");
CHOICES (fc_sources, "manual", "pos", "gauge", "import");
CHOICES (fc_tenders, "cash", "card_inside", "card_outside", "mobile", "fleet_card", "account", "voucher");
CHOICES (fc_cash_movements, "drop", "pay_in", "pay_out", "refund", "account_payment", "loan");
CHOICES (fc_verifications, "unverified", "verified", "rejected");
CHOICES (fc_grains, "hour", "day");
CHOICES (fc_carry_forwards, "stick", "book");
CHOICES (fc_slip_kinds, "account", "drive_off", "own_use");
CHOICES (fc_meter_change_kinds, "price", "replacement");
CHOICES (fc_signature_roles, "attendant", "supervisor", "manager");
CHOICES (fc_signature_methods, "drawn", "pin", "password");
CHOICES (fc_shortfall_kinds, "over_short", "repayment", "write_off", "reversal");
CHOICES (fc_day_states, "open", "closed", "reopened");
CHOICES (fc_gauge_kinds, "tcp", "serial", "file");
CHOICES (fc_length_units, "mm", "inch");
CHOICES (fc_temperature_units, "celsius", "fahrenheit");
CHOICES (fc_conflict_states, "open", "decided", "settled");
CHOICES (fc_conflict_choices, "kept", "wanted", "other");
CHOICES (fc_handover_states, "open", "done", "returned");
CHOICES (fc_alert_comparisons, "above", "below");
CHOICES (fc_alert_severities, "notice", "warning", "critical");
CHOICES (fc_alert_states, "new", "acknowledged", "snoozed", "resolved");
CHOICES (fc_vehicle_statuses, "in_service", "workshop", "retired");
CHOICES (fc_geofence_kinds, "circle", "polygon", "corridor");

/* While a shift is in one of these states its rows refuse plain changes. */
static const char *const locked_shift_states[] = { "submitted", "approved", "superseded", "discarded", NULL };
static const char *const locked_day_states[] = { "closed", NULL };

#define FIELD_ROW(id, ...) { __VA_ARGS__ },
#define FIELD_TABLE(name) static const FcField fields_##name[] = { FC_FIELDS_##name (FIELD_ROW) };
FC_ENTITIES (FIELD_TABLE)

#define WITH_FIELDS(name) .id = FC_##name, .fields = fields_##name, .n_fields = G_N_ELEMENTS (fields_##name)
#define ROOT(name) WITH_FIELDS (name), .root = FC_##name
#define SHIFT_ROW(name)                                                                            \
  WITH_FIELDS (name), .root = FC_SHIFT, .scope = FC_SCOPE_STATION, .read = "shifts.view",          \
    .lock_field = FC_SHIFT_STATE, .lock_values = locked_shift_states
#define STATION_ROW(name)                                                                          \
  WITH_FIELDS (name), .root = FC_STATION, .scope = FC_SCOPE_STATION, .read = "stations.view",      \
    .write = "stations.edit", .lock_field = -1

static const FcEntityInfo entities[FC_N_ENTITIES] = {
  [FC_TENANT] = { ROOT (TENANT), .name = "tenant", .label = N_("Company"), .write = "company.edit", .lock_field = -1 },
  [FC_USER] = { ROOT (USER), .name = "user", .label = N_("User"), .write = "users.edit", .lock_field = -1 },
  [FC_ROLE] = { ROOT (ROLE), .name = "role", .label = N_("Role"), .write = "users.edit", .lock_field = -1 },
  [FC_STATION] = { ROOT (STATION), .name = "station", .label = N_("Station"), .scope = FC_SCOPE_STATION,
                   .read = "stations.view", .write = "stations.edit", .lock_field = -1 },
  [FC_PRODUCT] = { ROOT (PRODUCT), .name = "product", .label = N_("Product"), .write = "products.edit",
                   .lock_field = -1 },
  [FC_PRICE] = { WITH_FIELDS (PRICE), .root = FC_STATION, .name = "price", .label = N_("Price"), .scope = FC_SCOPE_STATION,
                 .read = "prices.view", .write = "prices.edit", .lock_field = -1 },
  [FC_TANK] = { WITH_FIELDS (TANK), .root = FC_STATION, .name = "tank", .label = N_("Tank"), .scope = FC_SCOPE_STATION,
                .read = "stations.view", .write = "tanks.edit", .lock_field = -1 },
  [FC_PUMP] = { STATION_ROW (PUMP), .name = "pump", .label = N_("Pump") },
  [FC_NOZZLE] = { STATION_ROW (NOZZLE), .name = "nozzle", .label = N_("Nozzle") },
  [FC_SHIFT] = { SHIFT_ROW (SHIFT), .name = "shift", .label = N_("Shift"), .write = "shifts.count" },
  [FC_METER_READING] = { SHIFT_ROW (METER_READING), .name = "meter_reading", .label = N_("Meter reading"),
                         .write = "shifts.count" },
  [FC_TANK_READING] = { SHIFT_ROW (TANK_READING), .name = "tank_reading", .label = N_("Tank reading"),
                        .write = "dips.create" },
  [FC_DELIVERY] = { SHIFT_ROW (DELIVERY), .name = "delivery", .label = N_("Delivery"), .write = "deliveries.create" },
  [FC_TENDER_TOTAL] = { SHIFT_ROW (TENDER_TOTAL), .name = "tender_total", .label = N_("Tender total"),
                        .write = "shifts.count" },
  [FC_CASH_COUNT] = { SHIFT_ROW (CASH_COUNT), .name = "cash_count", .label = N_("Cash count"),
                      .write = "shifts.count" },
  [FC_CASH_MOVEMENT] = { SHIFT_ROW (CASH_MOVEMENT), .name = "cash_movement", .label = N_("Cash movement"),
                         .write = "shifts.count" },
  [FC_SALE] = { ROOT (SALE), .name = "sale", .label = N_("Sale"), .kind = FC_KIND_FACT, .scope = FC_SCOPE_STATION,
                .read = "reports.day", .time_field = FC_SALE_SOLD_AT, .lock_field = -1 },
  [FC_SALES_ROLLUP] = { ROOT (SALES_ROLLUP), .name = "sales_rollup", .label = N_("Sales"), .kind = FC_KIND_ROLLUP,
                        .scope = FC_SCOPE_STATION, .read = "reports.day", .lock_field = -1 },
  [FC_ATTACHMENT] = { ROOT (ATTACHMENT), .name = "attachment", .label = N_("Attachment"), .scope = FC_SCOPE_STATION,
                      .read = "shifts.view", .write = "shifts.count", .lock_field = -1 },
  [FC_AUDIT_ENTRY] = { ROOT (AUDIT_ENTRY), .name = "audit_entry", .label = N_("Audit entry"), .kind = FC_KIND_LOG,
                       .scope = FC_SCOPE_STATION, .read = "audit.view", .time_field = FC_AUDIT_ENTRY_AT,
                       .lock_field = -1 },
  [FC_EVENT] = { ROOT (EVENT), .name = "event", .label = N_("Event"), .kind = FC_KIND_LOG, .scope = FC_SCOPE_STATION,
                 .read = "audit.view", .time_field = FC_EVENT_AT, .lock_field = -1 },
  [FC_DRAWER] = { SHIFT_ROW (DRAWER), .name = "drawer", .label = N_("Drawer"), .write = "shifts.count" },
  [FC_SLIP] = { SHIFT_ROW (SLIP), .name = "slip", .label = N_("Slip"), .write = "shifts.count" },
  [FC_METER_CHANGE] = { SHIFT_ROW (METER_CHANGE), .name = "meter_change", .label = N_("Meter change"),
                        .write = "shifts.count" },
  [FC_TANK_TRANSFER] = { SHIFT_ROW (TANK_TRANSFER), .name = "tank_transfer", .label = N_("Transfer"),
                         .write = "shifts.count" },
  [FC_SIGNATURE] = { SHIFT_ROW (SIGNATURE), .name = "signature", .label = N_("Signature") },
  [FC_SHORTFALL] = { ROOT (SHORTFALL), .name = "shortfall", .label = N_("Shortfall"), .scope = FC_SCOPE_STATION,
                     .read = "shifts.view", .lock_field = -1 },
  [FC_DAY_CLOSE] = { ROOT (DAY_CLOSE), .name = "day_close", .label = N_("Day close"), .scope = FC_SCOPE_STATION,
                     .read = "shifts.view", .lock_field = FC_DAY_CLOSE_STATE, .lock_values = locked_day_states },
  [FC_DAY_TANK] = { WITH_FIELDS (DAY_TANK), .root = FC_DAY_CLOSE, .name = "day_tank", .label = N_("Tank’s day"),
                    .scope = FC_SCOPE_STATION, .read = "tanks.view", .lock_field = FC_DAY_CLOSE_STATE,
                    .lock_values = locked_day_states },
  [FC_GAUGE] = { WITH_FIELDS (GAUGE), .root = FC_STATION, .name = "gauge", .label = N_("Gauge"),
                 .scope = FC_SCOPE_STATION, .read = "stations.view", .write = "tanks.edit", .lock_field = -1 },
  [FC_GAUGE_READING] = { ROOT (GAUGE_READING), .name = "gauge_reading", .label = N_("Gauge reading"),
                         .scope = FC_SCOPE_STATION, .read = "tanks.view", .write = "dips.create", .lock_field = -1 },
  [FC_GAUGE_DELIVERY] = { ROOT (GAUGE_DELIVERY), .name = "gauge_delivery", .label = N_("Delivery by the gauge"),
                          .scope = FC_SCOPE_STATION, .read = "tanks.view", .write = "dips.create", .lock_field = -1 },
  /* They show figures and prices of any record. Those of no station lie in the company's bucket. */
  [FC_CONFLICT] = { ROOT (CONFLICT), .name = "conflict", .label = N_("Conflict"), .scope = FC_SCOPE_STATION,
                    .read = "reports.day", .lock_field = -1 },
  [FC_HANDOVER] = { ROOT (HANDOVER), .name = "handover", .label = N_("Handed over"), .scope = FC_SCOPE_STATION,
                    .read = "reports.day", .lock_field = -1 },
  [FC_DASHBOARD] = { ROOT (DASHBOARD), .name = "dashboard", .label = N_("Dashboard"), .lock_field = -1 },
  [FC_ALERT_RULE] = { ROOT (ALERT_RULE), .name = "alert_rule", .label = N_("Alert rule"), .scope = FC_SCOPE_STATION,
                      .read = "alerts.view", .write = "alerts.manage", .lock_field = -1 },
  [FC_ALERT] = { ROOT (ALERT), .name = "alert", .label = N_("Alert"), .scope = FC_SCOPE_STATION, .read = "alerts.view",
                 .lock_field = -1 },
  [FC_VEHICLE] = { ROOT (VEHICLE), .name = "vehicle", .label = N_("Vehicle"), .scope = FC_SCOPE_STATION,
                   .read = "vehicles.view", .write = "vehicles.edit", .lock_field = -1 },
  [FC_POSITION] = { ROOT (POSITION), .name = "position", .label = N_("Position"), .kind = FC_KIND_FACT,
                    .scope = FC_SCOPE_STATION, .read = "vehicles.view", .time_field = FC_POSITION_FIXED_AT,
                    .lock_field = -1 },
  [FC_GEOFENCE] = { ROOT (GEOFENCE), .name = "geofence", .label = N_("Geofence"), .scope = FC_SCOPE_STATION,
                    .read = "vehicles.view", .write = "vehicles.edit", .lock_field = -1 },
  [FC_MAP_PACK] = { ROOT (MAP_PACK), .name = "map_pack", .label = N_("Offline map"), .write = "company.edit",
                    .lock_field = -1 },
};

/**
 * fc_catalog_get:
 *
 * Returns: (transfer none): the entity's declaration
 */
const FcEntityInfo *
fc_catalog_get (FcEntity entity)
{
  g_return_val_if_fail ((guint) entity < FC_N_ENTITIES, NULL);

  return &entities[entity];
}
