/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub.h"

G_BEGIN_DECLS

/* The subcommands. @args: their own name first, like argv; each returns the program's exit status. */
int         fc_hub_cli_init    (GStrv         args);
int         fc_hub_cli_serve   (GStrv         args);
int         fc_hub_cli_user    (GStrv         args);
int         fc_hub_cli_tenant  (GStrv         args);
int         fc_hub_cli_backup  (GStrv         args);
int         fc_hub_cli_restore (GStrv         args);
int         fc_hub_cli_new_epoch (GStrv       args);
int         fc_hub_cli_status  (GStrv         args);

int         fc_hub_cli_fail    (const GError *error);
char       *fc_hub_cli_folder  (GStrv         rest,
                                const char   *data);
char       *fc_hub_cli_password (gboolean     from_stdin,
                                gboolean     *generated);

G_END_DECLS
