/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-movement-file.h"

#include <string.h>

/**
 * fc_movement_file_kind:
 * @base_name: a file's name without its folder
 *
 * Names are FGM…, FPM…, TPM…, MSM…, MCM…, TLM…, ISM… and PJR… with .xml at the end, in any case. Hidden and
 * temporary names (".FGM1.xml", "~FGM1.xml", "FGM1.xml.part") are nobody's business yet.
 *
 * Returns: the kind the name promises, FC_NAXML_NONE for other files
 */
FcNaxmlKind
fc_movement_file_kind (const char *base_name)
{
  gsize length = strlen (base_name);

  if (length < 7 || g_ascii_strcasecmp (base_name + length - 4, ".xml") != 0)
    return FC_NAXML_NONE;
  for (FcNaxmlKind kind = FC_NAXML_FGM; kind <= FC_NAXML_PJR; kind++)
    if (g_ascii_strncasecmp (base_name, fc_naxml_kind_to_string (kind), 3) == 0 && !g_ascii_isalpha (base_name[3]))
      return kind;
  return FC_NAXML_NONE;
}

/**
 * fc_movement_file_is_settled:
 * @before: (nullable): what the last look saw
 * @now: what this look sees
 * @now_us: UTC µs
 *
 * A clock of another computer may be ahead: a time in the future counts as settled once two looks agree.
 *
 * Returns: whether the file has stopped growing and may be read
 */
gboolean
fc_movement_file_is_settled (const FcFileStat *before,
                             const FcFileStat *now,
                             gint64            now_us)
{
  gboolean same = before != NULL && before->size == now->size && before->modified_us == now->modified_us;

  if (now->size == 0)
    return FALSE;
  if (now->modified_us > now_us)
    return same;
  return now_us - now->modified_us >= FC_MOVEMENT_FILE_SETTLE_US;
}

/**
 * fc_movement_file_try_again:
 * @error: what fc_naxml_parse_file() said
 *
 * Returns: whether another look later may find the rest of the file
 */
gboolean
fc_movement_file_try_again (const GError     *error,
                            const FcFileStat *now,
                            gint64            now_us)
{
  if (!g_error_matches (error, FC_NAXML_ERROR, FC_NAXML_ERROR_TRUNCATED) &&
      !g_error_matches (error, FC_NAXML_ERROR, FC_NAXML_ERROR_EMPTY) &&
      !g_error_matches (error, FC_NAXML_ERROR, FC_NAXML_ERROR_IO))
    return FALSE;
  return now_us - now->modified_us < FC_MOVEMENT_FILE_GIVE_UP_US;
}

/**
 * fc_movement_file_compare:
 *
 * Orders names so that files of one close come together: by what follows the three letters, then by kind.
 */
int
fc_movement_file_compare (const char *a,
                          const char *b)
{
  gboolean both = fc_movement_file_kind (a) != FC_NAXML_NONE && fc_movement_file_kind (b) != FC_NAXML_NONE;
  int order = both ? g_ascii_strcasecmp (a + 3, b + 3) : 0;

  return order != 0 ? order : strcmp (a, b);
}
