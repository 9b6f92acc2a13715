/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "fc-calculator.h"

G_BEGIN_DECLS

/* Reading a number, its bounds, and the properties for them. */
typedef struct {
  FcNumberKind kind;
  char *currency;
  gint64 minimum, maximum; /* no bounds where minimum > maximum */
  gboolean optional;
  gboolean has_value;
  gint64 value;
  char *message; /* nullable: what is wrong */
} FcNumberCheck;

enum {
  FC_NUMBER_PROP_0,
  FC_NUMBER_PROP_KIND,
  FC_NUMBER_PROP_CURRENCY,
  FC_NUMBER_PROP_MINIMUM,
  FC_NUMBER_PROP_MAXIMUM,
  FC_NUMBER_PROP_OPTIONAL,
  FC_NUMBER_PROP_HAS_VALUE,
  FC_NUMBER_PROP_VALUE,
  FC_NUMBER_PROP_VALID,
  FC_NUMBER_N_PROPS,
};

void      fc_number_check_init               (FcNumberCheck *self);
void      fc_number_check_clear              (FcNumberCheck *self);
void      fc_number_check_read               (FcNumberCheck *self,
                                              const char    *text);
char     *fc_number_check_text               (FcNumberCheck *self);
void      fc_number_check_install_properties (GObjectClass  *object_class);
void      fc_number_check_get_property       (FcNumberCheck *self,
                                              guint          id,
                                              GValue        *value);
void      fc_number_check_set_property       (FcNumberCheck *self,
                                              guint          id,
                                              const GValue  *value);

G_END_DECLS
