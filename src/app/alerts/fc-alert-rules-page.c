/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-rules-page.h"

#include "fc-alert-decide.h"
#include "fc-alert-rule.h"
#include "fc-chip.h"
#include "fc-company-queries.h"
#include "fc-field-text.h"

#include <glib/gi18n.h>

#define HOUR     3600
#define PAUSE_MS 800 /* a number is saved when it stands still */

struct _FcAlertRulesPage {
  FcPage parent_instance;

  GtkWidget *group;     /* AdwPreferencesGroup */
  GPtrArray *rows;      /* GtkWidget: its rows */
  GPtrArray *records;   /* (nullable) FcRecord: what the company has changed */
  GPtrArray *rules;     /* (nullable) FcAlertRule: as they are shown */
  GCancellable *cancellable;
  const FcAlertRule *typed; /* (nullable): its number is being changed */
  guint typed_timer;
};

G_DEFINE_FINAL_TYPE (FcAlertRulesPage, fc_alert_rules_page, FC_TYPE_PAGE)

static void load (FcAlertRulesPage *self);

static FcRecord *
record_of (FcAlertRulesPage *self,
           const FcId       *id)
{
  for (guint i = 0; i < self->records->len; i++)
    if (fc_id_equal (fc_record_get_id (self->records->pdata[i]), id))
      return self->records->pdata[i];
  return NULL;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (FcAlertRulesPage) self = data;
  g_autoptr (GError) error = NULL;

  if (fc_replica_run_finish (FC_REPLICA (source), result, &error))
    return;
  fc_page_tell_error (FC_PAGE (self), error);
  load (self); /* the switches go back to what is so */
}

/* A built-in rule gets a row of its own with its first change. */
static void
save (FcAlertRulesPage  *self,
      const FcAlertRule *rule)
{
  FcRecord *before = record_of (self, &rule->id);
  g_autoptr (FcRecord) after = before != NULL ? fc_record_copy (before) : fc_alert_rule_to_record (rule);
  gint64 now = g_get_real_time ();

  fc_record_set_int (after, FC_ALERT_RULE_ENABLED, rule->enabled);
  fc_record_set_int (after, FC_ALERT_RULE_THRESHOLD, rule->threshold);
  fc_replica_run_op_async (fc_page_get_replica (FC_PAGE (self)),
                           before != NULL ? fc_op_new_patch (before, after, now) : fc_op_new_insert (after, now), NULL,
                           saved_cb, g_object_ref (self));
}

static void
save_typed (FcAlertRulesPage *self)
{
  g_clear_handle_id (&self->typed_timer, g_source_remove);
  if (self->typed != NULL)
    save (self, self->typed);
  self->typed = NULL;
}

static gboolean
typed_cb (gpointer data)
{
  FcAlertRulesPage *self = data;

  self->typed_timer = 0;
  save_typed (self);
  return G_SOURCE_REMOVE;
}

static FcAlertRule *
rule_of (FcAlertRulesPage *self,
         GtkWidget        *control)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (control), "rule"));

  return self->rules->pdata[i];
}

static void
switched_cb (FcAlertRulesPage *self,
             GParamSpec       *pspec,
             GtkSwitch        *control)
{
  FcAlertRule *rule = rule_of (self, GTK_WIDGET (control));

  if (rule->enabled == gtk_switch_get_active (control))
    return;
  rule->enabled = gtk_switch_get_active (control);
  save (self, rule);
}

/* How many of the metric's unit one step of the number is. */
static gint64
step_of (const FcAlertRule *rule)
{
  return rule->metric->unit == FC_ALERT_DURATION ? HOUR : 1;
}

static void
limit_changed_cb (FcAlertRulesPage *self,
                  GtkSpinButton    *control)
{
  FcAlertRule *rule = rule_of (self, GTK_WIDGET (control));
  gint64 threshold = gtk_spin_button_get_value_as_int (control) * step_of (rule);

  if (rule->threshold == threshold)
    return;
  if (self->typed != rule)
    save_typed (self);
  rule->threshold = threshold;
  self->typed = rule;
  g_clear_handle_id (&self->typed_timer, g_source_remove);
  self->typed_timer = g_timeout_add (PAUSE_MS, typed_cb, self);
}

static char *
subtitle_of (const FcAlertRule *rule)
{
  if (rule->metric->own_limit && rule->threshold == 0)
    return g_strdup (rule->metric->about == FC_TANK ? _ ("The limit is that of the tank")
                                                    : _ ("The limit is that of the station"));
  switch (rule->metric->unit)
    {
    case FC_ALERT_DURATION:
      return g_strdup_printf (rule->below ? _ ("%s, below so many hours") : _ ("%s, above so many hours"),
                              _ (rule->metric->label));
    case FC_ALERT_LENGTH:
      return g_strdup_printf (rule->below ? _ ("%s, below so many mm") : _ ("%s, above so many mm"),
                              _ (rule->metric->label));
    case FC_ALERT_VOLUME:
    case FC_ALERT_MONEY:
    case FC_ALERT_SHARE:
    default:
      return g_strdup (_ (rule->metric->label));
    }
}

