/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-application.h"
#include "fc-message-page.h"
#include "fc-control.h"
#include "fc-window-private.h"

G_BEGIN_DECLS

struct _FcApplication {
  AdwApplication parent_instance;

  char *profile;  /* nullable: the usual one */
  char *data_dir; /* nullable: the usual folder */
  GSettings *settings;
  GFile *folder;
  GFile *rescue_into; /* (nullable): another folder, while a rescue works */
  FcWindow *window;
  FcReplica *replica;
  FcSession *session;
  FcControl *control; /* (nullable): how forecourtctl asks for things */
  FcContext *context;
  GPtrArray *waiting_uris; /* to open once pages can show */
  gboolean opening;
  gboolean wanted;         /* somebody asked for the window and waits for it */
  guint present_timeout; /* while the window waits for something to show */
};

/* The way from a folder to pages; each step shows what it needs in the window. */
void fc_application_open_replica  (FcApplication *self);
FcMessagePage *fc_application_show_message (FcApplication *self,
                                            const char    *icon_name,
                                            const char    *title,
                                            const char    *text);
void fc_application_tell_progress (const char    *step,
                                   gint64         done,
                                   gint64         total,
                                   gpointer       self);
/* fc-application-rescue.c */
void fc_application_show_damage   (FcApplication *self,
                                   const GError  *error);
void fc_application_show_disk_error (FcApplication *self,
                                   const GError  *error);
void fc_application_show_read_only (FcApplication *self,
                                   const GError  *error);
gboolean fc_application_misses_folder (FcApplication *self);
void fc_application_show_sign_in  (FcApplication *self);
void fc_application_show_sign_in_of_another (FcApplication *self);
void fc_application_act_as        (FcApplication *self,
                                   const FcId    *user_id);
void fc_application_switch_to     (FcApplication *self,
                                   const FcId    *user_id); /* who has shown that by a PIN */
void fc_application_sign_in_as    (FcApplication *self,
                                   FcRecord      *user,
                                   const char    *password, /* the right one */
                                   const char    *new_password); /* nullable */
void fc_application_close_replica (FcApplication *self);
void fc_application_restart       (FcApplication *self); /* closes and opens again: after a restore */
void fc_application_restore       (FcApplication *self,
                                   GFile         *backup);
void fc_application_clear_folder  (FcApplication *self); /* a company that was begun here but not finished */
void fc_application_clear_data    (FcApplication *self); /* all of it, after asking */
void fc_application_wipe_async    (FcApplication *self,
                                   gboolean       lost,
                                   GAsyncReadyCallback callback,
                                   gpointer       user_data);
gboolean fc_application_wipe_finish (FcApplication *self,
                                   GAsyncResult  *result,
                                   GError       **error);
void fc_application_part          (FcApplication *self); /* the company wants the copy gone: from here on nothing is shown of it */
void fc_application_bid_farewell  (FcApplication *self); /* and all that waited has been sent */
void fc_application_set_ready     (FcApplication *self);
void fc_application_ensure_window (FcApplication *self);
void fc_application_present       (FcApplication *self);
void fc_application_present_soon  (FcApplication *self);
void fc_application_set_interval  (FcApplication *self);
void fc_application_open_waiting  (FcApplication *self);
void fc_application_sign_out      (FcApplication *self);
void fc_application_install_actions (FcApplication *self);

G_END_DECLS
