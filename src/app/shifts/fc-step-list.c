/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-entry-form.h"
#include "fc-photos.h"
#include "fc-window.h"

#include <glib/gi18n.h>

typedef struct {
  AdwPreferencesGroup *list;
  GPtrArray *rows; /* GtkWidget in the list (not owned) */
  FcEntryForm *form;
  FcRecord *corrected; /* (nullable): what the form replaces */
  char *shown;         /* what the list was made of */
} FcStepListPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FcStepList, fc_step_list, FC_TYPE_STEP_VIEW)

/* What Undo puts back. */
typedef struct {
  FcStepList *step;
  FcRecord *record;
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->step);
  g_object_unref (undo->record);
  g_free (undo);
}

static void
undo_remove (gpointer user_data)
{
  Undo *undo = user_data;
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (undo->step));
  FcOp *op;
  g_autoptr (GError) error = NULL;

  if (draft == NULL)
    return;
  op = FC_STEP_LIST_GET_CLASS (undo->step)->op (undo->step, undo->record);
  if (!fc_step_view_run_at (FC_STEP_VIEW (undo->step), NULL, op, &error))
    g_signal_emit_by_name (draft, "failed", error->message);
}

static FcOp *
remove_op (FcStepList *self,
           FcRecord   *record)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "entity", fc_catalog_get (FC_STEP_LIST_GET_CLASS (self)->entity)->name);
  fc_args_set_id (args, "id", fc_record_get_id (record));
  return fc_shift_draft_command (fc_step_view_get_draft (FC_STEP_VIEW (self)), "shift.remove-line", args);
}

static void
remove_clicked_cb (FcStepList *self,
                   GtkWidget  *button)
{
  FcStepListClass *klass = FC_STEP_LIST_GET_CLASS (self);
  FcRecord *record = g_object_get_data (G_OBJECT (button), "record");
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  Undo *undo = g_new (Undo, 1);

  undo->step = g_object_ref (self);
  undo->record = g_object_ref (record);
  if (!fc_step_view_run_at (FC_STEP_VIEW (self), NULL, remove_op (self, record), &error))
    g_signal_emit_by_name (draft, "failed", error->message);
  else if (window != NULL)
    {
      fc_window_toast_undo (window, _ (klass->removed), G_CALLBACK (undo_remove), undo, undo_free);
      return;
    }
  undo_free (undo);
}

#define FORM "form" /* where it stands, for what is begun and not added */

static void
begun_cb (FcStepList *self)
{
  fc_shift_draft_refuse (fc_step_view_get_draft (FC_STEP_VIEW (self)), FC_STEP_VIEW_GET_CLASS (self)->step, NULL, NULL,
                         FORM, NULL, _ (FC_STEP_LIST_GET_CLASS (self)->form_title),
                         _ ("this was begun and not added; add it, or clear it"));
}

/* (transfer full): an empty one, with what is known of it. */
static FcRecord *
new_record (FcStepList *self)
{
  FcStepListClass *klass = FC_STEP_LIST_GET_CLASS (self);
  FcRecord *shift = fc_shift_draft_get_shift (fc_step_view_get_draft (FC_STEP_VIEW (self)));
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *record = fc_record_new (klass->entity, &id);

  fc_record_set_ref (record, klass->shift_field, fc_record_get_id (shift));
  fc_record_set_ref (record, fc_catalog_station_field (klass->entity), fc_record_get_ref (shift, FC_SHIFT_STATION_ID));
  if (klass->prepare != NULL)
    klass->prepare (self, record);
  return record;
}

