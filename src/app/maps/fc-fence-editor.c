/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-editor.h"

#include "fc-fence-kept.h"
#include "fc-fence-paint.h"
#include "fc-fence-save.h"
#include "fc-fence-words.h"
#include "fc-geofence.h"
#include "fc-points-group.h"
#include "fc-record-page.h"
#include "fc-row-set.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define FIRST_RADIUS 200.0     /* metres, of a map that has no size yet */
#define FIRST_DWELL  (15 * 60) /* seconds */
#define MM           1000.0
#define KEEP_MS      400

struct _FcFenceEditor {
  GtkWidget parent_instance;

  FcContext *context;
  FcMapView *map;
  FcFenceHand *hand;
  FcId wanted;        /* that is being read */
  FcId person;        /* who draws */
  FcRecord *saved;    /* nullable: a new one is drawn */
  FcRecord *record;   /* nullable: nothing is open */
  FcRecordForm *form; /* of the record */
  GCancellable *cancellable;
  gboolean following; /* the rows follow the hand, or it them */
  double offered;     /* metres: a radius that nobody has chosen; 0: somebody has */
  guint keep_source;
  AdwToast *told; /* nullable: that another was not saved */
  GtkWidget *box, *rows, *undo, *more, *save;
  GtkLabel *title, *hint, *problem;
};

G_DEFINE_FINAL_TYPE (FcFenceEditor, fc_fence_editor, GTK_TYPE_WIDGET)

