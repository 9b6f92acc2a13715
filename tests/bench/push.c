/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>

#include "fc-rows.h"
#include "cpu-times.h"
#include "push-hub.h"
#include "push-load.h"
#ifdef FC_HUB_POSTGRESQL
#include "pg-cluster.h"
#endif

/*
 * push.sqlite, push.small and push.postgresql: ops per second over HTTP into a store, each with its audit line, its place in
 * the pull and its stored result; against bare prepared inserts of the same rows into SQLite, one transaction (and one sync of
 * the disk) a batch. push.tenants: fifty companies at once on PostgreSQL, against one. The hub is a process of its own; the
 * rows are cash movements of shifts, an insert each. FC_BENCH_TRACE also tells which threads the processor worked for.
 */
#define TENANTS 50

typedef struct {
  const char *name;
  guint n_ops, per_batch, n_connections;
} Case;

static const Case on_sqlite[] = {
  { "push.sqlite", 60000, 500, 4 },
  { "push.small", 20000, 5, 32 },
};
#ifdef FC_HUB_POSTGRESQL
static const Case on_postgresql = { "push.postgresql", 60000, 500, 4 };
static const Case of_tenants = { "push.tenants", 2000, 500, TENANTS }; /* ops of each */
#endif

/* Each office pushes its own @rows; the offices take turns on the connections. */
static double
push (PushOffice *offices, guint n_offices, GPtrArray **rows, const Case *this)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree const char **headers = g_new (const char *, n_offices);
  PushLoad load = { .port = offices->hub->port, .headers = headers, .n_headers = n_offices,
                    .n_connections = this->n_connections, .bodies = bodies };

  for (guint first = 0; first < this->n_ops; first += this->per_batch)
    for (guint i = 0; i < n_offices; i++)
      {
        g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
        for (guint j = first; j < MIN (first + this->per_batch, this->n_ops); j++)
          g_ptr_array_add (ops, fc_op_new_insert (rows[i]->pdata[j], g_get_real_time ()));
        headers[i] = offices[i].headers;
        g_ptr_array_add (bodies, push_office_body (&offices[i], ops, 0, ops->len));
      }
  g_autoptr (GHashTable) times = g_getenv ("FC_BENCH_TRACE") ? cpu_times_new () : NULL;
  push_load_run (&load);
  if (times)
    cpu_times_tell (times, this->name, this->n_ops * n_offices);
  guint applied = push_count_applied (load.replies);
  g_ptr_array_unref (load.replies);
  if (applied != this->n_ops * n_offices)
    g_error ("%u of %u ops were applied", applied, this->n_ops * n_offices);
  return this->n_ops * n_offices / load.seconds;
}

static GPtrArray *
make_rows (PushOffice *office, guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (rows, push_office_row (office, i));
  return rows;
}

static double
bare (PushOffice *office, GPtrArray *rows, guint per_batch)
{
  g_autofree char *path = g_build_filename (office->hub->folder, "bare.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_CREATE, &error);

  if (db == NULL || !fc_rows_create_all (db, TRUE, &error))
    g_error ("%s", error->message);
  gint64 start = g_get_monotonic_time ();
  for (guint first = 0; first < rows->len; first += per_batch)
    {
      gboolean well = fc_db_begin (db, &error);
      for (guint i = first; well && i < MIN (first + per_batch, rows->len); i++)
        well = fc_rows_insert (db, &office->token->tenant_id, rows->pdata[i], &error);
      if (!well || !fc_db_commit (db, &error))
        g_error ("%s", error->message);
    }
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_clear_pointer (&db, fc_db_close);
  g_unlink (path);
  return rows->len / seconds;
}

/* FC_BENCH_OPS: fewer, for a profiler. */
static Case
sized (const Case *this)
{
  const char *wanted = g_getenv ("FC_BENCH_OPS");
  Case sized = *this;

  if (wanted != NULL)
    sized.n_ops = (guint) g_ascii_strtoull (wanted, NULL, 10);
  return sized;
}

static double
run_case (PushOffice *office, const Case *full)
{
  const Case size = sized (full), *this = &size;
  g_autoptr (GPtrArray) rows = make_rows (office, this->n_ops);
  GPtrArray *const all[] = { rows };
  double pushed = push (office, 1, (GPtrArray **) all, this);
  double inserted = bare (office, rows, this->per_batch);

  printf ("%s\t%.0f\tops/s\t%.3f\tbare inserts of the same rows into SQLite, a transaction per %u\n", this->name, pushed,
          pushed / inserted, this->per_batch);
  fflush (stdout);
  return pushed;
}

static void
run_on_sqlite (const char *only)
{
  PushHub hub;
  PushOffice office;

  push_hub_start (&hub, NULL, FALSE);
  push_office_init (&office, &hub, "bench");
  for (guint i = 0; i < G_N_ELEMENTS (on_sqlite); i++)
    if (only == NULL || !g_str_has_prefix (only, "push.") || g_str_equal (only, on_sqlite[i].name))
      run_case (&office, &on_sqlite[i]);
  push_office_clear (&office);
  push_hub_stop (&hub);
}

#ifdef FC_HUB_POSTGRESQL
static void
run_tenants (PushHub *hub, double of_one)
{
  g_autofree PushOffice *offices = g_new0 (PushOffice, TENANTS);
  GPtrArray *rows[TENANTS];

  for (guint i = 0; i < TENANTS; i++)
    {
      g_autofree char *slug = g_strdup_printf ("bench%u", i);
      push_hub_add (hub, slug);
      push_office_init (&offices[i], hub, slug);
      rows[i] = make_rows (&offices[i], of_tenants.n_ops);
    }
  double pushed = push (offices, TENANTS, rows, &of_tenants);
  printf ("%s\t%.0f\tops/s\t%.3f\tone company\n", of_tenants.name, pushed, pushed / of_one);
  for (guint i = 0; i < TENANTS; i++)
    {
      push_office_clear (&offices[i]);
      g_ptr_array_unref (rows[i]);
    }
}

static void
run_on_postgresql (const char *only)
{
  g_autofree char *store = NULL;
  PushHub hub;
  PushOffice office;

  if (!pg_cluster_is_there ())
    return;
  pg_cluster_be_durable ();
  store = pg_cluster_new_database ();
  push_hub_start (&hub, store, FALSE);
  push_office_init (&office, &hub, "bench");
  double of_one = run_case (&office, &on_postgresql);
  if (only == NULL || !g_str_equal (only, on_postgresql.name))
    run_tenants (&hub, of_one);
  push_office_clear (&office);
  push_hub_stop (&hub);
}
#endif

int
main (int argc, char **argv)
{
  const char *only = argc > 1 ? argv[1] : NULL; /* sqlite, postgresql, or a figure; push.tenants is measured by another */

  if (only == NULL || g_strrstr (only, "postgresql") == NULL)
    run_on_sqlite (only);
#ifdef FC_HUB_POSTGRESQL
  if (only == NULL || g_strrstr (only, "postgresql") != NULL)
    run_on_postgresql (only);
#endif
  return 0;
}
