/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-news.h"

G_BEGIN_DECLS

/*
 * Finds what the person at the desk should hear of, once each, also across restarts. Signals: "news" (FcNews *) for each piece
 * that is new, "settled" (char *key) when one is no news any more. Where nobody has been told anything yet, what is there is
 * taken as known. Main thread.
 */
#define FC_TYPE_HERALD (fc_herald_get_type ())
G_DECLARE_FINAL_TYPE (FcHerald, fc_herald, FC, HERALD, GObject)

FcHerald *fc_herald_new (FcReplica *replica);

G_END_DECLS
