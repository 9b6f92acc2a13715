/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-hub.h"
#include "crash-power.h"
#include "crash-run.h"
#include "sim-files.h"

/* The power of the hub is cut at every sync of its store, and between. */

#define SEEDS 6
#define STEPS 24

typedef struct {
  char *image_folder;
  CrashPower *power;
  CrashHub *hub;
  guint n_images;
  char *wrong;
} Story;

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
      wrong = crash_hub_check (self->hub, image->acked, self->image_folder);
      self->n_images++;
      if (wrong != NULL)
        self->wrong = g_strdup_printf ("image %u (%s): %s", self->n_images, image->how, wrong);
    }
}

static void
tell (Story *self)
{
  for (guint i = 0; i < STEPS && self->wrong == NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      if (i % 8 == 7)
        crash_hub_close (self->hub);
      if (self->hub->store == NULL)
        crash_hub_open (self->hub, &error);
      g_assert_no_error (error);
      crash_hub_step (self->hub, &error);
      g_assert_no_error (error);
      crash_power_acknowledge (self->power, self->hub->acked);
      crash_power_cut (self->power);
      check_images (self);
    }
}

/* Returns: (transfer full) (nullable): what was missing */
static char *
run_story (guint64 seed, gboolean lies, guint *n_images)
{
  Story self = { 0 };
  FcId tenant;
  g_autofree char *base = g_strdup (sim_make_folder ());
  g_autofree char *folder = g_build_filename (base, "hub", NULL);
  SimDisk *disk;

  self.image_folder = g_build_filename (base, "image", NULL);
  sim_copy_folder (crash_hub_template (&tenant), folder);
  disk = sim_disk_add (folder);
  self.power = crash_power_new (disk, seed);
  if (lies)
    crash_power_lie (self.power);
  self.hub = crash_hub_new (seed, folder);
  tell (&self);
  crash_hub_free (self.hub);
  crash_power_free (self.power);
  sim_disk_remove (disk);
  sim_remove_folder (base);
  g_free (self.image_folder);
  *n_images += self.n_images;
  return self.wrong;
}

int
main (int argc, char **argv)
{
  crash_init (&argc, &argv);
  return crash_run_stories ("/crash/hub", run_story, SEEDS);
}
