/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-meter-rows.h"

#include "fc-display.h"
#include "fc-entry-form.h"
#include "fc-photos.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct {
  const char *name;
  const char *menu;   /* untranslated, as are the next */
  const char *title;
  const char *button;
  const char *command;
  FcEntity entity;
  int fields[7];      /* in the form and in the command, ends with -1 */
} forms[] = {
  [FC_METER_FORM_OPENING] = { "opening", N_ ("Correct the opening…"), N_ ("Correct the opening"), N_ ("Correct it"),
                              "shift.read-meter", FC_METER_READING,
                              { FC_METER_READING_OPENING, FC_METER_READING_REASON, -1 } },
  [FC_METER_FORM_PRICE] = { "price", N_ ("The price changed…"), N_ ("The price changed in this shift"),
                            N_ ("Record the price"), "shift.change-meter", FC_METER_CHANGE,
                            { FC_METER_CHANGE_CHANGED_AT, FC_METER_CHANGE_CLOSING, FC_METER_CHANGE_PRICE,
                              FC_METER_CHANGE_REASON, -1 } },
  [FC_METER_FORM_REPLACEMENT] = { "replacement", N_ ("The meter was replaced…"), N_ ("The meter was replaced"),
                                  N_ ("Record the new meter"), "shift.change-meter", FC_METER_CHANGE,
                                  { FC_METER_CHANGE_CHANGED_AT, FC_METER_CHANGE_CLOSING, FC_METER_CHANGE_OPENING,
                                    FC_METER_CHANGE_DIGITS, FC_METER_CHANGE_PRICE, FC_METER_CHANGE_REASON, -1 } },
  [FC_METER_FORM_TEST] = { "test", N_ ("The test went to another tank…"), N_ ("Where the test went"),
                           N_ ("Take it over"), "shift.read-meter", FC_METER_READING,
                           { FC_METER_READING_TEST, FC_METER_READING_TEST_TANK_ID, -1 } },
};

/* Which row the form under it is about. */
typedef struct {
  FcStepGrid *step; /* not owned: the form is its child */
  FcMeterFormKind kind;
  FcId nozzle_id;
} Open;

static const FcId *
nozzle_of (const FcSheetMeter *meter)
{
  return fc_record_get_ref (meter->reading, FC_METER_READING_NOZZLE_ID);
}

static gboolean
is_open (const FcMeterForm  *open,
         const FcSheetMeter *meter)
{
  return open->kind != FC_METER_FORM_NONE && fc_id_equal (&open->nozzle_id, nozzle_of (meter));
}

/**
 * fc_meter_form_read:
 * @text: "price:NOZZLE"; anything else closes the form
 */
void
fc_meter_form_read (FcMeterForm *self,
                    const char  *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  self->kind = FC_METER_FORM_NONE;
  if (g_strv_length (parts) != 2 || !fc_id_from_string (parts[1], &self->nozzle_id))
    return;
  for (guint kind = FC_METER_FORM_OPENING; kind < G_N_ELEMENTS (forms); kind++)
    if (strcmp (forms[kind].name, parts[0]) == 0)
      self->kind = (FcMeterFormKind) kind;
}

/**
 * fc_meter_rows_add_menu:
 *
 * Gives a nozzle's row its menu: opening, price, new meter, test, photo.
 */
void
fc_meter_rows_add_menu (FcStepGrid         *step,
                        guint               row,
                        const FcSheetMeter *meter)
{
  GMenu *menu = fc_step_grid_menu (step, row, fc_record_get_id (meter->reading));
  g_autofree char *nozzle = fc_id_dup_string (nozzle_of (meter));
  g_autofree char *target = fc_photos_target (meter->reading);
  g_autofree char *photo = g_strdup_printf ("sheet.photo('%s')", target);

  if (menu == NULL)
    return;
  for (guint kind = FC_METER_FORM_OPENING; kind < G_N_ELEMENTS (forms); kind++)
    {
      g_autofree char *action = g_strdup_printf ("meter.form('%s:%s')", forms[kind].name, nozzle);

      g_menu_append (menu, _ (forms[kind].menu), action);
    }
  g_menu_append (menu, _ ("Attach a photo…"), photo);
}

