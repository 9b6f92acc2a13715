/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

/* Account slips and drive-offs of the last days, each of a sale that the meters know. */

#define ACCOUNT            5 /* of fc_tenders */
#define DROVE_OFF_DAYS_AGO 3

static const struct {
  const char *customer, *vehicle;
} customers[] = {
  { "Harbour Taxis", "181-D-40417" },      { "Harbour Taxis", "202-D-11893" },    { "Kelly Haulage", "171-C-9021" },
  { "Kelly Haulage", "191-C-23340" },      { "Bay Bakery", "152-D-7784" },        { "O’Neill Plumbing", "212-KE-1180" },
  { "County Ambulance", "201-D-30066" },   { "Seaview Coaches", "161-WW-2417" },  { "Murphy Farms", "tractor 3" },
  { "Dockside Cranes", "generator" },
};

static FcRecord *
slip_new (FcDemoSheet      *sheet,
          const FcDemoSale *sale,
          const char       *kind)
{
  const FcDemoNozzle *nozzle = &sheet->site->nozzles[sale->nozzle];
  FcDemoDrawer *drawer = fc_demo_sheet_drawer_of (sheet, sale->nozzle);
  FcRecord *record = fc_demo_sheet_row (sheet, FC_SLIP, FC_SLIP_SHIFT_ID, FC_SLIP_STATION_ID, NULL);

  fc_record_set_text (record, FC_SLIP_KIND, kind);
  fc_record_set_ref (record, FC_SLIP_PRODUCT_ID, &sheet->world->products[nozzle->product]);
  fc_record_set_ref (record, FC_SLIP_NOZZLE_ID, &nozzle->id);
  fc_record_set_int (record, FC_SLIP_QUANTITY, sale->volume);
  fc_record_set_int (record, FC_SLIP_PRICE,
                     fc_demo_price_of (sheet->world, sheet->site, nozzle->product, sheet->day, sale->at));
  fc_record_set_int (record, FC_SLIP_AMOUNT, sale->amount);
  fc_record_set_int (record, FC_SLIP_MADE_AT, sale->at);
  if (drawer->record != NULL)
    fc_record_set_ref (record, FC_SLIP_DRAWER_ID, fc_record_get_id (drawer->record));
  return record;
}

static void
add_account (FcDemoSheet      *sheet,
             const FcDemoSale *sale,
             guint             n)
{
  FcRecord *slip = slip_new (sheet, sale, "account");
  guint customer = fc_demo_random_below (&sheet->random, G_N_ELEMENTS (customers));
  g_autofree char *number = g_strdup_printf ("%u%02u%02u", sheet->day % 1000, sheet->shift->number, n);

  fc_record_set_text (slip, FC_SLIP_CUSTOMER, customers[customer].customer);
  fc_record_set_text (slip, FC_SLIP_VEHICLE, customers[customer].vehicle);
  fc_record_set_text (slip, FC_SLIP_NUMBER, number);
}

/* Somebody who would have paid in cash did not. */
static void
drive_off (FcDemoSheet      *sheet,
           const FcDemoSale *sale)
{
  FcDemoDrawer *drawer = fc_demo_sheet_drawer_of (sheet, sale->nozzle);
  FcRecord *slip = slip_new (sheet, sale, "drive_off");

  fc_record_set_text (slip, FC_SLIP_VEHICLE, "grey estate, 132-D-…");
  fc_record_set_text (slip, FC_SLIP_NOTES, "Plate not readable on the camera");
  drawer->tenders[FC_DEMO_CASH].amount -= sale->amount;
  drawer->tenders[FC_DEMO_CASH].count--;
}

/**
 * fc_demo_sheet_slips:
 *
 * A slip for every sale on account, and one drive-off at the third station.
 */
void
fc_demo_sheet_slips (FcDemoSheet *sheet,
                     GArray      *sales,
                     guint        position)
{
  gboolean lost = sheet->site->position == 2 && sheet->shift->number == 2 &&
                  sheet->day + DROVE_OFF_DAYS_AGO == sheet->world->n_days;
  guint n = 0;

  for (guint i = 0; fc_demo_sheet_is_recent (sheet) && i < sales->len; i++)
    {
      const FcDemoSale *sale = &g_array_index (sales, FcDemoSale, i);

      if (sale->shift != position)
        continue;
      if (sale->payment == ACCOUNT)
        add_account (sheet, sale, ++n);
      else if (lost && sale->payment == FC_DEMO_CASH)
        {
          drive_off (sheet, sale);
          lost = FALSE;
        }
    }
}
