/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-reports-page.h"

#include "fc-report-preview.h"
#include "fc-report-words.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define FOLDER_KEY "report-folder"

/* One row for each report: a click previews it of the station and days above, a menu saves it. */
struct _FcReportOffers {
  AdwPreferencesGroup parent_instance;

  FcPage *page;              /* (nullable): holds the group */
  GPtrArray *offers;         /* Offer */
  GCancellable *cancellable; /* of the preview under way */
};

typedef struct {
  const FcReportInfo *info;
  AdwActionRow *row;
  GtkWidget *arrow, *spinner;
} Offer;

#define FC_TYPE_REPORT_OFFERS (fc_report_offers_get_type ())
G_DECLARE_FINAL_TYPE (FcReportOffers, fc_report_offers, FC, REPORT_OFFERS, AdwPreferencesGroup)
G_DEFINE_FINAL_TYPE (FcReportOffers, fc_report_offers, ADW_TYPE_PREFERENCES_GROUP)

static FcSpan
span_of (FcReportOffers *self)
{
  FcSpan span;

  fc_context_get_dates (fc_page_get_context (self->page), &span.from, &span.until);
  return span;
}

/* What is missing for a preview; NULL where nothing is. */
static const char *
missing (FcReportOffers     *self,
         const FcReportInfo *info)
{
  FcSpan span = span_of (self);
  gboolean all = fc_context_get_station (fc_page_get_context (self->page)) == NULL;
  gboolean days = span.from != span.until;

  if (info->one_station && all && info->one_day && days)
    return _ ("Choose a station and a day above to look at it. Saving makes a file for each");
  if (info->one_station && all)
    return _ ("Choose a station above to look at it. Saving makes a file for each");
  if (info->one_day && days)
    return _ ("Choose a single day above to look at it. Saving makes a file for each");
  return NULL;
}

static void
say (Offer      *offer,
     const char *text,
     gboolean    wrong)
{
  adw_action_row_set_subtitle (offer->row, text);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (offer->row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (offer->row), "error");
}

static void
set_busy (FcReportOffers *self, Offer *busy) /* nullable */
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      Offer *offer = self->offers->pdata[i];

      gtk_widget_set_visible (offer->spinner, offer == busy);
      gtk_spinner_set_spinning (GTK_SPINNER (offer->spinner), offer == busy);
      gtk_widget_set_visible (offer->arrow, offer != busy && missing (self, offer->info) == NULL);
    }
}

static void
show (FcReportOffers *self)
{
  FcContext *context = fc_page_get_context (self->page);
  g_autofree char *scope = fc_report_scope_words (context, fc_context_get_station (context));
  FcSpan span = span_of (self);
  g_autofree char *days = fc_show_period (span.from, span.until);
  /* Translators: the station or stations, and the days that reports are about */
  g_autofree char *about = g_strdup_printf (_ ("%s, %s"), scope, days);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), about);
  for (guint i = 0; i < self->offers->len; i++)
    {
      Offer *offer = self->offers->pdata[i];
      const char *text = missing (self, offer->info);

      say (offer, text != NULL ? text : _ (offer->info->about), FALSE);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (offer->row), text == NULL);
    }
  set_busy (self, NULL);
}

/* --- preview ------------------------------------------------------------------------------------------------------------------- */

static void
preview (FcReportOffers *self,
         FcReport       *report)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  GtkWidget *dialog;

  if (window == NULL)
    return;
  dialog = fc_report_preview_new (report, GTK_WINDOW (window));
  fc_window_fit_dialog (window, GTK_WINDOW (dialog), 780, 760);
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct {
  FcReportOffers *self;
  Offer *offer;
} Looking;

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Looking *looking = user_data;
  g_autoptr (FcReportOffers) self = looking->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcReport) report = fc_report_make_finish (FC_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->page == NULL)
    return;
  set_busy (self, NULL);
  if (report != NULL)
    preview (self, report);
  else
    say (looking->offer, error->message, TRUE);
}

