/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-naxml-private.h"

#include <glib/gi18n-lib.h>

static FcNaxmlTag
parent (FcNaxmlWalk *walk)
{
  return walk->depth > 1 ? walk->path[walk->depth - 2] : TAG_NONE;
}

static void
ask_store (FcNaxmlWalk *walk,
           guint        line)
{
  FcNaxmlReport *report = walk->report;

  if (walk->units_asked || walk->options->store_func == NULL)
    return;
  walk->units_asked = TRUE;
  if (!walk->options->store_func (report->store, &walk->units, walk->options->store_data))
    {
      report->store_refused = TRUE;
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, line,
                         _ ("Store “%s” is not one of your stations: set the station's store id, or leave the file "
                            "out"), report->store);
    }
}

static void
transmission_text (FcNaxmlWalk *walk,
                   FcNaxmlTag   tag,
                   const char  *text,
                   guint        line)
{
  FcNaxmlReport *report = walk->report;

  if (tag == TAG_STORE_LOCATION_ID && report->store == NULL)
    {
      if (fc_naxml_read_id (walk, N_ ("Store id"), text, line, &report->store))
        ask_store (walk, line);
    }
  else if (tag == TAG_VENDOR_NAME)
    fc_naxml_read_id (walk, N_ ("Vendor name"), text, line, &report->vendor);
  else if (tag == TAG_VENDOR_MODEL_VERSION)
    fc_naxml_read_id (walk, N_ ("Vendor version"), text, line, &report->vendor_version);
}

static void
business_date_text (FcNaxmlWalk *walk,
                    const char  *text,
                    guint        line)
{
  FcNaxmlReport *report = walk->report;

  report->has_business_date = fc_naxml_read_date (walk, N_ ("Business date"), text, line, &report->business_date) &&
                              fc_naxml_check_date (walk, N_ ("Business date"), report->business_date, line);
}

static void
begin_date_text (FcNaxmlWalk *walk,
                 const char  *text,
                 guint        line)
{
  FcNaxmlMoment *begin = &walk->report->begin;

  begin->known = fc_naxml_read_date (walk, N_ ("Begin date"), text, line, &begin->date) &&
                 fc_naxml_check_date (walk, N_ ("Begin date"), begin->date, line);
}

/* 2100-01-01 is how a POS says that the period goes on. */
static void
end_date_text (FcNaxmlWalk *walk,
               const char  *text,
               guint        line)
{
  FcNaxmlReport *report = walk->report;

  if (!fc_naxml_read_date (walk, N_ ("End date"), text, line, &report->end.date))
    return;
  report->open = report->end.date == fc_date_from_civil (2100, 1, 1);
  report->end.known = !report->open && fc_naxml_check_date (walk, N_ ("End date"), report->end.date, line);
}

static void
movement_header_text (FcNaxmlWalk *walk,
                      FcNaxmlTag   tag,
                      const char  *text,
                      guint        line)
{
  FcNaxmlReport *report = walk->report;

  if (tag == TAG_REPORT_SEQUENCE_NUMBER)
    fc_naxml_read_int (walk, N_ ("Report sequence number"), text, line, &report->sequence);
  else if (tag == TAG_PRIMARY_REPORT_PERIOD)
    fc_naxml_read_int (walk, N_ ("Report period"), text, line, &report->period);
  else if (tag == TAG_SECONDARY_REPORT_PERIOD)
    fc_naxml_read_int (walk, N_ ("Secondary report period"), text, line, &report->secondary_period);
  else if (tag == TAG_BUSINESS_DATE)
    business_date_text (walk, text, line);
  else if (tag == TAG_BEGIN_DATE)
    begin_date_text (walk, text, line);
  else if (tag == TAG_BEGIN_TIME)
    fc_naxml_read_time (walk, N_ ("Begin time"), text, line, &report->begin.second);
  else if (tag == TAG_END_DATE)
    end_date_text (walk, text, line);
  else if (tag == TAG_END_TIME)
    fc_naxml_read_time (walk, N_ ("End time"), text, line, &report->end.second);
}

/* The text of an element that belongs to one of the three headers; others are passed over. */
void
fc_naxml_header_text (FcNaxmlWalk *walk,
                      FcNaxmlTag   tag,
                      const char  *text,
                      guint        line)
{
  FcNaxmlReport *report = walk->report;
  FcNaxmlTag in = parent (walk);

  if (in == TAG_TRANSMISSION_HEADER)
    transmission_text (walk, tag, text, line);
  else if (in == TAG_MOVEMENT_HEADER)
    movement_header_text (walk, tag, text, line);
  else if (in == TAG_SALES_MOVEMENT_HEADER && tag == TAG_REGISTER_ID)
    fc_naxml_read_id (walk, N_ ("Register id"), text, line, &report->register_id);
  else if (in == TAG_SALES_MOVEMENT_HEADER && tag == TAG_CASHIER_ID)
    fc_naxml_read_id (walk, N_ ("Cashier id"), text, line, &report->cashier);
  else if (in == TAG_SALES_MOVEMENT_HEADER && tag == TAG_TILL_ID)
    fc_naxml_read_id (walk, N_ ("Till id"), text, line, &report->till);
}

static gboolean
is_before (const FcNaxmlMoment *a,
           const FcNaxmlMoment *b)
{
  return a->date < b->date || (a->date == b->date && a->second < b->second);
}

/* What can only be said of the headers as a whole, when the file has been read. */
void
fc_naxml_header_finish (FcNaxmlWalk *walk)
{
  FcNaxmlReport *report = walk->report;

  report->units = walk->units;
  report->units.currency = g_intern_string (walk->units.currency);
  if (report->kind == FC_NAXML_NONE || report->kind == FC_NAXML_PJR)
    return;
  if (report->store == NULL)
    fc_naxml_complain (walk, FC_SEVERITY_ERROR, 0, _ ("The file names no store (StoreLocationID)"));
  if (!report->has_business_date && report->begin.known)
    {
      report->business_date = report->begin.date;
      report->has_business_date = TRUE;
      fc_naxml_complain (walk, FC_SEVERITY_WARNING, 0,
                         _ ("The file has no usable business date; its begin date stands in"));
    }
  else if (!report->has_business_date)
    fc_naxml_complain (walk, FC_SEVERITY_ERROR, 0, _ ("The file has no usable business date"));
  if (report->begin.known && report->end.known && is_before (&report->end, &report->begin))
    {
      report->end.known = FALSE;
      fc_naxml_complain (walk, FC_SEVERITY_WARNING, 0, _ ("The period ends before it begins; its end is left out"));
    }
}
