/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fc-column.h"

#define RELOAD_EVERY_MS 400 /* at most, however much is sold */
#define REGULARLY_S     120 /* the clock moves figures, too */
#define COLUMN_WIDTH    1300
#define ROWS_AT_ONCE    8 /* what stands further down is made after the first frame */

G_DEFINE_FINAL_TYPE (FcDashboardView, fc_dashboard_view, GTK_TYPE_WIDGET)

enum {
  SHOWN,
  FAILED,
  ARRANGED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

FcDashboardFrame *
fc_dashboard_view_frame (FcDashboardView *self,
                         guint            number)
{
  return FC_DASHBOARD_FRAME (fc_dashboard_grid_child (self->grid, number));
}

static gboolean
is_further_down (FcDashboardView *self,
                 guint            number)
{
  return fc_dashboard_layout_tile (self->layout, number)->y >= ROWS_AT_ONCE;
}

/* --- figures -------------------------------------------------------------------------------------------------------------- */

static void
update_frames (FcDashboardView *self,
               gboolean         further_down)
{
  FcWidgetScope scope = { .context = self->context,
                          .station = fc_context_get_station (self->context),
                          .now_us = fc_now (),
                          .comparison = self->comparison,
                          .figures = self->figures };

  fc_context_get_dates (self->context, &scope.from, &scope.until);
  for (guint i = 0; i < self->layout->tiles->len; i++)
    if (is_further_down (self, i) == further_down)
      fc_dashboard_frame_update (fc_dashboard_view_frame (self, i), &scope);
}

static gboolean
update_rest_cb (gpointer user_data)
{
  FcDashboardView *self = user_data;

  self->rest_source = 0;
  update_frames (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
show_footnote (FcDashboardView *self)
{
  guint others = self->figures != NULL ? self->figures->other_currency : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u station with another currency is not in these sums",
                                                     "%u stations with another currency are not in these sums", others),
                                           others);

  gtk_label_set_text (self->footnote, text);
  gtk_widget_set_visible (GTK_WIDGET (self->footnote), others > 0);
}

static void
show_figures (FcDashboardView *self)
{
  update_frames (self, FALSE);
  if (self->rest_source == 0)
    self->rest_source = g_idle_add_full (G_PRIORITY_LOW, update_rest_cb, self, NULL);
  show_footnote (self);
  g_signal_emit (self, signals[SHOWN], 0, self->figures);
}

static gboolean
reload_cb (gpointer user_data)
{
  FcDashboardView *self = user_data;

  self->reload_source = 0;
  fc_dashboard_view_load (self);
  return G_SOURCE_REMOVE;
}

/* The first change shows at once; of many in a row, the last within RELOAD_EVERY_MS. */
static void
reload_soon (FcDashboardView *self)
{
  gint64 since = (g_get_monotonic_time () - self->loaded_at) / 1000;

  if (!self->on_screen || self->loading || self->reload_source != 0)
    return;
  if (since >= RELOAD_EVERY_MS)
    fc_dashboard_view_load (self);
  else
    self->reload_source = g_timeout_add ((guint) (RELOAD_EVERY_MS - since), reload_cb, self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcDashboardView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcOverview) figures = fc_overview_finish (FC_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->loading = FALSE;
  self->loaded_at = g_get_monotonic_time ();
  if (figures == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_clear_pointer (&self->figures, fc_overview_free);
  self->figures = g_steal_pointer (&figures);
  show_figures (self);
  if (self->stale)
    reload_soon (self);
}

static guint
wanted_parts (FcDashboardView *self)
{
  guint parts = 0;

  for (guint i = 0; i < self->layout->tiles->len; i++)
    {
      const FcWidgetInfo *info = fc_dashboard_frame_get_info (fc_dashboard_view_frame (self, i));

      parts |= info != NULL ? info->parts : 0;
    }
  return parts;
}

/* Reads the figures of the scope anew. */
void
fc_dashboard_view_load (FcDashboardView *self)
{
  FcOverviewAsk ask = { .station = fc_context_get_station (self->context),
                        .now_us = fc_now (),
                        .comparison = self->comparison,
                        .parts = wanted_parts (self) };

  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->stale = FALSE;
  self->loading = TRUE;
  fc_context_get_dates (self->context, &ask.from, &ask.until);
  fc_overview_async (fc_context_get_replica (self->context), &ask, self->cancellable, loaded_cb, g_object_ref (self));
  for (guint i = 0; i < self->layout->tiles->len; i++)
    if (!is_further_down (self, i))
      fc_dashboard_frame_make (fc_dashboard_view_frame (self, i));
}

static void
changed_cb (FcDashboardView *self,
            const FcChanges *changes)
{
  for (guint i = 0; i < self->layout->tiles->len && !self->stale; i++)
    {
      const FcWidgetInfo *info = fc_dashboard_frame_get_info (fc_dashboard_view_frame (self, i));

      self->stale = info != NULL && fc_widget_touched (info, changes);
    }
  if (self->stale)
    reload_soon (self);
}

static gboolean
reload_regularly_cb (gpointer user_data)
{
  fc_dashboard_view_load (user_data);
  return G_SOURCE_CONTINUE;
}

/* --- the layout ----------------------------------------------------------------------------------------------------------- */

int
fc_dashboard_view_number_of (FcDashboardView  *self,
                             FcDashboardFrame *frame)
{
  for (guint i = 0; i < self->layout->tiles->len; i++)
    if (fc_dashboard_view_frame (self, i) == frame)
      return (int) i;
  return -1;
}

static GtkWidget *
new_empty (void)
{
  GtkWidget *empty = adw_status_page_new (), *arrange = gtk_button_new_with_mnemonic (_ ("_Arrange"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "view-grid-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Nothing on this dashboard"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _ ("Add the figures that you want to see first."));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (arrange), "page.arrange");
  gtk_widget_set_halign (arrange, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (arrange, "pill");
  gtk_widget_add_css_class (arrange, "suggested-action");
  g_object_bind_property (arrange, "sensitive", arrange, "visible",
                          G_BINDING_SYNC_CREATE); /* while arranging there is “Add” */
  adw_status_page_set_child (ADW_STATUS_PAGE (empty), arrange);
  return empty;
}

/* Everything may be taken away; who does so is told how to get something back. */
static void
place_tiles (FcDashboardView *self)
{
  gboolean empty = self->layout->tiles->len == 0;

  fc_dashboard_grid_arrange (self->grid, self->layout);
  if (empty && self->empty == NULL)
    {
      self->empty = new_empty ();
      gtk_widget_insert_before (self->empty, gtk_widget_get_parent (GTK_WIDGET (self->grid)), GTK_WIDGET (self->grid));
    }
  if (self->empty != NULL)
    gtk_widget_set_visible (self->empty, empty);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), !empty);
}

static void
remove_cb (FcDashboardFrame *frame,
           FcDashboardView  *self)
{
  int number = fc_dashboard_view_number_of (self, frame);
  g_autoptr (FcDashboardLayout) before = fc_dashboard_layout_copy (self->layout);
  g_autofree char *title = g_strdup (fc_dashboard_frame_get_title (frame));

  if (number < 0)
    return;
  fc_dashboard_layout_remove (self->layout, (guint) number);
  fc_dashboard_grid_remove (self->grid, (guint) number);
  place_tiles (self);
  /* Who works with keys goes on beside what is gone. */
  if (self->layout->tiles->len > 0)
    gtk_widget_grab_focus (
      GTK_WIDGET (fc_dashboard_view_frame (self, MIN ((guint) number, self->layout->tiles->len - 1))));
  g_signal_emit (self, signals[ARRANGED], 0);
  g_signal_emit (self, signals[REMOVED], 0, before, (guint) number, title);
}

static void
append_frame (FcDashboardView *self,
              const char      *kind)
{
  GtkWidget *frame = fc_dashboard_frame_new (kind, self->context);

  g_signal_connect_object (frame, "remove", G_CALLBACK (remove_cb), self, 0);
  fc_dashboard_grid_append (self->grid, frame);
  if (self->arranging)
    fc_dashboard_frame_set_arranging (FC_DASHBOARD_FRAME (frame), TRUE);
}

/* Where the tiles are the same, only their places change; else all are made anew. */
void
fc_dashboard_view_take (FcDashboardView         *self,
                        const FcDashboardLayout *layout,
                        gboolean                 by_person)
{
  FcDashboardLayout *taken = fc_dashboard_layout_copy (layout);
  gboolean same = self->layout->tiles->len == layout->tiles->len;

  for (guint i = 0; same && i < layout->tiles->len; i++)
    same = g_str_equal (fc_dashboard_layout_tile (layout, i)->kind, fc_dashboard_layout_tile (self->layout, i)->kind);
  for (guint i = self->layout->tiles->len; !same && i > 0; i--)
    fc_dashboard_grid_remove (self->grid, i - 1);
  fc_dashboard_layout_free (self->layout);
  self->layout = taken;
  for (guint i = 0; !same && i < taken->tiles->len; i++)
    append_frame (self, fc_dashboard_layout_tile (taken, i)->kind);
  place_tiles (self);
  if (!same && self->figures != NULL)
    fc_dashboard_view_load (self);
  if (by_person)
    g_signal_emit (self, signals[ARRANGED], 0);
}

void
fc_dashboard_view_set_layout (FcDashboardView         *self,
                              const FcDashboardLayout *layout)
{
  fc_dashboard_view_take (self, layout, FALSE);
}

const FcDashboardLayout *
fc_dashboard_view_get_layout (FcDashboardView *self)
{
  return self->layout;
}

/**
 * fc_dashboard_view_add:
 *
 * Returns: FALSE where the dashboard is full
 */
gboolean
fc_dashboard_view_add (FcDashboardView *self,
                       const char      *kind)
{
  const FcWidgetInfo *info = fc_widget_find (kind);

  g_return_val_if_fail (info != NULL, FALSE);
  if (!fc_dashboard_layout_add (self->layout, kind, info->width, info->height))
    return FALSE;
  append_frame (self, kind);
  place_tiles (self);
  gtk_widget_grab_focus (
    GTK_WIDGET (fc_dashboard_view_frame (self, self->layout->tiles->len - 1))); /* it comes into view */
  fc_dashboard_view_load (self);
  g_signal_emit (self, signals[ARRANGED], 0);
  return TRUE;
}

void
fc_dashboard_view_set_comparison (FcDashboardView *self,
                                  FcComparison     comparison)
{
  self->comparison = comparison;
}

void
fc_dashboard_view_set_on_screen (FcDashboardView *self,
                                 gboolean         on_screen)
{
  self->on_screen = on_screen;
  if (!on_screen)
    g_clear_handle_id (&self->regular_source, g_source_remove);
  else if (self->regular_source == 0)
    self->regular_source = g_timeout_add_seconds (REGULARLY_S, reload_regularly_cb, self);
  if (self->stale)
    reload_soon (self);
}

void
fc_dashboard_view_set_arranging (FcDashboardView *self,
                                 gboolean         arranging)
{
  self->arranging = arranging;
  if (arranging)
    fc_dashboard_view_prepare_arranging (self);
  for (guint i = 0; i < self->layout->tiles->len; i++)
    fc_dashboard_frame_set_arranging (fc_dashboard_view_frame (self, i), arranging);
}

/* --- the widget ----------------------------------------------------------------------------------------------------------- */

static void
fc_dashboard_view_dispose (GObject *object)
{
  FcDashboardView *self = FC_DASHBOARD_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->regular_source, g_source_remove);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_dashboard_view_parent_class)->dispose (object);
}