static gboolean
has_number (const FcAlertRule *rule)
{
  return rule->threshold > 0 && (rule->metric->unit == FC_ALERT_DURATION || rule->metric->unit == FC_ALERT_LENGTH);
}

static GtkWidget *
make_number (FcAlertRulesPage  *self,
             const FcAlertRule *rule,
             const char        *name,
             guint              i)
{
  GtkWidget *number = gtk_spin_button_new_with_range (1, 9999, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), (double) (rule->threshold / step_of (rule)));
  gtk_widget_set_valign (number, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (number), "rule", GUINT_TO_POINTER (i));
  g_signal_connect_object (number, "value-changed", G_CALLBACK (limit_changed_cb), self, G_CONNECT_SWAPPED);
  return number;
}

static GtkWidget *
make_row (FcAlertRulesPage *self,
          guint             i)
{
  const FcAlertRule *rule = self->rules->pdata[i];
  const char *name = rule->key != NULL ? _ (rule->name) : rule->name;
  const char *severity = fc_alert_severity_name (rule->severity);
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();
  GtkWidget *chip = fc_chip_new (fc_choice_label (severity), fc_alert_severity_icon (severity),
                                 fc_alert_severity_style (severity));
  g_autofree char *subtitle = subtitle_of (rule);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chip);
  if (has_number (rule))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_number (self, rule, name, i));
  gtk_switch_set_active (GTK_SWITCH (toggle), rule->enabled);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (toggle), "rule", GUINT_TO_POINTER (i));
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  return row;
}

static gboolean
same_rules (GPtrArray *a,
            GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const FcAlertRule *x = a->pdata[i], *y = b->pdata[i];

      if (!fc_id_equal (&x->id, &y->id) || x->enabled != y->enabled || x->threshold != y->threshold)
        return FALSE;
    }
  return TRUE;
}

static void
show (FcAlertRulesPage *self,
      GPtrArray        *rules)
{
  save_typed (self);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = rules;
  for (guint i = 0; i < rules->len; i++)
    {
      GtkWidget *row = make_row (self, i);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FcAlertRulesPage) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *records = fc_rows_of_finish (FC_REPLICA (source), result, &error), *rules;

  if (g_cancellable_is_cancelled (self->cancellable))
    g_clear_pointer (&records, g_ptr_array_unref);
  else if (records == NULL)
    fc_page_set_error (FC_PAGE (self), error);
  if (records == NULL)
    return;
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = records;
  rules = fc_alert_rules_new (records);
  if (same_rules (self->rules, rules)) /* the own change comes back: nothing moves under the pointer */
    g_ptr_array_unref (rules);
  else
    show (self, rules);
  fc_page_set_ready (FC_PAGE (self));
}

static void
load (FcAlertRulesPage *self)
{
  fc_rows_of_async (fc_page_get_replica (FC_PAGE (self)), FC_ALERT_RULE, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (FcAlertRulesPage *self,
            const FcChanges  *changes)
{
  if (fc_changes_touch (changes, FC_ALERT_RULE))
    load (self);
}

static void
fc_alert_rules_page_setup (FcPage *page)
{
  FcAlertRulesPage *self = FC_ALERT_RULES_PAGE (page);
  GtkWidget *content = adw_preferences_page_new ();

  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                         _ ("They hold for the whole company, in every office."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (self->group));
  fc_page_set_content (page, content);
  fc_page_set_loading (page);
  g_signal_connect_object (fc_page_get_replica (page), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
}

static void
fc_alert_rules_page_retry (FcPage *page)
{
  load (FC_ALERT_RULES_PAGE (page));
}

static void
fc_alert_rules_page_hidden (FcPage *page)
{
  save_typed (FC_ALERT_RULES_PAGE (page));
}

static void
fc_alert_rules_page_dispose (GObject *object)
{
  FcAlertRulesPage *self = FC_ALERT_RULES_PAGE (object);

  save_typed (self);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (fc_alert_rules_page_parent_class)->dispose (object);
}

static void
fc_alert_rules_page_finalize (GObject *object)
{
  FcAlertRulesPage *self = FC_ALERT_RULES_PAGE (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_alert_rules_page_parent_class)->finalize (object);
}

static void
fc_alert_rules_page_class_init (FcAlertRulesPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_alert_rules_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_alert_rules_page_finalize;
  page_class->setup = fc_alert_rules_page_setup;
  page_class->hidden = fc_alert_rules_page_hidden;
  page_class->retry = fc_alert_rules_page_retry;
}

static void
fc_alert_rules_page_init (FcAlertRulesPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  g_object_set (self, "uses-period", FALSE, "uses-station", FALSE, NULL);
}

const FcPageInfo fc_alert_rules_page_info = {
  .id = "alert-rules",
  .title = N_ ("Alert rules"),
  .icon_name = "emblem-system-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 55,
  .permission = "alerts.manage",
  .get_type = fc_alert_rules_page_get_type,
};
