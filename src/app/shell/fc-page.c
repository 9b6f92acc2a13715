/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-page-inside.h"

#include <glib/gi18n.h>

#include "fc-window.h"

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FcPage, fc_page, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_CONTEXT,
  PROP_CONTENT,
  PROP_DETAIL,
  PROP_BESIDE,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_SEARCH_ENABLED,
  PROP_SEARCH_TEXT,
  PROP_USES_STATION,
  PROP_USES_PERIOD,
  PROP_HEADER_END,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  HEADER_CHANGED,
  SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

FcPagePrivate *
fc_page_inside (FcPage *self)
{
  return fc_page_get_instance_private (self);
}

void
fc_page_header_changed (FcPage *self)
{
  g_signal_emit (self, signals[HEADER_CHANGED], 0);
}

static void
search_changed_cb (FcPage *self)
{
  FcPageClass *klass = FC_PAGE_GET_CLASS (self);

  if (klass->search_changed != NULL)
    klass->search_changed (self, fc_page_get_search (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_TEXT]);
}

static void
search_mode_changed_cb (FcPage *self)
{
  fc_page_header_changed (self);
}

static void
retry_cb (FcPage *self)
{
  if (FC_PAGE_GET_CLASS (self)->retry != NULL)
    FC_PAGE_GET_CLASS (self)->retry (self);
}

static void
scope_changed_cb (FcPage *self)
{
  if (FC_PAGE_GET_CLASS (self)->scope_changed != NULL)
    FC_PAGE_GET_CLASS (self)->scope_changed (self);
}

