/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-chip.h"

#include <glib/gi18n.h>

struct _FcFilterChip {
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  GMenu *menu;
  GSimpleAction *action;
  GHashTable *labels; /* value → label */
  char *title;
  char *value;
};

G_DEFINE_FINAL_TYPE (FcFilterChip, fc_filter_chip, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_TITLE,
  PROP_VALUE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
update_label (FcFilterChip *self)
{
  const char *label = g_hash_table_lookup (self->labels, self->value);
  g_autofree char *text = NULL;

  if (self->title == NULL)
    return;
  if (self->value[0] == '\0' || label == NULL)
    text = g_strdup (self->title);
  else
    /* Translators: a filter and what it is set to: "State: Open" */
    text = g_strdup_printf (_ ("%s: %s"), self->title, label);
  gtk_label_set_text (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (self->value[0] == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self), "active");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "active");
}

static void
choice_changed_cb (FcFilterChip  *self,
                   GVariant      *value,
                   GSimpleAction *action)
{
  fc_filter_chip_set_value (self, g_variant_get_string (value, NULL));
}

static void
fc_filter_chip_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FcFilterChip *self = FC_FILTER_CHIP (object);

  g_value_set_string (value, id == PROP_TITLE ? self->title : self->value);
}

static void
fc_filter_chip_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FcFilterChip *self = FC_FILTER_CHIP (object);

  if (id == PROP_TITLE)
    {
      g_free (self->title);
      self->title = g_value_dup_string (value);
      update_label (self);
    }
  else
    fc_filter_chip_set_value (self, g_value_get_string (value));
}

static void
fc_filter_chip_dispose (GObject *object)
{
  FcFilterChip *self = FC_FILTER_CHIP (object);

  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->menu);
  g_clear_object (&self->action);

  G_OBJECT_CLASS (fc_filter_chip_parent_class)->dispose (object);
}

static void
fc_filter_chip_finalize (GObject *object)
{
  FcFilterChip *self = FC_FILTER_CHIP (object);

  g_hash_table_unref (self->labels);
  g_free (self->title);
  g_free (self->value);

  G_OBJECT_CLASS (fc_filter_chip_parent_class)->finalize (object);
}

static void
fc_filter_chip_class_init (FcFilterChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fc_filter_chip_get_property;
  object_class->set_property = fc_filter_chip_set_property;
  object_class->dispose = fc_filter_chip_dispose;
  object_class->finalize = fc_filter_chip_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "filterchip");
}

static GtkWidget *
new_button_child (FcFilterChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 28);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  return box;
}

static void
fc_filter_chip_init (FcFilterChip *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->value = g_strdup ("");
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->menu = g_menu_new ();
  self->action = g_simple_action_new_stateful ("choose", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_signal_connect_object (self->action, "change-state", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (self->action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", G_ACTION_GROUP (actions));

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, new_button_child (self));
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (self->menu));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
}

GtkWidget *
fc_filter_chip_new (const char *title)
{
  return g_object_new (FC_TYPE_FILTER_CHIP, "title", title, NULL);
}

/**
 * fc_filter_chip_add:
 * @value: "" for all
 */
void
fc_filter_chip_add (FcFilterChip *self,
                    const char   *value,
                    const char   *label)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "filter.choose", "s", value);
  g_menu_append_item (self->menu, item);
  g_hash_table_insert (self->labels, g_strdup (value), g_strdup (label));
  update_label (self);
}

const char *
fc_filter_chip_get_value (FcFilterChip *self)
{
  return self->value;
}

void
fc_filter_chip_set_value (FcFilterChip *self,
                          const char   *value)
{
  if (value == NULL)
    value = "";
  if (g_str_equal (self->value, value))
    return;
  g_free (self->value);
  self->value = g_strdup (value);
  g_simple_action_set_state (self->action, g_variant_new_string (self->value));
  update_label (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}
