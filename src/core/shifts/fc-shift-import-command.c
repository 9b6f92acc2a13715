/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pos-import-private.h"

#include "fc-error.h"
#include "fc-shift-import.h"
#include "fc-shift-versions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * What a POS said of a shift becomes its rows. Reading the same again changes nothing; what a person has typed over
 * the POS's figure stays; a submitted shift is not touched; other figures for an approved one open a correction.
 */

static gboolean
fill_header (FcPosImport  *self,
             GError      **error)
{
  FcRecord *shift = self->shift;

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, fc_record_get_id (self->station));
  if (fc_record_is_null (shift, FC_SHIFT_STATE))
    {
      fc_record_set_text (shift, FC_SHIFT_STATE, "open");
      fc_record_set_text (shift, FC_SHIFT_SOURCE, "pos");
      fc_record_set_int (shift, FC_SHIFT_REVISION, 1);
      fc_record_set_value (shift, FC_SHIFT_OPENING_FLOAT, fc_record_get_value (self->station, FC_STATION_OPENING_FLOAT));
      if (!fc_args_to_field (self->args, "previous_id", shift, FC_SHIFT_PREVIOUS_ID, error) ||
          !fc_args_to_field (self->args, "opening_float", shift, FC_SHIFT_OPENING_FLOAT, error) ||
          !fc_args_to_field (self->args, "cashier", shift, FC_SHIFT_CASHIER, error))
        return FALSE;
    }
  return fc_args_to_field (self->args, "business_date", shift, FC_SHIFT_BUSINESS_DATE, error) &&
         fc_args_to_field (self->args, "number", shift, FC_SHIFT_NUMBER, error) &&
         fc_args_to_field (self->args, "opened_at", shift, FC_SHIFT_OPENED_AT, error) &&
         fc_args_to_field (self->args, "closed_at", shift, FC_SHIFT_CLOSED_AT, error) &&
         fc_args_to_field (self->args, "register", shift, FC_SHIFT_REGISTER, error) &&
         fc_args_to_field (self->args, "source_key", shift, FC_SHIFT_SOURCE_KEY, error);
}

static void
keep_silent (FcPosImport *self,
             FcRecord    *line)
{
  if (g_hash_table_contains (self->lines, fc_record_get_id (line)))
    g_object_unref (line);
  else
    fc_pos_import_keep (self, line);
}

/* Every nozzle and tank gets its line, also those the POS did not speak of: they wait for a person. */
static void
add_silent_lines (FcPosImport *self)
{
  const FcId *station_id = fc_record_get_id (self->station);
  g_autoptr (GPtrArray) nozzles = fc_row_set_list_by (self->rows, FC_NOZZLE, FC_NOZZLE_STATION_ID, station_id);
  g_autoptr (GPtrArray) tanks = fc_row_set_list_by (self->rows, FC_TANK, FC_TANK_STATION_ID, station_id);

  for (guint i = 0; i < nozzles->len; i++)
    if (fc_shift_opening_has (self->opening, nozzles->pdata[i]))
      keep_silent (self, fc_shift_opening_meter (self->opening, nozzles->pdata[i]));
  for (guint i = 0; i < tanks->len; i++)
    keep_silent (self, fc_shift_opening_dip (self->opening, tanks->pdata[i]));
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return fc_id_compare (fc_record_get_id (*(FcRecord *const *) a), fc_record_get_id (*(FcRecord *const *) b));
}

/* The lines by id, so that office and hub write them in the same order. */
static void
collect_lines (FcPosImport *self)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    g_ptr_array_add (sorted, line);
  g_ptr_array_sort (sorted, compare_lines);
  for (guint i = 0; i < sorted->len; i++)
    fc_shift_put (self->changes, self->rows, g_object_ref (sorted->pdata[i]));
}

