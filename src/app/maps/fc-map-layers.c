/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-layers.h"

#include <glib/gi18n.h>

#define RELOAD_MS 400
#define REGULAR_S 30

/* One layer and how far it is read. */
typedef struct {
  FcMapLayers *owner;
  const FcMapLayerInfo *info;
  GCancellable *cancellable; /* nullable: nothing is under way */
  gboolean stale;
  gint64 read_at;            /* monotonic µs; 0: never */
  GtkCheckButton *check;     /* nullable: of the menu, while there is one */
} Entry;

struct _FcMapLayers {
  GObject parent_instance;

  FcContext *context;
  FcMapDrawing *drawing; /* NULL once it was stopped */
  GPtrArray *entries;
  GError *error;         /* nullable: what the last one met */
  gboolean active;
  guint reload_source, regular_source;
};

G_DEFINE_FINAL_TYPE (FcMapLayers, fc_map_layers, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void load_stale (FcMapLayers *self);

/* What is off at first waits until somebody wants to see it. */
static gboolean
is_wanted (Entry *entry)
{
  return !entry->info->off || fc_map_drawing_shows_layer (entry->owner->drawing, entry->info);
}

static gboolean
all_read (FcMapLayers *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (entry->read_at == 0 && is_wanted (entry))
        return FALSE;
    }
  return TRUE;
}

typedef struct {
  FcMapLayers *self;
  Entry *entry;
} Reading;

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (FcMapLayers) self = reading->self;
  Entry *entry = reading->entry;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcMapFeatures) features = entry->info->load_finish (self->context, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&entry->cancellable);
  g_clear_error (&self->error);
  if (features == NULL)
    self->error = g_steal_pointer (&error);
  else
    fc_map_drawing_set_layer (self->drawing, entry->info, g_steal_pointer (&features));
  entry->read_at = g_get_monotonic_time ();
  if (self->error != NULL || all_read (self))
    g_signal_emit (self, signals[CHANGED], 0);
  load_stale (self);
}

static void
load_entry (Entry *entry)
{
  Reading *reading = g_new (Reading, 1);

  *reading = (Reading) { g_object_ref (entry->owner), entry };
  entry->stale = FALSE;
  entry->cancellable = g_cancellable_new ();
  entry->info->load_async (entry->owner->context, entry->cancellable, read_cb, reading);
}

/* What is under way is read to its end first, so that a layer that changes all the time still shows. */
static void
load_stale (FcMapLayers *self)
{
  for (guint i = 0; self->active && i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (entry->stale && entry->cancellable == NULL && is_wanted (entry))
        load_entry (entry);
    }
}

static gboolean
reload_cb (gpointer user_data)
{
  FcMapLayers *self = user_data;

  self->reload_source = 0;
  load_stale (self);
  return G_SOURCE_REMOVE;
}

static void
replica_changed_cb (FcMapLayers     *self,
                    const FcChanges *changes)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      for (const FcEntity *read = entry->info->reads; *read != FC_N_ENTITIES; read++)
        entry->stale |= fc_changes_touch (changes, *read);
      if (entry->stale && self->active && self->reload_source == 0)
        self->reload_source = g_timeout_add (RELOAD_MS, reload_cb, self);
    }
}

static void
scope_changed_cb (FcMapLayers *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    ((Entry *) self->entries->pdata[i])->stale |= ((Entry *) self->entries->pdata[i])->info->of_period;
  load_stale (self);
}

/* Some things change by growing old. */
static gboolean
regular_cb (gpointer user_data)
{
  FcMapLayers *self = user_data;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (entry->info->refresh_s > 0 &&
          g_get_monotonic_time () - entry->read_at > (gint64) entry->info->refresh_s * G_USEC_PER_SEC)
        entry->stale = TRUE;
    }
  load_stale (self);
  return G_SOURCE_CONTINUE;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_cancellable_cancel (entry->cancellable);
  g_clear_object (&entry->cancellable);
  g_clear_weak_pointer (&entry->check);
  g_free (entry);
}

static void
fc_map_layers_dispose (GObject *object)
{
  fc_map_layers_stop (FC_MAP_LAYERS (object));

  G_OBJECT_CLASS (fc_map_layers_parent_class)->dispose (object);
}

static void
fc_map_layers_finalize (GObject *object)
{
  FcMapLayers *self = FC_MAP_LAYERS (object);

  g_ptr_array_unref (self->entries);
  g_clear_error (&self->error);
  g_object_unref (self->context);

  G_OBJECT_CLASS (fc_map_layers_parent_class)->finalize (object);
}

