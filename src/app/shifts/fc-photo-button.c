/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-photo-button.h"

#include <glib/gi18n.h>

#include "fc-blob-store.h"
#include "fc-window.h"

#define SIDE 72

struct _FcPhotoButton {
  GtkButton parent_instance;

  FcReplica *replica;
  FcRecord *attachment;
  FcBlobTransfer *blobs;     /* (nullable): while it is shown */
  gulong changed;
  GCancellable *cancellable; /* (nullable): of the picture being made */
  gboolean has_picture;

  GtkWidget *picture;        /* a GtkPicture, or a GtkImage in its place */
  GtkWidget *overlay;
  GtkWidget *mark;           /* GtkImage in the corner */
};

G_DEFINE_FINAL_TYPE (FcPhotoButton, fc_photo_button, GTK_TYPE_BUTTON)

/* What a state looks like; the sentence is for the tooltip and for those who hear the page. */
static const struct {
  const char *mark;        /* (nullable) icon in the corner of the picture */
  const char *placeholder; /* icon where there is no picture */
  const char *sentence;    /* nullable */
} looks[] = {
  [FC_BLOB_HERE] = { NULL, "image-x-generic-symbolic", NULL },
  [FC_BLOB_ONLY_HERE] = { "network-transmit-symbolic", "image-x-generic-symbolic",
                          N_ ("On this computer only yet; it is sent as soon as the server answers") },
  [FC_BLOB_SENDING] = { "network-transmit-symbolic", "image-x-generic-symbolic", N_ ("Being sent to the server") },
  [FC_BLOB_REFUSED] = { "dialog-warning-symbolic", "image-x-generic-symbolic",
                        N_ ("On this computer only: the server does not take this photo") },
  [FC_BLOB_AWAY] = { NULL, "image-missing-symbolic", N_ ("Not on this computer; it comes when the server answers") },
  [FC_BLOB_COMING] = { NULL, "content-loading-symbolic", N_ ("Being fetched from the server") },
  [FC_BLOB_SPOILT] = { "dialog-warning-symbolic", "image-missing-symbolic",
                       N_ ("Not on this computer: what the server has is not this photo. “Sync now” fetches it again") },
};

static const char *
sha256_of (FcPhotoButton *self)
{
  return fc_record_get_text (self->attachment, FC_ATTACHMENT_SHA256);
}

static void
thumbnail_made_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (FcPhotoButton) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) small = fc_blob_store_thumbnail_finish (FC_REPLICA (source), result, &error);
  g_autoptr (GdkTexture) texture = small != NULL ? gdk_texture_new_from_bytes (small, NULL) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (texture == NULL)
    return;
  self->has_picture = TRUE;
  self->picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->picture);
}

static void
show_state (FcPhotoButton *self)
{
  FcBlobState state
      = self->blobs != NULL ? fc_blob_transfer_get_state (self->blobs, sha256_of (self)) : FC_BLOB_HERE;
  g_autofree char *name = g_strdup_printf (_ ("Photo %s"), fc_record_get_text (self->attachment, FC_ATTACHMENT_NAME));
  const char *sentence = looks[state].sentence != NULL ? _ (looks[state].sentence) : NULL;
  g_autofree char *both = sentence != NULL ? g_strconcat (name, "\n", sentence, NULL) : g_strdup (name);

  gtk_widget_set_visible (self->mark, looks[state].mark != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), looks[state].mark);
  if (!self->has_picture)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->picture), looks[state].placeholder);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), both);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence != NULL ? sentence : "", -1);
  if (!self->has_picture && self->cancellable == NULL && state < FC_BLOB_AWAY)
    {
      self->cancellable = g_cancellable_new ();
      fc_blob_store_thumbnail_async (self->replica, sha256_of (self), SIDE, self->cancellable, thumbnail_made_cb,
                                     g_object_ref (self));
    }
}

static void
changed_cb (FcBlobTransfer *blobs,
            const char     *sha256,
            FcPhotoButton  *self)
{
  if (g_strcmp0 (sha256, sha256_of (self)) == 0)
    show_state (self);
}

static void
fc_photo_button_map (GtkWidget *widget)
{
  FcPhotoButton *self = FC_PHOTO_BUTTON (widget);
  FcWindow *window = fc_window_of (widget);
  FcContext *context = window != NULL ? fc_window_get_context (window) : NULL;
  FcSession *session = context != NULL ? fc_context_get_session (context) : NULL;

  GTK_WIDGET_CLASS (fc_photo_button_parent_class)->map (widget);
  if (session != NULL && self->blobs == NULL)
    {
      self->blobs = g_object_ref (fc_session_get_blobs (session));
      self->changed = g_signal_connect (self->blobs, "changed", G_CALLBACK (changed_cb), self);
      fc_blob_transfer_want (self->blobs, self->attachment);
    }
  show_state (self);
}

static void
fc_photo_button_unmap (GtkWidget *widget)
{
  FcPhotoButton *self = FC_PHOTO_BUTTON (widget);

  if (self->blobs != NULL)
    g_clear_signal_handler (&self->changed, self->blobs);
  g_clear_object (&self->blobs);
  GTK_WIDGET_CLASS (fc_photo_button_parent_class)->unmap (widget);
}

static void
fc_photo_button_dispose (GObject *object)
{
  FcPhotoButton *self = FC_PHOTO_BUTTON (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->blobs != NULL)
    g_clear_signal_handler (&self->changed, self->blobs);
  g_clear_object (&self->blobs);
  g_clear_object (&self->replica);
  g_clear_object (&self->attachment);
  G_OBJECT_CLASS (fc_photo_button_parent_class)->dispose (object);
}

static void
fc_photo_button_class_init (FcPhotoButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_photo_button_dispose;
  widget_class->map = fc_photo_button_map;
  widget_class->unmap = fc_photo_button_unmap;
}

static void
fc_photo_button_init (FcPhotoButton *self)
{
  self->overlay = gtk_overlay_new ();
  self->picture = gtk_image_new ();
  self->mark = gtk_image_new ();
  gtk_widget_set_halign (self->mark, GTK_ALIGN_END);
  gtk_widget_set_valign (self->mark, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->mark, "osd");
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->picture);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->mark);
  gtk_button_set_child (GTK_BUTTON (self), self->overlay);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
}

/**
 * fc_photo_button_new:
 *
 * Returns: (transfer floating): without an action
 */
GtkWidget *
fc_photo_button_new (FcReplica *replica,
                     FcRecord  *attachment)
{
  FcPhotoButton *self = g_object_new (FC_TYPE_PHOTO_BUTTON, NULL);

  self->replica = g_object_ref (replica);
  self->attachment = g_object_ref (attachment);
  show_state (self);
  return GTK_WIDGET (self);
}
