/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-change-words.h"

#include "fc-audit-queries.h"
#include "fc-display.h"
#include "fc-json.h"
#include "fc-record-page.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static const struct {
  const char *action;
  const char *words;
} actions[] = {
  { "shift.open", N_ ("Opened the shift") },
  { "shift.discard", N_ ("Discarded the shift") },
  { "shift.restore", N_ ("Took a discarded shift back") },
  { "shift.renumber", N_ ("Changed the shift’s number") },
  { "shift.import", N_ ("Imported the shift from the point of sale") },
  { "shift.read-meter", N_ ("Read a meter") },
  { "shift.dip", N_ ("Dipped a tank") },
  { "shift.count-cash", N_ ("Counted cash") },
  { "shift.set-tender", N_ ("Entered a tender") },
  { "shift.move-cash", N_ ("Moved cash") },
  { "shift.waive", N_ ("Left a step out, or took it up again") },
  { "shift.submit", N_ ("Submitted the shift") },
  { "shift.approve", N_ ("Approved the shift") },
  { "shift.dispute", N_ ("Sent the shift back") },
  { "shift.correct", N_ ("Corrected the shift") },
  { "shift.change-meter", N_ ("Recorded a new price or meter") },
  { "shift.transfer", N_ ("Moved product out of a tank") },
  { "shift.put-drawer", N_ ("Set up a drawer") },
  { "shift.assign", N_ ("Gave nozzles to a drawer") },
  { "shift.put-slips", N_ ("Entered slips") },
  { "shift.remove-line", N_ ("Took out a line") },
  { "shift.confirm", N_ ("Confirmed a step, or took it up again") },
  { "shortfall.settle", N_ ("Settled a shortfall") },
  { "shift.sign", N_ ("Signed the shift") },
  { "shift.counter-sign", N_ ("Counter-signed the shift") },
  { "day.close", N_ ("Closed the day") },
  { "day.reopen", N_ ("Reopened the day") },
  { "sales.import", N_ ("Imported single sales from a journal") },
  { "conflict.resolve", N_ ("Decided what two had changed") },
  { "draft.hand_over", N_ ("Handed work over") },
  { "draft.settle", N_ ("Dealt with work handed over") },
  { "merge.lost", N_ ("Gave way to somebody else’s change") },
  { "version.renew", N_ ("Gained what a new version brought") },
};

static const struct {
  const char *action;
  const char *format;
} plain_actions[] = {
  { "insert", N_ ("Added: %s") },
  { "patch", N_ ("Changed: %s") },
  { "delete", N_ ("Removed: %s") },
  { "conflict", N_ ("Changed twice: %s") },
};

void
fc_change_line_free (gpointer pointer)
{
  FcChangeLine *line = pointer;

  g_free (line->title);
  g_free (line->before);
  g_free (line->after);
  g_free (line->drawing);
  g_free (line);
}

static char *
name_in_words (const FcRecordName *name)
{
  g_autofree char *date = NULL;

  switch ((int) name->entity)
    {
    case FC_TANK:
      if (name->detail == NULL)
        return g_strdup_printf (_ ("Tank %" PRId64), name->number);
      return g_strdup_printf (_ ("Tank %" PRId64 " (%s)"), name->number, name->detail);
    case FC_PUMP:
      return g_strdup_printf (_ ("Pump %" PRId64), name->number);
    case FC_NOZZLE:
      return g_strdup_printf (_ ("Nozzle %s of pump %" PRId64), name->text, name->number);
    case FC_SHIFT:
      date = fc_show_date ((FcDate) name->date);
      return g_strdup_printf (_ ("Shift %" PRId64 ", %s"), name->number, date);
    default:
      return g_strdup (name->text);
    }
}

/**
 * fc_record_words_new:
 * @names: (element-type FcRecordName):
 *
 * Returns: (transfer full)
 */
GHashTable *
fc_record_words_new (GPtrArray *names)
{
  GHashTable *words = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, g_free);

  for (guint i = 0; i < names->len; i++)
    {
      const FcRecordName *name = names->pdata[i];

      g_hash_table_insert (words, g_memdup2 (&name->id, sizeof name->id), name_in_words (name));
    }
  return words;
}

char *
fc_record_words_of (GHashTable *words,
                    const char *entity,
                    const FcId *id)
{
  const FcEntityInfo *about = entity != NULL ? fc_catalog_find (entity) : NULL;
  const char *name = words != NULL && id != NULL ? g_hash_table_lookup (words, id) : NULL;

  if (name != NULL)
    return g_strdup (name);
  return g_strdup (about != NULL ? _ (about->label) : entity);
}

