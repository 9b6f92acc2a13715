/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-view.h"

#include "fc-sync-centre-page.h"

#include "fc-audit-queries.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define DATA_KEY "fc-sync-view"

static void
view_free (gpointer data)
{
  FcSyncView *self = data;

  g_object_unref (self->context);
  g_clear_pointer (&self->sync_case, fc_sync_case_free);
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_ptr_array_unref (self->groups);
  g_free (self->shown);
  g_free (self);
}

/**
 * fc_sync_view_of:
 *
 * Returns: (transfer none): of what fc_sync_view_new() gave. A callback holds the widget; the view lives as long as that
 */
FcSyncView *
fc_sync_view_of (GtkWidget *page)
{
  return g_object_get_data (G_OBJECT (page), DATA_KEY);
}

/**
 * fc_sync_view_get_page:
 *
 * Returns: (transfer none) (nullable): the page it stands in
 */
FcPage *
fc_sync_view_get_page (FcSyncView *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (self->page, FC_TYPE_PAGE);

  return page != NULL ? FC_PAGE (page) : NULL;
}

/**
 * fc_sync_view_add_group:
 *
 * Returns: (transfer none)
 */
GtkWidget *
fc_sync_view_add_group (FcSyncView *self,
                        const char *title,
                        const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *safe_title = title != NULL ? g_markup_escape_text (title, -1) : NULL;
  g_autofree char *safe = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  if (safe_title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), safe_title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), safe);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
  return group;
}

/**
 * fc_sync_view_add_row:
 *
 * Returns: (transfer none) (nullable): a row that says @text
 */
GtkWidget *
fc_sync_view_add_row (GtkWidget  *group,
                      const char *title,
                      const char *text)
{
  FcChangeLine line = { (char *) title, NULL, (char *) text };
  GtkWidget *row;

  if (text == NULL || *text == '\0')
    return NULL;
  row = fc_change_line_row (&line);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

/**
 * fc_sync_view_add_buttons:
 *
 * Returns: (transfer none): what holds buttons, in as many lines as they need
 */
GtkWidget *
fc_sync_view_add_buttons (GtkWidget *group)
{
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (box), 1);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 4);
  gtk_widget_set_margin_top (box, 12);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  return box;
}

/**
 * fc_sync_view_add_button:
 * @clicked: void (*) (FcSyncView *, GtkButton *)
 *
 * Returns: (transfer none)
 */
GtkWidget *
fc_sync_view_add_button (FcSyncView *self,
                         GtkWidget  *box,
                         const char *label,
                         GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  if (GTK_IS_FLOW_BOX (box))
    {
      gtk_flow_box_append (GTK_FLOW_BOX (box), button);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
  else
    gtk_box_append (GTK_BOX (box), button);
  return button;
}

/* The record itself where a page shows such records, else the root it belongs to. */
static char *
uri_of (FcEntity    entity,
        const FcId *row_id,
        const FcId *root_id)
{
  const char *name = fc_catalog_get (entity)->name;
  const char *root = fc_catalog_get (fc_catalog_get (entity)->root)->name;

  if (row_id != NULL && fc_page_find_for_kind (name) != NULL)
    return fc_record_uri (name, row_id);
  return root_id != NULL && fc_page_find_for_kind (root) != NULL ? fc_record_uri (root, root_id) : NULL;
}

/**
 * fc_sync_view_add_open:
 *
 * A button that opens the record, where a page does that.
 */
void
fc_sync_view_add_open (FcSyncView *self,
                       GtkWidget  *group,
                       FcEntity    entity,
                       const FcId *row_id,
                       const FcId *root_id)
{
  g_autofree char *uri = uri_of (entity, row_id, root_id);
  GtkWidget *open;

  if (uri == NULL)
    return;
  open = gtk_button_new_with_mnemonic (_ ("_Open record"));
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", uri);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), open);
}

static void
clear (FcSyncView *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (self->groups->pdata[i]));
  g_ptr_array_set_size (self->groups, 0);
}

/**
 * fc_sync_view_rebuild:
 *
 * Makes the groups anew from the case.
 */
void
fc_sync_view_rebuild (FcSyncView *self)
{
  clear (self);
  if (self->sync_case->conflicts->len > 0)
    fc_conflict_view_fill (self);
  else
    fc_draft_view_fill (self);
}

static void
show_gone (FcSyncView   *self,
           const GError *error)
{
  clear (self);
  fc_sync_view_add_group (self, NULL, error->message);
}

