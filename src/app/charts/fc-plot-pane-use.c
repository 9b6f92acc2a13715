/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-pane-private.h"

#include "fc-plot-picture.h"
#include "fc-plot-widget-private.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define SCALE 2 /* dots to a pixel of a picture */

static void
say (FcPlotPane *self,
     const char *sentence)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (window != NULL)
    fc_window_toast (window, sentence);
}

static char *
heading (FcPlotPane *self)
{
  if (self->subject == NULL || self->subject[0] == '\0')
    return g_strdup (self->title);
  return g_strdup_printf ("%s · %s", self->title, self->subject);
}

/* As it is seen: what is hidden and zoomed away is not in it. */
static FcPlotPicture
picture_of (FcPlotPane *self,
            const char *title)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  FcPlotPicture picture = {
    .view = self->plot->view,
    .dark = adw_style_manager_get_dark (manager),
    .high_contrast = adw_style_manager_get_high_contrast (manager),
    .title = title,
    .note = self->description,
  };

  picture.view.data = self->data;
  picture.view.text = gtk_widget_get_pango_context (GTK_WIDGET (self));
  picture.view.width = gtk_widget_get_width (self->stack);
  picture.view.height = gtk_widget_get_height (self->stack);
  picture.view.mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  return picture;
}

/**
 * fc_plot_pane_texture:
 *
 * Returns: (transfer full):
 */
GdkTexture *
fc_plot_pane_texture (FcPlotPane *self)
{
  g_autofree char *title = heading (self);
  FcPlotPicture picture = picture_of (self, title);

  return fc_plot_picture_texture (&picture, SCALE);
}

/**
 * fc_plot_pane_svg:
 *
 * Returns: (transfer full):
 */
GBytes *
fc_plot_pane_svg (FcPlotPane *self)
{
  g_autofree char *title = heading (self);
  FcPlotPicture picture = picture_of (self, title);

  return fc_plot_picture_svg (&picture);
}

void
fc_plot_pane_copy_image (FcPlotPane *self)
{
  g_autoptr (GdkTexture) texture = fc_plot_pane_texture (self);

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  say (self, _ ("Image copied"));
}

void
fc_plot_pane_copy_data (FcPlotPane *self)
{
  g_autofree char *text = fc_plot_data_to_tabbed (self->data);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  say (self, _ ("Data copied"));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FcPlotPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = g_strdup_printf (_ ("Saved as %s"), name);
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (fc_plot_file_write_finish (result, &error))
    say (self, text);
  else if (window != NULL)
    fc_window_tell_error (window, _ ("The chart was not saved"), error);
}

static FcPlotFileFormat
format_of (GFile            *file,
           gboolean          image,
           FcPlotFileFormat  otherwise)
{
  if (!image)
    return FC_PLOT_FILE_CSV;
  return fc_plot_file_ends (file, FC_PLOT_FILE_SVG)   ? FC_PLOT_FILE_SVG
         : fc_plot_file_ends (file, FC_PLOT_FILE_PNG) ? FC_PLOT_FILE_PNG
                                                      : otherwise;
}

/**
 * fc_plot_pane_save:
 * @chosen: by the person, who was asked whether one of that name may be replaced
 * @image: FALSE: the values, as CSV
 */
void
fc_plot_pane_save (FcPlotPane       *self,
                   GFile            *chosen,
                   gboolean          image,
                   FcPlotFileFormat  otherwise)
{
  FcPlotFileFormat format = format_of (chosen, image, otherwise);
  gboolean whole = fc_plot_file_ends (chosen, format);
  g_autoptr (GFile) file = whole ? g_object_ref (chosen) : fc_plot_file_complete (chosen, format);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) text = NULL;

  if (format == FC_PLOT_FILE_PNG)
    texture = fc_plot_pane_texture (self);
  else if (format == FC_PLOT_FILE_SVG)
    text = fc_plot_pane_svg (self);
  else
    {
      char *csv = fc_plot_data_to_csv (self->data);

      text = g_bytes_new_take (csv, strlen (csv));
    }
  fc_plot_file_write_async (file, whole, texture, text, written_cb, g_object_ref (self));
}

/* What a person is choosing a file for: the plot may be gone by then. */
typedef struct {
  GWeakRef pane;
  gboolean image;
  GtkFileFilter *svg; /* (nullable) */
} Choice;

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *choice = data;

  g_weak_ref_clear (&choice->pane);
  g_clear_object (&choice->svg);
  g_free (choice);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         user_data)
{
  Choice *choice = user_data;
  g_autoptr (FcPlotPane) self = g_weak_ref_get (&choice->pane);
  g_autoptr (GFile) file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  gboolean svg = choice->svg != NULL && gtk_file_chooser_get_filter (GTK_FILE_CHOOSER (dialog)) == choice->svg;

  if (file != NULL && self != NULL && self->data != NULL)
    fc_plot_pane_save (self, file, choice->image, svg ? FC_PLOT_FILE_SVG : FC_PLOT_FILE_PNG);
  g_object_unref (dialog);
}

/* The window that asked is closed: so is the question. */
static void
window_closed_cb (GtkNativeDialog *dialog)
{
  gtk_native_dialog_hide (dialog);
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
}

static GtkFileFilter *
add_filter (GtkFileChooser *chooser,
            const char     *name,
            const char     *suffix)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (chooser, filter);
  return filter;
}

/**
 * fc_plot_pane_choose_file:
 * @image: FALSE: for the values
 */
void
fc_plot_pane_choose_file (FcPlotPane *self,
                          gboolean    image)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *title = heading (self);
  g_autofree char *name = fc_plot_file_name (title, image ? FC_PLOT_FILE_PNG : FC_PLOT_FILE_CSV);
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (image ? _ ("Save the chart as an image") : _ ("Save the chart’s data"),
                                 GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  Choice *choice = g_new0 (Choice, 1);

  g_weak_ref_init (&choice->pane, self);
  choice->image = image;
  if (image)
    {
      g_object_unref (add_filter (GTK_FILE_CHOOSER (chooser), _ ("Image (PNG)"), "png"));
      choice->svg = add_filter (GTK_FILE_CHOOSER (chooser), _ ("Drawing (SVG)"), "svg");
    }
  else
    g_object_unref (add_filter (GTK_FILE_CHOOSER (chooser), _ ("Table (CSV)"), "csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_data (chooser, "response", G_CALLBACK (chosen_cb), choice, choice_free, 0);
  g_signal_connect_object (root, "destroy", G_CALLBACK (window_closed_cb), chooser, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
