/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-rule.h"
#include "fc-time.h"

G_BEGIN_DECLS

#define FC_ALERT_DIGEST_KEPT 60 /* so many days that are done with are remembered */

/* Whether the day's digest is to be told now. */
typedef struct {
  int hour;           /* 0 … 23, by the clock on the wall */
  const FcDate *done; /* (array length=n_done) (nullable): days that have had theirs, in any order */
  guint n_done;
  gint64 started_us;  /* UTC µs: the program runs, and somebody sits there, since then */
  gint64 synced_us;   /* UTC µs: as of then the server's news are here; 0: never */
  gboolean alone;     /* there is no server */
  gboolean judged;    /* the rules were looked at since then */
} FcAlertDigestState;

typedef struct {
  gboolean due;
  FcDate day;         /* of which it is, where it is due: to be kept before it is told */
  gint64 next_us;     /* UTC µs: by then it is worth asking again, though nothing has happened; always to come */
} FcAlertDigestTurn;

FcAlertDigestTurn fc_alert_digest_turn  (const FcAlertDigestState *state,
                                         gint64                    now_us,
                                         GTimeZone                *zone);
gint64            fc_alert_digest_since (int                       hour,
                                         FcDate                    day,
                                         GTimeZone                *zone);

/* What it says. */
typedef struct {
  guint n[FC_ALERT_CRITICAL + 1]; /* by FcAlertSeverity */
  guint n_fresh;                  /* of them new since yesterday */
} FcAlertDigest;

guint fc_alert_digest_count (const FcAlertDigest *self);
char *fc_alert_digest_title (const FcAlertDigest *self);
char *fc_alert_digest_fresh (const FcAlertDigest *self); /* nullable */

/* The days that have had theirs, as a text that is kept. */
GArray *fc_alert_digest_days_parse (const char *text); /* (nullable) → FcDate */
char   *fc_alert_digest_days_add   (const char *text,  /* nullable */
                                    FcDate      day);

G_END_DECLS
