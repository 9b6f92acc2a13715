/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bent-office.h"

#include "fc-wire.h"

/*
 * A hub, or what stands before it, that answers badly. Whatever it says, the office keeps what it has and what was typed, says a
 * sentence, does not ask without end, and is level again when the hub is itself again.
 */

static void
say_page (SoupServerMessage *answer,
          GBytes            *plain,
          gpointer           data)
{
  bent_say_text (answer, "<html><body>Please sign in to the guest network.</body></html>", -1);
}

static void
say_nothing (SoupServerMessage *answer,
             GBytes            *plain,
             gpointer           data)
{
  bent_say_text (answer, "", 0);
}

static void
say_cut_gzip (SoupServerMessage *answer,
              GBytes            *plain,
              gpointer           data)
{
  g_autoptr (GBytes) zipped = fc_gzip (plain, 1);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (zipped, 0, g_bytes_get_size (zipped) - 9);

  bent_hub_answer (answer, cut, TRUE);
}

static void
say_no_gzip (SoupServerMessage *answer,
             GBytes            *plain,
             gpointer           data)
{
  bent_hub_answer (answer, plain, TRUE);
}

static void
say_bomb (SoupServerMessage *answer,
          GBytes            *plain,
          gpointer           data)
{
  gsize size = 80 * 1024 * 1024;
  g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (GBytes) zipped = fc_gzip (zeros, 1);

  bent_hub_answer (answer, zipped, TRUE);
}

static void
say_too_much (SoupServerMessage *answer,
              GBytes            *plain,
              gpointer           data)
{
  g_autofree char *spaces = g_strnfill (FC_WIRE_MAX_BODY + 1, ' ');

  bent_say_text (answer, spaces, FC_WIRE_MAX_BODY + 1);
}

static void
say_deep (SoupServerMessage *answer,
          GBytes            *plain,
          gpointer           data)
{
  g_autofree char *arrays = g_strnfill (1024 * 1024, '[');

  bent_say_text (answer, arrays, -1);
}

static void
say_other_type (SoupServerMessage *answer,
                GBytes            *plain,
                gpointer           data)
{
  bent_say_instead (answer, plain, "\"results\":[", "\"results\":[7,");
}

static void
say_path_for_id (SoupServerMessage *answer,
                 GBytes            *plain,
                 gpointer           data)
{
  bent_say_instead (answer, plain, "\"entity\":\"product\",\"id\":\"", "\"entity\":\"product\",\"id\":\"../../../etc/passwd");
}

static FcSyncReply *
read_reply (GBytes *plain)
{
  g_autoptr (GError) error = NULL;
  FcSyncReply *reply = fc_sync_reply_decode (plain, &error);

  g_assert_no_error (error);
  return reply;
}

static void
say_reply (SoupServerMessage *answer,
           FcSyncReply       *reply)
{
  g_autoptr (GBytes) body = fc_sync_reply_encode (reply);

  bent_hub_answer (answer, body, FALSE);
}

static void
say_earlier_cursor (SoupServerMessage *answer,
                    GBytes            *plain,
                    gpointer           data)
{
  g_autoptr (FcSyncReply) reply = read_reply (plain);

  for (guint i = 0; i < fc_cursor_size (reply->cursor); i++)
    g_array_index (reply->cursor->marks, FcCursorMark, i).seq = 1;
  say_reply (answer, reply);
}

static void
say_more_for_ever (SoupServerMessage *answer,
                   GBytes            *plain,
                   gpointer           data)
{
  g_autoptr (FcSyncReply) reply = read_reply (plain);

  reply->more = TRUE;
  say_reply (answer, reply);
}

static void
say_other_epoch (SoupServerMessage *answer,
                 GBytes            *plain,
                 gpointer           data)
{
  static gint64 epoch = 1000;
  g_autoptr (FcSyncReply) reply = read_reply (plain);

  reply->epoch = epoch++;
  say_reply (answer, reply);
}

