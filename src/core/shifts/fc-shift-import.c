/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-import.h"

#include "fc-json-members.h"
#include "fc-pos-match.h"
#include "fc-shift-versions.h"
#include "fc-time.h"

#include <glib/gi18n-lib.h>

/* From the POS's numbers to the station's records. The op that comes out names rows, so that the hub need know no POS. */

typedef struct {
  FcRowSet *rows;
  const FcShiftFeed *feed;
  FcMessages *messages;
  JsonObject *args;
  gint64 opened_at;
} Import;

G_GNUC_PRINTF (2, 3)
static void
warn (Import     *self,
      const char *format,
      ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fc_messages_add (self->messages, FC_SEVERITY_WARNING, NULL, 0, "%s", text);
}

static JsonArray *
new_list (Import     *self,
          const char *name)
{
  JsonArray *list = json_array_new ();

  json_object_set_array_member (self->args, name, list);
  return list;
}

static FcRecord *
nozzle_of (Import     *self,
           const char *position,
           const char *code,
           gboolean    is_grade)
{
  FcRecord *product = fc_pos_match_product (self->rows, code, is_grade);

  return fc_pos_match_nozzle (self->rows, position, product);
}

static void
add_meters (Import *self)
{
  JsonArray *list = new_list (self, "meters");

  for (guint i = 0; i < self->feed->totalizers->len; i++)
    {
      const FcFeedTotalizer *total = self->feed->totalizers->pdata[i];
      FcRecord *nozzle = nozzle_of (self, total->position, total->product, total->by_grade);
      JsonObject *line;

      if (nozzle == NULL)
        {
          if (total->position != NULL)
            warn (self,
                  total->by_grade
                    ? _ ("The totalizer of position %s, grade %s belongs to no nozzle of this station; it was left out")
                    : _ ("The totalizer of position %s, product %s belongs to no nozzle of this station; it was left "
                         "out"),
                  total->position, total->product);
          continue;
        }
      line = json_object_new ();
      fc_json_set_id (line, "nozzle_id", fc_record_get_id (nozzle));
      json_object_set_int_member (line, "closing", total->volume);
      if (total->has_amount)
        json_object_set_int_member (line, "closing_amount", total->amount);
      json_array_add_object_element (list, line);
    }
}

/* What the POS sold at a nozzle, or (where it does not tell positions apart) of a product. */
static void
add_pos_sales (Import *self)
{
  JsonArray *list = new_list (self, "pos_sales");

  for (guint i = 0; i < self->feed->grade_sales->len; i++)
    {
      const FcFeedGradeSales *sales = self->feed->grade_sales->pdata[i];
      FcRecord *product = fc_pos_match_product (self->rows, sales->grade, TRUE);
      FcRecord *nozzle = fc_pos_match_nozzle (self->rows, sales->position, product);
      JsonObject *line;

      if (product == NULL || (sales->position != NULL && nozzle == NULL))
        {
          if (sales->position != NULL)
            warn (self, _ ("Sales of grade %s at position %s belong to no nozzle of this station; they were left out"),
                  sales->grade, sales->position);
          else
            warn (self, _ ("Sales of grade %s belong to no nozzle of this station; they were left out"), sales->grade);
          continue;
        }
      line = json_object_new ();
      fc_json_set_id (line, "product_id", fc_record_get_id (product));
      if (nozzle != NULL)
        fc_json_set_id (line, "nozzle_id", fc_record_get_id (nozzle));
      json_object_set_string_member (line, "key", sales->key);
      json_object_set_int_member (line, "volume", sales->volume - sales->test_volume);
      json_object_set_int_member (line, "amount", sales->amount - sales->test_amount - sales->discount);
      json_object_set_int_member (line, "test", sales->test_volume);
      json_object_set_int_member (line, "price", sales->price);
      json_array_add_object_element (list, line);
    }
}

static void
add_tanks (Import *self)
{
  JsonArray *list = new_list (self, "tanks");

  for (guint i = 0; i < self->feed->tank_readings->len; i++)
    {
      const FcFeedTankReading *reading = self->feed->tank_readings->pdata[i];
      FcRecord *tank = fc_pos_match_tank (self->rows, reading->tank);
      JsonObject *line;

      if (tank == NULL)
        {
          warn (self, _ ("Tank %s is not one of this station; its reading was left out"), reading->tank);
          continue;
        }
      line = json_object_new ();
      fc_json_set_id (line, "tank_id", fc_record_get_id (tank));
      json_object_set_int_member (line, "volume", reading->volume);
      if (reading->has_ullage)
        json_object_set_int_member (line, "ullage", reading->ullage);
      if (reading->has_temperature)
        json_object_set_int_member (line, "temperature", reading->temperature);
      if (reading->has_water)
        json_object_set_int_member (line, "water_volume", reading->water);
      json_array_add_object_element (list, line);
    }
}

