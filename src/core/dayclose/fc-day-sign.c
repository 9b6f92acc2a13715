/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-close-private.h"

#include "fc-shift-args.h"

/* Who stands for the day's close, and for which figures. */

static const int of_day[] = { FC_DAY_CLOSE_SIGNER, FC_DAY_CLOSE_METHOD, FC_DAY_CLOSE_STROKES, FC_DAY_CLOSE_FIGURES };

static void
put (GString    *text,
     const char *name,
     gint64      number)
{
  g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", name, number);
}

static void
put_shifts (GString          *text,
            const FcDaySheet *sheet)
{
  for (guint i = 0; i < sheet->shifts->len; i++)
    {
      const FcShiftSheet *shift = g_array_index (sheet->shifts, FcDayShift, i).sheet;
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (shift->shift));

      g_string_append_printf (text, "shift %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", id, shift->fuel_amount,
                              shift->over_short);
    }
}

/**
 * fc_day_sheet_digest:
 * @day: how the money was split
 *
 * Returns: (transfer full): SHA-256 of what the day's signature stands for, 64 hex digits
 */
char *
fc_day_sheet_digest (const FcDaySheet *sheet,
                     FcRecord         *day)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *station = fc_id_dup_string (&sheet->station_id);

  g_string_append_printf (text, "day %s %d\n", station, (int) sheet->date);
  put (text, "fuel", sheet->fuel_volume);
  put (text, "amount", sheet->fuel_amount);
  put (text, "shop", sheet->shop_sales);
  put (text, "other", sheet->non_cash);
  put (text, "over", sheet->over_short);
  put (text, "brought", sheet->brought);
  put (text, "collected", sheet->collected);
  put (text, "deposited", fc_record_get_int (day, FC_DAY_CLOSE_DEPOSITED));
  put (text, "safe", fc_record_get_int (day, FC_DAY_CLOSE_SAFE));
  put (text, "carried", fc_record_get_int (day, FC_DAY_CLOSE_CARRIED));
  put_shifts (text, sheet);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}

/**
 * fc_day_sheet_get_signer:
 *
 * Returns: (nullable): the name of who signed, as long as the figures are those that were signed
 */
const char *
fc_day_sheet_get_signer (const FcDaySheet *sheet)
{
  const char *figures =
    sheet->state == FC_DAY_CLOSED ? fc_record_get_text (sheet->day, FC_DAY_CLOSE_FIGURES) : NULL;
  g_autofree char *digest = figures != NULL ? fc_day_sheet_digest (sheet, sheet->day) : NULL;

  return digest != NULL && g_str_equal (figures, digest) ? fc_record_get_text (sheet->day, FC_DAY_CLOSE_SIGNER) : NULL;
}

/* Whoever closes the day signs for it: drawn, or by the PIN or the password. */
gboolean
fc_day_sign (FcRecord          *day,
             FcCommandContext  *context,
             const FcDaySheet  *sheet,
             JsonObject        *args,
             GError           **error)
{
  const char *name = context->actor->name;
  g_autofree char *digest = fc_day_sheet_digest (sheet, day);

  fc_record_set_text (day, FC_DAY_CLOSE_SIGNER, name != NULL && name[0] != '\0' ? name : "?");
  fc_record_set_text (day, FC_DAY_CLOSE_FIGURES, digest);
  return fc_args_to_signature (args, day, FC_DAY_CLOSE_METHOD, FC_DAY_CLOSE_STROKES, error);
}

void
fc_day_withdraw_signature (FcRecord *day)
{
  for (gsize i = 0; i < G_N_ELEMENTS (of_day); i++)
    fc_record_set_null (day, of_day[i]);
}
