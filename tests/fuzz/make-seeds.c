/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes one good input of every kind into the folders of a corpus: where a search begins after a format has changed.
 *   fuzz-make-seeds tests/fuzz/corpus */
#include <string.h>

#include "fc-op.h"
#include "fc-tls-writer.h"
#include "fc-wire-coding.h"
#include "wire-samples.h"

static const char *corpus;

static void
keep (const char *harness,
      const char *name,
      GBytes     *bytes)
{
  g_autofree char *folder = g_build_filename (corpus, harness, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0777);
  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    g_error ("%s", error->message);
  g_bytes_unref (bytes);
}

/* With the byte in front that some harnesses take as a choice. */
static GBytes *
chosen (guint8  choice,
        GBytes *bytes)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  g_byte_array_append (out, &choice, 1);
  g_byte_array_append (out, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_bytes_unref (bytes);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static void
fill (FcRecord          *row,
      int                at,
      const FcField *field,
      const FcId        *id)
{
  switch (field->type)
    {
    case FC_TYPE_REF:
      fc_record_set_ref (row, at, id);
      break;
    case FC_TYPE_ENUM:
      fc_record_set_text (row, at, field->choices[0]);
      break;
    case FC_TYPE_SET:
    case FC_TYPE_JSON:
      fc_record_set_text (row, at, "[\"7\"]");
      break;
    case FC_TYPE_TEXT:
      fc_record_set_text (row, at, "Größe");
      break;
    default:
      fc_record_set_int (row, at, 1);
    }
}

/* A row with something in every field. */
static FcRecord *
full_row (FcEntity entity,
          GRand   *rand)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  FcId id = fc_id_new_seeded (1, rand);
  FcRecord *row = fc_record_new (entity, &id);

  for (guint field = 0; field < about->n_fields; field++)
    fill (row, (int) field, &about->fields[field], &id);
  return row;
}

static void
keep_rows (GRand *rand)
{
  for (guint entity = 0; entity < FC_N_ENTITIES; entity++)
    {
      const char *name = fc_catalog_get ((FcEntity) entity)->name;
      g_autoptr (FcRecord) row = full_row ((FcEntity) entity, rand);
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autoptr (FcOp) insert = fc_op_new_insert (row, 1760000000000000);

      json_node_take_object (node, fc_record_to_json (row, FC_ALL_FIELDS));
      keep ("record", name, chosen ((guint8) entity, fc_wire_json_to_bytes (node)));
      if (entity % 8 == 0)
        keep ("op", name, fc_op_encode (insert));
    }
}

static void
keep_ops (GRand *rand)
{
  FcId id = fc_id_new_seeded (2, rand);
  g_autoptr (FcRecord) before = fc_record_new (FC_PRODUCT, &id);
  g_autoptr (FcRecord) after = fc_record_new (FC_PRODUCT, &id);
  JsonObject *args = json_object_new ();
  g_autoptr (FcOp) patch = NULL;
  g_autoptr (FcOp) gone = NULL;
  g_autoptr (FcOp) command = NULL;

  fc_record_set_text (before, FC_PRODUCT_NAME, "Super");
  fc_record_set_text (after, FC_PRODUCT_NAME, "Super 95");
  patch = fc_op_new_patch (before, after, 1760000000000000);
  gone = fc_op_new_delete (after, 1760000000000000);
  json_object_set_string_member (args, "comment", "Drawer counted twice");
  command = fc_op_new_command ("shift.dispute", FC_SHIFT, &id, args, 1760000000000000);
  keep ("op", "patch", fc_op_encode (patch));
  keep ("op", "delete", fc_op_encode (gone));
  keep ("op", "command", fc_op_encode (command));
}

static void
keep_answers (void)
{
  g_autoptr (FcTokenReply) tokens = fc_token_reply_new ();

  tokens->access_token = g_strdup ("access");
  tokens->refresh_token = g_strdup ("refresh");
  tokens->expires_in = 3600;
  tokens->tenant_slug = g_strdup ("harbour");
  tokens->email = g_strdup ("a@b.example");
  keep ("answers", "tokens", fc_token_reply_encode (tokens));
  keep ("answers", "fault", fc_wire_fault_encode ("locked", "Shift 12 is approved."));
  keep ("answers", "head", fc_head_reply_encode (3, 900));
}

static void
keep_messages (GRand *rand)
{
  g_autoptr (FcSyncRequest) request = sample_request (rand);
  g_autoptr (FcSyncReply) reply = sample_reply (rand);
  g_autoptr (FcPullRequest) pull = fc_pull_request_new ();
  g_autoptr (FcFactBatch) sales = sample_sales (rand, 12);
  GBytes *plain = fc_sync_request_encode (request);

  pull->client_id = fc_id_new_seeded (3, rand);
  pull->resume = g_strdup ("4711");
  keep ("sync-request", "push", g_bytes_ref (plain));
  keep ("sync-request", "pull", fc_pull_request_encode (pull));
  keep ("sync-reply", "reply", fc_sync_reply_encode (reply));
  keep ("pull-stream", "stream", chosen (99, sample_stream (rand)));
  keep ("facts", "sales", fc_fact_batch_encode (sales));
  keep ("gunzip", "body", fc_gzip (plain, 6));
  g_bytes_unref (plain);
}

static void
keep_gauge (void)
{
  const TlsRecord tank = { 1, '1', 0, { 18250.5f, 18100.25f, 11749.5f, 1420.5f, 12.0f, 18.25f, 35.5f }, NULL, NULL };
  const TlsRecord load = { 1, '1', 0, { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, "2611210742", "2611210801" };

  keep ("tls", "inventory", chosen (7, g_string_free_to_bytes (tls_write_inventory (&tank, 1, "2611210742"))));
  keep ("tls", "delivery", chosen (0, g_string_free_to_bytes (tls_write_delivery (&load, 1, "2611210742"))));
  keep ("tls", "refusal", chosen (0, g_string_free_to_bytes (tls_write_refusal ())));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  if (argc != 2)
    {
      g_printerr ("usage: fuzz-make-seeds FOLDER\n");
      return 2;
    }
  corpus = argv[1];
  keep_rows (rand);
  keep_ops (rand);
  keep_answers ();
  keep_messages (rand);
  keep_gauge ();
  return 0;
}
