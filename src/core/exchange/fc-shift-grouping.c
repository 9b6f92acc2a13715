/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-fold-private.h"

#include "fc-date-style.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_SECONDS (20 * 3600) /* a period without a name that lasts this long is a day */
#define TOLERANCE_ML 1000

/* PrimaryReportPeriod is 98 for a shift and 2 (or 1) for a day; some send 0 for both. */
static FcFeedPeriod
period_of (const FcNaxmlReport *report)
{
  gint64 seconds;

  if (report->period == FC_NAXML_PERIOD_SHIFT)
    return FC_FEED_SHIFT;
  if (report->period == FC_NAXML_PERIOD_DAY || report->period == 1)
    return FC_FEED_DAY;
  if (!report->begin.known || !report->end.known)
    return FC_FEED_SHIFT;
  seconds = ((gint64) report->end.date - report->begin.date) * 86400 + report->end.second - report->begin.second;
  return seconds >= DAY_SECONDS ? FC_FEED_DAY : FC_FEED_SHIFT;
}

static char *
key_of (const FcNaxmlReport *report)
{
  FcShiftFeed head = { 0 };

  head.store = report->store;
  head.business_date = report->business_date;
  head.period = period_of (report);
  head.sequence = report->sequence;
  head.begin = report->begin;
  return fc_feed_key (&head);
}

typedef struct {
  const FcNaxmlReport *report;
  char *key;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry);
}

static int
compare_moments (const FcNaxmlMoment *a,
                 const FcNaxmlMoment *b)
{
  if (a->known != b->known)
    return a->known ? 1 : -1;
  if (!a->known)
    return 0;
  if (a->date != b->date)
    return a->date < b->date ? -1 : 1;
  return a->second - b->second;
}

/* An order that depends on what the files say alone: within a group the later word comes last. */
static int
compare_entries (gconstpointer a_,
                 gconstpointer b_)
{
  const Entry *a = *(Entry *const *) a_, *b = *(Entry *const *) b_;
  int order = strcmp (a->key, b->key);

  if (order == 0)
    order = (b->report->open ? 1 : 0) - (a->report->open ? 1 : 0);
  if (order == 0)
    order = compare_moments (&a->report->end, &b->report->end);
  if (order == 0)
    order = (int) a->report->kind - (int) b->report->kind;
  if (order == 0)
    order = strcmp (a->report->digest, b->report->digest);
  return order != 0 ? order : g_strcmp0 (a->report->file, b->report->file);
}

static gboolean
can_group (const FcNaxmlReport *report)
{
  return report->store != NULL && !report->store_refused && report->has_business_date &&
         report->kind >= FC_NAXML_FGM && report->kind <= FC_NAXML_MSM;
}

static GPtrArray *
sorted_entries (FcNaxmlReport *const *reports,
                guint                 n_reports)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);

  for (guint i = 0; i < n_reports; i++)
    if (can_group (reports[i]))
      {
        Entry *entry = g_new0 (Entry, 1);

        entry->report = reports[i];
        entry->key = key_of (reports[i]);
        g_ptr_array_add (entries, entry);
      }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

/* The first begin, the last end: they may differ by seconds within a group. */
static void
take_times (FcShiftFeed         *feed,
            const FcNaxmlReport *report)
{
  if (report->begin.known && (!feed->begin.known || compare_moments (&report->begin, &feed->begin) < 0))
    feed->begin = report->begin;
  if (report->end.known && compare_moments (&report->end, &feed->end) > 0)
    feed->end = report->end;
  if (feed->end.known)
    feed->open = FALSE;
  else
    feed->open |= report->open;
}

static FcFold *
begin_group (const Entry *entry)
{
  FcFold *fold = fc_fold_new ();

  fold->feed->key = g_strdup (entry->key);
  fold->feed->period = period_of (entry->report);
  fold->feed->business_date = entry->report->business_date;
  fold->feed->sequence = entry->report->sequence;
  return fold;
}

