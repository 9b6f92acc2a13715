/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bent-hub.h"
#include "office.h"

G_BEGIN_DECLS

/* An office that is level with a hub which may be bent at any time. */
typedef struct {
  Company *company;
  BentHub *hub;
  Office *a;
  FcId known; /* a product that both had before */
} BentOffice;

void        bent_office_set_up       (BentOffice    *self,
                                      gconstpointer  data);
void        bent_office_tear_down    (BentOffice    *self,
                                      gconstpointer  data);
void        bent_office_wait_told    (BentOffice    *self,
                                      const char    *sentence); /* pattern of the status text */
void        bent_office_watch        (BentOffice    *self);     /* for a moment: it does not ask without end */
void        bent_office_assert_known (BentOffice    *self);
void        bent_office_heal         (BentOffice    *self);     /* the truth again, and level with it */
gint64      bent_office_version      (BentOffice    *self,
                                      const FcId    *product);  /* -1: it is not here */

void        bent_say_text            (SoupServerMessage *answer,
                                      const char    *text,
                                      gssize         size);     /* -1: to its end */
void        bent_say_instead         (SoupServerMessage *answer,
                                      GBytes        *plain,
                                      const char    *from,      /* in what the hub said, everywhere */
                                      const char    *to);

G_END_DECLS
