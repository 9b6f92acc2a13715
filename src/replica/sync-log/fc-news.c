/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-news.h"

#include "fc-alert-news.h"
#include "fc-query-help.h"
#include "fc-time.h"

/* Decisions older than this are no news. */
#define NEWS_US    (30 * FC_DAY_US)
#define MOST_CALLS 100

typedef struct {
  FcId user;
  gboolean approves;
  gboolean manages_alerts;
} Asked;

/* kind, id, what makes it another piece of news, station, who, text, number, date */
static const char news_sql[] =
  "SELECT 0, s.id, s.submitted_at, st.name, u.name, NULL, s.number, s.business_date FROM shift s"
  " LEFT JOIN station st ON st.id = s.station_id LEFT JOIN user u ON u.id = s.submitted_by"
  " WHERE ?2 AND s.state = 'submitted' AND s.submitted_by IS NOT ?1"
  " AND s.station_id IN (SELECT id FROM visible_station) UNION ALL"
  " SELECT CASE s.state WHEN 'approved' THEN 1 ELSE 2 END, s.id, s.decided_at, st.name, u.name, s.comment, s.number,"
  " s.business_date FROM shift s LEFT JOIN station st ON st.id = s.station_id LEFT JOIN user u ON u.id = s.decided_by"
  " WHERE s.state IN ('approved', 'disputed') AND s.submitted_by = ?1 AND s.decided_by IS NOT ?1 AND s.decided_at > ?3"
  " UNION ALL"
  " SELECT 3, o.op_id, o.client_seq, NULL, NULL, o.reason, 0, 0 FROM outbox o WHERE o.actor = ?1 AND o.state = 2"
  " UNION ALL"
  " SELECT 4, c.id, c.wanted_at, st.name, u.name, NULL, 0, 0 FROM conflict c LEFT JOIN station st ON st.id = c.station_id"
  " LEFT JOIN user u ON u.id = CASE WHEN c.wanted_by = ?1 THEN c.kept_by ELSE c.wanted_by END"
  " WHERE c.state = 'open' AND ?1 IN (c.wanted_by, c.kept_by) UNION ALL"
  " SELECT 5, h.id, h.at, st.name, u.name, coalesce (h.note, h.reason), 0, 0 FROM handover h"
  " LEFT JOIN station st ON st.id = h.station_id LEFT JOIN user u ON u.id = h.by"
  " WHERE ?2 AND h.state = 'open' AND h.by IS NOT ?1"
  " AND (h.station_id IS NULL OR h.station_id IN (SELECT id FROM visible_station))";

void
fc_news_free (gpointer pointer)
{
  FcNews *news = pointer;

  g_free (news->key);
  g_free (news->station);
  g_free (news->who);
  g_free (news->text);
  g_free (news->thing);
  g_free (news);
}

static FcNews *
read_one (FcStatement *select)
{
  FcNews *news = g_new0 (FcNews, 1);
  char id[FC_ID_STRING_LENGTH + 1];

  news->kind = (FcNewsKind) fc_statement_get_int (select, 0);
  fc_statement_get_id (select, 1, &news->id);
  fc_id_to_string (&news->id, id);
  news->key = g_strdup_printf ("%d:%s:%" G_GINT64_FORMAT, news->kind, id, fc_statement_get_int (select, 2));
  news->station = g_strdup (fc_statement_get_text (select, 3));
  news->who = g_strdup (fc_statement_get_text (select, 4));
  news->text = g_strdup (fc_statement_get_text (select, 5));
  news->number = fc_statement_get_int (select, 6);
  news->date = fc_statement_get_int (select, 7);
  return news;
}

/* An alert that is escalated to somebody who knew of it is no other news to them. */
static FcNews *
news_of_call (const FcAlertCall *call)
{
  FcNews *news = g_new0 (FcNews, 1);
  char id[FC_ID_STRING_LENGTH + 1];

  news->kind = FC_NEWS_ALERT;
  news->id = *fc_record_get_id (call->line->alert);
  fc_id_to_string (&news->id, id);
  news->key = g_strdup_printf ("%d:%s:%d", news->kind, id, call->escalated);
  news->station = g_strdup (call->line->station);
  news->thing = g_strdup (call->line->thing);
  news->text = g_strdup (call->line->said);
  news->critical = g_strcmp0 (fc_record_get_text (call->line->alert, FC_ALERT_SEVERITY), "critical") == 0;
  return news;
}

static gboolean
add_alerts (FcDb         *db,
            const Asked  *asked,
            GPtrArray    *news,
            GError      **error)
{
  g_autoptr (GPtrArray) calls = fc_alert_calls_read (db, &asked->user, asked->manages_alerts, MOST_CALLS, error);

  for (guint i = 0; calls != NULL && i < calls->len; i++)
    g_ptr_array_add (news, news_of_call (calls->pdata[i]));
  return calls != NULL;
}

static gpointer
read_news (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Asked *asked = data;
  g_autoptr (FcStatement) select = fc_db_prepare (db, news_sql, error);
  g_autoptr (GPtrArray) news = g_ptr_array_new_with_free_func (fc_news_free);
  gboolean row = TRUE;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, &asked->user);
  fc_statement_bind_int (select, 2, asked->approves);
  fc_statement_bind_int (select, 3, g_get_real_time () - NEWS_US);
  while (row)
    {
      if (!fc_statement_step (select, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (news, read_one (select));
    }
  if (!add_alerts (db, asked, news, error))
    return NULL;
  return g_steal_pointer (&news);
}

/**
 * fc_news_async:
 * @approves: whether this person may approve shifts
 * @manages_alerts: whether this person works with alerts
 *
 * What there is now that @user wants to have heard of.
 */
void
fc_news_async (FcReplica           *replica,
               const FcId          *user,
               gboolean             approves,
               gboolean             manages_alerts,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->user = *user;
  asked->approves = approves;
  asked->manages_alerts = manages_alerts;
  fc_replica_read_async (replica, read_news, asked, g_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                         user_data);
}

/**
 * fc_news_finish:
 *
 * Returns: (transfer full) (element-type FcNews)
 */
GPtrArray *
fc_news_finish (FcReplica     *replica,
                GAsyncResult  *result,
                GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
