/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-points-group.h"

#include "fc-geofence.h"

#include <glib/gi18n.h>
#include <string.h>

struct _FcPointsGroup {
  AdwPreferencesGroup parent_instance;

  FcRecordForm *form; /* outlives the group's rows */
  gboolean editable;
  GPtrArray *rows;    /* AdwEntryRow, in the order of the points */
  GtkWidget *add;
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

/* Takes the rows into the record where all of them can be read; what cannot stays in its row. */
static void
take_rows (FcPointsGroup *self)
{
  FcRecord *geofence = fc_record_form_get_record (self->form);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FcPlace));
  g_autoptr (GError) error = NULL;
  g_autoptr (FcFence) fence = NULL;
  g_autofree char *points = NULL;
  guint wrong = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
      FcPlace place;
      gboolean good = read_place (text, &place);

      show_wrong (row, !good && *text != '\0');
      if (good)
        g_array_append_val (places, place);
      else
        wrong++;
    }
  say (self, NULL);
  if (wrong > 0 || places->len == 0)
    return;
  points = fc_geofence_points ((const FcPlace *) (gpointer) places->data, places->len);
  fc_record_set_text (geofence, FC_GEOFENCE_POINTS, points);
  fence = fc_geofence_fence (geofence, &error);
  if (error != NULL)
    say (self, error->message);
  fc_record_form_touch (self->form, FALSE);
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
fc_points_group_finalize (GObject *object)
{
  FcPointsGroup *self = FC_POINTS_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_points_group_parent_class)->finalize (object);
}

static void
fc_points_group_class_init (FcPointsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_points_group_finalize;
}

static void
fc_points_group_init (FcPointsGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->add = gtk_button_new_with_label (_ ("Add point"));
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Points"));
}

/**
 * fc_points_group_new:
 * @form: of a geofence
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_points_group_new (FcRecordForm *form,
                     gboolean      editable)
{
  FcPointsGroup *self = g_object_new (FC_TYPE_POINTS_GROUP, NULL);

  self->form = form;
  self->editable = editable;
  gtk_widget_set_visible (self->add, editable);
  say (self, NULL);
  show_rows (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
