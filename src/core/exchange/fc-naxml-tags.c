/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-naxml-private.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *name; /* lower case, sorted */
  FcNaxmlTag  tag;
} Entry;

static const Entry entries[] = {
  { "actualsalesprice", TAG_ACTUAL_SALES_PRICE },
  { "begindate", TAG_BEGIN_DATE },
  { "begintime", TAG_BEGIN_TIME },
  { "businessdate", TAG_BUSINESS_DATE },
  { "cashierid", TAG_CASHIER_ID },
  { "changeflag", TAG_CHANGE_FLAG },
  { "description", TAG_DESCRIPTION },
  { "discountamount", TAG_DISCOUNT_AMOUNT },
  { "dispenserdiscountamount", TAG_DISPENSER_DISCOUNT_AMOUNT },
  { "enddate", TAG_END_DATE },
  { "endtime", TAG_END_TIME },
  { "eventenddate", TAG_EVENT_END_DATE },
  { "eventendtime", TAG_EVENT_END_TIME },
  { "eventstartdate", TAG_EVENT_START_DATE },
  { "eventstarttime", TAG_EVENT_START_TIME },
  { "fgmdetail", TAG_FGM_DETAIL },
  { "fgmnonresettabletotal", TAG_FGM_NON_RESETTABLE_TOTAL },
  { "fgmpositionsummary", TAG_FGM_POSITION_SUMMARY },
  { "fgmpricetiersummary", TAG_FGM_PRICE_TIER_SUMMARY },
  { "fgmsalestotals", TAG_FGM_SALES_TOTALS },
  { "fgmsellpricesummary", TAG_FGM_SELL_PRICE_SUMMARY },
  { "fgmtendersummary", TAG_FGM_TENDER_SUMMARY },
  { "fpmdetail", TAG_FPM_DETAIL },
  { "fpmnonresettabletotals", TAG_FPM_NON_RESETTABLE_TOTALS },
  { "fuelgradeid", TAG_FUEL_GRADE_ID },
  { "fuelgrademovement", TAG_FUEL_GRADE_MOVEMENT },
  { "fuelgradenonresettabletotalamount", TAG_FUEL_GRADE_NR_AMOUNT },
  { "fuelgradenonresettabletotalvolume", TAG_FUEL_GRADE_NR_VOLUME },
  { "fuelgradesalesamount", TAG_FUEL_GRADE_SALES_AMOUNT },
  { "fuelgradesalesvolume", TAG_FUEL_GRADE_SALES_VOLUME },
  { "fuelline", TAG_FUEL_LINE },
  { "fuelpositionid", TAG_FUEL_POSITION_ID },
  { "fuelproductid", TAG_FUEL_PRODUCT_ID },
  { "fuelproductmovement", TAG_FUEL_PRODUCT_MOVEMENT },
  { "fuelproductnonresettableamountnumber", TAG_FUEL_PRODUCT_NR_AMOUNT },
  { "fuelproductnonresettablevolumenumber", TAG_FUEL_PRODUCT_NR_VOLUME },
  { "fuelproducttemperature", TAG_FUEL_PRODUCT_TEMPERATURE },
  { "fuelproductvolume", TAG_FUEL_PRODUCT_VOLUME },
  { "itemline", TAG_ITEM_LINE },
  { "itemsalesmovement", TAG_ITEM_SALES_MOVEMENT },
  { "merchandisecode", TAG_MERCHANDISE_CODE },
  { "merchandisecodeline", TAG_MERCHANDISE_CODE_LINE },
  { "merchandisecodemovement", TAG_MERCHANDISE_CODE_MOVEMENT },
  { "miscellaneoussummaryamount", TAG_MISC_AMOUNT },
  { "miscellaneoussummarycode", TAG_MISC_CODE },
  { "miscellaneoussummarycount", TAG_MISC_COUNT },
  { "miscellaneoussummarymovement", TAG_MISC_MOVEMENT },
  { "miscellaneoussummarysubcode", TAG_MISC_SUB_CODE },
  { "miscellaneoussummarysubcodemodifier", TAG_MISC_MODIFIER },
  { "movementheader", TAG_MOVEMENT_HEADER },
  { "msmdetail", TAG_MSM_DETAIL },
  { "naxml-movementreport", TAG_MOVEMENT_REPORT },
  { "naxml-posjournal", TAG_POS_JOURNAL },
  { "outsidesalesflag", TAG_OUTSIDE_SALES_FLAG },
  { "poscode", TAG_POS_CODE },
  { "pricetiercode", TAG_PRICE_TIER_CODE },
  { "primaryreportperiod", TAG_PRIMARY_REPORT_PERIOD },
  { "pumptestamount", TAG_PUMP_TEST_AMOUNT },
  { "pumptestvolume", TAG_PUMP_TEST_VOLUME },
  { "refundevent", TAG_REFUND_EVENT },
  { "registerid", TAG_REGISTER_ID },
  { "reportsequencenumber", TAG_REPORT_SEQUENCE_NUMBER },
  { "returntankid", TAG_RETURN_TANK_ID },
  { "saleevent", TAG_SALE_EVENT },
  { "salesamount", TAG_SALES_AMOUNT },
  { "salesmovementheader", TAG_SALES_MOVEMENT_HEADER },
  { "salesquantity", TAG_SALES_QUANTITY },
  { "secondaryreportperiod", TAG_SECONDARY_REPORT_PERIOD },
  { "storelocationid", TAG_STORE_LOCATION_ID },
  { "tankid", TAG_TANK_ID },
  { "tankproductmovement", TAG_TANK_PRODUCT_MOVEMENT },
  { "tankullage", TAG_ULLAGE },
  { "tankvolume", TAG_FUEL_PRODUCT_VOLUME },
  { "taxlevelmovement", TAG_TAX_LEVEL_MOVEMENT },
  { "tenderamount", TAG_TENDER_AMOUNT },
  { "tendercode", TAG_TENDER_CODE },
  { "tenderinfo", TAG_TENDER_INFO },
  { "tendersubcode", TAG_TENDER_SUB_CODE },
  { "tillid", TAG_TILL_ID },
  { "tpmdetail", TAG_TPM_DETAIL },
  { "trainingmodeflag", TAG_TRAINING_MODE_FLAG },
  { "transactionid", TAG_TRANSACTION_ID },
  { "transactionline", TAG_TRANSACTION_LINE },
  { "transmissionheader", TAG_TRANSMISSION_HEADER },
  { "ullage", TAG_ULLAGE },
  { "vendormodelversion", TAG_VENDOR_MODEL_VERSION },
  { "vendorname", TAG_VENDOR_NAME },
  { "watervolume", TAG_WATER_VOLUME },
};

static int
compare_entry (const void *key,
               const void *entry)
{
  return strcmp (key, ((const Entry *) entry)->name);
}

/* Vendors differ in the case of element names, and some use namespaces: only the local name counts. */
FcNaxmlTag
fc_naxml_tag_of (const char *local_name)
{
  char lower[48];
  const Entry *found;
  gsize length = strlen (local_name);

  if (length >= sizeof lower)
    return TAG_NONE;
  for (gsize i = 0; i <= length; i++)
    lower[i] = g_ascii_tolower (local_name[i]);
  found = bsearch (lower, entries, G_N_ELEMENTS (entries), sizeof entries[0], compare_entry);
  return found != NULL ? found->tag : TAG_NONE;
}
