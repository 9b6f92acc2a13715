/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-pack.h"

G_BEGIN_DECLS

/* fc-map-words.c */
char *fc_map_words_plain  (const char *html);
char *fc_map_name_of_file (const char *name);

G_END_DECLS
