/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-date-style.h"
#include "fc-error.h"

#include <string.h>

/* D_FMT of the locales people at the demo's stations have, and of one for each other way to write a date. */
static const struct
{
  const char *pattern;
  FcDateStyle style;
} locales[] = {
  { "%d/%m/%y", { FC_DATE_DAY_FIRST, '/' } },     /* en_IE, en_GB, fr_FR */
  { "%d/%m/%Y", { FC_DATE_DAY_FIRST, '/' } },     /* pt_PT, pt_BR, it_IT */
  { "%d.%m.%Y", { FC_DATE_DAY_FIRST, '.' } },     /* de_DE, pl_PL */
  { "%d-%m-%Y", { FC_DATE_DAY_FIRST, '-' } },     /* nl_NL */
  { "%-d.%-m.%Y", { FC_DATE_DAY_FIRST, '.' } },   /* cs_CZ */
  { "%m/%d/%Y", { FC_DATE_MONTH_FIRST, '/' } },   /* en_US */
  { "%D", { FC_DATE_MONTH_FIRST, '/' } },
  { "%Y-%m-%d", { FC_DATE_YEAR_FIRST, '-' } },    /* sv_SE, lt_LT */
  { "%F", { FC_DATE_YEAR_FIRST, '-' } },
  { "%Y/%m/%d", { FC_DATE_YEAR_FIRST, '/' } },    /* zh_TW */
  { "%Y年%m月%d日", { FC_DATE_YEAR_FIRST, '-' } }, /* ja_JP */
};

static FcDate
read_date (const char  *text,
           FcDateStyle  style)
{
  g_autoptr (GError) error = NULL;
  FcDate date = G_MININT32;

  if (!fc_date_read (text, style, &date, &error))
    g_error ("%s", error->message);
  return date;
}

static void
test_a_locale_has_its_order (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      FcDateStyle style = fc_date_style_of_pattern (locales[i].pattern);

      g_assert_cmpint (style.order, ==, locales[i].style.order);
      g_assert_cmpint (style.separator, ==, locales[i].style.separator);
    }
}

static void
test_without_a_locale_the_companys_country_counts (void)
{
  g_assert_cmpint (fc_date_style_of_zone ("Europe/Dublin").order, ==, FC_DATE_DAY_FIRST);
  g_assert_cmpint (fc_date_style_of_zone ("Africa/Lagos").order, ==, FC_DATE_DAY_FIRST);
  g_assert_cmpint (fc_date_style_of_zone ("America/Sao_Paulo").order, ==, FC_DATE_DAY_FIRST);
  g_assert_cmpint (fc_date_style_of_zone ("America/Indiana/Knox").order, ==, FC_DATE_MONTH_FIRST);
  g_assert_cmpint (fc_date_style_of_zone ("Asia/Tokyo").order, ==, FC_DATE_YEAR_FIRST);
  g_assert_cmpint (fc_date_style_of_zone ("UTC").order, ==, FC_DATE_YEAR_FIRST);
  g_assert_cmpint (fc_date_style_of_zone ("Etc/GMT-3").order, ==, FC_DATE_YEAR_FIRST);
  g_assert_cmpint (fc_date_style_of_zone (NULL).order, ==, FC_DATE_YEAR_FIRST);
  g_assert_cmpint (fc_date_style_of_person ("Europe/Dublin").order, ==, FC_DATE_DAY_FIRST); /* tests run in C */
}

/* With any separator, with and without zeros, with two digits of this century, the date is read that was meant. */
static void
test_every_date_is_read_as_it_is_written (void)
{
  static const char separators[] = "/.- ";

  for (guint n = 0; n < 20000; n++)
    {
      FcDateStyle style = fc_date_style_of_pattern (locales[g_test_rand_int_range (0, G_N_ELEMENTS (locales))].pattern);
      FcDate date = fc_date_from_civil (2000, 1, 1) + g_test_rand_int_range (0, 36525);
      FcDateStyle typed = { style.order, separators[g_test_rand_int_range (0, 4)] };
      g_autofree char *shown = fc_date_write (date, style);
      g_autofree char *other = fc_date_write (date, typed);
      g_autofree char *iso = fc_date_to_iso (date);
      g_autofree char *brief = NULL;
      int year, month, day;

      g_test_message ("%s as %s", iso, other);
      g_assert_cmpint (read_date (shown, style), ==, date);
      g_assert_cmpint (read_date (other, style), ==, date);
      g_assert_cmpint (read_date (iso, style), ==, date);
      fc_date_to_civil (date, &year, &month, &day);
      if (style.order == FC_DATE_DAY_FIRST)
        brief = g_strdup_printf (" %d%c%d%c%02d ", day, typed.separator, month, typed.separator, year % 100);
      else if (style.order == FC_DATE_MONTH_FIRST)
        brief = g_strdup_printf ("%d%c%d%c%02d", month, typed.separator, day, typed.separator, year % 100);
      else
        brief = g_strdup_printf ("%02d%c%d%c%d", year % 100, typed.separator, month, typed.separator, day);
      g_assert_cmpint (read_date (brief, style), ==, date);
    }
}

