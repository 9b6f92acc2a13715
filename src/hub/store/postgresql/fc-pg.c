/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pg.h"

#include <poll.h>
#include <string.h>

#include "fc-hub.h"
#include "fc-pg-schema.h"

#define MOST_VALUES 96
#define SCOPE_HUB   "hub"
#define REPLAN_US   (500 * 1000)

/* One that was sent and whose result has not been read. */
typedef struct {
  char *name; /* (nullable): of the statement that this one prepares */
  const char *sql;
} Sent;

struct _FcPg {
  char *uri;
  PGconn *connection;
  gboolean with_role;
  GHashTable *prepared; /* text → name; the texts are owned */
  guint n_prepared;
  GQueue sent;          /* Sent */
  gboolean within;      /* a transaction */
  gint64 replan_at;     /* monotonic */
  char scope[FC_ID_STRING_LENGTH + 1]; /* what app.tenant is in this transaction; empty: nothing */

  const char *sql; /* of the statement being put together */
  const char *values[MOST_VALUES];
  int lengths[MOST_VALUES];
  int formats[MOST_VALUES];
  gint64 numbers[MOST_VALUES];
  int n;
};

static gboolean
fail (FcPg           *self,
      const PGresult *result,
      GError        **error)
{
  const char *state = result ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *said = result ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  g_autofree char *text = g_strdup (said ? said : PQerrorMessage (self->connection));

  g_strstrip (text);
  if (PQstatus (self->connection) == CONNECTION_BAD || state == NULL || g_str_has_prefix (state, "57P"))
    g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "The PostgreSQL server does not answer: %s.", text);
  else if (g_str_equal (state, "53100"))
    g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_FULL, "The PostgreSQL server has no room left: %s.", text);
  else
    g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "PostgreSQL refused a step (%s): %s.", state, text);
  return FALSE;
}

static void
sent_free (Sent *sent)
{
  g_free (sent->name);
  g_free (sent);
}

static void
forget_connection (FcPg *self)
{
  g_queue_clear_full (&self->sent, (GDestroyNotify) sent_free);
  g_hash_table_remove_all (self->prepared);
  self->within = FALSE;
  fc_pg_forget_scope (self);
}

static gboolean
run_plain (FcPg        *self,
           const char  *sql,
           GError     **error)
{
  g_autoptr (PGresult) result = PQexec (self->connection, sql);
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || fail (self, result, error);
}

static void
ignore_notice (void           *data,
               const PGresult *result)
{
}

/* Generic plans: the texts are few and their arrays of any length. A hub that hangs must not keep a company's head. */
static gboolean
prepare_session (FcPg    *self,
                 GError **error)
{
  return run_plain (self,
                    "SET client_encoding = 'UTF8'; SET search_path = " FC_PG_SCHEMA ";"
                    "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off;"
                    "SET lock_timeout = '20s';"
                    "SET idle_in_transaction_session_timeout = '120s'",
                    error) &&
         (!self->with_role || run_plain (self, "SET ROLE " FC_PG_ROLE, error));
}

/* A server that stops while the connection rests says so, but nobody has listened. */
static void
hear_the_end (FcPg *self)
{
  struct pollfd ear = { .events = POLLIN };

  while (fc_pg_is_up (self) && g_queue_is_empty (&self->sent))
    {
      ear.fd = PQsocket (self->connection);
      if (poll (&ear, 1, 0) <= 0 || PQconsumeInput (self->connection) == 0)
        break;
    }
}

/**
 * fc_pg_connect:
 *
 * Does nothing while the connection stands; otherwise makes a new one: what was prepared or begun is gone.
 */
