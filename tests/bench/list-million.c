/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-bench.h"
#include "fc-replica.h"
#include "fc-sale-queries.h"
#include "fc-test-office.h"
#include "fc-time.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * A million sales as a list, scrolled from end to end the way a column view does it: some two hundred rows held, each
 * screen let go as the next one is asked for. Memory is what the process holds more than before the list was made.
 *   list.million  MB more      list.screen  ms until a screen is filled, at worst      list.jump  likewise after a jump
 */
#define HELD   200
#define SCREEN 40

typedef struct {
  GListModel *model;
  GQueue held; /* FcQueryRow */
} View;

static void
fill_view (View  *view,
           guint  first)
{
  guint n = g_list_model_get_n_items (view->model);

  for (guint i = first; i < MIN (first + SCREEN, n); i++)
    {
      g_queue_push_tail (&view->held, g_list_model_get_item (view->model, i));
      if (view->held.length > HELD)
        g_object_unref (g_queue_pop_head (&view->held));
    }
}

static gboolean
is_filled (View *view)
{
  guint n = 0;

  for (GList *row = view->held.tail; row != NULL && n < SCREEN; row = row->prev, n++)
    if (!fc_query_row_is_filled (row->data))
      return FALSE;
  return TRUE;
}

static double
show_screen (View  *view,
             guint  first)
{
  gint64 start = g_get_monotonic_time ();

  fill_view (view, first);
  while (!is_filled (view))
    g_main_context_iteration (NULL, TRUE);
  return fc_bench_seconds_since (start) * 1000;
}

static void
fill_office (FcOffice *office,
             guint     rows)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  gint64 a_row = 30 * FC_DAY_US / rows;

  /* Newest first, as a pull brings them. */
  for (guint done = 0; done < rows; done += 8192)
    {
      guint n = MIN (8192, rows - done);
      gint64 until = FC_TEST_NOW - done * a_row;
      g_autoptr (FcFactBatch) sales = fc_test_sales (office, rand, n, until - n * a_row, until);
      g_autoptr (GError) error = NULL;

      if (!fc_replica_load_facts_sync (office->replica, sales, &error))
        g_error ("%s", error->message);
    }
}

static void
scroll (View   *view,
        guint   n,
        double *worst,
        double *peak)
{
  *worst = *peak = 0;
  for (guint first = 0; first < n; first += SCREEN)
    {
      double took = show_screen (view, first);

      *worst = MAX (*worst, took);
      if (first % (SCREEN * 250) == 0)
        {
          double memory = fc_bench_memory ();

          *peak = MAX (*peak, memory);
        }
    }
}

static double
jump (View  *view,
      guint  n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  double worst = 0;

  for (int i = 0; i < 100; i++)
    {
      double took = show_screen (view, (guint) g_rand_int_range (rand, 0, (gint32) n - SCREEN));

      worst = MAX (worst, took);
    }
  return worst;
}

static void
measure (FcOffice *office)
{
  double before, worst, peak, jumps;
  gint64 start;
  View view = { NULL, G_QUEUE_INIT };
  g_autoptr (FcQueryModel) model = NULL;
  guint n;

  fc_office_settle ();
  before = fc_bench_memory ();
  start = g_get_monotonic_time ();
  model = fc_query_model_new (office->replica, &fc_sale_list);
  while (fc_query_model_get_loading (model))
    g_main_context_iteration (NULL, TRUE);
  view.model = G_LIST_MODEL (model);
  n = g_list_model_get_n_items (view.model);
  fc_bench_print ("list.first", fc_bench_seconds_since (start) * 1000, "ms", fc_bench_seconds_since (start) / 1.0,
                  "one second");
  scroll (&view, n, &worst, &peak);
  jumps = jump (&view, n);
  fc_bench_print ("list.million", peak - before, "MB", (peak - before) / 30, "the limit of 30 MB more");
  fc_bench_print ("list.screen", worst, "ms", worst / 100, "100 ms, the longest wait for a screen while scrolling");
  fc_bench_print ("list.jump", jumps, "ms", jumps / 100, "100 ms, the longest wait for a screen after a jump");
  g_queue_clear_full (&view.held, g_object_unref);
}

int
main (int    argc,
      char **argv)
{
  guint rows = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 1000000;
  FcOffice *office = fc_office_new ();

  fill_office (office, rows);
  measure (office);
  fc_office_free (office);
  return 0;
}
