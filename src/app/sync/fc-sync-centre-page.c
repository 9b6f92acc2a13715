/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-centre-page.h"

#include "fc-change-words.h"
#include "fc-chip.h"
#include "fc-data-table.h"
#include "fc-notices.h"
#include "fc-sync-log.h"
#include "fc-sync-words.h"
#include "fc-transfer-view.h"
#include "fc-verify.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcSyncCentrePage {
  FcPage parent_instance;

  FcDataTable *table;
  FcFilterChip *state;
  FcQueryModel *model;
};

G_DEFINE_FINAL_TYPE (FcSyncCentrePage, fc_sync_centre_page, FC_TYPE_PAGE)

static const struct {
  const char *state;
  const char *words;
  const char *icon;
  const char *css_class;
} states[] = {
  { "refused", N_ ("Refused"), "dialog-warning-symbolic", "error" },
  { "conflict", N_ ("In conflict"), "dialog-warning-symbolic", "warning" },
  { "handed", N_ ("Handed over"), "go-next-symbolic", "warning" },
  { "returned", N_ ("Given back"), "go-previous-symbolic", NULL },
  { "decided", N_ ("Decided"), "object-select-symbolic", "success" },
  { "blocked", N_ ("Held up by another"), "dialog-warning-symbolic", "warning" },
  { "waiting", N_ ("Waits to be sent"), "document-send-symbolic", NULL },
  { "sent", N_ ("Sent"), "object-select-symbolic", "success" },
  { "discarded", N_ ("Discarded"), "user-trash-symbolic", "dim-label" },
};

static void
state_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, fc_query_row_get_text (row, column)) == 0)
      {
        cell->text = g_strdup (_ (states[i].words));
        cell->icon_name = states[i].icon;
        cell->css_class = states[i].css_class;
      }
}

static void
action_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  cell->text = fc_action_words (fc_query_row_get_text (row, column), fc_query_row_get_text (row, FC_SYNC_LOG_ENTITY));
}

/* Of a conflict the field, too: "Tank · Capacity". */
static void
entity_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  const FcEntityInfo *about = fc_catalog_find (fc_query_row_get_text (row, column));
  const char *name = fc_query_row_get_text (row, FC_SYNC_LOG_FIELD);
  int field = about != NULL && name != NULL ? fc_catalog_field (about->id, name) : -1;

  cell->text = fc_record_words_of (NULL, fc_query_row_get_text (row, column), NULL);
  if (field >= 0)
    {
      g_autofree char *entity = g_steal_pointer (&cell->text);

      cell->text = g_strdup_printf ("%s · %s", entity, _ (about->fields[field].label));
    }
}

static void
bind (FcSyncCentrePage *self)
{
  const char *state = fc_filter_chip_get_value (self->state);
  gboolean all = state == NULL || *state == '\0';

  fc_query_model_bind_text (self->model, "state", all ? NULL : state);
  fc_data_table_set_filtered (self->table, !all && g_strcmp0 (state, "refused") != 0);
}

static void
filter_changed_cb (FcSyncCentrePage *self)
{
  if (self->model != NULL)
    bind (self);
}

static void
clear_filters_cb (FcSyncCentrePage *self)
{
  fc_filter_chip_set_value (self->state, "");
}

static void
update_subtitle (FcSyncCentrePage *self)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));
  g_autofree char *title = fc_sync_title (context), *pending = fc_sync_pending (context);
  g_autofree char *both = g_strdup_printf ("%s · %s", title, pending);

  fc_page_set_subtitle (FC_PAGE (self), fc_replica_has_hub (fc_context_get_replica (context)) ? both : title);
}

static void
show (FcSyncCentrePage *self,
      const FcId       *op_id)
{
  fc_page_show_detail (FC_PAGE (self), fc_sync_view_new (fc_page_get_context (FC_PAGE (self)), op_id), _ ("Change"));
  g_object_set (self->table, "narrow", TRUE, NULL);
}

static void
row_activated_cb (FcSyncCentrePage *self,
                  FcQueryRow       *row)
{
  if (fc_query_row_get_id (row) != NULL)
    show (self, fc_query_row_get_id (row));
}