static gboolean
is_duplicate (GHashTable          *seen,
              const FcNaxmlReport *report,
              FcMessages          *messages)
{
  const char *other = g_hash_table_lookup (seen, report->digest);

  if (other == NULL)
    {
      g_hash_table_insert (seen, (gpointer) report->digest, (gpointer) (report->file != NULL ? report->file : "?"));
      return FALSE;
    }
  fc_messages_add (messages, FC_SEVERITY_NOTE, report->file, 0,
                   _ ("The file has the same content as %s; it changes nothing"), other);
  return TRUE;
}

static void
add_report (FcFold      *fold,
            const Entry *entry,
            FcMessages  *messages)
{
  const FcNaxmlReport *report = entry->report;

  take_times (fold->feed, report);
  g_ptr_array_add (fold->feed->files,
                   g_strdup_printf ("%s %s", report->file != NULL ? report->file : "?", report->digest));
  fc_fold_merge (fold, fc_fold_report (report, entry->key), report->file, messages);
}

static int
compare_feeds (gconstpointer a_,
               gconstpointer b_)
{
  const FcShiftFeed *a = *(FcShiftFeed *const *) a_, *b = *(FcShiftFeed *const *) b_;
  int order = fc_feed_compare_ids (a->store, b->store);

  if (order == 0)
    order = (a->business_date > b->business_date) - (a->business_date < b->business_date);
  if (order == 0)
    order = (int) a->period - (int) b->period;
  if (order == 0)
    order = compare_moments (&a->begin, &b->begin);
  return order != 0 ? order : fc_feed_compare_ids (a->key, b->key);
}

static void
mark_days (GPtrArray *feeds)
{
  g_autoptr (GHashTable) shifts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < feeds->len; i++)
    {
      const FcShiftFeed *feed = g_ptr_array_index (feeds, i);

      if (feed->period == FC_FEED_SHIFT)
        g_hash_table_add (shifts, g_strdup_printf ("%d/%s", feed->business_date, feed->store));
    }
  for (guint i = 0; i < feeds->len; i++)
    {
      FcShiftFeed *feed = g_ptr_array_index (feeds, i);
      g_autofree char *day = g_strdup_printf ("%d/%s", feed->business_date, feed->store);

      feed->has_shifts = feed->period == FC_FEED_DAY && g_hash_table_contains (shifts, day);
    }
}

/**
 * fc_shift_feeds_group:
 * @reports: parsed files in any order, of any stores and days; those without a known store or a business date,
 *   and journals, are passed over
 * @messages: (nullable): gets duplicates and disagreements
 *
 * Puts together what belongs to one shift (or day). The result depends on the content of the files alone,
 * not on their order or on whether one is there twice. Any thread.
 *
 * Returns: (transfer full) (element-type FcShiftFeed): by store, business date, shifts before days, begin
 */
GPtrArray *
fc_shift_feeds_group (FcNaxmlReport *const *reports,
                      guint                 n_reports,
                      FcMessages           *messages)
{
  g_autoptr (FcMessages) own = messages == NULL ? fc_messages_new () : NULL;
  FcMessages *list = messages != NULL ? messages : own;
  g_autoptr (GPtrArray) entries = sorted_entries (reports, n_reports);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_shift_feed_free);
  FcFold *fold = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);

      if (is_duplicate (seen, entry->report, list))
        continue;
      if (fold != NULL && !g_str_equal (fold->feed->key, entry->key))
        g_ptr_array_add (feeds, fc_fold_finish (g_steal_pointer (&fold)));
      if (fold == NULL)
        fold = begin_group (entry);
      add_report (fold, entry, list);
    }
  if (fold != NULL)
    g_ptr_array_add (feeds, fc_fold_finish (fold));
  g_ptr_array_sort (feeds, compare_feeds);
  mark_days (feeds);
  return feeds;
}

static gboolean
follows (const FcShiftFeed *before,
         const FcShiftFeed *after)
{
  gint64 gap;

  if (!before->end.known || !after->begin.known)
    return FALSE;
  gap = ((gint64) after->begin.date - before->end.date) * 86400 + after->begin.second - before->end.second;
  return ABS (gap) <= 600;
}

static gint64
sold (const FcShiftFeed     *feed,
      const FcFeedTotalizer *total,
      gboolean              *known)
{
  gint64 volume = 0;

  *known = FALSE;
  for (guint i = 0; i < feed->grade_sales->len; i++)
    {
      const FcFeedGradeSales *sales = g_ptr_array_index (feed->grade_sales, i);

      if (fc_naxml_ids_equal (sales->position, total->position) && fc_naxml_ids_equal (sales->grade, total->product))
        {
          volume = fc_feed_add (volume, sales->volume);
          *known = TRUE;
        }
    }
  return volume;
}

