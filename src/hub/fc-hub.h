/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "fc-id.h"

G_BEGIN_DECLS

#define FC_HUB_ERROR (fc_hub_error_quark ())
typedef enum {
  FC_HUB_ERROR_FAILED,    /* the store or the machine refused; the sentence says what */
  FC_HUB_ERROR_CONFIG,    /* a setting that is not safe or not readable */
  FC_HUB_ERROR_EXISTS,    /* there is one already */
  FC_HUB_ERROR_NOT_FOUND, /* no such tenant, user or store */
  FC_HUB_ERROR_INVALID,   /* a value breaks a rule */
  FC_HUB_ERROR_NEWER,     /* the store was made by a newer version of the program */
  FC_HUB_ERROR_FULL,      /* no room on the disk */
  FC_HUB_ERROR_FORKED,    /* two programs push as one client; never leaves the hub */
  FC_HUB_ERROR_AHEAD,  /* a client has read more than there is; never leaves the hub */
  FC_HUB_ERROR_OUTDATED,  /* a program that is older than what is served; never leaves the hub */
  FC_HUB_ERROR_STALE,     /* roles or users changed meanwhile: look again; never leaves the hub */
} FcHubError;
GQuark fc_hub_error_quark (void);

#define FC_HUB_API "/api/v1"

/* How a hub serves. Fill it with fc_hub_config_init(), then change what differs. Strings are borrowed. */
typedef struct {
  const char *folder;            /* of the hub, and of its store where store is NULL */
  const char *store;             /* (nullable): postgresql://…; NULL: as the folder has it */
  const char *blobs;             /* (nullable): folder of the attachments, one for all hubs on a store; NULL: in folder */
  const char *address;           /* "127.0.0.1" */
  guint16 port;                  /* 0: a free one */
  const char *certificate;       /* PEM file; NULL: plain HTTP, on loopback or behind a proxy only */
  const char *key;               /* PEM file */
  gboolean behind_proxy;         /* somebody else does TLS and says X-Forwarded-For */
  int metrics_port;              /* on loopback; 0: a free one, -1: none */
  gboolean cheap_hashing;        /* for tests only: passwords hashed with the least work */
  gboolean quiet;                /* no line per request */
  guint connections_per_address; /* at once */
  guint requests_per_minute;     /* per token, or per address before sign-in */
  guint syncs_per_minute;        /* per token */
  guint idle_seconds;            /* a connection may be silent */
  guint request_seconds;         /* from the first byte of a request to the last one of its body */
  guint ping_seconds;            /* between pings on a socket for hints */
  int oldest_schema;             /* programs below that version may send, and get nothing */
} FcHubConfig;

void       fc_hub_config_init     (FcHubConfig       *config,
                                   const char        *folder);

/* A new store: one tenant, its default roles, its administrator. Strings are borrowed. */
typedef struct {
  const char *tenant_name;
  const char *tenant_slug;
  const char *admin_email;
  const char *admin_name;
  const char *admin_password;
  const char *currency;          /* (nullable): USD */
  const char *time_zone;         /* (nullable): America/New_York */
  const char *store;             /* (nullable): postgresql://…; NULL: a file in the folder */
  gboolean cheap_hashing;
} FcHubSetup;

gboolean   fc_hub_create_store    (const char        *folder,
                                   const FcHubSetup  *setup,
                                   GError           **error);

/*
 * The hub in this process: its HTTP side lives in the main context that was the thread's default at fc_hub_start(),
 * the store on a thread of its own. Used by forecourt-hub serve and, on an ephemeral port, by tests.
 */
#define FC_TYPE_HUB (fc_hub_get_type ())
G_DECLARE_FINAL_TYPE (FcHub, fc_hub, FC, HUB, GObject)

FcHub      *fc_hub_new            (const FcHubConfig *config,
                                   GError           **error);
gboolean    fc_hub_start          (FcHub             *self,
                                   GError           **error);
void        fc_hub_stop           (FcHub             *self);
const char *fc_hub_get_uri        (FcHub             *self);
guint16     fc_hub_get_port       (FcHub             *self);
guint16     fc_hub_get_metrics_port (FcHub           *self);

/* What the subcommands user, tenant and backup ask for: one object in, one out; see fc-hub-admin.c. Waits for the store. */
JsonObject *fc_hub_admin          (FcHub             *self,
                                   JsonObject        *request,
                                   GError           **error);

G_END_DECLS
