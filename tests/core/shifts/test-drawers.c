/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-shift-versions.h"
#include "fc-test-station.h"

#include <string.h>

/* Attendants who share a shift, their slips, their signatures and what they owe. */

#define OPENING G_GINT64_CONSTANT (184220100)

typedef struct {
  FcTestStation *station;
  FcId shift, asha, brendan; /* users */
  FcId first, second;        /* their drawers */
} Team;

/* 1A is Asha's and sold 100 L (9,550.00), 2A Brendan's and sold 50 L (5,500.00). */
static Team
team_new (FcTestStation *station)
{
  Team team = { .station = station, .shift = fc_test_open (station, 1, NULL) };

  team.asha = fc_id_from_key ("user", "Asha", NULL);
  team.brendan = fc_id_from_key ("user", "Brendan", NULL);
  team.first = fc_test_drawer (station, &team.shift, 1, "Asha", &team.asha);
  team.second = fc_test_drawer (station, &team.shift, 2, "Brendan", &team.brendan);
  fc_test_close_meter (station, &team.shift, 0, OPENING + 100000);
  fc_test_close_meter (station, &team.shift, 1, OPENING + 50000);
  for (int i = 0; i < 2; i++)
    {
      fc_test_must (station, "shift.assign", &team.shift, "{\"drawer_id\":\"%s\",\"nozzle_ids\":[\"%s\"]}",
                    fc_test_id (station, i == 0 ? &team.first : &team.second),
                    fc_test_id (station, &station->nozzles[i]));
      fc_test_must (station, "shift.dip", &team.shift, "{\"tank_id\":\"%s\",\"volume\":0}",
                    fc_test_id (station, &station->tanks[i]));
    }
  return team;
}

static void
count (Team       *team,
       const FcId *drawer,
       gint64      amount)
{
  fc_test_must (team->station, "shift.count-cash", &team->shift,
                "{\"denomination\":1,\"quantity\":%d,\"drawer_id\":\"%s\"}", (int) amount,
                fc_test_id (team->station, drawer));
}

static FcShiftSheet *
sheet_of (Team *team)
{
  return fc_shift_sheet_new (team->station->rows, &team->shift);
}

static void
test_each_drawer_has_its_own_over_short (FcTestStation *station,
                                         gconstpointer  unused)
{
  Team team = team_new (station);
  g_autoptr (FcShiftSheet) sheet = NULL;
  const FcSheetDrawer *first, *second;

  fc_test_must (station, "shift.set-tender", &team.shift, "{\"tender\":\"card_inside\",\"amount\":500000,\"drawer_id\":\"%s\"}",
                fc_test_id (station, &team.first));
  fc_test_must (station, "shift.move-cash", &team.shift, "{\"movement\":\"drop\",\"amount\":300000,\"drawer_id\":\"%s\"}",
                fc_test_id (station, &team.second));
  count (&team, &team.first, 10000 + 955000 - 500000 - 50);
  count (&team, &team.second, 10000 + 550000 - 300000 + 20);
  sheet = sheet_of (&team);
  first = fc_shift_sheet_drawer (sheet, &team.first);
  second = fc_shift_sheet_drawer (sheet, &team.second);
  g_assert_cmpint (first->over_short, ==, -50);
  g_assert_cmpint (second->over_short, ==, 20);
  g_assert_cmpint (sheet->over_short, ==, -30);
  g_assert_cmpint (sheet->opening_float, ==, 20000);
  g_assert_true (fc_shift_sheet_may_submit (sheet, NULL));
}

