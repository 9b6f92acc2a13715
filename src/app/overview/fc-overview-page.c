/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-page.h"

#include <glib/gi18n.h>

#include "fc-dashboard-menu.h"
#include "fc-dashboard-view.h"
#include "fc-overview-widgets.h"
#include "fc-scope-button.h"
#include "fc-window.h"

struct _FcOverviewPage {
  FcPage parent_instance;

  FcDashboardStore *store;
  GtkWidget *box;
  GtkWidget *top;
  GtkWidget *bar; /* instead of top while something is arranged; nullable until then */
  FcDashboardView *view;
  gboolean set_up;
  gboolean loaded; /* a layout is there to be filled */
  gboolean arranging;
  gboolean arranged;         /* differently from what is kept */
  FcDashboardLayout *before; /* (nullable): as the arranging found it */
  gboolean cancelled;        /* the last arranging: what is offered then is to have the whole of it back */
  FcId shown;                /* null: the dashboard that comes with the program */
  GSList *offers;            /* Removed: what can be had back on this dashboard while its toast is there */
};

G_DEFINE_FINAL_TYPE (FcOverviewPage, fc_overview_page, FC_TYPE_PAGE)

/* --- which dashboard ------------------------------------------------------------------------------------------------------ */

static void
set_state (FcOverviewPage *self,
           const char     *name,
           const char     *state)
{
  g_action_change_state (g_action_map_lookup_action (fc_page_get_actions (FC_PAGE (self)), name),
                         g_variant_new_string (state));
}

static void drop_offers (FcOverviewPage *self);

static void
show_current (FcOverviewPage *self)
{
  const FcDashboard *current = fc_dashboard_store_get_current (self->store);
  g_autoptr (FcDashboardLayout) layout = fc_dashboard_store_dup_layout (self->store);
  g_autofree char *id = current != NULL ? fc_id_dup_string (&current->id) : g_strdup ("");

  if (!fc_dashboard_store_is_read (self->store) || self->arranging)
    return;
  if (!fc_id_equal (&self->shown, current != NULL ? &current->id : &(FcId){ 0 }))
    drop_offers (self);
  self->shown = current != NULL ? current->id : (FcId){ 0 };
  set_state (self, "dashboard", id);
  fc_page_set_subtitle (FC_PAGE (self), current != NULL ? current->name : NULL);
  if (!fc_dashboard_layout_equal (layout, fc_dashboard_view_get_layout (self->view)))
    fc_dashboard_view_set_layout (self->view, layout);
  if (!self->loaded && self->set_up)
    fc_dashboard_view_load (self->view);
  self->loaded = TRUE;
}

static void
dashboard_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  FcOverviewPage *self = user_data;
  FcId id;
  gboolean stored = fc_id_from_string (g_variant_get_string (parameter, NULL), &id);

  fc_dashboard_store_choose (self->store, stored ? &id : NULL);
}

static void
compare_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FcOverviewPage *self = user_data;
  FcComparison comparison = fc_comparison_find (g_variant_get_string (parameter, NULL));

  g_simple_action_set_state (action, parameter);
  fc_dashboard_store_set_comparison (self->store, comparison);
  fc_dashboard_view_set_comparison (self->view, comparison);
  fc_dashboard_view_load (self->view);
}

/* What is on screen as a dashboard of this person's own, or of the company's. */
static FcDashboard *
new_dashboard (FcOverviewPage *self,
               const char     *name)
{
  FcId id = fc_id_new (fc_now ());
  FcDashboard *dashboard = fc_dashboard_new (&id, name, fc_dashboard_view_get_layout (self->view));

  dashboard->position = (int) fc_dashboard_store_list (self->store)->len;
  return dashboard;
}

static FcDashboard *
copy_dashboard (const FcDashboard       *dashboard,
                const char              *name,
                const FcDashboardLayout *layout)
{
  FcDashboard *copy = fc_dashboard_new (&dashboard->id, name, layout);

  copy->company = dashboard->company;
  copy->role = g_strdup (dashboard->role);
  copy->position = dashboard->position;
  return copy;
}

/* --- arranging ------------------------------------------------------------------------------------------------------------ */

/* Another's dashboard, and the one that comes with the program, are kept as a copy of one's own. */
static void
keep (FcOverviewPage *self)
{
  const FcDashboard *current = fc_dashboard_store_get_current (self->store);
  gboolean own = current != NULL && fc_dashboard_store_may_change (self->store, current);
  g_autoptr (FcDashboard) dashboard = NULL;

  if (!self->arranged)
    return;
  self->arranged = FALSE;
  dashboard = own ? copy_dashboard (current, current->name, fc_dashboard_view_get_layout (self->view))
                  : new_dashboard (self, current != NULL ? current->name : _ ("My overview"));
  self->shown = dashboard->id; /* the copy stands for it: what can be had back stays so */
  fc_dashboard_store_save (self->store, dashboard);
}

