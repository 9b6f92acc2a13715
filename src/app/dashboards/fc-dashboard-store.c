/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-store.h"

#include "fc-company-queries.h"
#include "fc-dashboard-defaults.h"
#include "fc-dashboard-widget.h"

#define KEPT_CHOICE     "dashboard"            /* among this computer's layouts: text of the id, "" for the program's own */
#define KEPT_COMPARISON "dashboard-comparison"

struct _FcDashboardStore {
  GObject parent_instance;

  FcContext *context;
  GCancellable *cancellable;
  GPtrArray *dashboards; /* FcDashboard */
  gboolean read;
  gboolean chosen;       /* by the person, once: else the company's for their role comes first */
  FcId choice;           /* null: the program's own */
  FcComparison comparison;
};

G_DEFINE_FINAL_TYPE (FcDashboardStore, fc_dashboard_store, G_TYPE_OBJECT)

enum {
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GStrv
dup_roles (FcDashboardStore *self)
{
  FcRecord *user = fc_replica_get_user (fc_context_get_replica (self->context));

  return user != NULL ? fc_record_dup_set (user, FC_USER_ROLES) : NULL;
}

static char *
dup_kept (const char *name)
{
  g_autoptr (GVariant) kept = fc_display_load_layout (fc_display_get (), name);

  return kept != NULL && g_variant_is_of_type (kept, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (kept, NULL) : NULL;
}

static const FcDashboard *
find (FcDashboardStore *self,
      const FcId       *id)
{
  for (guint i = 0; i < self->dashboards->len; i++)
    if (fc_id_equal (&((const FcDashboard *) self->dashboards->pdata[i])->id, id))
      return self->dashboards->pdata[i];
  return NULL;
}

static gint
compare (gconstpointer a,
         gconstpointer b)
{
  const FcDashboard *one = *(const FcDashboard *const *) a, *other = *(const FcDashboard *const *) b;

  if (one->position != other->position)
    return one->position - other->position;
  return g_utf8_collate (one->name, other->name);
}

static void
dashboards_read_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (FcDashboardStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = fc_rows_of_finish (FC_REPLICA (source), result, &error);
  const FcActor *actor = fc_replica_get_actor (FC_REPLICA (source));
  g_auto (GStrv) roles = dup_roles (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (records == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_ptr_array_set_size (self->dashboards, 0);
  for (guint i = 0; i < records->len; i++)
    {
      FcDashboard *dashboard = fc_dashboard_is_for (records->pdata[i], actor != NULL ? &actor->user_id : NULL,
                                                    (const char *const *) roles)
                                 ? fc_dashboard_of (records->pdata[i], NULL)
                                 : NULL;

      if (dashboard != NULL)
        g_ptr_array_add (self->dashboards, dashboard);
    }
  g_ptr_array_sort (self->dashboards, compare);
  self->read = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_dashboards (FcDashboardStore *self)
{
  fc_rows_of_async (fc_context_get_replica (self->context), FC_DASHBOARD, self->cancellable, dashboards_read_cb,
                    g_object_ref (self));
}

static void
replica_changed_cb (FcDashboardStore *self,
                    const FcChanges  *changes)
{
  if (fc_changes_touch (changes, FC_DASHBOARD))
    read_dashboards (self);
}

static void
fc_dashboard_store_dispose (GObject *object)
{
  FcDashboardStore *self = FC_DASHBOARD_STORE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_dashboard_store_parent_class)->dispose (object);
}

static void
fc_dashboard_store_finalize (GObject *object)
{
  FcDashboardStore *self = FC_DASHBOARD_STORE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->dashboards);

  G_OBJECT_CLASS (fc_dashboard_store_parent_class)->finalize (object);
}

static void
fc_dashboard_store_class_init (FcDashboardStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_dashboard_store_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_dashboard_store_finalize;
  signals[CHANGED] = g_signal_new ("changed", FC_TYPE_DASHBOARD_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
  signals[FAILED] = g_signal_new ("failed", FC_TYPE_DASHBOARD_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR);
}

static void
fc_dashboard_store_init (FcDashboardStore *self)
{
  self->cancellable = g_cancellable_new ();
  self->dashboards = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_dashboard_free);
}

FcDashboardStore *
fc_dashboard_store_new (FcContext *context)
{
  FcDashboardStore *self = g_object_new (FC_TYPE_DASHBOARD_STORE, NULL);
  g_autofree char *choice = dup_kept (KEPT_CHOICE), *comparison = dup_kept (KEPT_COMPARISON);

  self->context = g_object_ref (context);
  self->chosen = choice != NULL;
  if (choice != NULL && !fc_id_from_string (choice, &self->choice))
    self->choice = (FcId) { 0 };
  self->comparison = fc_comparison_find (comparison);
  g_signal_connect_object (fc_context_get_replica (context), "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_dashboards (self);
  return self;
}

/* Whether it is known which one is to be shown. */
gboolean
fc_dashboard_store_is_read (FcDashboardStore *self)
{
  return self->read || !self->chosen || fc_id_is_null (&self->choice);
}

GPtrArray *
fc_dashboard_store_list (FcDashboardStore *self)
{
  return self->dashboards;
}

const FcDashboard *
fc_dashboard_store_get_current (FcDashboardStore *self)
{
  if (self->chosen)
    return find (self, &self->choice);
  for (guint i = 0; i < self->dashboards->len; i++)
    {
      const FcDashboard *dashboard = self->dashboards->pdata[i];

      if (dashboard->company && dashboard->role != NULL)
        return dashboard;
    }
  return NULL;
}

/* The program's own layouts name kinds that a build may lack; a person's own show why something is not to be seen. */
static FcDashboardLayout *
dup_default (FcDashboardStore *self)
{
  g_auto (GStrv) roles = dup_roles (self);
  FcDashboardLayout *layout = fc_dashboard_default ((const char *const *) roles);

  for (guint i = layout->tiles->len; i > 0; i--)
    {
      const FcWidgetInfo *info = fc_widget_find (fc_dashboard_layout_tile (layout, i - 1)->kind);

      if (info == NULL || !fc_context_may (self->context, info->permission))
        fc_dashboard_layout_remove (layout, i - 1);
    }
  return layout;
}

/**
 * fc_dashboard_store_dup_layout:
 *
 * Returns: (transfer full)
 */
FcDashboardLayout *
fc_dashboard_store_dup_layout (FcDashboardStore *self)
{
  const FcDashboard *current = fc_dashboard_store_get_current (self);

  return current != NULL ? fc_dashboard_layout_copy (current->layout) : dup_default (self);
}

/* Kept on this computer. */
void
fc_dashboard_store_choose (FcDashboardStore *self,
                           const FcId       *id)
{
  g_autofree char *text = id != NULL ? fc_id_dup_string (id) : g_strdup ("");

  self->chosen = TRUE;
  self->choice = id != NULL ? *id : (FcId) { 0 };
  fc_display_save_layout (fc_display_get (), KEPT_CHOICE, g_variant_new_string (text));
  g_signal_emit (self, signals[CHANGED], 0);
}

FcComparison
fc_dashboard_store_get_comparison (FcDashboardStore *self)
{
  return self->comparison;
}

void
fc_dashboard_store_set_comparison (FcDashboardStore *self,
                                   FcComparison      comparison)
{
  self->comparison = comparison;
  fc_display_save_layout (fc_display_get (), KEPT_COMPARISON, g_variant_new_string (fc_comparison_name (comparison)));
}

gboolean
fc_dashboard_store_may_change (FcDashboardStore  *self,
                               const FcDashboard *dashboard)
{
  return !dashboard->company || fc_context_may (self->context, "company.edit");
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FcDashboardStore) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
run (FcDashboardStore *self,
     FcOp             *op)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  g_ptr_array_add (ops, op);
  fc_replica_run_async (fc_context_get_replica (self->context), ops, NULL, run_cb, g_object_ref (self));
}

/* It is in the list at once: what waits for the disk is shown as it will be. */
void
fc_dashboard_store_save (FcDashboardStore  *self,
                         const FcDashboard *dashboard)
{
  FcDashboard *kept = fc_dashboard_new (&dashboard->id, dashboard->name, dashboard->layout);
  const FcDashboard *before = find (self, &dashboard->id);

  kept->company = dashboard->company;
  kept->role = g_strdup (dashboard->role);
  kept->position = dashboard->position;
  run (self, fc_dashboard_save_op (kept, fc_now ()));
  if (before != NULL)
    g_ptr_array_remove (self->dashboards, (gpointer) before);
  g_ptr_array_add (self->dashboards, kept);
  g_ptr_array_sort (self->dashboards, compare);
  fc_dashboard_store_choose (self, &kept->id);
}

void
fc_dashboard_store_remove (FcDashboardStore  *self,
                           const FcDashboard *dashboard)
{
  run (self, fc_dashboard_remove_op (dashboard, fc_now ()));
  g_ptr_array_remove (self->dashboards, (gpointer) dashboard);
  fc_dashboard_store_choose (self, NULL);
}
