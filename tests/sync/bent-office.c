/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bent-office.h"

#include <string.h>

#define PATIENCE   60
#define WATCHED_US 200000
#define MOST_ASKS  40 /* requests since it was bent; without an end there are hundreds */

void
bent_office_set_up (BentOffice    *self,
                    gconstpointer  data)
{
  self->company = company_new ();
  self->hub = bent_hub_new (fc_hub_get_uri (self->company->hub));
  self->a = office_new ();
  office_sign_in_admin (self->a, bent_hub_get_uri (self->hub));
  self->known = office_add_product (self->a, "KNOWN");
  wait_level (self->a);
}

void
bent_office_tear_down (BentOffice    *self,
                       gconstpointer  data)
{
  office_free (self->a);
  bent_hub_free (self->hub);
  company_free (self->company);
}

typedef struct
{
  BentOffice *office;
  const char *sentence;
} Expected;

static gboolean
is_told (gpointer data)
{
  const Expected *expected = data;
  g_autofree char *told = fc_session_dup_status_text (expected->office->a->session);

  return g_pattern_match_simple (expected->sentence, told);
}

void
bent_office_wait_told (BentOffice *self,
                       const char *sentence)
{
  Expected expected = { self, sentence };

  if (!wait_for (is_told, &expected, PATIENCE))
    {
      g_autofree char *told = fc_session_dup_status_text (self->a->session);

      g_error ("Instead of “%s” it says “%s” after %u requests", sentence, told, bent_hub_get_asked (self->hub));
    }
}

static gboolean
is_past (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

void
bent_office_watch (BentOffice *self)
{
  gint64 end = g_get_monotonic_time () + WATCHED_US;

  g_assert_true (wait_for (is_past, &end, PATIENCE));
  g_test_message ("%u requests", bent_hub_get_asked (self->hub));
  g_assert_cmpuint (bent_hub_get_asked (self->hub), <, MOST_ASKS);
}

void
bent_office_assert_known (BentOffice *self)
{
  g_autoptr (FcRecord) known = office_find (self->a, FC_PRODUCT, &self->known);

  g_assert_nonnull (known);
  g_assert_cmpstr (fc_record_get_text (known, FC_PRODUCT_CODE), ==, "KNOWN");
}

void
bent_office_heal (BentOffice *self)
{
  bent_hub_bend (self->hub, "", NULL, NULL);
  fc_session_sync_now (self->a->session);
  wait_level (self->a);
  bent_office_assert_known (self);
  g_assert_cmpuint (fc_replica_get_pending (self->a->replica), ==, 0);
}

gint64
bent_office_version (BentOffice *self,
                     const FcId *product)
{
  g_autoptr (FcRecord) record = office_find (self->a, FC_PRODUCT, product);

  return record != NULL ? fc_record_get_version (record) : -1;
}

void
bent_say_text (SoupServerMessage *answer,
               const char        *text,
               gssize             size)
{
  g_autoptr (GBytes) body = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);

  bent_hub_answer (answer, body, FALSE);
}

void
bent_say_instead (SoupServerMessage *answer,
                  GBytes            *plain,
                  const char        *from,
                  const char        *to)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  g_auto (GStrv) parts = g_strsplit (text, from, -1);
  g_autofree char *changed = g_strjoinv (to, parts);

  bent_say_text (answer, changed, -1);
}
