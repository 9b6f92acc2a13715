/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For -Dpch=true: read once instead of three hundred times. Each file includes what it needs all the same. */
#include <adwaita.h>