/* @corrected: (nullable): what is to be replaced; NULL: for another one */
static void
begin_form (FcStepList *self,
            FcRecord   *corrected)
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (self);
  FcStepListClass *klass = FC_STEP_LIST_GET_CLASS (self);
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  g_autoptr (FcRecord) record = corrected != NULL ? fc_record_copy (corrected) : new_record (self);
  FcFieldUnits units = fc_field_units_of (fc_shift_draft_get_station (draft));

  g_set_object (&priv->corrected, corrected);
  fc_entry_form_set_record (priv->form, record, &units);
  klass->add_rows (self, fc_entry_form_get_form (priv->form), fc_entry_form_get_group (priv->form));
  if (corrected != NULL)
    fc_entry_form_set_words (priv->form, _ ("Correct what was entered"), _ ("Save"), TRUE);
  else
    fc_entry_form_set_words (priv->form, _ (klass->form_title), _ (klass->add), FALSE);
  fc_shift_draft_mend (draft, FC_STEP_VIEW_GET_CLASS (self)->step, NULL, FORM);
}

static void
cleared_cb (FcStepList *self)
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (self);

  begin_form (self, NULL);
  fc_entry_form_focus (priv->form);
}

static void
entered_cb (FcStepList *self)
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (self);
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  FcRecord *record = fc_entry_form_get_record (priv->form);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  if (priv->corrected != NULL)
    g_ptr_array_add (ops, remove_op (self, priv->corrected));
  g_ptr_array_add (ops, FC_STEP_LIST_GET_CLASS (self)->op (self, record));
  fc_shift_draft_stand_at (draft, FC_STEP_VIEW_GET_CLASS (self)->step, NULL);
  if (!fc_shift_draft_run_all (draft, ops, &error))
    {
      fc_entry_form_set_error (priv->form, error->message);
      return;
    }
  begin_form (self, NULL);
  fc_entry_form_focus (priv->form);
}

static void
correct_clicked_cb (FcStepList *self,
                    GtkWidget  *button)
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (self);
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  int step = FC_STEP_VIEW_GET_CLASS (self)->step;

  if (fc_shift_draft_find_refused (draft, step, NULL, FORM) != NULL) /* not to be lost */
    fc_entry_form_set_error (priv->form, _ ("Finish this first, or clear it"));
  else
    begin_form (self, g_object_get_data (G_OBJECT (button), "record"));
  fc_entry_form_focus (priv->form);
}

/* @clicked: (nullable): gets the step and the button, whose "record" it is */
static GtkWidget *
add_button (FcStepList *self,
            GtkWidget  *row,
            FcRecord   *record,
            const char *icon,
            const char *name,
            GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "record", g_object_ref (record), g_object_unref);
  if (clicked != NULL)
    g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static FcRecord *
find_record (FcStepView *step,
             GtkWidget  *row,
             double      y)
{
  return g_object_get_data (G_OBJECT (row), "record");
}

/* A row takes a picture: by its button, dropped on it, or pasted. */
static void
let_attach (FcStepList *self,
            GtkWidget  *row,
            FcRecord   *record,
            const char *what)
{
  g_autofree char *name = g_strdup_printf (_ ("Attach a photo to %s"), what);
  g_autofree char *target = fc_photos_target (record);
  GtkWidget *button = add_button (self, row, record, "camera-photo-symbolic", name, NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sheet.photo");
  fc_photos_watch (row, FC_STEP_VIEW (self), find_record);
}

/* (nullable): the record's photo, in a row of its own. */
static GtkWidget *
make_photo_row (FcStepList *self,
                FcRecord   *record)
{
  int field = FC_STEP_LIST_GET_CLASS (self)->photo_field;
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  GtkWidget *photo = field >= 0 ? fc_photos_make (draft, record, field) : NULL;
  GtkWidget *row;

  if (photo == NULL)
    return NULL;
  row = adw_preferences_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_margin_start (photo, 6);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Photo"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), photo);
  return row;
}

/* (nullable): what is odd about the row. */
static const char *
warning_of (FcStepList *self,
            FcRecord   *record)
{
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (self));

  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = g_ptr_array_index (sheet->warnings, i);

      if (warning->step == FC_STEP_VIEW_GET_CLASS (self)->step &&
          fc_id_equal (&warning->row_id, fc_record_get_id (record)))
        return warning->text;
    }
  return NULL;
}

