/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-page.h"

#include "fc-column.h"
#include "fc-figure-card.h"
#include "fc-list-row.h"
#include "fc-overview-rows.h"
#include "fc-sparkline.h"
#include "fc-text.h"
#include "fc-tiles.h"

#include <glib/gi18n.h>

#define RELOAD_DELAY_MS   400
#define RELOAD_EVERY_S    120
#define COLUMN_WIDTH      1300
#define TANKS_SHOWN       6
#define WAITING_SHOWN     6
#define WHOLE_DAYS        13 /* of the 14 in an overview: today has only begun */

struct _FcOverviewPage {
  FcPage parent_instance;

  GCancellable *cancellable;
  guint reload_source;
  guint regular_source;
  gboolean visible;
  gboolean stale;      /* something changed while it was not on screen */

  FcTiles *figures;
  FcFigureCard *sales;
  FcFigureCard *volume;
  FcFigureCard *count;
  FcFigureCard *over_short;
  FcBars *hours;
  GtkListBox *tanks;
  GtkListBox *waiting;
  GtkLabel *footnote;
};

G_DEFINE_FINAL_TYPE (FcOverviewPage, fc_overview_page, FC_TYPE_PAGE)

static void load (FcOverviewPage *self);

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
append_quiet (GtkListBox *list,
              const char *text)
{
  GtkWidget *row = fc_list_row_new (NULL, text, NULL, NULL);

  gtk_widget_add_css_class (row, "dim-label");
  gtk_list_box_append (list, row);
}

static void
append_more (GtkListBox *list,
             guint       n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u more shift", "%u more shifts", n), n);
  GtkWidget *row = fc_list_row_new (NULL, text, NULL, gtk_image_new_from_icon_name ("go-next-symbolic"));

  fc_list_row_set_action (FC_LIST_ROW (row), "win.page", "shifts");
  gtk_list_box_append (list, row);
}

static void
show_figures (FcOverviewPage   *self,
              const FcOverview *overview)
{
  double amounts[WHOLE_DAYS], volumes[WHOLE_DAYS], counts[WHOLE_DAYS], over_short[7];
  g_autofree char *amount = fc_show_money_with_code (overview->today.amount, overview->currency);
  g_autofree char *volume = fc_show_volume_with_unit (overview->today.volume, 0);
  g_autofree char *count = fc_show_number (overview->today.count);
  g_autofree char *difference = fc_show_money_with_code (overview->over_short[6].over_short, overview->currency);
  g_autofree char *amount_change = fc_overview_change (overview->today.amount, overview->week_ago.amount);
  g_autofree char *volume_change = fc_overview_change (overview->today.volume, overview->week_ago.volume);
  g_autofree char *count_change = fc_overview_change (overview->today.count, overview->week_ago.count);
  guint shifts = overview->over_short[6].shifts;
  g_autofree char *counted
      = g_strdup_printf (ngettext ("%u shift counted today", "%u shifts counted today", shifts), shifts);

  for (guint i = 0; i < WHOLE_DAYS; i++)
    {
      amounts[i] = (double) overview->by_day[i].amount;
      volumes[i] = (double) overview->by_day[i].volume;
      counts[i] = (double) overview->by_day[i].count;
    }
  for (guint i = 0; i < 7; i++)
    over_short[i] = (double) overview->over_short[i].over_short;
  fc_figure_card_show (self->sales, amount, amount_change, amounts, WHOLE_DAYS);
  fc_figure_card_show (self->volume, volume, volume_change, volumes, WHOLE_DAYS);
  fc_figure_card_show (self->count, count, count_change, counts, WHOLE_DAYS);
  fc_figure_card_show (self->over_short, difference, counted, over_short, 7);
}

