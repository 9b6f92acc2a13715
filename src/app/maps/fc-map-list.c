/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-list.h"

#include "fc-map-item.h"

#include <glib/gi18n.h>

#define MOST 200 /* rows: who wants to see more looks at the map or searches */

struct _FcMapList {
  GtkWidget parent_instance;

  FcContext *context;
  GtkWidget *box;
  GtkLabel *heading;
  GtkListView *view;
  GtkSingleSelection *selection;
  GListStore *items;
  gboolean filling; /* the selection that changes is not the person's */
};

G_DEFINE_FINAL_TYPE (FcMapList, fc_map_list, GTK_TYPE_WIDGET)

enum { CHOSEN, OPENED, ALSO, N_SIGNALS };
static guint signals[N_SIGNALS];

static const struct {
  const char *icon_name, *css;
} looks[FC_MAP_N_STATES] = {
  [FC_MAP_QUIET] = { "radio-symbolic", "dim-label" },
  [FC_MAP_GOOD] = { "object-select-symbolic", "success" },
  [FC_MAP_OFFLINE] = { "network-offline-symbolic", "dim-label" },
  [FC_MAP_LOW] = { "dialog-warning-symbolic", "warning" },
  [FC_MAP_ALARM] = { "dialog-error-symbolic", "error" },
};

static void
tell_clicked (GtkButton   *button,
              GtkListItem *row,
              guint        signal)
{
  FcMapItem *item = gtk_list_item_get_item (row);
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (button), FC_TYPE_MAP_LIST);

  if (item != NULL && list != NULL)
    g_signal_emit (list, signals[signal], 0, item->layer, &item->id);
}

static void
open_clicked_cb (GtkButton   *button,
                 GtkListItem *row)
{
  tell_clicked (button, row, OPENED);
}

static void
also_clicked_cb (GtkButton   *button,
                 GtkListItem *row)
{
  tell_clicked (button, row, ALSO);
}

static GtkWidget *
new_label (const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css != NULL)
    {
      gtk_widget_add_css_class (label, css);
      gtk_widget_add_css_class (label, "caption");
    }
  return label;
}

static GtkWidget *
new_button (const char  *icon_name,
            GCallback    clicked,
            GtkListItem *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", clicked, row);
  return button;
}

static void
row_set_up_cb (FcMapList                *self,
               GtkListItem              *row,
               GtkSignalListItemFactory *factory)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  gtk_widget_add_css_class (box, "map-row");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), new_label (NULL));
  gtk_box_append (GTK_BOX (words), new_label ("dim-label"));
  gtk_box_append (GTK_BOX (words), new_label ("numeric"));
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), new_button ("mark-location-symbolic", G_CALLBACK (also_clicked_cb), row));
  gtk_box_append (GTK_BOX (box), new_button ("go-next-symbolic", G_CALLBACK (open_clicked_cb), row));
  gtk_list_item_set_child (row, box);
}

/* Pointing at it shows the whole of what was cut. */
static void
set_text (GtkWidget  *label,
          const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_set_visible (label, text != NULL);
}

static void
set_button (GtkWidget  *button,
            gboolean    visible,
            const char *label)
{
  gtk_widget_set_visible (button, visible);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
bind_buttons (FcMapList *self,
              FcMapItem *item,
              GtkWidget *also,
              GtkWidget *open)
{
  const FcMapLayerInfo *layer = item->layer;
  gboolean more = layer->also_kind != NULL && fc_context_may (self->context, layer->also_permission);
  /* Translators: opens the record of a station, a vehicle … whose name is %s */
  g_autofree char *what = g_strdup_printf (_ ("Open %s"), item->title);
  g_autofree char *also_what = more ? g_strdup_printf (_ (layer->also_label), item->title) : g_strdup ("");

  if (more)
    gtk_button_set_icon_name (GTK_BUTTON (also), layer->also_icon);
  set_button (also, more, also_what);
  set_button (open, layer->kind != NULL, what);
}

static void
row_bound_cb (FcMapList                *self,
              GtkListItem              *row,
              GtkSignalListItemFactory *factory)
{
  FcMapItem *item = gtk_list_item_get_item (row);
  GtkWidget *box = gtk_list_item_get_child (row), *icon = gtk_widget_get_first_child (box);
  GtkWidget *words = gtk_widget_get_next_sibling (icon), *title = gtk_widget_get_first_child (words);
  GtkWidget *subtitle = gtk_widget_get_next_sibling (title), *note = gtk_widget_get_next_sibling (subtitle);
  GtkWidget *also = gtk_widget_get_next_sibling (words);
  const char *css[] = { item->area ? "dim-label" : looks[item->state].css, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), item->area ? "find-location-symbolic" : looks[item->state].icon_name);
  gtk_widget_set_css_classes (icon, css);
  set_text (title, item->title);
  set_text (subtitle, item->subtitle);
  set_text (note, item->note);
  bind_buttons (self, item, also, gtk_widget_get_next_sibling (also));
}

