/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub.h"

G_BEGIN_DECLS

#define FC_HUB_TLS_FOLDER   "tls"
#define FC_HUB_CERTIFICATE  "server.pem" /* with the CA's behind it */
#define FC_HUB_KEY          "server-key.pem"
#define FC_HUB_AUTHORITY    "ca.pem"
#define FC_HUB_ENROLMENT    "enrolment.json"

gboolean fc_hub_make_certificates (const char         *folder,
                                   const char *const  *names,
                                   GError            **error);
gboolean fc_hub_write_enrolment   (const char         *folder,
                                   const char         *uri,
                                   const char         *tenant_slug,
                                   GError            **error);

G_END_DECLS
