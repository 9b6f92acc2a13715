/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (fc-db-error-quark, fc_db_error)

static FcDbError
kind_of_error (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return FC_DB_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return FC_DB_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FC_DB_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FC_DB_ERROR_BUSY;
    case SQLITE_IOERR:
    case SQLITE_PROTOCOL:
      return FC_DB_ERROR_IO;
    case SQLITE_CANTOPEN:
      return FC_DB_ERROR_NOT_FOUND;
    case SQLITE_CONSTRAINT:
      return FC_DB_ERROR_CONSTRAINT;
    default:
      return FC_DB_ERROR_FAILED;
    }
}

static const char *
sentence_of_error (FcDbError kind)
{
  switch (kind)
    {
    case FC_DB_ERROR_FULL:
      return _ ("There is no room left on the disk. Free some space and try again; nothing was lost");
    case FC_DB_ERROR_READ_ONLY:
      return _ ("The folder with the data cannot be written. Check its permissions and whether the disk is mounted "
                "read-only");
    case FC_DB_ERROR_CORRUPT:
      return _ ("The data file is damaged");
    case FC_DB_ERROR_BUSY:
      return _ ("Another program is using the data file. Close it and try again");
    case FC_DB_ERROR_IO:
      return _ ("The disk reported an error. Check the disk and try again; what was saved before is safe");
    case FC_DB_ERROR_NOT_FOUND:
      return _ ("The data file cannot be opened. Check that its folder is there and may be read");
    case FC_DB_ERROR_CONSTRAINT:
      return _ ("A record with the same key is already there");
    case FC_DB_ERROR_NEWER:
    case FC_DB_ERROR_FOREIGN:
    case FC_DB_ERROR_FAILED:
    default:
      return _ ("The data file refused a step");
    }
}

/**
 * fc_db_set_error:
 * @code: an SQLite result code, extended or not
 *
 * A stop asked for by the connection's cancellable becomes %G_IO_ERROR_CANCELLED, all else FC_DB_ERROR.
 */
void
fc_db_set_error (FcDb    *self,
                 int      code,
                 GError **error)
{
  int last = errno; /* SQLite does not always pass it on */
  FcDbError kind = kind_of_error (code);
  int system = self->handle != NULL ? sqlite3_system_errno (self->handle) : 0;

  if (system == 0)
    system = last;
  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped"));
      return;
    }
  if (code == SQLITE_IOERR_WRITE && (system == ENOSPC || system == EFBIG || system == EDQUOT))
    kind = FC_DB_ERROR_FULL;
  if (kind == FC_DB_ERROR_NOT_FOUND && (system == EACCES || system == EROFS))
    kind = FC_DB_ERROR_READ_ONLY;
  g_set_error (error, FC_DB_ERROR, kind, /* Translators: a sentence without its full stop, a file, and what the database says */
               _ ("%s. (%s: %s)"), sentence_of_error (kind), self->path,
               self->handle != NULL && sqlite3_extended_errcode (self->handle) == code ? sqlite3_errmsg (self->handle)
                                                                                       : sqlite3_errstr (code));
}