static void
set_arranging (FcOverviewPage *self,
               gboolean        arranging)
{
  if (self->arranging == arranging)
    return;
  self->arranging = arranging;
  fc_dashboard_view_set_arranging (self->view, arranging);
  gtk_widget_set_visible (self->bar, arranging);
  gtk_widget_set_visible (self->top, !arranging);
  fc_page_set_actions_enabled (FC_PAGE (self), "arrange", !arranging);
  fc_page_set_actions_enabled (FC_PAGE (self), "dashboard", !arranging);
  if (!arranging)
    keep (self);
}

static void
done_cb (FcOverviewPage *self)
{
  set_arranging (self, FALSE);
}

static void put_arranged_back (FcOverviewPage *self);

/* As the arranging found it; what was arranged can be had back. */
static void
cancel_cb (FcOverviewPage *self)
{
  if (!self->arranging)
    return;
  if (self->arranged)
    put_arranged_back (self);
  self->arranged = FALSE;
  set_arranging (self, FALSE);
}

static gboolean
escape_cb (GtkWidget *box,
           GVariant  *arguments,
           gpointer   user_data)
{
  FcOverviewPage *self = user_data;

  if (!self->arranging)
    return FALSE;
  cancel_cb (self);
  return TRUE;
}

static void
add_escape (FcOverviewPage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb, self, NULL)));
  gtk_widget_add_controller (self->box, shortcuts);
}

static void
add_cb (FcOverviewPage *self,
        const char     *kind)
{
  if (!fc_dashboard_view_add (self->view, kind))
    fc_page_toast (FC_PAGE (self), _ ("The dashboard is full: remove something first"));
}

static void
arrange_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FcOverviewPage *self = user_data;

  if (self->bar == NULL)
    {
      self->bar = fc_dashboard_bar_new (fc_page_get_context (FC_PAGE (self)));
      g_signal_connect_object (self->bar, "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->bar, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->bar, "cancel", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
      add_escape (self);
      gtk_box_prepend (GTK_BOX (self->box), self->bar);
    }
  if (self->cancelled)
    drop_offers (self);
  self->cancelled = FALSE;
  g_clear_pointer (&self->before, fc_dashboard_layout_free);
  self->before = fc_dashboard_layout_copy (fc_dashboard_view_get_layout (self->view));
  set_arranging (self, TRUE);
}

static void
arranged_cb (FcOverviewPage *self)
{
  self->arranged = TRUE;
}

/* A removed widget, or a whole dashboard, and whose page it was on. */
typedef struct {
  FcOverviewPage *page;
  AdwToast *toast;             /* that offers it, and owns this */
  gboolean dropped;            /* it does not hold any more */
  FcDashboardLayout *layout;   /* before */
  guint number;                /* of the widget in it */
  FcDashboardLayout *arranged; /* that was cancelled */
  FcDashboard *dashboard;
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  removed->page->offers = g_slist_remove (removed->page->offers, removed);
  g_object_unref (removed->page);
  g_clear_pointer (&removed->layout, fc_dashboard_layout_free);
  g_clear_pointer (&removed->arranged, fc_dashboard_layout_free);
  g_clear_pointer (&removed->dashboard, fc_dashboard_free);
  g_free (removed);
}

static void
put_back_cb (gpointer data)
{
  Removed *removed = data;
  FcOverviewPage *self = removed->page;
  g_autoptr (FcDashboardLayout) layout = NULL;

  if (removed->dashboard != NULL)
    {
      removed->dashboard->id = fc_id_new (fc_now ());
      fc_dashboard_store_save (self->store, removed->dashboard);
      return;
    }
  if (removed->dropped)
    return;
  layout = fc_dashboard_layout_copy (removed->arranged != NULL ? removed->arranged
                                                               : fc_dashboard_view_get_layout (self->view));
  if (removed->layout != NULL)
    fc_dashboard_layout_put_back (layout, removed->layout, removed->number);
  fc_dashboard_view_set_layout (self->view, layout);
  self->arranged = TRUE;
  if (!self->arranging)
    keep (self);
}

static void
dismissed_cb (Removed *removed)
{
  removed->page->offers = g_slist_remove (removed->page->offers, removed);
}

/* Another dashboard is shown, or this one is as it was: a toast that is just fading must not do it either. */
static void
drop_offers (FcOverviewPage *self)
{
  while (self->offers != NULL)
    {
      Removed *removed = self->offers->data;

      self->offers = g_slist_delete_link (self->offers, self->offers);
      removed->dropped = TRUE;
      adw_toast_dismiss (removed->toast);
    }
}

