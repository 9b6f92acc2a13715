/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fact-coding.h"

G_BEGIN_DECLS

#define FACT_MAGIC       "FCB1"
#define FACT_MAX_COLUMNS 128
#define FACT_MAX_NAME    63

typedef enum {
  FACT_IDS = 1,
  FACT_ID_DICTIONARY,
  FACT_INTS,
  FACT_TEXTS,
  FACT_TEXT_DICTIONARY,
} FactKind;

enum {
  FACT_HAS_NULLS = 1 << 0,
  FACT_DEFLATED = 1 << 1,
};

/* What a field's values are in a batch. */
static inline FcValueKind
fact_value_kind (FcType type)
{
  if (type == FC_TYPE_REF)
    return FC_VALUE_ID;
  return fc_type_is_text (type) ? FC_VALUE_TEXT : FC_VALUE_INT;
}

G_END_DECLS
