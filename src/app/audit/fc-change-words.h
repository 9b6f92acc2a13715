/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-field-text.h"
#include "fc-op.h"

G_BEGIN_DECLS

/* A change, in the words of the person who made it. */

/* One field of it; texts are translated and for reading. */
typedef struct {
  char *title;
  char *before; /* nullable: there was nothing */
  char *after;  /* nullable: it is gone */
  char *drawing; /* nullable: strokes of a signature, see fc-strokes.h */
} FcChangeLine;

void        fc_change_line_free    (gpointer            line);

/* What people call records: FcId* → char*, of fc_record_names_finish(). */
GHashTable *fc_record_words_new    (GPtrArray          *names);
/* "Nozzle 3 1A"; the sort of record alone where it has no name here. (transfer full) */
char       *fc_record_words_of     (GHashTable         *words,
                                    const char         *entity,
                                    const FcId         *id);

/* "Submitted the shift", "Added: Product". (transfer full) */
char       *fc_action_words        (const char         *action,
                                    const char         *entity);
GPtrArray  *fc_change_lines        (const char         *entity,
                                    const char         *before, /* nullable, JSON */
                                    const char         *after,  /* nullable, JSON */
                                    GHashTable         *words,
                                    const FcFieldUnits *units); /* FcChangeLine */
GPtrArray  *fc_op_lines            (const FcOp         *op,
                                    GHashTable         *words,
                                    const FcFieldUnits *units); /* FcChangeLine */
char       *fc_change_value_text   (const char         *entity,
                                    int                 field,
                                    const char         *json,   /* nullable */
                                    GHashTable         *words,
                                    const FcFieldUnits *units);
/* "Name: Diesel → Diesel B7 · Colour: …" (transfer full) */
char       *fc_change_summary      (GPtrArray          *lines,
                                    guint               most);
char       *fc_change_line_text    (const FcChangeLine *line);
/* fc-change-row.c */
GtkWidget  *fc_change_line_row     (const FcChangeLine *line);

G_END_DECLS
