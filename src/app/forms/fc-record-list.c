/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record-list.h"

#include <glib/gi18n.h>
#include <string.h>

/* One record's row. */
typedef struct {
  FcRecordList *list;  /* owner */
  GtkWidget *row;      /* AdwExpanderRow in the group */
  FcRecordForm *form;
  gboolean draft;      /* live list: not saved yet */
} Entry;

struct _FcRecordList {
  AdwBin parent_instance;

  const FcRecordListSpec *spec;
  FcId station_id;
  FcFieldUnits units;
  FcRowSet *rows;       /* (nullable) not owned */
  FcReplica *replica;   /* (nullable) */
  gboolean editable;
  AdwPreferencesGroup *group;
  GtkWidget *add_button;
  GPtrArray *entries;   /* Entry */
  guint n_choices;      /* records the entries may point to */
  GHashTable *fixed;    /* (nullable): ids of records that are shown only */
};

G_DEFINE_FINAL_TYPE (FcRecordList, fc_record_list, ADW_TYPE_BIN)

enum { SIGNAL_EDITED, SIGNAL_FAILED, SIGNAL_REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_signal_handlers_disconnect_by_data (entry->form, entry);
  g_clear_object (&entry->form);
  g_free (entry);
}

static int
label_field_of (FcEntity target)
{
  switch ((int) target)
    {
    case FC_PRODUCT:
      return FC_PRODUCT_NAME;
    case FC_TANK:
      return FC_TANK_NUMBER;
    case FC_PUMP:
      return FC_PUMP_NUMBER;
    case FC_STATION:
      return FC_STATION_NAME;
    case FC_GAUGE:
      return FC_GAUGE_NAME;
    default:
      return 0;
    }
}

static gint
compare_records (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  FcRecord *first = *(FcRecord *const *) a;
  FcRecord *second = *(FcRecord *const *) b;
  const int *field = user_data;
  const FcField *info = &fc_catalog_get (fc_record_get_entity (first))->fields[*field];

  if (fc_type_is_text (info->type))
    return g_strcmp0 (fc_record_get_text (first, *field), fc_record_get_text (second, *field));
  return fc_record_get_int (first, *field) < fc_record_get_int (second, *field) ? -1 : 1;
}

/* Records of @entity that belong to the station (or to the company), in order. */
static GPtrArray *
list_records (FcRecordList *self,
              FcEntity      entity)
{
  int station = fc_catalog_station_field (entity);
  GPtrArray *list = entity != FC_STATION && station >= 0
                        ? fc_row_set_list_by (self->rows, entity, station, &self->station_id)
                        : fc_row_set_list (self->rows, entity);
  int order = entity == self->spec->entity ? self->spec->fields[0] : label_field_of (entity);

  g_ptr_array_sort_with_data (list, compare_records, &order);
  return list;
}

static void
show_title (Entry *entry)
{
  FcRecordList *self = entry->list;
  FcRecord *record = fc_record_form_get_record (entry->form);
  g_autofree char *title = self->spec->name (record, self->rows);
  g_autofree char *summary = self->spec->summary != NULL ? self->spec->summary (record, self->rows) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry->row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (entry->row), summary != NULL ? summary : "");
}

static void
edited_cb (Entry *entry)
{
  FcRecordList *self = entry->list;

  show_title (entry);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
failed_cb (Entry      *entry,
           const char *text)
{
  g_signal_emit (entry->list, signals[SIGNAL_FAILED], 0, text);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FcRecordList) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

static void
forget (FcRecordList *self,
        Entry        *entry)
{
  adw_preferences_group_remove (self->group, entry->row);
  g_ptr_array_remove (self->entries, entry);
}

static void
save_clicked_cb (Entry *entry)
{
  FcRecordList *self = entry->list;

  if (!fc_record_form_validate (entry->form))
    return;
  fc_replica_run_op_async (self->replica,
                           fc_op_new_insert (fc_record_form_get_record (entry->form), g_get_real_time ()), NULL,
                           ran_cb, g_object_ref (self));
  forget (self, entry);
}

static void
remove_clicked_cb (Entry *entry)
{
  FcRecordList *self = entry->list;
  g_autoptr (FcRecord) record = g_object_ref (fc_record_form_get_record (entry->form));
  gboolean saved = self->replica != NULL && !entry->draft;

  if (self->replica == NULL)
    fc_row_set_remove (self->rows, self->spec->entity, fc_record_get_id (record));
  else if (saved)
    fc_replica_run_op_async (self->replica, fc_op_new_delete (record, g_get_real_time ()), NULL, ran_cb,
                             g_object_ref (self));
  forget (self, entry);
  if (saved)
    g_signal_emit (self, signals[SIGNAL_REMOVED], 0, record);
  else
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
add_buttons (FcRecordList *self,
             Entry        *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *remove = gtk_button_new_with_label (_ ("Remove"));

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_add_css_class (remove, "destructive-action");
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_clicked_cb), entry);
  gtk_box_append (GTK_BOX (box), remove);
  if (entry->draft)
    {
      GtkWidget *save = gtk_button_new_with_label (_ ("Save"));

      gtk_widget_add_css_class (save, "suggested-action");
      g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_clicked_cb), entry);
      gtk_box_append (GTK_BOX (box), save);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (entry->row), row);
}

