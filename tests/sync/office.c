/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"

#include "fc-hub-certificate.h"

#include <glib/gstdio.h>

#define PATIENCE 90 /* seconds; a slow machine under a sanitizer */

static char *
new_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("forecourt-sync-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
office_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        office_remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

/* Runs the main loop until @condition holds; FALSE when it does not in time. */
gboolean
wait_for (Condition condition,
          gpointer  data,
          double    seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (!condition (data))
    {
      if (g_get_monotonic_time () > end)
        return FALSE;
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  return TRUE;
}

static void
make_certificates (Company *self)
{
  static const char *const names[] = { "localhost", "127.0.0.1", NULL };
  g_autoptr (GError) error = NULL;

  fc_hub_make_certificates (self->folder, names, &error);
  g_assert_no_error (error);
}

static Company *
company_new_with (gboolean secure)
{
  Company *self = g_new0 (Company, 1);
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  FcHubConfig config;
  FcHubSetup setup = {
    .tenant_name = "Acme Fuel",
    .tenant_slug = "acme",
    .admin_email = ADMIN_EMAIL,
    .admin_name = "Ada",
    .admin_password = ADMIN_PASSWORD,
    .cheap_hashing = TRUE,
  };

  self->folder = new_folder ();
  certificate = g_build_filename (self->folder, FC_HUB_TLS_FOLDER, FC_HUB_CERTIFICATE, NULL);
  key = g_build_filename (self->folder, FC_HUB_TLS_FOLDER, FC_HUB_KEY, NULL);
  fc_hub_create_store (self->folder, &setup, &error);
  g_assert_no_error (error);
  if (secure)
    make_certificates (self);
  fc_hub_config_init (&config, self->folder);
  config.port = 0;
  config.metrics_port = -1;
  config.cheap_hashing = TRUE;
  config.quiet = TRUE;
  config.certificate = secure ? certificate : NULL;
  config.key = secure ? key : NULL;
  self->hub = fc_hub_new (&config, &error);
  g_assert_no_error (error);
  fc_hub_start (self->hub, &error);
  g_assert_no_error (error);
  return self;
}

Company *
company_new (void)
{
  return company_new_with (FALSE);
}

Company *
company_new_secure (void)
{
  return company_new_with (TRUE);
}

/* What the company's administrator hands out. */
FcEnrolment *
company_enrol (Company *self)
{
  g_autofree char *path = g_build_filename (self->folder, FC_HUB_ENROLMENT, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  FcEnrolment *enrolment;

  fc_hub_write_enrolment (self->folder, fc_hub_get_uri (self->hub), "acme", &error);
  g_assert_no_error (error);
  enrolment = fc_enrolment_load (file, &error);
  g_assert_no_error (error);
  return enrolment;
}

void
company_free (Company *self)
{
  fc_hub_stop (self->hub);
  g_object_unref (self->hub);
  office_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

static void
office_open (Office *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  g_autoptr (GError) error = NULL;

  self->replica = fc_replica_open_sync (folder, &error);
  g_assert_no_error (error);
  self->session = fc_session_new (self->replica, NULL);
}

static void
office_close (Office *self)
{
  g_clear_object (&self->session);
  fc_replica_close_sync (self->replica);
  g_clear_object (&self->replica);
}

Office *
office_new (void)
{
  Office *self = g_new0 (Office, 1);

  self->folder = new_folder ();
  office_open (self);
  return self;
}

static void
copy_file (const char *from,
           const char *to,
           const char *name)
{
  g_autofree char *path = g_build_filename (from, name, NULL), *copy = g_build_filename (to, name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (copy, bytes, (gssize) size, &error);
  g_assert_no_error (error);
}

/* Another computer with a copy of this one's data, made while the program did not run here. */
Office *
office_copy (Office *self)
{
  Office *copy = g_new0 (Office, 1);

  office_close (self);
  copy->folder = new_folder ();
  copy_file (self->folder, copy->folder, "replica.db");
  office_open (copy);
  office_open (self);
  fc_session_resume (self->session);
  return copy;
}

void
office_free (Office *self)
{
  office_close (self);
  office_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

/* The program ends and starts again. */
void
office_restart (Office *self)
{
  office_close (self);
  office_open (self);
  fc_session_resume (self->session);
}

/* Keeps the result where @user_data points to, for wait_result(). */
void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

void
wait_result (GAsyncResult **result,
             double         seconds)
{
  g_assert_true (wait_for (is_set, result, seconds));
}

gboolean
office_sign_in (Office     *self,
                const char *hub_uri,
                const char *email,
                const char *password,
                GError    **error)
{
  return office_sign_in_trusting (self, hub_uri, NULL, email, password, error);
}

gboolean
office_sign_in_trusting (Office          *self,
                         const char      *hub_uri,
                         GTlsCertificate *authority,
                         const char      *email,
                         const char      *password,
                         GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_session_sign_in_async (self->session, hub_uri, authority, "acme", email, password, NULL, result_cb, &result);
  wait_result (&result, PATIENCE);
  return fc_session_sign_in_finish (self->session, result, error);
}

void
office_sign_in_admin (Office     *self,
                      const char *hub_uri)
{
  g_autoptr (GError) error = NULL;

  office_sign_in (self, hub_uri, ADMIN_EMAIL, ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
}

static void
run_insert (Office   *self,
            FcRecord *record)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ops, fc_op_new_insert (record, g_get_real_time ()));
  fc_replica_run_sync (self->replica, ops, &error);
  g_assert_no_error (error);
}

FcId
office_add_product (Office     *self,
                    const char *code)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) record = fc_record_new (FC_PRODUCT, &id);

  fc_record_set_text (record, FC_PRODUCT_CODE, code);
  fc_record_set_text (record, FC_PRODUCT_NAME, code);
  run_insert (self, record);
  return id;
}

FcId
office_add_station (Office     *self,
                    const char *code)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) record = fc_record_new (FC_STATION, &id);

  fc_record_set_text (record, FC_STATION_CODE, code);
  fc_record_set_text (record, FC_STATION_NAME, code);
  fc_record_set_text (record, FC_STATION_TIME_ZONE, "Europe/Berlin");
  fc_record_set_text (record, FC_STATION_CURRENCY, "EUR");
  run_insert (self, record);
  return id;
}

/* Returns: (transfer full) (nullable) */
FcRecord *
office_find (Office     *self,
             FcEntity    root,
             const FcId *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (FcRowSet) rows = NULL;
  FcRecord *record;

  fc_replica_load_async (self->replica, root, id, NULL, NULL, result_cb, &result);
  wait_result (&result, PATIENCE);
  rows = fc_replica_load_finish (self->replica, result, NULL);
  record = rows != NULL ? fc_row_set_get (rows, root, id) : NULL;
  return record != NULL ? g_object_ref (record) : NULL;
}

gboolean
office_has (Office     *self,
            FcEntity    root,
            const FcId *id)
{
  g_autoptr (FcRecord) record = office_find (self, root, id);

  return record != NULL;
}

gboolean
office_is_level (Office *self)
{
  return fc_session_get_state (self->session) == FC_SYNC_LEVEL;
}

static gboolean
is_level (gpointer data)
{
  return office_is_level (data);
}

void
wait_level (Office *self)
{
  if (!wait_for (is_level, self, PATIENCE))
    {
      g_autofree char *text = fc_session_dup_status_text (self->session);

      g_error ("Not level: state %d, “%s”", (int) fc_session_get_state (self->session), text);
    }
}
