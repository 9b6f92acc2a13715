/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-catalog.h"
#include "fc-pg-schema.h"

/*
 * The catalog's typed tables and the hub's own, as PostgreSQL has them: the tenant first in every key, entities in parts by
 * the tenant's hash, facts by month with the ids of each company's beside them, and row-level security that holds for the
 * owner, too. What a part holds is reached through its parent only.
 */
#define PARTS 8

/* The company of this transaction; nothing where none was named. */
#define TENANT_NOW "(SELECT nullif (nullif (current_setting ('app.tenant', true), ''), 'hub')::uuid)"
#define DIRECTORY  "(SELECT current_setting ('app.tenant', true) = 'hub')"

void
fc_pg_ddl_role (GString *sql)
{
  g_string_append (sql, "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" FC_PG_ROLE "') THEN"
                        " CREATE ROLE " FC_PG_ROLE " NOLOGIN; END IF;"
                        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;"
                        "DO $$ BEGIN GRANT " FC_PG_ROLE " TO CURRENT_USER;" /* who made it in 16 may not yet become it */
                        " EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;"
                        "CREATE SCHEMA " FC_PG_SCHEMA "; GRANT USAGE ON SCHEMA " FC_PG_SCHEMA " TO " FC_PG_ROLE ";");
}

/* @directory: also seen while the directory is used, when nobody knows yet whose company it is. */
static void
secure (GString    *sql,
        const char *table,
        gboolean    directory)
{
  g_string_append_printf (sql,
                          "ALTER TABLE \"%s\" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
                          "CREATE POLICY tenant ON \"%s\" USING (tenant = " TENANT_NOW "%s);"
                          "GRANT SELECT, INSERT, UPDATE, DELETE ON \"%s\" TO " FC_PG_ROLE ";",
                          table, table, directory ? " OR " DIRECTORY : "", table);
}

static void
part_by_hash (GString    *sql,
              const char *table)
{
  for (int i = 0; i < PARTS; i++)
    g_string_append_printf (sql,
                            "CREATE TABLE \"%s_%d\" PARTITION OF \"%s\""
                            " FOR VALUES WITH (MODULUS %d, REMAINDER %d);",
                            table, i, table, PARTS, i);
  secure (sql, table, FALSE);
}

static void
own_table (GString    *sql,
           const char *table,
           const char *columns)
{
  g_string_append_printf (sql, "CREATE TABLE \"%s\" (tenant uuid NOT NULL, %s) PARTITION BY HASH (tenant);", table,
                          columns);
  part_by_hash (sql, table);
}

static void
directory_table (GString    *sql,
                 const char *table,
                 const char *columns)
{
  g_string_append_printf (sql, "CREATE TABLE \"%s\" (tenant uuid NOT NULL, %s) WITH (fillfactor = 50);", table, columns);
  secure (sql, table, TRUE);
}

/* Makes the month's part of a fact's table beside it and then joins it to it, which holds up neither readers nor writers. */
static const char add_month[] =
  "CREATE FUNCTION add_month (fact text, month text, since bigint, until bigint) RETURNS void LANGUAGE plpgsql"
  " SECURITY DEFINER SET search_path = " FC_PG_SCHEMA ", pg_temp AS $$ BEGIN"
  " IF month !~ '^[0-9a-z]{1,10}$' THEN RAISE 'not a month'; END IF;"
  " IF NOT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass (quote_ident (fact)) AND relkind = 'p'"
  "                AND relnamespace = '" FC_PG_SCHEMA "'::regnamespace) THEN RAISE 'not a fact'; END IF;"
  " PERFORM pg_advisory_xact_lock (hashtext ('forecourt.add_month'));"
  " IF to_regclass (quote_ident (fact || '_' || month)) IS NULL THEN"
  "  EXECUTE format ('CREATE TABLE %I (LIKE %I INCLUDING ALL)', fact || '_' || month, fact);"
  "  EXECUTE format ('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', fact, fact || '_' || month,"
  "                  coalesce (since::text, 'MINVALUE'), coalesce (until::text, 'MAXVALUE'));"
  " END IF; END $$;"
  "REVOKE ALL ON FUNCTION add_month (text, text, bigint, bigint) FROM PUBLIC;"
  "GRANT EXECUTE ON FUNCTION add_month (text, text, bigint, bigint) TO " FC_PG_ROLE ";";

/**
 * fc_pg_ddl_own_tables:
 *
 * The hub's own:
 *   latest: one row per membership of a bucket (a station's, or the null id for the company's), so that a pull is one range
 *   fact_chunk: facts and audit lines as they were taken in, encoded, immutable, sent as they are
 *   op_result: id, hash and outcome of every op, written with its effect
 */