/* What the page shows, in short: while this is the same nothing that was typed is thrown away. */
static char *
signature (FcSyncCase *sync_case)
{
  GString *text = g_string_new (sync_case->state);

  for (guint i = 0; i < sync_case->conflicts->len; i++)
    g_string_append_printf (text, "|%s", fc_record_get_text (sync_case->conflicts->pdata[i], FC_CONFLICT_STATE));
  for (guint i = 0; sync_case->conflicts->len > 0 && i < sync_case->rows->len; i++)
    {
      g_autofree char *row = fc_record_to_json_text (sync_case->rows->pdata[i], FC_ALL_FIELDS);

      g_string_append_printf (text, "|%s", row);
    }
  return g_string_free (text, FALSE);
}

static void
names_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GPtrArray) names = fc_record_names_finish (FC_REPLICA (source), result, NULL);
  FcSyncView *self = fc_sync_view_of (page);

  g_clear_pointer (&self->words, g_hash_table_unref);
  self->words = names != NULL ? fc_record_words_new (names) : NULL;
  fc_sync_view_rebuild (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncCase) sync_case = fc_sync_case_finish (FC_REPLICA (source), result, &error);
  g_autofree char *shows = sync_case != NULL ? signature (sync_case) : NULL;
  FcSyncView *self = fc_sync_view_of (page);
  const FcId *root;

  if (sync_case == NULL)
    {
      if (!self->busy)
        show_gone (self, error);
      return;
    }
  if (g_strcmp0 (shows, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shows);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_clear_pointer (&self->sync_case, fc_sync_case_free);
  self->sync_case = g_steal_pointer (&sync_case);
  root = self->sync_case->root != NULL ? fc_record_get_id (self->sync_case->root) : NULL;
  fc_record_names_async (FC_REPLICA (source), root, NULL, names_cb, g_steal_pointer (&page));
}

static void
read_again (FcSyncView *self)
{
  fc_sync_case_async (fc_context_get_replica (self->context), &self->id, NULL, read_cb, g_object_ref (self->page));
}

static void
changed_cb (GtkWidget       *page,
            const FcChanges *changes)
{
  FcSyncView *self = fc_sync_view_of (page);

  if (fc_changes_touch (changes, FC_CONFLICT) || fc_changes_touch (changes, FC_HANDOVER))
    read_again (self);
}

static void
counted_cb (GtkWidget *page)
{
  read_again (fc_sync_view_of (page));
}

/**
 * fc_sync_view_done:
 *
 * What was decided is done: the page closes.
 */
void
fc_sync_view_done (FcSyncView *self,
                   const char *toast)
{
  FcPage *page = fc_sync_view_get_page (self);

  if (page == NULL)
    return;
  fc_page_toast (page, toast);
  fc_page_close_detail (page);
}

void
fc_sync_view_tell (FcSyncView   *self,
                   const GError *error)
{
  FcPage *page = fc_sync_view_get_page (self);

  self->busy = FALSE;
  if (page != NULL)
    fc_page_tell_error (page, error);
}

typedef struct {
  GtkWidget *page;
  const char *toast;
} Run;

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autofree Run *run = user_data;
  g_autoptr (GtkWidget) page = run->page;
  g_autoptr (GError) error = NULL;
  FcSyncView *self = fc_sync_view_of (page);

  if (fc_replica_run_finish (FC_REPLICA (source), result, &error))
    fc_sync_view_done (self, run->toast);
  else
    fc_sync_view_tell (self, error);
}

/**
 * fc_sync_view_run:
 *
 * Runs what was decided, in one transaction, and closes the page when that worked.
 */
void
fc_sync_view_run (FcSyncView *self,
                  GPtrArray  *ops,
                  const char *toast)
{
  Run *run = g_new0 (Run, 1);

  run->page = g_object_ref (self->page);
  run->toast = toast;
  self->busy = TRUE;
  fc_replica_run_async (fc_context_get_replica (self->context), ops, NULL, run_cb, run);
}

/**
 * fc_sync_view_new:
 * @id: of a conflict, of a handover, or of any op of a transaction
 *
 * Returns: (transfer floating)
 */
GtkWidget *
fc_sync_view_new (FcContext  *context,
                  const FcId *id)
{
  GtkWidget *page = adw_preferences_page_new ();
  FcSyncView *self = g_new0 (FcSyncView, 1);

  self->page = page;
  self->context = g_object_ref (context);
  self->id = *id;
  self->groups = g_ptr_array_new ();
  self->units = fc_field_units_of (fc_replica_get_tenant (fc_context_get_replica (context)));
  g_object_set_data_full (G_OBJECT (page), DATA_KEY, self, view_free);
  g_signal_connect_object (fc_context_get_replica (context), "changed", G_CALLBACK (changed_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (fc_context_get_replica (context), "notify::pending", G_CALLBACK (counted_cb), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fc_context_get_replica (context), "notify::quarantined", G_CALLBACK (counted_cb), page,
                           G_CONNECT_SWAPPED);
  read_again (self);
  return page;
}
