/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub.h"
#include "fc-replica-sync.h"
#include "fc-session.h"

G_BEGIN_DECLS

/* A hub in this process, and offices that sign in to it. */
#define ADMIN_EMAIL    "ada@acme.example"
#define ADMIN_PASSWORD "correct horse battery"

typedef struct {
  char *folder;
  FcHub *hub;
} Company;

typedef struct {
  char *folder;
  FcReplica *replica;
  FcSession *session;
} Office;

Company   *company_new         (void);
Company   *company_new_secure  (void);  /* HTTPS with an authority of its own */
FcEnrolment *company_enrol     (Company     *self);
void       company_free        (Company     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Company, company_free)

Office    *office_new          (void);
void       office_free         (Office      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Office, office_free)
Office    *office_copy         (Office      *self);
void       office_restart      (Office      *self);
gboolean   office_sign_in      (Office      *self,
                                const char  *hub_uri,
                                const char  *email,
                                const char  *password,
                                GError     **error);
gboolean   office_sign_in_trusting (Office  *self,
                                const char  *hub_uri,
                                GTlsCertificate *authority,
                                const char  *email,
                                const char  *password,
                                GError     **error);
void       office_sign_in_admin (Office     *self,
                                const char  *hub_uri);
FcId       office_add_product  (Office      *self,
                                const char  *code);
FcId       office_add_station  (Office      *self,
                                const char  *code);
FcRecord  *office_find         (Office      *self,
                                FcEntity     root,
                                const FcId  *id);
gboolean   office_has          (Office      *self,
                                FcEntity     root,
                                const FcId  *id);
gboolean   office_is_level     (Office      *self);
void       office_remove_folder (const char *folder);

typedef gboolean (*Condition) (gpointer data);
gboolean   wait_for            (Condition    condition,
                                gpointer     data,
                                double       seconds);
void       wait_level          (Office      *self);
void       result_cb           (GObject     *source,
                                GAsyncResult *result,
                                gpointer     user_data);
void       wait_result         (GAsyncResult **result,
                                double       seconds);

G_END_DECLS