void
fc_pg_ddl_own_tables (GString *sql)
{
  g_string_append (sql, "CREATE TABLE hub_meta (key text PRIMARY KEY, value text NOT NULL);"
                        "GRANT SELECT, UPDATE ON hub_meta TO " FC_PG_ROLE ";"
                        "CREATE SEQUENCE fact_chunk_id; GRANT USAGE ON SEQUENCE fact_chunk_id TO " FC_PG_ROLE ";");
  directory_table (sql, "tenant_head",
                   "slug text COLLATE \"C\" NOT NULL UNIQUE, seq bigint NOT NULL, auth_seq bigint NOT NULL DEFAULT 0,"
                   " created_at bigint NOT NULL, PRIMARY KEY (tenant)");
  directory_table (sql, "token_family",
                   "id uuid NOT NULL, user_id uuid NOT NULL, created_at bigint NOT NULL, revoked_at bigint,"
                   " PRIMARY KEY (tenant, id)");
  directory_table (sql, "token",
                   "hash bytea NOT NULL, family uuid NOT NULL, pair uuid NOT NULL, kind smallint NOT NULL,"
                   " generation int NOT NULL, expires_at bigint NOT NULL, pending boolean NOT NULL,"
                   " superseded boolean NOT NULL DEFAULT false, PRIMARY KEY (tenant, hash)");
  g_string_append (sql, "CREATE INDEX token_family_by_id ON token_family (id);"
                        "CREATE INDEX token_family_by_user ON token_family (tenant, user_id);"
                        "CREATE INDEX token_by_hash ON token (hash); CREATE INDEX token_by_family ON token (family);"
                        "CREATE INDEX token_by_expiry ON token (expires_at);");
  own_table (sql, "credential", "user_id uuid NOT NULL, hash text NOT NULL, changed_at bigint NOT NULL,"
                                " PRIMARY KEY (tenant, user_id)");
  own_table (sql, "latest", "station uuid NOT NULL, entity smallint NOT NULL, row_id uuid NOT NULL, seq bigint NOT NULL,"
                            " state smallint NOT NULL, PRIMARY KEY (tenant, station, entity, row_id)");
  own_table (sql, "fact_chunk", "id bigint NOT NULL DEFAULT nextval ('fact_chunk_id'), station uuid NOT NULL,"
                                " entity smallint NOT NULL, seq bigint NOT NULL, n int NOT NULL, first_at bigint NOT NULL,"
                                " last_at bigint NOT NULL, bytes bytea NOT NULL, PRIMARY KEY (tenant, id)");
  own_table (sql, "op_result", "op_id uuid NOT NULL, hash bytea NOT NULL, status smallint NOT NULL, seq bigint NOT NULL,"
                               " error_code text, error_message text, received_at bigint NOT NULL,"
                               " PRIMARY KEY (tenant, op_id)");
  own_table (sql, "quarantine", "op_id uuid NOT NULL, hash bytea NOT NULL, user_id uuid, client_id uuid, error_code text,"
                                " error_message text, received_at bigint NOT NULL, bytes bytea NOT NULL,"
                                " PRIMARY KEY (tenant, op_id, hash)");
  g_string_append (sql, "ALTER TABLE fact_chunk ALTER bytes SET STORAGE EXTERNAL;"
                        "CREATE INDEX latest_by_seq ON latest (tenant, station, seq);"
                        "CREATE INDEX fact_chunk_by_seq ON fact_chunk (tenant, station, seq);"
                        "CREATE INDEX fact_chunk_by_time ON fact_chunk (tenant, station, last_at, id);"
                        "CREATE INDEX fact_chunk_by_first ON fact_chunk (tenant, entity, first_at);");
}

/**
 * fc_pg_ddl_devices:
 *
 * Where a sign-in is, copies that are to be cleared, passwords that are to be changed.
 */
void
fc_pg_ddl_devices (GString *sql)
{
  g_string_append (sql, "ALTER TABLE token_family ADD client_id uuid, ADD device text, ADD address text, ADD used_at bigint,"
                        " ADD wipe_at bigint, ADD wiped_at bigint;"
                        "ALTER TABLE credential ADD must_change boolean NOT NULL DEFAULT false;");
}

/**
 * fc_pg_ddl_client_marks:
 *
 * What each client pushed last, by person (check_fork() in fc-hub-push.c): two copies of one file are told apart by it.
 */
void
fc_pg_ddl_client_marks (GString *sql)
{
  own_table (sql, "client_mark", "client_id uuid NOT NULL, op_id uuid NOT NULL, PRIMARY KEY (tenant, client_id)");
}

/**
 * fc_pg_ddl_months:
 *
 * Facts of any kind lie by month, not sales only.
 */
