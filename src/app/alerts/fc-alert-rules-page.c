/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-rules-page.h"

#include "fc-alert-decide.h"
#include "fc-alert-rule-view.h"
#include "fc-chip.h"
#include "fc-company-queries.h"

#include <glib/gi18n.h>

struct _FcAlertRulesPage {
  FcPage parent_instance;

  GtkWidget *own;      /* AdwPreferencesGroup: those that the company made */
  GtkWidget *built_in; /* AdwPreferencesGroup */
  GPtrArray *rows;     /* GtkWidget: the rows of both */
  GPtrArray *roles;    /* (nullable) FcRecord */
  GPtrArray *records;  /* (nullable) FcRecord: what the company has changed */
  GPtrArray *rules;    /* (nullable) FcAlertRule: as they are shown */
  FcId wanted;         /* shown as soon as it is read: one just made; else the null id */
  GCancellable *cancellable;
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
  fc_replica_run_op_async (fc_page_get_replica (FC_PAGE (self)),
                           before != NULL ? fc_op_new_patch (before, after, now) : fc_op_new_insert (after, now), NULL,
                           saved_cb, g_object_ref (self));
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

static FcRecord *
dup_record (FcAlertRulesPage  *self,
            const FcAlertRule *rule)
{
  FcRecord *record = record_of (self, &rule->id);

  return record != NULL ? fc_record_copy (record) : fc_alert_rule_to_record (rule);
}

static void
open_rule (FcAlertRulesPage  *self,
           const FcAlertRule *rule)
{
  g_autoptr (FcRecord) record = dup_record (self, rule);
  g_autofree char *title = fc_alert_rule_title (rule);

  fc_page_show_detail (FC_PAGE (self),
                       fc_alert_rule_view_new (FC_PAGE (self), record, record_of (self, &rule->id) != NULL,
                                               self->roles),
                       title);
}

static void
activated_cb (FcAlertRulesPage *self,
              GtkWidget        *row)
{
  open_rule (self, rule_of (self, row));
}

static GtkWidget *
make_toggle (FcAlertRulesPage *self,
             guint             i,
             const char       *title)
{
  const FcAlertRule *rule = self->rules->pdata[i];
  GtkWidget *toggle = gtk_switch_new ();
  /* Translators: of an alert rule: its switch */
  g_autofree char *label = g_strdup_printf (_ ("%s: switched on"), title);

  gtk_switch_set_active (GTK_SWITCH (toggle), rule->enabled);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (toggle), "rule", GUINT_TO_POINTER (i));
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  return toggle;
}

static GtkWidget *
make_row (FcAlertRulesPage *self,
          guint             i)
{
  const FcAlertRule *rule = self->rules->pdata[i];
  const char *severity = fc_alert_severity_name (rule->severity);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *chip =
    fc_chip_new (fc_choice_label (severity), fc_alert_severity_icon (severity), fc_alert_severity_style (severity));
  g_autofree char *title = fc_alert_rule_title (rule);
  g_autofree char *subtitle = fc_alert_rule_say (rule, fc_page_get_context (FC_PAGE (self)));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chip);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_toggle (self, i, title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data (G_OBJECT (row), "rule", GUINT_TO_POINTER (i));
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
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
      g_autoptr (FcRecord) x = fc_alert_rule_to_record (a->pdata[i]), y = fc_alert_rule_to_record (b->pdata[i]);

      for (guint field = 0; field < fc_catalog_get (FC_ALERT_RULE)->n_fields; field++)
        if (!fc_id_equal (fc_record_get_id (x), fc_record_get_id (y)) ||
            !fc_value_equal (fc_record_get_value (x, (int) field), fc_record_get_value (y, (int) field)))
          return FALSE;
    }
  return TRUE;
}

static GtkWidget *
make_none (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("No rules of your own yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Add one for a station, a limit or a person of its own."));
  return row;
}

static void
clear_rows (FcAlertRulesPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i], *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (FcAlertRulesPage *self,
         GtkWidget        *group,
         GtkWidget        *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* The cursor stays on the rule where it was. */
static void
show (FcAlertRulesPage *self,
      GPtrArray        *rules)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint at = G_MAXUINT, n_own = 0;

  for (guint i = 0; focus != NULL && i < self->rows->len; i++)
    if (focus == self->rows->pdata[i] || gtk_widget_is_ancestor (focus, self->rows->pdata[i]))
      at = i;
  clear_rows (self);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = rules;
  for (guint i = 0; i < rules->len; i++)
    {
      const FcAlertRule *rule = rules->pdata[i];

      n_own += rule->key == NULL;
      add_row (self, rule->key != NULL ? self->built_in : self->own, make_row (self, i));
    }
  if (n_own == 0)
    add_row (self, self->own, make_none ());
  if (at < self->rows->len)
    gtk_widget_grab_focus (self->rows->pdata[at]);
}

