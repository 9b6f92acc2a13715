/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-sheet-private.h"

#include "fc-shift-versions.h"

/* A shift and its corrections are versions of one another: the newest approved one counts, else the newest. */

static gboolean
is_state (FcRecord   *shift,
          const char *state)
{
  return g_strcmp0 (fc_record_get_text (shift, FC_SHIFT_STATE), state) == 0;
}

static int
rank_of (FcRecord *shift)
{
  if (is_state (shift, "approved"))
    return 2;
  return is_state (shift, "superseded") ? 0 : 1;
}

static int
compare_revisions (FcRecord *a,
                   FcRecord *b)
{
  gint64 left = fc_record_get_int (a, FC_SHIFT_REVISION), right = fc_record_get_int (b, FC_SHIFT_REVISION);

  if (left != right)
    return left < right ? -1 : 1;
  return fc_id_compare (fc_record_get_id (a), fc_record_get_id (b));
}

/* The first version of @shift that is in @rows. */
static FcRecord *
first_version (FcRowSet *rows,
               FcRecord *shift)
{
  for (int i = 0; i < 1000; i++)
    {
      FcRecord *before = fc_row_set_get (rows, FC_SHIFT, fc_record_get_ref (shift, FC_SHIFT_CORRECTS_ID));

      if (before == NULL)
        break;
      shift = before;
    }
  return shift;
}

static int
compare_shifts (gconstpointer a,
                gconstpointer b)
{
  FcRecord *x = *(FcRecord *const *) a, *y = *(FcRecord *const *) b;
  gint64 left = fc_record_get_int (x, FC_SHIFT_OPENED_AT), right = fc_record_get_int (y, FC_SHIFT_OPENED_AT);

  if (left == right)
    {
      left = fc_record_get_int (x, FC_SHIFT_NUMBER);
      right = fc_record_get_int (y, FC_SHIFT_NUMBER);
    }
  if (left != right)
    return left < right ? -1 : 1;
  return fc_id_compare (fc_record_get_id (x), fc_record_get_id (y));
}

typedef struct {
  FcRecord *counts;
  FcRecord *newest;
  guint n;
} Versions;

static GHashTable *
sort_into_versions (FcRowSet   *rows,
                    const FcId *station_id,
                    FcDate      from,
                    FcDate      until)
{
  g_autoptr (GPtrArray) list = fc_row_set_list_by (rows, FC_SHIFT, FC_SHIFT_STATION_ID, station_id);
  GHashTable *versions = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < list->len; i++)
    {
      FcRecord *shift = list->pdata[i], *first = first_version (rows, shift);
      gint64 date = fc_record_get_int (shift, FC_SHIFT_BUSINESS_DATE);
      Versions *of = g_hash_table_lookup (versions, first);

      if (date < from || date > until || fc_shift_is_discarded (shift))
        continue;
      if (of == NULL)
        {
          of = g_new0 (Versions, 1);
          g_hash_table_insert (versions, first, of);
        }
      of->n++;
      if (of->newest == NULL || compare_revisions (of->newest, shift) < 0)
        of->newest = shift;
      if (of->counts == NULL || rank_of (of->counts) < rank_of (shift) ||
          (rank_of (of->counts) == rank_of (shift) && compare_revisions (of->counts, shift) < 0))
        of->counts = shift;
    }
  return versions;
}

/* What counts of the shifts whose business date lies within @from and @until. */
GPtrArray *
fc_day_shifts_between (FcRowSet   *rows,
                       const FcId *station_id,
                       FcDate      from,
                       FcDate      until)
{
  g_autoptr (GHashTable) versions = sort_into_versions (rows, station_id, from, until);
  GPtrArray *shifts = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer of;

  g_hash_table_iter_init (&iter, versions);
  while (g_hash_table_iter_next (&iter, NULL, &of))
    g_ptr_array_add (shifts, ((Versions *) of)->counts);
  g_ptr_array_sort (shifts, compare_shifts);
  return shifts;
}

FcRecord *
fc_day_shift_record (const FcDayShift *shift)
{
  return shift->sheet->shift;
}

/* Fills shifts. */
void
fc_day_find_shifts (FcDaySheet *self,
                    FcRowSet   *rows)
{
  g_autoptr (GHashTable) versions = sort_into_versions (rows, &self->station_id, self->date, self->date);
  g_autoptr (GPtrArray) shifts = fc_day_shifts_between (rows, &self->station_id, self->date, self->date);

  for (guint i = 0; i < shifts->len; i++)
    {
      const Versions *of = g_hash_table_lookup (versions, first_version (rows, shifts->pdata[i]));
      FcDayShift shift = { .newest = of->newest, .n_versions = of->n };

      shift.sheet = fc_shift_sheet_new (rows, fc_record_get_id (of->counts));
      g_array_append_val (self->shifts, shift);
    }
}
