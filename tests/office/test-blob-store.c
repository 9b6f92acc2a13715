/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-store.h"
#include "fc-test-office.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "fc-error.h"

static GBytes *
picture (const char *format,
         int         width,
         int         height,
         gboolean    alpha)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, alpha ? 0x00000000 : 0x336699ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, format, NULL, NULL));
  return g_bytes_new_take (data, size);
}

/* A JPEG of a camera held upright: its data says "turn by 90°", and where it was. */
static GBytes *
with_exif (GBytes *jpeg)
{
  static const guint8 exif[] = {
    0xff, 0xe1, 0x00, 0x22, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
  };
  GByteArray *bytes = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (jpeg, &size);

  g_byte_array_append (bytes, data, 2);
  g_byte_array_append (bytes, exif, sizeof exif);
  g_byte_array_append (bytes, data + 2, (guint) size - 2);
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_a_large_photo_becomes_small (void)
{
  g_autoptr (GBytes) image = picture ("png", 3200, 1200, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) photo = NULL;
  int width, height;

  photo = fc_photo_encode (image, "a.png", &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpint (width, ==, 1600);
  g_assert_cmpint (height, ==, 600);
  g_assert_cmpmem (g_bytes_get_data (photo, NULL), 3, "\xff\xd8\xff", 3);
}

static void
test_the_cameras_data_goes (void)
{
  g_autoptr (GBytes) jpeg = picture ("jpeg", 300, 200, FALSE);
  g_autoptr (GBytes) image = with_exif (jpeg);
  g_autoptr (GBytes) photo = NULL;
  int width, height;

  g_assert_nonnull (memmem (g_bytes_get_data (image, NULL), g_bytes_get_size (image), "Exif", 4));
  photo = fc_photo_encode (image, "a.jpg", &width, &height, NULL);
  g_assert_cmpint (width, ==, 200);
  g_assert_cmpint (height, ==, 300);
  g_assert_null (memmem (g_bytes_get_data (photo, NULL), g_bytes_get_size (photo), "Exif", 4));
}

static void
test_what_is_no_picture_is_refused (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("<svg xmlns='http://www.w3.org/2000/svg'/>", 41);
  g_autoptr (GBytes) half = g_bytes_new_static ("\xff\xd8\xff\xe0nonsense", 12);
  g_autoptr (GError) error = NULL;
  int width, height;

  g_assert_null (fc_photo_encode (text, "plan.svg", &width, &height, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
  g_assert_cmpstr (error->message, ==, "plan.svg is not a picture: choose a JPEG or PNG file");
  g_clear_error (&error);
  g_assert_null (fc_photo_encode (half, "half.jpg", &width, &height, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static FcBlob *
add (FcOffice *office,
     GBytes   *image)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcBlob *blob;

  fc_blob_store_add_async (office->replica, image, "photo", NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  blob = fc_blob_store_add_finish (office->replica, result, &error);
  g_assert_no_error (error);
  return blob;
}

static void
test_lies_under_its_digest (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GBytes) image = picture ("png", 40, 30, TRUE);
  g_autoptr (FcBlob) blob = add (office, image);
  g_autoptr (FcBlob) again = add (office, image);
  g_autoptr (GFile) file = fc_blob_store_get_file (office->replica, blob->sha256);
  g_autoptr (GBytes) kept = g_file_load_bytes (file, NULL, NULL, NULL);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, kept);

  g_assert_cmpstr (digest, ==, blob->sha256);
  g_assert_cmpstr (again->sha256, ==, blob->sha256);
  g_assert_cmpint (blob->size, ==, g_bytes_get_size (kept));
  g_assert_null (fc_blob_store_get_file (office->replica, "../../replica.db"));
  g_assert_null (fc_blob_store_get_file (office->replica, NULL));
}

static GBytes *
thumbnail (FcOffice   *office,
           const char *sha256)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_blob_store_thumbnail_async (office->replica, sha256, 36, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fc_blob_store_thumbnail_finish (office->replica, result, NULL);
}

/* Made once: the second time it is there although the photo is not. */
static void
test_a_small_picture_is_made_once (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GBytes) image = picture ("png", 400, 200, FALSE);
  g_autoptr (FcBlob) blob = add (office, image);
  g_autoptr (GFile) file = fc_blob_store_get_file (office->replica, blob->sha256);
  g_autofree char *zeros = g_strnfill (64, '0');
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GBytes) small = thumbnail (office, blob->sha256);
  g_autoptr (GBytes) again = NULL;

  g_assert_nonnull (small);
  g_assert_true (gdk_pixbuf_loader_write_bytes (loader, small, NULL));
  g_assert_true (gdk_pixbuf_loader_close (loader, NULL));
  g_assert_cmpint (gdk_pixbuf_get_width (gdk_pixbuf_loader_get_pixbuf (loader)), ==, 72);
  g_assert_cmpint (gdk_pixbuf_get_height (gdk_pixbuf_loader_get_pixbuf (loader)), ==, 36);
  g_assert_true (g_file_delete (file, NULL, NULL));
  again = thumbnail (office, blob->sha256);
  g_assert_true (g_bytes_equal (small, again));
  g_assert_null (thumbnail (office, zeros));
  g_assert_null (thumbnail (office, "../../replica.db"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blob-store/a-large-photo-becomes-small", test_a_large_photo_becomes_small);
  g_test_add_func ("/blob-store/the-cameras-data-goes", test_the_cameras_data_goes);
  g_test_add_func ("/blob-store/what-is-no-picture-is-refused", test_what_is_no_picture_is_refused);
  g_test_add_func ("/blob-store/lies-under-its-digest", test_lies_under_its_digest);
  g_test_add_func ("/blob-store/a-small-picture-is-made-once", test_a_small_picture_is_made_once);
  return g_test_run ();
}
