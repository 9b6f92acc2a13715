/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-private.h"

/* After so many rows a job of sync looks whether a person waits. */
#define ROWS_A_BLOCK 512

/* Facts in blocks until all of them are in or a person has something to save; then what they add to the rollups. */
static gboolean
put_facts (FcWrite            *write,
           const FcFactBatch  *batch,
           guint               first,
           guint               n,
           guint              *put,
           GError            **error)
{
  g_autofree guint8 *inserted = g_malloc (MAX (n, 1));
  gboolean good = TRUE;
  guint done = 0;

  fc_db_watch_pause (write->db, TRUE);
  do
    {
      guint block = MIN (ROWS_A_BLOCK, n - done);

      good = fc_rows_insert_facts (write->db, NULL, batch, first + done, block, inserted + done, error);
      done += block;
    }
  while (good && done < n && (put == NULL || !fc_writer_person_waits (write->writer)));
  good = good && (batch->entity != FC_SALE || fc_rollup_add (write, batch, first, done, inserted, 1, error)) &&
         fc_lost_facts_seen (write, batch, first, done, inserted, error);
  if (put != NULL)
    *put = done;
  fc_db_watch_pause (write->db, FALSE);
  fc_changes_add (write->changes, batch->entity, NULL);
  return good;
}

/* In a first pull hardly any is there already: all go in as facts do, and only those that were there are replaced: sums by
 * the hub's, audit lines written here by the ones that also say from where they came. */
static gboolean
put_or_replace (FcWrite            *write,
                const FcFactBatch  *batch,
                guint               first,
                guint               n,
                GError            **error)
{
  g_autofree guint8 *inserted = g_malloc (MAX (n, 1));
  gboolean sums = batch->entity == FC_SALES_ROLLUP, done;

  fc_db_watch_pause (write->db, TRUE);
  fc_db_set_triggers (write->db, !sums);
  done = fc_rows_insert_facts (write->db, NULL, batch, first, n, inserted, error) &&
         (!sums || fc_rollup_total (write, batch, first, n, inserted, error));
  fc_db_set_triggers (write->db, TRUE);
  fc_db_watch_pause (write->db, FALSE);
  fc_changes_add (write->changes, batch->entity, NULL);
  if (!done)
    return FALSE;
  for (guint row = first; row < first + n; row++)
    {
      g_autoptr (FcRecord) record = inserted[row - first] ? NULL : fc_fact_batch_get_record (batch, row);

      if (record != NULL && !fc_rows_put (write->db, NULL, record, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_facts_put:
 * @put: (out) (nullable): how many of the @n rows from @first are in: fewer where a person waits for the writer, at least one
 *   block; NULL: all, whoever waits
 *
 * Facts that are not there yet, sales with their rollups; rollup rows and audit lines replace.
 */
gboolean
fc_facts_put (FcWrite            *write,
              const FcFactBatch  *batch,
              guint               first,
              guint               n,
              guint              *put,
              GError            **error)
{
  if (put != NULL)
    *put = n;
  if (n == 0)
    return TRUE;
  if (fc_catalog_get (batch->entity)->kind == FC_KIND_FACT)
    return put_facts (write, batch, first, n, put, error);
  return put_or_replace (write, batch, first, n, error);
}