static void
offer_undo (FcOverviewPage *self, const char *text, Removed *removed) /* (transfer full) */
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  removed->page = g_object_ref (self);
  if (window == NULL)
    {
      removed_free (removed);
      return;
    }
  removed->toast = fc_window_toast_undo (window, text, G_CALLBACK (put_back_cb), removed, removed_free);
  g_signal_connect_swapped (removed->toast, "dismissed", G_CALLBACK (dismissed_cb), removed);
  if (removed->dashboard == NULL)
    self->offers = g_slist_prepend (self->offers, removed);
}

static void
removed_cb (FcOverviewPage          *self,
            const FcDashboardLayout *before,
            guint                    number,
            const char              *title)
{
  Removed *removed = g_new0 (Removed, 1);
  g_autofree char *text = g_strdup_printf (_ ("“%s” was removed"), title);

  removed->layout = fc_dashboard_layout_copy (before);
  removed->number = number;
  offer_undo (self, text, removed);
}

static void
put_arranged_back (FcOverviewPage *self)
{
  Removed *removed = g_new0 (Removed, 1);

  removed->arranged = fc_dashboard_layout_copy (fc_dashboard_view_get_layout (self->view));
  fc_dashboard_view_set_layout (self->view, self->before);
  self->cancelled = TRUE;
  drop_offers (self);
  offer_undo (self, _ ("The dashboard is as it was before"), removed);
}

/* --- what can be done with a whole one ------------------------------------------------------------------------------------ */

static void
new_named (const char *name,
           gpointer    user_data)
{
  FcOverviewPage *self = user_data;
  g_autoptr (FcDashboard) dashboard = new_dashboard (self, name);

  fc_dashboard_store_save (self->store, dashboard);
  g_action_group_activate_action (G_ACTION_GROUP (fc_page_get_actions (FC_PAGE (self))), "arrange", NULL);
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  fc_dashboard_ask_name (user_data, _ ("New dashboard"), "", _ ("_Create"), new_named, user_data);
}

static void
renamed (const char *name,
         gpointer    user_data)
{
  FcOverviewPage *self = user_data;
  const FcDashboard *current = fc_dashboard_store_get_current (self->store);
  g_autoptr (FcDashboard) dashboard = current != NULL ? copy_dashboard (current, name, current->layout) : NULL;

  if (dashboard != NULL)
    fc_dashboard_store_save (self->store, dashboard);
}

static void
rename_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  const FcDashboard *current = fc_dashboard_store_get_current (((FcOverviewPage *) user_data)->store);

  if (current != NULL)
    fc_dashboard_ask_name (user_data, _ ("Rename dashboard"), current->name, _ ("_Rename"), renamed, user_data);
}

static void
delete_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FcOverviewPage *self = user_data;
  const FcDashboard *current = fc_dashboard_store_get_current (self->store);
  g_autofree char *text = NULL;
  Removed *removed;

  if (current == NULL)
    return;
  removed = g_new0 (Removed, 1);
  removed->dashboard = copy_dashboard (current, current->name, current->layout);
  text = g_strdup_printf (_ ("“%s” was removed"), current->name);
  offer_undo (self, text, removed);
  fc_dashboard_store_remove (self->store, current);
}

/* What is on screen becomes the company's, for a role or for everybody. */
static void
share_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  FcOverviewPage *self = user_data;
  const FcDashboard *current = fc_dashboard_store_get_current (self->store);
  const char *role = g_variant_get_string (parameter, NULL);
  g_autoptr (FcDashboard) dashboard =
    current != NULL && current->company
      ? copy_dashboard (current, current->name, fc_dashboard_view_get_layout (self->view))
      : new_dashboard (self, current != NULL ? current->name : _ ("Overview"));

  dashboard->company = TRUE;
  g_free (dashboard->role);
  dashboard->role = *role != '\0' ? g_strdup (role) : NULL;
  fc_dashboard_store_save (self->store, dashboard);
  fc_page_toast (FC_PAGE (self), _ ("The company has this dashboard now"));
}

static const GActionEntry entries[] = {
  { .name = "dashboard", .activate = dashboard_cb, .parameter_type = "s", .state = "''" },
  { .name = "compare", .activate = compare_cb, .parameter_type = "s", .state = "'weekday'" },
  { .name = "arrange", .activate = arrange_cb },
  { .name = "new-dashboard", .activate = new_cb },
  { .name = "rename-dashboard", .activate = rename_cb },
  { .name = "delete-dashboard", .activate = delete_cb },
  { .name = "share-dashboard", .activate = share_cb, .parameter_type = "s" },
};

/* --- the page ------------------------------------------------------------------------------------------------------------- */

