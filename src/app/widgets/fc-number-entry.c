/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-number-entry.h"

#include <glib/gi18n.h>

#include "fc-number-check-private.h"

struct _FcNumberEntry {
  GtkWidget parent_instance;

  GtkEntry *entry;
  GtkLabel *message;
  FcNumberCheck check;
  char *label;
  gboolean setting;
  gboolean changed; /* since it was set or committed */
};

G_DEFINE_FINAL_TYPE (FcNumberEntry, fc_number_entry, GTK_TYPE_WIDGET)

enum {
  PROP_LABEL = FC_NUMBER_N_PROPS,
  N_PROPS,
};

enum {
  COMMITTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_message (FcNumberEntry *self,
              const char    *message)
{
  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
put_text (FcNumberEntry *self,
          const char    *text)
{
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->setting = FALSE;
}

static void
read_text (FcNumberEntry *self)
{
  fc_number_check_read (&self->check, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
commit (FcNumberEntry *self)
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
text_changed_cb (FcNumberEntry *self)
{
  if (self->setting)
    return;
  self->changed = TRUE;
  read_text (self);
  /* While typing nothing is called wrong; a fault that has been mended goes away. */
  if (self->check.message == NULL)
    show_message (self, NULL);
  g_object_notify (G_OBJECT (self), "value");
}

static void
activated_cb (FcNumberEntry *self)
{
  commit (self);
}

static void
focus_left_cb (FcNumberEntry *self)
{
  commit (self);
}

static void
apply_label (FcNumberEntry *self)
{
  const char *unit = fc_number_unit (self->check.kind, self->check.currency);
  g_autofree char *name = self->label != NULL && unit[0] != '\0' ? g_strdup_printf ("%s (%s)", self->label, unit)
                                                                 : g_strdup (self->label);

  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
fc_number_entry_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FcNumberEntry *self = FC_NUMBER_ENTRY (object);

  if (id == PROP_LABEL)
    g_value_set_string (value, self->label);
  else
    fc_number_check_get_property (&self->check, id, value);
}

static void
fc_number_entry_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  FcNumberEntry *self = FC_NUMBER_ENTRY (object);

  if (id == PROP_LABEL)
    {
      g_free (self->label);
      self->label = g_value_dup_string (value);
    }
  else if (id == FC_NUMBER_PROP_VALUE)
    fc_number_entry_set_value (self, g_value_get_int64 (value));
  else
    fc_number_check_set_property (&self->check, id, value);
  apply_label (self);
}

static gboolean
fc_number_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FC_NUMBER_ENTRY (widget)->entry));
}

static void
fc_number_entry_dispose (GObject *object)
{
  FcNumberEntry *self = FC_NUMBER_ENTRY (object);

  g_clear_pointer ((GtkWidget **) &self->entry, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->message, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_number_entry_parent_class)->dispose (object);
}

static void
fc_number_entry_finalize (GObject *object)
{
  FcNumberEntry *self = FC_NUMBER_ENTRY (object);

  fc_number_check_clear (&self->check);
  g_free (self->label);

  G_OBJECT_CLASS (fc_number_entry_parent_class)->finalize (object);
}

static void
fc_number_entry_class_init (FcNumberEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fc_number_entry_get_property;
  object_class->set_property = fc_number_entry_set_property;
  object_class->dispose = fc_number_entry_dispose;
  object_class->finalize = fc_number_entry_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = fc_number_entry_grab_focus;

  fc_number_check_install_properties (object_class);
  g_object_class_install_property (object_class, PROP_LABEL,
                                   g_param_spec_string ("label", NULL, NULL, NULL,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  signals[COMMITTED] = g_signal_new ("committed", FC_TYPE_NUMBER_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "numberentry");
}

static void
fc_number_entry_init (FcNumberEntry *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  fc_number_check_init (&self->check);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1.0);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_entry_set_input_purpose (self->entry, GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (self->entry), GTK_WIDGET (self));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);

  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->message, 1.0);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->message), GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->message,
                                  NULL, -1);
}

/**
 * fc_number_entry_new:
 * @label: what the number is; its accessible name
 */
GtkWidget *
fc_number_entry_new (FcNumberKind kind,
                     const char  *label)
{
  return g_object_new (FC_TYPE_NUMBER_ENTRY, "kind", kind, "label", label, NULL);
}

/**
 * fc_number_entry_get_value:
 * @value: (out): in the catalog's unit; untouched where there is none
 *
 * Returns: FALSE where the field is empty or what stands there is not valid
 */
gboolean
fc_number_entry_get_value (FcNumberEntry *self,
                           gint64        *value)
{
  if (!self->check.has_value || self->check.message != NULL)
    return FALSE;
  *value = self->check.value;
  return TRUE;
}

void
fc_number_entry_set_value (FcNumberEntry *self,
                           gint64         value)
{
  g_autofree char *text = fc_number_edit (self->check.kind, value, self->check.currency);

  put_text (self, text);
  read_text (self);
  show_message (self, NULL);
  self->changed = FALSE;
  g_object_notify (G_OBJECT (self), "value");
}

void
fc_number_entry_clear (FcNumberEntry *self)
{
  put_text (self, "");
  read_text (self);
  show_message (self, NULL);
  self->changed = FALSE;
}

gboolean
fc_number_entry_is_valid (FcNumberEntry *self)
{
  return self->check.message == NULL;
}

/**
 * fc_number_entry_set_error:
 * @message: (nullable): stands until the person types again
 */
void
fc_number_entry_set_error (FcNumberEntry *self,
                           const char    *message)
{
  show_message (self, message);
}
