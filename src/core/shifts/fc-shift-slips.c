/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-money.h"

#include <glib/gi18n-lib.h>

/* House-account slips, drive-offs and own use, as many as there are on the spike. */

#define MOST_SLIPS 2000 /* in one command */

typedef struct {
  FcCommandContext *context;
  FcRowSet *rows;
  FcRecord *shift;
  FcRecord *drawer; /* nullable: of those slips that name none */
  const char *currency;
  FcChangeSet *changes;
} Slips;

static const FcCell cells[] = {
  { "kind", FC_SLIP_KIND },         { "customer", FC_SLIP_CUSTOMER }, { "vehicle", FC_SLIP_VEHICLE },
  { "number", FC_SLIP_NUMBER },     { "product_id", FC_SLIP_PRODUCT_ID }, { "quantity", FC_SLIP_QUANTITY },
  { "price", FC_SLIP_PRICE },       { "amount", FC_SLIP_AMOUNT },     { "nozzle_id", FC_SLIP_NOZZLE_ID },
  { "photo_id", FC_SLIP_PHOTO_ID }, { "notes", FC_SLIP_NOTES },       { "made_at", FC_SLIP_MADE_AT },
  { "drawer_id", FC_SLIP_DRAWER_ID }, { NULL, 0 },
};

/* The rate the product was sold at in this shift: its nozzle's where one is named. */
static gint64
rate_of (Slips    *self,
         FcRecord *slip)
{
  const FcId *product_id = fc_record_get_ref (slip, FC_SLIP_PRODUCT_ID);
  const FcId *nozzle_id = fc_record_get_ref (slip, FC_SLIP_NOZZLE_ID);
  g_autoptr (GPtrArray) lines =
    fc_row_set_list_by (self->rows, FC_METER_READING, FC_METER_READING_SHIFT_ID, fc_record_get_id (self->shift));
  gint64 rate = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      gint64 one = fc_record_get_int (lines->pdata[i], FC_METER_READING_PRICE);

      if (nozzle_id != NULL && fc_id_equal (fc_record_get_ref (lines->pdata[i], FC_METER_READING_NOZZLE_ID), nozzle_id))
        return one;
      if (product_id != NULL && rate == 0 &&
          fc_id_equal (fc_record_get_ref (lines->pdata[i], FC_METER_READING_PRODUCT_ID), product_id))
        rate = one;
    }
  return rate;
}

static void
fill_amount (Slips      *self,
             FcRecord   *slip,
             JsonObject *line)
{
  gboolean given = fc_args_has (line, "amount") && !json_object_get_null_member (line, "amount");
  gboolean changed = fc_args_has (line, "quantity") || fc_args_has (line, "price") || fc_args_has (line, "amount");

  if (fc_record_is_null (slip, FC_SLIP_AMOUNT))
    fc_record_set_int (slip, FC_SLIP_AMOUNT, 0);
  if (fc_record_is_null (slip, FC_SLIP_PRICE) && !fc_record_is_null (slip, FC_SLIP_QUANTITY) && rate_of (self, slip) > 0)
    fc_record_set_int (slip, FC_SLIP_PRICE, rate_of (self, slip));
  if (given || !changed || fc_record_is_null (slip, FC_SLIP_QUANTITY) || fc_record_is_null (slip, FC_SLIP_PRICE))
    return;
  fc_record_set_int (slip, FC_SLIP_AMOUNT,
                     fc_money_of_volume (fc_record_get_int (slip, FC_SLIP_QUANTITY),
                                         fc_record_get_int (slip, FC_SLIP_PRICE), self->currency));
}

static gboolean
check_slip (FcRecord  *slip,
            GError   **error)
{
  const char *kind = fc_record_get_text (slip, FC_SLIP_KIND);

  if (kind != NULL && g_strv_contains (fc_slip_kinds, kind))
    return fc_record_validate (slip, error);
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("say whether it is an account, a drive-off or own use"));
  return FALSE;
}

