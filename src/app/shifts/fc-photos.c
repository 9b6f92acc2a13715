/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-photos.h"

#include <glib/gi18n.h>

#include "fc-blob-store.h"
#include "fc-photo-button.h"
#include "fc-window.h"

/* "meter_reading:ID": the record a photo belongs to. */
typedef struct {
  FcEntity entity;
  FcId id;
} Target;

typedef struct {
  FcShiftView *view;
  char *target;
  char *name;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->view);
  g_free (job->target);
  g_free (job->name);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static gboolean
read_target (const char *text,
             Target     *target)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  static const FcEntity with_photo[] = { FC_METER_READING, FC_TANK_READING, FC_SLIP, FC_DELIVERY,
                                         FC_CASH_MOVEMENT };

  for (guint i = 0; g_strv_length (parts) == 2 && i < G_N_ELEMENTS (with_photo); i++)
    if (g_strcmp0 (fc_catalog_get (with_photo[i])->name, parts[0]) == 0)
      {
        target->entity = with_photo[i];
        return fc_id_from_string (parts[1], &target->id);
      }
  return FALSE;
}

static FcOp *
point_delivery_op (FcRecord   *delivery,
                   const FcId *photo)
{
  g_autoptr (FcRecord) after = fc_record_copy (delivery);

  fc_record_set_ref (after, FC_DELIVERY_PHOTO_ID, photo);
  return fc_op_new_patch (delivery, after, g_get_real_time ());
}

/* The command that writes the record; a slip stands in a list. */
static const char *
command_for (FcEntity entity)
{
  switch ((int) entity)
    {
    case FC_SLIP:
      return "shift.put-slips";
    case FC_CASH_MOVEMENT:
      return "shift.move-cash";
    case FC_TANK_READING:
      return "shift.dip";
    default:
      return "shift.read-meter";
    }
}

/* What points the record to its photo; NULL takes it away. */
static FcOp *
point_op (FcShiftDraft *draft,
          Target       *target,
          const FcId   *photo)
{
  FcRecord *record = fc_row_set_get (fc_shift_draft_get_rows (draft), target->entity, &target->id);
  g_autoptr (JsonObject) args = json_object_new ();
  JsonObject *place = args;

  if (record == NULL)
    return NULL;
  if (target->entity == FC_DELIVERY)
    return point_delivery_op (record, photo);
  if (target->entity == FC_SLIP)
    {
      JsonArray *slips = json_array_new ();

      place = json_object_new ();
      fc_args_set_id (place, "id", &target->id);
      json_array_add_object_element (slips, place);
      json_object_set_array_member (args, "slips", slips);
    }
  else if (target->entity == FC_CASH_MOVEMENT)
    {
      fc_args_set_id (args, "id", &target->id);
      if (!fc_record_is_null (record, FC_CASH_MOVEMENT_DRAWER_ID)) /* an attendant writes what is of their own drawer */
        fc_args_set_id (args, "drawer_id", fc_record_get_ref (record, FC_CASH_MOVEMENT_DRAWER_ID));
    }
  else if (target->entity == FC_TANK_READING)
    fc_args_set_id (args, "tank_id", fc_record_get_ref (record, FC_TANK_READING_TANK_ID));
  else
    fc_args_set_id (args, "nozzle_id", fc_record_get_ref (record, FC_METER_READING_NOZZLE_ID));
  if (photo != NULL)
    fc_args_set_id (place, "photo_id", photo);
  else
    json_object_set_null_member (place, "photo_id");
  return fc_shift_draft_command (draft, command_for (target->entity), g_steal_pointer (&args));
}

static FcRecord *
new_attachment (FcShiftDraft *draft,
                Target       *target,
                const char   *name,
                FcBlob       *blob)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *attachment = fc_record_new (FC_ATTACHMENT, &id);
  g_autofree char *row = fc_id_dup_string (&target->id);

  fc_record_set_ref (attachment, FC_ATTACHMENT_STATION_ID,
                     fc_record_get_ref (fc_shift_draft_get_shift (draft), FC_SHIFT_STATION_ID));
  fc_record_set_text (attachment, FC_ATTACHMENT_ENTITY, fc_catalog_get (target->entity)->name);
  fc_record_set_text (attachment, FC_ATTACHMENT_ROW_ID, row);
  fc_record_set_text (attachment, FC_ATTACHMENT_NAME, name);
  fc_record_set_text (attachment, FC_ATTACHMENT_MEDIA_TYPE, "image/jpeg");
  fc_record_set_int (attachment, FC_ATTACHMENT_SIZE, blob->size);
  fc_record_set_text (attachment, FC_ATTACHMENT_SHA256, blob->sha256);
  return attachment;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Job) job = user_data;
  FcShiftDraft *draft = fc_shift_view_get_draft (job->view);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcBlob) blob = fc_blob_store_add_finish (FC_REPLICA (source), result, &error);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (FcRecord) attachment = NULL;
  Target target;
  FcOp *point;

  if (draft == NULL || fc_shift_draft_get_rows (draft) == NULL)
    return;
  if (blob != NULL && read_target (job->target, &target))
    {
      attachment = new_attachment (draft, &target, job->name, blob);
      g_ptr_array_add (ops, fc_op_new_insert (attachment, g_get_real_time ()));
      point = point_op (draft, &target, fc_record_get_id (attachment));
      if (point == NULL)
        return;
      g_ptr_array_add (ops, point);
      fc_shift_draft_stand_at (draft, fc_shift_view_get_step (job->view), NULL);
      if (fc_shift_draft_run_all (draft, ops, &error))
        fc_shift_view_tell (job->view, _ ("Photo attached"));
    }
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fc_shift_view_failed (job->view, error->message);
}

