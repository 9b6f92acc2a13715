/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-save.h"

#include "fc-fence-paint.h"
#include "fc-window.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *widget;
  FcReplica *replica;
  FcRecord *before; /* nullable: there was none */
  FcRecord *after;
} Saved;

static void
saved_free (gpointer data)
{
  Saved *saved = data;

  g_object_unref (saved->widget);
  g_object_unref (saved->replica);
  g_clear_object (&saved->before);
  g_object_unref (saved->after);
  g_free (saved);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  FcWindow *window = fc_window_of (widget);

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error) && window != NULL)
    fc_window_tell_error (window, _ ("The geofence stays as it was saved"), error);
}

static void
undo_cb (gpointer data)
{
  Saved *saved = data;
  FcOp *op = saved->before != NULL ? fc_op_new_patch (saved->after, saved->before, g_get_real_time ())
                                   : fc_op_new_delete (saved->after, g_get_real_time ());

  if (op != NULL)
    fc_replica_run_op_async (saved->replica, op, NULL, undone_cb, g_object_ref (saved->widget));
}

/**
 * fc_fence_save_told:
 * @before: (nullable): as it was; NULL where it is new
 * @after: as it was saved
 */
void
fc_fence_save_told (GtkWidget *widget,
                    FcReplica *replica,
                    FcRecord  *before,
                    FcRecord  *after)
{
  FcWindow *window = fc_window_of (widget);
  /* Translators: %s is a geofence */
  g_autofree char *text = g_strdup_printf (_ ("“%s” was saved"), fc_record_get_text (after, FC_GEOFENCE_NAME));
  Saved *saved;

  if (window == NULL)
    return;
  saved = g_new (Saved, 1);
  *saved = (Saved){ g_object_ref (widget), g_object_ref (replica), before != NULL ? g_object_ref (before) : NULL,
                    g_object_ref (after) };
  fc_window_toast_undo (window, text, G_CALLBACK (undo_cb), saved, saved_free);
}

void
fc_fence_save_fit (FcMapView           *map,
                   const FcFenceSketch *sketch)
{
  FcMapThing extent = { 0 };

  if (!fc_fence_extend (sketch, &extent))
    return;
  extent.count = 1;
  fc_map_view_fit (map, &extent, FALSE);
}

/* What was given up by mistake. */
typedef struct {
  FcFenceEditor *editor;
  FcRecord *saved; /* nullable */
  FcRecord *record;
} GivenUp;

static void
given_up_free (gpointer data)
{
  GivenUp *given_up = data;

  g_object_unref (given_up->editor);
  g_clear_object (&given_up->saved);
  g_object_unref (given_up->record);
  g_free (given_up);
}

static void
take_up_cb (gpointer data)
{
  GivenUp *given_up = data;

  fc_fence_editor_take_up (given_up->editor, given_up->saved, given_up->record);
}

/**
 * fc_fence_save_not:
 * @saved: (nullable): as it is saved; NULL: it is new
 *
 * Says that a drawing was given up, and offers to go on with it.
 *
 * Returns: (transfer none) (nullable): the toast; NULL outside of a window
 */
AdwToast *
fc_fence_save_not (FcFenceEditor *editor,
                   FcRecord      *saved,
                   FcRecord      *record)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (editor));
  GivenUp *given_up;

  if (window == NULL)
    return NULL;
  given_up = g_new (GivenUp, 1);
  *given_up = (GivenUp){ g_object_ref (editor), saved != NULL ? g_object_ref (saved) : NULL, g_object_ref (record) };
  return fc_window_toast_undo (window, _ ("The geofence was not saved"), G_CALLBACK (take_up_cb), given_up,
                               given_up_free);
}
