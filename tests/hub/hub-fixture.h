/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "fc-command.h"
#include "fc-hub.h"
#include "fc-wire.h"

G_BEGIN_DECLS

/* A hub of two companies, "acme" and "rival", served on a free port of loopback, and what a client needs to talk to it. */
#define ADMIN    "ada@acme.example"
#define PASSWORD "correct horse"

typedef struct {
  char *folder;
  char *store; /* (nullable): where that is elsewhere */
  FcHub *hub;
  SoupSession *http;
  FcHubConfig config;
} HubFixture;

/* What came back. */
typedef struct {
  guint status;
  char *retry_after;
  char *type;
  JsonNode *body; /* nullable */
  GBytes *bytes;
} Reply;

/* Somebody who has signed in. */
typedef struct {
  HubFixture *fixture;
  char *access, *refresh;
  FcId tenant_id, user_id, client_id;
  char *tenant; /* text of tenant_id */
  gint64 seq;   /* client_seq */
} Client;

/* Where the companies are kept: what a test's set_up gets as its data. */
#define ON_SQLITE     NULL
#define ON_POSTGRESQL "postgresql"

/* The same test on every store; @path begins with "/hub/". */
#define hub_fixture_add(path, Type, set_up, func, tear_down)                         \
  do                                                                                \
    {                                                                               \
      g_test_add ("/hub/" path, Type, ON_SQLITE, set_up, func, tear_down);           \
      if (hub_fixture_has_postgresql ())                                            \
        g_test_add ("/hub/postgresql/" path, Type, ON_POSTGRESQL, set_up, func, tear_down); \
      else                                                                          \
        g_test_add_func ("/hub/postgresql/" path, hub_fixture_skip_postgresql);      \
    }                                                                               \
  while (0)
gboolean    hub_fixture_has_postgresql (void);
void        hub_fixture_skip_postgresql (void);
void        hub_fixture_new_folder (HubFixture *fixture,
                                    gconstpointer store);
void        hub_fixture_set_up    (HubFixture   *fixture,
                                   gconstpointer data);
void        hub_fixture_tear_down (HubFixture   *fixture,
                                   gconstpointer data);
void        hub_fixture_start     (HubFixture   *fixture);
void        hub_fixture_stop      (HubFixture   *fixture);
void        hub_fixture_restart   (HubFixture   *fixture);
JsonObject *hub_fixture_admin     (HubFixture   *fixture,
                                   const char   *json);
gint64      hub_fixture_count     (HubFixture   *fixture,
                                   const char   *table);

char       *hub_fixture_metrics   (HubFixture   *fixture);

Reply      *hub_send              (HubFixture   *fixture,
                                   const char   *method,
                                   const char   *path,
                                   const char   *token,  /* nullable */
                                   const char   *tenant, /* nullable */
                                   GBytes       *body);  /* nullable */
Reply      *hub_send_message      (HubFixture   *fixture,
                                   SoupMessage  *message,
                                   GBytes       *body);  /* nullable */
Reply      *hub_post              (HubFixture   *fixture,
                                   const char   *path,
                                   const char   *json);
guint       hub_sync_status       (HubFixture   *fixture,
                                   const char   *token,   /* nullable */
                                   const char   *tenant); /* nullable */
void        reply_free            (Reply        *reply);
const char *reply_text            (Reply        *reply,
                                   const char   *member);
const char *reply_code            (Reply        *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

Client     *client_sign_in        (HubFixture   *fixture,
                                   const char   *tenant,
                                   const char   *email,
                                   const char   *password);
void        client_free           (Client       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)
FcOp       *client_op             (Client       *self,
                                   FcOp         *op); /* (transfer full): stamped with who sends it */
Reply      *client_send_ops       (Client       *self,
                                   GPtrArray    *ops, /* (nullable) FcOp */
                                   const FcCursor *cursor); /* nullable */
FcSyncReply *client_sync_ops      (Client       *self,
                                   GPtrArray    *ops, /* (nullable) FcOp */
                                   const FcCursor *cursor); /* nullable */
FcSyncReply *client_push          (Client       *self,
                                   FcOp         *op); /* (transfer full) */
FcRecord   *client_fetch          (Client       *self,
                                   FcEntity      entity,
                                   const FcId   *id); /* nullable */
FcRecord   *client_make_station   (Client       *self,
                                   const char   *code);
Client     *client_make_user      (Client       *self, /* an administrator */
                                   const char   *email,
                                   const char   *role,
                                   FcRecord     *station);
FcWireResult *result_of           (FcSyncReply  *reply,
                                   guint         n);

FcRecord   *new_station           (const char   *code);
FcRecord   *new_product           (const char   *code);
FcRecord   *new_user              (const char   *email,
                                   const char   *role,
                                   const FcId   *station);

G_END_DECLS
