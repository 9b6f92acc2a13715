/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FC_DB_ERROR (fc_db_error_quark ())

typedef enum {
  FC_DB_ERROR_FULL,       /* no room on the disk */
  FC_DB_ERROR_READ_ONLY,  /* the file or folder cannot be written */
  FC_DB_ERROR_CORRUPT,    /* the file is damaged, or no database */
  FC_DB_ERROR_BUSY,       /* another connection holds it */
  FC_DB_ERROR_IO,         /* the disk said no */
  FC_DB_ERROR_NOT_FOUND,  /* the file is not there */
  FC_DB_ERROR_NEWER,      /* written by a newer version of the program */
  FC_DB_ERROR_FOREIGN,    /* a database, but not one of ours */
  FC_DB_ERROR_CONSTRAINT, /* a row with this key is already there */
  FC_DB_ERROR_FAILED,     /* anything else SQLite says: a mistake of the program */
} FcDbError;

GQuark fc_db_error_quark (void);

typedef enum {
  FC_DB_READ_ONLY = 1 << 0,
  FC_DB_CREATE = 1 << 1,
  FC_DB_FOREIGN = 1 << 2, /* with _READ_ONLY: somebody else's file that nobody writes: no lock, no other file beside it */
} FcDbFlags;

/* One SQLite connection in WAL mode. Used by one thread at a time; only a writing connection checkpoints. */
typedef struct _FcDb FcDb;

FcDb       *fc_db_open            (const char    *path,
                                   FcDbFlags      flags,
                                   GError       **error);
void        fc_db_close           (FcDb          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcDb, fc_db_close)
gpointer    fc_db_get_handle      (FcDb          *self); /* sqlite3 * */
const char *fc_db_get_path        (FcDb          *self);

gboolean    fc_db_exec            (FcDb          *self,
                                   const char    *sql,
                                   GError       **error);
gboolean    fc_db_get_int         (FcDb          *self,
                                   const char    *sql,
                                   gint64        *value,
                                   GError       **error);
void        fc_db_set_triggers    (FcDb          *self,
                                   gboolean       on); /* off: who writes does what they would have done */
gint64      fc_db_count_changes   (FcDb          *self); /* rows the last statement wrote */

/* FULL for transactions that carry a person's work, NORMAL for what can be fetched again. Outside a transaction. */
gboolean    fc_db_set_durable     (FcDb          *self,
                                   gboolean       durable,
                                   GError       **error);
/* While set, a long statement stops soon after the cancel, with G_IO_ERROR_CANCELLED. */
void        fc_db_set_cancellable (FcDb          *self,
                                   GCancellable  *cancellable);

gboolean    fc_db_begin           (FcDb          *self,
                                   GError       **error); /* BEGIN IMMEDIATE */
gboolean    fc_db_begin_read      (FcDb          *self,
                                   GError       **error);
gboolean    fc_db_commit          (FcDb          *self,
                                   GError       **error);
void        fc_db_rollback        (FcDb          *self);
gboolean    fc_db_in_transaction  (FcDb          *self);
gboolean    fc_db_savepoint       (FcDb          *self,
                                   const char    *name,
                                   GError       **error);
gboolean    fc_db_release         (FcDb          *self,
                                   const char    *name,
                                   GError       **error);
void        fc_db_rollback_to     (FcDb          *self,
                                   const char    *name); /* and releases it */

/* Writer only. @truncate when idle: empties the WAL file. */
gboolean    fc_db_checkpoint      (FcDb          *self,
                                   gboolean       truncate,
                                   GError       **error);
guint       fc_db_get_wal_pages   (FcDb          *self); /* waiting since the last checkpoint */

/* Maps an SQLite result code to FC_DB_ERROR with a sentence; for the folder's own code and tests. */
void        fc_db_set_error       (FcDb          *self,
                                   int            code,
                                   GError       **error);

G_END_DECLS
