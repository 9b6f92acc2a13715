/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-versions.h"

#include "fc-quantity.h"
#include "fc-shift-args.h"

#include <glib/gi18n-lib.h>

/* Opening = previous closing, nozzle by nozzle, over the versions in effect. Two offices that were offline break it. */

#define MOST_VERSIONS 100 /* rows that point at each other in a ring end here */

static gboolean
has_state (FcRecord   *shift,
           const char *state)
{
  return g_strcmp0 (fc_record_get_text (shift, FC_SHIFT_STATE), state) == 0;
}

/* The version that corrects @shift and is approved, or was. */
static FcRecord *
next_in_effect (FcRowSet *rows,
                FcRecord *shift)
{
  FcId id = fc_shift_correction_id (fc_record_get_id (shift));
  FcRecord *next = fc_row_set_get (rows, FC_SHIFT, &id);

  return next != NULL && (has_state (next, "approved") || has_state (next, "superseded")) ? next : NULL;
}

/**
 * fc_shift_in_effect:
 * @shift_id: (nullable): any version of a shift
 *
 * Returns: (transfer none) (nullable): the newest approved version in @rows, else the shift itself
 */
FcRecord *
fc_shift_in_effect (FcRowSet   *rows,
                    const FcId *shift_id)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, shift_id);
  FcRecord *other;

  if (shift == NULL)
    return NULL;
  for (int i = 0; i < MOST_VERSIONS; i++)
    {
      other = fc_row_set_get (rows, FC_SHIFT, fc_record_get_ref (shift, FC_SHIFT_CORRECTS_ID));
      if (other == NULL)
        break;
      shift = other;
    }
  while ((other = next_in_effect (rows, shift)) != NULL)
    shift = other;
  return shift;
}

/**
 * fc_shift_followed:
 *
 * Returns: (transfer none) (nullable): what @shift follows, in effect; a discarded one is passed over
 */
FcRecord *
fc_shift_followed (FcRowSet *rows,
                   FcRecord *shift)
{
  FcRecord *before = fc_shift_in_effect (rows, fc_record_get_ref (shift, FC_SHIFT_PREVIOUS_ID));

  for (int i = 0; before != NULL && fc_shift_is_discarded (before) && i < MOST_VERSIONS; i++)
    before = fc_shift_in_effect (rows, fc_record_get_ref (before, FC_SHIFT_PREVIOUS_ID));
  return before;
}

typedef struct {
  FcRowSet *rows;
  GPtrArray *shifts;   /* FcRecord in effect, in the order of time */
  GHashTable *readings; /* FcRecord of a shift → GPtrArray of its meter readings */
  GPtrArray *breaks;   /* FcChainBreak */
  FcVolumeUnit unit; /* of the sentences */
} Chain;

static void
break_free (gpointer pointer)
{
  FcChainBreak *one = pointer;

  g_free (one->text);
  g_free (one);
}

G_GNUC_PRINTF (5, 6)
static FcChainBreak *
add_break (Chain            *self,
           FcChainBreakKind  kind,
           FcRecord         *first,
           FcRecord         *second,
           const char       *format,
           ...)
{
  FcChainBreak *one = g_new0 (FcChainBreak, 1);
  va_list args;

  one->kind = kind;
  one->first = first;
  one->second = second;
  va_start (args, format);
  one->text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->breaks, one);
  return one;
}

static int
compare_shifts (gconstpointer a,
                gconstpointer b)
{
  static const int fields[] = { FC_SHIFT_BUSINESS_DATE, FC_SHIFT_OPENED_AT, FC_SHIFT_NUMBER };
  FcRecord *x = *(FcRecord *const *) a, *y = *(FcRecord *const *) b;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gint64 left = fc_record_get_int (x, fields[i]), right = fc_record_get_int (y, fields[i]);

      if (left != right)
        return left < right ? -1 : 1;
    }
  return fc_id_compare (fc_record_get_id (x), fc_record_get_id (y));
}

static void
find_shifts (Chain      *self,
             const FcId *station_id)
{
  g_autoptr (GPtrArray) all = fc_row_set_list_by (self->rows, FC_SHIFT, FC_SHIFT_STATION_ID, station_id);

  for (guint i = 0; i < all->len; i++)
    if (!fc_shift_is_discarded (all->pdata[i]) &&
        fc_shift_in_effect (self->rows, fc_record_get_id (all->pdata[i])) == all->pdata[i])
      {
        g_ptr_array_add (self->shifts, all->pdata[i]);
        g_hash_table_insert (self->readings, all->pdata[i],
                             fc_row_set_list_by (self->rows, FC_METER_READING, FC_METER_READING_SHIFT_ID,
                                                 fc_record_get_id (all->pdata[i])));
      }
  g_ptr_array_sort (self->shifts, compare_shifts);
}

static FcRecord *
reading_of (Chain      *self,
            FcRecord   *shift,
            const FcId *nozzle_id)
{
  GPtrArray *list = shift != NULL ? g_hash_table_lookup (self->readings, shift) : NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (fc_id_equal (fc_record_get_ref (list->pdata[i], FC_METER_READING_NOZZLE_ID), nozzle_id))
      return list->pdata[i];
  return NULL;
}

static FcRecord *
shift_of (Chain    *self,
          FcRecord *reading)
{
  return fc_row_set_get (self->rows, FC_SHIFT, fc_record_get_ref (reading, FC_METER_READING_SHIFT_ID));
}

