/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

/* What the commands would have written into audit log and events for the shifts of the last days. */

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))
#define FIGURES                                                                             \
  (BIT (FC_SHIFT_FUEL_AMOUNT) | BIT (FC_SHIFT_FUEL_VOLUME) | BIT (FC_SHIFT_EXPECTED_CASH) | \
   BIT (FC_SHIFT_COUNTED_CASH) | BIT (FC_SHIFT_OVER_SHORT))
#define SUBMITTED (BIT (FC_SHIFT_STATE) | FIGURES | BIT (FC_SHIFT_SUBMITTED_BY) | BIT (FC_SHIFT_SUBMITTED_AT))
#define DECIDED   (BIT (FC_SHIFT_STATE) | BIT (FC_SHIFT_DECIDED_BY) | BIT (FC_SHIFT_DECIDED_AT) | BIT (FC_SHIFT_COMMENT))

typedef struct {
  const char *action, *event;
  const char *before, *after; /* states of the shift */
  guint64 mask;               /* fields that it changed */
  const FcId *user;
  gint64 at;
} Deed;

static char *
values_of (FcRecord   *shift,
           const char *state,
           guint64     mask,
           gboolean    blank)
{
  g_autoptr (FcRecord) copy = fc_record_copy (shift);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;

  for (int i = 0; i < FC_SHIFT_N_FIELDS; i++)
    if (blank && (mask & BIT (i)) != 0)
      fc_record_set_null (copy, i);
  fc_record_set_text (copy, FC_SHIFT_STATE, state);
  object = fc_record_to_json (copy, mask);
  node = json_node_init_object (json_node_alloc (), object);
  return json_to_string (node, FALSE);
}

static FcRecord *
audit_of (FcDemoSheet *sheet,
          FcRecord    *shift,
          const Deed  *deed,
          const char  *row_id)
{
  FcId id = fc_demo_random_id (&sheet->random, deed->at);
  FcRecord *entry = fc_record_new (FC_AUDIT_ENTRY, &id);
  g_autofree char *after = values_of (shift, deed->after, deed->mask, FALSE);

  fc_record_set_ref (entry, FC_AUDIT_ENTRY_USER_ID, deed->user);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ACTION, deed->action);
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ENTITY, "shift");
  fc_record_set_text (entry, FC_AUDIT_ENTRY_ROW_ID, row_id);
  if (deed->before != NULL)
    {
      g_autofree char *before = values_of (shift, deed->before, deed->mask, TRUE);

      fc_record_set_text (entry, FC_AUDIT_ENTRY_OLD_VALUES, before);
    }
  fc_record_set_text (entry, FC_AUDIT_ENTRY_NEW_VALUES, after);
  fc_record_set_int (entry, FC_AUDIT_ENTRY_AT, deed->at);
  fc_record_set_ref (entry, FC_AUDIT_ENTRY_STATION_ID, &sheet->site->id);
  return entry;
}

static FcRecord *
event_of (FcDemoSheet *sheet,
          FcRecord    *shift,
          const Deed  *deed,
          const char  *row_id)
{
  FcId id = fc_demo_random_id (&sheet->random, deed->at);
  FcRecord *event = fc_record_new (FC_EVENT, &id);

  fc_record_set_text (event, FC_EVENT_TYPE, deed->event);
  fc_record_set_text (event, FC_EVENT_AGGREGATE_ID, row_id);
  fc_record_set_text (event, FC_EVENT_AGGREGATE_TYPE, "shift");
  fc_record_set_ref (event, FC_EVENT_USER_ID, deed->user);
  if ((deed->mask & FIGURES) == FIGURES)
    {
      g_autofree char *figures = values_of (shift, deed->after, FIGURES, FALSE);

      fc_record_set_text (event, FC_EVENT_DATA, figures);
    }
  fc_record_set_int (event, FC_EVENT_AT, deed->at);
  fc_record_set_int (event, FC_EVENT_VERSION, FC_SCHEMA_VERSION);
  fc_record_set_ref (event, FC_EVENT_STATION_ID, &sheet->site->id);
  return event;
}

static gboolean
tell (FcDemoSheet  *sheet,
      FcRecord     *shift,
      const Deed   *deed,
      GError      **error)
{
  char row_id[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (fc_record_get_id (shift), row_id);
  return fc_demo_emit_record (sheet->world, audit_of (sheet, shift, deed, row_id), error) &&
         fc_demo_emit_record (sheet->world, event_of (sheet, shift, deed, row_id), error);
}

/**
 * fc_demo_log_emit:
 * @shift: as it is now
 *
 * That it was opened, handed in and decided, with who and when. Shifts from before the single sales have no such lines
 * any more.
 */
gboolean
fc_demo_log_emit (FcDemoSheet  *sheet,
                  FcRecord     *shift,
                  GError      **error)
{
  const FcId *decided_by = fc_record_get_ref (shift, FC_SHIFT_DECIDED_BY);
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);
  g_autofree char *event = g_strconcat ("shift.", state, NULL);
  Deed opened = { "shift.open",
                  "shift.opened",
                  NULL,
                  "open",
                  BIT (FC_SHIFT_STATE) | BIT (FC_SHIFT_NUMBER) | BIT (FC_SHIFT_BUSINESS_DATE) | BIT (FC_SHIFT_CASHIER),
                  &sheet->site->supervisor,
                  sheet->shift->opens };
  Deed submitted = { "shift.submit",
                     "shift.submitted",
                     "open",
                     "submitted",
                     SUBMITTED,
                     &sheet->site->supervisor,
                     fc_record_get_int (shift, FC_SHIFT_SUBMITTED_AT) };
  Deed decided = { g_str_equal (state, "disputed") ? "shift.dispute" : "shift.approve",
                   event,
                   "submitted",
                   state,
                   DECIDED,
                   decided_by,
                   fc_record_get_int (shift, FC_SHIFT_DECIDED_AT) };

  if (sheet->day + sheet->world->options.sale_days < sheet->world->n_days)
    return TRUE;
  return tell (sheet, shift, &opened, error) &&
         (fc_record_is_null (shift, FC_SHIFT_SUBMITTED_AT) || tell (sheet, shift, &submitted, error)) &&
         (decided_by == NULL || tell (sheet, shift, &decided, error));
}
