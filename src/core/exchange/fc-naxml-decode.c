/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-naxml-decode-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK        16384
#define MAX_PROLOG   65536
#define TAIL         256
#define REPLACEMENT  0xFFFD

typedef enum {
  CODING_UTF8,
  CODING_UTF16LE,
  CODING_UTF16BE,
  CODING_TABLE,
} Coding;

struct _FcDecoder {
  GInputStream *stream;
  gsize left; /* bytes that may still come */
  FcMessages *messages;
  const char *file;
  GChecksum *digest;
  GError *error;
  FcDecoderState state;

  Coding coding;
  char *encoding;
  gunichar table[128]; /* what 0x80 to 0xFF stand for */
  guint8 raw[BLOCK];
  gsize raw_length; /* of which an incomplete character is carried over */
  gboolean begun;
  gboolean ended;

  GString *text; /* decoded, not yet handed out */
  GString *tail; /* the last bytes of it */
  gsize text_offset;
  guint line;
  guint bad_line; /* the last line a bad byte was reported for */
};

/**
 * fc_decoder_new:
 * @stream: raw bytes
 * @max_bytes: more than this is refused with FC_DECODER_TOO_LARGE
 * @messages: gets one warning per line with bytes that do not fit the encoding
 * @file: (nullable): interned base name for messages
 */
FcDecoder *
fc_decoder_new (GInputStream *stream,
                gsize         max_bytes,
                FcMessages   *messages,
                const char   *file)
{
  FcDecoder *self = g_new0 (FcDecoder, 1);

  self->stream = g_object_ref (stream);
  self->left = max_bytes;
  self->messages = messages;
  self->file = file;
  self->digest = g_checksum_new (G_CHECKSUM_SHA256);
  self->text = g_string_new (NULL);
  self->tail = g_string_new (NULL);
  self->line = 1;
  return self;
}

void
fc_decoder_free (FcDecoder *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->stream);
  g_checksum_free (self->digest);
  g_clear_error (&self->error);
  g_free (self->encoding);
  g_string_free (self->text, TRUE);
  g_string_free (self->tail, TRUE);
  g_free (self);
}

static void
report_bad (FcDecoder  *self,
            const char *sentence,
            guint       value)
{
  if (self->bad_line == self->line)
    return;
  self->bad_line = self->line;
  fc_messages_add (self->messages, FC_SEVERITY_WARNING, self->file, self->line, sentence, value, self->encoding);
}

static void
put (FcDecoder *self,
     gunichar   character)
{
  if (character >= 0x20 && character < 0x7F)
    {
      g_string_append_c (self->text, (char) character);
      return;
    }
  if (character == '\n')
    self->line++;
  else if (character == 0xFEFF)
    return;
  else if ((character < 0x20 && character != '\t' && character != '\r') || (character & 0xFFFE) == 0xFFFE ||
           (character >= 0xD800 && character < 0xE000))
    {
      report_bad (self, _ ("Character 0x%02X does not fit the file's encoding (%s); it was read as best as can be"),
                  character);
      character = REPLACEMENT;
    }
  g_string_append_unichar (self->text, character);
}

static gsize
decode_utf8 (FcDecoder *self)
{
  gsize at = 0;

  while (at < self->raw_length)
    {
      const char *start = (const char *) self->raw + at;
      gunichar character;

      if (self->raw[at] < 0x80)
        {
          put (self, self->raw[at++]);
          continue;
        }
      character = g_utf8_get_char_validated (start, (gssize) (self->raw_length - at));
      if (character == (gunichar) -2 && !self->ended)
        break;
      if (character == (gunichar) -2)
        return self->raw_length; /* cut off inside a character: the XML cannot be whole either */
      if (character == (gunichar) -1)
        {
          report_bad (self, _ ("Byte 0x%02X does not fit the file's encoding (%s); it was read as best as can be"),
                      self->raw[at]);
          put (self, self->table[self->raw[at++] - 0x80]);
          continue;
        }
      put (self, character);
      at += (gsize) g_unichar_to_utf8 (character, NULL);
    }
  return at;
}

