/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How often something may be asked. Two kinds: a budget per minute, and a growing delay after failures (never a lock-out:
 * the right password works again once the delay is over). One thread. Times are monotonic µs.
 */
typedef struct _FcHubLimits FcHubLimits;

FcHubLimits *fc_hub_limits_new     (void);
void         fc_hub_limits_free    (FcHubLimits *self);
guint        fc_hub_limits_spend   (FcHubLimits *self,
                                    const char  *key,
                                    guint        per_minute,
                                    gint64       now);
guint        fc_hub_limits_wait    (FcHubLimits *self,
                                    const char  *key,
                                    gint64       now);
void         fc_hub_limits_failed  (FcHubLimits *self,
                                    const char  *key,
                                    guint        free_tries,
                                    gint64       now);
void         fc_hub_limits_passed  (FcHubLimits *self,
                                    const char  *key);
void         fc_hub_limits_sweep   (FcHubLimits *self,
                                    gint64       now);

G_END_DECLS