/* The op an action is about: its parameter's. */
static gboolean
op_of (GVariant *parameter,
       FcId     *op_id)
{
  return fc_id_from_string (g_variant_get_string (parameter, NULL), op_id);
}

typedef struct {
  FcSyncCentrePage *page;
  FcId op_id;
} Discarded;

static void
discarded_free (gpointer data)
{
  Discarded *discarded = data;

  g_object_unref (discarded->page);
  g_free (discarded);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcSyncCentrePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_draft_finish (FC_REPLICA (source), result, &error))
    fc_page_tell_error (FC_PAGE (self), error);
  else
    fc_page_close_detail (FC_PAGE (self));
}

static void
keep (FcSyncCentrePage *self,
      const FcId       *op_id)
{
  FcReplica *replica = fc_page_get_replica (FC_PAGE (self));

  if (replica != NULL)
    fc_replica_keep_draft_async (replica, op_id, kept_cb, g_object_ref (self));
}

static void
undo (gpointer data)
{
  Discarded *discarded = data;

  keep (discarded->page, &discarded->op_id);
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Discarded *discarded = user_data;
  FcSyncCentrePage *self = discarded->page;
  g_autoptr (GError) error = NULL;
  FcWindow *window = fc_window_of (GTK_WIDGET (self));

  if (!fc_replica_draft_finish (FC_REPLICA (source), result, &error))
    {
      fc_page_tell_error (FC_PAGE (self), error);
      discarded_free (discarded);
      return;
    }
  fc_page_close_detail (FC_PAGE (self));
  if (window != NULL)
    fc_window_toast_undo (window, _ ("Discarded"), G_CALLBACK (undo), discarded, discarded_free);
  else
    discarded_free (discarded);
}

static void
discard_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  Discarded *discarded;
  FcId op_id;

  if (!op_of (parameter, &op_id))
    return;
  discarded = g_new0 (Discarded, 1);
  discarded->page = g_object_ref (user_data);
  discarded->op_id = op_id;
  fc_replica_discard_draft_async (fc_page_get_replica (user_data), &op_id, discarded_cb, discarded);
}

static void
keep_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  FcId op_id;

  if (op_of (parameter, &op_id))
    keep (user_data, &op_id);
}

static void
transfers_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  FcSyncCentrePage *self = user_data;
  FcContext *context = fc_page_get_context (FC_PAGE (self));

  fc_page_show_detail (FC_PAGE (self), fc_transfer_view_new (context), _ ("Transfers"));
  g_object_set (self->table, "narrow", TRUE, NULL);
}

static void
make_filter (FcSyncCentrePage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *transfers;

  self->state = FC_FILTER_CHIP (fc_filter_chip_new (_ ("Show")));
  fc_filter_chip_add (self->state, "refused", _ ("What needs you"));
  fc_filter_chip_add (self->state, "waiting", _ ("Waits to be sent"));
  fc_filter_chip_add (self->state, "sent", _ ("Sent in the last 30 days"));
  fc_filter_chip_add (self->state, "decided", _ ("Decided, handed over"));
  fc_filter_chip_add (self->state, "discarded", _ ("Discarded"));
  fc_filter_chip_add (self->state, "", _ ("All"));
  fc_filter_chip_set_value (self->state, "refused");
  g_signal_connect_swapped (self->state, "notify::value", G_CALLBACK (filter_changed_cb), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->state));
  transfers = gtk_button_new_with_mnemonic (_ ("_Transfers"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (transfers), "page.transfers");
  gtk_box_append (GTK_BOX (bar), transfers);
  g_object_set (self->table, "filter-bar", bar, NULL);
}