static void
add_tenders (Import *self)
{
  gint64 amounts[7] = { 0 }, counts[7] = { 0 };
  gboolean used[7] = { FALSE };
  JsonArray *list = new_list (self, "tenders");

  for (guint i = 0; i < self->feed->tenders->len; i++)
    {
      const FcFeedTender *tender = self->feed->tenders->pdata[i];
      const char *name = fc_pos_match_tender (tender->tender, tender->outside);
      guint at = 0;

      if (name == NULL)
        {
          warn (self, _ ("“%s” is no tender this version knows; enter its total by hand"), tender->tender);
          continue;
        }
      while (!g_str_equal (fc_tenders[at], name))
        at++;
      amounts[at] += tender->amount;
      counts[at] += tender->count;
      used[at] = TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    if (used[i])
      {
        JsonObject *line = json_object_new ();

        json_object_set_string_member (line, "tender", fc_tenders[i]);
        json_object_set_int_member (line, "amount", amounts[i]);
        json_object_set_int_member (line, "count", CLAMP (counts[i], 0, 1000000));
        json_array_add_object_element (list, line);
      }
}

static void
add_cash (Import *self)
{
  static const char *const movements[] = { "drop", "loan", "pay_in", "pay_out", "refund" }; /* as FcFeedCashKind */
  JsonArray *list = new_list (self, "cash");

  for (guint i = 0; i < self->feed->cash->len; i++)
    {
      const FcFeedCash *cash = self->feed->cash->pdata[i];
      JsonObject *line;

      if (cash->kind == FC_CASH_OPENING)
        json_object_set_int_member (self->args, "opening_float", cash->amount);
      if (cash->kind >= FC_CASH_OPENING || cash->amount == 0)
        continue;
      line = json_object_new ();
      json_object_set_string_member (line, "key", cash->key);
      json_object_set_string_member (line, "movement", movements[cash->kind]);
      json_object_set_int_member (line, "amount", cash->amount);
      if (cash->subcode != NULL)
        json_object_set_string_member (line, "reason", cash->subcode);
      json_array_add_object_element (list, line);
    }
}

static gint64
instant (const FcNaxmlMoment *moment,
         FcDate               otherwise,
         GTimeZone           *zone)
{
  if (!moment->known)
    return fc_time_from_local (otherwise, 0, zone);
  return fc_time_from_local (moment->date, (gint64) moment->second * G_USEC_PER_SEC, zone);
}

static void
add_header (Import     *self,
            FcRecord   *station,
            const FcId *previous_id)
{
  const FcShiftFeed *feed = self->feed;
  const char *name = fc_record_get_text (station, FC_STATION_TIME_ZONE);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
  g_autofree char *date = fc_date_to_iso (feed->business_date);

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  self->opened_at = instant (&feed->begin, feed->business_date, zone);
  fc_json_set_id (self->args, "station_id", fc_record_get_id (station));
  if (previous_id != NULL)
    fc_json_set_id (self->args, "previous_id", previous_id);
  json_object_set_string_member (self->args, "source_key", feed->key);
  json_object_set_string_member (self->args, "business_date", date);
  json_object_set_int_member (self->args, "number", CLAMP (feed->sequence, 1, 999));
  json_object_set_int_member (self->args, "opened_at", self->opened_at);
  if (!feed->open && feed->end.known)
    json_object_set_int_member (self->args, "closed_at", instant (&feed->end, feed->business_date, zone));
  json_object_set_boolean_member (self->args, "complete", !feed->open);
  if (feed->cashier != NULL)
    json_object_set_string_member (self->args, "cashier", feed->cashier);
  if (feed->register_id != NULL)
    json_object_set_string_member (self->args, "register", feed->register_id);
}

/* The ids that corrections of the shift have or will have, so that they are loaded with it. */
static void
add_versions (Import     *self,
              const FcId *shift_id)
{
  FcId id = *shift_id;

  for (int i = 2; i <= FC_SHIFT_MOST_VERSIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("version_%d", i);

      id = fc_shift_correction_id (&id);
      fc_json_set_id (self->args, name, &id);
    }
}

/**
 * fc_shift_import_id:
 *
 * Returns: the id of the shift a feed stands for: the same in every office
 */
FcId
fc_shift_import_id (const FcId        *tenant_id,
                    const FcId        *station_id,
                    const FcShiftFeed *feed)
{
  char tenant[FC_ID_STRING_LENGTH + 1], station[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (tenant_id, tenant);
  fc_id_to_string (station_id, station);
  return fc_id_from_key (tenant, station, "shift", feed->key, NULL);
}

/**
 * fc_shift_import_op_new:
 * @rows: the station with its children, and all products
 * @previous_id: (nullable): the shift before at this station; its closings become the openings
 * @messages: gets a line for whatever was left out
 *
 * Returns: (transfer full): a shift.import op
 */
FcOp *
fc_shift_import_op_new (FcRowSet          *rows,
                        const FcId        *tenant_id,
                        const FcId        *station_id,
                        const FcShiftFeed *feed,
                        const FcId        *previous_id,
                        gint64             now_us,
                        FcMessages        *messages)
{
  FcRecord *station = fc_row_set_get (rows, FC_STATION, station_id);
  Import self = { .rows = rows, .feed = feed, .messages = messages, .args = json_object_new () };
  FcId id = fc_shift_import_id (tenant_id, station_id, feed);

  g_return_val_if_fail (station != NULL, NULL);

  add_header (&self, station, previous_id);
  add_versions (&self, &id);
  add_meters (&self);
  add_pos_sales (&self);
  add_tanks (&self);
  add_tenders (&self);
  add_cash (&self);
  return fc_op_new_command ("shift.import", FC_SHIFT, &id, self.args, now_us);
}
