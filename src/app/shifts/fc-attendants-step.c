/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-display.h"
#include "fc-drawer-bar.h"
#include "fc-shift-view-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Who works in this shift with a drawer of their own, and which nozzles are whose. */
typedef struct {
  FcStepList parent_instance;

  GtkWidget *box;   /* of the nozzles */
  FcGrid *nozzles;
} FcAttendantsStep;
typedef FcStepListClass FcAttendantsStepClass;

GType fc_attendants_step_get_type (void);
G_DEFINE_TYPE (FcAttendantsStep, fc_attendants_step, FC_TYPE_STEP_LIST)
#define FC_ATTENDANTS_STEP(object)                                                                                     \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_attendants_step_get_type (), FcAttendantsStep))

enum { COLUMN_NOZZLE, COLUMN_PRODUCT, COLUMN_ATTENDANT };

static FcShiftSheet *
sheet_of (gpointer self)
{
  return fc_step_view_get_sheet (FC_STEP_VIEW (self));
}

static void
fc_attendants_step_prepare (FcStepList *self,
                            FcRecord   *record)
{
  FcRecord *station = fc_shift_draft_get_station (fc_step_view_get_draft (FC_STEP_VIEW (self)));

  if (station != NULL && !fc_record_is_null (station, FC_STATION_OPENING_FLOAT))
    fc_record_set_int (record, FC_DRAWER_OPENING_FLOAT, fc_record_get_int (station, FC_STATION_OPENING_FLOAT));
}

static void
fc_attendants_step_add_rows (FcStepList   *self,
                             FcRecordForm *form,
                             GtkWidget    *group)
{
  fc_record_form_add (form, group, FC_DRAWER_ATTENDANT);
  fc_record_form_add (form, group, FC_DRAWER_REGISTER);
  fc_record_form_add (form, group, FC_DRAWER_OPENING_FLOAT);
}

/* The user of that name: their PIN and their shortfall follow the person, not the spelling. */
static const FcId *
find_user (FcStepList *self,
           const char *name)
{
  g_autoptr (GPtrArray) users
      = fc_row_set_list (fc_shift_draft_get_rows (fc_step_view_get_draft (FC_STEP_VIEW (self))), FC_USER);

  for (guint i = 0; name != NULL && i < users->len; i++)
    if (g_strcmp0 (fc_record_get_text (g_ptr_array_index (users, i), FC_USER_NAME), name) == 0)
      return fc_record_get_id (g_ptr_array_index (users, i));
  return NULL;
}

static FcOp *
fc_attendants_step_op (FcStepList *self,
                       FcRecord   *record)
{
  static const int fields[] = { FC_DRAWER_ATTENDANT, FC_DRAWER_REGISTER, FC_DRAWER_OPENING_FLOAT, -1 };
  GArray *drawers = sheet_of (self)->drawers;
  JsonObject *args = fc_args_of_record (record, fields);
  const FcId *user = find_user (self, fc_record_get_text (record, FC_DRAWER_ATTENDANT));
  gint64 number = fc_record_get_int (record, FC_DRAWER_NUMBER);

  for (guint i = 0; fc_record_is_null (record, FC_DRAWER_NUMBER) && i < drawers->len; i++)
    {
      FcRecord *drawer = g_array_index (drawers, FcSheetDrawer, i).drawer;

      number = MAX (number, drawer != NULL ? fc_record_get_int (drawer, FC_DRAWER_NUMBER) : 0);
    }
  json_object_set_int_member (args, "number", fc_record_is_null (record, FC_DRAWER_NUMBER) ? number + 1 : number);
  if (user != NULL)
    fc_args_set_id (args, "user_id", user);
  return fc_shift_draft_command (fc_step_view_get_draft (FC_STEP_VIEW (self)), "shift.put-drawer", args);
}

static void
fc_attendants_step_show (FcStepList    *self,
                         FcRecord      *record,
                         FcStepListRow *row)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  GArray *drawers = sheet_of (self)->drawers;

  for (guint i = 0; i < drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (drawers, FcSheetDrawer, i);

      if (drawer->drawer == NULL || !fc_id_equal (fc_record_get_id (drawer->drawer), fc_record_get_id (record)))
        continue;
      row->title = fc_drawer_dup_name (draft, drawer);
      row->subtitle = fc_drawer_dup_shortfall (draft, drawer);
    }
  if (row->title == NULL)
    row->title = g_strdup (fc_record_get_text (record, FC_DRAWER_ATTENDANT));
  row->figure = g_strdup_printf ("%s %" G_GINT64_FORMAT, _ ("Drawer"), fc_record_get_int (record, FC_DRAWER_NUMBER));
}