enum { CLOSED, OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_problem (FcFenceEditor *self,
              const char    *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

/* What is wrong with it so far; nothing before it has begun. */
static void
update (FcFenceEditor *self)
{
  FcFenceSketch *sketch = fc_fence_hand_get_sketch (self->hand);
  g_autoptr (GError) error = NULL;
  gboolean good = fc_fence_sketch_check (sketch, &error);

  show_problem (self,
                good || sketch->places->len == 0 || fc_fence_hand_is_drawing (self->hand) ? NULL : error->message);
  gtk_label_set_text (self->hint, fc_fence_say_hint (self->hand));
  gtk_widget_set_sensitive (self->undo, fc_fence_sketch_can_undo (sketch));
  gtk_widget_set_visible (self->more, sketch->kind != FC_FENCE_CIRCLE && !fc_fence_hand_is_drawing (self->hand));
}

static FcId
person_of (FcFenceEditor *self)
{
  const FcActor *actor = fc_replica_get_actor (fc_context_get_replica (self->context));
  static const FcId nobody;

  return actor != NULL ? actor->user_id : nobody;
}

static gboolean
keep_cb (gpointer user_data)
{
  FcFenceEditor *self = user_data;
  FcId person = person_of (self);

  self->keep_source = 0;
  if (fc_id_equal (&person, &self->person)) /* another one may sit there by now */
    fc_fence_kept_write (fc_context_get_replica (self->context), self->saved, self->record);
  return G_SOURCE_REMOVE;
}

/* What was drawn outlasts the program. */
static void
keep (FcFenceEditor *self)
{
  if (self->keep_source == 0)
    self->keep_source = g_timeout_add (KEEP_MS, keep_cb, self);
}

/* A circle whose radius nobody has chosen is as large as can be seen where it is put. */
static void
choose_radius (FcFenceEditor *self,
               FcFenceSketch *sketch)
{
  FcMapFrame frame;

  if (self->offered <= 0 || sketch->kind != FC_FENCE_CIRCLE || sketch->places->len == 0)
    return;
  if (fabs (sketch->metres - self->offered) < 0.5 && fc_map_view_get_frame (self->map, &frame))
    sketch->metres = fc_fence_first_radius (&frame);
  self->offered = 0;
}

/* Into the rows what the hand has drawn. */
static void
hand_changed_cb (FcFenceEditor *self)
{
  FcFenceSketch *sketch = fc_fence_hand_get_sketch (self->hand);
  g_autofree char *points = NULL;
  g_autoptr (FcRecord) now = NULL;

  if (self->record == NULL || sketch == NULL || self->following)
    return;
  choose_radius (self, sketch);
  now = fc_record_copy (self->record);
  if (sketch->places->len > 0)
    points = fc_geofence_points ((const FcPlace *) (gpointer) sketch->places->data, sketch->places->len);
  fc_record_set_text (now, FC_GEOFENCE_KIND, fc_fence_kind_name (sketch->kind));
  fc_record_set_text (now, FC_GEOFENCE_POINTS, points);
  if (sketch->kind != FC_FENCE_POLYGON)
    fc_record_set_int (now, FC_GEOFENCE_RADIUS, (gint64) (sketch->metres * MM + 0.5));
  self->following = TRUE;
  fc_record_form_refresh (self->form, now);
  self->following = FALSE;
  keep (self);
  update (self);
}

/* Onto the map what was typed. */
static void
form_edited_cb (FcFenceEditor *self)
{
  FcFenceSketch *sketch = fc_fence_hand_get_sketch (self->hand);
  FcFenceKind kind = fc_fence_kind_of (self->record);
  g_autofree FcPlace *places = NULL;
  gboolean other_shape;
  guint n = 0;

  if (self->following || sketch == NULL)
    return;
  places = fc_geofence_places (self->record, &n, NULL);
  other_shape = kind != sketch->kind;
  self->following = TRUE;
  fc_fence_sketch_set (sketch, kind, places, n, (double) fc_record_get_int (self->record, FC_GEOFENCE_RADIUS) / MM);
  if (other_shape && kind != FC_FENCE_CIRCLE && n < 3) /* the middle of a circle is the first point of it */
    fc_fence_hand_set_drawing (self->hand, TRUE);
  self->following = FALSE;
  keep (self);
  fc_map_view_redraw (self->map);
  update (self);
}

static void
hand_finished_cb (FcFenceEditor *self)
{
  const char *name = self->record != NULL ? fc_record_get_text (self->record, FC_GEOFENCE_NAME) : NULL;

  if (self->record != NULL && (name == NULL || *name == '\0'))
    gtk_widget_child_focus (self->rows, GTK_DIR_TAB_FORWARD);
}

static void
close_editor (FcFenceEditor *self)
{
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->keep_source, g_source_remove);
  if (self->record != NULL)
    fc_fence_kept_drop (fc_context_get_replica (self->context), fc_record_get_id (self->record));
  fc_fence_hand_end (self->hand);
  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  g_clear_object (&self->record);
  g_clear_object (&self->saved);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
give_up (FcFenceEditor *self)
{
  FcFenceSketch *sketch = fc_fence_hand_get_sketch (self->hand);
  g_autoptr (FcRecord) saved = NULL, record = NULL;

  if (self->record == NULL)
    return;
  if (sketch != NULL && fc_fence_sketch_can_undo (sketch))
    {
      g_set_object (&saved, self->saved);
      g_set_object (&record, self->record);
    }
  close_editor (self);
  if (record != NULL)
    g_set_weak_pointer (&self->told, fc_fence_save_not (self, saved, record));
}

/* What was said of the one before would stand there as if it were said of this one. */
static void
begin_anew (FcFenceEditor *self)
{
  give_up (self);
  if (self->told != NULL)
    adw_toast_dismiss (self->told);
  g_clear_weak_pointer (&self->told);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcFenceEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->save, TRUE);
  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      show_problem (self, error->message);
      return;
    }
  if (self->record == NULL)
    return;
  fc_fence_save_told (GTK_WIDGET (self), fc_context_get_replica (self->context), self->saved, self->record);
  close_editor (self);
}

static void
save_clicked_cb (FcFenceEditor *self)
{
  FcFenceSketch *sketch = fc_fence_hand_get_sketch (self->hand);
  g_autoptr (GError) error = NULL;
  FcOp *op;

  if (sketch == NULL || !fc_record_form_validate (self->form))
    return;
  if (!fc_fence_sketch_check (sketch, &error) || !fc_record_validate (self->record, &error))
    {
      show_problem (self, error->message);
      return;
    }
  op = self->saved != NULL ? fc_op_new_patch (self->saved, self->record, g_get_real_time ())
                           : fc_op_new_insert (self->record, g_get_real_time ());
  if (op == NULL) /* nothing is different */
    {
      close_editor (self);
      return;
    }
  gtk_widget_set_sensitive (self->save, FALSE);
  fc_replica_run_op_async (fc_context_get_replica (self->context), op, NULL, saved_cb, g_object_ref (self));
}

static void
undo_clicked_cb (FcFenceEditor *self)
{
  fc_fence_hand_undo (self->hand);
}