char *
fc_action_words (const char *action,
                 const char *entity)
{
  const FcEntityInfo *about = entity != NULL ? fc_catalog_find (entity) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i].action, action) == 0)
      return g_strdup (_ (actions[i].words));
  for (gsize i = 0; i < G_N_ELEMENTS (plain_actions); i++)
    if (g_strcmp0 (plain_actions[i].action, action) == 0)
      {
        const char *format = _ (plain_actions[i].format);
        g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

        return g_strconcat (parts[0], about != NULL ? _ (about->label) : entity, parts[0] != NULL ? parts[1] : NULL, NULL);
      }
  return g_strdup (action);
}

static gboolean
is_drawing (const char *name)
{
  return g_str_equal (name, "strokes");
}

static char *
lines_text (guint n)
{
  return g_strdup_printf (ngettext ("%u line", "%u lines", n), n);
}

/* What is no single value: how much of it there is. */
static char *
structure_text (const FcField *field,
                const char    *json)
{
  g_autoptr (JsonNode) node = is_drawing (field->name) ? NULL : fc_json_parse (json, -1, NULL);

  if (is_drawing (field->name))
    return g_strdup (_ ("signed by drawing"));
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return lines_text (json_array_get_length (json_node_get_array (node)));
  return g_strdup (node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? _ ("set") : json);
}

static char *
value_text (const FcField      *field,
            const FcValue      *value,
            GHashTable         *words,
            const FcFieldUnits *units)
{
  if (value->kind == FC_VALUE_NULL)
    return NULL;
  switch (field->type)
    {
    case FC_TYPE_REF:
      return fc_record_words_of (words, fc_catalog_get (field->target)->name, &value->id);
    case FC_TYPE_BOOL:
      return g_strdup (value->number != 0 ? _ ("Yes") : _ ("No"));
    case FC_TYPE_ENUM:
      return g_strdup (fc_choice_label (value->text));
    case FC_TYPE_SET:
      return fc_join_set (value->text);
    case FC_TYPE_MONEY:
      return fc_show_money (value->number, units->currency);
    case FC_TYPE_TIME:
      return fc_show_time (value->number, units->zone);
    case FC_TYPE_DATE:
      return fc_show_date ((FcDate) value->number);
    case FC_TYPE_JSON:
      return structure_text (field, value->text);
    default:
      return fc_field_to_text (field, value, units);
    }
}

static char *
field_text (FcRecord           *record,
            int                 field,
            GHashTable         *words,
            const FcFieldUnits *units)
{
  const FcField *about = &fc_catalog_get (fc_record_get_entity (record))->fields[field];

  return value_text (about, fc_record_get_value (record, field), words, units);
}

static FcRecord *
parse (FcEntity    entity,
       const char *json,
       guint64    *mask)
{
  static const FcId nobody = { { 0 } };
  g_autoptr (JsonNode) node = json != NULL ? fc_json_parse (json, -1, NULL) : NULL;
  FcRecord *record = NULL;

  *mask = 0;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    record = fc_record_from_json (entity, &nobody, json_node_get_object (node), mask, NULL);
  if (record == NULL)
    *mask = 0;
  return record != NULL ? record : fc_record_new (entity, &nobody);
}

/**
 * fc_change_value_text:
 * @json: (nullable): an object with the field
 *
 * Returns: (transfer full): one field's value for reading, "–" for none
 */
char *
fc_change_value_text (const char         *entity,
                      int                 field,
                      const char         *json,
                      GHashTable         *words,
                      const FcFieldUnits *units)
{
  const FcEntityInfo *about = entity != NULL ? fc_catalog_find (entity) : NULL;
  g_autoptr (FcRecord) record = NULL;
  const FcField *column;
  guint64 mask;
  char *text;

  if (about == NULL || field < 0)
    return g_strdup ("–");
  column = &about->fields[field];
  record = parse (about->id, json, &mask);
  if (column->type == FC_TYPE_JSON && !fc_record_is_null (record, field))
    return fc_field_to_text (column, fc_record_get_value (record, field), units);
  text = field_text (record, field, words, units);
  return text != NULL ? text : g_strdup ("–");
}

static char *
line_title (const FcField      *field,
            const FcFieldUnits *units)
{
  return is_drawing (field->name) ? g_strdup (_ ("Signature")) : fc_field_title (field, units);
}

/* What says nothing to a person: where the row hangs. */
static gboolean
is_plumbing (const FcField *field)
{
  return (field->flags & FC_FIELD_PARENT) != 0;
}

/**
 * fc_change_lines:
 *
 * Returns: (transfer full) (element-type FcChangeLine): the fields that differ
 */