static void
selected_cb (FcMapList *self)
{
  FcMapItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->filling && item != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, item->layer, &item->id);
}

static void
activated_cb (FcMapList *self,
              guint      position)
{
  g_autoptr (FcMapItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL)
    g_signal_emit (self, signals[OPENED], 0, item->layer, &item->id);
}

static void
fc_map_list_dispose (GObject *object)
{
  FcMapList *self = FC_MAP_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->items);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_map_list_parent_class)->dispose (object);
}

static void
fc_map_list_class_init (FcMapListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_map_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CHOSEN] = g_signal_new ("chosen", FC_TYPE_MAP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_POINTER, G_TYPE_POINTER);
  signals[ALSO] = g_signal_new ("also", FC_TYPE_MAP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_POINTER, G_TYPE_POINTER);
  signals[OPENED] = g_signal_new ("opened", FC_TYPE_MAP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
fc_map_list_init (FcMapList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = gtk_scrolled_window_new ();

  self->items = g_list_store_new (FC_TYPE_MAP_ITEM);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (row_set_up_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (row_bound_cb), self, G_CONNECT_SWAPPED);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("On the map"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activated_cb), self);
  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->heading, 0);
  gtk_label_set_wrap (self->heading, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "map-heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "caption-heading");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (window, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (self->box), window);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
fc_map_list_new (FcContext *context)
{
  FcMapList *self = g_object_new (FC_TYPE_MAP_LIST, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

static void
say_count (FcMapList *self,
           guint      shown,
           guint      found,
           gboolean   searched)
{
  g_autofree char *text = NULL;

  if (found == 0)
    text = g_strdup (searched ? _ ("Nothing on the map has these words") : _ ("Nothing in this part of the map"));
  else if (found > shown)
    text = g_strdup_printf (_ ("The %u most pressing of %u"), shown, found);
  else if (searched)
    text = g_strdup_printf (ngettext ("%u found", "%u found", found), found);
  else
    text = g_strdup_printf (ngettext ("%u in this part of the map", "%u in this part of the map", found), found);
  gtk_label_set_text (self->heading, text);
}

/* A list that holds the same as before keeps its place and its focus. */
static gboolean
holds_same (FcMapList *self,
            GArray    *things)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) != things->len)
    return FALSE;
  for (guint i = 0; i < things->len; i++)
    {
      const FcMapThing *thing = &g_array_index (things, FcMapThing, i);
      g_autoptr (FcMapItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (!fc_id_equal (&item->id, fc_map_thing_id (thing)) || item->state != fc_map_thing_state (thing) ||
          g_strcmp0 (item->title, fc_map_thing_title (thing)) != 0 ||
          g_strcmp0 (item->subtitle, fc_map_thing_subtitle (thing)) != 0 || g_strcmp0 (item->note, thing->note) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_map_list_show:
 * @search: (nullable): only what has these words, wherever it is; NULL: what is in @frame
 */
void
fc_map_list_show (FcMapList        *self,
                  FcMapDrawing     *drawing,
                  const FcMapFrame *frame,
                  const char       *search)
{
  guint found;
  g_autoptr (GArray) things = fc_map_drawing_list (drawing, frame, search, MOST, &found);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  FcMapThing chosen;

  say_count (self, things->len, found, search != NULL);
  if (!holds_same (self, things))
    {
      for (guint i = 0; i < things->len; i++)
        g_ptr_array_add (items, fc_map_item_new (&g_array_index (things, FcMapThing, i)));
      self->filling = TRUE;
      g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata,
                           items->len);
      self->filling = FALSE;
    }
  if (fc_map_drawing_get_chosen (drawing, &chosen))
    fc_map_list_choose (self, chosen.layer, fc_map_thing_id (&chosen));
  else
    fc_map_list_choose (self, NULL, NULL);
}

/**
 * fc_map_list_choose:
 * @id: (nullable)
 *
 * Marks a row, and scrolls to it, where it is in the list.
 */
void
fc_map_list_choose (FcMapList            *self,
                    const FcMapLayerInfo *layer,
                    const FcId           *id)
{
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (FcMapItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (item->layer == layer && fc_id_equal (&item->id, id))
        position = i;
    }
  if (gtk_single_selection_get_selected (self->selection) == position)
    return;
  self->filling = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->filling = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}
