/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include <json-glib/json-glib.h>

#define LEAK_ML_AN_HOUR 760.0 /* 0.2 US gallons, what a monthly test must find */
#define DRIFT           0.014
#define SKIM_CHANCE     0.65
#define STORY_DAYS      35 /* the planted troubles grow over these last days */

static FcDemoSite *
site_of (FcDemoWorld *world,
         guint        n)
{
  return &world->sites[n % world->n_sites];
}

static FcDemoTank *
tank_of (FcDemoSite    *site,
         FcDemoProduct  product)
{
  for (guint i = 0; i < site->n_tanks; i++)
    if (site->tanks[i].product == product)
      return &site->tanks[i];
  return &site->tanks[0];
}

static guint
first_troubled_day (FcDemoWorld *world)
{
  return MAX (world->n_days, STORY_DAYS) - STORY_DAYS;
}

/**
 * fc_demo_truth_plant:
 *
 * Chooses who and what goes wrong: a leaking tank (fourth station), a skimming cashier (second), a meter that drifts
 * (third), a gauge that dies (fifth), and, which is nobody's fault, a totalizer that rolls over.
 */
void
fc_demo_truth_plant (FcDemoWorld *world)
{
  FcDemoSite *rolls = site_of (world, 4);

  tank_of (site_of (world, 3), FC_DEMO_UNLEADED_95)->leak = LEAK_ML_AN_HOUR;
  site_of (world, 2)->nozzles[4].drift = DRIFT;
  tank_of (site_of (world, 4), FC_DEMO_UNLEADED_98)->dying = TRUE;
  rolls->nozzles[rolls->n_nozzles - 1].totalizer = G_GINT64_CONSTANT (9999000000) - 8000000;
}

/**
 * fc_demo_truth_grown:
 *
 * Returns: how far a trouble has grown on @day, 0 before it begins, 1 at the end of the story
 */
double
fc_demo_truth_grown (FcDemoWorld *world,
                     guint        day)
{
  guint first = first_troubled_day (world);

  return day <= first ? 0.0 : MIN (1.0, (double) (day - first) / (double) MAX (world->n_days - 1 - first, 1));
}

/**
 * fc_demo_truth_skim:
 *
 * Returns: minor units the cashier takes out of this shift's drawer
 */
gint64
fc_demo_truth_skim (FcDemoWorld  *world,
                    FcDemoSite   *site,
                    guint         day,
                    guint         cashier,
                    FcDemoRandom *random)
{
  double chance = fc_demo_random_unit (random);
  gint64 taken = 500 * (3 + (gint64) fc_demo_random_below (random, 6));

  if (site != site_of (world, 1) || cashier != 1 || day < first_troubled_day (world) || chance > SKIM_CHANCE)
    return 0;
  world->skimmed += taken;
  world->n_skims++;
  return taken;
}

static void
put_id (JsonBuilder *builder,
        const char  *name,
        const FcId  *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
put_int (JsonBuilder *builder,
         const char  *name,
         gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
put_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
begin (FcDemoWorld *world,
       JsonBuilder *builder,
       const char  *trouble,
       FcDemoSite  *site)
{
  g_autofree char *from = fc_date_to_iso (fc_demo_date (world, first_troubled_day (world)));

  json_builder_set_member_name (builder, trouble);
  json_builder_begin_object (builder);
  put_id (builder, "station_id", &site->id);
  put_text (builder, "station", site->code);
  put_text (builder, "from", from);
}

static void
tell_tanks (FcDemoWorld *world,
            JsonBuilder *builder)
{
  FcDemoTank *leaking = tank_of (site_of (world, 3), FC_DEMO_UNLEADED_95);
  FcDemoTank *dying = tank_of (site_of (world, 4), FC_DEMO_UNLEADED_98);

  begin (world, builder, "leak", site_of (world, 3));
  put_id (builder, "tank_id", &leaking->id);
  put_int (builder, "tank", leaking->number);
  put_int (builder, "ml_per_hour", (gint64) LEAK_ML_AN_HOUR);
  put_int (builder, "ml_lost", world->leaked);
  json_builder_end_object (builder);
  begin (world, builder, "dying_gauge", site_of (world, 4));
  put_id (builder, "tank_id", &dying->id);
  put_int (builder, "tank", dying->number);
  json_builder_end_object (builder);
}

/**
 * fc_demo_truth_tell:
 *
 * Returns: (transfer full): JSON for the truth file
 */
char *
fc_demo_truth_tell (FcDemoWorld *world)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  FcDemoSite *skimmed = site_of (world, 1);

  json_builder_begin_object (builder);
  put_int (builder, "seed", (gint64) world->options.seed);
  put_int (builder, "now", world->options.now_us);
  tell_tanks (world, builder);
  begin (world, builder, "skimming_cashier", skimmed);
  put_id (builder, "user_id", &skimmed->cashiers[1]);
  put_text (builder, "cashier", skimmed->cashier_names[1]);
  put_int (builder, "shifts", world->n_skims);
  put_int (builder, "amount", world->skimmed);
  json_builder_end_object (builder);
  begin (world, builder, "drifting_meter", site_of (world, 2));
  put_id (builder, "nozzle_id", &site_of (world, 2)->nozzles[4].id);
  put_int (builder, "ppm_at_end", (gint64) (DRIFT * 1000000));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