static void
fc_dashboard_view_finalize (GObject *object)
{
  FcDashboardView *self = FC_DASHBOARD_VIEW (object);

  g_clear_pointer (&self->figures, fc_overview_free);
  g_clear_pointer (&self->before, fc_dashboard_layout_free);
  fc_dashboard_layout_free (self->layout);

  G_OBJECT_CLASS (fc_dashboard_view_parent_class)->finalize (object);
}

static void
fc_dashboard_view_class_init (FcDashboardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_dashboard_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_dashboard_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[SHOWN] = g_signal_new ("shown", FC_TYPE_DASHBOARD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", FC_TYPE_DASHBOARD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_ERROR);
  signals[ARRANGED] =
    g_signal_new ("arranged", FC_TYPE_DASHBOARD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", FC_TYPE_DASHBOARD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_UINT, G_TYPE_STRING);
}

static void
fc_dashboard_view_init (FcDashboardView *self)
{
  GtkWidget *box;

  self->layout = fc_dashboard_layout_new ();
  self->column = fc_column_new (COLUMN_WIDTH, &box);
  self->grid = FC_DASHBOARD_GRID (fc_dashboard_grid_new ());
  self->footnote = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->footnote, 0);
  gtk_label_set_wrap (self->footnote, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->footnote), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->footnote), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->footnote));
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

/**
 * fc_dashboard_view_new:
 *
 * Returns: (transfer floating): empty; fc_dashboard_view_set_layout() and fc_dashboard_view_load() fill it
 */
GtkWidget *
fc_dashboard_view_new (FcContext *context)
{
  FcDashboardView *self = g_object_new (FC_TYPE_DASHBOARD_VIEW, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (fc_context_get_replica (context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
