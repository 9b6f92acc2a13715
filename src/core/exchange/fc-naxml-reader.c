/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-naxml-decode-private.h"
#include "fc-naxml-private.h"

#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <string.h>

typedef struct {
  FcNaxmlWalk walk;
  xmlTextReaderPtr reader;
  GString *text; /* of the leaf element being read, at most FC_NAXML_MAX_TEXT bytes and one to tell */
  guint text_line;
  gboolean element_open;
  gboolean root_closed;
  char *root; /* (nullable): its name as written */
  gboolean cut_off;
  gboolean wrong_root;
  gboolean dtd;
  int error_code; /* the first xmlParserErrors of libxml2 */
  guint error_line;
  char *error_text;
} Reading;

static void
keep_first_error (void     *data,
                  xmlError *error)
{
  Reading *reading = data;

  if (error->level < XML_ERR_ERROR || reading->error_text != NULL)
    return;
  reading->error_code = error->code;
  reading->error_line = (guint) MAX (error->line, 0);
  reading->error_text = g_strstrip (g_strdup (error->message != NULL ? error->message : "not well-formed"));
}

static guint
current_line (Reading *reading)
{
  xmlNodePtr node = xmlTextReaderCurrentNode (reading->reader);
  long line = node != NULL ? xmlGetLineNo (node) : 0;

  /* libxml2 keeps 16 bits of it in the node; beyond, the parser's own place is near enough. */
  if (line <= 0 || line >= 65535)
    return (guint) MAX (xmlTextReaderGetParserLineNumber (reading->reader), 1);
  return (guint) line;
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
                         "The file has a second movement (%s); only the first one (%s) is read",
                         fc_naxml_kind_to_string (kind), fc_naxml_kind_to_string (walk->report->kind));
      walk->skip_depth = walk->depth;
      return;
    }
  walk->report->kind = kind;
  walk->movement_depth = walk->depth;
  if (!is_read (kind))
    fc_naxml_complain (walk, FC_SEVERITY_NOTE, line, "Files of the kind %s are recognised but not imported",
                       fc_naxml_kind_to_string (kind));
}

static void
start_root (Reading    *reading,
            FcNaxmlTag  tag,
            const char *name)
{
  FcNaxmlReport *report = reading->walk.report;
  g_autofree char *version = (char *) xmlTextReaderGetAttribute (reading->reader, BAD_CAST "version");

  reading->root = g_strdup (name);
  reading->wrong_root = tag != TAG_MOVEMENT_REPORT && tag != TAG_POS_JOURNAL;
  if (tag == TAG_POS_JOURNAL)
    report->kind = FC_NAXML_PJR;
  if (version != NULL && version[0] != '\0')
    fc_naxml_read_id (&reading->walk, "Version", version, 1, &report->version);
}

static void
start_journal_element (Reading    *reading,
                       FcNaxmlTag  tag,
                       guint       line)
{
  xmlChar *status = xmlTextReaderGetAttribute (reading->reader, BAD_CAST "status");
  xmlChar *value = xmlTextReaderGetAttribute (reading->reader, BAD_CAST "value");

  fc_naxml_journal_start (&reading->walk, tag, line, (const char *) status, (const char *) value);
  g_clear_pointer (&status, xmlFree);
  g_clear_pointer (&value, xmlFree);
}

