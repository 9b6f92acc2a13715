/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-id.h"

#include <sodium.h>
#include <string.h>

static void
stamp (FcId   *id,
       guint8  version)
{
  id->bytes[6] = (id->bytes[6] & 0x0f) | (version << 4);
  id->bytes[8] = (id->bytes[8] & 0x3f) | 0x80;
}

/**
 * fc_id_put_time:
 * @time_us: UTC µs, kept to the millisecond; before 1970 as 1970
 *
 * What @id then begins with, whatever its version: ids of one time are neighbours in a table.
 */
void
fc_id_put_time (FcId   *id,
                gint64  time_us)
{
  guint64 ms = (guint64) MAX (time_us, 0) / 1000;

  for (int i = 0; i < 6; i++)
    id->bytes[i] = (guint8) (ms >> (40 - 8 * i));
}

/**
 * fc_id_new:
 * @now_us: UTC µs; the id sorts by it, to the millisecond
 *
 * Makes a UUIDv7 (RFC 9562) from the system's random source. Any thread.
 */
FcId
fc_id_new (gint64 now_us)
{
  FcId id;

  randombytes_buf (id.bytes, sizeof id.bytes);
  fc_id_put_time (&id, now_us);
  stamp (&id, 7);
  return id;
}

/**
 * fc_id_new_seeded:
 *
 * As fc_id_new(), from @rand: for the demo company, tests and the simulator.
 */
FcId
fc_id_new_seeded (gint64  now_us,
                  GRand  *rand)
{
  FcId id;

  for (int i = 0; i < 16; i++)
    id.bytes[i] = (guint8) g_rand_int (rand);
  fc_id_put_time (&id, now_us);
  stamp (&id, 7);
  return id;
}

static FcId
from_digest (GChecksum *sum)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  FcId id;

  g_checksum_get_digest (sum, digest, &length);
  memcpy (id.bytes, digest, sizeof id.bytes);
  stamp (&id, 8);
  return id;
}

/**
 * fc_id_from_key:
 * @first: the first part of the natural key; further parts, then %NULL
 *
 * A UUIDv8 from the truncated SHA-256 of the parts, each with its final zero so that
 * ("a", "bc") and ("ab", "c") differ. Two offices that import the same file make the same ids.
 */
FcId
fc_id_from_key (const char *first,
                ...)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  va_list args;

  va_start (args, first);
  for (const char *part = first; part != NULL; part = va_arg (args, const char *))
    g_checksum_update (sum, (const guchar *) part, (gssize) strlen (part) + 1);
  va_end (args);
  return from_digest (sum);
}

/**
 * fc_id_derive:
 *
 * The @n-th id that @parent stands for in the role @purpose: rows, events and audit lines
 * that a command makes get the same ids in the office and at the hub.
 */
FcId
fc_id_derive (const FcId *parent,
              const char *purpose,
              guint       n)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint32 be = GUINT32_TO_BE (n);

  g_checksum_update (sum, parent->bytes, sizeof parent->bytes);
  g_checksum_update (sum, (const guchar *) purpose, (gssize) strlen (purpose) + 1);
  g_checksum_update (sum, (const guchar *) &be, sizeof be);
  return from_digest (sum);
}

/**
 * fc_id_from_string:
 * @text: (nullable): the 36-character form, either case
 * @out: set only on success
 */
gboolean
fc_id_from_string (const char *text,
                   FcId       *out)
{
  FcId id;
  gsize n = 0;

  if (text == NULL || strlen (text) != FC_ID_STRING_LENGTH)
    return FALSE;
  for (gsize i = 0; i < FC_ID_STRING_LENGTH; i++)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (text[i] != '-')
            return FALSE;
          continue;
        }
      if (!g_ascii_isxdigit (text[i]) || !g_ascii_isxdigit (text[i + 1]))
        return FALSE;
      id.bytes[n++] = (guint8) (g_ascii_xdigit_value (text[i]) << 4 | g_ascii_xdigit_value (text[i + 1]));
      i++;
    }
  *out = id;
  return TRUE;
}

FcId
fc_id_from_bytes (gconstpointer bytes)
{
  FcId id;

  memcpy (id.bytes, bytes, sizeof id.bytes);
  return id;
}

void
fc_id_to_string (const FcId *id,
                 char        out[FC_ID_STRING_LENGTH + 1])
{
  static const char hex[] = "0123456789abcdef";
  int at = 0;

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        out[at++] = '-';
      out[at++] = hex[id->bytes[i] >> 4];
      out[at++] = hex[id->bytes[i] & 0xf];
    }
  out[at] = '\0';
}

/**
 * fc_id_dup_string:
 *
 * Returns: (transfer full): the 36-character form
 */
char *
fc_id_dup_string (const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  return g_strdup (text);
}

/**
 * fc_id_time_us:
 *
 * Returns: UTC µs a UUIDv7 was made at (to the millisecond), 0 for other versions
 */
gint64
fc_id_time_us (const FcId *id)
{
  gint64 ms = 0;

  if (id->bytes[6] >> 4 != 7)
    return 0;
  for (int i = 0; i < 6; i++)
    ms = ms << 8 | id->bytes[i];
  return ms * 1000;
}

gboolean
fc_id_is_null (const FcId *id)
{
  static const FcId null;

  return memcmp (id, &null, sizeof null) == 0;
}

int
fc_id_compare (const FcId *a,
               const FcId *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

guint
fc_id_hash (gconstpointer id)
{
  guint32 word[4];

  memcpy (word, id, sizeof word);
  return word[0] ^ word[1] * 31 ^ word[2] * 17 ^ word[3] * 131;
}

gboolean
fc_id_equal (gconstpointer a,
             gconstpointer b)
{
  return fc_id_compare (a, b) == 0;
}