static void
check_totalizer (const FcShiftFeed     *before,
                 const FcShiftFeed     *after,
                 const FcFeedTotalizer *was,
                 const FcFeedTotalizer *is,
                 FcMessages            *messages)
{
  g_autofree char *from = fc_volume_say (was->volume, FC_VOLUME_LITRE, 3);
  g_autofree char *to = fc_volume_say (is->volume, FC_VOLUME_LITRE, 3);
  g_autofree char *date = fc_date_format (after->business_date);
  gboolean known;
  gint64 volume, moved = is->volume - was->volume;

  if (moved < 0)
    {
      fc_messages_add (messages, FC_SEVERITY_WARNING, NULL, 0,
                       _ ("%s, pump %s, product %s: the totalizer goes back from %s to %s. Was the meter replaced, or "
                          "did it roll over?"),
                       date, is->position, is->product, from, to);
      return;
    }
  volume = sold (after, is, &known);
  if (known && follows (before, after) && ABS (moved - volume) > TOLERANCE_ML)
    {
      g_autofree char *metered = fc_volume_say (moved, FC_VOLUME_LITRE, 3);
      g_autofree char *said = fc_volume_say (volume, FC_VOLUME_LITRE, 3);

      fc_messages_add (messages, FC_SEVERITY_WARNING, NULL, 0,
                       _ ("%s, pump %s, product %s: the totalizer moved by %s, but the POS sold %s"), date,
                       is->position, is->product, metered, said);
    }
}

static char *
meter_name (const FcFeedTotalizer *total)
{
  return g_strdup_printf ("%d/%s/%s", total->by_grade ? 1 : 0, total->position, total->product);
}

static void
check_pair (const FcShiftFeed *before,
            const FcShiftFeed *after,
            FcMessages        *messages)
{
  g_autoptr (GHashTable) meters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < before->totalizers->len; i++)
    {
      FcFeedTotalizer *was = g_ptr_array_index (before->totalizers, i);

      g_hash_table_insert (meters, meter_name (was), was);
    }
  for (guint i = 0; i < after->totalizers->len; i++)
    {
      const FcFeedTotalizer *is = g_ptr_array_index (after->totalizers, i);
      g_autofree char *meter = meter_name (is);
      const FcFeedTotalizer *was = g_hash_table_lookup (meters, meter);

      if (was != NULL)
        check_totalizer (before, after, was, is, messages);
    }
}

/**
 * fc_shift_feeds_check:
 * @feeds: (element-type FcShiftFeed): as fc_shift_feeds_group() gives them
 * @messages: gets a warning for each meter that goes back from one shift to the next, or that moved by
 *   another volume than was sold
 */
void
fc_shift_feeds_check (GPtrArray  *feeds,
                      FcMessages *messages)
{
  const FcShiftFeed *before = NULL;

  for (guint i = 0; i < feeds->len; i++)
    {
      const FcShiftFeed *feed = g_ptr_array_index (feeds, i);

      if (feed->period != FC_FEED_SHIFT)
        continue;
      if (before != NULL && fc_naxml_ids_equal (before->store, feed->store))
        check_pair (before, feed, messages);
      before = feed;
    }
}

/**
 * fc_naxml_sale_key:
 *
 * Returns: (transfer full): the natural key of a sale: store, business date, register, transaction
 */
char *
fc_naxml_sale_key (const FcNaxmlReport *report,
                   const FcNaxmlSale   *sale)
{
  g_autofree char *store = fc_naxml_normalise_id (report->store != NULL ? report->store : "");
  g_autofree char *date = sale->has_business_date ? fc_date_to_iso (sale->business_date) : g_strdup ("");
  g_autofree char *till = fc_naxml_normalise_id (sale->register_id != NULL ? sale->register_id : "");
  g_autofree char *transaction = fc_naxml_normalise_id (sale->transaction);

  return g_strdup_printf ("%s/%s/sale/%s/%s", store, date, till, transaction);
}
