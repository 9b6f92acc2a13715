/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-naxml-private.h"

#include <glib/gi18n-lib.h>

static const char *
or_question (const char *id)
{
  return id != NULL ? id : "?";
}

void
fc_naxml_walk_clear (FcNaxmlWalk *walk)
{
  g_ptr_array_set_size (walk->grade_sales, 0);
  g_ptr_array_set_size (walk->totalizers, 0);
  g_clear_pointer (&walk->id, g_free);
  g_clear_pointer (&walk->position, g_free);
  g_clear_pointer (&walk->tier, g_free);
  g_clear_pointer (&walk->tender, g_free);
  g_clear_pointer (&walk->tender_sub, g_free);
  walk->price = 0;
  g_clear_pointer (&walk->sale_line, fc_naxml_grade_sales_free);
  g_clear_pointer (&walk->total, fc_naxml_totalizer_free);
  g_clear_pointer (&walk->tank, fc_naxml_tank_reading_free);
  g_clear_pointer (&walk->misc, fc_naxml_misc_free);
  g_clear_pointer (&walk->sale, fc_naxml_sale_free);
  g_clear_pointer (&walk->item, fc_naxml_sale_line_free);
  g_clear_pointer (&walk->payment, fc_naxml_sale_tender_free);
}

static void
begin_line (FcNaxmlWalk *walk)
{
  walk->has_volume = FALSE;
  walk->has_amount = FALSE;
  walk->bad = FALSE;
}

static void
start_total (FcNaxmlWalk *walk,
             FcNaxmlKind  kind,
             guint        line)
{
  g_clear_pointer (&walk->total, fc_naxml_totalizer_free);
  walk->total = g_new0 (FcNaxmlTotalizer, 1);
  walk->total->kind = kind;
  walk->total->line = line;
  if (kind == FC_NAXML_FPM)
    g_clear_pointer (&walk->position, g_free);
  begin_line (walk);
}

static void
start_misc (FcNaxmlWalk *walk,
            guint        line)
{
  fc_naxml_walk_clear (walk);
  walk->misc = g_new0 (FcNaxmlMisc, 1);
  walk->misc->line = line;
  walk->misc->outside = walk->movement_depth == 0;
  begin_line (walk);
}

/* A container remembers how many lines there were before it, so that its end can tell them what they share. */
void
fc_naxml_movement_start (FcNaxmlWalk *walk,
                         FcNaxmlTag   tag,
                         guint        line)
{
  guint at = walk->depth - 1;

  walk->scope_start[at] = walk->grade_sales->len;
  walk->scope_totals[at] = walk->totalizers->len;
  if (tag == TAG_FGM_DETAIL || tag == TAG_FPM_DETAIL)
    fc_naxml_walk_clear (walk);
  else if (tag == TAG_FGM_POSITION_SUMMARY)
    g_clear_pointer (&walk->position, g_free);
  else if (tag == TAG_FGM_PRICE_TIER_SUMMARY)
    g_clear_pointer (&walk->tier, g_free);
  else if (tag == TAG_FGM_TENDER_SUMMARY)
    {
      g_clear_pointer (&walk->tender, g_free);
      g_clear_pointer (&walk->tender_sub, g_free);
    }
  else if (tag == TAG_FGM_SELL_PRICE_SUMMARY)
    walk->price = 0;
  else if (tag == TAG_FGM_SALES_TOTALS)
    {
      g_clear_pointer (&walk->sale_line, fc_naxml_grade_sales_free);
      walk->sale_line = g_new0 (FcNaxmlGradeSales, 1);
      walk->sale_line->line = line;
      begin_line (walk);
    }
  else if (tag == TAG_FGM_NON_RESETTABLE_TOTAL)
    start_total (walk, FC_NAXML_FGM, line);
  else if (tag == TAG_FPM_NON_RESETTABLE_TOTALS)
    start_total (walk, FC_NAXML_FPM, line);
  else if (tag == TAG_TPM_DETAIL)
    {
      fc_naxml_walk_clear (walk);
      walk->tank = g_new0 (FcNaxmlTankReading, 1);
      walk->tank->line = line;
      begin_line (walk);
    }
  else if (tag == TAG_MSM_DETAIL)
    start_misc (walk, line);
}