static void
fc_map_layers_class_init (FcMapLayersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_map_layers_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_map_layers_finalize;

  signals[CHANGED] = g_signal_new ("changed", FC_TYPE_MAP_LAYERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
fc_map_layers_init (FcMapLayers *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

FcMapLayers *
fc_map_layers_new (FcContext    *context,
                   FcMapDrawing *drawing)
{
  FcMapLayers *self = g_object_new (FC_TYPE_MAP_LAYERS, NULL);
  g_autoptr (GPtrArray) list = fc_map_layer_list (context);

  self->context = g_object_ref (context);
  self->drawing = drawing;
  for (guint i = 0; i < list->len; i++)
    {
      Entry *entry = g_new0 (Entry, 1);

      entry->owner = self;
      entry->info = list->pdata[i];
      entry->stale = TRUE;
      g_ptr_array_add (self->entries, entry);
      fc_map_drawing_show_layer (drawing, entry->info, !entry->info->off);
    }
  g_signal_connect_object (fc_context_get_replica (context), "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "scope-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fc_map_layers_load:
 *
 * Reads all of them again.
 */
void
fc_map_layers_load (FcMapLayers *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    ((Entry *) self->entries->pdata[i])->stale = TRUE;
  load_stale (self);
}

/**
 * fc_map_layers_set_active:
 * @active: whether the map is on screen; what changes meanwhile is read when it is again
 */
void
fc_map_layers_set_active (FcMapLayers *self,
                          gboolean     active)
{
  self->active = active && self->drawing != NULL;
  g_clear_handle_id (&self->regular_source, g_source_remove);
  if (!self->active)
    return;
  self->regular_source = g_timeout_add_seconds (REGULAR_S, regular_cb, self);
  load_stale (self);
}

/**
 * fc_map_layers_stop:
 *
 * The drawing goes: what is being read is dropped.
 */
void
fc_map_layers_stop (FcMapLayers *self)
{
  self->active = FALSE;
  self->drawing = NULL;
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->regular_source, g_source_remove);
  for (guint i = 0; i < self->entries->len; i++)
    g_cancellable_cancel (((Entry *) self->entries->pdata[i])->cancellable);
}

/**
 * fc_map_layers_count:
 *
 * Returns: how many things have a place, in all layers, also in those that are not shown
 */
guint
fc_map_layers_count (FcMapLayers *self)
{
  guint count = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const FcMapFeatures *features =
        fc_map_drawing_get_features (self->drawing, ((Entry *) self->entries->pdata[i])->info);

      count += features != NULL ? features->points->len + features->shapes->len : 0;
    }
  return count;
}

/**
 * fc_map_layers_get_error:
 *
 * Returns: (nullable): why the last layer could not be read
 */
const GError *
fc_map_layers_get_error (FcMapLayers *self)
{
  return self->error;
}

static void
toggled_cb (GtkCheckButton *check,
            FcMapLayers    *self)
{
  const FcMapLayerInfo *info = g_object_get_data (G_OBJECT (check), "layer");

  if (self->drawing == NULL)
    return;
  fc_map_drawing_show_layer (self->drawing, info, gtk_check_button_get_active (check));
  load_stale (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A single one that is always shown needs no choice. */
static gboolean
has_choice (FcMapLayers *self)
{
  return self->entries->len > 1 || (self->entries->len == 1 && ((Entry *) self->entries->pdata[0])->info->off);
}

static void
add_packs_button (FcMapLayers *self,
                  GtkBox      *box,
                  GtkPopover  *popover)
{
  GtkWidget *packs = gtk_button_new_with_label (_ ("Map packs…"));

  if (has_choice (self))
    gtk_box_append (box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_button_set_has_frame (GTK_BUTTON (packs), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (packs), "page.map-packs");
  g_signal_connect_object (packs, "clicked", G_CALLBACK (gtk_popover_popdown), popover, G_CONNECT_SWAPPED);
  gtk_box_append (box, packs);
}

/**
 * fc_map_layers_menu_new:
 *
 * Returns: (transfer floating): a button with which layers are hidden and shown, and map packs reached
 */
GtkWidget *
fc_map_layers_menu_new (FcMapLayers *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = has_choice (self) ? self->entries->len : 0; i-- > 0;)
    {
      Entry *entry = self->entries->pdata[i];
      GtkWidget *check = gtk_check_button_new_with_label (_ (entry->info->title));

      g_set_weak_pointer (&entry->check, GTK_CHECK_BUTTON (check));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !entry->info->off);
      g_object_set_data (G_OBJECT (check), "layer", (gpointer) entry->info);
      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_DEFAULT);
      gtk_box_append (GTK_BOX (box), check);
    }
  add_packs_button (self, GTK_BOX (box), GTK_POPOVER (popover));
  gtk_widget_add_css_class (box, "map-layers");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-list-bullet-symbolic");
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_LEFT);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_set_tooltip_text (button, _ ("What the map shows"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What the map shows"), -1);
  return button;
}

/**
 * fc_map_layers_toggle:
 *
 * Shows a layer or hides it, as its check in the menu does; nothing where the person may not see it.
 */
void
fc_map_layers_toggle (FcMapLayers          *self,
                      const FcMapLayerInfo *layer)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (entry->info == layer && entry->check != NULL)
        gtk_check_button_set_active (entry->check, !gtk_check_button_get_active (entry->check));
    }
}
