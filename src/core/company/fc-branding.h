/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

/*
 * How a company looks on paper. Its logo is a PNG among the blobs, named by the member "logo" of its branding: the company's row
 * is to it what an attachment's record is to a photo. It is made of a PNG or SVG file of at most FC_LOGO_BYTES and fits
 * FC_LOGO_WIDTH × FC_LOGO_HEIGHT pixels.
 */
#define FC_LOGO_MEMBER     "logo"
#define FC_LOGO_MEDIA_TYPE "image/png"
#define FC_LOGO_WIDTH      640
#define FC_LOGO_HEIGHT     192
#define FC_LOGO_BYTES      (2 * 1024 * 1024)

char *fc_branding_text (FcRecord   *tenant, /* nullable */
                        const char *member);

G_END_DECLS