static void
show_hours (FcOverviewPage   *self,
            const FcOverview *overview)
{
  static const char *const labels[25] = { "0", "", "", "", "", "", "6",  "", "", "", "", "", "12",
                                          "",  "", "", "", "", "18", "", "", "", "", "23", NULL };
  double today[24], before[24];
  guint best = 0;
  g_autofree char *most = NULL;
  g_autofree char *description = NULL;

  for (guint i = 0; i < 24; i++)
    {
      today[i] = (double) overview->by_hour[i].amount;
      before[i] = (double) overview->by_hour_week_ago[i].amount;
      if (today[i] > today[best])
        best = i;
    }
  most = fc_show_money_with_code (overview->by_hour[best].amount, overview->currency);
  description = g_strdup_printf (_ ("Sales today by hour. Most so far: %s in the hour from %u:00"), most, best);
  fc_bars_set (self->hours, today, before, labels, 24, description);
}

static void
show_tanks (FcOverviewPage   *self,
            const FcOverview *overview)
{
  clear_list (self->tanks);
  for (guint i = 0; i < overview->tanks->len && i < TANKS_SHOWN; i++)
    gtk_list_box_append (self->tanks, fc_overview_tank_row (g_ptr_array_index (overview->tanks, i)));
  if (overview->tanks->len == 0)
    append_quiet (self->tanks, _ ("No tanks yet"));
}

static GtkWidget *
refused_row (const char *text)
{
  GtkWidget *row = fc_list_row_new ("dialog-warning-symbolic", text, NULL,
                                    gtk_image_new_from_icon_name ("go-next-symbolic"));

  fc_list_row_set_action (FC_LIST_ROW (row), "win.page", "sync");
  return row;
}

static void
show_waiting (FcOverviewPage   *self,
              const FcOverview *overview)
{
  guint refused = fc_replica_get_quarantined (fc_page_get_replica (FC_PAGE (self)));

  clear_list (self->waiting);
  for (guint i = 0; i < overview->waiting->len && i < WAITING_SHOWN; i++)
    gtk_list_box_append (self->waiting, fc_overview_shift_row (g_ptr_array_index (overview->waiting, i),
                                                               overview->currency));
  if (overview->n_waiting > WAITING_SHOWN)
    append_more (self->waiting, overview->n_waiting - WAITING_SHOWN);
  if (refused > 0)
    {
      g_autofree char *text
          = g_strdup_printf (ngettext ("%u thing you did was refused by the hub and is kept as a draft",
                                       "%u things you did were refused by the hub and are kept as drafts", refused),
                             refused);

      gtk_list_box_append (self->waiting, refused_row (text));
    }
  if (overview->waiting->len == 0 && refused == 0)
    append_quiet (self->waiting, _ ("Nothing waits for you"));
}

static void
show_footnote (FcOverviewPage   *self,
               const FcOverview *overview)
{
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u station with another currency is not in these sums",
                                   "%u stations with another currency are not in these sums", overview->other_currency),
                         overview->other_currency);

  gtk_label_set_text (self->footnote, text);
  gtk_widget_set_visible (GTK_WIDGET (self->footnote), overview->other_currency > 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcOverviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcOverview) overview = fc_overview_finish (FC_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (overview == NULL)
    {
      fc_page_set_error (FC_PAGE (self), error);
      return;
    }
  if (overview->tanks->len == 0 && fc_context_get_stations (fc_page_get_context (FC_PAGE (self)))->len == 0)
    {
      gboolean edits = fc_context_may (fc_page_get_context (FC_PAGE (self)), "stations.edit");

      fc_page_set_empty (FC_PAGE (self), "mark-location-symbolic", _ ("No stations yet"),
                         _ ("Figures appear here once a station has been set up and has sold something."),
                         edits ? _ ("Set up a station…") : NULL, edits ? "win.page::stations" : NULL);
      return;
    }
  show_figures (self, overview);
  show_hours (self, overview);
  show_tanks (self, overview);
  show_waiting (self, overview);
  show_footnote (self, overview);
  fc_page_set_ready (FC_PAGE (self));
}

