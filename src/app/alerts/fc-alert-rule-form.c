/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-rule-form.h"

#include "fc-display.h"
#include "fc-form-choice.h"
#include "fc-form-number.h"
#include "fc-record-page.h"

#include <glib/gi18n.h>

#define DATA_KEY "fc-alert-rule-form"

/* What the metric decides: the unit of the limit, and whether there is one. */
typedef struct {
  FcRecordForm *form; /* (nullable) (weak) */
  GtkWidget *group;   /* AdwPreferencesGroup: of the limit */
  GtkWidget *comparison;
  GtkWidget *limit; /* (nullable): of the metric shown */
  GtkWidget *window;
  const FcAlertMetric *metric; /* (nullable) */
} RuleForm;

static void
rule_form_free (gpointer data)
{
  RuleForm *self = data;

  g_clear_weak_pointer (&self->form);
  g_free (self);
}

static const FcAlertMetric *
metric_of (RuleForm *self)
{
  return fc_alert_metric_find (fc_record_get_text (fc_record_form_get_record (self->form), FC_ALERT_RULE_METRIC));
}

static const char *
own_limit_of (const FcAlertMetric *metric)
{
  return metric->about == FC_TANK ? _ ("Left empty, the limit is that of the tank.")
                                  : _ ("Left empty, the limit is that of the station.");
}

static GtkWidget *
make_limit (RuleForm *self)
{
  gboolean needed = !self->metric->own_limit;

  switch (self->metric->unit)
    {
    case FC_ALERT_VOLUME:
      return fc_form_number_new (self->form, FC_ALERT_RULE_THRESHOLD, _ ("Limit"), FC_NUMBER_VOLUME, needed);
    case FC_ALERT_LENGTH:
      return fc_form_number_new (self->form, FC_ALERT_RULE_THRESHOLD, _ ("Limit"), FC_NUMBER_LENGTH, needed);
    case FC_ALERT_MONEY:
      return fc_form_number_new (self->form, FC_ALERT_RULE_THRESHOLD, _ ("Limit"), FC_NUMBER_MONEY, needed);
    case FC_ALERT_SHARE:
      return fc_form_number_new (self->form, FC_ALERT_RULE_THRESHOLD, _ ("Limit"), FC_NUMBER_PERCENT_PPM, needed);
    case FC_ALERT_MOMENT:
      return NULL;
    case FC_ALERT_DURATION:
    default:
      return fc_form_duration_new (self->form, FC_ALERT_RULE_THRESHOLD, _ ("Limit"), needed);
    }
}

static void
remove_number (RuleForm   *self,
               GtkWidget **row)
{
  if (*row == NULL)
    return;
  fc_record_form_unwatch (self->form, *row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group), *row);
  *row = NULL;
}

static void
show_limit (RuleForm *self)
{
  remove_number (self, &self->limit);
  remove_number (self, &self->window);
  self->metric = metric_of (self);
  gtk_widget_set_visible (self->group, self->metric != NULL && self->metric->unit != FC_ALERT_MOMENT);
  if (self->metric == NULL || self->metric->unit == FC_ALERT_MOMENT)
    return;
  self->limit = make_limit (self);
  self->window = fc_form_duration_new (self->form, FC_ALERT_RULE_WINDOW, _ ("Only when it has been so for"), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->limit);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->window);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                         self->metric->own_limit ? own_limit_of (self->metric) : NULL);
}

/* What every company begins with is a good guess; another metric's number would be nonsense. */
static void
take_defaults (FcRecord            *record,
               const FcAlertMetric *metric)
{
  g_autoptr (GPtrArray) rules = fc_alert_rules_new (NULL);
  gint64 threshold = 0;

  for (guint i = 0; i < rules->len; i++)
    if (((const FcAlertRule *) rules->pdata[i])->metric == metric)
      threshold = ((const FcAlertRule *) rules->pdata[i])->threshold;
  fc_record_set_text (record, FC_ALERT_RULE_COMPARISON, metric->below ? "below" : "above");
  fc_record_set_int (record, FC_ALERT_RULE_THRESHOLD, threshold);
  fc_record_set_int (record, FC_ALERT_RULE_WINDOW, 0);
}

