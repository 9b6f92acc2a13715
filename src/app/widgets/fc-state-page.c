/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-state-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Quick answers do not flicker: the spinner waits a moment. */
#define LOADING_DELAY_MS 200

struct _FcStatePage {
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkWidget *child;
  GtkSpinner *spinner;
  AdwStatusPage *empty;
  AdwStatusPage *error;
  FcState state;
  guint loading_timeout;
};

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FcStatePage,
                               fc_state_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

enum {
  PROP_0,
  PROP_CHILD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  RETRY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];
static GtkBuildableIface *parent_buildable;

static GtkWidget *
new_button (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  if (action != NULL)
    gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
leave_loading (FcStatePage *self)
{
  g_clear_handle_id (&self->loading_timeout, g_source_remove);
  if (self->spinner != NULL)
    gtk_spinner_stop (self->spinner);
}

static void
show_state (FcStatePage *self,
            FcState      state,
            const char  *name)
{
  leave_loading (self);
  self->state = state;
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
retry_clicked_cb (FcStatePage *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static gboolean
loading_waited_cb (gpointer data)
{
  FcStatePage *self = data;

  self->loading_timeout = 0;
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  return G_SOURCE_REMOVE;
}

/* Each state's widgets are made when it is first shown: most pages never show more than their content. */
static void
ensure_spinner (FcStatePage *self)
{
  if (self->spinner != NULL)
    return;
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->spinner), 32, 32);
  gtk_widget_set_halign (GTK_WIDGET (self->spinner), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->spinner), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Loading"), -1);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->spinner), "loading");
}

static void
ensure_empty (FcStatePage *self)
{
  if (self->empty != NULL)
    return;
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
}

static void
ensure_error (FcStatePage *self)
{
  GtkWidget *retry;

  if (self->error != NULL)
    return;
  retry = new_button (_ ("_Retry"), NULL);
  self->error = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->error, "dialog-warning-symbolic");
  adw_status_page_set_child (self->error, retry);
  g_signal_connect_object (retry, "clicked", G_CALLBACK (retry_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->error), "error");
}

static void
fc_state_page_add_child (GtkBuildable *buildable,
                         GtkBuilder   *builder,
                         GObject      *child,
                         const char   *type)
{
  if (GTK_IS_WIDGET (child) && FC_STATE_PAGE (buildable)->stack != NULL)
    fc_state_page_set_child (FC_STATE_PAGE (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = fc_state_page_add_child;
}

static void
fc_state_page_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  g_value_set_object (value, FC_STATE_PAGE (object)->child);
}

static void
fc_state_page_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  fc_state_page_set_child (FC_STATE_PAGE (object), g_value_get_object (value));
}

static void
fc_state_page_dispose (GObject *object)
{
  FcStatePage *self = FC_STATE_PAGE (object);

  g_clear_handle_id (&self->loading_timeout, g_source_remove);
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_state_page_parent_class)->dispose (object);
}

static void
fc_state_page_class_init (FcStatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fc_state_page_get_property;
  object_class->set_property = fc_state_page_set_property;
  object_class->dispose = fc_state_page_dispose;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RETRY] = g_signal_new ("retry", FC_TYPE_STATE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "statepage");
}

static void
fc_state_page_init (FcStatePage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  self->state = FC_STATE_CONTENT;
}

GtkWidget *
fc_state_page_new (void)
{
  return g_object_new (FC_TYPE_STATE_PAGE, NULL);
}

/**
 * fc_state_page_set_child:
 * @child: (transfer full) (nullable): the content
 */
void
fc_state_page_set_child (FcStatePage *self,
                         GtkWidget   *child)
{
  if (self->child == child)
    return;
  if (self->child != NULL)
    gtk_stack_remove (self->stack, self->child);
  self->child = child;
  if (child != NULL)
    {
      gtk_stack_add_named (self->stack, child, "content");
      if (self->state == FC_STATE_CONTENT)
        gtk_stack_set_visible_child (self->stack, child);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

void
fc_state_page_set_loading (FcStatePage *self)
{
  if (self->state == FC_STATE_LOADING)
    return;
  ensure_spinner (self);
  show_state (self, FC_STATE_LOADING, "loading");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  self->loading_timeout = g_timeout_add (LOADING_DELAY_MS, loading_waited_cb, self);
}

void
fc_state_page_set_content (FcStatePage *self)
{
  leave_loading (self);
  self->state = FC_STATE_CONTENT;
  if (self->child != NULL)
    gtk_stack_set_visible_child (self->stack, self->child);
}

/**
 * fc_state_page_set_empty:
 * @description: (nullable)
 * @label: (nullable): of a button that does the first thing
 * @action: (nullable): its detailed action
 *
 * Nothing is here yet: what that means and what to do.
 */
void
fc_state_page_set_empty (FcStatePage *self,
                         const char  *icon_name,
                         const char  *title,
                         const char  *description,
                         const char  *label,
                         const char  *action)
{
  g_autofree char *markup = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  ensure_empty (self);
  adw_status_page_set_icon_name (self->empty, icon_name);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, markup);
  adw_status_page_set_child (self->empty, label != NULL ? new_button (label, action) : NULL);
  show_state (self, FC_STATE_EMPTY, "empty");
}

/**
 * fc_state_page_set_error:
 * @title: (nullable)
 * @message: a sentence: what happened and what to do
 */
void
fc_state_page_set_error (FcStatePage *self,
                         const char  *title,
                         const char  *message)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);

  ensure_error (self);
  adw_status_page_set_title (self->error, title != NULL ? title : _ ("This could not be read"));
  adw_status_page_set_description (self->error, markup);
  show_state (self, FC_STATE_ERROR, "error");
}

FcState
fc_state_page_get_state (FcStatePage *self)
{
  return self->state;
}