static gboolean
import_lines (FcPosImport  *self,
              gboolean      is_new,
              GError      **error)
{
  static const struct
  {
    const char *name;
    FcPosLineFunc func;
  } passes[] = { { "pos_sales", fc_pos_clear_sales },  { "pos_sales", fc_pos_sales },
                 { "pos_sales", fc_pos_clear_spread }, { "pos_sales", fc_pos_spread_sales },
                 { "tanks", fc_pos_tank },             { "tenders", fc_pos_tender },
                 { "cash", fc_pos_cash } };

  if (!fc_pos_each_line (self, "meters", fc_pos_meter, error))
    return FALSE;
  if (is_new)
    add_silent_lines (self);
  for (gsize i = 0; i < G_N_ELEMENTS (passes); i++)
    if (!fc_pos_each_line (self, passes[i].name, passes[i].func, error))
      return FALSE;
  return TRUE;
}

/**
 * fc_shift_import_digest:
 * @args: of a shift.import
 *
 * Returns: (transfer full): of what the files said, without what depends on when they were read; kept in the shift
 */
char *
fc_shift_import_digest (JsonObject *args)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonObject) said = json_object_new ();
  g_autofree char *text = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, args);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (!g_str_has_prefix (name, "version_") && strcmp (name, "previous_id") != 0 && strcmp (name, "sales") != 0)
      json_object_set_member (said, name, json_node_copy (member));
  json_node_init_object (node, said);
  text = json_to_string (node, FALSE);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static gboolean
run_import (FcPosImport  *self,
            FcRecord     *before,
            GError      **error)
{
  gboolean complete = json_object_get_boolean_member_with_default (self->args, "complete", FALSE);
  gboolean journal = !json_object_get_boolean_member_with_default (self->args, "sales", TRUE);
  gboolean had_sales = before != NULL && !fc_record_is_null (before, FC_SHIFT_CLOSED_AT);
  g_autofree char *digest = fc_shift_import_digest (self->args);

  self->shift = before != NULL ? fc_record_copy (before) : fc_record_new (FC_SHIFT, &self->context->op->row_id);
  if (!fill_header (self, error))
    return FALSE;
  fc_record_set_text (self->shift, FC_SHIFT_SOURCE_DIGEST, digest);
  self->opening = fc_shift_opening_new (self->rows, self->shift, NULL);
  if (!import_lines (self, before == NULL, error))
    return FALSE;
  fc_shift_put (self->changes, self->rows, g_object_ref (self->shift));
  collect_lines (self);
  return !complete || had_sales || journal || fc_pos_each_line (self, "pos_sales", fc_pos_sale, error);
}

/* Changes to the copies of an approved shift's rows become the rows of its next version. */
static void
insert_version (FcPosImport *self,
                GPtrArray   *copies,
                GPtrArray   *discarded,
                FcChangeSet *into)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GHashTable) after = g_hash_table_new (fc_id_hash, fc_id_equal);

  for (guint i = 0; i < self->changes->changes->len; i++)
    {
      FcChange *change = self->changes->changes->pdata[i];

      g_hash_table_insert (after, (gpointer) fc_record_get_id (change->after), change->after);
    }
  for (guint i = 0; i < copies->len; i++)
    {
      FcRecord *changed = g_hash_table_lookup (after, fc_record_get_id (copies->pdata[i]));

      g_ptr_array_add (records, changed != NULL ? changed : copies->pdata[i]);
    }
  for (guint i = 0; i < self->changes->changes->len; i++)
    {
      FcChange *change = self->changes->changes->pdata[i];

      if (change->kind == FC_CHANGE_INSERT)
        g_ptr_array_add (records, change->after);
    }
  fc_shift_put_version (into, discarded, records);
}

/* Whether anything but the header differs: the header is the POS's word about itself. */
static gboolean
any_line_changed (FcChangeSet *changes)
{
  for (guint i = 0; i < changes->changes->len; i++)
    if (fc_record_get_entity (((FcChange *) changes->changes->pdata[i])->after) != FC_SHIFT)
      return TRUE;
  return FALSE;
}

