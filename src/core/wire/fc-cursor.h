/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How far a client has read: bucket → seq, sorted by bucket. Buckets are "tenant", "station/<id>", "user/<id>". Plain memory. */
typedef struct {
  char *bucket;
  gint64 seq;
} FcCursorMark;

typedef struct {
  GArray *marks; /* FcCursorMark */
} FcCursor;

#define FC_CURSOR_MAX_BUCKETS 10000
#define FC_CURSOR_MAX_NAME    100

FcCursor   *fc_cursor_new       (void);
FcCursor   *fc_cursor_copy      (const FcCursor *self);
void        fc_cursor_free      (FcCursor       *self);
guint       fc_cursor_size      (const FcCursor *self);
gint64      fc_cursor_get       (const FcCursor *self,
                                 const char     *bucket);
void        fc_cursor_set       (FcCursor       *self,
                                 const char     *bucket,
                                 gint64          seq);
gboolean    fc_cursor_equal     (const FcCursor *a,
                                 const FcCursor *b);
JsonObject *fc_cursor_to_json   (const FcCursor *self);
FcCursor   *fc_cursor_from_json (JsonObject     *object,
                                 GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcCursor, fc_cursor_free)

G_END_DECLS
