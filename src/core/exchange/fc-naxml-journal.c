/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-naxml-private.h"

#include <glib/gi18n-lib.h>

static gboolean
is_yes (const char *value)
{
  return value != NULL && (g_ascii_strcasecmp (value, "yes") == 0 || g_ascii_strcasecmp (value, "true") == 0);
}

static gboolean
is_item (FcNaxmlTag tag)
{
  return tag == TAG_FUEL_LINE || tag == TAG_ITEM_LINE || tag == TAG_MERCHANDISE_CODE_LINE;
}

static void
start_event (FcNaxmlWalk *walk,
             FcNaxmlTag   tag,
             guint        line)
{
  fc_naxml_walk_clear (walk);
  walk->sale = fc_naxml_sale_new ();
  walk->sale->line = line;
  walk->sale->refund = tag == TAG_REFUND_EVENT;
  walk->cancelled = FALSE;
  walk->training = FALSE;
}

static void
start_item (FcNaxmlWalk *walk,
            guint        line)
{
  g_clear_pointer (&walk->item, fc_naxml_sale_line_free);
  walk->item = g_new0 (FcNaxmlSaleLine, 1);
  walk->item->line = line;
  walk->bad = FALSE;
  walk->has_amount = FALSE;
}

static void
start_payment (FcNaxmlWalk *walk,
               guint        line)
{
  g_clear_pointer (&walk->payment, fc_naxml_sale_tender_free);
  walk->payment = g_new0 (FcNaxmlSaleTender, 1);
  walk->payment->line = line;
  walk->bad = FALSE;
  walk->has_amount = FALSE;
}

/* @status and @value: the attributes of these names, or NULL */
void
fc_naxml_journal_start (FcNaxmlWalk *walk,
                        FcNaxmlTag   tag,
                        guint        line,
                        const char  *status,
                        const char  *value)
{
  if (tag == TAG_SALE_EVENT || tag == TAG_REFUND_EVENT)
    start_event (walk, tag, line);
  if (walk->sale == NULL)
    return;
  if (tag == TAG_TRANSACTION_LINE)
    walk->cancelled = status != NULL && g_ascii_strcasecmp (status, "cancel") == 0;
  else if (tag == TAG_OUTSIDE_SALES_FLAG)
    walk->sale->outside = is_yes (value);
  else if (tag == TAG_TRAINING_MODE_FLAG)
    walk->training = is_yes (value);
  else if (is_item (tag))
    start_item (walk, line);
  else if (tag == TAG_TENDER_INFO)
    start_payment (walk, line);
  else if (tag == TAG_CHANGE_FLAG && walk->payment != NULL)
    walk->payment->change = is_yes (value);
}

static void
item_quantity (FcNaxmlWalk *walk,
               const char  *text,
               guint        line)
{
  walk->bad |= !fc_naxml_read_decimal (walk, N_ ("Sales quantity"), text, line, 3, FC_NAXML_MAX_VOLUME,
                                       &walk->item->quantity_milli);
}

static void
item_text (FcNaxmlWalk *walk,
           FcNaxmlTag   tag,
           const char  *text,
           guint        line)
{
  FcNaxmlSaleLine *item = walk->item;

  if (tag == TAG_FUEL_GRADE_ID)
    walk->bad |= !fc_naxml_read_id (walk, N_ ("Grade id"), text, line, &item->grade);
  else if (tag == TAG_FUEL_POSITION_ID)
    walk->bad |= !fc_naxml_read_id (walk, N_ ("Fuelling position"), text, line, &item->position);
  else if (tag == TAG_POS_CODE || (tag == TAG_MERCHANDISE_CODE && item->code == NULL))
    fc_naxml_read_id (walk, N_ ("Item code"), text, line, &item->code);
  else if (tag == TAG_DESCRIPTION)
    fc_naxml_read_id (walk, N_ ("Description"), text, line, &item->description);
  else if (tag == TAG_SALES_QUANTITY)
    item_quantity (walk, text, line);
  else if (tag == TAG_ACTUAL_SALES_PRICE)
    fc_naxml_read_price (walk, text, line, &item->price);
  else if (tag == TAG_SALES_AMOUNT)
    {
      walk->has_amount = fc_naxml_read_amount (walk, N_ ("Sales amount"), text, line, &item->amount);
      walk->bad |= !walk->has_amount;
    }
}

static void
payment_text (FcNaxmlWalk *walk,
              FcNaxmlTag   tag,
              const char  *text,
              guint        line)
{
  FcNaxmlSaleTender *payment = walk->payment;

  if (tag == TAG_TENDER_CODE)
    fc_naxml_read_id (walk, N_ ("Tender code"), text, line, &payment->code);
  else if (tag == TAG_TENDER_SUB_CODE)
    fc_naxml_read_id (walk, N_ ("Tender subcode"), text, line, &payment->subcode);
  else if (tag == TAG_TENDER_AMOUNT)
    walk->has_amount = fc_naxml_read_amount (walk, N_ ("Tender amount"), text, line, &payment->amount);
  else if (tag == TAG_CHANGE_FLAG)
    payment->change = is_yes (text);
}

