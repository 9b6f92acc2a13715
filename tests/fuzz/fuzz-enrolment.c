/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that tells an office where its hub is. */
#include <sys/mman.h>
#include <unistd.h>

#include "fc-fuzz.h"
#include "fc-session.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  int fd = memfd_create ("enrolment", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FcEnrolment *enrolment;

  g_assert_cmpint (write (fd, bytes, size), ==, (gssize) size);
  enrolment = fc_enrolment_load (file, NULL);
  g_clear_pointer (&enrolment, fc_enrolment_free);
  close (fd);
  return 0;
}