static void
metric_chosen_cb (GtkWidget *group)
{
  RuleForm *self = g_object_get_data (G_OBJECT (group), DATA_KEY);
  const FcAlertMetric *metric = self->form != NULL ? metric_of (self) : NULL;

  if (metric == NULL || metric == self->metric)
    return;
  take_defaults (fc_record_form_get_record (self->form), metric);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->comparison), metric->below ? 1 : 0);
  show_limit (self);
  fc_record_form_touch (self->form, TRUE);
}

/* Another office chose another metric. */
static void
refreshed_cb (GtkWidget *group)
{
  RuleForm *self = g_object_get_data (G_OBJECT (group), DATA_KEY);

  if (metric_of (self) != self->metric)
    show_limit (self);
}

static GtkWidget *
make_metrics (FcRecordForm *form)
{
  GPtrArray *metrics = fc_alert_metrics_list ();
  g_autoptr (GPtrArray) names = g_ptr_array_new (), labels = g_ptr_array_new ();

  for (guint i = 0; i < metrics->len; i++)
    {
      const FcAlertMetric *metric = metrics->pdata[i];

      g_ptr_array_add (names, (gpointer) metric->name);
      g_ptr_array_add (labels, (gpointer) _ (metric->label));
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (labels, NULL);
  return fc_form_choice_new (form, FC_ALERT_RULE_METRIC, _ ("What is watched"), (const char *const *) names->pdata,
                             (const char *const *) labels->pdata);
}

static GtkWidget *
make_roles (FcRecordForm *form,
            int           field,
            GPtrArray    *roles,
            const char   *title,
            const char   *nobody)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new (), labels = g_ptr_array_new ();

  g_ptr_array_add (names, (gpointer) "");
  g_ptr_array_add (labels, (gpointer) nobody);
  for (guint i = 0; i < roles->len; i++)
    {
      const char *label = fc_record_get_text (roles->pdata[i], FC_ROLE_LABEL);

      g_ptr_array_add (names, (gpointer) fc_record_get_text (roles->pdata[i], FC_ROLE_NAME));
      g_ptr_array_add (labels,
                       (gpointer) (label != NULL ? _ (label) : fc_record_get_text (roles->pdata[i], FC_ROLE_NAME)));
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (labels, NULL);
  return fc_form_choice_new (form, field, title, (const char *const *) names->pdata,
                             (const char *const *) labels->pdata);
}

static GtkWidget *
add_group (GtkWidget  *box,
           const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (box), group);
  return group;
}

static void
add_people (FcRecordForm *form,
            GtkWidget    *box,
            GPtrArray    *roles)
{
  GtkWidget *group = add_group (box, _ ("Who is told"));

  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (group), _ ("To tell somebody else when nobody acts, choose the role and enter the time."));
  fc_record_form_add (form, group, FC_ALERT_RULE_SEVERITY);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             make_roles (form, FC_ALERT_RULE_ROLE, roles, _ ("Who is told"),
                                         _ ("Whoever works with alerts")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             make_roles (form, FC_ALERT_RULE_ESCALATE_ROLE, roles, _ ("When nobody acts, tell"),
                                         _ ("Nobody else")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             fc_form_duration_new (form, FC_ALERT_RULE_ESCALATE_AFTER, _ ("When nobody acts within"),
                                                   FALSE));
}

static void
add_limit (FcRecordForm            *form,
           GtkWidget               *box,
           GtkWidget               *metrics,
           /* nullable */ gboolean  own)
{
  RuleForm *self = g_new0 (RuleForm, 1);

  g_set_weak_pointer (&self->form, form);
  self->group = add_group (box, _ ("From where on"));
  g_object_set_data_full (G_OBJECT (self->group), DATA_KEY, self, rule_form_free);
  if (own)
    self->comparison = fc_record_form_add (form, self->group, FC_ALERT_RULE_COMPARISON);
  show_limit (self);
  if (metrics != NULL)
    g_signal_connect_object (metrics, "notify::selected", G_CALLBACK (metric_chosen_cb), self->group,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self->group, G_CONNECT_SWAPPED);
}