static void
test_dots_have_blanks_behind_them (void)
{
  FcDateStyle style = { FC_DATE_DAY_FIRST, '.' };

  g_assert_cmpint (read_date ("20. 11. 2026", style), ==, fc_date_from_civil (2026, 11, 20));
  g_assert_cmpint (read_date ("20.11.2026.", style), ==, fc_date_from_civil (2026, 11, 20));
  g_assert_cmpint (read_date ("20 / 11 / 2026", style), ==, fc_date_from_civil (2026, 11, 20));
}

static void
test_what_may_be_two_days_is_not_guessed_at (void)
{
  FcDateStyle iso = fc_date_style_of_zone (NULL);
  FcDate date;

  g_assert_cmpint (read_date ("20/11/2026", iso), ==, fc_date_from_civil (2026, 11, 20));
  g_assert_cmpint (read_date ("11/20/2026", iso), ==, fc_date_from_civil (2026, 11, 20));
  g_assert_cmpint (read_date ("11/11/2026", iso), ==, fc_date_from_civil (2026, 11, 11));
  g_assert_false (fc_date_read ("10/11/2026", iso, &date, NULL));
}

static void
test_what_is_no_date_says_how_to_write_one (void)
{
  static const char *const wrong[] = { "", "20", "20/11", "31/11/2026", "29/02/2025", "20/11-2026", "20//11/2026",
                                       "20/11/126", "2026-11-20-1", "20/11/2026x", "99999/1/1", "0/1/2026", "1/0/2026",
                                       "1/1/0000", "2026-13-01", "-1/1/2026", "20/11/20 26", "١/١/٢٠٢٦" };
  FcDateStyle style = fc_date_style_of_zone ("Europe/Dublin");

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = g_strdup_printf ("“%s” is not a date; write it as 31/05/2024", wrong[i]);
      FcDate date = 7;

      g_assert_false (fc_date_read (wrong[i], style, &date, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
      g_assert_cmpstr (error->message, ==, expected);
      g_assert_cmpint (date, ==, 7);
    }
}

static void
assert_sentence (const char *time_zone,
                 const char *expected)
{
  g_autofree char *text = NULL;

  fc_date_style_use (fc_date_style_of_zone (time_zone));
  text = fc_date_format (fc_date_from_civil (2026, 11, 9));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_sentences_have_the_order_in_use (void)
{
  assert_sentence ("Europe/Dublin", "9 Nov 2026");
  assert_sentence ("America/New_York", "Nov 9, 2026");
  assert_sentence (NULL, "2026-11-09");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/date-style/a-locale-has-its-order", test_a_locale_has_its_order);
  g_test_add_func ("/base/date-style/without-a-locale-the-companys-country-counts",
                   test_without_a_locale_the_companys_country_counts);
  g_test_add_func ("/base/date-style/every-date-is-read-as-it-is-written", test_every_date_is_read_as_it_is_written);
  g_test_add_func ("/base/date-style/dots-have-blanks-behind-them", test_dots_have_blanks_behind_them);
  g_test_add_func ("/base/date-style/what-may-be-two-days-is-not-guessed-at",
                   test_what_may_be_two_days_is_not_guessed_at);
  g_test_add_func ("/base/date-style/what-is-no-date-says-how-to-write-one",
                   test_what_is_no_date_says_how_to_write_one);
  g_test_add_func ("/base/date-style/sentences-have-the-order-in-use", test_sentences_have_the_order_in_use);
  return g_test_run ();
}
