/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-provision.h"

#include "fc-hub-passwords.h"
#include "fc-provision.h"

/* A new company: its record with the contract's default settings, its roles, its administrator. One transaction. */

static FcProvision
provision_of (const FcHubSetup *setup)
{
  return (FcProvision){
    .slug = setup->tenant_slug,
    .name = setup->tenant_name,
    .currency = setup->currency,
    .time_zone = setup->time_zone,
    .admin_name = setup->admin_name ? setup->admin_name : setup->admin_email,
    .admin_email = setup->admin_email,
  };
}

/**
 * fc_hub_check_setup:
 *
 * Whether a company can be made of what was typed; the sentence names the first thing that is not right.
 */
gboolean
fc_hub_check_setup (const FcHubSetup  *setup,
                    GError           **error)
{
  FcProvision provision = provision_of (setup);

  return fc_provision_check (&provision, error) && fc_hub_password_check (setup->admin_password, error);
}

static void
add_row (FcHubWrite *write,
         FcRecord   *record)
{
  FcHubRowWrite *row = g_new0 (FcHubRowWrite, 1);

  row->row = record;
  row->seq = write->head;
  fc_record_set_version (record, write->head);
  g_ptr_array_add (write->rows, row);
}

static gboolean
rows_are_valid (const FcHubWrite  *write,
                GError           **error)
{
  for (guint i = 0; i < write->rows->len; i++)
    if (!fc_record_validate (((FcHubRowWrite *) write->rows->pdata[i])->row, error))
      return FALSE;
  return TRUE;
}

/**
 * fc_hub_provision:
 * @tenant: (out): the new company's id
 *
 * On the writing thread, inside a transaction.
 */
gboolean
fc_hub_provision (FcHubStore        *store,
                  const FcHubSetup  *setup,
                  FcId              *tenant,
                  GError           **error)
{
  gint64 now = g_get_real_time ();
  FcId id = fc_id_new (now);
  FcProvision provision = provision_of (setup);
  FcHubTenant row = { .id = id, .slug = (char *) setup->tenant_slug };
  g_autoptr (FcHubWrite) write = fc_hub_write_new (&id);

  if (!fc_hub_check_setup (setup, error))
    return FALSE;
  g_autofree char *hash = fc_hub_password_hash_now (setup->admin_password, setup->cheap_hashing);
  if (hash == NULL)
    {
      g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "Not enough memory to hash a password.");
      return FALSE;
    }
  write->head = 1;
  write->now = now;
  g_autoptr (GPtrArray) records = fc_provision_new (&provision, &id, now);
  for (guint i = 0; i < records->len; i++)
    add_row (write, g_object_ref (records->pdata[i]));
  const FcId *admin = fc_record_get_id (records->pdata[records->len - 1]);
  *tenant = id;
  return rows_are_valid (write, error) && store->class->add_tenant (store, &row, now, error) &&
         store->class->write (store, write, error) &&
         store->class->put_credential (store, &id, admin, hash, FALSE, now, error);
}

/**
 * fc_hub_create_store:
 * @folder: made where it is not there
 *
 * Makes a new store with one company.
 */
gboolean
fc_hub_create_store (const char        *folder,
                     const FcHubSetup  *setup,
                     GError           **error)
{
  FcId tenant;

  if (!fc_hub_check_setup (setup, error))
    return FALSE;
  FcHubStore *store = fc_hub_store_open (folder, setup->store, TRUE, error);
  if (store == NULL)
    return FALSE;
  gboolean well = store->class->begin (store, error);
  well = well && fc_hub_provision (store, setup, &tenant, error) && store->class->commit (store, error);
  if (!well)
    store->class->rollback (store);
  store->class->idle (store, TRUE);
  store->class->close (store);
  return well;
}
