/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-frame.h"

#include <glib/gi18n.h>

#include "fc-text.h"

#define CORNER 32 /* pixels to catch it by */

struct _FcDashboardFrame {
  GtkWidget parent_instance;

  const FcWidgetInfo *info; /* nullable */
  FcContext *context;
  GtkWidget *box;
  GtkWidget *title;   /* nullable where the content has it */
  GtkWidget *content; /* nullable until it is first wanted */
  GtkWidget *handles; /* nullable until the dashboard is arranged */
  gboolean arranging;
};

G_DEFINE_FINAL_TYPE (FcDashboardFrame, fc_dashboard_frame, GTK_TYPE_WIDGET)

enum {
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkWidget *
new_title (FcDashboardFrame *self)
{
  GtkWidget *title = fc_text_new (_ (self->info->title)), *button;

  gtk_widget_add_css_class (title, "heading");
  if (self->info->target == NULL)
    return title;
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), title);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "widget-title");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), self->info->target);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (self->info->title), -1);
  return button;
}

/* Why there is nothing to be seen. */
static GtkWidget *
new_excuse (const char *kind)
{
  GtkWidget *text = fc_text_new (fc_widget_find (kind) != NULL
                                   ? _ ("Your roles do not allow you to see this figure")
                                   : _ ("This figure comes from another version of Forecourt"));

  gtk_widget_add_css_class (text, "dim-label");
  return text;
}

static void
fill (FcDashboardFrame *self,
      GtkWidget        *content)
{
  self->content = content;
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (self->box), content);
  gtk_widget_set_can_target (self->box, !self->arranging);
}

static void
remove_clicked_cb (FcDashboardFrame *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static GtkWidget *
new_handles (FcDashboardFrame *self)
{
  GtkWidget *handles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkWidget *corner = gtk_image_new_from_icon_name ("view-fullscreen-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), fc_dashboard_frame_get_title (self));

  gtk_widget_set_tooltip_text (remove, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (remove, "circular");
  gtk_widget_add_css_class (remove, "osd");
  gtk_widget_set_halign (remove, GTK_ALIGN_END);
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_widget_set_vexpand (remove, TRUE);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_widget_set_halign (corner, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (corner, _ ("Drag to size"));
  gtk_widget_add_css_class (corner, "corner");
  gtk_box_append (GTK_BOX (handles), remove);
  gtk_box_append (GTK_BOX (handles), corner);
  gtk_widget_add_css_class (handles, "widget-handles");
  gtk_widget_set_parent (handles, GTK_WIDGET (self));
  return handles;
}

static void
fc_dashboard_frame_dispose (GObject *object)
{
  FcDashboardFrame *self = FC_DASHBOARD_FRAME (object);

  g_clear_pointer (&self->handles, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_dashboard_frame_parent_class)->dispose (object);
}

static void
fc_dashboard_frame_class_init (FcDashboardFrameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_dashboard_frame_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dashboardframe");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[REMOVE] = g_signal_new ("remove", FC_TYPE_DASHBOARD_FRAME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_dashboard_frame_init (FcDashboardFrame *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * fc_dashboard_frame_new:
 * @kind: of the widget
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_dashboard_frame_new (const char *kind,
                        FcContext  *context)
{
  FcDashboardFrame *self = g_object_new (FC_TYPE_DASHBOARD_FRAME, NULL);
  const FcWidgetInfo *info = fc_widget_find (kind);

  self->context = g_object_ref (context);
  if (info == NULL || !fc_context_may (context, info->permission))
    {
      fill (self, new_excuse (kind));
      return GTK_WIDGET (self);
    }
  self->info = info;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (info->title), -1);
  if (!info->names_itself)
    gtk_box_append (GTK_BOX (self->box), self->title = new_title (self));
  return GTK_WIDGET (self);
}

const FcWidgetInfo *
fc_dashboard_frame_get_info (FcDashboardFrame *self)
{
  return self->info;
}

const char *
fc_dashboard_frame_get_title (FcDashboardFrame *self)
{
  return self->info != NULL ? _ (self->info->title) : _ ("Unknown figure");
}

/* Makes the content where there is none yet, so that it is there when the figures come. */
void
fc_dashboard_frame_make (FcDashboardFrame *self)
{
  if (self->info != NULL && self->content == NULL)
    fill (self, self->info->create (self->context));
}

void
fc_dashboard_frame_update (FcDashboardFrame    *self,
                           const FcWidgetScope *scope)
{
  if (self->info == NULL)
    return;
  fc_dashboard_frame_make (self);
  if (self->info->update != NULL)
    self->info->update (self->content, scope);
}

void
fc_dashboard_frame_set_arranging (FcDashboardFrame *self,
                                  gboolean          arranging)
{
  self->arranging = arranging;
  if (arranging && self->handles == NULL)
    self->handles = new_handles (self);
  if (self->handles != NULL)
    gtk_widget_set_visible (self->handles, arranging);
  gtk_widget_set_can_target (self->box, !arranging);
  gtk_widget_set_can_focus (self->box, !arranging);
  gtk_widget_set_focusable (GTK_WIDGET (self), arranging);
  if (arranging)
    gtk_widget_add_css_class (GTK_WIDGET (self), "arranging");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "arranging");
}

gboolean
fc_dashboard_frame_at_corner (FcDashboardFrame *self,
                              double            x,
                              double            y)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double from_end = mirrored ? x : gtk_widget_get_width (GTK_WIDGET (self)) - x;

  return from_end < CORNER && gtk_widget_get_height (GTK_WIDGET (self)) - y < CORNER;
}