static void
make_table (FcSyncCentrePage *self)
{
  static const char *const narrow[] = { "action", "state", NULL };
  static const char *const hidden[] = { "acked_at", NULL };

  self->table = FC_DATA_TABLE (fc_data_table_new ("sync-centre"));
  g_object_set (self->table, "empty-icon", "object-select-symbolic", "empty-title", _ ("Nothing needs you"),
                "empty-description", _ ("What the server refuses, what two people changed at once and what others hand over to you is kept "
                                              "here until you decide."), NULL);
  fc_data_table_set_cell_func (self->table, "state", state_cell, NULL, NULL);
  fc_data_table_set_cell_func (self->table, "action", action_cell, NULL, NULL);
  fc_data_table_set_cell_func (self->table, "entity", entity_cell, NULL, NULL);
  fc_data_table_set_narrow_columns (self->table, narrow);
  fc_data_table_set_hidden_columns (self->table, hidden);
  g_signal_connect_swapped (self->table, "clear-filters", G_CALLBACK (clear_filters_cb), self);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (row_activated_cb), self);
}

static void
fc_sync_centre_page_setup (FcPage *page)
{
  FcSyncCentrePage *self = FC_SYNC_CENTRE_PAGE (page);
  FcContext *context = fc_page_get_context (page);
  static const GActionEntry entries[] = {
    { .name = "discard", .activate = discard_cb, .parameter_type = "s" },
    { .name = "keep", .activate = keep_cb, .parameter_type = "s" },
    { .name = "transfers", .activate = transfers_cb },
  };

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
  make_table (self);
  make_filter (self);
  self->model = fc_query_model_new (fc_page_get_replica (page), &fc_sync_log);
  bind (self);
  fc_data_table_set_model (self->table, self->model);
  g_object_bind_property (context, "narrow", self->table, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (fc_page_get_replica (page), "notify::pending", G_CALLBACK (update_subtitle), self,
                           G_CONNECT_SWAPPED);
  if (fc_context_get_session (context) != NULL)
    g_signal_connect_object (fc_context_get_session (context), "notify::state", G_CALLBACK (update_subtitle), self,
                             G_CONNECT_SWAPPED);
  update_subtitle (self);
  fc_page_set_content (page, GTK_WIDGET (self->table));
}

static gboolean
fc_sync_centre_page_open_record (FcPage     *page,
                                 const char *kind,
                                 const FcId *id)
{
  FcSyncCentrePage *self = FC_SYNC_CENTRE_PAGE (page);

  fc_filter_chip_set_value (self->state, "refused");
  show (self, id);
  return TRUE;
}

static void
fc_sync_centre_page_detail_closed (FcPage *page)
{
  g_object_set (FC_SYNC_CENTRE_PAGE (page)->table, "narrow", fc_context_get_narrow (fc_page_get_context (page)), NULL);
}

static void
fc_sync_centre_page_dispose (GObject *object)
{
  g_clear_object (&FC_SYNC_CENTRE_PAGE (object)->model);

  G_OBJECT_CLASS (fc_sync_centre_page_parent_class)->dispose (object);
}

static void
fc_sync_centre_page_class_init (FcSyncCentrePageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_sync_centre_page_dispose;
  page_class->setup = fc_sync_centre_page_setup;
  page_class->open_record = fc_sync_centre_page_open_record;
  page_class->detail_closed = fc_sync_centre_page_detail_closed;
}

static void
fc_sync_centre_page_init (FcSyncCentrePage *self)
{
  g_object_set (self, "uses-station", FALSE, "uses-period", FALSE, NULL);
}

static const char *const kinds[] = { "refused", "conflict", "handover", NULL };

static const FcPageInfo info = {
  .id = "sync",
  .title = N_ ("Sync centre"),
  .icon_name = "emblem-synchronizing-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 80,
  .get_type = fc_sync_centre_page_get_type,
  .kinds = kinds,
  .waiting = &fc_refused_list,
  .waiting_warns = TRUE,
};

static const FcService notices = { .start = fc_notices_start };

/* It looks by itself whether its week is over. */
static void
start_verifying (FcContext *context)
{
  if (fc_context_get_session (context) != NULL)
    fc_verify_of (fc_context_get_session (context));
}

static const FcService verifying = { .start = start_verifying };

/**
 * fc_sync_register_pages:
 *
 * The sync centre, and what tells of it on the desktop.
 */
void
fc_sync_register_pages (void)
{
  fc_page_register (&info);
  fc_service_register (&notices);
  fc_service_register (&verifying);
}
