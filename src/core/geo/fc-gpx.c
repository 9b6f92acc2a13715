/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gpx.h"

#include "fc-error.h"
#include "fc-geo-text-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

/* libxml2's push parser: nothing of the file is kept but its fixes. GPX 1.0 and 1.1; names are looked at without their
 * namespace, so that the speed of 1.0, of 1.1's extensions and of Garmin's are the same. */

#define BLOCK      65536
#define MOST_DEPTH 32
#define MOST_TEXT  64 /* of a value that is read */

typedef enum {
  LEAF_NONE,
  LEAF_TIME,
  LEAF_SPEED,
  LEAF_COURSE,
} Leaf;

typedef enum {
  FAULT_NONE,
  FAULT_XML,
  FAULT_DTD,
  FAULT_DEPTH,
  FAULT_ROOT,
  FAULT_PLACE,
  FAULT_FIXES,
} Fault;

typedef struct {
  FcTrack *track;
  xmlParserCtxtPtr parser;
  Fault fault;
  guint line;
  guint n_refused;  /* fixes at no place on earth … */
  guint first_line; /* … and where the first of them stands */
  char *complaint; /* (nullable): libxml2's, of FAULT_XML */
  guint depth;
  guint point_depth;     /* 0 outside of a <trkpt> */
  gboolean begins_piece; /* the next fix is the first one of a <trkseg> */
  FcFix fix;
  Leaf leaf;
  guint leaf_depth;
  gsize length;
  char text[MOST_TEXT + 1];
} Reading;

static void
stop (Reading *reading,
      Fault    fault)
{
  if (reading->fault != FAULT_NONE)
    return;
  reading->fault = fault;
  reading->line = (guint) MAX (xmlSAX2GetLineNumber (reading->parser), 1);
  xmlStopParser (reading->parser);
}

static void
keep_first_error_cb (void           *data,
                     const xmlError *error)
{
  Reading *reading = data;

  /* Lesser ones, as a prefix without a namespace, do not stop the parser. */
  if (error->level != XML_ERR_FATAL || reading->fault != FAULT_NONE)
    return;
  reading->fault = FAULT_XML;
  reading->line = (guint) MAX (error->line, 1);
  reading->complaint = g_strstrip (g_strdup (error->message != NULL ? error->message : ""));
}

/* libxml2 gives five pointers for each attribute: local name, prefix, namespace, where the value begins and ends. */
static gboolean
read_degrees (const xmlChar **attributes,
              int             n_attributes,
              const char     *name,
              double         *degrees)
{
  for (int i = 0; i < n_attributes; i++, attributes += 5)
    if (strcmp ((const char *) attributes[0], name) == 0)
      return fc_geo_read_number ((const char *) attributes[3], (gsize) (attributes[4] - attributes[3]), degrees);
  return FALSE;
}

static void
start_point (Reading        *reading,
             const xmlChar **attributes,
             int             n_attributes)
{
  double latitude, longitude;

  if (reading->track->n >= FC_GPX_MOST_FIXES)
    {
      stop (reading, FAULT_FIXES);
      return;
    }
  reading->fix = (FcFix){ .speed = FC_SPEED_UNKNOWN, .heading = FC_HEADING_UNKNOWN, .flags = FC_FIX_NO_TIME };
  if (!read_degrees (attributes, n_attributes, "lat", &latitude) ||
      !read_degrees (attributes, n_attributes, "lon", &longitude) ||
      !fc_place_from_degrees (latitude, longitude, &reading->fix.place))
    {
      if (reading->n_refused++ == 0)
        reading->first_line = (guint) MAX (xmlSAX2GetLineNumber (reading->parser), 1);
      return;
    }
  reading->point_depth = reading->depth;
  if (reading->begins_piece)
    reading->fix.flags |= FC_FIX_BREAK;
  reading->begins_piece = FALSE;
}

static Leaf
leaf_of (const char *name)
{
  if (strcmp (name, "time") == 0)
    return LEAF_TIME;
  if (strcmp (name, "speed") == 0)
    return LEAF_SPEED;
  return strcmp (name, "course") == 0 ? LEAF_COURSE : LEAF_NONE;
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
  const char *name = (const char *) local_name;

  reading->leaf = LEAF_NONE;
  if (++reading->depth > MOST_DEPTH)
    stop (reading, FAULT_DEPTH);
  else if (reading->depth == 1 && strcmp (name, "gpx") != 0)
    stop (reading, FAULT_ROOT);
  else if (reading->point_depth > 0)
    {
      reading->leaf = leaf_of (name);
      reading->leaf_depth = reading->depth;
      reading->length = 0;
    }
  else if (strcmp (name, "trkpt") == 0)
    start_point (reading, attributes, n_attributes);
  else if (strcmp (name, "trkseg") == 0)
    reading->begins_piece = TRUE;
}

static void
finish_leaf (Reading *reading)
{
  FcFix *fix = &reading->fix;
  double value;

  reading->text[reading->length] = '\0';
  if (reading->leaf == LEAF_TIME)
    {
      if (fc_geo_read_time (reading->text, &fix->time_us))
        fix->flags &= (guint16) ~FC_FIX_NO_TIME;
    }
  else if (!fc_geo_read_number (reading->text, reading->length, &value))
    return;
  else if (reading->leaf == LEAF_SPEED)
    fix->speed = fc_fix_speed (value * 3.6); /* GPX counts in metres a second */
  else
    fix->heading = fc_fix_heading (value);
}