/**
 * fc_meter_rows_key:
 *
 * Returns: (transfer full) (nullable): what stands under the row; NULL for nothing
 */
char *
fc_meter_rows_key (FcStepGrid         *step,
                   const FcSheetMeter *meter,
                   const FcMeterForm  *open)
{
  FcShiftSheet *sheet = fc_step_view_get_sheet (FC_STEP_VIEW (step));
  gboolean locked = fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (step)));
  const FcId *photo = fc_record_get_ref (meter->reading, FC_METER_READING_PHOTO_ID);
  GString *key = g_string_new (NULL);

  if (is_open (open, meter) && !locked)
    g_string_append_printf (key, "form %d ", open->kind);
  for (guint i = 0; meter->n_segments > 1 && i < meter->n_segments; i++)
    {
      const FcSheetSegment *segment = fc_sheet_meter_segment (sheet, meter, i);

      g_string_append_printf (key,
                              "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                              " %" G_GINT64_FORMAT " %d ",
                              segment->opening, segment->closing, segment->net, segment->price, segment->amount,
                              locked + 2 * (meter->problem == FC_METER_OK));
    }
  if (meter->nozzle != NULL && !fc_record_is_null (meter->nozzle, FC_NOZZLE_SECOND_TANK_ID))
    g_string_append (key, "blend ");
  if (photo != NULL)
    {
      g_autofree char *id = fc_id_dup_string (photo);

      g_string_append_printf (key, "photo %s %d %d", id, locked,
                              fc_row_set_get (fc_shift_draft_get_rows (fc_step_view_get_draft (FC_STEP_VIEW (step))),
                                              FC_ATTACHMENT, photo) != NULL);
    }
  if (key->len > 0)
    return g_string_free (key, FALSE);
  g_string_free (key, TRUE);
  return NULL;
}

static void
close_form (FcStepGrid *step)
{
  gtk_widget_activate_action (GTK_WIDGET (step), "meter.form", "s", "");
}

/* A change lies within its shift's day: a wrong day would put the litres at the wrong rate. What was on paper first is
 * opened here after it was worked. */
static gboolean
check_time (FcEntryForm  *form,
            FcShiftDraft *draft)
{
  FcRecord *change = fc_entry_form_get_record (form), *shift = fc_shift_draft_get_shift (draft);
  FcFieldUnits units = fc_field_units_of (fc_shift_draft_get_station (draft));
  gint64 at = fc_record_get_int (change, FC_METER_CHANGE_CHANGED_AT), now = g_get_real_time ();
  gint64 day = fc_time_from_local ((FcDate) fc_record_get_int (shift, FC_SHIFT_BUSINESS_DATE), 0, units.zone);
  gint64 from = MIN (fc_record_get_int (shift, FC_SHIFT_OPENED_AT), day);
  g_autofree char *text = NULL, *first = NULL;

  if (at >= from && at <= now)
    return TRUE;
  first = fc_show_time (from, units.zone);
  text = at > now ? g_strdup (_ ("This has not come yet")) : g_strdup_printf (_ ("The shift began after %s"), first);
  fc_record_form_show_error (fc_entry_form_get_form (form), FC_METER_CHANGE_CHANGED_AT, text);
  return FALSE;
}

static void
begun_cb (FcEntryForm *form,
          Open        *open)
{
  fc_step_view_refuse (FC_STEP_VIEW (open->step), NULL, FC_METER_FORM_PLACE, NULL, _ (forms[open->kind].title),
                       _ ("this was begun and not recorded; finish it, or cancel it"));
}

