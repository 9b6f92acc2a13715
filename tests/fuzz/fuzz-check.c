/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an office asks of its copy at /api/v1/sync/check, and what it is answered. */
#include "fc-check-message.h"
#include "fc-fuzz.h"

static void
ask_again (const FcCheckRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = fc_check_request_encode (request);
  g_autoptr (FcCheckRequest) again = fc_check_request_decode (text, &error);

  g_assert_no_error (error);
  g_assert_true (fc_cursor_equal (again->cursor, request->cursor));
  g_assert_cmpstr (again->bucket, ==, request->bucket);
  g_assert_cmpuint (again->ranges->len, ==, request->ranges->len);
}

static void
answer_again (const FcCheckReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = fc_check_reply_encode (reply);
  g_autoptr (FcCheckReply) again = fc_check_reply_decode (text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->sums->len, ==, reply->sums->len);
  for (guint i = 0; i < again->sums->len; i++)
    g_assert_cmpint (((FcCheckSum *) again->sums->pdata[i])->range, <, FC_ROW_RANGES);
  g_assert_cmpuint (again->changed->len, ==, reply->changed->len);
  g_assert_cmpuint (again->rows->len, ==, reply->rows->len);
  g_assert_cmpuint (again->fact_sums->len, ==, reply->fact_sums->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) body = g_bytes_new (bytes, size);
  g_autoptr (FcCheckRequest) request = fc_check_request_decode (body, NULL);
  g_autoptr (FcCheckReply) reply = fc_check_reply_decode (body, NULL);

  if (request != NULL)
    ask_again (request);
  if (reply != NULL)
    answer_again (reply);
  return 0;
}
