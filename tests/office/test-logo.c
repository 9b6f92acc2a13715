/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-store-private.h"
#include "fc-logo.h"
#include "fc-test-office.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#include "fc-error.h"

#define DRAWING                                                                                                        \
  "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='40' height='10'><rect width='40' height='10'"   \
  " fill='#1a5fb4'/></svg>"

static GBytes *
picture (const char *format,
         int         width,
         int         height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, g_str_equal (format, "png"), 8, width, height);
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x33669980);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, format, NULL, NULL));
  return g_bytes_new_take (data, size);
}

static GdkPixbuf *
decode (GBytes *png)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (png);
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, NULL);

  g_assert_nonnull (pixbuf);
  return pixbuf;
}

static gboolean
can_draw_svg (void)
{
  g_autoptr (GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *l = formats; l != NULL; l = l->next)
    {
      g_autofree char *name = gdk_pixbuf_format_get_name (l->data);

      if (g_str_equal (name, "svg"))
        return TRUE;
    }
  return FALSE;
}

/* Fits its box and stays transparent; a small one stays as it is, a drawing fills the box. */
static void
test_it_fits_the_paper (void)
{
  const struct { int width, height, to_width, to_height; } sizes[] = { { 3200, 480, 640, 96 }, { 500, 2000, 48, 192 },
                                                                         { 64, 32, 64, 32 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) image = picture ("png", sizes[i].width, sizes[i].height);
      g_autoptr (GBytes) logo = fc_logo_encode (image, "logo.png", NULL);
      g_autoptr (GdkPixbuf) pixbuf = decode (logo);

      g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, sizes[i].to_width);
      g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, sizes[i].to_height);
      g_assert_true (gdk_pixbuf_get_has_alpha (pixbuf));
    }
}

static void
test_a_drawing_fills_its_box (void)
{
  g_autoptr (GBytes) image = g_bytes_new_static (DRAWING, strlen (DRAWING));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) logo = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (!can_draw_svg ())
    {
      g_test_skip ("gdk-pixbuf cannot read SVG here");
      return;
    }
  logo = fc_logo_encode (image, "logo.svg", &error);
  g_assert_no_error (error);
  pixbuf = decode (logo);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 640);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 160);
}

static void
assert_refused (GBytes     *image, /* (transfer full) */
                const char *name,
                const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fc_logo_encode (image, name, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, why));
  g_bytes_unref (image);
}

static void
test_other_files_are_refused (void)
{
  assert_refused (picture ("jpeg", 40, 40), "logo.png", "logo.png cannot be the logo: choose a PNG or SVG file");
  assert_refused (g_bytes_new_static ("", 0), "empty.svg", "choose a PNG or SVG file");
  assert_refused (g_bytes_new_static ("<html>no drawing</html>", 23), "page.svg", "choose a PNG or SVG file");
  assert_refused (g_bytes_new_static ("\x89PNG\r\n\x1a\nrubbish", 15), "half.png", "half.png cannot be read");
  assert_refused (g_bytes_new_take (g_malloc0 (FC_LOGO_BYTES + 1), FC_LOGO_BYTES + 1), "huge.png",
                  "huge.png is larger than 2 MB");
}

static GBytes *
load (FcOffice *office)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_logo_load_async (office->replica, NULL, fc_test_finished_cb, &result);
  return fc_logo_load_finish (office->replica, fc_test_wait (&result));
}

static void
set_branding (FcOffice   *office,
              const char *branding)
{
  FcRecord *tenant = fc_replica_get_tenant (office->replica);
  g_autoptr (FcRecord) after = fc_record_copy (tenant);
  g_autoptr (GError) error = NULL;

  fc_record_set_text (after, FC_TENANT_BRANDING, branding);
  fc_office_run (office, fc_op_new_patch (tenant, after, FC_TEST_NOW), &error);
  g_assert_no_error (error);
  fc_office_act_as (office, &office->manager);
}

/* Kept, named by the branding, read; and not there where its blob has not come. */
static void
test_the_company_bears_it (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autofree char *folder = g_dir_make_tmp ("logo-XXXXXX", NULL), *path = g_build_filename (folder, "logo.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), blob = NULL;
  g_autoptr (GBytes) image = picture ("png", 64, 32), none = load (office), logo = NULL, gone = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = NULL, *branding = NULL, *digest = NULL;

  g_assert_null (none);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (image, NULL), (gssize) g_bytes_get_size (image), NULL));
  fc_logo_add_async (office->replica, file, NULL, fc_test_finished_cb, &result);
  sha256 = fc_logo_add_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  branding = g_strdup_printf ("{\"accent\":\"#1a5fb4\",\"logo\":\"%s\"}", sha256);
  set_branding (office, branding);
  logo = load (office);
  g_assert_nonnull (logo);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, logo);
  g_assert_cmpstr (digest, ==, sha256);
  blob = fc_blob_store_get_file (office->replica, sha256);
  g_assert_true (g_file_delete (blob, NULL, NULL));
  gone = load (office);
  g_assert_null (gone);
  g_unlink (path);
  g_rmdir (folder);
}

/* What came from another computer under the logo's name is not decoded where it could not have been made here. */
static void
test_only_a_logo_is_shown (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  GBytes *others[] = { picture ("png", 700, 20), picture ("png", 20, 200), picture ("jpeg", 40, 20) };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GBytes) other = others[i];
      g_autofree char *sha256 = fc_blob_store_keep (fc_replica_get_folder (office->replica), other, NULL);
      g_autofree char *branding = g_strdup_printf ("{\"logo\":\"%s\"}", sha256);
      g_autoptr (GBytes) shown = NULL;

      g_assert_nonnull (sha256);
      set_branding (office, branding);
      shown = load (office);
      g_assert_null (shown);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/logo/it-fits-the-paper", test_it_fits_the_paper);
  g_test_add_func ("/logo/a-drawing-fills-its-box", test_a_drawing_fills_its_box);
  g_test_add_func ("/logo/other-files-are-refused", test_other_files_are_refused);
  g_test_add_func ("/logo/the-company-bears-it", test_the_company_bears_it);
  g_test_add_func ("/logo/only-a-logo-is-shown", test_only_a_logo_is_shown);
  return g_test_run ();
}
