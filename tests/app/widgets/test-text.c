/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fc-list-row.h"
#include "fc-text.h"

#define SENTENCE "Ballywick Strand, tank 3 · Unleaded 98: 3 532 L, room for 6 823 L"

static int
measured (GtkWidget      *widget,
          GtkOrientation  orientation,
          int             for_size,
          int            *least)
{
  int natural;

  gtk_widget_measure (widget, orientation, for_size, least, &natural, NULL, NULL);
  return natural;
}

static void
test_one_line_where_there_is_room (void)
{
  g_autoptr (GtkWidget) text = g_object_ref_sink (fc_text_new (SENTENCE));
  int least, width = measured (text, GTK_ORIENTATION_HORIZONTAL, -1, &least);
  int line = measured (text, GTK_ORIENTATION_VERTICAL, -1, NULL);

  g_assert_cmpint (least, <, width);
  g_assert_cmpint (measured (text, GTK_ORIENTATION_VERTICAL, width, NULL), ==, line);
  g_assert_cmpint (measured (text, GTK_ORIENTATION_VERTICAL, width * 4, NULL), ==, line);
}

static void
test_more_lines_where_there_is_not (void)
{
  g_autoptr (GtkWidget) text = g_object_ref_sink (fc_text_new (SENTENCE));
  int width = measured (text, GTK_ORIENTATION_HORIZONTAL, -1, NULL);
  int line = measured (text, GTK_ORIENTATION_VERTICAL, width, NULL);

  g_assert_cmpint (measured (text, GTK_ORIENTATION_VERTICAL, width * 2 / 3, NULL), >=, 2 * line - 1);
  g_assert_cmpint (measured (text, GTK_ORIENTATION_VERTICAL, width, NULL), ==, line); /* and back again */
}

static void
test_another_text_is_measured_anew (void)
{
  g_autoptr (GtkWidget) text = g_object_ref_sink (fc_text_new (SENTENCE));
  int width = measured (text, GTK_ORIENTATION_HORIZONTAL, -1, NULL);

  fc_text_set (FC_TEXT (text), "267");
  g_assert_cmpint (measured (text, GTK_ORIENTATION_HORIZONTAL, -1, NULL), <, width / 4);
  g_assert_cmpstr (fc_text_get (FC_TEXT (text)), ==, "267");
}

static void
test_a_row_gives_its_text_what_is_left (void)
{
  GtkWidget *end = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autoptr (GtkWidget) row = g_object_ref_sink (fc_list_row_new ("go-home-symbolic", SENTENCE, "To be approved", end));
  int least, width = measured (row, GTK_ORIENTATION_HORIZONTAL, -1, &least);
  int height = measured (row, GTK_ORIENTATION_VERTICAL, width, NULL);

  g_assert_cmpint (least, <, width);
  g_assert_cmpint (measured (row, GTK_ORIENTATION_VERTICAL, width * 2 / 3, NULL), >, height);
  gtk_widget_set_visible (end, FALSE);
  g_assert_cmpint (measured (row, GTK_ORIENTATION_HORIZONTAL, -1, NULL), <, width);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/text/one-line-where-there-is-room", test_one_line_where_there_is_room);
  g_test_add_func ("/text/more-lines-where-there-is-not", test_more_lines_where_there_is_not);
  g_test_add_func ("/text/another-text-is-measured-anew", test_another_text_is_measured_anew);
  g_test_add_func ("/text/a-row-gives-its-text-what-is-left", test_a_row_gives_its_text_what_is_left);

  return g_test_run ();
}
