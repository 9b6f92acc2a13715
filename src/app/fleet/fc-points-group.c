/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-points-group.h"

#include "fc-fence-sketch.h"
#include "fc-geofence.h"
#include "fc-window.h"

#include <glib/gi18n.h>
#include <string.h>

struct _FcPointsGroup {
  AdwPreferencesGroup parent_instance;

  FcRecordForm *form;
  gboolean editable;
  gboolean offers_map; /* a button that draws it there */
  GPtrArray *rows;    /* AdwEntryRow, in the order of the points */
  GtkWidget *add, *draw;
  gboolean showing;   /* the rows follow the record, not the person */
};

G_DEFINE_FINAL_TYPE (FcPointsGroup, fc_points_group, ADW_TYPE_PREFERENCES_GROUP)

/* "38.7223, -9.1393"; where the comma is the decimal sign, "38,7223; -9,1393" or with a space. */
static gboolean
read_place (const char *text,
            FcPlace    *place)
{
  g_auto (GStrv) words = g_regex_split_simple ("\\s*;\\s*|\\s*,\\s+|\\s+", text, 0, 0);
  g_auto (GStrv) halves = g_strv_length (words) == 1 ? g_strsplit (text, ",", 3) : g_strdupv (words);
  gint64 latitude, longitude;

  if (g_strv_length (halves) != 2 || !fc_number_parse (FC_NUMBER_GEO, halves[0], NULL, &latitude, NULL) ||
      !fc_number_parse (FC_NUMBER_GEO, halves[1], NULL, &longitude, NULL))
    return FALSE;
  return fc_place_from_degrees ((double) latitude / FC_GEO_SCALE, (double) longitude / FC_GEO_SCALE, place);
}

static char *
place_to_text (FcPlace place)
{
  g_autofree char *latitude = fc_number_edit (FC_NUMBER_GEO, place.latitude, NULL);
  g_autofree char *longitude = fc_number_edit (FC_NUMBER_GEO, place.longitude, NULL);

  return g_strdup_printf ("%s, %s", latitude, longitude);
}

static void
show_wrong (GtkWidget *row,
            gboolean   wrong)
{
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
say (FcPointsGroup *self,
     const char    *problem)
{
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    problem != NULL ? problem
                    : _ ("Latitude and longitude, such as 38.7223, -9.1393. A circle has one point, its middle."));
}

/* Their places, as far as they can be read. */
static GArray *
read_rows (FcPointsGroup *self,
           guint         *unreadable)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (FcPlace));

  *unreadable = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
      FcPlace place;
      gboolean good = read_place (text, &place);

      show_wrong (row, !good && *text != '\0');
      if (good)
        g_array_append_val (places, place);
      else if (*unreadable == 0)
        *unreadable = i + 1;
    }
  return places;
}

/* What is wrong with the area, beside the rows; NULL where nothing is. */
static char *
find_problem (FcPointsGroup *self,
              GArray        *places,
              guint          unreadable)
{
  FcRecord *geofence = fc_record_form_get_record (self->form);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcFence) fence = NULL;
  guint first, second;

  if (places->len == 0 && unreadable == 1 && *gtk_editable_get_text (GTK_EDITABLE (self->rows->pdata[0])) == '\0')
    return g_strdup (_ ("Enter where it is: latitude and longitude of a point, such as 38.7223, -9.1393."));
  if (unreadable > 0)
    return g_strdup_printf (_ ("Point %u cannot be read. Enter its latitude and longitude, such as 38.7223, -9.1393."),
                            unreadable);
  fence = fc_geofence_fence (geofence, &error);
  if (fence == NULL)
    return g_strdup (error->message);
  if (g_strcmp0 (fc_record_get_text (geofence, FC_GEOFENCE_KIND), "polygon") == 0 &&
      fc_fence_sides_cross ((const FcPlace *) (gpointer) places->data, places->len, &first, &second))
    return g_strdup_printf (_ ("The side from point %u crosses the side from point %u. Move one of their points"),
                            first + 1, second + 1);
  return NULL;
}

/* Takes the rows into the record where all of them can be read; what cannot stays in its row. */
static void
take_rows (FcPointsGroup *self)
{
  guint unreadable;
  g_autoptr (GArray) places = read_rows (self, &unreadable);
  g_autofree char *points = NULL, *problem = NULL;

  say (self, NULL);
  if (unreadable > 0 || places->len == 0)
    return;
  points = fc_geofence_points ((const FcPlace *) (gpointer) places->data, places->len);
  fc_record_set_text (fc_record_form_get_record (self->form), FC_GEOFENCE_POINTS, points);
  problem = find_problem (self, places, 0);
  if (problem != NULL)
    say (self, problem);
  fc_record_form_touch (self->form, FALSE);
}

