/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "fc-catalog.h"
#include "fc-id.h"

G_BEGIN_DECLS

/* One row of one entity. Fields are named by the enums of fc-entities.h. */
#define FC_TYPE_RECORD (fc_record_get_type ())
G_DECLARE_FINAL_TYPE (FcRecord, fc_record, FC, RECORD, GObject)

typedef enum {
  FC_VALUE_NULL,
  FC_VALUE_INT,
  FC_VALUE_TEXT,
  FC_VALUE_ID,
} FcValueKind;

typedef struct {
  FcValueKind kind;
  union {
    gint64 number;
    char *text;
    FcId id;
  };
} FcValue;

void            fc_value_clear           (FcValue        *value);
void            fc_value_copy            (const FcValue  *value,
                                          FcValue        *out);
gboolean        fc_value_equal           (const FcValue  *a,
                                          const FcValue  *b);

FcRecord       *fc_record_new            (FcEntity        entity,
                                          const FcId     *id);
FcRecord       *fc_record_copy           (FcRecord       *self);
FcEntity        fc_record_get_entity     (FcRecord       *self);
const FcId     *fc_record_get_id         (FcRecord       *self);

const FcValue  *fc_record_get_value      (FcRecord       *self,
                                          int             field);
gboolean        fc_record_is_null        (FcRecord       *self,
                                          int             field);
gint64          fc_record_get_int        (FcRecord       *self,
                                          int             field);
gboolean        fc_record_get_bool       (FcRecord       *self,
                                          int             field);
const char     *fc_record_get_text       (FcRecord       *self,
                                          int             field);
const FcId     *fc_record_get_ref        (FcRecord       *self,
                                          int             field);
GStrv           fc_record_dup_set        (FcRecord       *self,
                                          int             field);
gboolean        fc_record_set_has        (FcRecord       *self,
                                          int             field,
                                          const char     *member);

void            fc_record_set_value      (FcRecord       *self,
                                          int             field,
                                          const FcValue  *value);
void            fc_record_set_null       (FcRecord       *self,
                                          int             field);
void            fc_record_set_int        (FcRecord       *self,
                                          int             field,
                                          gint64          number);
void            fc_record_set_text       (FcRecord       *self,
                                          int             field,
                                          const char     *text);
void            fc_record_set_ref        (FcRecord       *self,
                                          int             field,
                                          const FcId     *id);
void            fc_record_set_set        (FcRecord       *self,
                                          int             field,
                                          const char *const *members);

/* Hub's sequence number of the last change, 0 for a row the hub has not confirmed. */
gint64          fc_record_get_version    (FcRecord       *self);
void            fc_record_set_version    (FcRecord       *self,
                                          gint64          version);
gint64          fc_record_get_field_version (FcRecord    *self,
                                          int             field);
void            fc_record_set_field_version (FcRecord    *self,
                                          int             field,
                                          gint64          version);
GBytes         *fc_record_pack_versions  (FcRecord       *self);
gboolean        fc_record_unpack_versions (FcRecord      *self,
                                          gconstpointer   bytes,
                                          gsize           size);
/* JSON object text with the fields this program does not know; kept and sent back. */
const char     *fc_record_get_extra      (FcRecord       *self);
void            fc_record_set_extra      (FcRecord       *self,
                                          const char     *json);

gboolean        fc_record_validate       (FcRecord       *self,
                                          GError        **error);
gboolean        fc_record_validate_received (FcRecord    *self,
                                          GError        **error);
gboolean        fc_record_validate_change (FcRecord      *self,
                                          FcRecord       *before, /* nullable */
                                          GError        **error);
JsonObject     *fc_record_to_json        (FcRecord       *self,
                                          guint64         mask);
char           *fc_record_to_json_text   (FcRecord       *self,
                                          guint64         mask);
FcRecord       *fc_record_from_json      (FcEntity        entity,
                                          const FcId     *id,
                                          JsonObject     *object,
                                          guint64        *mask,
                                          GError        **error);

#define FC_ALL_FIELDS G_MAXUINT64

G_END_DECLS