static gboolean
start_element (Reading *reading)
{
  FcNaxmlWalk *walk = &reading->walk;
  const char *name = (const char *) xmlTextReaderConstLocalName (reading->reader);
  FcNaxmlTag tag = fc_naxml_tag_of (name != NULL ? name : "");
  guint line = current_line (reading);

  g_string_truncate (reading->text, 0);
  reading->element_open = TRUE;
  if (walk->depth >= FC_NAXML_MAX_DEPTH)
    {
      reading->error_code = XML_ERR_INTERNAL_ERROR;
      reading->error_line = line;
      reading->error_text = g_strdup_printf ("elements nested more than %d deep", FC_NAXML_MAX_DEPTH);
      return FALSE;
    }
  walk->path[walk->depth] = tag;
  walk->lines[walk->depth] = line;
  walk->depth++;
  if (walk->depth == 1)
    start_root (reading, tag, name);
  else if (walk->skip_depth > 0)
    return TRUE;
  else if (walk->report->kind == FC_NAXML_PJR)
    start_journal_element (reading, tag, line);
  else if (kind_of_movement (tag) != FC_NAXML_NONE && walk->movement_depth == 0)
    start_movement (walk, kind_of_movement (tag), line);
  else
    fc_naxml_movement_start (walk, tag, line);
  return TRUE;
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
      fc_naxml_complain (walk, FC_SEVERITY_WARNING, line, "A value longer than %d bytes is passed over",
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
end_element (Reading *reading)
{
  FcNaxmlWalk *walk = &reading->walk;
  FcNaxmlTag tag;
  guint line;

  if (walk->depth == 0)
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
add_text (Reading *reading)
{
  const char *text = (const char *) xmlTextReaderConstValue (reading->reader);

  if (text == NULL || !reading->element_open || reading->text->len > FC_NAXML_MAX_TEXT)
    return;
  g_string_append_len (reading->text, text, (gssize) strnlen (text, FC_NAXML_MAX_TEXT + 1));
}

/* Returns: whether to go on */
static gboolean
take_node (Reading *reading)
{
  switch (xmlTextReaderNodeType (reading->reader))
    {
    case XML_READER_TYPE_ELEMENT:
      {
        gboolean empty = xmlTextReaderIsEmptyElement (reading->reader) == 1;

        if (!start_element (reading))
          return FALSE;
        if (empty)
          end_element (reading);
        return !reading->wrong_root;
      }
    case XML_READER_TYPE_END_ELEMENT:
      end_element (reading);
      return TRUE;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      add_text (reading);
      return TRUE;
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY:
    case XML_READER_TYPE_ENTITY_REFERENCE:
      reading->dtd = TRUE;
      return FALSE;
    default:
      return TRUE;
    }
}

static int
close_nothing (void *data)
{
  return 0;
}

static void
read_nodes (Reading   *reading,
            FcDecoder *decoder)
{
  int options = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES;

  reading->reader = xmlReaderForIO (fc_decoder_read, close_nothing, decoder, NULL, "UTF-8", options);
  if (reading->reader == NULL)
    return;
  xmlTextReaderSetStructuredErrorHandler (reading->reader, (xmlStructuredErrorFunc) (GCallback) keep_first_error, reading);
  while (xmlTextReaderRead (reading->reader) == 1 && take_node (reading))
    ;
  g_clear_pointer (&reading->reader, xmlFreeTextReader);
}

static gboolean
refuse_early (FcDecoder   *decoder,
              const char  *file,
              GError     **error)
{
  const char *name = file != NULL ? file : "The file";

  switch (fc_decoder_get_state (decoder))
    {
    case FC_DECODER_IO:
      {
        g_autoptr (GError) cause = fc_decoder_steal_error (decoder);

        if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
          g_propagate_error (error, g_steal_pointer (&cause));
        else
          g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_IO, "%s could not be read: %s", name,
                       cause != NULL ? cause->message : "unknown error");
        return TRUE;
      }
    case FC_DECODER_EMPTY:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_EMPTY, "%s is empty", name);
      return TRUE;
    case FC_DECODER_NOT_XML:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_MALFORMED, "%s is not XML", name);
      return TRUE;
    case FC_DECODER_DTD:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_DTD,
                   "%s has a document type declaration (DTD). A POS writes none, and it can hide an attack: "
                   "the file was not read", name);
      return TRUE;
    case FC_DECODER_ENCODING:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_ENCODING,
                   "%s, line 1: it is written in “%s”, which cannot be read. Let the POS write UTF-8", name,
                   fc_decoder_get_encoding (decoder));
      return TRUE;
    case FC_DECODER_TOO_LARGE:
      g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_TOO_LARGE,
                   "%s is larger than %d MB: no movement file is. It was not read", name,
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
  const char *name = file != NULL ? file : "The file";
  FcNaxmlWalk *walk = &reading->walk;

  if (refuse_early (decoder, file, error))
    return TRUE;
  if (reading->dtd)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_DTD, "%s uses entities. A POS writes none: the file was not read",
                 name);
  else if (reading->wrong_root)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_UNKNOWN,
                 "%s is XML, but neither a NAXML movement report nor a POS journal", name);
  else if (reading->cut_off && !walk->options->accept_partial)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_TRUNCATED,
                 "%s ends in the middle: it is still being written, or was cut off", name);
  else if (reading->error_code != 0 && !reading->cut_off && fc_naxml_report_n_lines (walk->report) == 0)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_MALFORMED, "%s, line %u: the XML is broken (%s)", name,
                 reading->error_line, reading->error_text);
  else if (reading->root == NULL && reading->error_code == 0)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_EMPTY, "%s is empty", name);
  else if (walk->report->kind == FC_NAXML_NONE && reading->root_closed)
    g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_UNKNOWN, "%s has no movement that is known here", name);
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
                         "The file ends in the middle; what comes after is missing");
    }
  else if (reading->error_code != 0 && !reading->root_closed)
    {
      walk->report->state = FC_NAXML_BROKEN;
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, reading->error_line,
                         "The XML is broken here (%s); what comes after is left out", reading->error_text);
    }
  else if (reading->error_code != 0)
    fc_naxml_complain (walk, FC_SEVERITY_WARNING, reading->error_line, "There is something after the end of the report (%s)",
                       reading->error_text);
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

static FcNaxmlReport *
parse_stream (const char            *file,
              GInputStream          *stream,
              const FcNaxmlOptions  *options,
              FcMessages            *messages,
              GError               **error)
{
  static const FcNaxmlOptions plain = { 0 };
  g_autoptr (FcMessages) own = messages == NULL ? fc_messages_new () : NULL;
  FcMessages *list = messages != NULL ? messages : own;
  g_autoptr (FcDecoder) decoder = fc_decoder_new (stream, FC_NAXML_MAX_BYTES, list, g_intern_string (file));
  g_autoptr (FcNaxmlReport) report = NULL;
  Reading reading = { 0 };
  gboolean refused;

  if (refuse_early (decoder, file, error))
    return NULL;
  reading_init (&reading, file, options != NULL ? options : &plain, list);
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
  reading_clear (&reading);
  return refused ? NULL : g_steal_pointer (&report);
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
                   "%s is larger than %d MB: no movement file is. It was not read", shown,
                   FC_NAXML_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (&cause, FC_NAXML_ERROR, FC_NAXML_ERROR_IO, "it is no regular file");
  if (cause == NULL)
    stream = g_file_read (file, cancellable, &cause);
  if (stream == NULL)
    {
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        g_set_error (error, FC_NAXML_ERROR, FC_NAXML_ERROR_IO, "%s could not be read: %s", shown, cause->message);
      return NULL;
    }
  return parse_stream (shown, G_INPUT_STREAM (stream), options, messages, error);
}
