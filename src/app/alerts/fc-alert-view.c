/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-view.h"

#include "fc-alert-commands.h"
#include "fc-alert-decide.h"
#include "fc-chip.h"
#include "fc-field-text.h"
#include "fc-page.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcAlertView {
  GtkWidget parent_instance;

  FcContext *context;
  FcId id;
  FcAlertLine *line; /* nullable */
  GCancellable *cancellable;
  GtkWidget *states;  /* FcStatePage */
  GtkWidget *page;    /* (nullable) AdwPreferencesPage: made anew when the alert changes */
  GtkWidget *comment; /* (nullable) AdwEntryRow */
};

G_DEFINE_FINAL_TYPE (FcAlertView, fc_alert_view, GTK_TYPE_WIDGET)

static void load (FcAlertView *self);

static const char *
state_of (FcAlertView *self)
{
  return fc_record_get_text (self->line->alert, FC_ALERT_STATE);
}

static GTimeZone *
zone_of (FcAlertView *self)
{
  const FcId *id = fc_record_get_ref (self->line->alert, FC_ALERT_STATION_ID);
  const FcStationName *station = id != NULL ? fc_context_find_station (self->context, id) : NULL;

  return station != NULL ? station->zone : fc_display_get_zone (fc_display_get ());
}

static const char *
comment_of (FcAlertView *self)
{
  return self->comment != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->comment)) : NULL;
}

static void
take_comment (FcAlertView *self,
              FcOp        *op)
{
  const char *comment = comment_of (self);

  if (comment != NULL && *comment != '\0')
    json_object_set_string_member (op->fields, "comment", comment);
}

static void
acknowledge_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  FcAlertView *self = FC_ALERT_VIEW (widget);
  FcOp *op;

  if (self->line == NULL)
    return;
  op = fc_alert_op_new ("alert.acknowledge", self->line->alert, g_get_real_time ());
  take_comment (self, op);
  fc_alert_decide (widget, self->context, self->line->alert, op, _ ("Alert acknowledged"));
}

static void
resolve_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  FcAlertView *self = FC_ALERT_VIEW (widget);

  if (self->line != NULL)
    fc_alert_decide (widget, self->context, self->line->alert,
                     fc_alert_resolve_op_new (self->line->alert, FALSE, comment_of (self), g_get_real_time ()),
                     _ ("Alert resolved"));
}

static void
snooze_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  FcAlertView *self = FC_ALERT_VIEW (widget);
  gint64 now = g_get_real_time (), until;
  g_autofree char *when = NULL, *text = NULL;
  FcOp *op;

  if (self->line == NULL)
    return;
  until = fc_alert_snooze_end ((FcAlertSnooze) g_variant_get_int32 (parameter), now, zone_of (self));
  when = fc_show_time (until, zone_of (self));
  text = g_strdup_printf (_ ("Alert snoozed until %s"), when);
  op = fc_alert_snooze_op_new (self->line->alert, until, now);
  take_comment (self, op);
  fc_alert_decide (widget, self->context, self->line->alert, op, text);
}

static void
add_fact (GtkWidget  *group,
          const char *title,
          const char *text)
{
  GtkWidget *row;

  if (text == NULL || *text == '\0')
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* "Ada Park, 20/11/2026 14:05", or the time alone. */
static void
add_event (FcAlertView *self,
           GtkWidget   *group,
           const char  *title,
           const char  *who,
           int          field)
{
  g_autofree char *when = NULL, *text = NULL;

  if (fc_record_is_null (self->line->alert, field))
    return;
  when = fc_show_time_long (fc_record_get_int (self->line->alert, field), zone_of (self));
  /* Translators: who did something, and when */
  text = who != NULL ? g_strdup_printf (_ ("%s, %s"), who, when) : g_strdup (when);
  add_fact (group, title, text);
}

static GtkWidget *
make_facts (FcAlertView *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  FcRecord *alert = self->line->alert;
  const char *severity = fc_record_get_text (alert, FC_ALERT_SEVERITY);
  GtkWidget *chip =
    fc_chip_new (fc_choice_label (severity), fc_alert_severity_icon (severity), fc_alert_severity_style (severity));
  gboolean resolved = g_strcmp0 (state_of (self), "resolved") == 0;

  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), self->line->thing);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), chip);
  add_fact (group, self->line->built_in && self->line->rule != NULL ? _ (self->line->rule) : self->line->rule,
            self->line->said);
  add_fact (group, _ ("Limit"), self->line->limit);
  add_fact (group, _ ("Station"), self->line->station);
  add_fact (group, _ ("State"), fc_choice_label (state_of (self)));
  add_event (self, group, _ ("Raised"), NULL, FC_ALERT_RAISED_AT);
  add_event (self, group, _ ("Acknowledged"), self->line->acknowledged_by, FC_ALERT_ACKNOWLEDGED_AT);
  if (g_strcmp0 (state_of (self), "snoozed") == 0)
    add_event (self, group, _ ("Snoozed until"), NULL, FC_ALERT_SNOOZED_UNTIL);
  add_event (self, group, _ ("Escalated, for nobody had taken notice"), NULL, FC_ALERT_ESCALATED_AT);
  add_event (self, group, resolved && self->line->resolved_by == NULL ? _ ("It was no longer so") : _ ("Resolved"),
             self->line->resolved_by, FC_ALERT_RESOLVED_AT);
  add_fact (group, _ ("Comment"), fc_record_get_text (alert, FC_ALERT_COMMENT));
  return group;
}

