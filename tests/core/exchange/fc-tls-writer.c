/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tls-writer.h"

#include <string.h>

static void
append_float (GString *out,
              float    value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  g_string_append_printf (out, "%08X", bits);
}

/* SOH, the body up to and with "&&", the checksum, ETX. */
GString *
tls_write_frame (const char *body)
{
  GString *out = g_string_new ("\001");
  guint sum = 0;

  g_string_append (out, body);
  for (gsize i = 0; i < out->len; i++)
    sum += (guint8) out->str[i];
  g_string_append_printf (out, "%04X\003", (0x10000 - sum) & 0xffff);
  return out;
}

GString *
tls_write_inventory (const TlsRecord *records,
                     guint            n_records,
                     const char      *time)
{
  g_autoptr (GString) body = g_string_new ("i20100");

  g_string_append (body, time);
  for (guint i = 0; i < n_records; i++)
    {
      g_string_append_printf (body, "%02u%c%04X07", records[i].tank, records[i].product, records[i].status);
      for (guint v = 0; v < 7; v++)
        append_float (body, records[i].values[v]);
    }
  g_string_append (body, "&&");
  return tls_write_frame (body->str);
}

/* Records of one tank stand together. */
GString *
tls_write_delivery (const TlsRecord *records,
                    guint            n_records,
                    const char      *time)
{
  g_autoptr (GString) body = g_string_new ("i20200");

  g_string_append (body, time);
  for (guint i = 0; i < n_records;)
    {
      guint n = 0;

      while (i + n < n_records && records[i + n].tank == records[i].tank)
        n++;
      g_string_append_printf (body, "%02u%c%02u", records[i].tank, records[i].product, records[i].start != NULL ? n : 0);
      for (guint last = i + n; i < last; i++)
        {
          if (records[i].start == NULL)
            continue;
          g_string_append_printf (body, "%s%s0A", records[i].start, records[i].end);
          for (guint v = 0; v < 10; v++)
            append_float (body, records[i].values[v]);
        }
    }
  g_string_append (body, "&&");
  return tls_write_frame (body->str);
}

GString *
tls_write_refusal (void)
{
  return tls_write_frame ("9999");
}