/* The slip as it is, or a new one, which may have its id already: it is typed cell by cell. (transfer full). */
static FcRecord *
slip_of (Slips       *self,
         JsonObject  *line,
         GError     **error)
{
  FcRecord *slip;
  FcId id;

  if (!fc_id_from_string (fc_args_text (line, "id"), &id))
    return fc_shift_listed (self->context, self->rows, self->shift, FC_SLIP, line, error);
  if (fc_row_set_get (self->rows, FC_SLIP, &id) != NULL)
    return fc_shift_listed (self->context, self->rows, self->shift, FC_SLIP, line, error);
  slip = fc_record_new (FC_SLIP, &id);
  fc_record_set_ref (slip, FC_SLIP_SHIFT_ID, fc_record_get_id (self->shift));
  fc_record_set_ref (slip, FC_SLIP_STATION_ID, fc_record_get_ref (self->shift, FC_SHIFT_STATION_ID));
  return slip;
}

static gboolean
check_drawers (Slips       *self,
               FcRecord    *slip,
               JsonObject  *line,
               GError     **error)
{
  FcRecord *before = fc_row_set_get (self->rows, FC_SLIP, fc_record_get_id (slip));
  FcRecord *drawer = self->drawer;

  if (before != NULL && !fc_shift_may_touch (self->context, fc_row_set_get (self->rows, FC_DRAWER,
                                                                           fc_record_get_ref (before, FC_SLIP_DRAWER_ID)),
                                             error))
    return FALSE;
  return !fc_args_has (line, "drawer_id") ||
         fc_shift_drawer_arg (self->context, self->rows, self->shift, line, &drawer, error);
}

static gboolean
put_slip (Slips       *self,
          JsonObject  *line,
          GError     **error)
{
  g_autoptr (FcRecord) slip = slip_of (self, line, error);
  gboolean is_new = slip != NULL && fc_record_is_null (slip, FC_SLIP_KIND);

  if (slip == NULL || !check_drawers (self, slip, line, error))
    return FALSE;
  if (is_new)
    {
      fc_record_set_text (slip, FC_SLIP_KIND, fc_slip_kinds[0]);
      fc_record_set_int (slip, FC_SLIP_MADE_AT, self->context->op->occurred_at);
      fc_record_set_ref (slip, FC_SLIP_DRAWER_ID, self->drawer != NULL ? fc_record_get_id (self->drawer) : NULL);
    }
  if (!fc_args_to_cells (line, cells, slip, error))
    return FALSE;
  fill_amount (self, slip, line);
  if (!check_slip (slip, error))
    return FALSE;
  fc_shift_put (self->changes, self->rows, g_steal_pointer (&slip));
  return TRUE;
}

/* Every slip is looked at, so that all that is wrong is told at once: "Slip 3: …", a line each. */
static gboolean
put_all (Slips       *self,
         JsonArray   *list,
         GError     **error)
{
  g_autoptr (GString) told = g_string_new (NULL);
  int code = FC_ERROR_PARSE;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *line = json_array_get_element (list, i);
      g_autoptr (GError) wrong = NULL;

      if (JSON_NODE_HOLDS_OBJECT (line) && put_slip (self, json_node_get_object (line), &wrong))
        continue;
      if (wrong != NULL && told->len == 0)
        code = wrong->code;
      if (told->len > 0)
        g_string_append_c (told, '\n');
      /* Translators: the position of a slip in a list, and what is wrong with it */
      g_string_append_printf (told, _ ("Slip %u: %s"), i + 1, wrong != NULL ? wrong->message : _ ("this is no slip"));
    }
  if (told->len == 0)
    return TRUE;
  g_set_error_literal (error, FC_ERROR, code, told->str);
  return FALSE;
}

/**
 * fc_shift_put_slips:
 *
 * shift.put-slips: all of them or none; the error has a line for each slip that is wrong.
 */
FcChangeSet *
fc_shift_put_slips (FcCommandContext *context,
                    FcRowSet         *rows,
                    JsonObject       *args,
                    GError          **error)
{
  Slips self = { .context = context, .rows = rows, .shift = fc_shift_writable (context, rows, error) };
  JsonNode *node = json_object_get_member (args, "slips");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  FcRecord *station;

  if (self.shift == NULL || !fc_shift_drawer_arg (context, rows, self.shift, args, &self.drawer, error))
    return NULL;
  if (list == NULL || json_array_get_length (list) > MOST_SLIPS)
    {
      fc_args_unusable ("slips", error);
      return NULL;
    }
  station = fc_row_set_get (rows, FC_STATION, fc_record_get_ref (self.shift, FC_SHIFT_STATION_ID));
  self.currency = station != NULL ? fc_record_get_text (station, FC_STATION_CURRENCY) : NULL;
  self.changes = changes;
  return put_all (&self, list, error) ? g_steal_pointer (&changes) : NULL;
}