static GtkWidget *
make_warning_row (const char *text)
{
  GtkWidget *row, *sign;

  if (text == NULL)
    return NULL;
  row = adw_action_row_new ();
  sign = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  return row;
}

static void
let_change (FcStepList *self,
            GtkWidget  *row,
            FcRecord   *record,
            const char *what)
{
  g_autofree char *correct = g_strdup_printf (_ ("Correct %s"), what);
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), what);

  if (FC_STEP_LIST_GET_CLASS (self)->photo_field >= 0)
    let_attach (self, row, record, what);
  add_button (self, row, record, "document-edit-symbolic", correct, G_CALLBACK (correct_clicked_cb));
  add_button (self, row, record, "user-trash-symbolic", remove, G_CALLBACK (remove_clicked_cb));
}

static GtkWidget *
make_row (FcStepList *self,
          FcRecord   *record,
          gboolean    locked)
{
  GtkWidget *row = adw_action_row_new ();
  FcStepListClass *klass = FC_STEP_LIST_GET_CLASS (self);
  FcStepListRow texts = { NULL };
  const char *name;
  GtkWidget *figure;

  klass->show (self, record, &texts);
  name = texts.name != NULL ? texts.name : texts.title;
  figure = gtk_label_new (texts.figure);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), texts.title);
  if (texts.subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), texts.subtitle);
  g_object_set_data_full (G_OBJECT (row), "record", g_object_ref (record), g_object_unref);
  gtk_widget_add_css_class (figure, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), figure);
  if (!locked)
    let_change (self, row, record, name);
  g_free (texts.title);
  g_free (texts.subtitle);
  g_free (texts.figure);
  g_free (texts.name);
  return row;
}

static int
by_number (gconstpointer a,
           gconstpointer b,
           gpointer      field)
{
  gint64 first = fc_record_get_int (*(FcRecord *const *) a, GPOINTER_TO_INT (field));
  gint64 second = fc_record_get_int (*(FcRecord *const *) b, GPOINTER_TO_INT (field));

  return (first > second) - (first < second);
}

static GPtrArray *
list_records (FcStepList *self)
{
  FcStepListClass *klass = FC_STEP_LIST_GET_CLASS (self);
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  GPtrArray *records = fc_row_set_list_by (fc_shift_draft_get_rows (draft), klass->entity, klass->shift_field,
                                           fc_shift_draft_get_id (draft));

  for (guint i = records->len; klass->drawer_field >= 0 && i > 0; i--)
    if (!fc_shift_draft_is_here (draft, g_ptr_array_index (records, i - 1), klass->drawer_field))
      g_ptr_array_remove_index (records, i - 1);
  if (klass->order_field >= 0)
    g_ptr_array_sort_with_data (records, by_number, GINT_TO_POINTER (klass->order_field));
  return records;
}

/* Rows keep their widgets while nothing changed, so that the focus stays. */
static char *
describe (FcStepList *self,
          GPtrArray  *records,
          gboolean    locked)
{
  GString *text = g_string_new (locked ? "locked" : "");

  for (guint i = 0; i < records->len; i++)
    {
      FcRecord *record = g_ptr_array_index (records, i);
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (record));
      g_autoptr (JsonObject) fields = fc_record_to_json (record, FC_ALL_FIELDS);
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), fields);
      g_autofree char *all = json_to_string (node, FALSE);
      const char *warning = warning_of (self, record);

      g_string_append_printf (text, " %s %s %s", id, all, warning != NULL ? warning : "");
    }
  return g_string_free (text, FALSE);
}

static void
add_to_list (FcStepList *self,
             GtkWidget  *row) /* nullable */
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (self);

  if (row == NULL)
    return;
  adw_preferences_group_add (priv->list, row);
  g_ptr_array_add (priv->rows, row);
}

