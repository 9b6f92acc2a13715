/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-entities.h"

G_BEGIN_DECLS

/* Bumped when a field or an entity is added; travels with every op and request. */
#define FC_SCHEMA_VERSION 4

/* Programs below it may still send what was entered in them; they are given nothing, for they could not keep it whole. */
#define FC_SCHEMA_OLDEST 1

typedef enum {
  FC_TYPE_REF,         /* FcId of another row */
  FC_TYPE_TEXT,
  FC_TYPE_INT,
  FC_TYPE_BOOL,
  FC_TYPE_ENUM,        /* text out of choices */
  FC_TYPE_SET,         /* JSON array of strings, sorted, without doubles */
  FC_TYPE_JSON,        /* JSON object or array as text */
  FC_TYPE_MONEY,       /* minor units of the station's currency */
  FC_TYPE_PRICE,       /* 1e-5 major units per litre */
  FC_TYPE_VOLUME,      /* mL */
  FC_TYPE_LENGTH,      /* mm */
  FC_TYPE_TEMPERATURE, /* 0.001 °C */
  FC_TYPE_DENSITY,     /* g/m³ at 15 °C */
  FC_TYPE_GEO,         /* 1e-7 degree */
  FC_TYPE_TIME,        /* UTC µs */
  FC_TYPE_DATE,        /* days since 1970-01-01 */
} FcType;

typedef enum {
  FC_FIELD_REQUIRED = 1 << 0,
  FC_FIELD_PARENT = 1 << 1,    /* points to the row's parent in its aggregate */
  FC_FIELD_FIXED = 1 << 2,     /* set on insert, never patched */
  FC_FIELD_COMMAND = 1 << 3,   /* only commands write it, never a plain patch */
  FC_FIELD_SEARCH = 1 << 4,    /* full-text search finds it */
  FC_FIELD_INDEX = 1 << 5,     /* gets an index of its own */
} FcFieldFlags;

typedef enum {
  FC_MERGE_LAST,   /* the last received wins */
  FC_MERGE_HUB,    /* the hub's value wins */
  FC_MERGE_MAX,    /* the greater wins (odometers) */
  FC_MERGE_UNION,  /* sets join */
  FC_MERGE_MANUAL, /* a person decides */
} FcMerge;

typedef enum {
  FC_KIND_ENTITY, /* edited, merged field by field */
  FC_KIND_FACT,   /* immutable, batched, without field versions */
  FC_KIND_ROLLUP, /* derived from facts, adds up */
  FC_KIND_LOG,    /* audit and events: appended by the command runner only */
} FcKind;

typedef enum {
  FC_SCOPE_TENANT,  /* everybody of the company sees it */
  FC_SCOPE_STATION, /* who may see its station_id (or, for a station, its own id) */
} FcScope;

typedef struct {
  const char *name;          /* column, JSON and CSV name */
  FcType type;
  const char *label;         /* untranslated, marked for translation */
  FcFieldFlags flags;
  FcEntity target;           /* FC_TYPE_REF: what it points to */
  const char *const *choices; /* FC_TYPE_ENUM: append only */
  gint64 min, max;           /* numbers: bounds where max > min; FC_TYPE_TEXT: max characters (default 1,000) */
  FcMerge merge;
} FcField;

typedef struct {
  FcEntity id;
  const char *name;        /* table, JSON and URL name */
  const char *label;       /* one such record, untranslated */
  FcKind kind;
  FcScope scope;
  FcEntity root;           /* of its aggregate; itself for a root */
  const char *read;        /* permission to see it */
  const char *write;       /* permission for plain insert, patch and delete; NULL: commands only */
  int lock_field;          /* of the root: while it holds one of lock_values the aggregate refuses plain writes; -1: never */
  const char *const *lock_values;
  int time_field;          /* of a fact or a log: when it was */
  const FcField *fields;   /* append only: the position is the field's number in stored field versions */
  guint n_fields;          /* at most 64 */
} FcEntityInfo;

const FcEntityInfo *fc_catalog_get          (FcEntity            entity);
const FcEntityInfo *fc_catalog_find         (const char         *name);
int                 fc_catalog_field        (FcEntity            entity,
                                             const char         *name);
int                 fc_catalog_parent_field (FcEntity            entity);
int                 fc_catalog_station_field (FcEntity           entity);
gboolean            fc_type_is_text         (FcType              type);
const char         *fc_choice_text          (const char         *choice);
char               *fc_catalog_ddl          (FcEntity            entity,
                                             gboolean            with_tenant);
char               *fc_catalog_column_ddl   (FcEntity            entity,
                                             guint               field);
char               *fc_catalog_index_ddl    (FcEntity            entity,
                                             gboolean            with_tenant);

G_END_DECLS
