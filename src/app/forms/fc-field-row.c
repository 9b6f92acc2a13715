/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-field-row-private.h"

#include "fc-time-row.h"

#include <glib/gi18n.h>
#include <string.h>

struct _FcFieldRow {
  FcRecord *record;
  int field;
  const FcField *info;
  FcFieldUnits units;
  GtkWidget *widget;
  GtkWidget *toggle;     /* switch of a yes/no or member row */
  GtkEventController *focus; /* (nullable): of an entry */
  char *title;
  char *member;          /* (nullable): set member the switch stands for */
  gboolean may_be_none; /* the first choice is none of them */
  GPtrArray *choices;    /* (nullable): FcRecord a reference may point to */
  char *error;           /* (nullable): what is wrong with what was typed */
  gboolean showing;      /* the widget follows the record, not the person */
  gboolean typed;        /* since it was last left */
  FcFieldRowChanged changed;
  gpointer user_data;
};

static void
tell (FcFieldRow *row,
      gboolean    finished)
{
  if (!row->showing)
    row->changed (row, finished, row->user_data);
}

/**
 * fc_field_row_show_error:
 * @text: (nullable): stands in the row's title until it is mended
 */
void
fc_field_row_show_error (FcFieldRow *row,
                         const char *text)
{
  g_autofree char *title = text != NULL ? g_strdup_printf ("%s — %s", row->title, text) : g_strdup (row->title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->widget), title);
  gtk_widget_set_tooltip_text (row->widget, ADW_IS_ENTRY_ROW (row->widget) ? title : NULL); /* it may be shortened */
  if (text != NULL)
    gtk_widget_add_css_class (row->widget, "error");
  else
    gtk_widget_remove_css_class (row->widget, "error");
  if (ADW_IS_ENTRY_ROW (row->widget))
    gtk_accessible_update_state (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row->widget))),
                                 GTK_ACCESSIBLE_STATE_INVALID,
                                 text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
read_set (FcFieldRow *row)
{
  g_auto (GStrv) members = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (row->widget)), ",;", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) result = NULL;

  for (guint i = 0; members[i] != NULL; i++)
    if (*g_strstrip (members[i]) != '\0')
      g_strv_builder_add (builder, members[i]);
  result = g_strv_builder_end (builder);
  fc_record_set_set (row->record, row->field, (const char *const *) result);
}

static char *
dup_text (FcFieldRow *row)
{
  g_auto (GStrv) members = NULL;

  if (row->info->type != FC_TYPE_SET)
    return fc_field_to_text (row->info, fc_record_get_value (row->record, row->field), &row->units);
  members = fc_record_dup_set (row->record, row->field);
  return members != NULL ? g_strjoinv (", ", members) : g_strdup ("");
}

/* FALSE where it reads as what the record has: a number row lays out its text anew as it is left. */
static gboolean
read_entry (FcFieldRow *row)
{
  FcValue value = { .kind = FC_VALUE_NULL };
  g_autoptr (GError) error = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row->widget));
  gboolean changed = row->error != NULL;

  g_clear_pointer (&row->error, g_free);
  if (row->info->type == FC_TYPE_SET)
    {
      read_set (row);
      return TRUE;
    }
  if (fc_field_from_text (row->info, text, &row->units, &value, &error))
    {
      changed |= !fc_value_equal (&value, fc_record_get_value (row->record, row->field));
      if (changed)
        fc_record_set_value (row->record, row->field, &value);
      fc_field_row_show_error (row, NULL);
    }
  else
    row->error = g_strdup (error->message);
  fc_value_clear (&value);
  return changed || row->error != NULL;
}

static void
entry_changed_cb (FcFieldRow *row)
{
  if (row->showing)
    return;
  if (!read_entry (row))
    return;
  row->typed = TRUE;
  tell (row, FALSE);
}

static void
entry_finished_cb (FcFieldRow *row)
{
  if (row->error != NULL)
    fc_field_row_show_error (row, row->error);
  if (row->typed) /* to walk through changes nothing */
    tell (row, TRUE);
  row->typed = FALSE;
}