gboolean
fc_pg_connect (FcPg    *self,
               GError **error)
{
  static const char *const keys[] = { "dbname", "connect_timeout", "fallback_application_name", "tcp_user_timeout", NULL };
  const char *const values[] = { self->uri, "5", "forecourt-hub", "20000", NULL };

  hear_the_end (self);
  if (fc_pg_is_up (self))
    return TRUE;
  g_clear_pointer (&self->connection, PQfinish);
  forget_connection (self);
  self->connection = PQconnectdbParams (keys, values, 1);
  if (PQstatus (self->connection) != CONNECTION_OK)
    return fail (self, NULL, error);
  PQsetNoticeReceiver (self->connection, ignore_notice, NULL);
  if (!prepare_session (self, error))
    {
      g_clear_pointer (&self->connection, PQfinish);
      return FALSE;
    }
  if (PQenterPipelineMode (self->connection) != 1)
    return fail (self, NULL, error);
  if (self->with_role && !fc_pg_check_home (self, error))
    {
      g_clear_pointer (&self->connection, PQfinish);
      return FALSE;
    }
  return TRUE;
}

/**
 * fc_pg_new:
 * @with_role: as the hub's non-owner role
 *
 * Returns: (transfer full): connects with fc_pg_connect()
 */
FcPg *
fc_pg_new (const char *uri,
           gboolean    with_role)
{
  FcPg *self = g_new0 (FcPg, 1);

  self->uri = g_strdup (uri);
  self->with_role = with_role;
  self->prepared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * fc_pg_open:
 * @uri: postgresql://…, as libpq takes it
 *
 * Returns: (transfer full) (nullable)
 */
FcPg *
fc_pg_open (const char  *uri,
            GError     **error)
{
  g_autoptr (FcPg) self = fc_pg_new (uri, FALSE);

  return fc_pg_connect (self, error) ? g_steal_pointer (&self) : NULL;
}

void
fc_pg_close (FcPg *self)
{
  g_clear_pointer (&self->connection, PQfinish);
  forget_connection (self);
  g_hash_table_unref (self->prepared);
  g_free (self->uri);
  g_free (self);
}

gboolean
fc_pg_is_up (FcPg *self)
{
  return self->connection && PQstatus (self->connection) == CONNECTION_OK;
}

PGconn *
fc_pg_connection (FcPg *self)
{
  return self->connection;
}

gboolean
fc_pg_take_role (FcPg    *self,
                 GError **error)
{
  self->with_role = TRUE;
  return fc_pg_script (self, "SET ROLE " FC_PG_ROLE, error);
}

/**
 * fc_pg_script:
 *
 * Outside the pipeline, which must be empty.
 */
gboolean
fc_pg_script (FcPg        *self,
              const char  *sql,
              GError     **error)
{
  g_return_val_if_fail (g_queue_is_empty (&self->sent), FALSE);

  if (PQexitPipelineMode (self->connection) != 1)
    return fail (self, NULL, error);
  gboolean well = run_plain (self, sql, error);
  PQenterPipelineMode (self->connection);
  return well;
}

void
fc_pg_forget_scope (FcPg *self)
{
  self->scope[0] = '\0';
}

void
fc_pg_set_within (FcPg     *self,
                  gboolean  within)
{
  self->within = within;
  fc_pg_forget_scope (self);
}

/**
 * fc_pg_begin:
 * @sql: BEGIN …
 *
 * Queues the beginning of a transaction. A plan that was made while a table was small walks all rows of a company when it has
 * become large, and statistics come late: now and then plans are made anew.
 */
gboolean
fc_pg_begin (FcPg        *self,
             const char  *sql,
             GError     **error)
{
  gint64 now = g_get_monotonic_time ();

  if (!fc_pg_run (self, sql, error))
    return FALSE;
  fc_pg_set_within (self, TRUE);
  if (now < self->replan_at)
    return TRUE;
  self->replan_at = now + REPLAN_US;
  return fc_pg_run (self, "DISCARD PLANS", error);
}

/**
 * fc_pg_use:
 * @tenant: (nullable): %NULL for the directory of companies and tokens
 *
 * Row-level security lets nothing else be seen from here to the end of the transaction, or, outside of one, of the next wait.
 */
void
fc_pg_use (FcPg       *self,
           const FcId *tenant)
{
  char scope[FC_ID_STRING_LENGTH + 1] = SCOPE_HUB;

  if (tenant)
    fc_id_to_string (tenant, scope);
  if (strcmp (self->scope, scope) == 0)
    return;
  strcpy (self->scope, scope);
  fc_pg_call (self, "SELECT set_config ('app.tenant', $1, true)");
  fc_pg_put_text (self, self->scope);
  fc_pg_queue (self, NULL);
}

void
fc_pg_call (FcPg       *self,
            const char *sql)
{
  self->sql = sql;
  self->n = 0;
}

static void
put (FcPg         *self,
     gconstpointer value,
     gsize         size,
     int           format)
{
  g_return_if_fail (self->n < MOST_VALUES);
  self->values[self->n] = value;
  self->lengths[self->n] = (int) size;
  self->formats[self->n++] = format;
}

void
fc_pg_put_id (FcPg       *self,
              const FcId *id)
{
  put (self, id ? id->bytes : NULL, sizeof (FcId), 1);
}

void
fc_pg_put_int (FcPg   *self,
               gint64  number)
{
  self->numbers[self->n] = GINT64_TO_BE (number);
  put (self, &self->numbers[self->n], sizeof number, 1);
}

void
fc_pg_put_text (FcPg       *self,
                const char *text)
{
  put (self, text, text ? strlen (text) : 0, 1);
}

void
fc_pg_put_bytes (FcPg         *self,
                 gconstpointer bytes,
                 gsize         size)
{
  put (self, bytes, size, 1);
}

void
fc_pg_put_array (FcPg      *self,
                 FcPgArray *array)
{
  GByteArray *bytes = fc_pg_array_finish (array);
  put (self, bytes->data, bytes->len, 1);
}

void
fc_pg_put_ids (FcPg       *self,
               FcPgArray  *array,
               const FcId *ids,
               guint       n)
{
  fc_pg_array_init (array, FC_PG_IDS, n);
  for (guint i = 0; i < n; i++)
    fc_pg_array_add_id (array, &ids[i]);
  fc_pg_put_array (self, array);
}

static void
note_sent (FcPg       *self,
           char       *name,
           const char *sql)
{
  Sent *sent = g_new (Sent, 1);

  *sent = (Sent){ name, sql };
  g_queue_push_tail (&self->sent, sent);
}

/* The name of the prepared statement; prepares it in passing where it is new. */
static const char *
prepare (FcPg    *self,
         GError **error)
{
  const char *there = g_hash_table_lookup (self->prepared, self->sql);

  if (there)
    return there;
  char *name = g_strdup_printf ("s%u", ++self->n_prepared), *sql = g_strdup (self->sql);
  if (PQsendPrepare (self->connection, name, sql, 0, NULL) != 1)
    {
      g_free (name);
      g_free (sql);
      fail (self, NULL, error);
      return NULL;
    }
  note_sent (self, g_strdup (name), sql);
  g_hash_table_insert (self->prepared, sql, name);
  return name;
}

/**
 * fc_pg_queue:
 *
 * Sends the statement that was put together, without waiting for what comes of it: the server works on it while the next one
 * is put together.
 */
gboolean
fc_pg_queue (FcPg    *self,
             GError **error)
{
  if (!fc_pg_is_up (self))
    {
      g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "The PostgreSQL server does not answer.");
      return FALSE;
    }
  const char *sql = self->sql, *name = prepare (self, error);
  if (name == NULL)
    return FALSE;
  if (PQsendQueryPrepared (self->connection, name, self->n, self->values, self->lengths, self->formats, 1) != 1 ||
      PQflush (self->connection) < 0)
    return fail (self, NULL, error);
  note_sent (self, NULL, sql);
  return TRUE;
}

