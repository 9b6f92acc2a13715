/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include "fc-change-log.h"
#include "fc-statement.h"

G_BEGIN_DECLS

struct _FcStatement {
  FcDb *db;
  sqlite3_stmt *stmt;
  char *sql;         /* key in the cache; NULL for one that is finalized on release */
  gboolean in_use;
};

struct _FcDb {
  sqlite3 *handle;
  char *path;
  gboolean read_only;
  gboolean durable;
  guint wal_pages;
  GCancellable *cancellable; /* nullable */
  GHashTable *statements;    /* sql → FcStatement */
  GHashTable *row_sql;       /* what fc-rows wrote for an entity: key → SQL */
  FcChanges *changes;        /* nullable: not watched */
  GHashTable *tables;        /* name → FcDbTable, while watched */
  gboolean watch_paused;
};

void fc_statement_free (FcStatement *self);

G_END_DECLS
