/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-pages.h"

#include "fc-chip.h"
#include "fc-company-queries.h"

#include <glib/gi18n.h>

/* What each product costs at each station, and from when. A price is never edited: a new one follows it. */
typedef struct {
  FcRecordPage parent_instance;
  FcFilterChip *shown;
} FcPricesPage;
typedef FcRecordPageClass FcPricesPageClass;

GType fc_prices_page_get_type (void);
G_DEFINE_TYPE (FcPricesPage, fc_prices_page, FC_TYPE_RECORD_PAGE)

/* A price holds from a time on the wall of its station. */
static void
follow_station (FcRecordForm *form,
                FcContext    *context)
{
  const FcId *id = fc_record_get_ref (fc_record_form_get_record (form), FC_PRICE_STATION_ID);
  const FcStationName *station = id != NULL ? fc_context_find_station (context, id) : NULL;

  if (station != NULL)
    fc_record_form_set_zone (form, station->zone);
}

static void
build_price (FcRecordForm *form,
             GtkWidget    *box,
             GPtrArray    *also,
             FcContext    *context)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GPtrArray) stations = fc_station_choices (context);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Price"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Shifts that are opened from then on begin with it. Until then the price before it holds."));
  fc_record_form_add_ref (form, group, FC_PRICE_STATION_ID, stations, FC_STATION_NAME);
  fc_record_form_add_ref (form, group, FC_PRICE_PRODUCT_ID, also, FC_PRODUCT_NAME);
  fc_record_form_add (form, group, FC_PRICE_PRICE);
  fc_record_form_add (form, group, FC_PRICE_EFFECTIVE_AT);
  g_signal_connect_object (form, "edited", G_CALLBACK (follow_station), context, 0);
  follow_station (form, context);
  gtk_box_append (GTK_BOX (box), group);
}

static const FcRecordSpec price_spec = {
  .entity = FC_PRICE,
  .also = FC_PRODUCT,
  .permission = "prices.edit",
  .new_title = N_ ("Change a price"),
  .create = N_ ("_Set price"),
  .build = build_price,
};

static void
prepare_price (FcRecordPage *page,
               FcRecord     *draft)
{
  FcContext *context = fc_page_get_context (FC_PAGE (page));
  FcQueryRow *row = fc_data_table_get_selected_row (fc_record_page_get_table (page));
  const FcId *station = fc_context_get_station (context);

  fc_record_set_int (draft, FC_PRICE_EFFECTIVE_AT, g_get_real_time () / (60 * G_USEC_PER_SEC) * 60 * G_USEC_PER_SEC);
  if (station != NULL)
    fc_record_set_ref (draft, FC_PRICE_STATION_ID, station);
  if (row == NULL || !fc_query_row_is_filled (row))
    return;
  fc_record_set_ref (draft, FC_PRICE_STATION_ID, fc_query_row_get_ref (row, FC_PRICE_LIST_STATION_ID));
  fc_record_set_ref (draft, FC_PRICE_PRODUCT_ID, fc_query_row_get_ref (row, FC_PRICE_LIST_PRODUCT_ID));
  fc_record_set_int (draft, FC_PRICE_PRICE, fc_query_row_get_int (row, FC_PRICE_LIST_PRICE));
}

static void
bind_prices (FcRecordPage *page,
             FcQueryModel *model)
{
  FcPricesPage *self = (FcPricesPage *) page;
  const char *shown = self->shown != NULL ? fc_filter_chip_get_value (self->shown) : "current";

  fc_query_model_bind_id (model, "station", fc_context_get_station (fc_page_get_context (FC_PAGE (page))));
  fc_query_model_bind_id (model, "product", NULL);
  fc_query_model_bind_int (model, "current", g_strcmp0 (shown, "current") == 0);
  fc_query_model_bind_int (model, "now", g_get_real_time ());
}

static void
shown_changed_cb (FcPricesPage *self)
{
  FcQueryModel *model = fc_data_table_get_model (fc_record_page_get_table (FC_RECORD_PAGE (self)));

  if (model != NULL)
    bind_prices (FC_RECORD_PAGE (self), model);
}

static void
price_cells (FcRecordPage *page,
             FcDataTable  *table)
{
  FcPricesPage *self = (FcPricesPage *) page;

  self->shown = FC_FILTER_CHIP (fc_filter_chip_new (_ ("Show")));
  fc_filter_chip_add (self->shown, "current", _ ("Prices of today"));
  fc_filter_chip_add (self->shown, "all", _ ("All price changes"));
  fc_filter_chip_set_value (self->shown, "current");
  g_signal_connect_object (self->shown, "notify::value", G_CALLBACK (shown_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_set (table, "filter-bar", self->shown, NULL);
}

static void
fc_prices_page_class_init (FcPricesPageClass *klass)
{
  static const char *const narrow[] = { "station", "product", "price", NULL };

  klass->list = &fc_price_list;
  klass->record = &price_spec;
  klass->title_column = FC_PRICE_LIST_PRODUCT;
  klass->narrow_columns = narrow;
  klass->empty_icon = "fc-prices-symbolic";
  klass->empty_title = N_ ("No prices yet");
  klass->empty_description = N_ ("Set the first price of each product at each station.");
  klass->add = N_ ("Change price…");
  klass->cells = price_cells;
  klass->bind = bind_prices;
  klass->prepare = prepare_price;
}

static void
fc_prices_page_init (FcPricesPage *self)
{
  g_object_set (self, "uses-station", TRUE, NULL);
}

const FcPageInfo fc_prices_page_info = {
  .id = "prices",
  .title = N_ ("Prices"),
  .icon_name = "fc-prices-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 30,
  .permission = "prices.view",
  .get_type = fc_prices_page_get_type,
};