static gboolean
is_good (const PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* Reads the results of everything sent; keeps the last one. */
static gboolean
read_results (FcPg      *self,
              PGresult **last,
              GError   **error)
{
  gboolean well = TRUE;
  Sent *sent;

  while ((sent = g_queue_pop_head (&self->sent)))
    {
      g_autoptr (PGresult) result = PQgetResult (self->connection);
      gboolean good = result && is_good (result);
      if (!good && sent->name)
        g_hash_table_remove (self->prepared, sent->sql);
      if (!good && well)
        well = fail (self, result, error);
      while (result)
        {
          g_autoptr (PGresult) more = PQgetResult (self->connection);
          if (more == NULL)
            break;
        }
      if (good && last && g_queue_is_empty (&self->sent))
        *last = g_steal_pointer (&result);
      sent_free (sent);
    }
  g_autoptr (PGresult) sync = PQgetResult (self->connection);
  if (well && PQresultStatus (sync) != PGRES_PIPELINE_SYNC)
    well = fail (self, NULL, error);
  return well;
}

static gboolean
wait_for_all (FcPg      *self,
              PGresult **last,
              GError   **error)
{
  if (!fc_pg_is_up (self) || PQpipelineSync (self->connection) != 1)
    {
      g_queue_clear_full (&self->sent, (GDestroyNotify) sent_free);
      g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "The PostgreSQL server does not answer.");
      return FALSE;
    }
  gboolean well = read_results (self, last, error);
  if (!self->within)
    fc_pg_forget_scope (self);
  if (!well && last)
    g_clear_pointer (last, PQclear);
  return well;
}