static void
more_clicked_cb (FcFenceEditor *self)
{
  fc_fence_hand_set_drawing (self->hand, TRUE);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static void
build_rows (FcFenceEditor *self)
{
  FcFieldUnits units = fc_field_units_of (fc_replica_get_tenant (fc_context_get_replica (self->context)));
  g_autoptr (GPtrArray) stations = fc_station_choices (self->context);
  GtkWidget *group = adw_preferences_group_new ();

  self->form = fc_record_form_new (self->record, &units);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("The radius is that of a circle, or half the width of a corridor."));
  fc_record_form_add (self->form, group, FC_GEOFENCE_NAME);
  fc_record_form_add (self->form, group, FC_GEOFENCE_KIND);
  fc_record_form_add (self->form, group, FC_GEOFENCE_RADIUS);
  fc_record_form_add_ref (self->form, group, FC_GEOFENCE_STATION_ID, stations, FC_STATION_NAME);
  gtk_box_append (GTK_BOX (self->rows), group);
  gtk_box_append (GTK_BOX (self->rows), fc_points_group_new (self->form, TRUE, FALSE));
  g_signal_connect_swapped (self->form, "edited", G_CALLBACK (form_edited_cb), self);
}

static void
open_record (FcFenceEditor *self,
             FcRecord      *saved,
             FcRecord      *record)
{
  g_autofree FcPlace *places = NULL;
  const char *name = fc_record_get_text (record, FC_GEOFENCE_NAME);
  FcFenceSketch *sketch;
  guint n = 0;

  self->saved = saved != NULL ? g_object_ref (saved) : NULL;
  self->record = fc_record_copy (record);
  self->person = person_of (self);
  places = fc_geofence_places (record, &n, NULL);
  sketch = fc_fence_sketch_new (fc_fence_kind_of (record), places, n,
                                (double) fc_record_get_int (record, FC_GEOFENCE_RADIUS) / MM);
  gtk_label_set_text (self->title, saved != NULL && name != NULL ? name : _ ("New geofence"));
  build_rows (self);
  self->following = TRUE;
  fc_fence_hand_begin (self->hand, sketch, n == 0);
  self->following = FALSE;
  update (self);
  if (n > 0)
    fc_fence_save_fit (self->map, sketch);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

/* As it is saved, with what was drawn and not saved before. */
static void
open_saved (FcFenceEditor *self,
            FcRecord      *saved)
{
  g_autoptr (FcRecord) before = NULL;
  g_autoptr (FcRecord) drawn =
    fc_fence_kept_read (fc_context_get_replica (self->context), fc_record_get_id (saved), &before);
  g_autoptr (FcRecord) onto = drawn != NULL && before != NULL ? fc_fence_kept_onto (drawn, before, saved) : NULL;

  open_record (self, saved, onto != NULL ? onto : saved);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcFenceEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (FC_REPLICA (source), result, &error);
  FcRecord *geofence = rows != NULL ? fc_row_set_get (rows, FC_GEOFENCE, &self->wanted) : NULL;
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (geofence != NULL)
    {
      open_saved (self, geofence);
      return;
    }
  if (window != NULL)
    fc_window_toast (window, error != NULL ? error->message : _ ("The geofence is not there any more"));
  if (error == NULL)
    fc_fence_kept_drop (FC_REPLICA (source), &self->wanted);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
fc_fence_editor_dispose (GObject *object)
{
  FcFenceEditor *self = FC_FENCE_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->told);
  if (self->keep_source != 0)
    {
      g_source_remove (self->keep_source);
      keep_cb (self);
    }
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  if (self->hand != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->hand, self);
      fc_fence_hand_end (self->hand);
    }
  g_clear_object (&self->hand);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->form);
  g_clear_object (&self->record);
  g_clear_object (&self->saved);
  g_clear_object (&self->map);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_fence_editor_parent_class)->dispose (object);
}

