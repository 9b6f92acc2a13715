/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-journal-sales.h"

#include "fc-money.h"
#include "fc-pos-match.h"
#include "fc-shift-feed.h"

#include <glib/gi18n-lib.h>

typedef struct {
  FcRowSet *rows;
  const FcId *station_id;
  char tenant[FC_ID_STRING_LENGTH + 1], station[FC_ID_STRING_LENGTH + 1];
  GTimeZone *zone;
  GPtrArray *sales; /* FcRecord */
  guint n_unmatched;
  gint64 unmatched; /* minor units */
} Journal;

/* A product of the shop by its code, or the one that stands for everything else ("*"). */
static FcRecord *
match_item (FcRowSet   *rows,
            const char *code)
{
  g_autoptr (GPtrArray) products = fc_row_set_list (rows, FC_PRODUCT);
  FcRecord *any = NULL;

  for (guint i = 0; i < products->len; i++)
    {
      FcRecord *product = products->pdata[i];

      if (g_strcmp0 (fc_record_get_text (product, FC_PRODUCT_CATEGORY), "shop") != 0)
        continue;
      if (code != NULL && fc_record_set_has (product, FC_PRODUCT_POS_CODES, code))
        return product;
      if (fc_record_set_has (product, FC_PRODUCT_POS_CODES, "*"))
        any = product;
    }
  return any;
}

/* What most of it was paid with. */
static const char *
payment_of (const FcNaxmlSale *sale)
{
  const char *payment = NULL;
  gint64 most = -1;

  for (guint i = 0; i < sale->tenders->len; i++)
    {
      const FcNaxmlSaleTender *tender = sale->tenders->pdata[i];
      const char *name = fc_pos_match_tender (tender->code, sale->outside);

      if (tender->change || name == NULL || ABS (tender->amount) <= most)
        continue;
      most = ABS (tender->amount);
      payment = name;
    }
  return payment;
}

static gint64
moment_of (const Journal     *self,
           const FcNaxmlSale *sale)
{
  if (sale->at.known)
    return fc_time_from_local (sale->at.date, (gint64) sale->at.second * G_USEC_PER_SEC, self->zone);
  return fc_time_from_local (sale->business_date, FC_DAY_US / 2, self->zone);
}

static void
fill_fuel (Journal               *self,
           FcRecord              *fact,
           FcRecord              *product,
           const FcNaxmlSaleLine *line)
{
  FcRecord *nozzle = fc_pos_match_nozzle (self->rows, line->position, product);
  gint64 volume = ABS (line->volume);

  if (nozzle != NULL)
    fc_record_set_ref (fact, FC_SALE_NOZZLE_ID, fc_record_get_id (nozzle));
  fc_record_set_int (fact, FC_SALE_VOLUME, line->amount < 0 ? -volume : volume);
  if (line->price > 0)
    fc_record_set_int (fact, FC_SALE_PRICE, line->price);
}

static FcRecord *
new_fact (Journal               *self,
          const FcNaxmlSale     *sale,
          const FcNaxmlSaleLine *line,
          const char            *key,
          guint                  n,
          FcRecord              *product)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  FcId id = fc_id_from_key (self->tenant, self->station, "sale", key, number, NULL);
  g_autofree char *receipt = g_strdup_printf ("%s-%s", sale->register_id != NULL ? sale->register_id : "", sale->transaction);
  FcRecord *fact = fc_record_new (FC_SALE, &id);

  fc_record_set_ref (fact, FC_SALE_STATION_ID, self->station_id);
  fc_record_set_int (fact, FC_SALE_SOLD_AT, moment_of (self, sale));
  fc_record_set_ref (fact, FC_SALE_PRODUCT_ID, fc_record_get_id (product));
  fc_record_set_int (fact, FC_SALE_AMOUNT, line->amount);
  fc_record_set_int (fact, FC_SALE_COUNT, n == 0);
  fc_record_set_text (fact, FC_SALE_PAYMENT, payment_of (sale));
  fc_record_set_text (fact, FC_SALE_OPERATOR, sale->cashier);
  fc_record_set_text (fact, FC_SALE_OFFLINE_ID, receipt);
  fc_record_set_text (fact, FC_SALE_VERIFICATION, "unverified");
  if (line->grade != NULL)
    fill_fuel (self, fact, product, line);
  return fact;
}

static void
add_sale (Journal             *self,
          const FcNaxmlReport *report,
          const FcNaxmlSale   *sale)
{
  g_autofree char *key = fc_naxml_sale_key (report, sale);

  for (guint i = 0; i < sale->lines->len; i++)
    {
      const FcNaxmlSaleLine *line = sale->lines->pdata[i];
      FcRecord *product = line->grade != NULL ? fc_pos_match_product (self->rows, line->grade, TRUE)
                                              : match_item (self->rows, line->code);

      if (product != NULL)
        g_ptr_array_add (self->sales, new_fact (self, sale, line, key, i, product));
      else
        {
          self->n_unmatched++;
          self->unmatched += line->amount;
        }
    }
}

