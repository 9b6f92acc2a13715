/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "fc-db.h"

/*
 * An upgrade in mid-run: the program that starts next finds a file that one of earlier versions wrote. What that one did not know
 * of a row it had kept with the row, and had no place of its own for.
 */

#define HIDE(table, column)                                                                                      \
  "UPDATE \"" table "\" SET extra = json_set (coalesce (extra, '{}'), '$." column "', " column ") WHERE " column \
  " IS NOT NULL; ALTER TABLE \"" table "\" DROP COLUMN " column ";"
#define HIDE_ALL HIDE ("product", "colour") HIDE ("station", "address")

static const char hub[] = "BEGIN;" HIDE_ALL "PRAGMA user_version = 9; COMMIT";

/* One that died while it was brought up to date is anything between the two. */
static const char office[] = "BEGIN;" HIDE_ALL
                             "DROP TRIGGER IF EXISTS sales_total_in; DROP TRIGGER IF EXISTS sales_total_change;"
                             "DROP TRIGGER IF EXISTS sales_total_out; DROP TABLE IF EXISTS sales_total;"
                             "DROP INDEX IF EXISTS gauge_reading_tank_time; DROP INDEX IF EXISTS position_vehicle_time;"
                             "PRAGMA user_version = 6; COMMIT";

/* Nothing where it is so old already: nobody has started since. */
static void
make_older (const char *folder, const char *name, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = NULL;
  gint64 old = 0;

  sim_disk_spare = TRUE;
  db = fc_db_open (path, 0, &error);
  g_assert_no_error (error);
  fc_db_get_int (db, "SELECT count (*) = 0 FROM pragma_table_info ('product') WHERE name = 'colour'", &old, &error);
  if (error == NULL && old == 0)
    fc_db_exec (db, sql, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, fc_db_close);
  sim_disk_spare = FALSE;
}

/**
 * sim_age_office:
 *
 * Of an office that does not run.
 */
void
sim_age_office (SimOffice *self)
{
  sim_note (self->sim, "office %u gets a new program", self->n);
  make_older (self->folder, "replica.db", office);
}

/* Of a hub that does not run. */
void
sim_age_hub (Sim *sim)
{
  sim_note (sim, "the hub gets a new program");
  make_older (sim->hub.folder, "hub.sqlite", hub);
}