static void
grade_volume (FcNaxmlWalk *walk,
              const char  *text,
              guint        line)
{
  walk->has_volume = fc_naxml_read_volume (walk, N_ ("Sales volume"), text, line, &walk->sale_line->volume);
  walk->bad |= !walk->has_volume;
}

static void
grade_amount (FcNaxmlWalk *walk,
              const char  *text,
              guint        line)
{
  walk->has_amount = fc_naxml_read_amount (walk, N_ ("Sales amount"), text, line, &walk->sale_line->amount);
  if (walk->has_amount && walk->sale_line->amount < 0)
    {
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, line, _ ("Sales amount “%s” is negative"), text);
      walk->has_amount = FALSE;
    }
  walk->bad |= !walk->has_amount;
}

static void
grade_discount (FcNaxmlWalk *walk,
                const char  *text,
                guint        line)
{
  gint64 discount;

  /* Some write what they gave as a negative number. */
  if (fc_naxml_read_amount (walk, N_ ("Discount"), text, line, &discount))
    walk->sale_line->discount += ABS (discount);
}

static void
grade_sales_text (FcNaxmlWalk *walk,
                  FcNaxmlTag   tag,
                  const char  *text,
                  guint        line)
{
  FcNaxmlGradeSales *sales = walk->sale_line;

  if (tag == TAG_FUEL_GRADE_SALES_VOLUME)
    grade_volume (walk, text, line);
  else if (tag == TAG_FUEL_GRADE_SALES_AMOUNT)
    grade_amount (walk, text, line);
  else if (tag == TAG_PUMP_TEST_VOLUME)
    walk->bad |= !fc_naxml_read_volume (walk, N_ ("Pump test volume"), text, line, &sales->test_volume);
  else if (tag == TAG_PUMP_TEST_AMOUNT)
    walk->bad |= !fc_naxml_read_amount (walk, N_ ("Pump test amount"), text, line, &sales->test_amount);
  else if (tag == TAG_RETURN_TANK_ID)
    fc_naxml_read_id (walk, N_ ("Return tank"), text, line, &sales->return_tank);
  else if (tag == TAG_DISCOUNT_AMOUNT || tag == TAG_DISPENSER_DISCOUNT_AMOUNT)
    grade_discount (walk, text, line);
}

static void
total_text (FcNaxmlWalk *walk,
            FcNaxmlTag   tag,
            const char  *text,
            guint        line)
{
  FcNaxmlTotalizer *total = walk->total;

  if (tag == TAG_FUEL_GRADE_NR_VOLUME || tag == TAG_FUEL_PRODUCT_NR_VOLUME)
    {
      walk->has_volume = fc_naxml_read_volume (walk, N_ ("Totalizer volume"), text, line, &total->volume);
      walk->bad |= !walk->has_volume;
    }
  else if (tag == TAG_FUEL_GRADE_NR_AMOUNT || tag == TAG_FUEL_PRODUCT_NR_AMOUNT)
    /* Many controllers send 0 where the pump keeps no money. */
    total->has_amount = fc_naxml_read_amount (walk, N_ ("Totalizer amount"), text, line, &total->amount) &&
                        total->amount > 0;
  else if (tag == TAG_FUEL_POSITION_ID)
    fc_naxml_read_id (walk, N_ ("Fuelling position"), text, line, &walk->position);
}

static void
tank_text (FcNaxmlWalk *walk,
           FcNaxmlTag   tag,
           const char  *text,
           guint        line)
{
  FcNaxmlTankReading *tank = walk->tank;

  if (tag == TAG_TANK_ID)
    fc_naxml_read_id (walk, N_ ("Tank id"), text, line, &tank->tank);
  else if (tag == TAG_FUEL_PRODUCT_ID)
    fc_naxml_read_id (walk, N_ ("Product id"), text, line, &tank->product);
  else if (tag == TAG_FUEL_PRODUCT_VOLUME)
    {
      walk->has_volume = fc_naxml_read_volume (walk, N_ ("Tank volume"), text, line, &tank->volume);
      walk->bad |= !walk->has_volume;
    }
  else if (tag == TAG_FUEL_PRODUCT_TEMPERATURE)
    tank->has_temperature = fc_naxml_read_temperature (walk, text, line, &tank->temperature);
  else if (tag == TAG_ULLAGE)
    tank->has_ullage = fc_naxml_read_volume (walk, N_ ("Ullage"), text, line, &tank->ullage);
  else if (tag == TAG_WATER_VOLUME)
    tank->has_water = fc_naxml_read_volume (walk, N_ ("Water volume"), text, line, &tank->water);
}

