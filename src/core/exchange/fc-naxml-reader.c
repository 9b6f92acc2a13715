/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-naxml-decode-private.h"
#include "fc-naxml-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

/* libxml2's push parser rather than its text reader: the reader parses ahead, and where the XML breaks it
 * loses what came just before. Here each element arrives in its turn, with its exact line. */

#define BLOCK 8192

typedef struct {
  FcNaxmlWalk walk;
  xmlParserCtxtPtr parser;
  GString *text; /* of the leaf element being read, at most FC_NAXML_MAX_TEXT bytes and one to tell */
  gboolean element_open;
  gboolean root_closed;
  char *root; /* (nullable): its name as written */
  gboolean cut_off;
  gboolean wrong_root;
  gboolean foreign; /* … and that is certain */
  gboolean dtd;
  int error_code; /* the first xmlParserErrors of libxml2 */
  guint error_line;
  char *error_text;
} Reading;

static void
keep_first_error_cb (void           *data,
                     const xmlError *error)
{
  Reading *reading = data;

  /* Lesser ones, as a prefix without a namespace, do not stop the parser. */
  if (error->level != XML_ERR_FATAL || reading->error_text != NULL)
    return;
  reading->error_code = error->code;
  reading->error_line = (guint) MAX (error->line, 0);
  reading->error_text = g_strstrip (g_strdup (error->message != NULL ? error->message : _ ("not well-formed")));
}

static guint
current_line (Reading *reading)
{
  return (guint) MAX (xmlSAX2GetLineNumber (reading->parser), 1);
}

/* libxml2 gives five pointers for each attribute: local name, prefix, namespace, where the value begins and ends. */
static char *
find_attribute (const xmlChar **attributes,
                int             n_attributes,
                const char     *name)
{
  for (int i = 0; i < n_attributes; i++, attributes += 5)
    if (g_ascii_strcasecmp ((const char *) attributes[0], name) == 0)
      return g_strndup ((const char *) attributes[3], MIN ((gsize) (attributes[4] - attributes[3]), FC_NAXML_MAX_TEXT));
  return NULL;
}

static FcNaxmlKind
kind_of_movement (FcNaxmlTag tag)
{
  switch ((int) tag)
    {
    case TAG_FUEL_GRADE_MOVEMENT: return FC_NAXML_FGM;
    case TAG_FUEL_PRODUCT_MOVEMENT: return FC_NAXML_FPM;
    case TAG_TANK_PRODUCT_MOVEMENT: return FC_NAXML_TPM;
    case TAG_MISC_MOVEMENT: return FC_NAXML_MSM;
    case TAG_MERCHANDISE_CODE_MOVEMENT: return FC_NAXML_MCM;
    case TAG_TAX_LEVEL_MOVEMENT: return FC_NAXML_TLM;
    case TAG_ITEM_SALES_MOVEMENT: return FC_NAXML_ISM;
    default: return FC_NAXML_NONE;
    }
}

static gboolean
is_read (FcNaxmlKind kind)
{
  return kind != FC_NAXML_MCM && kind != FC_NAXML_TLM && kind != FC_NAXML_ISM;
}

static void
start_movement (FcNaxmlWalk *walk,
                FcNaxmlKind  kind,
                guint        line)
{
  if (walk->report->kind != FC_NAXML_NONE)
    {
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, line,
                         _ ("The file has a second movement (%s); only the first one (%s) is read"),
                         fc_naxml_kind_to_string (kind), fc_naxml_kind_to_string (walk->report->kind));
      walk->skip_depth = walk->depth;
      return;
    }
  walk->report->kind = kind;
  walk->movement_depth = walk->depth;
  if (!is_read (kind))
    fc_naxml_complain (walk, FC_SEVERITY_NOTE, line, _ ("Files of the kind %s are recognised but not imported"),
                       fc_naxml_kind_to_string (kind));
}

static void
start_root (Reading        *reading,
            FcNaxmlTag      tag,
            const char     *name,
            const xmlChar **attributes,
            int             n_attributes)
{
  FcNaxmlReport *report = reading->walk.report;
  g_autofree char *version = find_attribute (attributes, n_attributes, "version");

  reading->root = g_strdup (name);
  reading->wrong_root = tag != TAG_MOVEMENT_REPORT && tag != TAG_POS_JOURNAL;
  if (tag == TAG_POS_JOURNAL)
    report->kind = FC_NAXML_PJR;
  if (version != NULL && version[0] != '\0')
    fc_naxml_read_id (&reading->walk, "Version", version, 1, &report->version);
}