/* The rule beside the list follows; one that is gone is closed. */
static void
show_detail (FcAlertRulesPage *self)
{
  GtkWidget *detail = fc_page_get_detail (FC_PAGE (self));
  const FcAlertRule *wanted = fc_alert_rules_find (self->rules, &self->wanted), *shown;
  FcRecord *record;

  if (wanted != NULL)
    {
      self->wanted = (FcId){ { 0 } };
      open_rule (self, wanted);
      return;
    }
  if (!FC_IS_ALERT_RULE_VIEW (detail))
    return;
  shown = fc_alert_rules_find (self->rules, fc_alert_rule_view_get_id (FC_ALERT_RULE_VIEW (detail)));
  record = record_of (self, fc_alert_rule_view_get_id (FC_ALERT_RULE_VIEW (detail)));
  if (shown == NULL)
    fc_page_close_detail (FC_PAGE (self));
  else if (record != NULL)
    fc_alert_rule_view_refresh (FC_ALERT_RULE_VIEW (detail), record);
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
  show_detail (self);
  fc_page_set_ready (FC_PAGE (self));
}

static void
roles_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (FcAlertRulesPage) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *roles = fc_rows_of_finish (FC_REPLICA (source), result, &error);

  if (roles == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fc_page_set_error (FC_PAGE (self), error);
      return;
    }
  g_clear_pointer (&self->roles, g_ptr_array_unref);
  self->roles = roles;
  fc_rows_of_async (FC_REPLICA (source), FC_ALERT_RULE, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
load (FcAlertRulesPage *self)
{
  fc_rows_of_async (fc_page_get_replica (FC_PAGE (self)), FC_ROLE, self->cancellable, roles_cb, g_object_ref (self));
}

static void
changed_cb (FcAlertRulesPage *self,
            const FcChanges  *changes)
{
  if (fc_changes_touch (changes, FC_ALERT_RULE) || fc_changes_touch (changes, FC_ROLE))
    load (self);
}

static void
created_cb (FcAlertRulesPage *self,
            FcRecord         *record)
{
  self->wanted = *fc_record_get_id (record);
  load (self);
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       page)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) draft = fc_record_new (FC_ALERT_RULE, &id);

  fc_alert_rule_prepare (draft);
  g_signal_connect_object (fc_record_dialog_present (page, &fc_alert_rule_spec, draft), "created",
                           G_CALLBACK (created_cb), page, G_CONNECT_SWAPPED);
}

static GtkWidget *
add_group (GtkWidget  *content,
           const char *title,
           const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
fc_alert_rules_page_setup (FcPage *page)
{
  FcAlertRulesPage *self = FC_ALERT_RULES_PAGE (page);
  GtkWidget *content = adw_preferences_page_new ();

  g_autoptr (GSimpleAction) action = g_simple_action_new ("new", NULL);

  g_signal_connect_object (action, "activate", G_CALLBACK (new_cb), self, 0);
  g_action_map_add_action (fc_page_get_actions (page), G_ACTION (action));
  fc_page_set_primary (page, _ ("Add rule…"), "list-add-symbolic", "page.new");
  self->own =
    add_group (content, _ ("Your own rules"), _ ("They hold for the whole company or one station, in every office."));
  self->built_in = add_group (content, _ ("Built-in rules"), _ ("They hold for the whole company, in every office."));
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
fc_alert_rules_page_dispose (GObject *object)
{
  FcAlertRulesPage *self = FC_ALERT_RULES_PAGE (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (fc_alert_rules_page_parent_class)->dispose (object);
}

static void
fc_alert_rules_page_finalize (GObject *object)
{
  FcAlertRulesPage *self = FC_ALERT_RULES_PAGE (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->roles, g_ptr_array_unref);
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
  page_class->retry = fc_alert_rules_page_retry;
}

static void
fc_alert_rules_page_init (FcAlertRulesPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  g_object_set (self, "uses-period", FALSE, "uses-station", FALSE, NULL);
}

static const FcPageAction actions[] = {
  { N_ ("Add an alert rule"), "page.new", "alerts.manage" },
  { NULL, NULL, NULL },
};

const FcPageInfo fc_alert_rules_page_info = {
  .id = "alert-rules",
  .title = N_ ("Alert rules"),
  .icon_name = "emblem-system-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 55,
  .permission = "alerts.manage",
  .get_type = fc_alert_rules_page_get_type,
  .actions = actions,
};