static void
misc_number (FcNaxmlWalk *walk,
             FcNaxmlTag   tag,
             const char  *text,
             guint        line)
{
  FcNaxmlMisc *misc = walk->misc;

  if (tag == TAG_MISC_AMOUNT)
    {
      walk->has_amount = fc_naxml_read_amount (walk, N_ ("Amount"), text, line, &misc->amount);
      walk->bad |= !walk->has_amount;
      return;
    }
  walk->has_volume = fc_naxml_read_decimal (walk, N_ ("Count"), text, line, 3, FC_NAXML_MAX_VOLUME, &misc->count_milli);
  walk->bad |= !walk->has_volume;
}

static void
misc_text (FcNaxmlWalk *walk,
           FcNaxmlTag   tag,
           const char  *text,
           guint        line)
{
  FcNaxmlMisc *misc = walk->misc;
  const struct {
    FcNaxmlTag tag;
    const char *what;
    char **field;
  } ids[] = {
    { TAG_MISC_CODE, N_ ("Summary code"), &misc->code },
    { TAG_MISC_SUB_CODE, N_ ("Summary subcode"), &misc->subcode },
    { TAG_MISC_MODIFIER, N_ ("Subcode modifier"), &misc->modifier },
    { TAG_TENDER_CODE, N_ ("Tender code"), &misc->tender },
    { TAG_TENDER_SUB_CODE, N_ ("Tender subcode"), &misc->tender_sub },
    { TAG_REGISTER_ID, N_ ("Register id"), &misc->register_id },
    { TAG_CASHIER_ID, N_ ("Cashier id"), &misc->cashier },
    { TAG_TILL_ID, N_ ("Till id"), &misc->till },
  };

  if (tag == TAG_MISC_AMOUNT || tag == TAG_MISC_COUNT)
    misc_number (walk, tag, text, line);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    if (tag == ids[i].tag)
      walk->bad |= !fc_naxml_read_id (walk, ids[i].what, text, line, ids[i].field);
}

static void
detail_text (FcNaxmlWalk *walk,
             FcNaxmlTag   tag,
             const char  *text,
             guint        line)
{
  if (tag == TAG_FUEL_GRADE_ID || tag == TAG_FUEL_PRODUCT_ID)
    fc_naxml_read_id (walk, tag == TAG_FUEL_GRADE_ID ? N_ ("Grade id") : N_ ("Product id"), text, line, &walk->id);
  else if (tag == TAG_FUEL_POSITION_ID)
    fc_naxml_read_id (walk, N_ ("Fuelling position"), text, line, &walk->position);
  else if (tag == TAG_PRICE_TIER_CODE)
    fc_naxml_read_id (walk, N_ ("Price tier"), text, line, &walk->tier);
  else if (tag == TAG_TENDER_CODE)
    fc_naxml_read_id (walk, N_ ("Tender code"), text, line, &walk->tender);
  else if (tag == TAG_TENDER_SUB_CODE)
    fc_naxml_read_id (walk, N_ ("Tender subcode"), text, line, &walk->tender_sub);
  else if (tag == TAG_ACTUAL_SALES_PRICE)
    fc_naxml_read_price (walk, text, line, &walk->price);
}

/* The text of an element inside a movement's detail. */
void
fc_naxml_movement_text (FcNaxmlWalk *walk,
                        FcNaxmlTag   tag,
                        const char  *text,
                        guint        line)
{
  if (walk->sale_line != NULL)
    grade_sales_text (walk, tag, text, line);
  else if (walk->total != NULL)
    total_text (walk, tag, text, line);
  else if (walk->tank != NULL)
    tank_text (walk, tag, text, line);
  else if (walk->misc != NULL)
    misc_text (walk, tag, text, line);
  else
    detail_text (walk, tag, text, line);
}