static void
test_money_that_is_nobodys_blocks (FcTestStation *station,
                                   gconstpointer  unused)
{
  Team team = team_new (station);
  g_autoptr (FcShiftSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  count (&team, &team.first, 0);
  count (&team, &team.second, 0);
  fc_test_must (station, "shift.set-tender", &team.shift, "{\"tender\":\"mobile\",\"amount\":5}");
  sheet = sheet_of (&team);
  g_assert_cmpint (sheet->nobody.tenders[3], ==, 5);
  g_assert_false (fc_shift_sheet_may_submit (sheet, &error));
  fc_test_must (station, "shift.set-tender", &team.shift, "{\"tender\":\"mobile\",\"amount\":null}");
  g_clear_pointer (&sheet, fc_shift_sheet_free);
  sheet = sheet_of (&team);
  g_assert_cmpint (sheet->nobody.expected_cash, ==, 0);
}

static void
test_an_attendant_writes_only_the_own_drawer (FcTestStation *station,
                                              gconstpointer  unused)
{
  static const char *const own[] = { "own.count", "own.sign", NULL };
  Team team = team_new (station);
  char *mine = fc_test_id (station, &team.first), *theirs = fc_test_id (station, &team.second);
  const struct
  {
    const char *command;
    char *args;
  } denied[] = {
    { "shift.count-cash", g_strdup ("{\"denomination\":1,\"quantity\":1}") },
    { "shift.count-cash", g_strdup_printf ("{\"denomination\":1,\"quantity\":1,\"drawer_id\":\"%s\"}", theirs) },
    { "shift.set-tender", g_strdup_printf ("{\"tender\":\"mobile\",\"amount\":1,\"drawer_id\":\"%s\"}", theirs) },
    { "shift.sign", g_strdup_printf ("{\"role\":\"attendant\",\"drawer_id\":\"%s\",\"method\":\"pin\"}", theirs) },
    { "shift.sign", g_strdup_printf ("{\"role\":\"supervisor\",\"drawer_id\":\"%s\",\"method\":\"pin\"}", mine) },
    { "shift.put-drawer", g_strdup ("{\"number\":1,\"opening_float\":0}") },
    { "shift.put-drawer", g_strdup ("{\"number\":3,\"shop_sales\":0}") },
    { "shift.put-slips", g_strdup_printf ("{\"drawer_id\":\"%s\",\"slips\":[{\"amount\":1,\"drawer_id\":\"%s\"}]}", mine, theirs) },
    { "shift.read-meter", g_strdup_printf ("{\"nozzle_id\":\"%s\",\"closing\":1}", fc_test_id (station, &station->nozzles[1])) },
    { "shift.read-meter", g_strdup_printf ("{\"nozzle_id\":\"%s\",\"price\":1}", fc_test_id (station, &station->nozzles[0])) },
    { "shift.assign", g_strdup_printf ("{\"drawer_id\":\"%s\",\"nozzle_ids\":[]}", mine) },
    { "shift.submit", g_strdup ("{}") },
  };

  fc_test_become (station, "Asha", own);
  for (gsize i = 0; i < G_N_ELEMENTS (denied); i++)
    {
      g_autoptr (GError) error = fc_test_refused (station, denied[i].command, &team.shift, "%s", denied[i].args);

      g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
      g_free (denied[i].args);
    }
  count (&team, &team.first, 7);
  fc_test_close_meter (station, &team.shift, 0, OPENING + 110000);
  fc_test_must (station, "shift.put-drawer", &team.shift, "{\"number\":1,\"shop_sales\":900}");
  fc_test_must (station, "shift.put-slips", &team.shift,
                "{\"drawer_id\":\"%s\",\"slips\":[{\"customer\":\"Taxi\",\"amount\":1}]}", mine);
  fc_test_must (station, "shift.sign", &team.shift, "{\"role\":\"attendant\",\"drawer_id\":\"%s\",\"method\":\"pin\"}", mine);
}

static void
test_a_signature_holds_while_the_figures_do (FcTestStation *station,
                                             gconstpointer  unused)
{
  Team team = team_new (station);
  g_autoptr (FcShiftSheet) one = NULL, two = NULL, three = NULL;

  count (&team, &team.first, 5);
  fc_test_must (station, "shift.sign", &team.shift,
                "{\"role\":\"attendant\",\"drawer_id\":\"%s\",\"method\":\"drawn\",\"name\":\"Asha\",\"strokes\":[[1,2,3,4]]}",
                fc_test_id (station, &team.first));
  count (&team, &team.second, 9);
  one = sheet_of (&team);
  g_assert_true (fc_shift_sheet_signature (one, "attendant", &team.first)->holds);
  count (&team, &team.first, 6);
  two = sheet_of (&team);
  g_assert_false (fc_shift_sheet_signature (two, "attendant", &team.first)->holds);
  g_assert_cmpint (two->steps[FC_STEP_SIGNATURES], ==, FC_STEP_TOUCHED);
  count (&team, &team.first, 5);
  three = sheet_of (&team);
  g_assert_true (fc_shift_sheet_signature (three, "attendant", &team.first)->holds);
}

static void
test_the_station_may_demand_the_supervisors_signature (FcTestStation *station,
                                                       gconstpointer  unused)
{
  Team team = team_new (station);
  g_autoptr (FcRecord) demanding = fc_record_copy (fc_row_set_get (station->rows, FC_STATION, &station->station));
  g_autoptr (GError) error = NULL;

  fc_record_set_int (demanding, FC_STATION_SUPERVISOR_SIGNS, 1);
  fc_row_set_add (station->rows, demanding);
  count (&team, &team.first, 10000 + 955000);
  count (&team, &team.second, 10000 + 550000);
  error = fc_test_refused (station, "shift.submit", &team.shift, "{}");
  g_assert_cmpstr (error->message, ==, "The supervisor has not signed these figures");
  fc_test_must (station, "shift.sign", &team.shift, "{\"role\":\"supervisor\",\"method\":\"pin\"}");
  fc_test_must (station, "shift.submit", &team.shift, "{}");
}

static void
test_submit_and_approve_sign (FcTestStation *station,
                              gconstpointer  unused)
{
  Team team = team_new (station);
  g_autoptr (FcShiftSheet) sheet = NULL;

  count (&team, &team.first, 10000 + 955000 - 50);
  count (&team, &team.second, 10000 + 550000);
  fc_test_must (station, "shift.submit", &team.shift, "{\"method\":\"pin\"}");
  fc_test_must (station, "shift.approve", &team.shift, "{\"method\":\"pin\",\"name\":\"Maeve\"}");
  sheet = sheet_of (&team);
  g_assert_true (fc_shift_sheet_signature (sheet, "supervisor", NULL)->holds);
  g_assert_true (fc_shift_sheet_signature (sheet, "manager", NULL)->holds);
  g_assert_cmpint (fc_shortfall_balance (station->rows, &station->station, &team.asha, NULL), ==, -50);
  g_assert_cmpint (fc_shortfall_balance (station->rows, &station->station, &team.brendan, NULL), ==, 0);
}

/* Handing in asks for nothing, so it signs nothing, and says who has not. */
static void
test_submit_alone_is_no_signature (FcTestStation *station,
                                   gconstpointer  unused)
{
  Team team = team_new (station);
  g_autoptr (FcShiftSheet) before = NULL, after = NULL;
  guint n_unsigned = 0;

  count (&team, &team.first, 10000 + 955000);
  count (&team, &team.second, 10000 + 550000);
  fc_test_must (station, "shift.sign", &team.shift, "{\"role\":\"attendant\",\"drawer_id\":\"%s\",\"method\":\"pin\"}",
                fc_test_id (station, &team.first));
  before = sheet_of (&team);
  for (guint i = 0; i < before->warnings->len; i++)
    n_unsigned += ((FcSheetWarning *) before->warnings->pdata[i])->kind == FC_ANOMALY_UNSIGNED;
  g_assert_cmpuint (n_unsigned, ==, 2); /* the other attendant, and the supervisor */
  g_assert_cmpint (before->steps[FC_STEP_SIGNATURES], ==, FC_STEP_TOUCHED);
  fc_test_must (station, "shift.submit", &team.shift, "{}");
  after = sheet_of (&team);
  g_assert_null (fc_shift_sheet_signature (after, "supervisor", NULL));
  g_assert_cmpuint (after->signatures->len, ==, 1);
}

static void
settle (FcTestStation *station,
        const FcId    *id,
        const char    *kind,
        gint64         amount)
{
  FcId user = fc_id_from_key ("user", "Asha", NULL);
  g_autofree char *json =
    g_strdup_printf ("{\"station_id\":\"%s\",\"user_id\":\"%s\",\"attendant\":\"Asha\",\"kind\":\"%s\",\"amount\":%d,"
                     "\"reason\":\"agreed\"}",
                     fc_test_id (station, &station->station), fc_test_id (station, &user), kind, (int) amount);
  g_autoptr (FcOp) op = fc_op_new_command ("shortfall.settle", FC_SHORTFALL, id, fc_test_args (json), station->now++);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) changes = fc_op_run (op, station->actor, station->rows, &error);

  g_assert_no_error (error);
  fc_change_set_apply_to_rows (changes, station->rows);
}