/* A file that comes after the approval: with other figures, the next version; @rows are as before afterwards. */
static gboolean
import_correction (FcPosImport  *self,
                   FcRecord     *approved,
                   FcChangeSet  *into,
                   GError      **error)
{
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  FcRecord *version = fc_shift_copy_version (self->rows, approved, N_ ("The point of sale sent other figures"), copies);
  g_autoptr (GPtrArray) discarded = fc_shift_take_version (self->rows, fc_record_get_id (version));
  gboolean done;

  g_ptr_array_insert (copies, 0, version);
  g_array_append_vals (self->versions, fc_record_get_id (version), 1);
  for (guint i = 0; i < copies->len; i++)
    fc_row_set_add (self->rows, copies->pdata[i]);
  done = run_import (self, version, error);
  for (guint i = 0; i < copies->len; i++)
    fc_row_set_remove (self->rows, fc_record_get_entity (copies->pdata[i]), fc_record_get_id (copies->pdata[i]));
  for (guint i = 0; i < discarded->len; i++)
    fc_row_set_add (self->rows, discarded->pdata[i]);
  if (!done || !any_line_changed (self->changes))
    return done;
  insert_version (self, copies, discarded, into);
  fc_change_set_event (into, "shift.correction-opened", FC_SHIFT, fc_record_get_id (approved), NULL);
  return TRUE;
}

/* The newest version there is, and all before it in versions. */
static FcRecord *
newest_version (FcPosImport *self)
{
  FcId id = self->context->op->row_id;
  FcRecord *newest = fc_row_set_get (self->rows, FC_SHIFT, &id), *next = newest;

  g_array_append_val (self->versions, id);
  while (next != NULL)
    {
      id = fc_shift_correction_id (&id);
      next = fc_row_set_get (self->rows, FC_SHIFT, &id);
      if (next == NULL || fc_shift_is_discarded (next))
        break;
      newest = next;
      g_array_append_val (self->versions, id);
    }
  return newest;
}

static FcChangeSet *
import_into (FcPosImport  *self,
             GError      **error)
{
  FcRecord *newest = newest_version (self);
  const char *state = newest != NULL ? fc_record_get_text (newest, FC_SHIFT_STATE) : "open";
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autofree char *digest = fc_shift_import_digest (self->args);

  if (g_strcmp0 (state, "approved") == 0)
    {
      if (g_strcmp0 (digest, fc_record_get_text (newest, FC_SHIFT_SOURCE_DIGEST)) != 0 &&
          !import_correction (self, newest, changes, error))
        return NULL;
      return g_steal_pointer (&changes);
    }
  if (newest != NULL && !fc_shift_check_writable (newest, error))
    return NULL;
  if (!run_import (self, newest, error))
    return NULL;
  if (newest == NULL)
    fc_change_set_event (self->changes, "shift.imported", FC_SHIFT, &self->context->op->row_id, NULL);
  return g_steal_pointer (&self->changes);
}

/**
 * fc_shift_import:
 *
 * shift.import, as fc_shift_import_op_new() makes it.
 */
FcChangeSet *
fc_shift_import (FcCommandContext *context,
                 FcRowSet         *rows,
                 JsonObject       *args,
                 GError          **error)
{
  FcPosImport self = { .context = context, .rows = rows, .args = args };
  FcChangeSet *changes = NULL;
  FcId station_id;

  if (!fc_args_id (args, "station_id", &station_id, error))
    return NULL;
  self.station = fc_row_set_get (rows, FC_STATION, &station_id);
  if (self.station == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("The station of the imported shift is not here"));
      return NULL;
    }
  self.versions = g_array_new (FALSE, FALSE, sizeof (FcId));
  self.lines = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_object_unref);
  self.changes = fc_change_set_new ();
  changes = import_into (&self, error);
  g_clear_pointer (&self.changes, fc_change_set_free);
  g_clear_pointer (&self.opening, fc_shift_opening_free);
  g_clear_pointer (&self.lines, g_hash_table_unref);
  g_clear_object (&self.shift);
  g_array_unref (self.versions);
  return changes;
}
