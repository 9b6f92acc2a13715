/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-logo-row.h"

#include "fc-json-switch.h"
#include "fc-logo.h"

#include <glib/gi18n.h>

#define PREVIEW_WIDTH  96
#define PREVIEW_HEIGHT 32

struct _FcLogoRow {
  AdwActionRow parent_instance;

  FcPage *page;
  GCancellable *cancellable; /* of what is read or kept; gone with the row */
  GtkNativeDialog *chooser;
  GtkWidget *picture;
  GtkWidget *choose;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (FcLogoRow, fc_logo_row, ADW_TYPE_ACTION_ROW)

/* Why the logo that the company bears cannot be shown here. */
static const char *
why_absent (FcLogoRow  *self,
            const char *sha256)
{
  FcSession *session = fc_context_get_session (fc_page_get_context (self->page));
  FcBlobState state = session != NULL ? fc_blob_transfer_get_state (fc_session_get_blobs (session), sha256) : FC_BLOB_AWAY;

  if (session == NULL || !fc_replica_has_hub (fc_page_get_replica (self->page)))
    return _ ("The logo is not on this computer any more: choose it again");
  if (state == FC_BLOB_COMING || state == FC_BLOB_AWAY)
    return _ ("The logo is not on this computer yet: it comes by itself, once the server has it");
  return _ ("The logo cannot be shown: choose it again");
}

/* @logo: (nullable). @named: (nullable): the one that the company bears, even if it cannot be shown here. */
static void
show (FcLogoRow  *self,
      GBytes     *logo,
      const char *named)
{
  g_autoptr (GdkTexture) texture = logo != NULL ? gdk_texture_new_from_bytes (logo, NULL) : NULL;
  g_autofree char *hint = g_strdup_printf (_ ("PNG or SVG, at most %d MB"), FC_LOGO_BYTES / 1024 / 1024);

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->picture, texture != NULL);
  gtk_widget_set_visible (self->remove, named != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), named != NULL && texture == NULL ? why_absent (self, named) : hint);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcLogoRow) self = user_data;
  g_autoptr (GBytes) logo = fc_logo_load_finish (FC_REPLICA (source), result);
  g_autofree char *named = fc_branding_text (fc_replica_get_tenant (FC_REPLICA (source)), FC_LOGO_MEMBER);

  if (!g_cancellable_is_cancelled (self->cancellable))
    show (self, logo, named);
}

static void
load (FcLogoRow *self)
{
  fc_logo_load_async (fc_page_get_replica (self->page), self->cancellable, loaded_cb, g_object_ref (self));
}

/* It may be the logo that has come. */
static void
blob_changed_cb (FcBlobTransfer *blobs,
                 const char     *sha256,
                 FcLogoRow      *self)
{
  g_autofree char *named = fc_branding_text (fc_replica_get_tenant (fc_page_get_replica (self->page)), FC_LOGO_MEMBER);

  if (g_strcmp0 (named, sha256) == 0)
    load (self);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcLogoRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = fc_logo_add_finish (FC_REPLICA (source), result, &error);
  JsonNode *value;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (sha256 == NULL)
    {
      fc_page_tell_error (self->page, error);
      return;
    }
  value = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (value, sha256);
  fc_json_member_save (self->page, FC_TENANT_BRANDING, FC_LOGO_MEMBER, value);
}

static void
chosen_cb (FcLogoRow *self,
           int        response)
{
  g_autoptr (GFile) file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    fc_logo_add_async (fc_page_get_replica (self->page), file, self->cancellable, kept_cb, g_object_ref (self));
}

static void
choose_cb (FcLogoRow *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = GTK_NATIVE_DIALOG (
    gtk_file_chooser_native_new (_ ("Choose the logo"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL));
  gtk_file_filter_set_name (filter, _ ("Pictures (PNG, SVG)"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/svg+xml");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static void
remove_cb (FcLogoRow *self)
{
  fc_json_member_save (self->page, FC_TENANT_BRANDING, FC_LOGO_MEMBER, NULL);
}

static void
fc_logo_row_dispose (GObject *object)
{
  FcLogoRow *self = FC_LOGO_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (fc_logo_row_parent_class)->dispose (object);
}

static void
fc_logo_row_finalize (GObject *object)
{
  FcLogoRow *self = FC_LOGO_ROW (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (fc_logo_row_parent_class)->finalize (object);
}

static void
fc_logo_row_class_init (FcLogoRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_logo_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_logo_row_finalize;
}

static void
fc_logo_row_init (FcLogoRow *self)
{
  self->cancellable = g_cancellable_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Logo on reports"));
  self->picture = gtk_picture_new ();
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), _ ("The company’s logo"));
  gtk_widget_set_size_request (self->picture, PREVIEW_WIDTH, PREVIEW_HEIGHT);
  gtk_widget_set_valign (self->picture, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->picture, "paper");
  self->choose = gtk_button_new_with_mnemonic (_ ("_Choose…"));
  gtk_widget_set_valign (self->choose, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->choose, _ ("Choose the logo"));
  self->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->remove, _ ("Remove the logo"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove the logo"), -1);
  gtk_widget_add_css_class (self->remove, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->picture);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->choose);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->remove);
  g_signal_connect_swapped (self->choose, "clicked", G_CALLBACK (choose_cb), self);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  show (self, NULL, NULL);
}

GtkWidget *
fc_logo_row_new (FcPage *page)
{
  FcLogoRow *self = g_object_new (FC_TYPE_LOGO_ROW, NULL);
  FcSession *session = fc_context_get_session (fc_page_get_context (page));

  self->page = page;
  gtk_widget_set_sensitive (GTK_WIDGET (self), fc_context_may (fc_page_get_context (page), "company.edit"));
  g_signal_connect_object (fc_page_get_replica (page), "actor-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  if (session != NULL)
    g_signal_connect_object (fc_session_get_blobs (session), "changed", G_CALLBACK (blob_changed_cb), self, 0);
  load (self);
  return GTK_WIDGET (self);
}