static void
entered_cb (FcEntryForm *form,
            Open        *open)
{
  g_autoptr (FcStepGrid) step = g_object_ref (open->step);
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (step));
  JsonObject *args = fc_args_of_record (fc_entry_form_get_record (form), forms[open->kind].fields);
  g_autoptr (GError) error = NULL;

  if (forms[open->kind].entity == FC_METER_CHANGE && !check_time (form, draft))
    {
      json_object_unref (args);
      return;
    }
  fc_args_set_id (args, "nozzle_id", &open->nozzle_id);
  if (forms[open->kind].entity == FC_METER_CHANGE)
    json_object_set_string_member (args, "kind", forms[open->kind].name);
  if (fc_step_view_run_at (FC_STEP_VIEW (step), NULL, fc_shift_draft_command (draft, forms[open->kind].command, args),
                           &error))
    close_form (step); /* by now the row may stand on another form */
  else
    fc_entry_form_set_error (form, error->message);
}

static FcRecord *
begin_record (const FcSheetMeter *meter,
              FcMeterFormKind     kind)
{
  gint64 now = g_get_real_time ();
  FcId id = fc_id_new (now);
  FcRecord *record;

  if (forms[kind].entity == FC_METER_READING)
    return fc_record_copy (meter->reading);
  record = fc_record_new (FC_METER_CHANGE, &id);
  fc_record_set_ref (record, FC_METER_CHANGE_SHIFT_ID, fc_record_get_ref (meter->reading, FC_METER_READING_SHIFT_ID));
  fc_record_set_ref (record, FC_METER_CHANGE_STATION_ID,
                     fc_record_get_ref (meter->reading, FC_METER_READING_STATION_ID));
  fc_record_set_ref (record, FC_METER_CHANGE_NOZZLE_ID, nozzle_of (meter));
  fc_record_set_text (record, FC_METER_CHANGE_KIND, forms[kind].name);
  fc_record_set_int (record, FC_METER_CHANGE_CHANGED_AT, now);
  if (kind == FC_METER_FORM_REPLACEMENT)
    fc_record_set_int (record, FC_METER_CHANGE_OPENING, 0);
  return record;
}

static gboolean
focus_form_cb (gpointer form)
{
  if (gtk_widget_get_root (form) != NULL)
    fc_entry_form_focus (form);
  g_object_unref (form);
  return G_SOURCE_REMOVE;
}

static GtkWidget *
make_form (FcStepGrid         *step,
           const FcSheetMeter *meter,
           FcMeterFormKind     kind)
{
  GtkWidget *form = fc_entry_form_new (_ (forms[kind].title), _ (forms[kind].button), TRUE);
  FcFieldUnits units = fc_field_units_of (fc_shift_draft_get_station (fc_step_view_get_draft (FC_STEP_VIEW (step))));
  g_autoptr (FcRecord) record = begin_record (meter, kind);
  g_autoptr (GPtrArray) tanks = fc_step_view_list_tanks (FC_STEP_VIEW (step));
  Open *open = g_new (Open, 1);

  *open = (Open){ .step = step, .kind = kind, .nozzle_id = *nozzle_of (meter) };
  fc_entry_form_set_record (FC_ENTRY_FORM (form), record, &units);
  for (const int *field = forms[kind].fields; *field >= 0; field++)
    if (forms[kind].entity == FC_METER_READING && *field == FC_METER_READING_TEST_TANK_ID)
      fc_record_form_add_ref (fc_entry_form_get_form (FC_ENTRY_FORM (form)),
                              fc_entry_form_get_group (FC_ENTRY_FORM (form)), *field, tanks, FC_TANK_NUMBER);
    else
      fc_record_form_add (fc_entry_form_get_form (FC_ENTRY_FORM (form)),
                          fc_entry_form_get_group (FC_ENTRY_FORM (form)), *field);
  g_signal_connect (form, "begun", G_CALLBACK (begun_cb), open);
  g_signal_connect_data (form, "entered", G_CALLBACK (entered_cb), open, (GClosureNotify) (void (*) (void)) g_free, 0);
  g_signal_connect_object (form, "cancelled", G_CALLBACK (close_form), step, G_CONNECT_SWAPPED);
  g_idle_add (focus_form_cb, g_object_ref (form));
  return form;
}

