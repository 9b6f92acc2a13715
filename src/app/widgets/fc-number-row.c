/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-number-row.h"

#include <glib/gi18n.h>

#include "fc-number-check-private.h"
#include "fc-shown-text.h"

struct _FcNumberRow {
  AdwEntryRow parent_instance;

  GtkImage *warning;
  GtkLabel *unit;
  FcNumberCheck check;
  gboolean setting;
  gboolean changed;
};

G_DEFINE_FINAL_TYPE (FcNumberRow, fc_number_row, ADW_TYPE_ENTRY_ROW)

enum {
  COMMITTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_message (FcNumberRow *self,
              const char  *message)
{
  gtk_widget_set_visible (GTK_WIDGET (self->warning), message != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->warning), message);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               message != NULL ? message : adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_label_set_text (self->unit, message != NULL ? message : fc_number_unit (self->check.kind, self->check.currency));
}

static void
put_text (FcNumberRow *self,
          const char  *text)
{
  self->setting = TRUE;
  fc_shown_text_put (GTK_EDITABLE (self), text);
  self->setting = FALSE;
}

static void
read_text (FcNumberRow *self)
{
  fc_number_check_read (&self->check, gtk_editable_get_text (GTK_EDITABLE (self)));
}

static void
commit (FcNumberRow *self)
{
  g_autofree char *text = NULL;

  read_text (self);
  show_message (self, self->check.message);
  if (!self->changed)
    return;
  text = fc_number_check_text (&self->check);
  if (text != NULL)
    put_text (self, text);
  self->changed = FALSE;
  g_signal_emit (self, signals[COMMITTED], 0);
}

static void
text_changed_cb (FcNumberRow *self)
{
  if (self->setting)
    return;
  self->changed = TRUE;
  read_text (self);
  if (self->check.message == NULL)
    show_message (self, NULL);
  g_object_notify (G_OBJECT (self), "value");
}

static void
row_activated_cb (FcNumberRow *self)
{
  commit (self);
}

static void
focus_left_cb (FcNumberRow *self)
{
  commit (self);
}

static void
fc_number_row_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  fc_number_check_get_property (&FC_NUMBER_ROW (object)->check, id, value);
}

static void
fc_number_row_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  FcNumberRow *self = FC_NUMBER_ROW (object);

  if (id == FC_NUMBER_PROP_VALUE)
    fc_number_row_set_value (self, g_value_get_int64 (value));
  else
    {
      fc_number_check_set_property (&self->check, id, value);
      show_message (self, NULL);
    }
}

static void
fc_number_row_finalize (GObject *object)
{
  fc_number_check_clear (&FC_NUMBER_ROW (object)->check);

  G_OBJECT_CLASS (fc_number_row_parent_class)->finalize (object);
}

static void
fc_number_row_class_init (FcNumberRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fc_number_row_get_property;
  object_class->set_property = fc_number_row_set_property;
  object_class->finalize = fc_number_row_finalize;

  fc_number_check_install_properties (object_class);

  signals[COMMITTED] = g_signal_new ("committed", FC_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
}

static void
fc_number_row_init (FcNumberRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  fc_number_check_init (&self->check);
  self->warning = GTK_IMAGE (gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_widget_set_visible (GTK_WIDGET (self->warning), FALSE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->warning));
  self->unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->unit), "dim-label");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->unit));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_NUMBER);

  g_signal_connect (self, "changed", G_CALLBACK (text_changed_cb), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (row_activated_cb), NULL);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
fc_number_row_new (FcNumberKind kind,
                   const char  *title)
{
  GtkWidget *self = g_object_new (FC_TYPE_NUMBER_ROW, "kind", kind, "title", title, "tooltip-text", title, NULL);
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return self;
}

/**
 * fc_number_row_get_value:
 * @value: (out): in the catalog's unit; untouched where there is none
 *
 * Returns: FALSE where the row is empty or what stands there is not valid
 */
gboolean
fc_number_row_get_value (FcNumberRow *self,
                         gint64      *value)
{
  if (!self->check.has_value || self->check.message != NULL)
    return FALSE;
  *value = self->check.value;
  return TRUE;
}

void
fc_number_row_set_value (FcNumberRow *self,
                         gint64       value)
{
  g_autofree char *text = fc_number_edit (self->check.kind, value, self->check.currency);

  put_text (self, text);
  read_text (self);
  show_message (self, NULL);
  self->changed = FALSE;
  g_object_notify (G_OBJECT (self), "value");
}

void
fc_number_row_clear (FcNumberRow *self)
{
  put_text (self, "");
  read_text (self);
  show_message (self, NULL);
  self->changed = FALSE;
}

/**
 * fc_number_row_is_valid:
 *
 * Reads what stands there and says on the row what is wrong with it.
 */
gboolean
fc_number_row_is_valid (FcNumberRow *self)
{
  read_text (self);
  show_message (self, self->check.message);
  return self->check.message == NULL;
}

/**
 * fc_number_row_get_error:
 *
 * Returns: (nullable): what is wrong with what stands there
 */
const char *
fc_number_row_get_error (FcNumberRow *self)
{
  return self->check.message;
}

/**
 * fc_number_row_show_error:
 * @message: (nullable): why the number will not do, though it is one; the next keystroke takes it away
 */
void
fc_number_row_show_error (FcNumberRow *self,
                          const char  *message)
{
  show_message (self, message);
}