/* Of a built-in rule only how it is applied is the company's; what it watches stays what it is called. */
static void
build_rule (FcRecordForm *form,
            GtkWidget    *box,
            GPtrArray    *roles,
            FcContext    *context)
{
  FcRecord *record = fc_record_form_get_record (form);
  gboolean own = fc_record_is_null (record, FC_ALERT_RULE_KEY);
  g_autoptr (FcAlertRule) rule = fc_alert_rule_of_record (record);
  g_autofree char *title = rule != NULL ? fc_alert_rule_title (rule) : NULL;
  GtkWidget *group = add_group (box, own ? _ ("Rule") : title), *metrics = NULL;
  g_autoptr (GPtrArray) stations = fc_station_choices (context);

  if (own)
    {
      metrics = make_metrics (form);
      fc_record_form_add (form, group, FC_ALERT_RULE_NAME);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), metrics);
      fc_record_form_add_ref_or (form, group, FC_ALERT_RULE_STATION_ID, stations, FC_STATION_NAME, _ ("All stations"));
    }
  else if (rule != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ (rule->metric->label));
  fc_record_form_add (form, group, FC_ALERT_RULE_ENABLED);
  add_limit (form, box, metrics, own);
  add_people (form, box, roles);
}

const FcRecordSpec fc_alert_rule_spec = {
  .entity = FC_ALERT_RULE,
  .also = FC_ROLE,
  .permission = "alerts.manage",
  .new_title = N_ ("New alert rule"),
  .create = N_ ("_Add rule"),
  .build = build_rule,
};

/**
 * fc_alert_rule_prepare:
 *
 * What a new rule begins with.
 */
void
fc_alert_rule_prepare (FcRecord *draft)
{
  const FcAlertMetric *metric = fc_alert_metrics_list ()->pdata[0];

  fc_record_set_text (draft, FC_ALERT_RULE_METRIC, metric->name);
  take_defaults (draft, metric);
  fc_record_set_text (draft, FC_ALERT_RULE_SEVERITY, fc_alert_severity_name (FC_ALERT_WARNING));
  fc_record_set_int (draft, FC_ALERT_RULE_ENABLED, TRUE);
}

/**
 * fc_alert_rule_title:
 *
 * Returns: (transfer full): its name; of a built-in one in the person's language
 */
char *
fc_alert_rule_title (const FcAlertRule *rule)
{
  return g_strdup (rule->key != NULL ? _ (rule->name) : rule->name);
}

static char *
say_limit (const FcAlertRule *rule)
{
  FcAlertUnits units = { .currency = fc_display_get_currency (fc_display_get ()),
                         .volume = fc_display_get_unit (fc_display_get ()) };
  g_autofree char *limit = NULL;

  if (rule->metric->own_limit && rule->threshold == 0 && rule->metric->once)
    /* Translators: from where on an alert rule holds, in a list of facts; the severity is that of the alert then */
    return g_strdup (_ ("the limit of the station, critical far beyond it"));
  if (rule->metric->own_limit && rule->threshold == 0)
    /* Translators: from where on an alert rule holds, in a list of facts */
    return g_strdup (rule->metric->about == FC_TANK ? _ ("the limit of the tank") : _ ("the limit of the station"));
  limit = fc_alert_amount (rule->metric, rule->threshold, &units);
  /* Translators: of an alert rule; a limit such as “24 hours” */
  return g_strdup_printf (rule->below ? _ ("below %s") : _ ("above %s"), limit);
}

/**
 * fc_alert_rule_say:
 *
 * Returns: (transfer full): what it watches, from where on, and where
 */
char *
fc_alert_rule_say (const FcAlertRule *rule,
                   FcContext         *context)
{
  const FcStationName *station = rule->any_station ? NULL : fc_context_find_station (context, &rule->station);
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (facts, g_strdup (_ (rule->metric->label)));
  if (rule->metric->unit != FC_ALERT_MOMENT)
    g_ptr_array_add (facts, say_limit (rule));
  if (station != NULL)
    g_ptr_array_add (facts, g_strdup (station->name));
  g_ptr_array_add (facts, NULL);
  return g_strjoinv (" · ", (char **) facts->pdata);
}
