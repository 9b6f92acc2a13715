/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A 16-byte record id: UUIDv7 for what a person makes, UUIDv8 of a natural key for what a file or device gives. */
typedef struct {
  guint8 bytes[16];
} FcId;

#define FC_ID_STRING_LENGTH 36 /* without the final zero */

FcId      fc_id_new         (gint64         now_us);
FcId      fc_id_new_seeded  (gint64         now_us,
                             GRand         *rand);
FcId      fc_id_from_key    (const char    *first,
                             ...) G_GNUC_NULL_TERMINATED;
FcId      fc_id_derive      (const FcId    *parent,
                             const char    *purpose,
                             guint          n);
gboolean  fc_id_from_string (const char    *text,
                             FcId          *out);
FcId      fc_id_from_bytes  (gconstpointer  bytes);
void      fc_id_to_string   (const FcId    *id,
                             char           out[FC_ID_STRING_LENGTH + 1]);
char     *fc_id_dup_string  (const FcId    *id);
void      fc_id_put_time    (FcId          *id,
                             gint64         time_us);
gint64    fc_id_time_us     (const FcId    *id);
gboolean  fc_id_is_null     (const FcId    *id);
int       fc_id_compare     (const FcId    *a,
                             const FcId    *b);
guint     fc_id_hash        (gconstpointer  id);
gboolean  fc_id_equal       (gconstpointer  a,
                             gconstpointer  b);

G_END_DECLS