/**
 * fc_pg_ask:
 *
 * Sends the statement and waits for it and all that was queued before; the first failure is the error.
 *
 * Returns: (transfer full) (nullable)
 */
PGresult *
fc_pg_ask (FcPg    *self,
           GError **error)
{
  PGresult *result = NULL;

  return fc_pg_queue (self, error) && wait_for_all (self, &result, error) ? result : NULL;
}

gboolean
fc_pg_flush (FcPg    *self,
             GError **error)
{
  return g_queue_is_empty (&self->sent) ? fc_pg_is_up (self) || wait_for_all (self, NULL, error)
                                        : wait_for_all (self, NULL, error);
}

gboolean
fc_pg_run (FcPg        *self,
           const char  *sql,
           GError     **error)
{
  fc_pg_call (self, sql);
  return fc_pg_queue (self, error);
}

gboolean
fc_pg_is_queued (FcPg *self)
{
  return !g_queue_is_empty (&self->sent);
}

gint64
fc_pg_int (const PGresult *result,
           int             row,
           int             column)
{
  const char *value = PQgetvalue (result, row, column);
  gint64 eight;
  gint32 four;
  gint16 two;

  switch (PQgetisnull (result, row, column) ? 0 : PQgetlength (result, row, column))
    {
    case 8:
      memcpy (&eight, value, 8);
      return GINT64_FROM_BE (eight);
    case 4:
      memcpy (&four, value, 4);
      return (gint32) GINT32_FROM_BE (four);
    case 2:
      memcpy (&two, value, 2);
      return (gint16) GINT16_FROM_BE (two);
    case 1:
      return *value != 0;
    default:
      return 0;
    }
}

gboolean
fc_pg_id (const PGresult *result,
          int             row,
          int             column,
          FcId           *id)
{
  if (PQgetisnull (result, row, column) || PQgetlength (result, row, column) != sizeof (FcId))
    return FALSE;
  memcpy (id->bytes, PQgetvalue (result, row, column), sizeof (FcId));
  return TRUE;
}

const char *
fc_pg_text (const PGresult *result,
            int             row,
            int             column)
{
  return PQgetisnull (result, row, column) ? NULL : PQgetvalue (result, row, column);
}

GBytes *
fc_pg_dup_bytes (const PGresult *result,
                 int             row,
                 int             column)
{
  return g_bytes_new (PQgetvalue (result, row, column), (gsize) PQgetlength (result, row, column));
}

gboolean
fc_pg_only_int (PGresult *result,
                gint64   *number)
{
  g_autoptr (PGresult) own = result;

  *number = own && PQntuples (own) > 0 ? fc_pg_int (own, 0, 0) : 0;
  return own != NULL;
}