/* Until the nozzle has been read only where a stretch began and at what rate is known. */
static char *
describe_segment (const FcSheetMeter   *meter,
                  const FcSheetSegment *segment,
                  const char           *currency,
                  guint                 number)
{
  g_autofree char *opening = fc_number_show (FC_NUMBER_VOLUME, segment->opening, NULL);
  g_autofree char *closing = fc_number_show (FC_NUMBER_VOLUME, segment->closing, NULL);
  g_autofree char *net = fc_number_show (FC_NUMBER_VOLUME, segment->net, NULL);
  g_autofree char *rate = fc_number_show (FC_NUMBER_PRICE, segment->price, currency);
  g_autofree char *amount = fc_number_show (FC_NUMBER_MONEY, segment->amount, currency);

  if (meter->problem == FC_METER_OK)
    /* Translators: a stretch of a shift at one rate: number, opening, closing, net, rate, amount */
    return g_strdup_printf (_ ("%u. %s → %s: %s at %s is %s"), number, opening, closing, net, rate, amount);
  /* Translators: a stretch of a shift that is not computed yet: number, opening, closing, rate */
  return g_strdup_printf (_ ("%u. %s → %s at %s"), number, opening, number == meter->n_segments ? "…" : closing, rate);
}

static GtkWidget *
make_segment (FcStepGrid           *step,
              const FcSheetMeter   *meter,
              const FcSheetSegment *segment,
              guint                 number)
{
  const char *currency = fc_shift_draft_get_currency (fc_step_view_get_draft (FC_STEP_VIEW (step)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = describe_segment (meter, segment, currency, number);
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *id = segment->change != NULL ? fc_id_dup_string (fc_record_get_id (segment->change)) : NULL;

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (id != NULL && !fc_shift_draft_is_locked (fc_step_view_get_draft (FC_STEP_VIEW (step))))
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Take this change back"));

      gtk_widget_add_css_class (button, "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "meter.take-back");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
make_blend (FcStepGrid         *step,
            const FcSheetMeter *meter)
{
  g_autofree char *first
      = fc_step_view_dup_tank (FC_STEP_VIEW (step), fc_record_get_ref (meter->nozzle, FC_NOZZLE_TANK_ID));
  g_autofree char *second
      = fc_step_view_dup_tank (FC_STEP_VIEW (step), fc_record_get_ref (meter->nozzle, FC_NOZZLE_SECOND_TANK_ID));
  g_autofree char *share
      = fc_number_show (FC_NUMBER_PERCENT_PPM, fc_record_get_int (meter->nozzle, FC_NOZZLE_BLEND), NULL);
  /* Translators: a blending nozzle: share of the first tank in per cent, first tank, second tank */
  g_autofree char *text = g_strdup_printf (_ ("Blend: %s %% from %s, the rest from %s"), share, first, second);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/**
 * fc_meter_rows_make:
 *
 * Returns: (transfer floating): what fc_meter_rows_key() has told of
 */
GtkWidget *
fc_meter_rows_make (FcStepGrid         *step,
                    guint               row,
                    const FcSheetMeter *meter,
                    const FcMeterForm  *open)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (step));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *photo = fc_photos_make (draft, meter->reading, FC_METER_READING_PHOTO_ID);

  gtk_widget_add_css_class (box, "below");
  for (guint i = 0; meter->n_segments > 1 && i < meter->n_segments; i++)
    gtk_box_append (GTK_BOX (box), make_segment (step, meter,
                                                 fc_sheet_meter_segment (fc_step_view_get_sheet (FC_STEP_VIEW (step)),
                                                                         meter, i),
                                                 i + 1));
  if (meter->nozzle != NULL && !fc_record_is_null (meter->nozzle, FC_NOZZLE_SECOND_TANK_ID))
    gtk_box_append (GTK_BOX (box), make_blend (step, meter));
  if (photo != NULL)
    gtk_box_append (GTK_BOX (box), photo);
  if (is_open (open, meter) && !fc_shift_draft_is_locked (draft))
    gtk_box_append (GTK_BOX (box), make_form (step, meter, open->kind));
  return box;
}