/* Something follows a root that is none of ours. (Before, its name may have been cut off.) */
static gboolean
is_foreign (Reading *reading)
{
  if (!reading->wrong_root)
    return FALSE;
  reading->foreign = TRUE;
  xmlStopParser (reading->parser);
  return TRUE;
}

static void
start_inner (Reading        *reading,
             FcNaxmlTag      tag,
             guint           line,
             const xmlChar **attributes,
             int             n_attributes)
{
  FcNaxmlWalk *walk = &reading->walk;

  if (walk->skip_depth > 0)
    return;
  if (walk->report->kind == FC_NAXML_PJR)
    {
      g_autofree char *status = find_attribute (attributes, n_attributes, "status");
      g_autofree char *value = find_attribute (attributes, n_attributes, "value");

      fc_naxml_journal_start (walk, tag, line, status, value);
    }
  else if (kind_of_movement (tag) != FC_NAXML_NONE && walk->movement_depth == 0)
    start_movement (walk, kind_of_movement (tag), line);
  else
    fc_naxml_movement_start (walk, tag, line);
}

static void
refuse_depth (Reading *reading,
              guint    line)
{
  reading->error_code = XML_ERR_INTERNAL_ERROR;
  reading->error_line = line;
  g_free (reading->error_text);
  reading->error_text = g_strdup_printf (_ ("elements nested more than %d deep"), FC_NAXML_MAX_DEPTH);
  xmlStopParser (reading->parser);
}

static void
element_started_cb (void           *data,
                    const xmlChar  *local_name,
                    const xmlChar  *prefix,
                    const xmlChar  *uri,
                    int             n_namespaces,
                    const xmlChar **namespaces,
                    int             n_attributes,
                    int             n_defaulted,
                    const xmlChar **attributes)
{
  Reading *reading = data;
  FcNaxmlWalk *walk = &reading->walk;
  const char *name = (const char *) local_name;
  FcNaxmlTag tag = fc_naxml_tag_of (name);
  guint line = current_line (reading);

  if (is_foreign (reading))
    return;
  g_string_truncate (reading->text, 0);
  reading->element_open = TRUE;
  if (walk->depth >= FC_NAXML_MAX_DEPTH)
    {
      refuse_depth (reading, line);
      return;
    }
  walk->path[walk->depth] = tag;
  walk->lines[walk->depth] = line;
  walk->depth++;
  if (walk->depth == 1)
    start_root (reading, tag, name, attributes, n_attributes);
  else
    start_inner (reading, tag, line, attributes, n_attributes);
}

static void
finish_text (Reading    *reading,
             FcNaxmlTag  tag,
             guint       line)
{
  FcNaxmlWalk *walk = &reading->walk;
  const char *text;

  if (!reading->element_open || reading->text->len == 0)
    return;
  if (reading->text->len > FC_NAXML_MAX_TEXT)
    {
      fc_naxml_complain (walk, FC_SEVERITY_WARNING, line, _ ("A value longer than %d bytes is passed over"),
                         FC_NAXML_MAX_TEXT);
      return;
    }
  text = g_strstrip (reading->text->str);
  if (text[0] == '\0')
    return;
  fc_naxml_header_text (walk, tag, text, line);
  if (walk->report->kind == FC_NAXML_PJR)
    fc_naxml_journal_text (walk, tag, text, line);
  else if (is_read (walk->report->kind))
    fc_naxml_movement_text (walk, tag, text, line);
}

