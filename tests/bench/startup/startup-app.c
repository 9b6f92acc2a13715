/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecourt itself on the folder FORECOURT_DATA_DIR: says when the dashboard's figures are painted, then leaves. */
#include <locale.h>
#include <stdio.h>

#include "fc-application.h"
#include "fc-demo-fill.h"
#include "fc-state-page.h"
#include "fc-window-private.h"

/* The overview's state is its content: what was painted are the figures. */
static gboolean
shows_content (GtkWidget *widget)
{
  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;
  if (FC_IS_STATE_PAGE (widget))
    return fc_state_page_get_state (FC_STATE_PAGE (widget)) == FC_STATE_CONTENT;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_content (child))
      return TRUE;
  return FALSE;
}

static void
painted_cb (GdkFrameClock *clock,
            FcApplication *application)
{
  if (!shows_content (fc_window_get_page (fc_application_get_window (application))))
    return;
  printf ("painted\n");
  fflush (stdout);
  fc_replica_close_sync (fc_context_get_replica (fc_application_get_context (application)));
  _exit (0);
}

static void
realized_cb (GtkWidget     *window,
             FcApplication *application)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), application);
}

static void
ready_cb (FcApplication *application)
{
  GtkWidget *window = GTK_WIDGET (fc_application_get_window (application));

  if (gtk_widget_get_realized (window))
    realized_cb (window, application);
  else
    g_signal_connect (window, "realize", G_CALLBACK (realized_cb), application);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!fc_demo_fill_finish (FC_REPLICA (source), result, NULL, &error))
    g_error ("%s", error->message);
  fc_replica_close_sync (FC_REPLICA (source));
  g_main_loop_quit (data);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  FcReplica *replica = fc_replica_open_finish (result, &error);
  FcDemoOptions options;

  if (replica == NULL)
    g_error ("%s", error->message);
  fc_demo_options_init (&options, FC_DEMO_SEED, g_get_real_time ());
  fc_demo_fill_async (replica, &options, NULL, NULL, NULL, NULL, made_cb, data);
}

static int
make_demo (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GFile) folder = g_file_new_for_path (g_getenv ("FORECOURT_DATA_DIR"));

  fc_replica_open_async (folder, NULL, NULL, NULL, opened_cb, loop);
  g_main_loop_run (loop);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (FcApplication) application = NULL;

  setlocale (LC_ALL, "");
  if (argc == 2 && g_str_equal (argv[1], "--make"))
    return make_demo ();
  application = fc_application_new ();
  g_signal_connect (application, "ready", G_CALLBACK (ready_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
