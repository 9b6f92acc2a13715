/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-service.h"

#define KEYRING_PROFILE "gauges"

/**
 * fc_gauge_keyring_new:
 *
 * Returns: (transfer full): where the security code of this gauge lies; never in the tables
 */
FcKeyring *
fc_gauge_keyring_new (const FcId *gauge_id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (gauge_id, text);
  return fc_keyring_new (KEYRING_PROFILE, text);
}

/**
 * fc_gauge_codes_forget:
 *
 * The codes of all gauges leave this computer, those of gauges that are gone as well.
 */
void
fc_gauge_codes_forget (void)
{
  fc_keyring_clear_profile (KEYRING_PROFILE);
}
