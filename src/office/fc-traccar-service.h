/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-keyring.h"
#include "fc-replica.h"

G_BEGIN_DECLS

#define FC_TRACCAR_SETTING "traccar_url" /* of the company's settings */

/*
 * Brings the positions of a Traccar server in as they come, and those that were missed meanwhile, for vehicles whose tracker's
 * number the server knows. Works where the company has named a server, this computer has a token for it and the person may
 * change vehicles; rests elsewhere. Main thread.
 *
 * "changed": fc_traccar_service_get_state() says something else.
 */
typedef enum {
  FC_TRACCAR_OFF,      /* not set up, or not on this computer */
  FC_TRACCAR_TRYING,
  FC_TRACCAR_LIVE,
} FcTraccarState;

#define FC_TYPE_TRACCAR_SERVICE (fc_traccar_service_get_type ())
G_DECLARE_FINAL_TYPE (FcTraccarService, fc_traccar_service, FC, TRACCAR_SERVICE, GObject)

FcTraccarService *fc_traccar_service_new         (FcReplica        *replica);
void              fc_traccar_service_set_waits   (FcTraccarService *self,
                                                  const guint      *milliseconds,
                                                  guint             n); /* tests */
void              fc_traccar_service_start       (FcTraccarService *self);
void              fc_traccar_service_start_later (FcTraccarService *self,
                                                  guint             ms);
void              fc_traccar_service_stop        (FcTraccarService *self);
FcTraccarState    fc_traccar_service_get_state   (FcTraccarService *self);
const char       *fc_traccar_service_get_problem (FcTraccarService *self); /* nullable */
const char       *fc_traccar_service_get_url     (FcTraccarService *self); /* nullable */
guint             fc_traccar_service_n_matched   (FcTraccarService *self); /* devices with a vehicle */

/* Where this computer's token for a company's server lies; never in files. */
FcKeyring        *fc_traccar_keyring_new         (FcReplica        *replica);

G_END_DECLS