static void
add_fields (FcRecordList *self,
            Entry        *entry)
{
  const FcEntityInfo *info = fc_catalog_get (self->spec->entity);

  for (const int *field = self->spec->fields; *field >= 0; field++)
    if (info->fields[*field].type == FC_TYPE_REF)
      {
        g_autoptr (GPtrArray) choices = list_records (self, info->fields[*field].target);

        fc_record_form_add_ref (entry->form, entry->row, *field, choices,
                                label_field_of (info->fields[*field].target));
      }
    else
      fc_record_form_add (entry->form, entry->row, *field);
}

static gboolean
is_fixed (FcRecordList *self,
          FcRecord     *record)
{
  return self->fixed != NULL && g_hash_table_contains (self->fixed, fc_record_get_id (record));
}

static Entry *
add_entry (FcRecordList *self,
           FcRecord     *record,
           gboolean      draft)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->list = self;
  entry->draft = draft;
  entry->row = adw_expander_row_new ();
  entry->form = fc_record_form_new (record, &self->units);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry->row), FALSE);
  add_fields (self, entry);
  if (self->spec->more != NULL && self->editable && self->replica != NULL && !draft)
    self->spec->more (record, entry->row);
  fc_record_form_set_editable (entry->form, self->editable && !is_fixed (self, record));
  if (self->editable && !is_fixed (self, record) && (self->spec->may_remove || draft))
    add_buttons (self, entry);
  if (self->replica != NULL && !draft)
    fc_record_form_set_live (entry->form, self->replica);
  g_signal_connect_swapped (entry->form, "edited", G_CALLBACK (edited_cb), entry);
  g_signal_connect_swapped (entry->form, "failed", G_CALLBACK (failed_cb), entry);
  show_title (entry);
  adw_preferences_group_add (self->group, entry->row);
  g_ptr_array_add (self->entries, entry);
  return entry;
}

static Entry *
find_entry (FcRecordList *self,
            const FcId   *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (fc_id_equal (fc_record_get_id (fc_record_form_get_record (entry->form)), id))
        return entry;
    }
  return NULL;
}

/* Lists of choices and what may be edited are made with the entries: with others, make the entries again. */
static void
forget_old_entries (FcRecordList *self,
                    gboolean      other_rights)
{
  const FcEntityInfo *info = fc_catalog_get (self->spec->entity);
  guint n_choices = 0;

  for (const int *field = self->spec->fields; *field >= 0; field++)
    if (info->fields[*field].type == FC_TYPE_REF)
      {
        g_autoptr (GPtrArray) choices = list_records (self, info->fields[*field].target);

        n_choices += choices->len;
      }
  if (self->replica != NULL && n_choices == self->n_choices && !other_rights)
    return;
  self->n_choices = n_choices;
  for (guint i = self->entries->len; i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (self->entries, i - 1);

      if (!entry->draft)
        forget (self, entry);
    }
}

static void
forget_gone (FcRecordList *self)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (self->entries, i - 1);
      FcRecord *record = fc_record_form_get_record (entry->form);

      if (!entry->draft && fc_row_set_get (self->rows, self->spec->entity, fc_record_get_id (record)) == NULL)
        forget (self, entry);
    }
}

static void
fc_record_list_dispose (GObject *object)
{
  FcRecordList *self = FC_RECORD_LIST (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->fixed, g_hash_table_unref);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_record_list_parent_class)->dispose (object);
}

