/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-catalog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Enumerated values as people call them. */
static const struct {
  const char *choice;
  const char *label;
} choice_labels[] = {
  { "starter", N_("Starter") },
  { "professional", N_("Professional") },
  { "enterprise", N_("Enterprise") },
  { "active", N_("Active") },
  { "suspended", N_("Suspended") },
  { "pending_deletion", N_("To be deleted") },
  { "disabled", N_("Disabled") },
  { "online", N_("Online") },
  { "offline", N_("Offline") },
  { "hybrid", N_("Hybrid") },
  { "litre", N_("Litres") },
  { "us_gallon", N_("US gallons") },
  { "fuel", N_("Fuel") },
  { "shop", N_("Shop") },
  { "open", N_("Open") },
  { "submitted", N_("Submitted") },
  { "approved", N_("Approved") },
  { "disputed", N_("Disputed") },
  { "done", N_("Done") },
  { "returned", N_("Given back") },
  { "kept", N_("What the record has") },
  { "wanted", N_("What came second") },
  { "other", N_("Another value") },
  { "decided", N_("Decided") },
  { "settled", N_("Settled") },
  { "manual", N_("Typed in") },
  { "pos", N_("POS file") },
  { "gauge", N_("Tank gauge") },
  { "import", N_("Imported") },
  { "cash", N_("Cash") },
  { "card_inside", N_("Cards at the till") },
  { "card_outside", N_("Cards at the pump") },
  { "mobile", N_("Mobile money") },
  { "fleet_card", N_("Fleet cards") },
  { "account", N_("House accounts") },
  { "voucher", N_("Vouchers") },
  { "drop", N_("Safe drop") },
  { "pay_in", N_("Pay-in") },
  { "pay_out", N_("Pay-out") },
  { "refund", N_("Refund") },
  { "account_payment", N_("Account payment") },
  { "loan", N_("Safe loan") },
  { "unverified", N_("Not verified") },
  { "verified", N_("Verified") },
  { "rejected", N_("Rejected") },
  { "hour", N_("Hour") },
  { "day", N_("Day") },
  { "superseded", N_("Replaced by a correction") },
  { "discarded", N_("Discarded") },
  { "stick", N_("Yesterday’s dip") },
  { "book", N_("Yesterday’s book") },
  { "drive_off", N_("Drive-off") },
  { "own_use", N_("Own use") },
  { "price", N_("New price") },
  { "replacement", N_("New meter") },
  { "attendant", N_("Attendant") },
  { "supervisor", N_("Supervisor") },
  { "manager", N_("Manager") },
  { "drawn", N_("Drawn") },
  { "pin", N_("PIN of this computer") },
  { "password", N_("Signed in") },
  { "over_short", N_("Over/short") },
  { "repayment", N_("Repayment") },
  { "write_off", N_("Written off") },
  { "reversal", N_("Reversal") },
  { "closed", N_("Closed") },
  { "reopened", N_("Reopened") },
  { "tcp", N_("Network") },
  { "serial", N_("Serial line") },
  { "file", N_("File") },
  { "mm", N_("Millimetres") },
  { "inch", N_("Inches") },
  { "celsius", N_("°C") },
  { "fahrenheit", N_("°F") },
  { "above", N_("Above") },
  { "below", N_("Below") },
  { "notice", N_("Notice") },
  { "warning", N_("Warning") },
  { "critical", N_("Critical") },
  { "new", N_("New") },
  { "acknowledged", N_("Acknowledged") },
  { "snoozed", N_("Snoozed") },
  { "resolved", N_("Resolved") },
  { "in_service", N_("In service") },
  { "workshop", N_("In the workshop") },
  { "retired", N_("Retired") },
  { "circle", N_("Circle") },
  { "polygon", N_("Area") },
  { "corridor", N_("Corridor") },
};

/**
 * fc_choice_text:
 * @choice: a value of an enumerated field
 *
 * Returns: what people call it, untranslated; the value itself where nothing better is known
 */
const char *
fc_choice_text (const char *choice)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choice_labels); i++)
    if (strcmp (choice_labels[i].choice, choice) == 0)
      return choice_labels[i].label;
  return choice;
}
