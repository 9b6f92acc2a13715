/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-scope-button.h"

#include <glib/gi18n.h>

#include "fc-calendar.h"

struct _FcPeriodButton {
  GtkWidget parent_instance;

  FcContext *context;
  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkStack *stack;
  GtkCheckButton *choices[FC_PERIOD_CUSTOM];
  GtkCalendar *first;
  GtkCalendar *last;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FcPeriodButton, fc_period_button, GTK_TYPE_WIDGET)

#define LEAST_CHARS 14 /* of the period's name */

static const char *const titles[] = {
  N_ ("Today"),
  N_ ("Yesterday"),
  N_ ("This week"),
  N_ ("Last week"),
  N_ ("Last 7 days"),
  N_ ("This month"),
  N_ ("Last month"),
};

static void
update_label (FcPeriodButton *self)
{
  FcPeriod period = fc_context_get_period (self->context);
  g_autofree char *dates = NULL, *name = NULL;
  const char *text;
  glong length;
  FcDate from, until;

  fc_context_get_dates (self->context, &from, &until);
  dates = fc_show_period (from, until);
  text = period == FC_PERIOD_CUSTOM ? dates : _ (titles[period]);
  length = g_utf8_strlen (text, -1);
  gtk_label_set_text (self->label, text);
  gtk_label_set_width_chars (self->label, (int) MIN (length - length / 6, LEAST_CHARS));
  /* Translators: accessible name of a button; what it is set to */
  name = g_strdup_printf (_ ("Period: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), dates);
}

static void
choice_toggled_cb (GtkCheckButton *choice,
                   FcPeriodButton *self)
{
  if (self->filling || !gtk_check_button_get_active (choice))
    return;
  for (guint i = 0; i < FC_PERIOD_CUSTOM; i++)
    if (self->choices[i] == choice)
      fc_context_set_period (self->context, i, 0, 0);
  gtk_popover_popdown (self->popover);
}

/* What is chosen already is not toggled by being chosen again: before a check button takes the press, or after the key. */
static void
chosen_again_cb (FcPeriodButton *self,
                 GtkCheckButton *choice)
{
  if (gtk_check_button_get_active (choice))
    gtk_popover_popdown (self->popover);
}

static void
choice_released_cb (GtkGestureClick *click,
                    int              n_press,
                    double           x,
                    double           y,
                    FcPeriodButton  *self)
{
  chosen_again_cb (self, GTK_CHECK_BUTTON (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click))));
}

static void
watch_choice (FcPeriodButton *self,
              GtkCheckButton *choice)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "released", G_CALLBACK (choice_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (choice), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (choice, "toggled", G_CALLBACK (choice_toggled_cb), self);
  g_signal_connect_swapped (choice, "activate", G_CALLBACK (chosen_again_cb), self);
}

static GtkWidget *new_custom (FcPeriodButton *self);

static void
custom_clicked_cb (FcPeriodButton *self)
{
  FcDate from, until;

  /* Two calendars are a hundred labels: made when somebody wants them. */
  if (self->first == NULL)
    gtk_stack_add_named (self->stack, new_custom (self), "custom");
  fc_context_get_dates (self->context, &from, &until);
  fc_calendar_set_date (self->first, from);
  fc_calendar_set_date (self->last, until);
  gtk_stack_set_visible_child_name (self->stack, "custom");
}

static void
apply_clicked_cb (FcPeriodButton *self)
{
  fc_context_set_period (self->context, FC_PERIOD_CUSTOM, fc_calendar_get_date (self->first),
                         fc_calendar_get_date (self->last));
  gtk_popover_popdown (self->popover);
}

static void
popover_shown_cb (FcPeriodButton *self)
{
  FcPeriod period = fc_context_get_period (self->context);

  self->filling = TRUE;
  for (guint i = 0; i < FC_PERIOD_CUSTOM; i++)
    gtk_check_button_set_active (self->choices[i], i == period);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "choices");
}

static void
fc_period_button_dispose (GObject *object)
{
  FcPeriodButton *self = FC_PERIOD_BUTTON (object);

  g_clear_object (&self->context);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_period_button_parent_class)->dispose (object);
}

static void
fc_period_button_class_init (FcPeriodButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_period_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_choices (FcPeriodButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *other = gtk_button_new_with_mnemonic (_ ("_Other dates…"));

  for (guint i = 0; i < FC_PERIOD_CUSTOM; i++)
    {
      self->choices[i] = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_ (titles[i])));
      gtk_check_button_set_group (self->choices[i], i > 0 ? self->choices[0] : NULL);
      watch_choice (self, self->choices[i]);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->choices[i]));
    }
  gtk_widget_add_css_class (other, "flat");
  g_signal_connect_object (other, "clicked", G_CALLBACK (custom_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), other);
  return box;
}

static void
add_calendar (GtkWidget    *box,
              const char   *title,
              GtkCalendar **calendar)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (title);

  *calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (*calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (*calendar));
  gtk_flow_box_insert (GTK_FLOW_BOX (box), column, -1);
}

static GtkWidget *
new_custom (FcPeriodButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *calendars = gtk_flow_box_new ();
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Show these dates"));

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (calendars), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (calendars), 1);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (calendars), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (calendars), 12);
  add_calendar (calendars, _ ("From"), &self->first);
  add_calendar (calendars, _ ("Until"), &self->last);
  gtk_widget_add_css_class (apply, "suggested-action");
  gtk_widget_set_halign (apply, GTK_ALIGN_END);
  g_signal_connect_object (apply, "clicked", G_CALLBACK (apply_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), calendars);
  gtk_box_append (GTK_BOX (box), apply);
  return box;
}

/* Made when somebody opens it first: the start is not the time. */
static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       data)
{
  FcPeriodButton *self = data;

  if (self->popover != NULL)
    return;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, new_choices (self), "choices");
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->stack));
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  g_signal_connect_object (self->popover, "show", G_CALLBACK (popover_shown_cb), self, G_CONNECT_SWAPPED);
}

static void
fc_period_button_init (FcPeriodButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (_ (titles[0])));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 24);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (self->button, box);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
}

void
fc_period_button_set_context (FcPeriodButton *self,
                              FcContext      *context)
{
  g_set_object (&self->context, context);
  if (context == NULL)
    return;
  g_signal_connect_object (context, "scope-changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "stations-changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  update_label (self);
}
