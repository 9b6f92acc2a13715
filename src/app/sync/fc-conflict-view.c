/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record-form.h"
#include "fc-sync-view.h"

#include "fc-display.h"

#include <glib/gi18n.h>

/* What two people made of the same field, side by side, and a choice for each field. */

#define CONFLICT_KEY "fc-conflict"
#define CHOICE_KEY   "fc-choice"
#define COMMENT_KEY  "fc-comment"
#define FORM_KEY     "fc-form"

static const FcEntityInfo *
entity_of (FcRecord *conflict)
{
  return fc_catalog_find (fc_record_get_text (conflict, FC_CONFLICT_ENTITY));
}

static int
field_of (FcRecord *conflict)
{
  const FcEntityInfo *about = entity_of (conflict);
  const char *field = fc_record_get_text (conflict, FC_CONFLICT_FIELD);

  return about != NULL && field != NULL ? fc_catalog_field (about->id, field) : -1;
}

static FcRecord *
row_of (FcSyncView *self,
        FcRecord   *conflict)
{
  const FcEntityInfo *about = entity_of (conflict);

  return about != NULL ? fc_sync_case_get_row (self->sync_case, about->id,
                                               fc_record_get_ref (conflict, FC_CONFLICT_ROW_ID))
                       : NULL;
}

static gboolean
may_decide (FcSyncView *self,
            FcRecord   *conflict)
{
  const FcEntityInfo *about = entity_of (conflict);

  return about != NULL && fc_context_may (self->context, about->write != NULL ? about->write : "*");
}

static gboolean
is_open (FcRecord *conflict)
{
  return g_strcmp0 (fc_record_get_text (conflict, FC_CONFLICT_STATE), "open") == 0;
}

static char *
value_of (FcSyncView *self,
          FcRecord   *conflict,
          int         which)
{
  return fc_change_value_text (fc_record_get_text (conflict, FC_CONFLICT_ENTITY), field_of (conflict),
                               fc_record_get_text (conflict, which), self->words, &self->units);
}

/* What the record holds now, which may be later than what it held when the two met. */
static char *
value_now (FcSyncView *self,
           FcRecord   *conflict)
{
  FcRecord *row = row_of (self, conflict);
  g_autofree char *json = NULL;

  if (row == NULL || field_of (conflict) < 0)
    return value_of (self, conflict, FC_CONFLICT_KEPT);
  json = fc_record_to_json_text (row, G_GUINT64_CONSTANT (1) << field_of (conflict));
  return fc_change_value_text (fc_record_get_text (conflict, FC_CONFLICT_ENTITY), field_of (conflict), json, self->words,
                               &self->units);
}

static char *
who_and_when (FcSyncView *self,
              FcRecord   *conflict,
              int         by,
              int         at)
{
  const char *who = fc_sync_case_get_who (self->sync_case, fc_record_get_ref (conflict, by));
  g_autofree char *when =
    fc_record_is_null (conflict, at) ? NULL : fc_show_time_long (fc_record_get_int (conflict, at), self->units.zone);

  if (who == NULL)
    who = _ ("Somebody else");
  return when != NULL ? g_strdup_printf ("%s\n%s", who, when) : g_strdup (who);
}

static void
decide (FcSyncView *self,
        GtkButton  *button)
{
  FcRecord *conflict = g_object_get_data (G_OBJECT (button), CONFLICT_KEY);
  const char *choice = g_object_get_data (G_OBJECT (button), CHOICE_KEY);
  GtkWidget *comment = g_object_get_data (G_OBJECT (button), COMMENT_KEY);
  FcRecordForm *form = g_object_get_data (G_OBJECT (button), FORM_KEY);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (comment));
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autofree char *value = NULL;

  if (self->busy || (form != NULL && !fc_record_form_validate (form)))
    return;
  if (form != NULL)
    value = fc_record_to_json_text (fc_record_form_get_record (form), G_GUINT64_CONSTANT (1) << field_of (conflict));
  g_ptr_array_add (ops, fc_conflict_decide_op (conflict, choice, row_of (self, conflict), value,
                                               *text != '\0' ? text : NULL, g_get_real_time ()));
  fc_sync_view_run (self, ops, _ ("Decided; every office will have it"));
}