static void
move_lines (GPtrArray *from,
            GPtrArray *to)
{
  gsize n;
  g_autofree gpointer *lines = g_ptr_array_steal (from, &n);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (to, lines[i]);
}

/* Whether one more line may be kept, those of the detail that is still being read included. */
gboolean
fc_naxml_has_room (FcNaxmlWalk *walk,
                   guint        line)
{
  if (fc_naxml_report_n_lines (walk->report) + walk->grade_sales->len + walk->totalizers->len < FC_NAXML_MAX_LINES)
    return TRUE;
  if (!walk->full)
    fc_naxml_complain (walk, FC_SEVERITY_ERROR, line, _ ("The file has more than %d lines; the rest is left out"),
                       FC_NAXML_MAX_LINES);
  walk->full = TRUE;
  return FALSE;
}

static void
end_sale_line (FcNaxmlWalk *walk)
{
  g_autoptr (FcNaxmlGradeSales) line = g_steal_pointer (&walk->sale_line);

  if (line == NULL || walk->bad || (!walk->has_volume && !walk->has_amount))
    return;
  if (!fc_naxml_has_room (walk, line->line))
    return;
  g_ptr_array_add (walk->grade_sales, g_steal_pointer (&line));
}

static void
end_total (FcNaxmlWalk *walk)
{
  g_autoptr (FcNaxmlTotalizer) total = g_steal_pointer (&walk->total);

  if (total == NULL || walk->bad || !fc_naxml_has_room (walk, total->line))
    return;
  if (total->kind == FC_NAXML_FPM && walk->position == NULL)
    {
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, total->line,
                         _ ("A totalizer names no fuelling position; it is left out"));
      return;
    }
  if (!walk->has_volume)
    {
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, total->line,
                         _ ("A totalizer of position %s has no volume; it is left out"), or_question (walk->position));
      return;
    }
  if (total->kind == FC_NAXML_FPM)
    total->position = g_steal_pointer (&walk->position);
  g_ptr_array_add (walk->totalizers, g_steal_pointer (&total));
}

static void
end_position (FcNaxmlWalk *walk,
              guint        line)
{
  guint at = walk->depth - 1;

  if (walk->position == NULL)
    {
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, line,
                         _ ("A summary by position names no fuelling position; its lines are left out"));
      g_ptr_array_set_size (walk->grade_sales, (int) walk->scope_start[at]);
      g_ptr_array_set_size (walk->totalizers, (int) walk->scope_totals[at]);
    }
  for (guint i = walk->scope_start[at]; i < walk->grade_sales->len; i++)
    {
      FcNaxmlGradeSales *sales = g_ptr_array_index (walk->grade_sales, i);

      g_free (sales->position);
      sales->position = g_strdup (walk->position);
    }
  for (guint i = walk->scope_totals[at]; i < walk->totalizers->len; i++)
    {
      FcNaxmlTotalizer *total = g_ptr_array_index (walk->totalizers, i);

      g_free (total->position);
      total->position = g_strdup (walk->position);
    }
  g_clear_pointer (&walk->position, g_free);
}

static void
end_tender (FcNaxmlWalk *walk,
            guint        line)
{
  guint at = walk->depth - 1;

  if (walk->tender == NULL)
    {
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, line,
                         _ ("A summary by tender names no tender; its lines are left out"));
      g_ptr_array_set_size (walk->grade_sales, (int) walk->scope_start[at]);
    }
  for (guint i = walk->scope_start[at]; i < walk->grade_sales->len; i++)
    {
      FcNaxmlGradeSales *sales = g_ptr_array_index (walk->grade_sales, i);

      g_free (sales->tender);
      g_free (sales->tender_sub);
      sales->tender = g_strdup (walk->tender);
      sales->tender_sub = g_strdup (walk->tender_sub);
    }
}