/* Before it is saved: it says beside the rows why it cannot be. */
static gboolean
check_rows (gpointer data,
            gboolean show)
{
  FcPointsGroup *self = data;
  guint unreadable;
  g_autoptr (GArray) places = read_rows (self, &unreadable);
  g_autofree char *problem = find_problem (self, places, unreadable);

  if (show)
    say (self, problem);
  return problem == NULL;
}

static void
typed_cb (FcPointsGroup *self)
{
  if (!self->showing)
    take_rows (self);
}

static void show_rows (FcPointsGroup *self);

static void
renumber (FcPointsGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      g_autofree char *title = g_strdup_printf (_ ("Point %u"), i + 1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
    }
}

static void
remove_cb (FcPointsGroup *self,
           GtkWidget     *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_remove (self->rows, row);
  renumber (self);
  take_rows (self);
}

static GtkWidget *
add_row (FcPointsGroup *self,
         const char    *text)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_editable_set_editable (GTK_EDITABLE (row), self->editable);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove this point"));
  gtk_widget_set_sensitive (remove, self->editable);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_cb (FcPointsGroup *self)
{
  GtkWidget *row = add_row (self, "");

  renumber (self);
  gtk_widget_grab_focus (row);
}

static void
show_rows (FcPointsGroup *self)
{
  guint n;
  g_autofree FcPlace *places = fc_geofence_places (fc_record_form_get_record (self->form), &n, NULL);

  self->showing = TRUE;
  while (self->rows->len > MAX (n, 1))
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_steal_index (self->rows, self->rows->len - 1));
  for (guint i = 0; i < MAX (n, 1); i++)
    {
      g_autofree char *text = i < n ? place_to_text (places[i]) : g_strdup ("");

      if (i >= self->rows->len)
        add_row (self, text);
      else
        gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (self->rows, i)), text);
    }
  renumber (self);
  self->showing = FALSE;
}

static void
refreshed_cb (FcPointsGroup *self)
{
  if ((gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    show_rows (self);
}

static void
draw_cb (FcPointsGroup *self)
{
  g_autofree char *uri = fc_record_uri ("fence", fc_record_get_id (fc_record_form_get_record (self->form)));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "s", uri);
}

/* Where a new one is entered it is on no map yet, and beside the map it is drawn already. */
static void
rooted_cb (FcPointsGroup *self)
{
  gtk_widget_set_visible (self->draw, self->editable && self->offers_map && fc_window_of (GTK_WIDGET (self)) != NULL);
}

static void
fc_points_group_dispose (GObject *object)
{
  FcPointsGroup *self = FC_POINTS_GROUP (object);

  if (self->form != NULL)
    fc_record_form_set_check (self->form, NULL, NULL);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (fc_points_group_parent_class)->dispose (object);
}

static void
fc_points_group_finalize (GObject *object)
{
  FcPointsGroup *self = FC_POINTS_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_points_group_parent_class)->finalize (object);
}

static void
fc_points_group_class_init (FcPointsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_points_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_points_group_finalize;
}

static void
fc_points_group_init (FcPointsGroup *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  self->rows = g_ptr_array_new ();
  self->add = gtk_button_new_with_label (_ ("Add point"));
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  self->draw = gtk_button_new_with_label (_ ("Draw on map"));
  gtk_widget_add_css_class (self->draw, "flat");
  gtk_widget_set_valign (self->draw, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->draw, FALSE);
  g_signal_connect_object (self->draw, "clicked", G_CALLBACK (draw_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::root", G_CALLBACK (rooted_cb), NULL);
  gtk_box_append (GTK_BOX (buttons), self->draw);
  gtk_box_append (GTK_BOX (buttons), self->add);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), buttons);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Points"));
}

/**
 * fc_points_group_new:
 * @form: of a geofence
 * @offers_map: whether a button leads to the map, on which it can be drawn
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_points_group_new (FcRecordForm *form,
                     gboolean      editable,
                     gboolean      offers_map)
{
  FcPointsGroup *self = g_object_new (FC_TYPE_POINTS_GROUP, NULL);

  self->form = g_object_ref (form);
  self->editable = editable;
  self->offers_map = offers_map;
  gtk_widget_set_visible (self->add, editable);
  say (self, NULL);
  show_rows (self);
  fc_record_form_set_check (form, check_rows, self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