static GtkWidget *
make_snooze (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("For one hour"), "alert.snooze(0)");
  g_menu_append (menu, _ ("Until tomorrow morning"), "alert.snooze(1)");
  g_menu_append (menu, _ ("For a week"), "alert.snooze(2)");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("_Snooze"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  return button;
}

static GtkWidget *
make_button (const char *label,
             const char *action,
             const char *style)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  return button;
}

static GtkWidget *
make_open (FcAlertView *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Open"));
  g_autofree char *uri = fc_record_uri (self->line->opens, &self->line->opens_id);
  g_autofree char *name = g_strdup_printf (_ ("Open %s"), self->line->thing);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uri);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_decisions (FcAlertView *self)
{
  GtkWidget *group = adw_preferences_group_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean open = fc_alert_is_open (self->line->alert) && fc_context_may (self->context, "alerts.manage");

  if (self->line->opens != NULL && fc_page_find_for_kind (self->line->opens) != NULL)
    gtk_box_append (GTK_BOX (box), make_open (self));
  self->comment = NULL;
  if (open)
    {
      self->comment = adw_entry_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->comment), _ ("Comment"));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->comment);
      gtk_box_append (GTK_BOX (box), make_snooze ());
      gtk_box_append (GTK_BOX (box), make_button (_ ("_Resolve"), "alert.resolve", NULL));
      if (g_strcmp0 (state_of (self), "acknowledged") != 0)
        gtk_box_append (GTK_BOX (box), make_button (_ ("_Acknowledge"), "alert.acknowledge", "suggested-action"));
    }
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_margin_top (box, 12);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  return group;
}

/* Who has just decided goes on here, though what they pressed is gone. */
static void
take_focus (FcAlertView *self)
{
  gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);
}

static gboolean
has_focus (FcAlertView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && self->page != NULL && gtk_widget_is_ancestor (focus, self->page);
}

/* @said: (nullable): the comment that was taken back with what it belonged to */
static void
show (FcAlertView *self,
      const char  *said)
{
  g_autofree char *typed = g_strdup (comment_of (self)); /* stays when somebody else changes the alert */
  gboolean focused = has_focus (self);

  if (said != NULL && (typed == NULL || *typed == '\0'))
    {
      g_free (typed);
      typed = g_strdup (said);
    }
  self->page = adw_preferences_page_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (make_facts (self)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (make_decisions (self)));
  if (self->comment != NULL && typed != NULL &&
      g_strcmp0 (typed, fc_record_get_text (self->line->alert, FC_ALERT_COMMENT)) != 0) /* else it is said already */
    gtk_editable_set_text (GTK_EDITABLE (self->comment), typed);
  fc_state_page_set_child (FC_STATE_PAGE (self->states), self->page);
  fc_state_page_set_content (FC_STATE_PAGE (self->states));
  if (focused)
    take_focus (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FcAlertView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  FcAlertLine *line = fc_alert_line_finish (FC_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&line, fc_alert_line_free);
      return;
    }
  if (line == NULL && error != NULL)
    fc_state_page_set_error (FC_STATE_PAGE (self->states), NULL, error->message);
  else if (line == NULL)
    fc_state_page_set_empty (FC_STATE_PAGE (self->states), "dialog-warning-symbolic",
                             _ ("This alert is not here any more"), NULL, NULL, NULL);
  if (line == NULL)
    return;
  if (self->line != NULL && fc_alert_is_open (line->alert))
    said = g_strdup (fc_record_get_text (self->line->alert, FC_ALERT_COMMENT));
  g_clear_pointer (&self->line, fc_alert_line_free);
  self->line = line;
  show (self, said);
}

static void
load (FcAlertView *self)
{
  fc_alert_line_async (fc_context_get_replica (self->context), &self->id, self->cancellable, loaded_cb,
                       g_object_ref (self));
}

static void
changed_cb (FcAlertView     *self,
            const FcChanges *changes)
{
  if (fc_changes_touch_row (changes, FC_ALERT, &self->id))
    load (self);
}

static void
fc_alert_view_dispose (GObject *object)
{
  FcAlertView *self = FC_ALERT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->states, gtk_widget_unparent);
  self->comment = NULL;
  g_clear_pointer (&self->line, fc_alert_line_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_alert_view_parent_class)->dispose (object);
}

static void
fc_alert_view_finalize (GObject *object)
{
  g_clear_object (&FC_ALERT_VIEW (object)->cancellable);

  G_OBJECT_CLASS (fc_alert_view_parent_class)->finalize (object);
}

static void
fc_alert_view_class_init (FcAlertViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_alert_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_alert_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "alert.acknowledge", NULL, acknowledge_cb);
  gtk_widget_class_install_action (widget_class, "alert.resolve", NULL, resolve_cb);
  gtk_widget_class_install_action (widget_class, "alert.snooze", "i", snooze_cb);
}

static void
fc_alert_view_init (FcAlertView *self)
{
  self->cancellable = g_cancellable_new ();
  self->states = fc_state_page_new ();
  gtk_widget_set_parent (self->states, GTK_WIDGET (self));
  g_signal_connect_swapped (self->states, "retry", G_CALLBACK (load), self);
}

/**
 * fc_alert_view_new:
 *
 * Returns: (transfer full): follows the alert as long as it shows
 */
GtkWidget *
fc_alert_view_new (FcContext  *context,
                   const FcId *id)
{
  FcAlertView *self = g_object_new (FC_TYPE_ALERT_VIEW, NULL);

  self->context = g_object_ref (context);
  self->id = *id;
  g_signal_connect_object (fc_context_get_replica (context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