/**
 * fc_photos_attach:
 * @target: from fc_photos_target()
 * @file: (nullable): a picture, else
 * @image: (nullable): one that was pasted
 *
 * Makes a photo of it, keeps it and points the record to it.
 */
void
fc_photos_attach (FcShiftView *view,
                  const char  *target,
                  GFile       *file,
                  GBytes      *image)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (view);
  Target read;
  Job *job;

  if (fc_shift_draft_is_locked (draft))
    return;
  if (!read_target (target, &read) || fc_row_set_get (fc_shift_draft_get_rows (draft), read.entity, &read.id) == NULL)
    {
      fc_shift_view_tell (view, _ ("This slip is not whole yet: finish it, then attach the photo"));
      return;
    }
  job = g_new0 (Job, 1);
  job->view = g_object_ref (view);
  job->target = g_strdup (target);
  job->name = file != NULL ? g_file_get_basename (file) : g_strdup (_ ("Pasted picture"));
  if (file != NULL)
    fc_blob_store_add_file_async (fc_shift_draft_get_replica (draft), file, NULL, kept_cb, job);
  else
    fc_blob_store_add_async (fc_shift_draft_get_replica (draft), image, job->name, NULL, kept_cb, job);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           FcShiftView     *view)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL)
    fc_photos_attach (view, g_object_get_data (G_OBJECT (dialog), "target"), file, NULL);
  g_object_unref (dialog);
}

/**
 * fc_photos_choose:
 *
 * Lets the person choose a picture for the record.
 */
void
fc_photos_choose (FcShiftView *view,
                  const char  *target)
{
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("Attach a photo"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))),
                                     GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Attach"), _ ("_Cancel"));
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_object_unref (filter);
  g_object_set_data_full (G_OBJECT (dialog), "target", g_strdup (target), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), view, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * fc_photos_remove:
 *
 * The record has no photo any more.
 */
void
fc_photos_remove (FcShiftView *view,
                  const char  *target)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (view);
  g_autoptr (GError) error = NULL;
  Target read;
  FcOp *op = read_target (target, &read) ? point_op (draft, &read, NULL) : NULL;

  fc_shift_draft_stand_at (draft, fc_shift_view_get_step (view), NULL);
  if (op != NULL && !fc_shift_draft_run (draft, op, &error))
    fc_shift_view_failed (view, error->message);
}

static GFile *
file_of (FcShiftDraft *draft,
         FcRecord     *attachment)
{
  return fc_blob_store_get_file (fc_shift_draft_get_replica (draft),
                                 fc_record_get_text (attachment, FC_ATTACHMENT_SHA256));
}

/**
 * fc_photos_show:
 *
 * Shows a photo in a window of its own.
 */
void
fc_photos_show (FcShiftView *view,
                const char  *attachment_id)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (view);
  FcId id;
  FcRecord *attachment = fc_id_from_string (attachment_id, &id)
                             ? fc_row_set_get (fc_shift_draft_get_rows (draft), FC_ATTACHMENT, &id)
                             : NULL;
  g_autoptr (GFile) file = attachment != NULL ? file_of (draft, attachment) : NULL;
  GtkWidget *window, *box, *picture;

  if (file == NULL || !g_file_query_exists (file, NULL))
    {
      fc_shift_view_tell (view, _ ("This photo is not on this computer yet: it comes from the server"));
      return;
    }
  window = adw_window_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  picture = gtk_picture_new_for_file (file);
  gtk_widget_set_vexpand (picture, TRUE);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), fc_record_get_text (attachment, FC_ATTACHMENT_NAME));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), picture);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), fc_record_get_text (attachment, FC_ATTACHMENT_NAME));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  fc_window_fit_dialog (fc_window_of (GTK_WIDGET (view)), GTK_WINDOW (window), 900, 680);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * fc_photos_target:
 *
 * Returns: (transfer full): how the actions name the record
 */
char *
fc_photos_target (FcRecord *record)
{
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (record));

  return g_strdup_printf ("%s:%s", fc_catalog_get (fc_record_get_entity (record))->name, id);
}

static GtkWidget *
make_thumbnail (FcShiftDraft *draft,
                FcRecord     *record,
                FcRecord     *attachment)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *show = fc_photo_button_new (fc_shift_draft_get_replica (draft), attachment);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (attachment));
  g_autofree char *target = fc_photos_target (record);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (show), "sheet.show-photo");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (show), "s", id);
  gtk_widget_set_tooltip_text (remove, _ ("Remove the photo"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove the photo"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "sheet.remove-photo");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "s", target);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (remove, !fc_shift_draft_is_locked (draft));
  gtk_box_append (GTK_BOX (box), show);
  gtk_box_append (GTK_BOX (box), remove);
  g_object_set_data_full (G_OBJECT (box), "photo", g_steal_pointer (&id), g_free);
  return box;
}

/**
 * fc_photos_make:
 *
 * Returns: (transfer floating) (nullable): the record's photo as a button; NULL where it has none
 */
GtkWidget *
fc_photos_make (FcShiftDraft *draft,
                FcRecord     *record,
                int           photo_field)
{
  const FcId *id = fc_record_get_ref (record, photo_field);
  FcRecord *attachment = id != NULL ? fc_row_set_get (fc_shift_draft_get_rows (draft), FC_ATTACHMENT, id) : NULL;

  return attachment != NULL ? make_thumbnail (draft, record, attachment) : NULL;
}