static void
fc_step_list_refresh (FcStepView *view)
{
  FcStepList *self = FC_STEP_LIST (view);
  FcStepListPrivate *priv = fc_step_list_get_instance_private (self);
  gboolean locked = fc_shift_draft_is_locked (fc_step_view_get_draft (view));
  g_autoptr (GPtrArray) records = list_records (self);
  g_autofree char *now = describe (self, records, locked);

  if (fc_entry_form_get_form (priv->form) == NULL)
    begin_form (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (priv->form), !locked);
  if (FC_STEP_LIST_GET_CLASS (self)->show_more != NULL)
    FC_STEP_LIST_GET_CLASS (self)->show_more (self);
  if (g_strcmp0 (now, priv->shown) == 0)
    return;
  g_free (priv->shown);
  priv->shown = g_steal_pointer (&now);
  for (guint i = 0; i < priv->rows->len; i++)
    adw_preferences_group_remove (priv->list, g_ptr_array_index (priv->rows, i));
  g_ptr_array_set_size (priv->rows, 0);
  for (guint i = 0; i < records->len; i++)
    {
      add_to_list (self, make_row (self, g_ptr_array_index (records, i), locked));
      add_to_list (self, make_warning_row (warning_of (self, g_ptr_array_index (records, i))));
      add_to_list (self, make_photo_row (self, g_ptr_array_index (records, i)));
    }
  adw_preferences_group_set_description (priv->list, records->len > 0 ? NULL : _ ("None on this shift"));
}

static void
fc_step_list_build (FcStepView *view)
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (FC_STEP_LIST (view));
  FcStepListClass *klass = FC_STEP_LIST_GET_CLASS (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  priv->list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (priv->list, _ (klass->title));
  priv->form = FC_ENTRY_FORM (fc_entry_form_new (_ (klass->form_title), _ (klass->add), FALSE));
  g_signal_connect_swapped (priv->form, "begun", G_CALLBACK (begun_cb), view);
  g_signal_connect_swapped (priv->form, "entered", G_CALLBACK (entered_cb), view);
  g_signal_connect_swapped (priv->form, "cancelled", G_CALLBACK (cleared_cb), view);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (priv->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (priv->form));
  if (klass->make_more != NULL)
    gtk_box_append (GTK_BOX (box), klass->make_more (FC_STEP_LIST (view)));
  adw_bin_set_child (ADW_BIN (view), box);
}

static void
fc_step_list_focus (FcStepView *view)
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (FC_STEP_LIST (view));

  fc_entry_form_focus (priv->form);
}

/* The record that is there again, or is another now; where it went, the form for the next. */
static gboolean
fc_step_list_focus_place (FcStepView         *view,
                          const FcSheetPlace *place)
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (FC_STEP_LIST (view));

  for (guint i = 0; i < priv->rows->len; i++)
    {
      FcRecord *record = g_object_get_data (G_OBJECT (priv->rows->pdata[i]), "record");

      if (record != NULL && fc_id_equal (fc_record_get_id (record), &place->row))
        return gtk_widget_child_focus (priv->rows->pdata[i], GTK_DIR_TAB_FORWARD);
    }
  return FALSE;
}

static void
fc_step_list_finalize (GObject *object)
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (FC_STEP_LIST (object));

  g_clear_pointer (&priv->rows, g_ptr_array_unref);
  g_clear_object (&priv->corrected);
  g_free (priv->shown);

  G_OBJECT_CLASS (fc_step_list_parent_class)->finalize (object);
}

static void
fc_step_list_class_init (FcStepListClass *klass)
{
  FcStepViewClass *view_class = FC_STEP_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_step_list_finalize;
  view_class->build = fc_step_list_build;
  view_class->refresh = fc_step_list_refresh;
  view_class->focus = fc_step_list_focus;
  view_class->focus_place = fc_step_list_focus_place;
  klass->drawer_field = -1;
  klass->photo_field = -1;
  klass->order_field = -1;
}

static void
fc_step_list_init (FcStepList *self)
{
  FcStepListPrivate *priv = fc_step_list_get_instance_private (self);

  priv->rows = g_ptr_array_new ();
}
