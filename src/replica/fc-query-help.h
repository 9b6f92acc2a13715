/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-rows.h"

G_BEGIN_DECLS

/* For the queries of replica/<module>, on a reader's thread. */

/* Ids of the rows that :search finds, of any entity. */
#define FC_SEARCH_IDS                                                                                                  \
  "SELECT r.row_id FROM search_index x JOIN search_row r ON r.n = x.rowid WHERE x.text MATCH :search"

/* An audit line names its row by the text of the id; a blob's hex in SQLite has no dashes and capitals. */
#define FC_ID_TEXT(id)                                                                                                 \
  "lower (substr (hex (" id "), 1, 8) || '-' || substr (hex (" id "), 9, 4) || '-' ||"                                 \
  " substr (hex (" id "), 13, 4) || '-' || substr (hex (" id "), 17, 4) || '-' || substr (hex (" id "), 21))"

FcId      *fc_query_dup_id      (const FcId   *id); /* nullable in and out */
/* @where: what follows WHERE, with one parameter. NULL without an error: no such row. */
FcRecord  *fc_query_one_by_id   (FcDb         *db,
                                 FcEntity      entity,
                                 const char   *where,
                                 const FcId   *id,
                                 GError      **error);
FcRecord  *fc_query_one_by_text (FcDb         *db,
                                 FcEntity      entity,
                                 const char   *where,
                                 const char   *text,
                                 GError      **error);
GPtrArray *fc_query_all         (FcDb         *db,
                                 FcEntity      entity,
                                 const char   *where, /* and ORDER BY; no parameters */
                                 GError      **error);

/* Shifts that were opened by mistake: their rows are kept, and stand for nothing. */
#define FC_DISCARDED_SHIFTS "(SELECT id FROM shift WHERE state = 'discarded')"

G_END_DECLS
