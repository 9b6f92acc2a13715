/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pull.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>

#define ROWS_A_COMMIT 8192

/* A value of the table "sale" in memory. */
typedef struct
{
  int type;
  int size;
  sqlite3_int64 number;
  const void *bytes; /* in the chunk's strings */
} Cell;

/* Some rows of it. Filling is not measured, putting is. */
typedef struct
{
  int n_columns;
  int n;
  Cell *cells;
  GStringChunk *strings;
} Chunk;

static void
must (sqlite3 *db,
      int      code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
    g_error ("%s", sqlite3_errmsg (db));
}

static sqlite3 *
open_db (const char *folder,
         const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  sqlite3 *db;

  must (NULL, sqlite3_open (path, &db));
  return db;
}

static void
fill (Chunk        *chunk,
      sqlite3_stmt *select)
{
  Cell *cell = chunk->cells;

  g_string_chunk_clear (chunk->strings);
  for (chunk->n = 0; chunk->n < ROWS_A_COMMIT && sqlite3_step (select) == SQLITE_ROW; chunk->n++)
    for (int i = 0; i < chunk->n_columns; i++, cell++)
      {
        cell->type = sqlite3_column_type (select, i);
        cell->number = cell->type == SQLITE_INTEGER ? sqlite3_column_int64 (select, i) : 0;
        cell->bytes = cell->type == SQLITE_INTEGER ? NULL : sqlite3_column_blob (select, i);
        cell->size = sqlite3_column_bytes (select, i);
        if (cell->bytes != NULL)
          cell->bytes = g_string_chunk_insert_len (chunk->strings, cell->bytes, cell->size);
      }
}

/* Table and indexes exactly as the replica has them. */
static void
copy_table (sqlite3 *from,
            sqlite3 *to)
{
  sqlite3_stmt *select;

  must (to, sqlite3_exec (to, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL", NULL, NULL, NULL));
  must (from, sqlite3_prepare_v2 (from, "SELECT sql FROM sqlite_master WHERE tbl_name = 'sale' AND sql IS NOT NULL", -1,
                                  &select, NULL));
  while (sqlite3_step (select) == SQLITE_ROW)
    must (to, sqlite3_exec (to, (const char *) sqlite3_column_text (select, 0), NULL, NULL, NULL));
  sqlite3_finalize (select);
}

static sqlite3_stmt *
prepare_insert (sqlite3 *db,
                int      n_columns)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO sale VALUES (?");
  sqlite3_stmt *insert;

  for (int i = 1; i < n_columns; i++)
    g_string_append (sql, ",?");
  g_string_append_c (sql, ')');
  must (db, sqlite3_prepare_v2 (db, sql->str, -1, &insert, NULL));
  return insert;
}

static void
put (sqlite3      *db,
     sqlite3_stmt *insert,
     const Chunk  *chunk)
{
  const Cell *cell = chunk->cells;

  must (db, sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL));
  for (int row = 0; row < chunk->n; row++)
    {
      for (int i = 1; i <= chunk->n_columns; i++, cell++)
        if (cell->type == SQLITE_INTEGER)
          sqlite3_bind_int64 (insert, i, cell->number);
        else if (cell->type == SQLITE_TEXT)
          sqlite3_bind_text (insert, i, cell->bytes, cell->size, SQLITE_STATIC);
        else if (cell->type == SQLITE_BLOB)
          sqlite3_bind_blob (insert, i, cell->bytes, cell->size, SQLITE_STATIC);
        else
          sqlite3_bind_null (insert, i);
      must (db, sqlite3_step (insert));
      sqlite3_reset (insert);
    }
  must (db, sqlite3_exec (db, "COMMIT", NULL, NULL, NULL));
}

/**
 * pull_run_bare:
 *
 * Prints: seconds.
 */
int
pull_run_bare (const char *replica_folder,
               const char *folder)
{
  sqlite3 *from = open_db (replica_folder, "replica.db");
  sqlite3 *to;
  sqlite3_stmt *select, *insert;
  Chunk chunk = { 0 };
  gint64 spent = 0;

  g_mkdir_with_parents (folder, 0700);
  to = open_db (folder, "bare.db");
  copy_table (from, to);
  must (from, sqlite3_prepare_v2 (from, "SELECT * FROM sale ORDER BY rowid", -1, &select, NULL));
  chunk.n_columns = sqlite3_column_count (select);
  chunk.cells = g_new0 (Cell, ROWS_A_COMMIT * (gsize) chunk.n_columns);
  chunk.strings = g_string_chunk_new (1024 * 1024);
  insert = prepare_insert (to, chunk.n_columns);
  do
    {
      gint64 start;

      fill (&chunk, select);
      start = g_get_monotonic_time ();
      put (to, insert, &chunk);
      spent += g_get_monotonic_time () - start;
    }
  while (chunk.n == ROWS_A_COMMIT); /* another step after the last row would begin again */
  printf ("%.3f\n", (double) spent / G_USEC_PER_SEC);
  sqlite3_finalize (select);
  sqlite3_finalize (insert);
  sqlite3_close (from);
  sqlite3_close (to);
  g_string_chunk_free (chunk.strings);
  g_free (chunk.cells);
  return 0;
}