/* By number, or by the beginning of the name. */
static FcRecord *
find_drawer (FcAttendantsStep *self,
             const char       *typed)
{
  GArray *drawers = sheet_of (self)->drawers;
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  for (guint i = 0; i < drawers->len; i++)
    {
      FcRecord *drawer = g_array_index (drawers, FcSheetDrawer, i).drawer;
      const char *name = drawer != NULL ? fc_record_get_text (drawer, FC_DRAWER_ATTENDANT) : NULL;
      g_autofree char *folded = g_utf8_casefold (name != NULL ? name : "", -1);
      g_autofree char *number
          = g_strdup_printf ("%" G_GINT64_FORMAT, drawer != NULL ? fc_record_get_int (drawer, FC_DRAWER_NUMBER) : 0);

      if (drawer != NULL && (strcmp (number, typed) == 0 || g_str_has_prefix (folded, wanted)))
        return drawer;
    }
  return NULL;
}

static void
committed_cb (FcAttendantsStep *self,
              guint             row,
              guint             column,
              const char       *text)
{
  const FcSheetMeter *meter = &g_array_index (sheet_of (self)->meters, FcSheetMeter, row);
  g_autofree char *typed = g_strstrip (g_strdup (text));
  FcRecord *drawer = *typed != '\0' ? find_drawer (self, typed) : NULL;
  JsonObject *args;
  JsonArray *nozzles;
  g_autofree char *nozzle = NULL, *place = g_strdup_printf ("%u", row);
  g_autoptr (GError) error = NULL;
  FcShiftDraft *draft;

  if (drawer == NULL && *typed != '\0')
    {
      fc_step_view_refuse (FC_STEP_VIEW (self), NULL, place, typed, fc_grid_get_row_name (self->nozzles, row),
                           _ ("No attendant of this shift begins like that: type the name or the drawer’s number"));
      return;
    }
  args = json_object_new ();
  nozzles = json_array_new ();
  nozzle = fc_id_dup_string (fc_record_get_ref (meter->reading, FC_METER_READING_NOZZLE_ID));
  json_array_add_string_element (nozzles, nozzle);
  json_object_set_array_member (args, "nozzle_ids", nozzles);
  if (drawer != NULL)
    fc_args_set_id (args, "drawer_id", fc_record_get_id (drawer));
  else
    json_object_set_null_member (args, "drawer_id");
  draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  if (!fc_step_view_run_at (FC_STEP_VIEW (self), place, fc_shift_draft_command (draft, "shift.assign", args), &error))
    g_signal_emit_by_name (draft, "failed", error->message);
  fc_step_view_mend (FC_STEP_VIEW (self), place);
}

static void
finished_cb (FcAttendantsStep *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sheet.next", NULL);
}

static GtkWidget *
fc_attendants_step_make_more (FcStepList *list)
{
  FcAttendantsStep *self = FC_ATTENDANTS_STEP (list);
  GtkWidget *title = gtk_label_new (_ ("Whose nozzles"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  self->nozzles = FC_GRID (fc_grid_new (_ ("Whose nozzles")));
  fc_grid_add_column (self->nozzles, _ ("Nozzle"), NULL, 0, 5);
  fc_grid_add_column (self->nozzles, _ ("Product"), NULL, FC_GRID_WIDE_ONLY, 12);
  fc_grid_add_column (self->nozzles, _ ("Attendant"), NULL, FC_GRID_EDITABLE, 20);
  g_signal_connect_swapped (self->nozzles, "committed", G_CALLBACK (committed_cb), self);
  g_signal_connect_swapped (self->nozzles, "finished", G_CALLBACK (finished_cb), self);
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->nozzles));
  return self->box;
}

/* What could not be taken stands where it was typed. */
static void
show_refused (FcAttendantsStep *self,
              guint             row)
{
  g_autofree char *place = g_strdup_printf ("%u", row);
  const FcRefused *refused = fc_step_view_find_refused (FC_STEP_VIEW (self), place);

  if (refused != NULL)
    fc_grid_keep_typed (self->nozzles, row, COLUMN_ATTENDANT, refused->text);
  fc_grid_set_error (self->nozzles, row, COLUMN_ATTENDANT, refused != NULL ? refused->message : NULL);
}