static void
fc_fence_editor_class_init (FcFenceEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_fence_editor_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[OPENED] =
    g_signal_new ("opened", FC_TYPE_FENCE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] =
    g_signal_new ("closed", FC_TYPE_FENCE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
new_text (const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css);
  return GTK_LABEL (label);
}

static GtkWidget *
new_button (FcFenceEditor *self,
            const char    *label,
            GCallback      clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_foot (FcFenceEditor *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *cancel = new_button (self, _ ("_Cancel"), G_CALLBACK (give_up));

  self->undo = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_set_tooltip_text (self->undo, _ ("Take the last step back (Ctrl+Z)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take the last step back"), -1);
  g_signal_connect_object (self->undo, "clicked", G_CALLBACK (undo_clicked_cb), self, G_CONNECT_SWAPPED);
  self->more = new_button (self, _ ("Add _points"), G_CALLBACK (more_clicked_cb));
  self->save = new_button (self, _ ("_Save"), G_CALLBACK (save_clicked_cb));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_hexpand (self->more, TRUE);
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (foot), self->undo);
  gtk_box_append (GTK_BOX (foot), self->more);
  gtk_widget_set_hexpand (cancel, TRUE);
  gtk_widget_set_halign (cancel, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (foot), cancel);
  gtk_box_append (GTK_BOX (foot), self->save);
  return foot;
}

static void
fc_fence_editor_init (FcFenceEditor *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->title = new_text ("heading");
  self->hint = new_text ("caption");
  self->problem = new_text ("error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->rows, "map-fence-rows");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->rows);
  gtk_widget_set_vexpand (window, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "map-fence");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->hint));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (self->box), window);
  gtk_box_append (GTK_BOX (self->box), new_foot (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * fc_fence_editor_new:
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_fence_editor_new (FcContext *context,
                     FcMapView *map)
{
  FcFenceEditor *self = g_object_new (FC_TYPE_FENCE_EDITOR, NULL);

  self->context = g_object_ref (context);
  self->map = g_object_ref (map);
  self->hand = fc_fence_hand_new (map);
  g_signal_connect_swapped (self->hand, "changed", G_CALLBACK (hand_changed_cb), self);
  g_signal_connect_swapped (self->hand, "finished", G_CALLBACK (hand_finished_cb), self);
  g_signal_connect_swapped (self->hand, "given-up", G_CALLBACK (give_up), self);
  return GTK_WIDGET (self);
}

/**
 * fc_fence_editor_add:
 *
 * A new one, of the station in the header.
 */
void
fc_fence_editor_add (FcFenceEditor *self)
{
  const FcId *station = fc_context_get_station (self->context);
  FcId id = fc_id_new (fc_now ());
  g_autoptr (FcRecord) draft = fc_record_new (FC_GEOFENCE, &id);
  FcMapFrame frame;

  begin_anew (self);
  self->offered = fc_map_view_get_frame (self->map, &frame) ? fc_fence_first_radius (&frame) : FIRST_RADIUS;
  fc_record_set_text (draft, FC_GEOFENCE_KIND, "circle");
  fc_record_set_int (draft, FC_GEOFENCE_RADIUS, (gint64) (self->offered * MM));
  fc_record_set_int (draft, FC_GEOFENCE_DWELL, FIRST_DWELL);
  if (station != NULL)
    fc_record_set_ref (draft, FC_GEOFENCE_STATION_ID, station);
  open_record (self, NULL, draft);
}

static void
load (FcFenceEditor *self,
      const FcId    *geofence_id)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->wanted = *geofence_id;
  fc_replica_load_async (fc_context_get_replica (self->context), FC_GEOFENCE, geofence_id, NULL, self->cancellable,
                         loaded_cb, g_object_ref (self));
}

/**
 * fc_fence_editor_open:
 *
 * One that was saved, to change it; where it was being changed when the program ended, from there on.
 */
void
fc_fence_editor_open (FcFenceEditor *self,
                      const FcId    *geofence_id)
{
  begin_anew (self);
  load (self, geofence_id);
}

/**
 * fc_fence_editor_take_up:
 * @saved: (nullable): as it is saved; NULL: it is new
 *
 * Goes on with what was given up; nothing where another is drawn by now.
 */
void
fc_fence_editor_take_up (FcFenceEditor *self,
                         FcRecord      *saved,
                         FcRecord      *record)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || self->record != NULL)
    return;
  open_record (self, saved, record);
  keep (self);
  g_signal_emit (self, signals[OPENED], 0);
}

/**
 * fc_fence_editor_resume:
 *
 * Goes on with what this person was drawing when the program ended.
 *
 * Returns: FALSE where there is nothing, or another is drawn or being read
 */
gboolean
fc_fence_editor_resume (FcFenceEditor *self)
{
  g_autoptr (FcRecord) before = NULL, drawn = NULL;

  if (self->record != NULL || self->cancellable != NULL)
    return FALSE;
  drawn = fc_fence_kept_read (fc_context_get_replica (self->context), NULL, &before);
  if (drawn == NULL)
    return FALSE;
  if (before == NULL)
    open_record (self, NULL, drawn);
  else
    load (self, fc_record_get_id (drawn));
  return TRUE;
}

gboolean
fc_fence_editor_is_open (FcFenceEditor *self)
{
  return self->record != NULL;
}

FcFenceHand *
fc_fence_editor_get_hand (FcFenceEditor *self)
{
  return self->hand;
}