static void
activated_cb (FcReportOffers *self,
              AdwActionRow   *row)
{
  FcContext *context = fc_page_get_context (self->page);
  Offer *offer = g_object_get_data (G_OBJECT (row), "offer");
  Looking *looking = g_new (Looking, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  say (offer, _ (offer->info->about), FALSE);
  set_busy (self, offer);
  *looking = (Looking){ g_object_ref (self), offer };
  fc_report_make_async (fc_context_get_replica (context), offer->info, fc_context_get_station (context), span_of (self),
                        fc_now (), self->cancellable, made_cb, looking);
}

/* --- files --------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FcReportOffers *self;
  FcReportOrder order;
} Saving;

static void
saving_free (gpointer pointer)
{
  Saving *saving = pointer;

  g_object_unref (saving->self);
  g_free (saving);
}

static void
folder_chosen (const char *path,
               gpointer    user_data)
{
  Saving *saving = user_data;
  FcReportOffers *self = saving->self;
  FcContext *context = self->page != NULL ? fc_page_get_context (self->page) : NULL;
  FcReportService *service = context != NULL ? fc_report_service_of (context) : NULL;
  g_autoptr (FcReportJob) job = NULL;
  g_autofree char *scope = NULL;

  if (service == NULL)
    return;
  g_settings_set_string (fc_context_get_settings (context), FOLDER_KEY, path);
  scope = fc_report_scope_words (context, saving->order.all ? NULL : &saving->order.station);
  saving->order.folder = (char *) path;
  job = fc_report_job_new (&saving->order, scope);
  fc_report_queue_add (fc_report_service_get_queue (service), job);
}

static void
save_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *target)
{
  FcReportOffers *self = FC_REPORT_OFFERS (widget);
  FcContext *context = fc_page_get_context (self->page);
  const FcId *station = fc_context_get_station (context);
  g_autofree char *before = g_settings_get_string (fc_context_get_settings (context), FOLDER_KEY);
  Saving *saving = g_new0 (Saving, 1);
  const char *report, *format;

  g_variant_get (target, "(&s&s)", &report, &format);
  saving->self = g_object_ref (self);
  saving->order.info = fc_report_info_find (report);
  saving->order.span = span_of (self);
  saving->order.all = station == NULL;
  if (station != NULL)
    saving->order.station = *station;
  if (saving->order.info != NULL && fc_report_format_from_name (format, &saving->order.format))
    fc_report_choose_folder (widget, before, folder_chosen, saving, saving_free);
  else
    saving_free (saving);
}

/* --- rows ------------------------------------------------------------------------------------------------------------------------ */

static GMenuModel *
save_menu (const FcReportInfo *info)
{
  static const char *const labels[] = { N_ ("Save as P_DF…"), N_ ("Save as _spreadsheet…"), N_ ("Save as _CSV…") };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (labels[i]), NULL);

      g_menu_item_set_action_and_target (item, "offer.save", "(ss)", info->name, fc_report_format_name (i));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_save_button (const FcReportInfo *info)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = save_menu (info);
  /* Translators: the name of a report */
  g_autofree char *label = g_strdup_printf (_ ("Save %s"), _ (info->title));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-save-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static void
add_offer (FcReportOffers     *self,
           const FcReportInfo *info)
{
  Offer *offer = g_new0 (Offer, 1);

  offer->info = info;
  offer->row = ADW_ACTION_ROW (adw_action_row_new ());
  offer->spinner = gtk_spinner_new ();
  offer->arrow = gtk_image_new_from_icon_name ("document-print-preview-symbolic");
  gtk_widget_set_tooltip_text (offer->arrow, _ ("Look at it"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (offer->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (offer->row), _ (info->title));
  adw_action_row_set_subtitle_lines (offer->row, 0);
  adw_action_row_add_suffix (offer->row, offer->spinner);
  adw_action_row_add_suffix (offer->row, offer->arrow);
  adw_action_row_add_suffix (offer->row, make_save_button (info));
  g_object_set_data (G_OBJECT (offer->row), "offer", offer);
  g_signal_connect_object (offer->row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (offer->row));
  g_ptr_array_add (self->offers, offer);
}

static void
fc_report_offers_dispose (GObject *object)
{
  FcReportOffers *self = FC_REPORT_OFFERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->page);

  G_OBJECT_CLASS (fc_report_offers_parent_class)->dispose (object);
}

static void
fc_report_offers_finalize (GObject *object)
{
  FcReportOffers *self = FC_REPORT_OFFERS (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->offers);

  G_OBJECT_CLASS (fc_report_offers_parent_class)->finalize (object);
}

static void
fc_report_offers_class_init (FcReportOffersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_report_offers_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_report_offers_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "offer.save", "(ss)", save_activated_cb);
}

static void
fc_report_offers_init (FcReportOffers *self)
{
  self->offers = g_ptr_array_new_with_free_func (g_free);
}

/**
 * fc_report_offers_new:
 *
 * Returns: (transfer floating): the group with a row for each report that the person may see
 */
GtkWidget *
fc_report_offers_new (FcPage *page)
{
  FcReportOffers *self = g_object_new (FC_TYPE_REPORT_OFFERS, "title", _ ("Now"), NULL);
  g_autoptr (GPtrArray) infos = fc_report_info_list (fc_replica_get_actor (fc_page_get_replica (page)));

  g_set_weak_pointer (&self->page, page);
  for (guint i = 0; i < infos->len; i++)
    add_offer (self, infos->pdata[i]);
  show (self);
  return GTK_WIDGET (self);
}

/**
 * fc_report_offers_show:
 *
 * Follows the station and the days above.
 */
void
fc_report_offers_show (GtkWidget *offers)
{
  show (FC_REPORT_OFFERS (offers));
}
