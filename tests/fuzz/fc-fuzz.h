/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * One decoder of bytes from outside. Every harness defines this one function; it is linked either with replay.c, which feeds
 * it the kept corpus in `make check`, or with libFuzzer (`make fuzz`), which searches on from there.
 * What is refused is fine; what is taken must say the same when it is written and read again.
 */
int LLVMFuzzerTestOneInput (const guint8 *bytes,
                            size_t        size);
