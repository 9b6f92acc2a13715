/* SPDX-License-Identifier: GPL-3.0-or-later */
#undef _FILE_OFFSET_BITS /* both names of each call are wanted, not one for the other */
#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Preloaded into a program of ours: kills it at the FC_DIE_AT-th call that changes a file below FC_DIE_FOLDER, before the call
 * or, for a write, after half of it.
 */

static atomic_long calls;

ssize_t write (int fd, const void *from, size_t n);
ssize_t pwrite (int fd, const void *from, size_t n, off_t at);
ssize_t pwrite64 (int fd, const void *from, size_t n, off64_t at);
int fsync (int fd);
int fdatasync (int fd);
int ftruncate (int fd, off_t size);
int ftruncate64 (int fd, off64_t size);
int unlink (const char *path);
int rename (const char *from, const char *to);

static long
die_at (void)
{
  static long at = -1;

  if (at < 0)
    {
      const char *text = getenv ("FC_DIE_AT");

      at = text != NULL ? strtol (text, NULL, 10) : 0;
    }
  return at;
}

static int
is_below (const char *path)
{
  const char *folder = getenv ("FC_DIE_FOLDER");

  return folder != NULL && strncmp (path, folder, strlen (folder)) == 0;
}

static int
is_ours (int fd)
{
  char link[64], path[PATH_MAX];
  ssize_t n;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, sizeof path - 1);
  path[n > 0 ? n : 0] = '\0';
  return is_below (path);
}

/* Whether this call is the one. */
static int
is_last (int counts)
{
  return die_at () > 0 && counts && atomic_fetch_add (&calls, 1) + 1 == die_at ();
}

static void
die (void)
{
  kill (getpid (), SIGKILL);
  for (;;)
    pause ();
}

#define REAL(name, ...)             \
  static int (*real) (__VA_ARGS__); \
  if (real == NULL)                 \
    *(void **) &real = dlsym (RTLD_NEXT, name)
#define REAL_WRITE(name, ...)           \
  static ssize_t (*real) (__VA_ARGS__); \
  if (real == NULL)                     \
    *(void **) &real = dlsym (RTLD_NEXT, name)

ssize_t
write (int fd, const void *from, size_t n)
{
  REAL_WRITE ("write", int, const void *, size_t);

  if (die_at () > 0 && is_last (is_ours (fd)))
    {
      real (fd, from, n / 2);
      die ();
    }
  return real (fd, from, n);
}

ssize_t
pwrite (int fd, const void *from, size_t n, off_t at)
{
  REAL_WRITE ("pwrite", int, const void *, size_t, off_t);

  if (die_at () > 0 && is_last (is_ours (fd)))
    {
      real (fd, from, n / 2, at);
      die ();
    }
  return real (fd, from, n, at);
}

ssize_t
pwrite64 (int fd, const void *from, size_t n, off64_t at)
{
  REAL_WRITE ("pwrite64", int, const void *, size_t, off64_t);

  if (die_at () > 0 && is_last (is_ours (fd)))
    {
      real (fd, from, n / 2, at);
      die ();
    }
  return real (fd, from, n, at);
}

int
fsync (int fd)
{
  REAL ("fsync", int);

  if (die_at () > 0 && is_last (is_ours (fd)))
    die ();
  return real (fd);
}

int
fdatasync (int fd)
{
  REAL ("fdatasync", int);

  if (die_at () > 0 && is_last (is_ours (fd)))
    die ();
  return real (fd);
}

int
ftruncate (int fd, off_t size)
{
  REAL ("ftruncate", int, off_t);

  if (die_at () > 0 && is_last (is_ours (fd)))
    die ();
  return real (fd, size);
}

int
ftruncate64 (int fd, off64_t size)
{
  REAL ("ftruncate64", int, off64_t);

  if (die_at () > 0 && is_last (is_ours (fd)))
    die ();
  return real (fd, size);
}

int
unlink (const char *path)
{
  REAL ("unlink", const char *);

  if (die_at () > 0 && is_last (is_below (path)))
    die ();
  return real (path);
}

int
rename (const char *from, const char *to)
{
  REAL ("rename", const char *, const char *);

  if (die_at () > 0 && is_last (is_below (to)))
    die ();
  return real (from, to);
}
