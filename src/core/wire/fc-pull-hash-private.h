/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/crypto.h>

G_BEGIN_DECLS

/* SHA-256 of a stream. By GnuTLS, which knows the processor's own instructions for it: both ends hash all of a first sync. */
#define PULL_HASH_SIZE 32
#define PULL_HASH_TEXT (2 * PULL_HASH_SIZE + 1)

typedef gnutls_hash_hd_t PullHash;

static inline void
pull_hash_init (PullHash *self)
{
  if (gnutls_hash_init (self, GNUTLS_DIG_SHA256) != 0)
    g_error ("SHA-256 is not to be had.");
}

static inline void
pull_hash_add (PullHash      *self,
               gconstpointer  data,
               gsize          size)
{
  gnutls_hash (*self, data, size);
}

/* Of all that was added so far, in hexadecimal digits; then it begins anew. */
static inline void
pull_hash_say (PullHash *self,
               char      text[PULL_HASH_TEXT])
{
  static const char digits[] = "0123456789abcdef";
  guint8 digest[PULL_HASH_SIZE];

  gnutls_hash_output (*self, digest);
  for (guint i = 0; i < PULL_HASH_SIZE; i++)
    {
      text[2 * i] = digits[digest[i] >> 4];
      text[2 * i + 1] = digits[digest[i] & 15];
    }
  text[2 * PULL_HASH_SIZE] = '\0';
}

static inline void
pull_hash_clear (PullHash *self)
{
  gnutls_hash_deinit (*self, NULL);
}

G_END_DECLS