void
fc_pg_ddl_months (GString *sql)
{
  g_string_append (sql, "DROP FUNCTION IF EXISTS add_month (text, bigint, bigint);");
  g_string_append (sql, add_month);
}

static const char *
column_type (FcType type)
{
  return type == FC_TYPE_REF ? "uuid" : fc_type_is_text (type) ? "text" : "bigint";
}

/* In which month a fact lies, by its id. */
static void
fact_ids (GString    *sql,
          const char *fact,
          const char *time)
{
  g_autofree char *table = g_strconcat (fact, "_id", NULL);
  g_autofree char *columns = g_strdup_printf ("id uuid NOT NULL, \"%s\" bigint NOT NULL, PRIMARY KEY (tenant, id)", time);

  own_table (sql, table, columns);
}

static void
create_entity (GString            *sql,
               const FcEntityInfo *about)
{
  const char *time = about->kind == FC_KIND_FACT ? about->fields[about->time_field].name : NULL;
  g_autofree char *indexes = fc_catalog_index_ddl (about->id, TRUE);

  g_string_append_printf (sql, "CREATE TABLE \"%s\" (tenant uuid NOT NULL, id uuid NOT NULL", about->name);
  for (guint i = 0; i < about->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\" %s", about->fields[i].name, column_type (about->fields[i].type));
  g_string_append (sql, ", version bigint NOT NULL DEFAULT 0");
  if (about->kind == FC_KIND_ENTITY)
    g_string_append (sql, ", field_versions bytea, extra text");
  if (time != NULL)
    {
      g_string_append_printf (sql, ", PRIMARY KEY (tenant, \"%s\", id)) PARTITION BY RANGE (\"%s\");", time, time);
      secure (sql, about->name, FALSE);
      fact_ids (sql, about->name, time);
    }
  else
    {
      g_string_append (sql, ", PRIMARY KEY (tenant, id)) PARTITION BY HASH (tenant);");
      part_by_hash (sql, about->name);
    }
  g_string_append (sql, indexes);
  if (about->id == FC_SALES_ROLLUP)
    g_string_append (sql, "CREATE INDEX sales_rollup_by_station ON sales_rollup (tenant, station_id, starts_at, id);");
}

static gboolean
has_column (GHashTable         *columns,
            const FcEntityInfo *about,
            const char         *column)
{
  g_autofree char *key = g_strconcat (about->name, ".", column, NULL);
  return columns && g_hash_table_contains (columns, key);
}

/**
 * fc_pg_ddl_catalog:
 * @columns: (nullable) (element-type utf8): "table.column" that are there
 *
 * Appends what the database lacks of the catalog; nothing where it lacks nothing.
 */
void
fc_pg_ddl_catalog (GString    *sql,
                   GHashTable *columns)
{
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      const FcEntityInfo *about = fc_catalog_get ((FcEntity) i);
      gboolean grew = FALSE;
      if (!has_column (columns, about, "id"))
        {
          create_entity (sql, about);
          continue;
        }
      for (guint j = 0; j < about->n_fields; j++)
        if (!has_column (columns, about, about->fields[j].name))
          {
            g_string_append_printf (sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s;", about->name, about->fields[j].name,
                                    column_type (about->fields[j].type));
            grew = TRUE;
          }
      if (grew)
        {
          g_autofree char *indexes = fc_catalog_index_ddl (about->id, TRUE);
          g_string_append (sql, indexes);
        }
    }
}

/**
 * fc_pg_month_bounds:
 * @at: UTC µs
 * @name: (out): of the month's part
 * @from: (out): its first instant; @until: (out): the next month's. Far from today they are %G_MININT64 or %G_MAXINT64
 */
void
fc_pg_month_bounds (gint64  at,
                    char    name[16],
                    gint64 *from,
                    gint64 *until)
{
  static const gint64 first = G_GINT64_CONSTANT (1262304000000000), last = G_GINT64_CONSTANT (4102444800000000);

  if (at < first || at >= last) /* 2010 and 2100 */
    {
      g_strlcpy (name, at < first ? "before" : "after", 16);
      *from = at < first ? G_MININT64 : last;
      *until = at < first ? first : G_MAXINT64;
      return;
    }
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) start = g_date_time_new_utc (g_date_time_get_year (when), g_date_time_get_month (when), 1, 0, 0, 0);
  g_autoptr (GDateTime) end = g_date_time_add_months (start, 1);
  g_snprintf (name, 16, "%04d%02d", g_date_time_get_year (when), g_date_time_get_month (when));
  *from = g_date_time_to_unix (start) * G_USEC_PER_SEC;
  *until = g_date_time_to_unix (end) * G_USEC_PER_SEC;
}