static void
fc_record_list_class_init (FcRecordListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_record_list_dispose;

  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED]
      = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REMOVED]
      = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, FC_TYPE_RECORD);
}

static void
fc_record_list_init (FcRecordList *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

/**
 * fc_record_list_new:
 * @station_id: whose records
 *
 * Returns: (transfer floating): empty until fc_record_list_set_rows()
 */
GtkWidget *
fc_record_list_new (const FcRecordListSpec *spec,
                    const FcId             *station_id,
                    const FcFieldUnits     *units)
{
  FcRecordList *self = g_object_new (FC_TYPE_RECORD_LIST, NULL);

  self->spec = spec;
  self->station_id = *station_id;
  self->units = *units;
  adw_preferences_group_set_title (self->group, _ (spec->title));
  if (spec->hint != NULL)
    adw_preferences_group_set_description (self->group, _ (spec->hint));
  self->add_button = gtk_button_new_with_label (_ (spec->add));
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_set_valign (self->add_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (fc_record_list_add_new), self);
  adw_preferences_group_set_header_suffix (self->group, self->add_button);
  return GTK_WIDGET (self);
}

FcEntity
fc_record_list_get_entity (FcRecordList *self)
{
  return self->spec->entity;
}

/**
 * fc_record_list_set_rows:
 * @rows: stays the caller's, and must live until the next call
 * @replica: (nullable): save every change there
 *
 * Shows the records of @rows; what is being typed stays.
 */
void
fc_record_list_set_rows (FcRecordList *self,
                         FcRowSet     *rows,
                         FcReplica    *replica,
                         gboolean      editable)
{
  g_autoptr (GPtrArray) records = NULL;
  gboolean other_rights = editable != self->editable;

  self->rows = rows;
  self->editable = editable;
  g_set_object (&self->replica, replica);
  gtk_widget_set_visible (self->add_button, editable);
  forget_old_entries (self, other_rights);
  forget_gone (self);
  records = list_records (self, self->spec->entity);
  for (guint i = 0; i < records->len; i++)
    {
      FcRecord *record = g_ptr_array_index (records, i);
      Entry *entry = find_entry (self, fc_record_get_id (record));

      if (entry == NULL)
        {
          /* A live form fills a record of its own; an assistant's fills the row set's. */
          g_autoptr (FcRecord) own = replica != NULL ? fc_record_copy (record) : g_object_ref (record);

          add_entry (self, own, FALSE);
        }
      else if (replica != NULL)
        fc_record_form_refresh (entry->form, record);
      if (entry != NULL)
        show_title (entry);
    }
}

/**
 * fc_record_list_set_fixed:
 * @ids: (element-type FcId): set of records that can be seen here but not changed
 */
void
fc_record_list_set_fixed (FcRecordList *self,
                          GHashTable   *ids)
{
  self->fixed = g_hash_table_ref (ids);
}

/**
 * fc_record_list_validate:
 *
 * Shows what is wrong and unfolds the first record that has something.
 *
 * Returns: whether all records can be saved
 */
gboolean
fc_record_list_validate (FcRecordList *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (!fc_record_form_validate (entry->form))
        {
          adw_expander_row_set_expanded (ADW_EXPANDER_ROW (entry->row), TRUE);
          return FALSE;
        }
    }
  return TRUE;
}

guint
fc_record_list_get_n (FcRecordList *self)
{
  return self->entries->len;
}

static gint64
next_number (FcRecordList *self)
{
  gint64 greatest = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      greatest = MAX (greatest,
                      fc_record_get_int (fc_record_form_get_record (entry->form), self->spec->number_field));
    }
  return greatest + 1;
}

/**
 * fc_record_list_add_new:
 *
 * Adds an unfolded form for one more record.
 */
void
fc_record_list_add_new (FcRecordList *self)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) record = fc_record_new (self->spec->entity, &id);
  int station = fc_catalog_station_field (self->spec->entity);
  Entry *entry;

  if (station >= 0)
    fc_record_set_ref (record, station, &self->station_id);
  if (self->spec->number_field >= 0)
    fc_record_set_int (record, self->spec->number_field, next_number (self));
  if (self->spec->prepare != NULL)
    self->spec->prepare (record, self->rows);
  if (self->replica == NULL)
    fc_row_set_add (self->rows, record);
  entry = add_entry (self, record, self->replica != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (entry->row), TRUE);
  gtk_widget_child_focus (entry->row, GTK_DIR_TAB_FORWARD);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}
