/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-messages.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Turns a file's bytes into UTF-8 for the XML reader, a block at a time: finds the encoding, reports
 * bytes that do not fit it by line, and refuses a DTD before the parser could look at it. */
typedef struct _FcDecoder FcDecoder;

typedef enum {
  FC_DECODER_FINE,
  FC_DECODER_EMPTY,     /* nothing but blanks */
  FC_DECODER_NOT_XML,   /* the first character is no "<", or the prolog never ends */
  FC_DECODER_DTD,       /* has a document type declaration */
  FC_DECODER_ENCODING,  /* an encoding this reader does not know */
  FC_DECODER_TOO_LARGE, /* more bytes than allowed */
  FC_DECODER_IO,        /* see fc_decoder_steal_error() */
} FcDecoderState;

FcDecoder      *fc_decoder_new          (GInputStream *stream,
                                         gsize         max_bytes,
                                         FcMessages   *messages,
                                         const char   *file);
void            fc_decoder_free         (FcDecoder    *self);
int             fc_decoder_read         (gpointer      self,
                                         char         *buffer,
                                         int           length);
FcDecoderState  fc_decoder_get_state    (FcDecoder    *self);
const char     *fc_decoder_get_encoding (FcDecoder    *self);
GError         *fc_decoder_steal_error  (FcDecoder    *self);
void            fc_decoder_finish       (FcDecoder    *self);
const char     *fc_decoder_get_digest   (FcDecoder    *self);
guint           fc_decoder_get_line     (FcDecoder    *self);
const char     *fc_decoder_get_tail     (FcDecoder    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcDecoder, fc_decoder_free)

G_END_DECLS
