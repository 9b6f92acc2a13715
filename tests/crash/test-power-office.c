/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-office.h"
#include "crash-power.h"
#include "crash-run.h"
#include "sim-files.h"

/* The power of an office's computer is cut at every sync of its replica, and between. */

#define SEEDS 6
#define STEPS 24

typedef struct {
  char *folder, *image_folder;
  SimDisk *disk;
  CrashPower *power;
  CrashOffice *office;
  guint n_images;
  char *wrong;
} Story;

/* Every image there is by now must be good. */
static void
check_images (Story *self)
{
  while (self->wrong == NULL)
    {
      g_autoptr (CrashImage) image = crash_power_pop (self->power);
      g_autofree char *wrong = NULL;

      if (image == NULL)
        return;
      sim_remove_folder (self->image_folder);
      g_mkdir_with_parents (self->image_folder, 0700);
      crash_image_write (image, self->image_folder);
      wrong = crash_office_check (self->office->steps, image->acked, self->image_folder);
      self->n_images++;
      if (wrong != NULL)
        self->wrong = g_strdup_printf ("image %u (%s): %s", self->n_images, image->how, wrong);
    }
}

static void
open_again (Story *self)
{
  g_autoptr (GError) error = NULL;

  crash_office_close (self->office);
  crash_office_open (self->office, &error);
  g_assert_no_error (error);
}

static void
tell (Story *self)
{
  for (guint i = 0; i < STEPS && self->wrong == NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      crash_office_step (self->office, &error);
      g_assert_no_error (error);
      crash_power_acknowledge (self->power, self->office->acked);
      crash_power_cut (self->power);
      if (i % 8 == 7)
        open_again (self);
      check_images (self);
    }
}

/* Returns: (transfer full) (nullable): what was missing */
static char *
run_story (guint64 seed, gboolean lies, guint *n_images)
{
  Story self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_strdup (sim_make_folder ());

  self.folder = g_build_filename (base, "office", NULL);
  self.image_folder = g_build_filename (base, "image", NULL);
  sim_copy_folder (crash_office_template (), self.folder);
  self.disk = sim_disk_add (self.folder);
  self.power = crash_power_new (self.disk, seed);
  if (lies)
    crash_power_lie (self.power);
  self.office = crash_office_new (seed, self.folder);
  crash_office_open (self.office, &error);
  g_assert_no_error (error);
  tell (&self);
  crash_office_free (self.office);
  crash_power_free (self.power);
  sim_disk_remove (self.disk);
  sim_remove_folder (base);
  g_free (self.folder);
  g_free (self.image_folder);
  *n_images += self.n_images;
  return self.wrong;
}

int
main (int argc, char **argv)
{
  crash_init (&argc, &argv);
  return crash_run_stories ("/crash/office", run_story, SEEDS);
}