static void
event_date (FcNaxmlWalk *walk,
            FcNaxmlTag   tag,
            const char  *text,
            guint        line)
{
  FcNaxmlSale *sale = walk->sale;

  if (tag == TAG_BUSINESS_DATE)
    sale->has_business_date = fc_naxml_read_date (walk, N_ ("Business date"), text, line, &sale->business_date) &&
                              fc_naxml_check_date (walk, N_ ("Business date"), sale->business_date, line);
  /* The end of a sale is when it counts; its start stands in where there is no end. */
  else if (tag == TAG_EVENT_END_DATE || (tag == TAG_EVENT_START_DATE && !sale->at.known))
    sale->at.known = fc_naxml_read_date (walk, N_ ("Event date"), text, line, &sale->at.date) &&
                     fc_naxml_check_date (walk, N_ ("Event date"), sale->at.date, line);
  else if (tag == TAG_EVENT_END_TIME || tag == TAG_EVENT_START_TIME)
    fc_naxml_read_time (walk, N_ ("Event time"), text, line, &sale->at.second);
}

static void
event_text (FcNaxmlWalk *walk,
            FcNaxmlTag   tag,
            const char  *text,
            guint        line)
{
  FcNaxmlSale *sale = walk->sale;

  if (tag == TAG_TRANSACTION_ID)
    fc_naxml_read_id (walk, N_ ("Transaction id"), text, line, &sale->transaction);
  else if (tag == TAG_REGISTER_ID)
    fc_naxml_read_id (walk, N_ ("Register id"), text, line, &sale->register_id);
  else if (tag == TAG_CASHIER_ID)
    fc_naxml_read_id (walk, N_ ("Cashier id"), text, line, &sale->cashier);
  else if (tag == TAG_TILL_ID)
    fc_naxml_read_id (walk, N_ ("Till id"), text, line, &sale->till);
  else if (tag == TAG_OUTSIDE_SALES_FLAG)
    sale->outside = is_yes (text);
  else if (tag == TAG_TRAINING_MODE_FLAG)
    walk->training = is_yes (text);
  else
    event_date (walk, tag, text, line);
}

void
fc_naxml_journal_text (FcNaxmlWalk *walk,
                       FcNaxmlTag   tag,
                       const char  *text,
                       guint        line)
{
  if (walk->item != NULL)
    item_text (walk, tag, text, line);
  else if (walk->payment != NULL)
    payment_text (walk, tag, text, line);
  else if (walk->sale != NULL)
    event_text (walk, tag, text, line);
}

static void
end_item (FcNaxmlWalk *walk)
{
  g_autoptr (FcNaxmlSaleLine) item = g_steal_pointer (&walk->item);

  if (item == NULL || walk->cancelled || walk->bad || !walk->has_amount)
    return;
  if (item->grade != NULL)
    item->volume = fc_volume_from_unit (item->quantity_milli, walk->units.volume_unit);
  g_ptr_array_add (walk->sale->lines, g_steal_pointer (&item));
}

static void
end_payment (FcNaxmlWalk *walk)
{
  g_autoptr (FcNaxmlSaleTender) payment = g_steal_pointer (&walk->payment);

  if (payment == NULL || walk->cancelled || !walk->has_amount || payment->code == NULL)
    return;
  g_ptr_array_add (walk->sale->tenders, g_steal_pointer (&payment));
}

static void
end_event (FcNaxmlWalk *walk)
{
  g_autoptr (FcNaxmlSale) sale = g_steal_pointer (&walk->sale);

  if (sale == NULL)
    return;
  if (walk->training)
    fc_naxml_complain (walk, FC_SEVERITY_NOTE, sale->line, _ ("A sale made in training mode is left out"));
  else if (sale->transaction == NULL)
    fc_naxml_complain (walk, FC_SEVERITY_ERROR, sale->line, _ ("A sale has no transaction id; it is left out"));
  else if (sale->lines->len > 0 && fc_naxml_has_room (walk, sale->line))
    g_ptr_array_add (walk->report->sales, g_steal_pointer (&sale));
}

void
fc_naxml_journal_end (FcNaxmlWalk *walk,
                      FcNaxmlTag   tag,
                      guint        line)
{
  if (walk->sale == NULL)
    return;
  if (is_item (tag))
    end_item (walk);
  else if (tag == TAG_TENDER_INFO)
    end_payment (walk);
  else if (tag == TAG_TRANSACTION_LINE)
    walk->cancelled = FALSE;
  else if (tag == TAG_SALE_EVENT || tag == TAG_REFUND_EVENT)
    end_event (walk);
}
