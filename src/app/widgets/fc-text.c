/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-text.h"

/* Never narrower than this many times its line's height: about a word. */
#define LEAST_WIDTH 5

struct _FcText {
  GtkWidget parent_instance;

  char *text;
  PangoLayout *layout; /* of the current style, as wide as it was last asked for */
  int one_line;        /* its width where nothing wraps */
  int line_height;
  gboolean keeps_line;
  guint serial;        /* of the context the layout was measured in: fonts and their size */
};

G_DEFINE_FINAL_TYPE (FcText, fc_text, GTK_TYPE_WIDGET)

static void
forget_layout (FcText *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
ensure_layout (FcText *self)
{
  if (self->layout != NULL)
    return;
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (self->layout, &self->one_line, &self->line_height);
  self->serial = pango_context_get_serial (pango_layout_get_context (self->layout));
}

/* Lays the text out again only where it does not fit as it is. */
static void
fit (FcText *self,
     int     width)
{
  int wanted = width < self->one_line ? width * PANGO_SCALE : -1;

  if (pango_layout_get_width (self->layout) != wanted)
    pango_layout_set_width (self->layout, wanted);
}

static GtkSizeRequestMode
fc_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fc_text_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  FcText *self = FC_TEXT (widget);

  ensure_layout (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->keeps_line ? self->one_line : MIN (self->one_line, LEAST_WIDTH * self->line_height);
      *natural = self->one_line;
      return;
    }
  fit (self, for_size < 0 ? self->one_line : for_size);
  pango_layout_get_pixel_size (self->layout, NULL, minimum);
  *natural = *minimum;
  *minimum_baseline = *natural_baseline = PANGO_PIXELS (pango_layout_get_baseline (self->layout));
}

static void
fc_text_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  FcText *self = FC_TEXT (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget), used;
  GdkRGBA ink;

  ensure_layout (self);
  fit (self, width);
  pango_layout_get_pixel_size (self->layout, &used, NULL);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  gtk_snapshot_save (snapshot);
  if (mirrored && pango_layout_get_width (self->layout) < 0)
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) MAX (width - used, 0), 0));
  gtk_snapshot_append_layout (snapshot, self->layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
fc_text_css_changed (GtkWidget         *widget,
                     GtkCssStyleChange *change)
{
  FcText *self = FC_TEXT (widget);

  GTK_WIDGET_CLASS (fc_text_parent_class)->css_changed (widget, change);
  if (self->layout != NULL && self->serial != pango_context_get_serial (gtk_widget_get_pango_context (widget)))
    forget_layout (self);
}

static void
fc_text_system_setting_changed (GtkWidget        *widget,
                                GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (fc_text_parent_class)->system_setting_changed (widget, setting);
  forget_layout (FC_TEXT (widget));
}

static void
fc_text_direction_changed (GtkWidget        *widget,
                           GtkTextDirection  before)
{
  GTK_WIDGET_CLASS (fc_text_parent_class)->direction_changed (widget, before);
  forget_layout (FC_TEXT (widget));
}

static void
fc_text_finalize (GObject *object)
{
  FcText *self = FC_TEXT (object);

  g_clear_object (&self->layout);
  g_free (self->text);

  G_OBJECT_CLASS (fc_text_parent_class)->finalize (object);
}

static void
fc_text_class_init (FcTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_text_finalize;
  widget_class->get_request_mode = fc_text_get_request_mode;
  widget_class->measure = fc_text_measure;
  widget_class->snapshot = fc_text_snapshot;
  widget_class->css_changed = fc_text_css_changed;
  widget_class->system_setting_changed = fc_text_system_setting_changed;
  widget_class->direction_changed = fc_text_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
fc_text_init (FcText *self)
{
  self->text = g_strdup ("");
}

GtkWidget *
fc_text_new (const char *text)
{
  FcText *self = g_object_new (FC_TYPE_TEXT, NULL);

  fc_text_set (self, text);
  return GTK_WIDGET (self);
}

void
fc_text_set (FcText     *self,
             const char *text)
{
  if (g_str_equal (self->text, text))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  forget_layout (self);
}

/* It never wraps: a figure, a short title. */
void
fc_text_keep_line (FcText *self)
{
  self->keeps_line = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
fc_text_get (FcText *self)
{
  return self->text;
}
