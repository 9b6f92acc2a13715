/* SPDX-License-Identifier: GPL-3.0-or-later */
#undef _FILE_OFFSET_BITS /* both names of each call are wanted, not one for the other */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Preloaded into a program of ours: a part of the file FC_DEAD_FILE, from byte FC_DEAD_FROM to before FC_DEAD_UNTIL, is never
 * read again.
 */

ssize_t pread (int fd, void *into, size_t n, off_t at);
ssize_t pread64 (int fd, void *into, size_t n, off64_t at);

static long long
number (const char *name)
{
  const char *text = getenv (name);

  return text != NULL ? strtoll (text, NULL, 10) : 0;
}

static int
is_dead (int fd, long long at)
{
  const char *dead = getenv ("FC_DEAD_FILE");
  char link[64], path[PATH_MAX];
  ssize_t n;

  if (dead == NULL || at < number ("FC_DEAD_FROM") || at >= number ("FC_DEAD_UNTIL"))
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, sizeof path - 1);
  path[n > 0 ? n : 0] = '\0';
  return strcmp (path, dead) == 0;
}

ssize_t
pread (int fd, void *into, size_t n, off_t at)
{
  static ssize_t (*real) (int, void *, size_t, off_t);

  if (real == NULL)
    *(void **) &real = dlsym (RTLD_NEXT, "pread");
  if (!is_dead (fd, at))
    return real (fd, into, n, at);
  errno = EIO;
  return -1;
}

ssize_t
pread64 (int fd, void *into, size_t n, off64_t at)
{
  static ssize_t (*real) (int, void *, size_t, off64_t);

  if (real == NULL)
    *(void **) &real = dlsym (RTLD_NEXT, "pread64");
  if (!is_dead (fd, at))
    return real (fd, into, n, at);
  errno = EIO;
  return -1;
}