static void
element_ended_cb (void          *data,
                  const xmlChar *local_name,
                  const xmlChar *prefix,
                  const xmlChar *uri)
{
  Reading *reading = data;
  FcNaxmlWalk *walk = &reading->walk;
  FcNaxmlTag tag;
  guint line;

  if (is_foreign (reading) || walk->depth == 0)
    return;
  tag = walk->path[walk->depth - 1];
  line = walk->lines[walk->depth - 1];
  if (walk->skip_depth == 0 && tag != TAG_NONE)
    {
      finish_text (reading, tag, line);
      if (walk->report->kind == FC_NAXML_PJR)
        fc_naxml_journal_end (walk, tag, line);
      else if (is_read (walk->report->kind))
        fc_naxml_movement_end (walk, tag, line);
    }
  reading->element_open = FALSE;
  g_string_truncate (reading->text, 0);
  if (walk->skip_depth == walk->depth)
    walk->skip_depth = 0;
  if (walk->movement_depth == walk->depth)
    walk->movement_depth = 0;
  walk->depth--;
  reading->root_closed = walk->depth == 0;
}

static void
text_read_cb (void          *data,
              const xmlChar *text,
              int            length)
{
  Reading *reading = data;

  if (!is_foreign (reading) && reading->element_open && reading->text->len <= FC_NAXML_MAX_TEXT)
    g_string_append_len (reading->text, (const char *) text, MIN (length, FC_NAXML_MAX_TEXT + 1));
}

/* The decoder refuses a DTD before the parser sees it; this is the second lock. */
static void
dtd_met_cb (void          *data,
            const xmlChar *name,
            const xmlChar *external_id,
            const xmlChar *system_id)
{
  Reading *reading = data;

  reading->dtd = TRUE;
  xmlStopParser (reading->parser);
}

static void
read_nodes (Reading   *reading,
            FcDecoder *decoder)
{
  xmlSAXHandler handler = { 0 };
  char block[BLOCK];
  int n;

  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = element_started_cb;
  handler.endElementNs = element_ended_cb;
  handler.characters = text_read_cb;
  handler.cdataBlock = text_read_cb;
  handler.internalSubset = dtd_met_cb;
  handler.serror = (xmlStructuredErrorFunc) (GCallback) keep_first_error_cb;
  reading->parser = xmlCreatePushParserCtxt (&handler, reading, NULL, 0, NULL);
  if (reading->parser == NULL)
    g_error ("out of memory");
  xmlCtxtUseOptions (reading->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES);
  while ((n = fc_decoder_read (decoder, block, BLOCK)) > 0 && reading->error_code == 0 && !reading->dtd &&
         !reading->foreign)
    xmlParseChunk (reading->parser, block, n, 0);
  if (n == 0 && reading->error_code == 0 && !reading->dtd && !reading->foreign)
    xmlParseChunk (reading->parser, NULL, 0, 1);
  g_clear_pointer (&reading->parser, xmlFreeParserCtxt);
}

static gboolean
refuse_early (FcDecoder   *decoder,
              const char  *file,
              GError     **error)
{
  const char *name = file != NULL ? file : _ ("The file");

  switch (fc_decoder_get_state (decoder))
    {
    case FC_DECODER_IO:
      {
        g_autoptr (GError) cause = fc_decoder_steal_error (decoder);

        if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
          g_propagate_error (error, g_steal_pointer (&cause));
        else
          g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_IO, _ ("%s could not be read: %s"), name,
                       cause != NULL ? cause->message : _ ("unknown error"));
        return TRUE;
      }
    case FC_DECODER_EMPTY:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_EMPTY, _ ("%s is empty"), name);
      return TRUE;
    case FC_DECODER_NOT_XML:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_MALFORMED, _ ("%s is not XML"), name);
      return TRUE;
    case FC_DECODER_DTD:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_DTD,
                   _ ("%s has a document type declaration (DTD). A POS writes none, and it can hide an attack: the "
                      "file was not read"), name);
      return TRUE;
    case FC_DECODER_ENCODING:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_ENCODING,
                   _ ("%s, line 1: it is written in “%s”, which cannot be read. Let the POS write UTF-8"), name,
                   fc_decoder_get_encoding (decoder));
      return TRUE;
    case FC_DECODER_TOO_LARGE:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_TOO_LARGE,
                   _ ("%s is larger than %d MB: no movement file is. It was not read"), name,
                   FC_NAXML_MAX_BYTES / (1024 * 1024));
      return TRUE;
    case FC_DECODER_FINE:
    default:
      return FALSE;
    }
}

