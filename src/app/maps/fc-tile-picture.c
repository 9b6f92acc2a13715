/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tile-picture.h"

/* GTK 4.8 turns every pixel of a texture into floats and back when it draws it by cairo: thirty milliseconds a frame. */
struct _FcTilePicture {
  GObject parent_instance;

  cairo_surface_t *surface;
  int size;
};

static void fc_tile_picture_paintable_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FcTilePicture, fc_tile_picture, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, fc_tile_picture_paintable_init))

static void
fc_tile_picture_snapshot (GdkPaintable *paintable,
                          GdkSnapshot  *snapshot,
                          double        width,
                          double        height)
{
  FcTilePicture *self = FC_TILE_PICTURE (paintable);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-1, -1, (float) width + 2, (float) height + 2));

  /* Half a pixel over its edge, or what lies beneath would show through where two tiles meet between pixels. */
  cairo_rectangle (cr, -0.5, -0.5, width + 1, height + 1);
  cairo_scale (cr, width / self->size, height / self->size);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static int
fc_tile_picture_get_size (GdkPaintable *paintable)
{
  return FC_TILE_PICTURE (paintable)->size;
}

static GdkPaintableFlags
fc_tile_picture_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_CONTENTS | GDK_PAINTABLE_STATIC_SIZE;
}

static void
fc_tile_picture_paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = fc_tile_picture_snapshot;
  iface->get_intrinsic_width = fc_tile_picture_get_size;
  iface->get_intrinsic_height = fc_tile_picture_get_size;
  iface->get_flags = fc_tile_picture_get_flags;
}

static void
fc_tile_picture_finalize (GObject *object)
{
  cairo_surface_destroy (FC_TILE_PICTURE (object)->surface);

  G_OBJECT_CLASS (fc_tile_picture_parent_class)->finalize (object);
}

static void
fc_tile_picture_class_init (FcTilePictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_tile_picture_finalize;
}

static void
fc_tile_picture_init (FcTilePicture *self)
{
}

/**
 * fc_tile_picture_new:
 * @surface: (transfer full): square, 32 bits a pixel, drawn to its end
 * @by_cairo: whether GTK draws without a graphics card; otherwise the picture becomes a texture, which stays there
 *
 * Returns: (transfer full)
 */
GdkPaintable *
fc_tile_picture_new (cairo_surface_t *surface,
                     gboolean         by_cairo)
{
  FcTilePicture *self;
  int size = cairo_image_surface_get_width (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  if (!by_cairo)
    {
      bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) size,
                                          (GDestroyNotify) cairo_surface_destroy, surface);
      return GDK_PAINTABLE (gdk_memory_texture_new (size, size, GDK_MEMORY_DEFAULT, bytes, stride));
    }
  self = g_object_new (FC_TYPE_TILE_PICTURE, NULL);
  self->surface = surface;
  self->size = size;
  return GDK_PAINTABLE (self);
}
