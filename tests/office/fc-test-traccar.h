/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define FC_TEST_TOKEN "RzBFAiEA+good/token="

/* A small server that speaks as Traccar does, well or badly. Main thread. */
typedef struct {
  SoupServer *server;
  char *url;
  SoupWebsocketConnection *socket; /* (nullable): the last that was opened */
  char *devices;                   /* what it says of them */
  char *history;                   /* … and where they were */
  char *asked;                     /* (nullable): the last query for it */
  gboolean refuses;                /* every token */
  gboolean garbles;                /* answers with no JSON */
  gboolean redirects;
  guint n_sign_ins;
  guint n_sockets;
} FcTestTraccar;

FcTestTraccar *fc_test_traccar_new  (void);
void           fc_test_traccar_free (FcTestTraccar *self);
void           fc_test_traccar_say  (FcTestTraccar *self,
                                     const char    *text);
void           fc_test_traccar_drop (FcTestTraccar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTestTraccar, fc_test_traccar_free)

G_END_DECLS
