/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Core rules refuse with FC_ERROR; the message is a sentence a manager can act on. */
#define FC_ERROR (fc_error_quark ())

typedef enum {
  FC_ERROR_INVALID,   /* a value breaks a rule: mend what was typed */
  FC_ERROR_NOT_FOUND, /* the record is not here */
  FC_ERROR_DENIED,    /* the actor's roles or stations do not allow it */
  FC_ERROR_LOCKED,    /* the record is approved or closed */
  FC_ERROR_CONFLICT,  /* somebody else changed the same thing */
  FC_ERROR_PARSE,     /* text or bytes that do not read as what they should be */
} FcErrorCode;

GQuark fc_error_quark (void);

G_END_DECLS
