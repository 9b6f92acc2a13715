/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-save.h"

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

static void
extend (FcMapThing *extent,
        FcPlace     place)
{
  double x = fc_mercator_x (place.longitude / FC_GEO_SCALE), y = fc_mercator_y (place.latitude / FC_GEO_SCALE);

  if (extent->count > 0)
    x += round ((extent->left + extent->right) / 2 - x);
  extent->left = extent->count > 0 ? MIN (extent->left, x) : x;
  extent->right = extent->count > 0 ? MAX (extent->right, x) : x;
  extent->top = extent->count > 0 ? MIN (extent->top, y) : y;
  extent->bottom = extent->count > 0 ? MAX (extent->bottom, y) : y;
  extent->count = 1;
}

void
fc_fence_save_fit (FcMapView           *map,
                   const FcFenceSketch *sketch)
{
  FcMapThing extent = { 0 };

  for (guint i = 0; i < sketch->places->len; i++)
    for (int bearing = 0; bearing < (sketch->kind == FC_FENCE_POLYGON ? 90 : 360); bearing += 90)
      extend (&extent, fc_place_move (g_array_index (sketch->places, FcPlace, i), bearing,
                                      sketch->kind == FC_FENCE_POLYGON ? 0 : sketch->metres));
  if (extent.count > 0)
    fc_map_view_fit (map, &extent, FALSE);
}