static GtkWidget *
decide_button (FcSyncView *self,
               GtkWidget  *box,
               const char *label,
               FcRecord   *conflict,
               const char *choice,
               GtkWidget  *comment)
{
  GtkWidget *button = fc_sync_view_add_button (self, box, label, G_CALLBACK (decide));

  g_object_set_data_full (G_OBJECT (button), CONFLICT_KEY, g_object_ref (conflict), g_object_unref);
  g_object_set_data (G_OBJECT (button), CHOICE_KEY, (gpointer) choice);
  g_object_set_data_full (G_OBJECT (button), COMMENT_KEY, g_object_ref (comment), g_object_unref);
  gtk_widget_set_sensitive (button, may_decide (self, conflict));
  return button;
}

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* One side: what it is, by whom and when. */
static GtkWidget *
side_new (const char *title,
          const char *value,
          const char *who)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *spoken = g_strdup_printf ("%s: %s, %s", title, value, who);
  GtkWidget *by = label_new (who, "caption");

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "conflict-side");
  gtk_widget_set_hexpand (card, TRUE);
  gtk_widget_add_css_class (by, "dim-label");
  gtk_widget_set_vexpand (by, TRUE);
  gtk_widget_set_valign (by, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (card), label_new (title, "heading"));
  gtk_box_append (GTK_BOX (card), label_new (value, "title-2"));
  gtk_box_append (GTK_BOX (card), by);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return card;
}

static void
add_sides (FcSyncView *self,
           GtkWidget  *group,
           FcRecord   *conflict,
           GtkWidget  *comment)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *kept = value_now (self, conflict), *wanted = value_of (self, conflict, FC_CONFLICT_WANTED);
  g_autofree char *kept_who = who_and_when (self, conflict, FC_CONFLICT_KEPT_BY, FC_CONFLICT_KEPT_AT);
  g_autofree char *wanted_who = who_and_when (self, conflict, FC_CONFLICT_WANTED_BY, FC_CONFLICT_WANTED_AT);
  GtkWidget *left = side_new (_ ("In the record"), kept, kept_who);
  GtkWidget *right = side_new (_ ("Came second"), wanted, wanted_who);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  if (is_open (conflict))
    {
      decide_button (self, left, _ ("_Keep this"), conflict, "kept", comment);
      if (row_of (self, conflict) != NULL)
        decide_button (self, right, _ ("_Take this"), conflict, "wanted", comment);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
}

static gboolean
can_be_typed (FcRecord *conflict)
{
  FcType type = entity_of (conflict)->fields[field_of (conflict)].type;

  return type != FC_TYPE_REF && type != FC_TYPE_SET;
}

/* Neither of the two may be right. */
static void
add_other (FcSyncView *self,
           GtkWidget  *group,
           FcRecord   *conflict,
           GtkWidget  *comment)
{
  FcRecord *row = row_of (self, conflict);
  g_autoptr (FcRecord) draft = NULL;
  FcRecordForm *form;
  GtkWidget *expander, *use, *box;

  if (row == NULL || field_of (conflict) < 0 || !can_be_typed (conflict) || !may_decide (self, conflict))
    return;
  draft = fc_record_copy (row);
  form = fc_record_form_new (draft, &self->units);
  expander = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (expander), _ ("Or neither of them"));
  fc_record_form_add (form, expander, field_of (conflict));
  gtk_widget_set_margin_top (expander, 12);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_margin_top (box, 6);
  use = decide_button (self, box, _ ("_Use this value instead"), conflict, "other", comment);
  g_object_set_data_full (G_OBJECT (use), FORM_KEY, form, g_object_unref);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
}

static char *
decision_of (FcSyncView *self,
             FcRecord   *conflict)
{
  g_autofree char *value = value_of (self, conflict, FC_CONFLICT_VALUE);
  g_autofree char *who = who_and_when (self, conflict, FC_CONFLICT_DECIDED_BY, FC_CONFLICT_DECIDED_AT);
  const char *comment = fc_record_get_text (conflict, FC_CONFLICT_COMMENT);

  g_strdelimit (who, "\n", ' ');
  if (g_strcmp0 (fc_record_get_text (conflict, FC_CONFLICT_STATE), "settled") == 0)
    return g_strdup_printf (_ ("Settled by another change: %s"), who);
  return g_strdup_printf ("%s · %s%s%s", value, who, comment != NULL ? "\n" : "", comment != NULL ? comment : "");
}

static GtkWidget *
comment_new (void)
{
  GtkWidget *comment = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (comment), _ ("Why, for the others (optional)"));
  return comment;
}

static void
add_conflict (FcSyncView *self,
              FcRecord   *conflict)
{
  const FcEntityInfo *about = entity_of (conflict);
  int field = field_of (conflict);
  g_autofree char *title = field >= 0 ? fc_field_title (&about->fields[field], &self->units)
                                      : g_strdup (fc_record_get_text (conflict, FC_CONFLICT_FIELD));
  g_autofree char *base = value_of (self, conflict, FC_CONFLICT_BASE);
  g_autofree char *before = g_strdup_printf (_ ("Both saw: %s"), base);
  GtkWidget *group = fc_sync_view_add_group (self, title, before);
  GtkWidget *comment = g_object_ref_sink (comment_new ());

  add_sides (self, group, conflict, comment);
  if (!is_open (conflict))
    {
      g_autofree char *decision = decision_of (self, conflict);
      GtkWidget *outcome = fc_sync_view_add_group (self, NULL, NULL);

      fc_sync_view_add_row (outcome, _ ("Decided"), decision);
    }
  else if (may_decide (self, conflict))
    {
      GtkWidget *more = fc_sync_view_add_group (self, NULL, NULL);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (more), comment);
      add_other (self, more, conflict, comment);
    }
  g_object_unref (comment);
}

