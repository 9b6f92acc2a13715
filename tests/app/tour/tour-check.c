/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tour-check.h"

#include <adwaita.h>

#include "fc-grid.h"
#include "fc-text.h"

/* Where the walk is. */
typedef struct {
  GtkWidget *window;
  const char *where;
  guint found;
} Walk;

static char *
path_of (GtkWidget *widget)
{
  GString *path = g_string_new (G_OBJECT_TYPE_NAME (widget));

  for (int i = 0; i < 5 && (widget = gtk_widget_get_parent (widget)) != NULL; i++)
    g_string_prepend (path, " > "), g_string_prepend (path, G_OBJECT_TYPE_NAME (widget));
  return g_string_free (path, FALSE);
}

static void
tell (Walk       *walk,
      GtkWidget  *widget,
      const char *what,
      const char *text)
{
  g_autofree char *path = path_of (widget);

  walk->found++;
  g_print ("%s: %s: “%s” (%s)\n", walk->where, what, text != NULL ? text : "", path);
}

/* What stands in an empty entry, which has a name; and titles that libadwaita shortens as it likes. */
static gboolean
is_not_ours (GtkWidget *widget)
{
  GtkWidget *outer = gtk_widget_get_parent (widget);

  return GTK_IS_TEXT (outer) || (gtk_widget_has_css_class (widget, "heading") &&
                                 gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP) != NULL);
}

static const char *
text_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (FC_IS_TEXT (widget))
    return fc_text_get (FC_TEXT (widget));
  return NULL;
}

/* A text may be shortened where pointing at it shows the whole. */
static gboolean
is_told_whole (GtkWidget *widget)
{
  for (; widget != NULL && !GTK_IS_WINDOW (widget); widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_has_tooltip (widget))
      return TRUE;
  return FALSE;
}

/* Which directions a person can scroll what is in @outer in. */
static void
scrolls (GtkWidget *outer,
         gboolean  *across,
         gboolean  *down)
{
  GtkWidget *window = GTK_IS_SCROLLABLE (outer) ? gtk_widget_get_ancestor (outer, GTK_TYPE_SCROLLED_WINDOW) : NULL;
  GtkPolicyType h, v;

  if (window == NULL)
    return;
  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (window), &h, &v);
  *across |= h != GTK_POLICY_NEVER;
  *down |= v != GTK_POLICY_NEVER;
}

/* Whether part of it lies outside of something that neither shows nor scrolls it there. */
static gboolean
is_clipped (Walk      *walk,
            GtkWidget *widget)
{
  gboolean across = FALSE, down = FALSE;

  for (GtkWidget *outer = gtk_widget_get_parent (widget); outer != NULL; outer = gtk_widget_get_parent (outer))
    {
      graphene_rect_t area;

      scrolls (outer, &across, &down);
      if (across && down)
        return FALSE;
      if (gtk_widget_get_overflow (outer) != GTK_OVERFLOW_HIDDEN && outer != walk->window)
        continue;
      if (!gtk_widget_compute_bounds (widget, outer, &area))
        return FALSE;
      if (!across && (area.origin.x < -1 || area.origin.x + area.size.width > gtk_widget_get_width (outer) + 1))
        return TRUE;
      if (!down && (area.origin.y < -1 || area.origin.y + area.size.height > gtk_widget_get_height (outer) + 1))
        return TRUE;
    }
  return FALSE;
}

static void
check_text (Walk       *walk,
            GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget))
    {
      PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));
      int width, height;

      if (pango_layout_is_ellipsized (layout))
        {
          if (!is_told_whole (widget))
            tell (walk, widget, "shortened", text);
          return;
        }
      pango_layout_get_pixel_size (layout, &width, &height);
      if (width > gtk_widget_get_width (widget) + 1 || height > gtk_widget_get_height (widget) + 1)
        tell (walk, widget, "has no room", text);
    }
  if (is_clipped (walk, widget) &&
      !(gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL && is_told_whole (widget)))
    tell (walk, widget, "cut", text);
}

