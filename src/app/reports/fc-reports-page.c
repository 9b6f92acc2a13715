/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-reports-page.h"

#include <glib/gi18n.h>

struct _FcReportsPage {
  FcPage parent_instance;

  GtkWidget *offers;
};

G_DEFINE_FINAL_TYPE (FcReportsPage, fc_reports_page, FC_TYPE_PAGE)

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       page)
{
  gtk_window_present (GTK_WINDOW (fc_report_schedule_dialog_new (page, NULL)));
}

/* Without a station there is nothing to report on. */
static void
show_state (FcReportsPage *self)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));
  gboolean edits = fc_context_may (context, "stations.edit");

  if (fc_context_get_stations (context)->len > 0)
    fc_page_set_ready (FC_PAGE (self));
  else
    fc_page_set_empty (FC_PAGE (self), "x-office-document-symbolic", _ ("No stations yet"),
                       _ ("Reports are about what stations sell, count and measure."),
                       edits ? _ ("Set up a station…") : NULL, edits ? "win.page::stations" : NULL);
  fc_page_set_actions_enabled (FC_PAGE (self), "new-schedule", fc_context_get_stations (context)->len > 0);
  fc_report_offers_show (self->offers);
}

static void
fc_reports_page_setup (FcPage *page)
{
  FcReportsPage *self = FC_REPORTS_PAGE (page);
  static const GActionEntry entries[] = { { .name = "new-schedule", .activate = new_cb } };
  AdwPreferencesPage *content = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
  fc_page_set_primary (page, _ ("New schedule"), "list-add-symbolic", "page.new-schedule");
  self->offers = fc_report_offers_new (page);
  adw_preferences_page_add (content, ADW_PREFERENCES_GROUP (self->offers));
  adw_preferences_page_add (content, ADW_PREFERENCES_GROUP (fc_report_schedules_new (page)));
  /* Last: it comes and goes, and moves nothing that a person is about to press. */
  adw_preferences_page_add (content, ADW_PREFERENCES_GROUP (fc_report_jobs_new (page)));
  g_signal_connect_object (fc_page_get_context (page), "stations-changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  fc_page_set_content (page, GTK_WIDGET (content));
  show_state (self);
}

static void
fc_reports_page_scope_changed (FcPage *page)
{
  fc_report_offers_show (FC_REPORTS_PAGE (page)->offers);
}

/* What fails while it is looked at need not be told apart from its row. */
static void
set_shown (FcPage   *page,
           gboolean  shown)
{
  g_object_set_data (G_OBJECT (fc_page_get_context (page)), FC_REPORTS_SHOWN, GINT_TO_POINTER (shown));
}

static void
fc_reports_page_hidden (FcPage *page)
{
  set_shown (page, FALSE);
}

/* A day may have gone by. */
static void
fc_reports_page_shown (FcPage *page)
{
  set_shown (page, TRUE);
  fc_report_offers_show (FC_REPORTS_PAGE (page)->offers);
}

static void
fc_reports_page_retry (FcPage *page)
{
  show_state (FC_REPORTS_PAGE (page));
  fc_report_service_look (fc_report_service_of (fc_page_get_context (page)));
}

static void
fc_reports_page_class_init (FcReportsPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  page_class->setup = fc_reports_page_setup;
  page_class->shown = fc_reports_page_shown;
  page_class->hidden = fc_reports_page_hidden;
  page_class->scope_changed = fc_reports_page_scope_changed;
  page_class->retry = fc_reports_page_retry;
}

static void
fc_reports_page_init (FcReportsPage *self)
{
}