static const char *
explain (FcSyncView *self,
         FcRecord   *conflict)
{
  if (!is_open (conflict))
    return _ ("This has been decided.");
  if (!may_decide (self, conflict))
    return _ ("Two people changed the same apart from each other. Somebody whose roles allow this change decides; until "
              "then the first value stands.");
  if (row_of (self, conflict) == NULL)
    return _ ("The record has been deleted since. The conflict can only be closed.");
  return _ ("Two people changed the same apart from each other. Until you decide, the first value stands.");
}

/* What tells the row from its sisters: a count's denomination, a reading's nozzle. */
static void
append_marks (FcSyncView *self,
              GString    *title,
              FcRecord   *row)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (row));

  for (guint i = 0; i < about->n_fields; i++)
    {
      const FcField *field = &about->fields[i];
      g_autofree char *json = NULL, *text = NULL;

      if ((field->flags & FC_FIELD_FIXED) == 0 || (field->flags & FC_FIELD_PARENT) != 0 ||
          fc_record_is_null (row, (int) i) || (int) i == fc_catalog_station_field (about->id))
        continue;
      if (field->type == FC_TYPE_REF &&
          (self->words == NULL || !g_hash_table_contains (self->words, fc_record_get_ref (row, (int) i))))
        continue;
      json = fc_record_to_json_text (row, G_GUINT64_CONSTANT (1) << i);
      text = fc_change_value_text (about->name, (int) i, json, self->words, &self->units);
      g_string_append_printf (title, ", %s", text);
    }
}

/* "Cash count, 100.00" */
static char *
title_of (FcSyncView *self,
          FcRecord   *conflict)
{
  g_autofree char *record = fc_record_words_of (self->words, fc_record_get_text (conflict, FC_CONFLICT_ENTITY),
                                                fc_record_get_ref (conflict, FC_CONFLICT_ROW_ID));
  GString *title = g_string_new (record);

  if (row_of (self, conflict) != NULL)
    append_marks (self, title, row_of (self, conflict));
  return g_string_free (title, FALSE);
}

/* "Shift 3, 20 Nov · Carrigmore", and what is to be done. */
static char *
description_of (FcSyncView *self,
                FcRecord   *conflict,
                const char *text)
{
  const FcId *row_id = fc_record_get_ref (conflict, FC_CONFLICT_ROW_ID);
  const FcId *root_id = fc_record_get_ref (conflict, FC_CONFLICT_ROOT_ID);
  const FcId *station = fc_record_get_ref (conflict, FC_CONFLICT_STATION_ID);
  const FcStationName *name = station != NULL ? fc_context_find_station (self->context, station) : NULL;
  const char *root = root_id != NULL && self->words != NULL ? g_hash_table_lookup (self->words, root_id) : NULL;
  GString *where = g_string_new (NULL);

  if (root != NULL && row_id != NULL && !fc_id_equal (root_id, row_id) && (name == NULL || !g_str_equal (root, name->name)))
    g_string_append (where, root);
  if (name != NULL && (row_id == NULL || !fc_id_equal (station, row_id)))
    g_string_append_printf (where, "%s%s", where->len > 0 ? " · " : "", name->name);
  g_string_append_printf (where, "%s%s", where->len > 0 ? "\n" : "", text);
  return g_string_free (where, FALSE);
}

/**
 * fc_conflict_view_fill:
 *
 * Every open conflict of the record, the one that was asked for first.
 */
void
fc_conflict_view_fill (FcSyncView *self)
{
  FcRecord *first = self->sync_case->conflicts->pdata[0];
  const FcEntityInfo *about = entity_of (first);
  g_autofree char *title = title_of (self, first);
  g_autofree char *description = description_of (self, first, explain (self, first));
  GtkWidget *head = fc_sync_view_add_group (self, title, description);

  if (about != NULL && row_of (self, first) != NULL)
    fc_sync_view_add_open (self, head, about->id, fc_record_get_ref (first, FC_CONFLICT_ROW_ID),
                           fc_record_get_ref (first, FC_CONFLICT_ROOT_ID));
  for (guint i = 0; i < self->sync_case->conflicts->len; i++)
    add_conflict (self, self->sync_case->conflicts->pdata[i]);
}
