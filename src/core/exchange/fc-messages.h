/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an import found, line by line: shown in the preview, never a reason to stop by itself. */

typedef enum {
  FC_SEVERITY_NOTE,    /* read as meant; good to know */
  FC_SEVERITY_WARNING, /* read, but look at it */
  FC_SEVERITY_ERROR,   /* this line was left out */
} FcSeverity;

typedef struct {
  FcSeverity  severity;
  guint       line; /* 1-based; 0: the whole file */
  const char *file; /* (nullable): interned base name */
  char       *text; /* a sentence */
} FcMessage;

/* At most FC_MESSAGES_MAX are kept; the counters go on. */
#define FC_MESSAGES_MAX 1000

typedef struct {
  GPtrArray *items; /* of FcMessage, in the order they were found */
  guint      n_notes;
  guint      n_warnings;
  guint      n_errors;
} FcMessages;

FcMessages      *fc_messages_new            (void);
void             fc_messages_free           (FcMessages       *self);
void             fc_messages_add            (FcMessages       *self,
                                             FcSeverity        severity,
                                             const char       *file,
                                             guint             line,
                                             const char       *format,
                                             ...) G_GNUC_PRINTF (5, 6);
void             fc_messages_append         (FcMessages       *self,
                                             const FcMessages *other);
guint            fc_messages_get_n_items    (const FcMessages *self);
const FcMessage *fc_messages_get            (const FcMessages *self,
                                             guint             position);
char            *fc_message_to_string       (const FcMessage  *message);
const char      *fc_severity_to_string      (FcSeverity        severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcMessages, fc_messages_free)

G_END_DECLS