/* A cell of a grid shows what stands in it from the first sign to the last. */
static void
check_cell (Walk    *walk,
            GtkText *cell)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (cell));
  graphene_rect_t first, last;

  if (gtk_widget_get_ancestor (GTK_WIDGET (cell), FC_TYPE_GRID) == NULL || is_told_whole (GTK_WIDGET (cell)))
    return;
  gtk_text_compute_cursor_extents (cell, 0, &first, NULL);
  gtk_text_compute_cursor_extents (cell, (gsize) g_utf8_strlen (text, -1), &last, NULL);
  if (first.origin.x < -1 || last.origin.x > (float) gtk_widget_get_width (GTK_WIDGET (cell)) + 1)
    tell (walk, GTK_WIDGET (cell), "has no room", text);
}

static gboolean
has_label_inside (GtkWidget *widget)
{
  const char *text = text_of (widget);

  if (text != NULL && text[0] != '\0' && gtk_widget_get_visible (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label_inside (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_control (GtkWidget *widget)
{
  switch (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_BUTTON:
    case GTK_ACCESSIBLE_ROLE_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_RADIO:
    case GTK_ACCESSIBLE_ROLE_SWITCH:
    case GTK_ACCESSIBLE_ROLE_COMBO_BOX:
    case GTK_ACCESSIBLE_ROLE_TEXT_BOX:
    case GTK_ACCESSIBLE_ROLE_SEARCH_BOX:
    case GTK_ACCESSIBLE_ROLE_SPIN_BUTTON:
    case GTK_ACCESSIBLE_ROLE_SLIDER:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The parts that GTK and libadwaita make theirs are named by the whole, or by their row. */
static gboolean
is_part_of_a_whole (GtkWidget *widget)
{
  if (GTK_IS_TEXT (widget) && gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL)
    return FALSE; /* libadwaita 1.2 does not name it */
  for (GtkWidget *outer = gtk_widget_get_parent (widget); outer != NULL; outer = gtk_widget_get_parent (outer))
    if (GTK_IS_WINDOW_CONTROLS (outer) || GTK_IS_MENU_BUTTON (outer) || GTK_IS_DROP_DOWN (outer) ||
        ADW_IS_ENTRY_ROW (outer) || ADW_IS_COMBO_ROW (outer) || ADW_IS_EXPANDER_ROW (outer) || GTK_IS_ENTRY (outer) ||
        GTK_IS_SEARCH_ENTRY (outer) || GTK_IS_PASSWORD_ENTRY (outer) || GTK_IS_SPIN_BUTTON (outer) ||
        GTK_IS_POPOVER_MENU (outer))
      return TRUE;
  return FALSE;
}

/* GTK 4.8 takes a control's name from its label property or from what labels it; text inside counts for a button. */
static void
check_name (Walk      *walk,
            GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (!is_control (widget) || is_part_of_a_whole (widget) || !gtk_widget_get_sensitive (widget))
    return;
  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return;
  if ((GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) ||
       GTK_IS_EXPANDER (widget)) &&
      has_label_inside (widget))
    return;
  tell (walk, widget, "has no name", gtk_widget_get_tooltip_text (widget));
}

static void
look_at (Walk      *walk,
         GtkWidget *widget)
{
  const char *text = text_of (widget);

  if (!gtk_widget_get_mapped (widget) || (GTK_IS_NATIVE (widget) && widget != walk->window))
    return;
  if (text != NULL && text[0] != '\0' && !is_not_ours (widget))
    check_text (walk, widget, text);
  if (GTK_IS_TEXT (widget))
    check_cell (walk, GTK_TEXT (widget));
  check_name (walk, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (walk, child);
}

/**
 * tour_check:
 * @where: what is said before each finding
 *
 * Says what cannot be read in the window as it stands: text cut or shortened with nothing that shows the whole; and,
 * with GTK_A11Y=test, which controls have no name.
 *
 * Returns: how much was found
 */
guint
tour_check (GtkWidget  *window,
            const char *where)
{
  Walk walk = { .window = window, .where = where };

  look_at (&walk, window);
  return walk.found;
}