static void
test_a_shortfall_is_repaid (FcTestStation *station,
                            gconstpointer  unused)
{
  Team team = team_new (station);
  FcId first = fc_id_from_key ("one", NULL), second = fc_id_from_key ("two", NULL);

  count (&team, &team.first, 10000 + 955000 - 5000);
  count (&team, &team.second, 10000 + 550000);
  fc_test_must (station, "shift.submit", &team.shift, "{}");
  fc_test_must (station, "shift.approve", &team.shift, "{}");
  settle (station, &first, "repayment", 3000);
  settle (station, &first, "repayment", 3000); /* the same op twice */
  settle (station, &second, "write_off", 1500);
  g_assert_cmpint (fc_shortfall_balance (station->rows, NULL, &team.asha, NULL), ==, -500);
}

static void
test_slips_stand_for_the_account_tender (FcTestStation *station,
                                         gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) sheet = NULL, typed = NULL;

  fc_test_close_meter (station, &shift, 0, OPENING + 100000);
  fc_test_must (station, "shift.put-slips", &shift,
                "{\"slips\":[{\"customer\":\"Taxi\",\"quantity\":20000,\"product_id\":\"%s\"},"
                "{\"kind\":\"drive_off\",\"amount\":4200},{\"kind\":\"own_use\",\"quantity\":1000,\"price\":9550000}]}",
                fc_test_id (station, &station->products[0]));
  sheet = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (sheet->tenders[5], ==, 191000); /* 20 L × 95.50 */
  g_assert_cmpint (sheet->slip_amounts[1], ==, 4200);
  g_assert_cmpint (sheet->slip_amounts[2], ==, 9550);
  g_assert_cmpint (sheet->expected_cash, ==, 955000 - 191000 - 4200 - 9550);
  fc_test_must (station, "shift.set-tender", &shift, "{\"tender\":\"account\",\"amount\":190000}");
  typed = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (typed->tenders[5], ==, 190000);
  g_assert_cmpint (typed->expected_cash, ==, 955000 - 190000 - 4200 - 9550);
  g_assert_cmpint (fc_shift_sheet_worst (typed, NULL), ==, FC_LEVEL_ODD);
}