static void
element_ended_cb (void          *data,
                  const xmlChar *local_name,
                  const xmlChar *prefix,
                  const xmlChar *uri)
{
  Reading *reading = data;

  if (reading->fault != FAULT_NONE || reading->depth == 0)
    return;
  if (reading->leaf != LEAF_NONE && reading->depth == reading->leaf_depth)
    finish_leaf (reading);
  reading->leaf = LEAF_NONE;
  if (reading->depth == reading->point_depth)
    {
      fc_track_add (reading->track, &reading->fix);
      reading->point_depth = 0;
    }
  reading->depth--;
}

/* A value that is too long is none of ours: it is cut, and so does not read. */
static void
text_read_cb (void          *data,
              const xmlChar *text,
              int            length)
{
  Reading *reading = data;
  gsize n;

  if (reading->leaf == LEAF_NONE)
    return;
  n = MIN ((gsize) length, MOST_TEXT - reading->length);
  memcpy (reading->text + reading->length, text, n);
  reading->length += n;
}

static void
dtd_met_cb (void          *data,
            const xmlChar *name,
            const xmlChar *external_id,
            const xmlChar *system_id)
{
  stop (data, FAULT_DTD);
}

static gboolean
refuse (const Reading  *reading,
        const char     *name,
        GError        **error)
{
  switch (reading->fault)
    {
    case FAULT_XML:
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s, line %u: the XML is broken (%s)"), name, reading->line,
                   reading->complaint);
      return TRUE;
    case FAULT_DTD:
      g_set_error (
        error, FC_ERROR, FC_ERROR_PARSE,
        _ ("%s has a document type declaration (DTD). A GPS device writes none, and it can hide an attack: the "
           "file was not read"),
        name);
      return TRUE;
    case FAULT_DEPTH:
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s, line %u: elements nested more than %d deep"), name,
                   reading->line, MOST_DEPTH);
      return TRUE;
    case FAULT_ROOT:
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s is no GPX file"), name);
      return TRUE;
    case FAULT_PLACE:
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s, line %u: there is no such latitude and longitude"), name,
                   reading->line);
      return TRUE;
    case FAULT_FIXES:
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s has more than %d positions. Split it into several files"),
                   name, FC_GPX_MOST_FIXES);
      return TRUE;
    case FAULT_NONE:
    default:
      return FALSE;
    }
}

/* Where no fix at all is left, the first that was refused says why. */
static void
judge_places (Reading *reading)
{
  if (reading->fault != FAULT_NONE || reading->n_refused == 0 || reading->track->n > 0)
    return;
  reading->fault = FAULT_PLACE;
  reading->line = reading->first_line;
}

static void
start_parser (Reading *reading)
{
  xmlSAXHandler handler = { 0 };

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
  xmlCtxtUseOptions (reading->parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
}

static gboolean
read_all (Reading       *reading,
          GInputStream  *stream,
          const char    *name,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *block = g_malloc (BLOCK);
  gsize total = 0;
  gssize n;

  while ((n = g_input_stream_read (stream, block, BLOCK, cancellable, error)) > 0 && reading->fault == FAULT_NONE)
    {
      total += (gsize) n;
      if (total > FC_GPX_MOST_BYTES)
        {
          g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s is larger than %d MB. Split it into several files"),
                       name, FC_GPX_MOST_BYTES / (1024 * 1024));
          return FALSE;
        }
      xmlParseChunk (reading->parser, block, (int) n, 0);
    }
  if (n < 0)
    return FALSE;
  if (reading->fault == FAULT_NONE)
    xmlParseChunk (reading->parser, NULL, 0, 1);
  return TRUE;
}

/**
 * fc_gpx_read:
 * @name: of the file, for messages
 * @n_refused: (out) (optional): how many fixes were left out, since there is no such latitude and longitude
 * @cancellable: (nullable):
 * @error: FC_ERROR_PARSE with the line where there is one; what @stream says where it cannot be read
 *
 * Reads the tracks of a GPX file one after the other: every <trkpt>, with its time, speed (m/s there) and course; each segment
 * begins with FC_FIX_BREAK. Waypoints and routes were not driven and are passed over. Expands no entities, loads nothing.
 * Blocks on @stream: call it in a worker. A file of which every fix was left out is refused.
 *
 * Returns: (transfer full) (nullable): the fixes, not yet marked; empty where the file has no track
 */
FcTrack *
fc_gpx_read (GInputStream  *stream,
             const char    *name,
             guint         *n_refused,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (FcTrack) track = fc_track_new (0);
  Reading reading = { .track = track };
  gboolean fine;

  start_parser (&reading);
  fine = read_all (&reading, stream, name, cancellable, error);
  judge_places (&reading);
  fine = fine && !refuse (&reading, name, error);
  if (n_refused != NULL)
    *n_refused = reading.n_refused;
  xmlFreeParserCtxt (reading.parser);
  g_free (reading.complaint);
  return fine ? g_steal_pointer (&track) : NULL;
}

/**
 * fc_gpx_read_bytes:
 *
 * As fc_gpx_read(). Any thread; a fuzzer may call it with anything.
 *
 * Returns: (transfer full) (nullable):
 */
FcTrack *
fc_gpx_read_bytes (GBytes      *bytes,
                   const char  *name,
                   guint       *n_refused,
                   GError     **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return fc_gpx_read (stream, name, n_refused, NULL, error);
}
