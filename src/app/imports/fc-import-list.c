/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-list.h"

#include "fc-display.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define MESSAGES_OF_FILE 100

struct _FcImportList {
  AdwBin parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (FcImportList, fc_import_list, ADW_TYPE_BIN)

enum { SIGNAL_STORE_CHOSEN, SIGNAL_EDITED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkWidget *
plain_row (GType       type,
           const char *title,
           const char *subtitle)
{
  GtkWidget *row = g_object_new (type, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (ADW_IS_EXPANDER_ROW (row))
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
store_button_cb (FcImportList *self,
                 GtkWidget    *button)
{
  AdwComboRow *row = g_object_get_data (G_OBJECT (button), "row");
  const char *store = g_object_get_data (G_OBJECT (button), "store");
  guint selected = adw_combo_row_get_selected (row);

  if (selected != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[SIGNAL_STORE_CHOSEN], 0, store, selected);
}

static GtkWidget *
make_store_row (FcImportList *self,
                const char   *store,
                GPtrArray    *stores)
{
  g_autofree char *title = g_strdup_printf (_ ("Store %s"), store != NULL ? store : _ ("without a number"));
  GtkWidget *row = plain_row (ADW_TYPE_COMBO_ROW, title, _ ("No station has this POS store number. Which one is it?"));
  GtkWidget *button = gtk_button_new_with_label (_ ("Use this station"));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < stores->len; i++)
    gtk_string_list_append (names, ((FcImportStore *) g_ptr_array_index (stores, i))->name);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_object_set_data_full (G_OBJECT (button), "store", g_strdup (store), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (store_button_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static const char *
state_words (FcImportState state)
{
  switch (state)
    {
    case FC_IMPORT_KNOWN:
      return _ ("Already imported; adds what is new");
    case FC_IMPORT_LOCKED:
      return _ ("Already handed in; stays as it is");
    case FC_IMPORT_LATE:
      return _ ("Approved; tick it to open a correction with what differs");
    case FC_IMPORT_COVERED:
      return _ ("The day’s total; its shifts are imported");
    case FC_IMPORT_FAILED:
      return _ ("Refused");
    case FC_IMPORT_DONE:
      return _ ("Imported");
    case FC_IMPORT_NEW:
    default:
      return _ ("New");
    }
}

/* What became of files that came after the approval is told apart. */
static const char *
item_words (const FcImportItem *item)
{
  if (item->state == FC_IMPORT_DONE && item->late)
    return item->corrected ? _ ("A correction was opened") : _ ("The same as was approved");
  return state_words (item->state);
}

static char *
describe_feed (const FcShiftFeed *feed)
{
  g_autofree char *volume = fc_show_volume_with_unit (fc_shift_feed_sum_volume (feed), 0);
  GString *text = g_string_new (volume);

  g_string_append_printf (text, " · ");
  g_string_append_printf (text, ngettext ("%u totalizer", "%u totalizers", feed->totalizers->len),
                          feed->totalizers->len);
  g_string_append_printf (text, " · ");
  g_string_append_printf (text, ngettext ("%u tank", "%u tanks", feed->tank_readings->len), feed->tank_readings->len);
  g_string_append_printf (text, " · ");
  g_string_append_printf (text, ngettext ("%u tender", "%u tenders", feed->tenders->len), feed->tenders->len);
  if (feed->cashier != NULL)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("cashier %s"), feed->cashier);
    }
  return g_string_free (text, FALSE);
}

static void
wanted_toggled_cb (FcImportList   *self,
                   GtkCheckButton *check)
{
  FcImportItem *item = g_object_get_data (G_OBJECT (check), "item");

  item->wanted = gtk_check_button_get_active (check);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static GtkWidget *
make_open_button (const FcImportItem *item,
                  const char         *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");
  g_autofree char *uri = fc_record_uri ("shift", &item->newest_id);
  g_autofree char *label = g_strdup_printf (_ ("Open %s"), title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uri);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  return button;
}

static GtkWidget *
make_shift_row (FcImportList *self,
                FcImportItem *item)
{
  const FcShiftFeed *feed = item->feed;
  g_autofree char *date = fc_show_date (feed->business_date);
  g_autofree char *title
      = feed->period == FC_FEED_DAY
            ? g_strdup_printf (_ ("%s, %s, whole day"), item->store->name, date)
            : g_strdup_printf (_ ("%s, %s, shift %d"), item->store->name, date, feed->sequence);
  g_autofree char *subtitle = describe_feed (feed);
  GtkWidget *row = plain_row (ADW_TYPE_ACTION_ROW, title, item->problem != NULL ? item->problem : subtitle);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *state = gtk_label_new (item_words (item));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), item->wanted);
  gtk_widget_set_sensitive (check, item->state == FC_IMPORT_NEW || item->state == FC_IMPORT_KNOWN ||
                                   item->state == FC_IMPORT_LATE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (check), "item", item);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (wanted_toggled_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_label_set_wrap (GTK_LABEL (state), TRUE);
  gtk_label_set_xalign (GTK_LABEL (state), 1);
  gtk_widget_add_css_class (state, item->state == FC_IMPORT_FAILED ? "error" : "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  if (item->state == FC_IMPORT_DONE || item->state == FC_IMPORT_KNOWN || item->state == FC_IMPORT_LOCKED ||
      item->state == FC_IMPORT_LATE)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_open_button (item, title));
  return row;
}

static char *
journal_words (const FcImportJournal *journal)
{
  guint n = journal->report->sales->len;

  if (journal->state == FC_IMPORT_FAILED)
    return g_strdup (journal->problem);
  if (journal->state == FC_IMPORT_NEW)
    return g_strdup_printf (ngettext ("%u sale", "%u sales", n), n);
  if (journal->n_new == 0)
    return g_strdup (_ ("All of it was here already"));
  if (journal->n_known > 0)
    return g_strdup_printf (_ ("%u lines imported, %u were here already"), journal->n_new, journal->n_known);
  return g_strdup_printf (ngettext ("%u line imported", "%u lines imported", journal->n_new), journal->n_new);
}

static GtkWidget *
make_journal_row (const FcImportJournal *journal)
{
  g_autofree char *words = journal_words (journal);
  g_autofree char *title = g_strdup_printf ("%s, %s", journal->store->name, journal->report->file);
  GtkWidget *row = plain_row (ADW_TYPE_ACTION_ROW, title, words);
  GtkWidget *state = gtk_label_new (state_words (journal->state));

  gtk_widget_add_css_class (state, journal->state == FC_IMPORT_FAILED ? "error" : "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  return row;
}

static const char *
kind_words (FcNaxmlKind kind)
{
  switch (kind)
    {
    case FC_NAXML_FGM:
      return _ ("Fuel grade movement");
    case FC_NAXML_FPM:
      return _ ("Nozzle totals");
    case FC_NAXML_TPM:
      return _ ("Tank readings");
    case FC_NAXML_MSM:
      return _ ("Tenders, drops and pay-outs");
    case FC_NAXML_PJR:
      return _ ("Journal of single sales");
    case FC_NAXML_MCM:
    case FC_NAXML_TLM:
    case FC_NAXML_ISM:
      return _ ("Recognised, nothing in it for a shift");
    case FC_NAXML_NONE:
    default:
      return _ ("Not a movement file");
    }
}

static char *
describe_file (const FcImportFile *file,
               guint               n_errors,
               guint               n_warnings)
{
  GString *text;

  if (file->report == NULL)
    return g_strdup (file->try_again ? _ ("Not complete yet: still being written") : file->problem);
  text = g_string_new (kind_words (file->report->kind));
  if (n_errors > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u line left out", "%u lines left out", n_errors), n_errors);
    }
  if (n_warnings > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u line to look at", "%u lines to look at", n_warnings), n_warnings);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_message_row (const FcMessage *message)
{
  g_autofree char *where = message->line > 0 ? g_strdup_printf (_ ("Line %u"), message->line) : NULL;
  GtkWidget *row = plain_row (ADW_TYPE_ACTION_ROW, message->text, where);
  const char *icon = message->severity == FC_SEVERITY_ERROR     ? "dialog-error-symbolic"
                     : message->severity == FC_SEVERITY_WARNING ? "dialog-warning-symbolic"
                                                                : "dialog-information-symbolic";
  GtkWidget *sign = gtk_image_new_from_icon_name (icon);

  gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  fc_severity_to_string (message->severity), -1);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  return row;
}

static gboolean
belongs_to (const FcMessage    *message,
            const FcImportFile *file)
{
  return g_strcmp0 (message->file, file != NULL ? file->name : NULL) == 0;
}

static void
count_messages (const FcMessages   *messages,
                const FcImportFile *file,
                guint              *n_errors,
                guint              *n_warnings)
{
  *n_errors = *n_warnings = 0;
  for (guint i = 0; i < fc_messages_get_n_items (messages); i++)
    {
      const FcMessage *message = fc_messages_get (messages, i);

      if (!belongs_to (message, file))
        continue;
      *n_errors += message->severity == FC_SEVERITY_ERROR;
      *n_warnings += message->severity == FC_SEVERITY_WARNING;
    }
}

static gboolean
has_messages (const FcMessages   *messages,
              const FcImportFile *file)
{
  for (guint i = 0; i < fc_messages_get_n_items (messages); i++)
    if (belongs_to (fc_messages_get (messages, i), file))
      return TRUE;
  return FALSE;
}

static GtkWidget *
make_file_row (const FcImportFile *file,
               const FcMessages   *messages)
{
  guint n_errors, n_warnings, shown = 0;
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  count_messages (messages, file, &n_errors, &n_warnings);
  subtitle = describe_file (file, n_errors, n_warnings);
  if (!has_messages (messages, file))
    {
      row = plain_row (ADW_TYPE_ACTION_ROW, file->name, subtitle);
      if (file->report == NULL)
        adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
      return row;
    }
  row = plain_row (ADW_TYPE_EXPANDER_ROW, file->name, subtitle);
  for (guint i = 0; i < fc_messages_get_n_items (messages) && shown < MESSAGES_OF_FILE; i++)
    if (belongs_to (fc_messages_get (messages, i), file))
      {
        adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_message_row (fc_messages_get (messages, i)));
        shown++;
      }
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), n_errors > 0);
  return row;
}

static AdwPreferencesGroup *
add_group (FcImportList *self,
           const char   *title,
           const char   *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (GTK_BOX (self->box), group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
fc_import_list_class_init (FcImportListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_STORE_CHOSEN] = g_signal_new ("store-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_import_list_init (FcImportList *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_margin_top (self->box, 24);
  gtk_widget_set_margin_bottom (self->box, 24);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  adw_bin_set_child (ADW_BIN (self), clamp);
}

/**
 * fc_import_list_new:
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_import_list_new (void)
{
  return g_object_new (FC_TYPE_IMPORT_LIST, NULL);
}

static void
show_general (FcImportList     *self,
              const FcMessages *messages)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < fc_messages_get_n_items (messages); i++)
    {
      const FcMessage *message = fc_messages_get (messages, i);

      if (!belongs_to (message, NULL))
        continue;
      if (group == NULL)
        group = add_group (self, _ ("What else was noticed"), NULL);
      adw_preferences_group_add (group, make_message_row (message));
    }
}

/**
 * fc_import_list_show:
 * @stores: (element-type FcImportStore): stations a store number can be given to
 */
void
fc_import_list_show (FcImportList *self,
                     FcImportRun  *run,
                     GPtrArray    *stores)
{
  FcImportPreview *preview = fc_import_run_get_preview (run);
  GPtrArray *items = fc_import_run_get_items (run);
  GPtrArray *journals = fc_import_run_get_journals (run);
  AdwPreferencesGroup *group;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  if (preview->unknown->len > 0)
    {
      group = add_group (self, _ ("Unknown stores"), _ ("The station keeps the number, so this is asked once."));
      for (guint i = 0; i < preview->unknown->len; i++)
        adw_preferences_group_add (group, make_store_row (self, g_ptr_array_index (preview->unknown, i), stores));
    }
  if (items->len > 0 || journals->len == 0)
    group = add_group (self, _ ("Shifts"), items->len > 0 ? NULL : _ ("No shift of a known station is in these files."));
  for (guint i = 0; i < items->len; i++)
    adw_preferences_group_add (group, make_shift_row (self, g_ptr_array_index (items, i)));
  if (journals->len > 0)
    group = add_group (self, _ ("Single sales"), _ ("They take the place of the shifts’ sums in the figures of sales."));
  for (guint i = 0; i < journals->len; i++)
    adw_preferences_group_add (group, make_journal_row (g_ptr_array_index (journals, i)));
  group = add_group (self, _ ("Files"), NULL);
  for (guint i = 0; i < preview->files->len; i++)
    adw_preferences_group_add (group,
                               make_file_row (g_ptr_array_index (preview->files, i), preview->messages));
  show_general (self, preview->messages);
}