/* The root never closed, and nothing was wrong before the last line. */
static void
find_cut (Reading   *reading,
          FcDecoder *decoder)
{
  const char *tail;
  const char *last_tag;

  fc_decoder_finish (decoder);
  if (reading->root_closed || fc_decoder_get_state (decoder) != FC_DECODER_FINE)
    return;
  tail = fc_decoder_get_tail (decoder);
  last_tag = strrchr (tail, '<');
  if (last_tag != NULL && reading->root != NULL && last_tag[1] == '/' && g_str_has_suffix (tail, ">") &&
      strstr (last_tag, reading->root) != NULL)
    return;
  reading->cut_off = reading->error_code == 0 || reading->error_line + 1 >= fc_decoder_get_line (decoder);
}

static gboolean
refuse_late (Reading       *reading,
             FcDecoder     *decoder,
             const char    *file,
             GError       **error)
{
  const char *name = file != NULL ? file : _ ("The file");
  FcNaxmlWalk *walk = &reading->walk;

  if (refuse_early (decoder, file, error))
    return TRUE;
  if (reading->dtd)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_DTD,
                 _ ("%s uses entities. A POS writes none: the file was not read"), name);
  else if (reading->foreign)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_UNKNOWN,
                 _ ("%s is XML, but neither a NAXML movement report nor a POS journal"), name);
  else if (reading->cut_off && !walk->options->accept_partial)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_TRUNCATED,
                 _ ("%s ends in the middle: it is still being written, or was cut off"), name);
  else if (reading->error_code != 0 && !reading->cut_off && fc_naxml_report_n_lines (walk->report) == 0)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_MALFORMED, _ ("%s, line %u: the XML is broken (%s)"), name,
                 reading->error_line, reading->error_text);
  else if (reading->root == NULL && reading->error_code == 0)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_EMPTY, _ ("%s is empty"), name);
  else if (walk->report->kind == FC_NAXML_NONE && reading->root_closed)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_UNKNOWN, _ ("%s has no movement that is known here"), name);
  else
    return FALSE;
  return TRUE;
}

static void
settle_state (Reading *reading)
{
  FcNaxmlWalk *walk = &reading->walk;

  walk->report->state = FC_NAXML_COMPLETE;
  if (reading->cut_off)
    {
      walk->report->state = FC_NAXML_CUT_OFF;
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, reading->error_line,
                         _ ("The file ends in the middle; what comes after is missing"));
    }
  else if (reading->error_code != 0 && !reading->root_closed)
    {
      walk->report->state = FC_NAXML_BROKEN;
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, reading->error_line,
                         _ ("The XML is broken here (%s); what comes after is left out"), reading->error_text);
    }
  else if (reading->error_code != 0)
    fc_naxml_complain (walk, FC_SEVERITY_WARNING, reading->error_line,
                       _ ("There is something after the end of the report (%s)"), reading->error_text);
}

static void
reading_clear (Reading *reading)
{
  fc_naxml_walk_clear (&reading->walk);
  g_ptr_array_unref (reading->walk.grade_sales);
  g_ptr_array_unref (reading->walk.totalizers);
  g_string_free (reading->text, TRUE);
  g_free (reading->error_text);
  g_free (reading->root);
}

static void
reading_init (Reading              *reading,
              const char           *file,
              const FcNaxmlOptions *options,
              FcMessages           *messages)
{
  FcNaxmlWalk *walk = &reading->walk;

  walk->report = fc_naxml_report_new ();
  walk->report->file = g_strdup (file);
  walk->options = options;
  walk->units = options->units;
  walk->messages = messages;
  walk->file = g_intern_string (file);
  walk->grade_sales = g_ptr_array_new_with_free_func (fc_naxml_grade_sales_free);
  walk->totalizers = g_ptr_array_new_with_free_func (fc_naxml_totalizer_free);
  reading->text = g_string_new (NULL);
}