static void
choice_selected_cb (FcFieldRow *row)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row->widget));

  if (row->showing || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (row->choices != NULL && row->may_be_none && selected == 0)
    fc_record_set_ref (row->record, row->field, NULL);
  else if (row->choices != NULL)
    fc_record_set_ref (row->record, row->field,
                       fc_record_get_id (g_ptr_array_index (row->choices, selected - row->may_be_none)));
  else
    fc_record_set_text (row->record, row->field, row->info->choices[selected]);
  fc_field_row_show_error (row, NULL);
  tell (row, TRUE);
}

static void
set_member (FcFieldRow *row,
            gboolean    in)
{
  g_auto (GStrv) members = fc_record_dup_set (row->record, row->field);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) result = NULL;

  for (guint i = 0; members != NULL && members[i] != NULL; i++)
    if (strcmp (members[i], row->member) != 0)
      g_strv_builder_add (builder, members[i]);
  if (in)
    g_strv_builder_add (builder, row->member);
  result = g_strv_builder_end (builder);
  fc_record_set_set (row->record, row->field, (const char *const *) result);
}

static void
toggled_cb (FcFieldRow *row)
{
  gboolean active = gtk_switch_get_active (GTK_SWITCH (row->toggle));

  if (row->showing)
    return;
  if (row->member != NULL)
    set_member (row, active);
  else
    fc_record_set_int (row->record, row->field, active);
  tell (row, TRUE);
}

static void
read_time (FcFieldRow *row)
{
  g_autoptr (GError) error = NULL;
  gint64 time_us;

  g_clear_pointer (&row->error, g_free);
  if (!fc_time_row_get_time (FC_TIME_ROW (row->widget), &time_us, &error))
    row->error = g_strdup (error->message);
  else if (fc_record_is_null (row->record, row->field) || fc_record_get_int (row->record, row->field) != time_us)
    fc_record_set_int (row->record, row->field, time_us);
}

static void
time_changed_cb (FcFieldRow *row)
{
  if (row->showing)
    return;
  read_time (row);
  fc_field_row_show_error (row, row->error);
  tell (row, FALSE);
}

static FcFieldRow *
row_new (FcRecord         *record,
         int               field,
         FcFieldRowChanged changed,
         gpointer          user_data)
{
  FcFieldRow *row = g_new0 (FcFieldRow, 1);

  row->record = g_object_ref (record);
  row->field = field;
  row->info = &fc_catalog_get (fc_record_get_entity (record))->fields[field];
  row->changed = changed;
  row->user_data = user_data;
  return row;
}

static void
take_widget (FcFieldRow *row,
             GtkWidget  *widget)
{
  row->widget = g_object_ref_sink (widget);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->title);
  gtk_widget_set_tooltip_text (widget, ADW_IS_ENTRY_ROW (widget) ? row->title : NULL); /* it may be shortened */
}

static void
make_entry (FcFieldRow *row)
{
  GtkEditable *text;

  row->focus = g_object_ref (gtk_event_controller_focus_new ());
  take_widget (row, adw_entry_row_new ());
  text = gtk_editable_get_delegate (GTK_EDITABLE (row->widget));
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, row->title, -1);
  g_signal_connect_swapped (row->widget, "changed", G_CALLBACK (entry_changed_cb), row);
  g_signal_connect_swapped (row->widget, "entry-activated", G_CALLBACK (entry_finished_cb), row);
  g_signal_connect_swapped (row->focus, "leave", G_CALLBACK (entry_finished_cb), row);
  gtk_widget_add_controller (row->widget, row->focus);
}

static void
make_switch (FcFieldRow *row)
{
  take_widget (row, adw_action_row_new ());
  row->toggle = gtk_switch_new ();
  gtk_widget_set_valign (row->toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, row->title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->widget), row->toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row->widget), row->toggle);
  g_signal_connect_swapped (row->toggle, "notify::active", G_CALLBACK (toggled_cb), row);
}

static void
make_time (FcFieldRow *row)
{
  take_widget (row, fc_time_row_new (row->title));
  if (row->units.zone != NULL)
    fc_time_row_set_zone (FC_TIME_ROW (row->widget), row->units.zone);
  g_signal_connect_swapped (row->widget, "changed", G_CALLBACK (time_changed_cb), row);
}