static void
shown_cb (FcOverviewPage   *self,
          const FcOverview *figures)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));
  gboolean edits = fc_context_may (context, "stations.edit");

  if (figures->tanks->len > 0 || fc_context_get_stations (context)->len > 0)
    fc_page_set_ready (FC_PAGE (self));
  else
    fc_page_set_empty (FC_PAGE (self), "mark-location-symbolic", _ ("No stations yet"),
                       _ ("Figures appear here once a station has been set up and has sold something."),
                       edits ? _ ("Set up a station…") : NULL, edits ? "win.page::stations" : NULL);
}

static void
failed_cb (FcOverviewPage *self,
           const GError   *error)
{
  fc_page_set_error (FC_PAGE (self), error);
}

static void
not_kept_cb (FcOverviewPage *self,
             const GError   *error)
{
  fc_page_tell_error (FC_PAGE (self), error);
}

/* The period, and the dashboards: in a row of their own, so that the header stays narrow enough for half a screen. */
static GtkWidget *
new_top (FcOverviewPage *self,
         FcContext      *context)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *menu = fc_dashboard_menu_new (self->store, context);
  GtkWidget *period = g_object_new (FC_TYPE_PERIOD_BUTTON, NULL);

  fc_period_button_set_context (FC_PERIOD_BUTTON (period), context);
  gtk_widget_set_hexpand (menu, TRUE);
  gtk_widget_set_halign (menu, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (top), period);
  gtk_box_append (GTK_BOX (top), menu);
  gtk_widget_add_css_class (top, "table-top");
  return top;
}

static void
fc_overview_page_setup (FcPage *page)
{
  FcOverviewPage *self = FC_OVERVIEW_PAGE (page);
  FcContext *context = fc_page_get_context (page);

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
  self->store = fc_dashboard_store_new (context);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->view = FC_DASHBOARD_VIEW (fc_dashboard_view_new (context));
  self->top = new_top (self, context);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_box_append (GTK_BOX (self->box), self->top);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->view));
  fc_dashboard_view_set_comparison (self->view, fc_dashboard_store_get_comparison (self->store));
  set_state (self, "compare", fc_comparison_name (fc_dashboard_store_get_comparison (self->store)));
  g_signal_connect_object (self->store, "changed", G_CALLBACK (show_current), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "failed", G_CALLBACK (not_kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "arranged", G_CALLBACK (arranged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  fc_page_set_content (page, self->box);
  fc_page_set_loading (page);
  show_current (self); /* what it shows is read when the scope is told, right after this */
  self->set_up = TRUE;
}

static void
fc_overview_page_shown (FcPage *page)
{
  fc_dashboard_view_set_on_screen (FC_OVERVIEW_PAGE (page)->view, TRUE);
}

/* Nothing that was arranged is lost by leaving. */
static void
fc_overview_page_hidden (FcPage *page)
{
  FcOverviewPage *self = FC_OVERVIEW_PAGE (page);

  set_arranging (self, FALSE);
  fc_dashboard_view_set_on_screen (self->view, FALSE);
}

static void
fc_overview_page_load (FcPage *page)
{
  FcOverviewPage *self = FC_OVERVIEW_PAGE (page);

  if (self->loaded)
    fc_dashboard_view_load (self->view);
}

static void
fc_overview_page_dispose (GObject *object)
{
  g_clear_object (&FC_OVERVIEW_PAGE (object)->store);
  g_clear_pointer (&FC_OVERVIEW_PAGE (object)->before, fc_dashboard_layout_free);

  G_OBJECT_CLASS (fc_overview_page_parent_class)->dispose (object);
}

static void
fc_overview_page_class_init (FcOverviewPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_overview_page_dispose;
  page_class->setup = fc_overview_page_setup;
  page_class->shown = fc_overview_page_shown;
  page_class->hidden = fc_overview_page_hidden;
  page_class->scope_changed = fc_overview_page_load;
  page_class->retry = fc_overview_page_load;
}

static void
fc_overview_page_init (FcOverviewPage *self)
{
  g_object_set (self, "uses-period", FALSE, NULL);
}

static const FcPageAction actions[] = {
  { N_ ("Arrange the overview"), "page.arrange", NULL },
  { N_ ("New dashboard"), "page.new-dashboard", NULL },
  { NULL, NULL, NULL },
};

static const FcPageInfo info = {
  .id = "overview",
  .title = N_ ("Overview"),
  .icon_name = "go-home-symbolic",
  .section = FC_SECTION_TOP,
  .order = 0,
  .get_type = fc_overview_page_get_type,
  .actions = actions,
};

void
fc_overview_register_pages (void)
{
  fc_page_register (&info);
  fc_figure_widgets_register ();
  fc_plot_widgets_register ();
  fc_list_widgets_register ();
}
