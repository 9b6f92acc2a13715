/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-words.h"

#include "fc-display.h"
#include "fc-field-text.h"

#include <glib/gi18n.h>

typedef struct {
  const char *state;
  const char *word;
  const char *icon_name;
  const char *style;
} Look;

static const Look looks[] = {
  { "missing", NC_ ("day", "No shifts"), "list-remove-symbolic", "dim-label" },
  { "open", NC_ ("day", "Open"), "document-edit-symbolic", NULL },
  { "ready", NC_ ("day", "Ready"), "go-next-symbolic", "accent" },
  { "closed", NC_ ("day", "Closed"), "changes-prevent-symbolic", "success" },
  { "reopened", NC_ ("day", "Reopened"), "changes-allow-symbolic", "warning" },
};

static const Look *
look_of (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].state, state) == 0)
      return &looks[i];
  return &looks[1];
}

const char *
fc_day_state_word (const char *state)
{
  return g_dpgettext2 (NULL, "day", look_of (state)->word);
}

const char *
fc_day_state_icon (const char *state)
{
  return look_of (state)->icon_name;
}

const char *
fc_day_state_style (const char *state)
{
  return look_of (state)->style;
}

/**
 * fc_day_title:
 *
 * Returns: (transfer full): "Harbour Road, 20 Nov 2026"
 */
char *
fc_day_title (const FcDaySheet *sheet)
{
  g_autofree char *date = fc_show_date_long (sheet->date);
  const char *station = sheet->station != NULL ? fc_record_get_text (sheet->station, FC_STATION_NAME) : NULL;

  if (station == NULL)
    return g_steal_pointer (&date);
  /* Translators: a station and a date */
  return g_strdup_printf (_ ("%s, %s"), station, date);
}

/* (transfer full): who closed the day and when, and whether what was signed still stands. */
static char *
closed_words (const FcDaySheet *sheet)
{
  FcRecord *day = sheet->day;
  g_autofree char *at = fc_show_time_long (fc_record_get_int (day, FC_DAY_CLOSE_CLOSED_AT), NULL);
  int version = (int) fc_record_get_int (day, FC_DAY_CLOSE_REVISION);
  const char *signer = fc_day_sheet_get_signer (sheet);

  if (signer != NULL)
    /* Translators: a time, a name, how it was signed (“PIN”), a number */
    return g_strdup_printf (_ ("Closed %s, signed by %s (%s), version %d"), at, signer,
                            fc_choice_label (fc_record_get_text (day, FC_DAY_CLOSE_METHOD)), version);
  if (!fc_record_is_null (day, FC_DAY_CLOSE_SIGNER))
    return g_strdup_printf (_ ("Closed %s, version %d: the figures have changed since %s signed"), at, version,
                            fc_record_get_text (day, FC_DAY_CLOSE_SIGNER));
  return g_strdup_printf (_ ("Closed %s, version %d"), at, version);
}

/**
 * fc_day_standing:
 *
 * Returns: (transfer full): a sentence: who closed the day, why it was reopened, or what there is to do
 */
char *
fc_day_standing (const FcDaySheet *sheet)
{
  if (sheet->state == FC_DAY_CLOSED)
    return closed_words (sheet);
  if (sheet->state == FC_DAY_REOPENED)
    return g_strdup_printf (_ ("Reopened: %s"), fc_record_get_text (sheet->day, FC_DAY_CLOSE_REOPEN_REASON));
  return g_strdup (_ ("Work through the list from top to bottom, then sign."));
}

const char *
fc_day_step_title (FcDayStep step)
{
  static const char *const titles[FC_N_DAY_STEPS] = { N_ ("Shifts"), N_ ("Meters"),            N_ ("Tanks"),
                                                      N_ ("Cash"),   N_ ("Tomorrow’s prices"), N_ ("Close the day") };

  return _ (titles[step]);
}