/* The last attendant was removed, and the nozzles belong to nobody in particular again. */
static void
forget_refused (FcAttendantsStep *self,
                guint             n_nozzles)
{
  for (guint i = 0; i < n_nozzles; i++)
    {
      g_autofree char *place = g_strdup_printf ("%u", i);

      fc_step_view_mend (FC_STEP_VIEW (self), place);
    }
}

static void
fc_attendants_step_show_more (FcStepList *list)
{
  FcAttendantsStep *self = FC_ATTENDANTS_STEP (list);
  FcShiftSheet *sheet = sheet_of (self);

  gtk_widget_set_visible (self->box, sheet->has_drawers);
  fc_grid_set_n_rows (self->nozzles, sheet->has_drawers ? sheet->meters->len : 0);
  if (!sheet->has_drawers)
    forget_refused (self, sheet->meters->len);
  for (guint i = 0; i < fc_grid_get_n_rows (self->nozzles); i++)
    {
      const FcSheetMeter *meter = &g_array_index (sheet->meters, FcSheetMeter, i);
      const char *label = meter->nozzle != NULL ? fc_record_get_text (meter->nozzle, FC_NOZZLE_LABEL) : "?";
      const char *name = meter->drawer != NULL ? fc_record_get_text (meter->drawer, FC_DRAWER_ATTENDANT) : NULL;
      g_autofree char *row_name = g_strdup_printf (_ ("nozzle %s"), label);

      fc_grid_set_row_name (self->nozzles, i, row_name);
      fc_grid_set_text (self->nozzles, i, COLUMN_NOZZLE, label);
      fc_grid_set_text (self->nozzles, i, COLUMN_PRODUCT,
                        meter->product != NULL ? fc_record_get_text (meter->product, FC_PRODUCT_NAME) : "");
      fc_grid_set_text (self->nozzles, i, COLUMN_ATTENDANT, name != NULL ? name : "");
      show_refused (self, i);
    }
  fc_grid_set_read_only (self->nozzles, fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (self))));
}

static void
fc_attendants_step_set_narrow (FcStepView *view,
                               gboolean    narrow)
{
  fc_grid_set_narrow (FC_ATTENDANTS_STEP (view)->nozzles, narrow);
}

static gboolean
fc_attendants_step_focus_place (FcStepView         *view,
                                const FcSheetPlace *place)
{
  FcGrid *nozzles = FC_ATTENDANTS_STEP (view)->nozzles;
  guint64 row = place->place != NULL ? g_ascii_strtoull (place->place, NULL, 10) : G_MAXUINT64;

  if (row < fc_grid_get_n_rows (nozzles))
    return fc_grid_focus_cell (nozzles, (guint) row, COLUMN_ATTENDANT);
  return FC_STEP_VIEW_CLASS (fc_attendants_step_parent_class)->focus_place (view, place);
}

static void
fc_attendants_step_class_init (FcAttendantsStepClass *klass)
{
  FC_STEP_VIEW_CLASS (klass)->step = (FcShiftStep) FC_VIEW_ATTENDANTS;
  FC_STEP_VIEW_CLASS (klass)->focus_place = fc_attendants_step_focus_place;
  FC_STEP_VIEW_CLASS (klass)->set_narrow = fc_attendants_step_set_narrow;
  klass->entity = FC_DRAWER;
  klass->shift_field = FC_DRAWER_SHIFT_ID;
  klass->order_field = FC_DRAWER_NUMBER;
  klass->title = N_ ("Attendants");
  klass->form_title = N_ ("Add an attendant");
  klass->add = N_ ("Add attendant");
  klass->removed = N_ ("Attendant removed");
  klass->prepare = fc_attendants_step_prepare;
  klass->add_rows = fc_attendants_step_add_rows;
  klass->op = fc_attendants_step_op;
  klass->show = fc_attendants_step_show;
  klass->make_more = fc_attendants_step_make_more;
  klass->show_more = fc_attendants_step_show_more;
}

static void
fc_attendants_step_init (FcAttendantsStep *self)
{
}