GPtrArray *
fc_change_lines (const char         *entity,
                 const char         *before,
                 const char         *after,
                 GHashTable         *words,
                 const FcFieldUnits *units)
{
  const FcEntityInfo *about = entity != NULL ? fc_catalog_find (entity) : NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (fc_change_line_free);
  g_autoptr (FcRecord) old = NULL, new = NULL;
  guint64 old_mask, new_mask;

  if (about == NULL)
    return lines;
  old = parse (about->id, before, &old_mask);
  new = parse (about->id, after, &new_mask);
  for (guint i = 0; i < about->n_fields; i++)
    {
      FcChangeLine *line;

      if (((old_mask | new_mask) >> i & 1) == 0 || is_plumbing (&about->fields[i]) ||
          fc_value_equal (fc_record_get_value (old, (int) i), fc_record_get_value (new, (int) i)))
        continue;
      line = g_new0 (FcChangeLine, 1);
      line->title = line_title (&about->fields[i], units);
      line->before = field_text (old, (int) i, words, units);
      line->after = field_text (new, (int) i, words, units);
      if (is_drawing (about->fields[i].name))
        line->drawing = g_strdup (fc_record_get_text (new, (int) i));
      g_ptr_array_add (lines, line);
    }
  return lines;
}

/* An argument of a command is called and written like the field of its aggregate that has the same name. */
static char *
argument_text (FcEntity             root,
               const char          *name,
               JsonNode            *node,
               GHashTable          *words,
               const FcFieldUnits  *units,
               char               **title)
{
  static const FcId nobody = { { 0 } };

  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      int field = fc_catalog_get (i)->root == root ? fc_catalog_field (i, name) : -1;
      g_autoptr (JsonObject) object = NULL;
      g_autoptr (FcRecord) record = NULL;
      guint64 mask;

      if (field < 0)
        continue;
      object = json_object_new ();
      json_object_set_member (object, name, json_node_copy (node));
      record = fc_record_from_json (i, &nobody, object, &mask, NULL);
      if (record == NULL || fc_record_is_null (record, field))
        continue;
      *title = fc_field_title (&fc_catalog_get (i)->fields[field], units);
      return field_text (record, field, words, units);
    }
  return NULL;
}

static void
add_argument (GPtrArray          *lines,
              const FcOp         *op,
              const char         *name,
              JsonNode           *node,
              GHashTable         *words,
              const FcFieldUnits *units)
{
  FcChangeLine *line = g_new0 (FcChangeLine, 1);

  if (JSON_NODE_HOLDS_ARRAY (node) && is_drawing (name))
    {
      line->title = g_strdup (_ ("Signature"));
      line->after = g_strdup (_ ("signed by drawing"));
      line->drawing = json_to_string (node, FALSE);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      line->title = g_strdup (name);
      line->after = lines_text (json_array_get_length (json_node_get_array (node)));
    }
  else
    line->after = argument_text (op->entity, name, node, words, units, &line->title);
  if (line->after != NULL)
    g_ptr_array_add (lines, line);
  else
    fc_change_line_free (line);
}

static char *
object_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  if (object == NULL)
    return NULL;
  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

/**
 * fc_op_lines:
 *
 * Returns: (transfer full) (element-type FcChangeLine): what the op wanted
 */
GPtrArray *
fc_op_lines (const FcOp         *op,
             GHashTable         *words,
             const FcFieldUnits *units)
{
  g_autofree char *before = object_text (op->prev), *after = object_text (op->fields);
  GPtrArray *lines;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (op->kind != FC_OP_COMMAND)
    return fc_change_lines (fc_catalog_get (op->entity)->name, before, after, words, units);
  lines = g_ptr_array_new_with_free_func (fc_change_line_free);
  json_object_iter_init_ordered (&iter, op->fields);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    add_argument (lines, op, name, node, words, units);
  return lines;
}

/**
 * fc_change_line_text:
 *
 * Returns: (transfer full): "Diesel → Diesel B7"
 */
char *
fc_change_line_text (const FcChangeLine *line)
{
  if (line->before == NULL)
    return g_strdup (line->after != NULL ? line->after : "–");
  /* Translators: what a value was before, and after */
  return g_strdup_printf (_ ("%s → %s"), line->before, line->after != NULL ? line->after : "–");
}

char *
fc_change_summary (GPtrArray *lines,
                   guint      most)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len && i < most; i++)
    {
      const FcChangeLine *line = lines->pdata[i];
      g_autofree char *value = fc_change_line_text (line);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? " · " : "", line->title, value);
    }
  if (lines->len > most)
    g_string_append (text, " …");
  return g_string_free (text, FALSE);
}