static void
test_wrong_slips_are_told_by_their_row (FcTestStation *station,
                                        gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (GError) error =
    fc_test_refused (station, "shift.put-slips", &shift,
                     "{\"slips\":[{\"amount\":1},{\"kind\":\"loan\",\"amount\":1},{\"amount\":2},{\"quantity\":-5}]}");
  g_autoptr (GPtrArray) slips = fc_row_set_list (station->rows, FC_SLIP);

  g_assert_true (g_str_has_prefix (error->message, "Slip 2: "));
  g_assert_nonnull (strstr (error->message, "\nSlip 4: "));
  g_assert_null (strstr (error->message, "Slip 3: "));
  g_assert_cmpuint (slips->len, ==, 0);
}

/* A grid saves a slip cell by cell under the id it made for it. */
static void
test_a_slip_grows_cell_by_cell (FcTestStation *station,
                                gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL), id = fc_id_from_key ("slip", NULL);
  char *text = fc_test_id (station, &id);
  g_autoptr (FcShiftSheet) begun = NULL, done = NULL;
  g_autoptr (GError) error = NULL;

  fc_test_must (station, "shift.put-slips", &shift, "{\"slips\":[{\"id\":\"%s\",\"customer\":\"Taxi\"}]}", text);
  begun = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpuint (begun->slips->len, ==, 1);
  g_assert_cmpint (begun->steps[FC_STEP_SLIPS], ==, FC_STEP_TOUCHED);
  fc_test_must (station, "shift.put-slips", &shift, "{\"slips\":[{\"id\":\"%s\",\"quantity\":2000,\"product_id\":\"%s\"}]}",
                text, fc_test_id (station, &station->products[1]));
  done = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (done->slip_amounts[0], ==, 22000);
  g_assert_cmpint (done->steps[FC_STEP_SLIPS], ==, FC_STEP_DONE);
  shift = fc_test_open (station, 2, NULL);
  error = fc_test_refused (station, "shift.put-slips", &shift, "{\"slips\":[{\"id\":\"%s\",\"amount\":1}]}", text);
  g_assert_error (error, FC_ERROR, FC_ERROR_NOT_FOUND);
}