static void
tell_unmatched (const Journal       *self,
                const FcNaxmlReport *report,
                FcMessages          *messages)
{
  g_autofree char *amount = fc_money_format (self->unmatched, report->units.currency);

  if (self->n_unmatched > 0)
    fc_messages_add (messages, FC_SEVERITY_WARNING, report->file, 0,
                     _ ("%u lines (%s in all) are of grades or items that no product of the company has as a POS "
                        "number; they were left out. Give a shop product the POS number * to take every other item"),
                     self->n_unmatched, amount);
}

/**
 * fc_journal_sales:
 * @rows: the station with its children, and all products
 * @report: a POS journal
 * @messages: gets a line for what was left out
 *
 * Returns: (transfer full) (element-type FcRecord): a fact for each line of a sale
 */
GPtrArray *
fc_journal_sales (FcRowSet            *rows,
                  const FcId          *tenant_id,
                  const FcId          *station_id,
                  const FcNaxmlReport *report,
                  FcMessages          *messages)
{
  FcRecord *station = fc_row_set_get (rows, FC_STATION, station_id);
  g_autoptr (GTimeZone) zone = NULL;
  Journal self = { .rows = rows, .station_id = station_id };

  g_return_val_if_fail (station != NULL, NULL);

  zone = g_time_zone_new_identifier (fc_record_get_text (station, FC_STATION_TIME_ZONE));
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  self.zone = zone;
  self.sales = g_ptr_array_new_with_free_func (g_object_unref);
  fc_id_to_string (tenant_id, self.tenant);
  fc_id_to_string (station_id, self.station);
  for (guint i = 0; i < report->sales->len; i++)
    {
      const FcNaxmlSale *sale = report->sales->pdata[i];

      if (sale->at.known || sale->has_business_date)
        add_sale (&self, report, sale);
    }
  tell_unmatched (&self, report, messages);
  return self.sales;
}

/**
 * fc_sale_reversal:
 *
 * Returns: (transfer full): the fact that takes @sale back; its id follows from the sale's
 */
FcRecord *
fc_sale_reversal (FcRecord *sale)
{
  static const int same[] = { FC_SALE_STATION_ID, FC_SALE_SOLD_AT, FC_SALE_SHIFT_ID,     FC_SALE_NOZZLE_ID,
                              FC_SALE_PRODUCT_ID, FC_SALE_PRICE,   FC_SALE_VERIFICATION, FC_SALE_PAYMENT };
  static const int opposite[] = { FC_SALE_VOLUME, FC_SALE_AMOUNT, FC_SALE_COUNT };
  FcId id = fc_id_derive (fc_record_get_id (sale), "reversal", 0);
  FcRecord *reversal = fc_record_new (FC_SALE, &id);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    fc_record_set_value (reversal, same[i], fc_record_get_value (sale, same[i]));
  for (guint i = 0; i < G_N_ELEMENTS (opposite); i++)
    if (!fc_record_is_null (sale, opposite[i]))
      fc_record_set_int (reversal, opposite[i], -fc_record_get_int (sale, opposite[i]));
  fc_record_set_text (reversal, FC_SALE_METADATA, "{\"reversal\":true}");
  return reversal;
}

static JsonObject *
args_of (GPtrArray *sales,
         guint      first,
         guint      end)
{
  JsonObject *args = json_object_new ();
  JsonArray *list = json_array_sized_new (end - first);

  for (guint i = first; i < end; i++)
    {
      JsonObject *line = fc_record_to_json (sales->pdata[i], FC_ALL_FIELDS);
      char id[FC_ID_STRING_LENGTH + 1];

      fc_id_to_string (fc_record_get_id (sales->pdata[i]), id);
      json_object_set_string_member (line, "id", id);
      json_array_add_object_element (list, line);
    }
  json_object_set_array_member (args, "sales", list);
  return args;
}

/**
 * fc_sales_import_ops:
 * @sales: (element-type FcRecord): of the station
 *
 * Returns: (transfer full) (element-type FcOp): sales.import ops of at most FC_SALES_OP_MAX facts; each may be a
 *   transaction of its own
 */
GPtrArray *
fc_sales_import_ops (const FcId *station_id,
                     GPtrArray  *sales,
                     gint64      now_us)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  for (guint at = 0; at < sales->len; at += FC_SALES_OP_MAX)
    {
      FcOp *op = fc_op_new_command ("sales.import", FC_STATION, station_id,
                                    args_of (sales, at, MIN (at + FC_SALES_OP_MAX, sales->len)), now_us);

      op->priority = 7; /* people's work goes first */
      g_ptr_array_add (ops, op);
    }
  return ops;
}
