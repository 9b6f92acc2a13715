/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-register.h"

#include "fc-modules.h"

#define DECLARE(name) void fc_##name##_register_pages (void);
FC_MODULES (DECLARE)

/**
 * fc_register_modules:
 *
 * Makes the pages of every module known; once, before the first window.
 */
void
fc_register_modules (void)
{
#define REGISTER(name) fc_##name##_register_pages ();
  FC_MODULES (REGISTER)
}
