/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FC_BLOB_ERROR (fc_blob_error_quark ())
typedef enum {
  FC_BLOB_ERROR_INVALID,   /* a name, type, size or content that is not taken */
  FC_BLOB_ERROR_NOT_FOUND, /* it is not here, or not whole yet */
  FC_BLOB_ERROR_OFFSET,    /* the bytes do not follow those that are here: ask how many these are */
  FC_BLOB_ERROR_BUSY,      /* somebody else is adding to it */
  FC_BLOB_ERROR_DIFFERENT, /* the whole is not what its name says; it begins anew */
  FC_BLOB_ERROR_STORAGE,   /* the disk refuses */
} FcBlobErrorCode;
GQuark fc_blob_error_quark (void);

#define FC_BLOB_NAME      64                 /* hex digits of a SHA-256 */
#define FC_BLOB_MOST      (50 * 1024 * 1024) /* bytes of one attachment */
#define FC_BLOB_LEAST_STEP (64 * 1024)
#define FC_BLOB_MOST_STEP (4 * 1024 * 1024)  /* bytes that travel at once */

/* What a record says of its content. Strings are borrowed. */
typedef struct {
  const char *sha256;
  const char *media_type;
  gint64 size;
} FcBlobSpec;

gboolean fc_blob_is_name        (const char        *sha256);
gboolean fc_blob_spec_check     (const FcBlobSpec  *self,
                                 GError           **error);
gboolean fc_blob_begins_as      (const char        *media_type,
                                 gconstpointer      data,
                                 gsize              size);

/*
 * Blobs lie as FOLDER/ab/abcdef…, those still to be completed as FOLDER/part/abcdef…: nothing that somebody named is ever
 * part of a path. What is in place has been read again and is on the disk. Any thread, several processes; blocks.
 */
char    *fc_blob_folder_path    (const char        *folder,
                                 const char        *sha256);
gint64   fc_blob_folder_size    (const char        *folder,
                                 const char        *sha256);
gint64   fc_blob_folder_length  (const char        *folder,
                                 const FcBlobSpec  *spec);
gint64   fc_blob_folder_append  (const char        *folder,
                                 const FcBlobSpec  *spec,
                                 gint64             offset,
                                 GBytes            *bytes,
                                 GError           **error);
GBytes  *fc_blob_folder_read    (const char        *folder,
                                 const FcBlobSpec  *spec,
                                 gint64             offset,
                                 gsize              most,
                                 GError           **error);
GPtrArray *fc_blob_folder_list  (const char        *folder);
guint    fc_blob_folder_sweep   (const char        *folder,
                                 GHashTable        *named,
                                 gint64             parts_before,
                                 gint64             blobs_before);

G_END_DECLS