static void
test_a_drawer_goes_only_empty (FcTestStation *station,
                               gconstpointer  unused)
{
  Team team = team_new (station);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcShiftSheet) sheet = NULL;

  count (&team, &team.first, 5);
  error = fc_test_refused (station, "shift.remove-line", &team.shift, "{\"entity\":\"drawer\",\"id\":\"%s\"}",
                           fc_test_id (station, &team.first));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  fc_test_must (station, "shift.remove-line", &team.shift, "{\"entity\":\"drawer\",\"id\":\"%s\"}",
                fc_test_id (station, &team.second));
  sheet = sheet_of (&team);
  g_assert_cmpuint (sheet->drawers->len, ==, 1);
  g_assert_cmpint (sheet->nobody.fuel_amount, ==, 550000);
}

#define STATION_TEST(name, function)                                                               \
  g_test_add ("/shifts/drawers/" name, FcTestStation, NULL, fc_test_station_set_up, function, fc_test_station_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STATION_TEST ("each-drawer-has-its-own-over-short", test_each_drawer_has_its_own_over_short);
  STATION_TEST ("money-that-is-nobodys-blocks", test_money_that_is_nobodys_blocks);
  STATION_TEST ("an-attendant-writes-only-the-own-drawer", test_an_attendant_writes_only_the_own_drawer);
  STATION_TEST ("a-signature-holds-while-the-figures-do", test_a_signature_holds_while_the_figures_do);
  STATION_TEST ("the-station-may-demand-the-supervisors-signature", test_the_station_may_demand_the_supervisors_signature);
  STATION_TEST ("submit-and-approve-sign", test_submit_and_approve_sign);
  STATION_TEST ("submit-alone-is-no-signature", test_submit_alone_is_no_signature);
  STATION_TEST ("a-shortfall-is-repaid", test_a_shortfall_is_repaid);
  STATION_TEST ("slips-stand-for-the-account-tender", test_slips_stand_for_the_account_tender);
  STATION_TEST ("wrong-slips-are-told-by-their-row", test_wrong_slips_are_told_by_their_row);
  STATION_TEST ("a-slip-grows-cell-by-cell", test_a_slip_grows_cell_by_cell);
  STATION_TEST ("a-drawer-goes-only-empty", test_a_drawer_goes_only_empty);
  return g_test_run ();
}