static void
say_other_results (SoupServerMessage *answer,
                   GBytes            *plain,
                   gpointer           data)
{
  g_autoptr (FcSyncReply) reply = read_reply (plain);

  for (guint i = 0; i < reply->results->len; i++)
    ((FcWireResult *) reply->results->pdata[i])->op_id = fc_id_new (g_get_real_time ());
  say_reply (answer, reply);
}

/* Rows by the road of facts, which knows nothing of what waits to be sent. */
static void
say_entities_as_facts (SoupServerMessage *answer,
                       GBytes            *plain,
                       gpointer           data)
{
  g_autoptr (FcSyncReply) reply = read_reply (plain);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  FcRecord *row = fc_record_new (FC_PRODUCT, data);

  fc_record_set_text (row, FC_PRODUCT_CODE, "BENT");
  fc_record_set_text (row, FC_PRODUCT_NAME, "Bent");
  fc_record_set_version (row, 1000000);
  g_ptr_array_add (rows, row);
  g_ptr_array_add (reply->facts, fc_fact_batch_from_records (rows));
  say_reply (answer, reply);
}

static void
say_cut_facts (SoupServerMessage *answer,
               GBytes            *plain,
               gpointer           data)
{
  bent_say_instead (answer, plain, "\"facts\":[", "\"facts\":[\"RkNCMQRzYWxl//////////8PAg==\"");
}

static void
say_410 (SoupServerMessage *answer,
         GBytes            *plain,
         gpointer           data)
{
  g_autoptr (GBytes) fault = fc_wire_fault_encode ("cursor-too-old", "Begin anew.");

  soup_server_message_set_status (answer, SOUP_STATUS_GONE, NULL);
  bent_hub_answer (answer, fault, FALSE);
}

typedef struct
{
  const char *name;
  Bend bend;
  const char *sentence;
} Badness;

static const Badness badnesses[] = {
  { "a-page-of-something-else", say_page, "*cannot be read*no JSON*" },
  { "nothing", say_nothing, "*cannot be read*no JSON*" },
  { "cut-gzip", say_cut_gzip, "*cannot be read*ends early*" },
  { "no-gzip-at-all", say_no_gzip, "*cannot be read*not gzip*" },
  { "gzip-bomb", say_bomb, "*larger than*" },
  { "without-end", say_too_much, "*too large*" },
  { "braces-without-end", say_deep, "*cannot be read*nested too deeply*" },
  { "another-type", say_other_type, "*cannot be read*" },
  { "id-that-is-a-path", say_path_for_id, "*cannot be read*names no record*" },
  { "cursor-goes-back", say_earlier_cursor, "*already*" },
  { "more-for-ever", say_more_for_ever, "*already*" },
  { "epoch-changes-each-time", say_other_epoch, "*again and again*" },
  { "too-old-each-time", say_410, "*again and again*" },
  { "results-of-other-ops", say_other_results, "*did not say what became*" },
  { "entities-as-facts", say_entities_as_facts, "*cannot be read*unknown type*" },
  { "cut-facts", say_cut_facts, "*cannot be read*" },
};

static void
test_badness (BentOffice    *office,
              gconstpointer  data)
{
  const Badness *badness = data;
  FcId typed;

  bent_hub_bend (office->hub, FC_WIRE_PATH_SYNC, badness->bend, &office->known);
  typed = office_add_product (office->a, "TYPED");
  bent_office_wait_told (office, badness->sentence);
  bent_office_watch (office);
  bent_office_assert_known (office);
  g_assert_true (office_has (office->a, FC_PRODUCT, &typed));
  bent_office_heal (office);
  g_assert_cmpint (bent_office_version (office, &typed), >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (badnesses); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/bent-replies/", badnesses[i].name, NULL);

      g_test_add (path, BentOffice, &badnesses[i], bent_office_set_up, test_badness, bent_office_tear_down);
    }
  return g_test_run ();
}
