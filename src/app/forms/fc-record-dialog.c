/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record-view.h"

#include "fc-company-queries.h"

#include <glib/gi18n.h>

struct _FcRecordDialog {
  AdwWindow parent_instance;

  FcContext *context;
  const FcRecordSpec *spec;
  FcRecord *draft;
  FcRecord *defaults;      /* the draft before anybody typed */
  FcRecordForm *form;      /* (nullable): until what it needs was read */
  GtkWidget *box;
  GtkWidget *create_button;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (FcRecordDialog, fc_record_dialog, ADW_TYPE_WINDOW)

enum { SIGNAL_CREATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_problem (FcRecordDialog *self,
              const char     *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FcRecordDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->create_button, TRUE);
  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      show_problem (self, error->message);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, self->draft);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
create_cb (FcRecordDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (self->form == NULL || !fc_record_form_validate (self->form))
    return;
  if (!fc_record_validate (self->draft, &error))
    {
      show_problem (self, error->message);
      return;
    }
  show_problem (self, NULL);
  gtk_widget_set_sensitive (self->create_button, FALSE);
  fc_replica_run_op_async (fc_context_get_replica (self->context),
                           fc_op_new_insert (self->draft, g_get_real_time ()), NULL, created_cb,
                           g_object_ref (self));
}

static void
build (FcRecordDialog *self,
       GPtrArray      *also)
{
  FcFieldUnits units = fc_field_units_of (fc_replica_get_tenant (fc_context_get_replica (self->context)));

  self->form = fc_record_form_new (self->draft, &units);
  self->spec->build (self->form, self->box, also, self->context);
  gtk_widget_child_focus (self->box, GTK_DIR_TAB_FORWARD);
}

static void
also_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcRecordDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) also = fc_rows_of_finish (FC_REPLICA (source), result, &error);

  if (also == NULL)
    show_problem (self, error->message);
  else
    build (self, also);
}

static GtkWidget *
make_header (FcRecordDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->create_button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->create_button), TRUE);
  gtk_widget_add_css_class (self->create_button, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_destroy), self);
  g_signal_connect_swapped (self->create_button, "clicked", G_CALLBACK (create_cb), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->create_button);
  return header;
}

static gboolean
is_touched (FcRecordDialog *self)
{
  guint n_fields = fc_catalog_get (fc_record_get_entity (self->draft))->n_fields;

  for (guint i = 0; i < n_fields; i++)
    if (!fc_value_equal (fc_record_get_value (self->draft, (int) i), fc_record_get_value (self->defaults, (int) i)))
      return TRUE;
  return FALSE;
}

/* Pressed by mistake it must not take away what was typed. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  FcRecordDialog *self = FC_RECORD_DIALOG (widget);

  if (is_touched (self))
    show_problem (self, _ ("What you entered is not saved yet. Cancel leaves without it."));
  else
    gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static void
fc_record_dialog_dispose (GObject *object)
{
  FcRecordDialog *self = FC_RECORD_DIALOG (object);

  g_clear_object (&self->form);
  g_clear_object (&self->draft);
  g_clear_object (&self->defaults);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_record_dialog_parent_class)->dispose (object);
}

static void
fc_record_dialog_class_init (FcRecordDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_record_dialog_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, escape_cb, NULL);

  signals[SIGNAL_CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, FC_TYPE_RECORD);
}

static void
fc_record_dialog_init (FcRecordDialog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_margin_top (self->box, 24);
  gtk_widget_set_margin_bottom (self->box, 24);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (outer), make_header (self));
  gtk_box_append (GTK_BOX (outer), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (outer), scrolled);
  adw_window_set_content (ADW_WINDOW (self), outer);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 600);
}

/**
 * fc_record_dialog_present:
 * @draft: (transfer none): with its defaults
 *
 * Returns: (transfer none): the window, over @page's
 */
FcRecordDialog *
fc_record_dialog_present (FcPage             *page,
                          const FcRecordSpec *spec,
                          FcRecord           *draft)
{
  FcRecordDialog *self = g_object_new (FC_TYPE_RECORD_DIALOG, NULL);

  self->context = g_object_ref (fc_page_get_context (page));
  self->spec = spec;
  self->draft = g_object_ref (draft);
  self->defaults = fc_record_copy (draft);
  gtk_window_set_title (GTK_WINDOW (self), _ (spec->new_title));
  gtk_button_set_label (GTK_BUTTON (self->create_button), _ (spec->create));
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
  if (spec->also == FC_N_ENTITIES)
    build (self, NULL);
  else
    fc_rows_of_async (fc_context_get_replica (self->context), spec->also, NULL, also_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