static void
end_tier_or_price (FcNaxmlWalk *walk,
                   FcNaxmlTag   tag)
{
  for (guint i = walk->scope_start[walk->depth - 1]; i < walk->grade_sales->len; i++)
    {
      FcNaxmlGradeSales *sales = g_ptr_array_index (walk->grade_sales, i);

      if (tag == TAG_FGM_SELL_PRICE_SUMMARY)
        sales->price = walk->price;
      else
        {
          g_free (sales->tier);
          sales->tier = g_strdup (walk->tier);
        }
    }
}

static void
end_detail (FcNaxmlWalk *walk,
            gboolean     of_grade,
            guint        line)
{
  guint n = walk->grade_sales->len + walk->totalizers->len;

  if (walk->id == NULL && n > 0)
    fc_naxml_complain (walk, FC_SEVERITY_ERROR, line,
                       of_grade ? ngettext ("A detail names no fuel grade; its %u line is left out",
                                            "A detail names no fuel grade; its %u lines are left out", n)
                                : ngettext ("A detail names no fuel product; its %u line is left out",
                                            "A detail names no fuel product; its %u lines are left out", n),
                       n);
  for (guint i = 0; walk->id != NULL && i < walk->grade_sales->len; i++)
    {
      FcNaxmlGradeSales *sales = g_ptr_array_index (walk->grade_sales, i);

      sales->grade = g_strdup (walk->id);
    }
  for (guint i = 0; walk->id != NULL && i < walk->totalizers->len; i++)
    {
      FcNaxmlTotalizer *total = g_ptr_array_index (walk->totalizers, i);

      total->product = g_strdup (walk->id);
    }
  if (walk->id != NULL)
    {
      move_lines (walk->grade_sales, walk->report->grade_sales);
      move_lines (walk->totalizers, walk->report->totalizers);
    }
  fc_naxml_walk_clear (walk);
}

static void
end_tank (FcNaxmlWalk *walk)
{
  g_autoptr (FcNaxmlTankReading) tank = g_steal_pointer (&walk->tank);

  if (tank == NULL || walk->bad)
    return;
  if (tank->tank == NULL)
    fc_naxml_complain (walk, FC_SEVERITY_ERROR, tank->line, _ ("A tank reading names no tank; it is left out"));
  else if (!walk->has_volume)
    fc_naxml_complain (walk, FC_SEVERITY_ERROR, tank->line, _ ("Tank %s: the reading has no volume; it is left out"),
                       tank->tank);
  else if (fc_naxml_has_room (walk, tank->line))
    g_ptr_array_add (walk->report->tank_readings, g_steal_pointer (&tank));
}

static void
end_misc (FcNaxmlWalk *walk)
{
  g_autoptr (FcNaxmlMisc) misc = g_steal_pointer (&walk->misc);

  if (misc == NULL || walk->bad || (!walk->has_amount && !walk->has_volume))
    return;
  if (misc->code == NULL && misc->tender == NULL)
    fc_naxml_complain (walk, FC_SEVERITY_WARNING, misc->line,
                       _ ("A summary line has neither code nor tender; it is left out"));
  else if (fc_naxml_has_room (walk, misc->line))
    g_ptr_array_add (walk->report->misc, g_steal_pointer (&misc));
}

void
fc_naxml_movement_end (FcNaxmlWalk *walk,
                       FcNaxmlTag   tag,
                       guint        line)
{
  if (tag == TAG_FGM_SALES_TOTALS)
    end_sale_line (walk);
  else if (tag == TAG_FGM_NON_RESETTABLE_TOTAL || tag == TAG_FPM_NON_RESETTABLE_TOTALS)
    end_total (walk);
  else if (tag == TAG_FGM_POSITION_SUMMARY)
    end_position (walk, line);
  else if (tag == TAG_FGM_TENDER_SUMMARY)
    end_tender (walk, line);
  else if (tag == TAG_FGM_PRICE_TIER_SUMMARY || tag == TAG_FGM_SELL_PRICE_SUMMARY)
    end_tier_or_price (walk, tag);
  else if (tag == TAG_FGM_DETAIL)
    end_detail (walk, TRUE, line);
  else if (tag == TAG_FPM_DETAIL)
    end_detail (walk, FALSE, line);
  else if (tag == TAG_TPM_DETAIL)
    end_tank (walk);
  else if (tag == TAG_MSM_DETAIL)
    end_misc (walk);
}