static void
fc_page_get_property (GObject    *object,
                      guint       id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  FcPage *self = FC_PAGE (object);
  FcPagePrivate *priv = fc_page_inside (self);

  switch (id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, priv->context);
      break;
    case PROP_CONTENT:
      g_object_get_property (G_OBJECT (priv->state), "child", value);
      break;
    case PROP_DETAIL:
      g_value_set_object (value, priv->detail);
      break;
    case PROP_BESIDE:
      g_value_set_boolean (value, adw_leaflet_get_can_unfold (priv->leaflet));
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_SEARCH_ENABLED:
      g_value_set_boolean (value, priv->search_enabled);
      break;
    case PROP_SEARCH_TEXT:
      g_value_set_string (value, fc_page_get_search (self));
      break;
    case PROP_USES_STATION:
      g_value_set_boolean (value, priv->uses_station);
      break;
    case PROP_USES_PERIOD:
      g_value_set_boolean (value, priv->uses_period);
      break;
    case PROP_HEADER_END:
      g_value_set_object (value, priv->header_end);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fc_page_set_property (GObject      *object,
                      guint         id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  FcPage *self = FC_PAGE (object);
  FcPagePrivate *priv = fc_page_inside (self);

  switch (id)
    {
    case PROP_CONTEXT:
      priv->context = g_value_dup_object (value);
      break;
    case PROP_CONTENT:
      fc_page_set_content (self, g_value_get_object (value));
      break;
    case PROP_DETAIL:
      fc_page_show_detail (self, g_value_get_object (value), priv->detail_title);
      break;
    case PROP_BESIDE:
      adw_leaflet_set_can_unfold (priv->leaflet, g_value_get_boolean (value));
      break;
    case PROP_TITLE:
      fc_page_set_string (self, &priv->title, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      fc_page_set_string (self, &priv->subtitle, g_value_get_string (value));
      break;
    case PROP_SEARCH_ENABLED:
      priv->search_enabled = g_value_get_boolean (value);
      fc_page_header_changed (self);
      break;
    case PROP_USES_STATION:
      priv->uses_station = g_value_get_boolean (value);
      fc_page_header_changed (self);
      break;
    case PROP_USES_PERIOD:
      priv->uses_period = g_value_get_boolean (value);
      fc_page_header_changed (self);
      break;
    case PROP_HEADER_END:
      g_clear_object (&priv->header_end);
      priv->header_end = g_value_dup_object (value);
      fc_page_header_changed (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fc_page_constructed (GObject *object)
{
  FcPage *self = FC_PAGE (object);
  FcPagePrivate *priv = fc_page_inside (self);

  G_OBJECT_CLASS (fc_page_parent_class)->constructed (object);

  if (priv->context != NULL)
    g_signal_connect_object (priv->context, "scope-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
fc_page_dispose (GObject *object)
{
  FcPagePrivate *priv = fc_page_inside (FC_PAGE (object));

  g_clear_pointer (&priv->box, gtk_widget_unparent);
  g_clear_object (&priv->header_end);
  g_clear_object (&priv->actions);
  g_clear_object (&priv->context);

  G_OBJECT_CLASS (fc_page_parent_class)->dispose (object);
}

static void
fc_page_finalize (GObject *object)
{
  FcPagePrivate *priv = fc_page_inside (FC_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  g_free (priv->detail_title);
  g_free (priv->primary_label);
  g_free (priv->primary_icon);
  g_free (priv->primary_action);

  G_OBJECT_CLASS (fc_page_parent_class)->finalize (object);
}

/* The shell sizes a page by what it needs at least and never tries out widths and heights on it: what is on a page
 * scrolls, and is measured for the one size it gets. */
static GtkSizeRequestMode
fc_page_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
fc_page_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  gtk_widget_measure (fc_page_inside (FC_PAGE (widget))->box, orientation, -1, minimum, natural, NULL, NULL);
}

static void
fc_page_size_allocate (GtkWidget *widget,
                       int        width,
                       int        height,
                       int        baseline)
{
  GtkWidget *box = fc_page_inside (FC_PAGE (widget))->box;
  int least;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, width, MAX (height, least) }, baseline);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, FC_TYPE_CONTEXT,
                                                  flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_DETAIL] = g_param_spec_object ("detail", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_BESIDE] = g_param_spec_boolean ("beside", NULL, NULL, TRUE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_SEARCH_ENABLED] = g_param_spec_boolean ("search-enabled", NULL, NULL, FALSE, flags);
  properties[PROP_SEARCH_TEXT] = g_param_spec_string ("search-text", NULL, NULL, "",
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_USES_STATION] = g_param_spec_boolean ("uses-station", NULL, NULL, TRUE, flags);
  properties[PROP_USES_PERIOD] = g_param_spec_boolean ("uses-period", NULL, NULL, TRUE, flags);
  properties[PROP_HEADER_END] = g_param_spec_object ("header-end", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fc_page_class_init (FcPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fc_page_get_property;
  object_class->set_property = fc_page_set_property;
  object_class->constructed = fc_page_constructed;
  object_class->dispose = fc_page_dispose;
  object_class->finalize = fc_page_finalize;

  install_properties (object_class);

  signals[HEADER_CHANGED] = g_signal_new ("header-changed", FC_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  signals[SETTLED] = g_signal_new ("settled", FC_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  GTK_WIDGET_CLASS (klass)->get_request_mode = fc_page_get_request_mode;
  GTK_WIDGET_CLASS (klass)->measure = fc_page_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = fc_page_size_allocate;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "page");
}

/* Escape goes one step back, once nothing inside the page has a use for it. */
static gboolean
key_pressed_cb (FcPage          *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  return key == GDK_KEY_Escape && (state & gtk_accelerator_get_default_mod_mask ()) == 0 && fc_page_go_back (self);
}

static void
add_search_bar (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);
  GtkWidget *clamp = adw_clamp_new ();

  priv->search_entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (priv->search_entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search this page"), -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 480);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (priv->search_entry));
  priv->search_bar = GTK_SEARCH_BAR (gtk_search_bar_new ());
  gtk_search_bar_set_child (priv->search_bar, clamp);
  gtk_search_bar_connect_entry (priv->search_bar, GTK_EDITABLE (priv->search_entry));
  g_signal_connect_object (priv->search_entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (priv->box), GTK_WIDGET (priv->search_bar));
}

static void
add_leaflet (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);

  priv->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (priv->leaflet), TRUE);
  adw_leaflet_set_transition_type (priv->leaflet, ADW_LEAFLET_TRANSITION_TYPE_SLIDE);
  priv->state = FC_STATE_PAGE (fc_state_page_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (priv->state), TRUE);
  adw_leaflet_append (priv->leaflet, GTK_WIDGET (priv->state));

  fc_page_add_detail (self);
  g_signal_connect_object (priv->state, "retry", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (priv->box), GTK_WIDGET (priv->leaflet));
}

static void
fc_page_init (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  priv->uses_station = TRUE;
  priv->uses_period = TRUE;
  priv->actions = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (priv->actions));

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  priv->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (priv->box, GTK_WIDGET (self));
  add_search_bar (self);
  add_leaflet (self);
}

FcContext *
fc_page_get_context (FcPage *self)
{
  return fc_page_inside (self)->context;
}

FcReplica *
fc_page_get_replica (FcPage *self)
{
  return fc_context_get_replica (fc_page_inside (self)->context);
}

void
fc_page_set_content (FcPage    *self,
                     GtkWidget *content)
{
  fc_state_page_set_child (fc_page_inside (self)->state, content);
}

void
fc_page_set_loading (FcPage *self)
{
  fc_state_page_set_loading (fc_page_inside (self)->state);
}

void
fc_page_set_ready (FcPage *self)
{
  fc_state_page_set_content (fc_page_inside (self)->state);
  g_signal_emit (self, signals[SETTLED], 0);
}

/**
 * fc_page_set_empty:
 * @description: (nullable)
 * @label: (nullable)
 * @action: (nullable)
 *
 * Shows what to do while there is nothing; see fc_state_page_set_empty().
 */
void
fc_page_set_empty (FcPage     *self,
                   const char *icon_name,
                   const char *title,
                   const char *description,
                   const char *label,
                   const char *action)
{
  fc_state_page_set_empty (fc_page_inside (self)->state, icon_name, title, description, label, action);
  g_signal_emit (self, signals[SETTLED], 0);
}

/**
 * fc_page_set_error:
 *
 * Shows the sentence of @error with a Retry button, which calls the retry vfunc.
 */
void
fc_page_set_error (FcPage       *self,
                   const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  fc_state_page_set_error (fc_page_inside (self)->state, NULL, error->message);
  g_signal_emit (self, signals[SETTLED], 0);
}

GActionMap *
fc_page_get_actions (FcPage *self)
{
  return G_ACTION_MAP (fc_page_inside (self)->actions);
}

void
fc_page_set_actions_enabled (FcPage     *self,
                             const char *name,
                             gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (fc_page_inside (self)->actions), name);

  g_return_if_fail (G_IS_SIMPLE_ACTION (action));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

const char *
fc_page_get_search (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);

  if (priv->search_bar == NULL || !gtk_search_bar_get_search_mode (priv->search_bar))
    return "";
  return gtk_editable_get_text (GTK_EDITABLE (priv->search_entry));
}

void
fc_page_toast (FcPage     *self,
               const char *text)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (window != NULL)
    fc_window_toast (window, text);
}

void
fc_page_tell_error (FcPage       *self,
                    const GError *error)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (window != NULL)
    fc_window_tell_error (window, NULL, error);
}

/**
 * fc_page_new:
 *
 * Needs no window: the page begins to read what it will show.
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_page_new (const FcPageInfo *info,
             FcContext        *context)
{
  FcPage *self = g_object_new (info->get_type (), "context", context, NULL);

  fc_page_inside (self)->info = info;
  if (FC_PAGE_GET_CLASS (self)->setup != NULL)
    FC_PAGE_GET_CLASS (self)->setup (self);
  scope_changed_cb (self);
  return GTK_WIDGET (self);
}

const FcPageInfo *
fc_page_get_info (FcPage *self)
{
  return fc_page_inside (self)->info;
}

void
fc_page_set_on_screen (FcPage   *self,
                       gboolean  on_screen)
{
  FcPageClass *klass = FC_PAGE_GET_CLASS (self);
  void (*tell) (FcPage *) = on_screen ? klass->shown : klass->hidden;

  if (fc_page_inside (self)->on_screen == on_screen)
    return;
  fc_page_inside (self)->on_screen = on_screen;
  if (tell != NULL)
    tell (self);
}

gboolean
fc_page_is_loading (FcPage *self)
{
  return fc_state_page_get_state (fc_page_inside (self)->state) == FC_STATE_LOADING;
}

gboolean
fc_page_open_record (FcPage     *self,
                     const char *kind,
                     const FcId *id)
{
  FcPageClass *klass = FC_PAGE_GET_CLASS (self);

  return klass->open_record != NULL && klass->open_record (self, kind, id);
}

gboolean
fc_page_get_search_mode (FcPage *self)
{
  return gtk_search_bar_get_search_mode (fc_page_inside (self)->search_bar);
}

void
fc_page_set_search_mode (FcPage   *self,
                         gboolean  searching)
{
  FcPagePrivate *priv = fc_page_inside (self);

  gtk_search_bar_set_search_mode (priv->search_bar, searching);
  if (searching)
    gtk_widget_grab_focus (GTK_WIDGET (priv->search_entry));
}