static void
load (FcOverviewPage *self)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));

  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->stale = FALSE;
  fc_overview_async (fc_page_get_replica (FC_PAGE (self)), fc_context_get_station (context), fc_now (),
                     self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  FcOverviewPage *self = user_data;

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static gboolean
reload_regularly_cb (gpointer user_data)
{
  load (user_data);
  return G_SOURCE_CONTINUE;
}

static void
changed_cb (FcOverviewPage  *self,
            const FcChanges *changes)
{
  if (!fc_changes_touch (changes, FC_SALES_ROLLUP) && !fc_changes_touch (changes, FC_SHIFT) &&
      !fc_changes_touch (changes, FC_TANK_READING) && !fc_changes_touch (changes, FC_STATION) &&
      !fc_changes_touch (changes, FC_TANK))
    return;
  self->stale = TRUE;
  if (self->visible && self->reload_source == 0)
    self->reload_source = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

/* Four in a row, or two by two. */
static GtkWidget *
new_section (const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = fc_text_new (title);

  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkListBox *
add_list (GtkWidget  *section,
          const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (section), list);
  return GTK_LIST_BOX (list);
}

static FcFigureCard *
add_card (FcOverviewPage *self,
          const char     *title,
          const char     *page)
{
  GtkWidget *card = fc_figure_card_new (title, page);

  fc_tiles_append (self->figures, card);
  return FC_FIGURE_CARD (card);
}

static GtkWidget *
make_cards (FcOverviewPage *self)
{
  self->figures = FC_TILES (fc_tiles_new (12));
  self->sales = add_card (self, _ ("Sales today"), "sales");
  self->volume = add_card (self, _ ("Volume today"), "sales");
  self->count = add_card (self, _ ("Transactions today"), "sales");
  self->over_short = add_card (self, _ ("Cash over/short today"), "shifts");
  return GTK_WIDGET (self->figures);
}

static GtkWidget *
make_middle (FcOverviewPage *self)
{
  GtkWidget *middle = fc_tiles_new (24), *section;
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  section = new_section (_ ("Sales by hour, against the same weekday last week"));
  self->hours = FC_BARS (fc_bars_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->hours), 340, 220);
  gtk_widget_set_margin_top (GTK_WIDGET (self->hours), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->hours), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (self->hours), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->hours), 12);
  gtk_widget_set_vexpand (GTK_WIDGET (self->hours), TRUE);
  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->hours));
  gtk_box_append (GTK_BOX (section), card);
  fc_tiles_append (FC_TILES (middle), section);
  section = new_section (_ ("Tanks, the emptiest first"));
  self->tanks = add_list (section, _ ("Tanks"));
  fc_tiles_append (FC_TILES (middle), section);
  return middle;
}

static void
fc_overview_page_setup (FcPage *page)
{
  FcOverviewPage *self = FC_OVERVIEW_PAGE (page);
  GtkWidget *box, *column = fc_column_new (COLUMN_WIDTH, &box), *waiting = new_section (_ ("What waits for me"));

  gtk_box_append (GTK_BOX (box), make_cards (self));
  gtk_box_append (GTK_BOX (box), make_middle (self));
  self->waiting = add_list (waiting, _ ("What waits for me"));
  gtk_box_append (GTK_BOX (box), waiting);
  self->footnote = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->footnote, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->footnote), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->footnote));
  fc_page_set_content (page, column);
  fc_page_set_loading (page);
  g_signal_connect_object (fc_page_get_replica (page), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
fc_overview_page_shown (FcPage *page)
{
  FcOverviewPage *self = FC_OVERVIEW_PAGE (page);

  self->visible = TRUE;
  if (self->regular_source == 0)
    self->regular_source = g_timeout_add_seconds (RELOAD_EVERY_S, reload_regularly_cb, self);
  if (self->stale)
    load (self);
}

static void
fc_overview_page_hidden (FcPage *page)
{
  FcOverviewPage *self = FC_OVERVIEW_PAGE (page);

  self->visible = FALSE;
  g_clear_handle_id (&self->regular_source, g_source_remove);
}

static void
fc_overview_page_load (FcPage *page)
{
  load (FC_OVERVIEW_PAGE (page));
}

static void
fc_overview_page_dispose (GObject *object)
{
  FcOverviewPage *self = FC_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->regular_source, g_source_remove);

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

static const FcPageInfo info = {
  .id = "overview",
  .title = N_ ("Overview"),
  .icon_name = "go-home-symbolic",
  .section = FC_SECTION_TOP,
  .order = 0,
  .get_type = fc_overview_page_get_type,
};

void
fc_overview_register_pages (void)
{
  fc_page_register (&info);
}