static void
make_combo (FcFieldRow        *row,
            const char *const *labels)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  take_widget (row, adw_combo_row_new ());
  row->showing = TRUE;
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row->widget), row->choices != NULL); /* names are as long as people make them */
  adw_combo_row_set_model (ADW_COMBO_ROW (row->widget), G_LIST_MODEL (list));
  row->showing = FALSE;
  g_signal_connect_swapped (row->widget, "notify::selected", G_CALLBACK (choice_selected_cb), row);
}

/**
 * fc_field_row_new:
 *
 * Returns: (transfer full): a row for a field that is typed, switched or chosen from the catalog's choices
 */
FcFieldRow *
fc_field_row_new (FcRecord           *record,
                  int                 field,
                  const FcFieldUnits *units,
                  FcFieldRowChanged   changed,
                  gpointer            user_data)
{
  FcFieldRow *row = row_new (record, field, changed, user_data);

  row->units = *units;
  row->title = fc_field_title (row->info, units);
  if (row->info->type == FC_TYPE_BOOL)
    make_switch (row);
  else if (row->info->type == FC_TYPE_TIME)
    make_time (row);
  else if (row->info->type == FC_TYPE_ENUM)
    {
      g_autoptr (GPtrArray) labels = g_ptr_array_new ();

      for (guint i = 0; row->info->choices[i] != NULL; i++)
        g_ptr_array_add (labels, (gpointer) fc_choice_label (row->info->choices[i]));
      g_ptr_array_add (labels, NULL);
      make_combo (row, (const char *const *) labels->pdata);
    }
  else
    make_entry (row);
  return row;
}

/* A combo row with one item does not open, so it could never be chosen. */
static void
choose_the_only_one (FcFieldRow *row)
{
  if (row->choices->len == 1 && (row->info->flags & FC_FIELD_REQUIRED) != 0 &&
      fc_record_is_null (row->record, row->field))
    fc_record_set_ref (row->record, row->field, fc_record_get_id (g_ptr_array_index (row->choices, 0)));
}

/**
 * fc_field_row_new_ref:
 * @choices: (element-type FcRecord): what the field may point to; kept, however long the row lives
 * @none: (nullable): what people call it where it points to nothing
 *
 * Returns: (transfer full): a row that lists @choices by @label_field
 */
FcFieldRow *
fc_field_row_new_ref (FcRecord         *record,
                      int               field,
                      GPtrArray        *choices,
                      int               label_field,
                      const char       *none,
                      FcFieldRowChanged changed,
                      gpointer          user_data)
{
  FcFieldRow *row = row_new (record, field, changed, user_data);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  row->title = g_strdup (_ (row->info->label));
  row->choices = g_ptr_array_new_with_free_func (g_object_unref);
  row->may_be_none = (row->info->flags & FC_FIELD_REQUIRED) == 0;
  if (row->may_be_none)
    g_ptr_array_add (labels, g_strdup (none != NULL ? none : C_ ("choice", "None")));
  for (guint i = 0; i < choices->len; i++)
    {
      FcRecord *choice = g_ptr_array_index (choices, i);

      g_ptr_array_add (row->choices, g_object_ref (choice));
      if (fc_type_is_text (fc_catalog_get (fc_record_get_entity (choice))->fields[label_field].type))
        g_ptr_array_add (labels, g_strdup (fc_record_get_text (choice, label_field)));
      else
        g_ptr_array_add (labels, g_strdup_printf ("%" G_GINT64_FORMAT, fc_record_get_int (choice, label_field)));
    }
  g_ptr_array_add (labels, NULL);
  choose_the_only_one (row);
  make_combo (row, (const char *const *) labels->pdata);
  return row;
}

/**
 * fc_field_row_new_member:
 *
 * Returns: (transfer full): a switch for one possible @member of a set
 */
FcFieldRow *
fc_field_row_new_member (FcRecord         *record,
                         int               field,
                         const char       *member,
                         const char       *label,
                         FcFieldRowChanged changed,
                         gpointer          user_data)
{
  FcFieldRow *row = row_new (record, field, changed, user_data);

  row->title = g_strdup (label);
  row->member = g_strdup (member);
  make_switch (row);
  return row;
}