/* One pass. @comma: what an earlier pass found out about the decimal mark; set where another pass is worth it. */
static FcNaxmlReport *
parse_once (const char            *file,
            GInputStream          *stream,
            const FcNaxmlOptions  *options,
            FcMessages            *messages,
            gboolean              *comma,
            GError               **error)
{
  g_autoptr (FcDecoder) decoder = fc_decoder_new (stream, FC_NAXML_MAX_BYTES, messages, g_intern_string (file));
  g_autoptr (FcNaxmlReport) report = NULL;
  Reading reading = { 0 };
  gboolean refused;

  if (refuse_early (decoder, file, error))
    return NULL;
  reading_init (&reading, file, options, messages);
  reading.walk.decimal_comma = *comma;
  report = reading.walk.report;
  read_nodes (&reading, decoder);
  find_cut (&reading, decoder);
  refused = refuse_late (&reading, decoder, file, error);
  if (!refused)
    {
      g_strlcpy (report->digest, fc_decoder_get_digest (decoder), sizeof report->digest);
      settle_state (&reading);
      fc_naxml_header_finish (&reading.walk);
    }
  *comma = reading.walk.unclear && reading.walk.decimal_comma;
  reading_clear (&reading);
  return refused ? NULL : g_steal_pointer (&report);
}

static FcNaxmlReport *
parse_stream (const char            *file,
              GInputStream          *stream,
              const FcNaxmlOptions  *options,
              FcMessages            *messages,
              GError               **error)
{
  static const FcNaxmlOptions plain = { 0 };
  const FcNaxmlOptions *chosen = options != NULL ? options : &plain;
  g_autoptr (FcMessages) found = fc_messages_new ();
  gboolean comma = FALSE;
  g_autoptr (FcNaxmlReport) report = parse_once (file, stream, chosen, found, &comma, error);

  /* "1,234" came before anything told that the comma is a decimal one: now it is known. */
  if (report != NULL && comma && g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, NULL, NULL))
    {
      g_clear_pointer (&report, fc_naxml_report_free);
      g_clear_pointer (&found, fc_messages_free);
      found = fc_messages_new ();
      fc_messages_add (found, FC_SEVERITY_NOTE, file, 0,
                       _ ("The file writes numbers with a decimal comma; they are read so"));
      report = parse_once (file, stream, chosen, found, &comma, error);
    }
  if (messages != NULL)
    fc_messages_append (messages, found);
  return g_steal_pointer (&report);
}

/**
 * fc_naxml_parse_bytes:
 * @file: (nullable): base name for messages
 * @options: (nullable): units of the station and bounds
 * @messages: (inout) (nullable): gets what was odd, line by line
 * @error: FC_NAXML_ERROR where nothing of the file can be used; TRUNCATED and EMPTY are worth another try later
 *
 * Reads one NAXML file. A line with a value that cannot be used is left out with a message; the others are taken.
 * Loads nothing else, expands nothing, keeps only the lines in memory. Any thread; a fuzzer may call it with anything.
 *
 * Returns: (transfer full) (nullable): the report
 */
FcNaxmlReport *
fc_naxml_parse_bytes (const char            *file,
                      GBytes                *bytes,
                      const FcNaxmlOptions  *options,
                      FcMessages            *messages,
                      GError               **error)
{
  g_autoptr (GInputStream) stream = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  stream = g_memory_input_stream_new_from_bytes (bytes);
  return parse_stream (file, stream, options, messages, error);
}

/**
 * fc_naxml_parse_file:
 * @cancellable: (nullable):
 *
 * As fc_naxml_parse_bytes(). Blocks on the file: call it in a worker. A file above FC_NAXML_MAX_BYTES
 * is refused by its size, before it is opened.
 *
 * Returns: (transfer full) (nullable): the report
 */
FcNaxmlReport *
fc_naxml_parse_file (GFile                 *file,
                     const FcNaxmlOptions  *options,
                     FcMessages            *messages,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name != NULL ? name : "?");
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &cause);
  g_autoptr (GFileInputStream) stream = NULL;

  if (info != NULL && g_file_info_get_size (info) > FC_NAXML_MAX_BYTES)
    {
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_TOO_LARGE,
                   _ ("%s is larger than %d MB: no movement file is. It was not read"), shown,
                   FC_NAXML_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (&cause, FC_NAXML_ERROR, FC_NAXML_ERROR_IO, _ ("it is no regular file"));
  if (cause == NULL)
    stream = g_file_read (file, cancellable, &cause);
  if (stream == NULL)
    {
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_IO, _ ("%s could not be read: %s"), shown, cause->message);
      return NULL;
    }
  return parse_stream (shown, G_INPUT_STREAM (stream), options, messages, error);
}
