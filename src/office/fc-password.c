/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-password.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fc-error.h"

/* Bits from which on a password is fair, and good. */
#define FAIR_BITS 50
#define GOOD_BITS 70

#define SHORTEST_KNOWN 3 /* shorter names are in many a good password by chance */

/* What is tried first, whoever the person is; folded. */
static const char *const common[] = {
  "password", "passwort", "qwertyui", "qwertzui", "asdfghjk", "iloveyou", "sunshine", "princess", "football", "baseball",
  "superman", "trustno1", "changeme", "welcome1", "letmein1", "forecourt", "station1", "petrol", NULL,
};

/* Takes all of @word out of @text. */
static void
take_out (GString    *text,
          const char *word)
{
  if (g_utf8_strlen (word, -1) >= SHORTEST_KNOWN)
    g_string_replace (text, word, "", 0);
}

/* An e-mail address is known by its parts, too. */
static void
take_out_known (GString    *text,
                const char *known)
{
  g_autofree char *folded = g_utf8_casefold (known, -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, "@. -_", -1);

  take_out (text, folded);
  for (guint i = 0; parts[i] != NULL; i++)
    take_out (text, parts[i]);
}

/* Characters that the ones before them do not foretell: neither another of the same nor the next of a row like 4567. */
static guint
count_surprises (const char *text)
{
  gunichar before = 0;
  gint64 step_before = G_MAXINT;
  guint n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gint64 step = (gint64) c - (gint64) before;

      if (before == 0 || ABS (step) > 1 || step != step_before)
        n += before == 0 || c != before;
      before = c;
      step_before = step;
    }
  return n;
}

static double
alphabet_of (const char *password)
{
  gboolean lower = FALSE, upper = FALSE, digit = FALSE, other = FALSE;

  for (const char *at = password; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isdigit (c))
        digit = TRUE;
      else if (g_unichar_isupper (c))
        upper = TRUE;
      else if (g_unichar_isalpha (c))
        lower = TRUE;
      else
        other = TRUE;
    }
  return 26.0 * lower + 26.0 * upper + 10.0 * digit + 20.0 * other;
}

/* Of 8 to 200 characters. */
static gboolean
has_length (const char *password)
{
  glong length = g_utf8_validate (password, -1, NULL) ? g_utf8_strlen (password, -1) : 0;

  return length >= FC_PASSWORD_LEAST && length <= FC_PASSWORD_MOST;
}

/* What is left of it when what everybody knows or tries is taken out. */
static char *
leave_rest (const char        *password,
            const char *const *known)
{
  g_autofree char *folded = g_utf8_casefold (password, -1);
  GString *rest = g_string_new (folded);

  for (guint i = 0; known != NULL && known[i] != NULL; i++)
    take_out_known (rest, known[i]);
  for (guint i = 0; common[i] != NULL; i++)
    take_out (rest, common[i]);
  return g_string_free (rest, FALSE);
}

FcPasswordStrength
fc_password_judge (const char        *password,
                   const char *const *known)
{
  g_autofree char *rest = NULL;
  guint surprises;
  double bits;

  if (!has_length (password))
    return FC_PASSWORD_REFUSED;
  rest = leave_rest (password, known);
  surprises = count_surprises (rest);
  if (surprises < FC_PASSWORD_LEAST / 2)
    return FC_PASSWORD_REFUSED;
  bits = surprises * log2 (alphabet_of (password));
  return bits < FAIR_BITS ? FC_PASSWORD_WEAK : bits < GOOD_BITS ? FC_PASSWORD_FAIR : FC_PASSWORD_GOOD;
}

/**
 * fc_password_is_good:
 * @known: (nullable): what everybody knows of the person: name, e-mail, company
 *
 * Whether somebody may choose it. Errors: FC_ERROR_INVALID with what is wrong with it.
 */
gboolean
fc_password_is_good (const char         *password,
                     const char *const  *known,
                     GError            **error)
{
  if (!has_length (password))
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("A password has %d to %d characters."), FC_PASSWORD_LEAST,
                 FC_PASSWORD_MOST);
  else if (fc_password_judge (password, known) == FC_PASSWORD_REFUSED)
    g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID,
                         _ ("That password is among the first that anybody would try. Three or four words that do not belong "
                            "together make a good one."));
  else
    return TRUE;
  return FALSE;
}