void
fc_field_row_free (gpointer data)
{
  FcFieldRow *row = data;

  g_signal_handlers_disconnect_by_data (row->widget, row);
  if (row->toggle != NULL)
    g_signal_handlers_disconnect_by_data (row->toggle, row);
  if (row->focus != NULL)
    g_signal_handlers_disconnect_by_data (row->focus, row);
  g_clear_object (&row->focus);
  g_clear_object (&row->widget);
  g_clear_object (&row->record);
  g_clear_pointer (&row->choices, g_ptr_array_unref);
  g_free (row->title);
  g_free (row->member);
  g_free (row->error);
  g_free (row);
}

GtkWidget *
fc_field_row_get_widget (FcFieldRow *row)
{
  return row->widget;
}

int
fc_field_row_get_field (FcFieldRow *row)
{
  return row->field;
}

/**
 * fc_field_row_is_busy:
 *
 * Returns: whether somebody is typing here, or what was typed is still wrong
 */
gboolean
fc_field_row_is_busy (FcFieldRow *row)
{
  return row->error != NULL
         || ((ADW_IS_ENTRY_ROW (row->widget) || FC_IS_TIME_ROW (row->widget))
             && (gtk_widget_get_state_flags (row->widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0);
}

static void
show_choice (FcFieldRow *row)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  if (row->choices != NULL)
    {
      const FcId *id = fc_record_get_ref (row->record, row->field);

      if (id == NULL && row->may_be_none)
        selected = 0;
      for (guint i = 0; id != NULL && i < row->choices->len; i++)
        if (fc_id_equal (fc_record_get_id (g_ptr_array_index (row->choices, i)), id))
          selected = i + row->may_be_none;
    }
  else
    for (guint i = 0; row->info->choices[i] != NULL; i++)
      if (g_strcmp0 (row->info->choices[i], fc_record_get_text (row->record, row->field)) == 0)
        selected = i;
  adw_combo_row_set_selected (ADW_COMBO_ROW (row->widget), selected);
}

/**
 * fc_field_row_show:
 *
 * Brings the widget to what the record holds.
 */
void
fc_field_row_show (FcFieldRow *row)
{
  row->showing = TRUE;
  if (row->member != NULL)
    gtk_switch_set_active (GTK_SWITCH (row->toggle),
                           fc_record_set_has (row->record, row->field, row->member));
  else if (row->toggle != NULL)
    gtk_switch_set_active (GTK_SWITCH (row->toggle), fc_record_get_bool (row->record, row->field));
  else if (ADW_IS_COMBO_ROW (row->widget))
    show_choice (row);
  else if (FC_IS_TIME_ROW (row->widget))
    fc_time_row_set_time (FC_TIME_ROW (row->widget), fc_record_get_int (row->record, row->field));
  else
    {
      g_autofree char *text = dup_text (row);

      if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (row->widget))) != 0)
        gtk_editable_set_text (GTK_EDITABLE (row->widget), text);
    }
  row->showing = FALSE;
}

/**
 * fc_field_row_check:
 * @show: stand what is wrong on the row
 *
 * Returns: whether what the row holds can be saved
 */
gboolean
fc_field_row_check (FcFieldRow *row,
                    gboolean    show)
{
  if (row->toggle != NULL)
    return TRUE;
  g_clear_pointer (&row->error, g_free);
  if (ADW_IS_ENTRY_ROW (row->widget))
    read_entry (row);
  else if (FC_IS_TIME_ROW (row->widget))
    read_time (row);
  else if ((row->info->flags & FC_FIELD_REQUIRED) != 0
           && adw_combo_row_get_selected (ADW_COMBO_ROW (row->widget)) == GTK_INVALID_LIST_POSITION)
    row->error = g_strdup (_ ("Needed"));
  if (show)
    fc_field_row_show_error (row, row->error);
  return row->error == NULL;
}

/**
 * fc_field_row_set_zone:
 *
 * By whose clock a time is read; other rows have none.
 */
void
fc_field_row_set_zone (FcFieldRow *row,
                       GTimeZone  *zone)
{
  if (FC_IS_TIME_ROW (row->widget))
    fc_time_row_set_zone (FC_TIME_ROW (row->widget), zone);
}

void
fc_field_row_set_editable (FcFieldRow *row,
                           gboolean    editable)
{
  if (ADW_IS_ENTRY_ROW (row->widget))
    gtk_editable_set_editable (GTK_EDITABLE (row->widget), editable);
  else
    gtk_widget_set_sensitive (row->widget, editable);
}