/* The nozzle's reading before @position: in the shift that is followed, else in the latest that has one. */
static FcRecord *
reading_before (Chain      *self,
                guint       position,
                const FcId *nozzle_id)
{
  FcRecord *shift = self->shifts->pdata[position];
  FcRecord *previous = fc_shift_followed (self->rows, shift);
  FcRecord *reading = reading_of (self, previous, nozzle_id);

  while (reading == NULL && position-- > 0)
    reading = reading_of (self, self->shifts->pdata[position], nozzle_id);
  return reading;
}

static void
check_reading (Chain    *self,
               guint     position,
               FcRecord *reading)
{
  const FcId *nozzle_id = fc_record_get_ref (reading, FC_METER_READING_NOZZLE_ID);
  FcRecord *before = reading_before (self, position, nozzle_id);
  FcRecord *nozzle = fc_row_set_get (self->rows, FC_NOZZLE, nozzle_id);
  gint64 opening = fc_record_get_int (reading, FC_METER_READING_OPENING);
  gint64 closing = before != NULL ? fc_record_get_int (before, FC_METER_READING_CLOSING) : 0;
  g_autofree char *opened = fc_volume_say (opening, self->unit, 1);
  g_autofree char *closed = fc_volume_say (closing, self->unit, 1);
  FcChainBreak *one;

  if (before == NULL || fc_record_is_null (before, FC_METER_READING_CLOSING) || opening == closing)
    return;
  one = add_break (self, FC_CHAIN_OPENING, shift_of (self, before), self->shifts->pdata[position],
                   _ ("Nozzle %s opens with %s, but the shift before closed with %s"),
                   nozzle != NULL ? fc_record_get_text (nozzle, FC_NOZZLE_LABEL) : "?", opened, closed);
  one->nozzle = nozzle;
  one->first_reading = before;
  one->second_reading = reading;
  one->closing = closing;
  one->opening = opening;
}

static gboolean
share_a_nozzle (Chain    *self,
                FcRecord *a,
                FcRecord *b)
{
  GPtrArray *list = g_hash_table_lookup (self->readings, a);

  for (guint i = 0; i < list->len; i++)
    if (reading_of (self, b, fc_record_get_ref (list->pdata[i], FC_METER_READING_NOZZLE_ID)) != NULL)
      return TRUE;
  return FALSE;
}

/* Two that follow the same one and read the same nozzles: both offices believed theirs was next. */
static void
check_fork (Chain *self,
            guint  position)
{
  FcRecord *shift = self->shifts->pdata[position];
  FcRecord *previous = fc_shift_followed (self->rows, shift);

  for (guint i = 0; previous != NULL && i < position; i++)
    {
      FcRecord *other = self->shifts->pdata[i];

      if (fc_shift_followed (self->rows, other) == previous && share_a_nozzle (self, shift, other))
        add_break (self, FC_CHAIN_FORK, other, shift, _ ("Shifts %d and %d both follow the same shift"),
                   (int) fc_record_get_int (other, FC_SHIFT_NUMBER), (int) fc_record_get_int (shift, FC_SHIFT_NUMBER));
    }
}

/* Both offices opened the same shift: the day has its figures twice until one of the two is discarded. */
static void
check_twin (Chain *self,
            guint  position)
{
  FcRecord *shift = self->shifts->pdata[position];

  for (guint i = 0; i < position; i++)
    if (fc_shift_is_twin (self->shifts->pdata[i], shift))
      {
        g_autofree char *here = fc_shift_dup_source (self->rows, self->shifts->pdata[i]);
        g_autofree char *there = fc_shift_dup_source (self->rows, shift);

        /* Translators: a shift’s number, and who opened the two */
        add_break (self, FC_CHAIN_TWIN, self->shifts->pdata[i], shift, _ ("Shift %d was opened twice: by %s and by %s"),
                   (int) fc_record_get_int (shift, FC_SHIFT_NUMBER), here, there);
        return;
      }
}

static void
check_hole (Chain *self,
            guint  position)
{
  FcRecord *shift = self->shifts->pdata[position];

  if (!fc_record_is_null (shift, FC_SHIFT_PREVIOUS_ID))
    return;
  for (guint i = position; i-- > 0;)
    if (share_a_nozzle (self, shift, self->shifts->pdata[i]))
      {
        add_break (self, FC_CHAIN_HOLE, self->shifts->pdata[i], shift,
                   _ ("Shift %d follows none, though there is one before"),
                   (int) fc_record_get_int (shift, FC_SHIFT_NUMBER));
        return;
      }
}

/**
 * fc_shift_chain_check:
 * @rows: shifts of a station with their readings, and its nozzles; those before the first are not missed
 *
 * Returns: (transfer container) (element-type FcChainBreak): where the chain breaks, in the order of time; borrows from
 *   @rows
 */
GPtrArray *
fc_shift_chain_check (FcRowSet   *rows,
                      const FcId *station_id)
{
  g_autoptr (GPtrArray) shifts = g_ptr_array_new ();
  g_autoptr (GHashTable) readings =
    g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  Chain self = { rows, shifts, readings, g_ptr_array_new_with_free_func (break_free), FC_VOLUME_LITRE };
  FcRecord *station = fc_row_set_get (rows, FC_STATION, station_id);

  if (station != NULL)
    self.unit = fc_volume_unit_named (fc_record_get_text (station, FC_STATION_VOLUME_UNIT));
  find_shifts (&self, station_id);
  for (guint i = 0; i < shifts->len; i++)
    {
      GPtrArray *list = g_hash_table_lookup (readings, shifts->pdata[i]);

      check_twin (&self, i);
      check_fork (&self, i);
      check_hole (&self, i);
      for (guint j = 0; j < list->len; j++)
        check_reading (&self, i, list->pdata[j]);
    }
  return self.breaks;
}
