/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-entry-form.h"

#include <glib/gi18n.h>

struct _FcEntryForm {
  AdwBin parent_instance;

  char *title;
  AdwBin *place;
  AdwPreferencesGroup *group; /* of the record on hand */
  FcRecordForm *form;         /* (nullable): until there is a record */
  GtkLabel *error;
  GtkWidget *clear; /* (nullable): where it cannot be cancelled */
  GtkWidget *enter;
  gboolean begun;   /* something was typed that is not entered yet */
};

G_DEFINE_FINAL_TYPE (FcEntryForm, fc_entry_form, ADW_TYPE_BIN)

enum { SIGNAL_ENTERED, SIGNAL_CANCELLED, SIGNAL_BEGUN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
enter (FcEntryForm *self)
{
  if (self->form == NULL || !fc_record_form_validate (self->form))
    return;
  fc_entry_form_set_error (self, NULL);
  g_signal_emit (self, signals[SIGNAL_ENTERED], 0);
}

static void
edited_cb (FcEntryForm *self)
{
  if (self->clear != NULL)
    gtk_widget_set_sensitive (self->clear, TRUE);
  if (self->begun)
    return;
  self->begun = TRUE;
  g_signal_emit (self, signals[SIGNAL_BEGUN], 0);
}

static void
cancel (FcEntryForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static gboolean
key_pressed_cb (FcEntryForm    *self,
                guint           key,
                guint           code,
                GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  if (key == GDK_KEY_Escape && self->clear == NULL)
    {
      cancel (self);
      return TRUE;
    }
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || !GTK_IS_TEXT (focus))
    return FALSE;
  enter (self);
  return TRUE;
}

static void
fc_entry_form_dispose (GObject *object)
{
  g_clear_object (&FC_ENTRY_FORM (object)->form);

  G_OBJECT_CLASS (fc_entry_form_parent_class)->dispose (object);
}

static void
fc_entry_form_finalize (GObject *object)
{
  g_free (FC_ENTRY_FORM (object)->title);

  G_OBJECT_CLASS (fc_entry_form_parent_class)->finalize (object);
}

static void
fc_entry_form_class_init (FcEntryFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = fc_entry_form_dispose;
  object_class->finalize = fc_entry_form_finalize;

  signals[SIGNAL_ENTERED] = g_signal_new ("entered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* Something was typed; it ends with "entered" or "cancelled". */
  signals[SIGNAL_BEGUN] = g_signal_new ("begun", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_buttons (FcEntryForm *self,
              const char  *button,
              gboolean     may_cancel)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cancel_button;

  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->error), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  cancel_button = gtk_button_new_with_label (may_cancel ? _ ("Cancel") : _ ("Clear"));
  g_signal_connect_swapped (cancel_button, "clicked", G_CALLBACK (cancel), self);
  gtk_box_append (GTK_BOX (box), cancel_button);
  if (!may_cancel)
    {
      self->clear = cancel_button;
      gtk_widget_set_sensitive (cancel_button, FALSE);
    }
  self->enter = gtk_button_new_with_label (button);
  g_signal_connect_swapped (self->enter, "clicked", G_CALLBACK (enter), self);
  gtk_box_append (GTK_BOX (box), self->enter);
  gtk_widget_set_margin_top (box, 12);
  return box;
}

static void
fc_entry_form_init (FcEntryForm *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * fc_entry_form_new:
 * @title: translated, as is @button
 * @may_cancel: it goes away again; else what was typed can be cleared
 *
 * Returns: (transfer floating): empty until it has a record
 */
GtkWidget *
fc_entry_form_new (const char *title,
                   const char *button,
                   gboolean    may_cancel)
{
  FcEntryForm *self = g_object_new (FC_TYPE_ENTRY_FORM, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = g_strdup (title);
  self->place = ADW_BIN (adw_bin_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->place));
  gtk_box_append (GTK_BOX (box), make_buttons (self, button, may_cancel));
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}

/**
 * fc_entry_form_set_record:
 * @record: (transfer none): what the rows fill
 *
 * Begins anew, without rows: add them to fc_entry_form_get_group().
 */
void
fc_entry_form_set_record (FcEntryForm        *self,
                          FcRecord           *record,
                          const FcFieldUnits *units)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, self->title);
  adw_bin_set_child (self->place, GTK_WIDGET (self->group));
  g_clear_object (&self->form);
  self->form = fc_record_form_new (record, units);
  self->begun = FALSE;
  if (self->clear != NULL)
    gtk_widget_set_sensitive (self->clear, FALSE);
  g_signal_connect_object (self->form, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  fc_entry_form_set_error (self, NULL);
}

FcRecordForm *
fc_entry_form_get_form (FcEntryForm *self)
{
  return self->form;
}

FcRecord *
fc_entry_form_get_record (FcEntryForm *self)
{
  return fc_record_form_get_record (self->form);
}

GtkWidget *
fc_entry_form_get_group (FcEntryForm *self)
{
  return GTK_WIDGET (self->group);
}

/**
 * fc_entry_form_set_words:
 * @title: translated, as is @button: what the record on hand is there for
 * @may_clear: also before anything was typed
 */
void
fc_entry_form_set_words (FcEntryForm *self,
                         const char  *title,
                         const char  *button,
                         gboolean     may_clear)
{
  adw_preferences_group_set_title (self->group, title);
  gtk_button_set_label (GTK_BUTTON (self->enter), button);
  if (self->clear != NULL)
    gtk_widget_set_sensitive (self->clear, may_clear);
}

/**
 * fc_entry_form_set_error:
 * @text: (nullable): why what was typed is refused; what was typed stays
 */
void
fc_entry_form_set_error (FcEntryForm *self,
                         const char  *text)
{
  gtk_label_set_text (self->error, text != NULL ? text : "");
}

/**
 * fc_entry_form_focus:
 *
 * Takes the cursor to the first row.
 */
void
fc_entry_form_focus (FcEntryForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->group == NULL || root == NULL)
    return;
  gtk_root_set_focus (root, NULL); /* not the one after the row on hand */
  gtk_widget_child_focus (GTK_WIDGET (self->group), GTK_DIR_TAB_FORWARD);
}
