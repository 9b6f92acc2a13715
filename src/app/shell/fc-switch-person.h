/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-application-private.h"

G_BEGIN_DECLS

/* Who sits at the desk now: one of those who signed in on this computer, by PIN or password, or somebody else. */
#define FC_TYPE_SWITCH_PERSON (fc_switch_person_get_type ())
G_DECLARE_FINAL_TYPE (FcSwitchPerson, fc_switch_person, FC, SWITCH_PERSON, AdwWindow)

GtkWidget *fc_switch_person_new (FcApplication *application);

G_END_DECLS
