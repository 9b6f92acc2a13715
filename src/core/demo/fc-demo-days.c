/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include "fc-day-commands.h"
#include "fc-day-sheet.h"

/* The manager closes each day the morning after it: the very command that closes a day in the office does it here. */

#define OPEN_DAYS 3 /* the last days of the story are still to be closed */
#define MINUTE    (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define NOTES     5000 /* minor units: the bank takes whole fifties, the rest stays in the safe */

/* What a close reads, of one station. */
struct _FcDemoDays
{
  GPtrArray *station; /* FcRecord: itself, tanks, pumps, nozzles */
  GPtrArray *before;  /* FcRecord: the shifts of the day before, and its close */
  GPtrArray *today;   /* FcRecord: the shifts of the day that is being told */
};

static FcDemoDays *
days_new (void)
{
  FcDemoDays *days = g_new0 (FcDemoDays, 1);

  days->station = g_ptr_array_new_with_free_func (g_object_unref);
  days->before = g_ptr_array_new_with_free_func (g_object_unref);
  days->today = g_ptr_array_new_with_free_func (g_object_unref);
  return days;
}

void
fc_demo_days_free (FcDemoDays *days)
{
  g_ptr_array_unref (days->station);
  g_ptr_array_unref (days->before);
  g_ptr_array_unref (days->today);
  g_free (days);
}

static FcDemoSite *
site_of (FcDemoWorld *world,
         FcRecord    *record)
{
  FcEntity entity = fc_record_get_entity (record);
  const FcId *id = entity == FC_STATION ? fc_record_get_id (record)
                                        : fc_record_get_ref (record, fc_catalog_station_field (entity));

  for (guint i = 0; id != NULL && i < world->n_sites; i++)
    if (fc_id_equal (&world->sites[i].id, id))
      return &world->sites[i];
  return NULL;
}

/* Every record passes here on its way to the sink. */
void
fc_demo_days_keep (FcDemoWorld *world,
                   FcRecord    *record)
{
  FcEntity entity = fc_record_get_entity (record), root = fc_catalog_get (entity)->root;
  FcDemoSite *site;

  if ((root != FC_STATION && root != FC_SHIFT) || entity == FC_PRICE)
    return;
  site = site_of (world, record);
  if (site == NULL)
    return;
  if (site->days == NULL)
    site->days = days_new ();
  g_ptr_array_add (root == FC_SHIFT ? site->days->today : site->days->station, g_object_ref (record));
}

static void
add_all (FcRowSet  *rows,
         GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    fc_row_set_add (rows, records->pdata[i]);
}

static void
accept_all (JsonObject       *args,
            const FcDaySheet *sheet)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < sheet->obstacles->len; i++)
    {
      const FcDayObstacle *obstacle = sheet->obstacles->pdata[i];
      gboolean tank = obstacle->step == FC_DAY_STEP_TANKS;
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "what", obstacle->what);
      json_object_set_string_member (entry, "reason", tank ? "Dipped again by hand; to be watched" : "Looked into, nothing found");
      json_array_add_object_element (list, entry);
    }
  json_object_set_array_member (args, "accepted", list);
}

/* The float stays, whole notes go to the bank, coins into the safe. */
static void
split (JsonObject       *args,
       const FcDaySheet *sheet,
       guint             day)
{
  g_autofree char *slip = g_strdup_printf ("BD-%05u", 20000 + day);
  gint64 all = sheet->brought + sheet->collected, carried = MIN (all, FC_DEMO_FLOAT);
  gint64 deposited = (all - carried) / NOTES * NOTES;

  json_object_set_int_member (args, "deposited", deposited);
  json_object_set_int_member (args, "safe", all - carried - deposited);
  json_object_set_int_member (args, "carried", carried);
  json_object_set_string_member (args, "deposit_reference", slip);
}

static FcChangeSet *
close_day (FcDemoWorld *world,
           FcDemoSite  *site,
           guint        day,
           FcRowSet    *rows)
{
  gint64 at = fc_demo_hour (world, day, 24 + 10) + (gint64) site->position * 7 * MINUTE;
  g_autoptr (FcDaySheet) sheet = fc_day_sheet_new (rows, &site->id, fc_demo_date (world, day));
  g_autoptr (FcOp) op = fc_day_close_op_new (&site->id, fc_demo_date (world, day), at);
  g_autoptr (FcActor) manager = fc_actor_new_system (&world->tenant);
  FcCommandContext context = { .op = op, .actor = manager };

  if (sheet->brought + sheet->collected < 0)
    return NULL;
  manager->user_id = world->manager;
  g_free (manager->name);
  manager->name = g_strdup ("Colm Harkin");
  accept_all (op->fields, sheet);
  split (op->fields, sheet, day);
  return fc_day_close (&context, rows, op->fields, NULL);
}

static gboolean
emit_close (FcDemoWorld  *world,
            FcDemoSite   *site,
            FcChangeSet  *changes,
            GError      **error)
{
  for (guint i = 0; i < changes->changes->len; i++)
    {
      FcChange *change = changes->changes->pdata[i];

      if (change->kind != FC_CHANGE_INSERT)
        continue;
      g_ptr_array_add (site->days->today, g_object_ref (change->after));
      if (!fc_demo_emit_record (world, g_object_ref (change->after), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_demo_day_close:
 *
 * Closes a day of the story whose shifts have all been emitted; the last ones stay open for who tries the program.
 */
gboolean
fc_demo_day_close (FcDemoWorld  *world,
                   FcDemoSite   *site,
                   guint         day,
                   GError      **error)
{
  FcDemoDays *days = site->days;
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (FcChangeSet) changes = NULL;
  GPtrArray *before;

  if (days == NULL)
    return TRUE;
  add_all (rows, days->station);
  add_all (rows, days->before);
  add_all (rows, days->today);
  if (day + OPEN_DAYS < world->n_days)
    changes = close_day (world, site, day, rows);
  if (changes != NULL && !emit_close (world, site, changes, error))
    return FALSE;
  before = days->before;
  days->before = days->today;
  days->today = before;
  g_ptr_array_set_size (days->today, 0);
  return TRUE;
}