static guint
unit16 (FcDecoder *self,
        gsize      at)
{
  if (self->coding == CODING_UTF16LE)
    return (guint) (self->raw[at] | self->raw[at + 1] << 8);
  return (guint) (self->raw[at] << 8 | self->raw[at + 1]);
}

static gsize
decode_utf16 (FcDecoder *self)
{
  gsize at = 0;

  while (at + 2 <= self->raw_length)
    {
      guint unit = unit16 (self, at);

      if (unit >= 0xD800 && unit < 0xDC00)
        {
          guint next;

          if (at + 4 > self->raw_length)
            break;
          next = unit16 (self, at + 2);
          if (next >= 0xDC00 && next < 0xE000)
            {
              put (self, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
              at += 4;
              continue;
            }
        }
      put (self, unit);
      at += 2;
    }
  return at;
}

static gsize
decode_table (FcDecoder *self)
{
  for (gsize at = 0; at < self->raw_length; at++)
    put (self, self->raw[at] < 0x80 ? self->raw[at] : self->table[self->raw[at] - 0x80]);
  return self->raw_length;
}

static void
decode (FcDecoder *self)
{
  gsize used;

  if (self->coding == CODING_UTF8)
    used = decode_utf8 (self);
  else if (self->coding == CODING_TABLE)
    used = decode_table (self);
  else
    used = decode_utf16 (self);
  self->raw_length -= used;
  memmove (self->raw, self->raw + used, self->raw_length);
}

static gboolean
is_single_byte_name (const char *name)
{
  static const char *const families[] = { "iso-8859-", "iso8859-", "windows-125", "cp125", "koi8-", NULL };
  static const char *const others[] = { "latin1", "iso_8859-1", "l1", "cp850", "ibm850", "cp437", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (int i = 0; families[i] != NULL; i++)
    if (g_str_has_prefix (lower, families[i]) && strlen (lower) < strlen (families[i]) + 3)
      return TRUE;
  return g_strv_contains (others, lower);
}

/* ISO-8859-1 means Windows-1252 in practice: nobody writes C1 control characters. */
static void
fill_latin1 (FcDecoder *self)
{
  static const guint16 c1[32] = {
    0x20AC, REPLACEMENT, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, REPLACEMENT, 0x017D, REPLACEMENT, REPLACEMENT, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, REPLACEMENT, 0x017E, 0x0178,
  };

  for (guint i = 0; i < 128; i++)
    self->table[i] = i < G_N_ELEMENTS (c1) ? c1[i] : i + 0x80;
}

static gboolean
fill_table (FcDecoder  *self,
            const char *name)
{
  if (g_ascii_strcasecmp (name, "latin1") == 0 || g_ascii_strcasecmp (name, "l1") == 0 ||
      g_str_has_suffix (name, "8859-1") || g_str_has_suffix (name, "1252"))
    {
      fill_latin1 (self);
      return TRUE;
    }
  for (guint i = 0; i < 128; i++)
    {
      char byte = (char) (i + 0x80);
      g_autofree char *utf8 = g_convert (&byte, 1, "UTF-8", name, NULL, NULL, NULL);

      if (utf8 == NULL && i == 0x41)
        return FALSE;
      self->table[i] = utf8 != NULL && utf8[0] != '\0' ? g_utf8_get_char (utf8) : REPLACEMENT;
    }
  return TRUE;
}

static char *
declared_encoding (FcDecoder *self)
{
  g_autofree char *head = g_strndup ((const char *) self->raw, MIN (self->raw_length, 1024));
  g_autoptr (GRegex) regex =
      g_regex_new ("^(?:\xEF\xBB\xBF)?\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"']",
                   G_REGEX_RAW | G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, head, 0, &match))
    return NULL;
  return g_match_info_fetch (match, 1);
}

static void
settle (FcDecoder  *self,
        Coding      coding,
        const char *encoding)
{
  self->coding = coding;
  g_free (self->encoding);
  self->encoding = g_strdup (encoding);
}

static void
settle_declared (FcDecoder  *self,
                 const char *declared)
{
  if (declared == NULL || g_ascii_strcasecmp (declared, "utf-8") == 0 || g_ascii_strcasecmp (declared, "utf8") == 0 ||
      g_ascii_strcasecmp (declared, "us-ascii") == 0 || g_ascii_strcasecmp (declared, "ascii") == 0)
    return;
  if (g_ascii_strncasecmp (declared, "utf-16", 6) == 0 || g_ascii_strncasecmp (declared, "utf16", 5) == 0)
    fc_messages_add (self->messages, FC_SEVERITY_NOTE, self->file, 1,
                     _ ("The file calls itself %s but its bytes are not; it was read as UTF-8"), declared);
  else if (is_single_byte_name (declared) && fill_table (self, declared))
    settle (self, CODING_TABLE, declared);
  else
    {
      settle (self, CODING_UTF8, declared);
      self->state = FC_DECODER_ENCODING;
    }
}

static void
find_encoding (FcDecoder *self)
{
  const guint8 *raw = self->raw;
  gsize n = self->raw_length;
  g_autofree char *declared = NULL;

  fill_latin1 (self);
  if (n >= 2 && ((raw[0] == 0xFF && raw[1] == 0xFE) || (raw[0] != 0 && raw[1] == 0)))
    {
      settle (self, CODING_UTF16LE, "UTF-16");
      return;
    }
  if (n >= 2 && ((raw[0] == 0xFE && raw[1] == 0xFF) || (raw[0] == 0 && raw[1] != 0)))
    {
      settle (self, CODING_UTF16BE, "UTF-16");
      return;
    }
  settle (self, CODING_UTF8, "UTF-8");
  if (n >= 3 && memcmp (raw, "\xEF\xBB\xBF", 3) == 0)
    return;
  declared = declared_encoding (self);
  settle_declared (self, declared);
}

static void
read_raw (FcDecoder *self)
{
  gsize wanted = MIN (BLOCK - self->raw_length, self->left + 1), got = 0;

  if (!g_input_stream_read_all (self->stream, self->raw + self->raw_length, wanted, &got, NULL, &self->error))
    {
      self->state = FC_DECODER_IO;
      self->ended = TRUE;
      return;
    }
  if (got > self->left)
    {
      self->state = FC_DECODER_TOO_LARGE;
      self->ended = TRUE;
      return;
    }
  g_checksum_update (self->digest, self->raw + self->raw_length, (gssize) got);
  self->left -= got;
  self->raw_length += got;
  self->ended = got < wanted;
}

static void
keep_tail (FcDecoder *self,
           gsize      from)
{
  g_string_append (self->tail, self->text->str + MAX (from, self->text->len > TAIL ? self->text->len - TAIL : 0));
  if (self->tail->len > TAIL)
    g_string_erase (self->tail, 0, (gssize) (self->tail->len - TAIL));
}

static void
fill (FcDecoder *self)
{
  gsize from;

  g_string_erase (self->text, 0, (gssize) self->text_offset);
  self->text_offset = 0;
  read_raw (self);
  if (self->state != FC_DECODER_FINE)
    return;
  if (!self->begun)
    find_encoding (self);
  self->begun = TRUE;
  from = self->text->len;
  if (self->state == FC_DECODER_FINE)
    decode (self);
  keep_tail (self, from);
}

/* The XML declaration has done its work, and blanks before it would be an error: keep only its line breaks. */
static void
blank (FcDecoder *self,
       gsize      from,
       gsize      to)
{
  for (gsize i = from; i < to; i++)
    if (self->text->str[i] != '\n')
      self->text->str[i] = ' ';
}

/* Returns: where the construct at @at ends, or 0 where it has not ended yet */
static gsize
end_of (FcDecoder  *self,
        gsize       at,
        const char *terminator)
{
  const char *end = strstr (self->text->str + at, terminator);

  return end != NULL ? (gsize) (end - self->text->str) + strlen (terminator) : 0;
}

/* Walks to the root element. Returns TRUE when settled, FALSE when more text is needed. */
static gboolean
scan_prolog (FcDecoder *self)
{
  gsize at = 0, end;
  const char *text = self->text->str;

  for (;;)
    {
      while (g_ascii_isspace (text[at]))
        at++;
      if (text[at] == '\0' || (strlen (text + at) < 9 && !self->ended))
        {
          if (self->ended && self->text->len == at)
            self->state = FC_DECODER_EMPTY;
          return self->ended;
        }
      if (text[at] != '<')
        {
          self->state = FC_DECODER_NOT_XML;
          return TRUE;
        }
      if (g_ascii_strncasecmp (text + at, "<!DOCTYPE", 9) == 0)
        {
          self->state = FC_DECODER_DTD;
          return TRUE;
        }
      if (!g_str_has_prefix (text + at, "<?") && !g_str_has_prefix (text + at, "<!--"))
        return TRUE;
      end = end_of (self, at, text[at + 1] == '?' ? "?>" : "-->");
      if (end == 0)
        return self->ended;
      if (g_ascii_strncasecmp (text + at, "<?xml", 5) == 0 && g_ascii_isspace (text[at + 5]))
        blank (self, at, end);
      at = end;
    }
}

static void
begin (FcDecoder *self)
{
  do
    {
      fill (self);
      if (self->state != FC_DECODER_FINE || scan_prolog (self))
        return;
    }
  while (self->text->len < MAX_PROLOG);
  self->state = FC_DECODER_NOT_XML;
}

/**
 * fc_decoder_read:
 * @self: (type gpointer): an FcDecoder; the signature is libxml2's xmlInputReadCallback
 *
 * Returns: how many bytes of UTF-8 were put in @buffer, 0 at the end or when the file is refused, -1 on an I/O error
 */
int
fc_decoder_read (gpointer self_,
                 char    *buffer,
                 int      length)
{
  FcDecoder *self = self_;
  gsize n;

  if (!self->begun)
    begin (self);
  while (self->state == FC_DECODER_FINE && self->text_offset >= self->text->len && !self->ended)
    fill (self);
  if (self->state != FC_DECODER_FINE)
    return self->state == FC_DECODER_IO ? -1 : 0;
  n = MIN ((gsize) length, self->text->len - self->text_offset);
  if (n > 0)
    memcpy (buffer, self->text->str + self->text_offset, n);
  self->text_offset += n;
  return (int) n;
}

/**
 * fc_decoder_get_state:
 *
 * Looks at the prolog first where nothing was read yet.
 */
FcDecoderState
fc_decoder_get_state (FcDecoder *self)
{
  if (!self->begun)
    begin (self);
  return self->state;
}

const char *
fc_decoder_get_encoding (FcDecoder *self)
{
  return self->encoding;
}

/**
 * fc_decoder_steal_error:
 *
 * Returns: (transfer full) (nullable): what the stream said
 */
GError *
fc_decoder_steal_error (FcDecoder *self)
{
  return g_steal_pointer (&self->error);
}

/**
 * fc_decoder_finish:
 *
 * Reads what is left of the stream: nothing can be read afterwards.
 */
void
fc_decoder_finish (FcDecoder *self)
{
  while (!self->ended && self->state == FC_DECODER_FINE)
    {
      self->text_offset = self->text->len;
      fill (self);
    }
}

/**
 * fc_decoder_get_digest:
 *
 * Returns: (transfer none): after fc_decoder_finish() the SHA-256 of the raw bytes, 64 hexadecimal digits
 */
const char *
fc_decoder_get_digest (FcDecoder *self)
{
  return g_checksum_get_string (self->digest);
}

/**
 * fc_decoder_get_line:
 *
 * Returns: after fc_decoder_finish() the number of the last line
 */
guint
fc_decoder_get_line (FcDecoder *self)
{
  return self->line;
}

/**
 * fc_decoder_get_tail:
 *
 * Returns: (transfer none): after fc_decoder_finish() the last bytes of the text, blanks at the end left out
 */
const char *
fc_decoder_get_tail (FcDecoder *self)
{
  return g_strchomp (self->tail->str);
}
