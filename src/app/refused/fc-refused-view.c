/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-centre-page.h"

#include "fc-audit-queries.h"
#include "fc-change-words.h"
#include "fc-sync-log.h"
#include "fc-window.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *page; /* AdwPreferencesPage */
  FcContext *context;
  FcId op_id;
  GPtrArray *ops;  /* FcOp */
} View;

static void
view_free (View *view)
{
  g_object_unref (view->page);
  g_object_unref (view->context);
  g_clear_pointer (&view->ops, g_ptr_array_unref);
  g_free (view);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (View, view_free)

/* The record itself where a page shows such records, else the root it belongs to. */
static char *
uri_of (const FcOp *op)
{
  const char *name = fc_catalog_get (op->entity)->name;
  const char *root = fc_catalog_get (fc_catalog_get (op->entity)->root)->name;

  if (fc_page_find_for_kind (name) != NULL)
    return fc_record_uri (name, &op->row_id);
  return fc_page_find_for_kind (root) != NULL ? fc_record_uri (root, &op->lane) : NULL;
}

static void
add_open_button (GtkWidget  *group,
                 const FcOp *op)
{
  g_autofree char *uri = uri_of (op);
  GtkWidget *open;

  if (uri == NULL)
    return;
  open = gtk_button_new_with_mnemonic (_ ("_Open record"));
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", uri);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), open);
}

static GtkWidget *
make_op_group (View       *view,
               const FcOp *op,
               GHashTable *words)
{
  static const char *const kinds[] = { "insert", "patch", "delete" };
  FcFieldUnits units = fc_field_units_of (fc_replica_get_tenant (fc_context_get_replica (view->context)));
  const char *entity = fc_catalog_get (op->entity)->name;
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = fc_action_words (op->kind == FC_OP_COMMAND ? op->command : kinds[op->kind], entity);
  g_autofree char *record = fc_record_words_of (words, entity, &op->row_id);
  g_autofree char *when = fc_show_time_long (op->occurred_at, NULL);
  g_autofree char *description = g_strdup_printf ("%s · %s", record, when);
  g_autoptr (GPtrArray) lines = fc_op_lines (op, words, &units);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  add_open_button (group, op);
  for (guint i = 0; i < lines->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fc_change_line_row (lines->pdata[i]));
  return group;
}

static void
names_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (View) view = user_data;
  g_autoptr (GPtrArray) names = fc_record_names_finish (FC_REPLICA (source), result, NULL);
  g_autoptr (GHashTable) words = names != NULL ? fc_record_words_new (names) : NULL;

  for (guint i = 0; i < view->ops->len; i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (view->page),
                              ADW_PREFERENCES_GROUP (make_op_group (view, view->ops->pdata[i], words)));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (View) view = user_data;
  const FcOp *first;

  view->ops = fc_replica_load_draft_finish (FC_REPLICA (source), result, NULL);
  if (view->ops == NULL)
    return;
  first = view->ops->pdata[0];
  fc_record_names_async (FC_REPLICA (source), &first->lane, NULL, names_cb, g_steal_pointer (&view));
}

static GtkWidget *
make_button (const char *label,
             const char *action,
             const FcId *op_id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *id = fc_id_dup_string (op_id);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static const char *
explain (const char *state)
{
  if (g_strcmp0 (state, "conflict") == 0)
    return _ ("Somebody else changed the same; the hub kept both. What it shows now is the other’s.");
  if (g_strcmp0 (state, "waiting") == 0)
    return _ ("This is on this computer and will be sent.");
  if (g_strcmp0 (state, "sent") == 0)
    return _ ("The hub has this.");
  if (g_strcmp0 (state, "discarded") == 0)
    return _ ("This was refused and you put it away. It can still be taken up again.");
  return _ ("The record shows what the hub has. What you wanted is kept here until you decide.");
}

static GtkWidget *
make_head (const FcId *op_id,
           const char *state,
           const char *reason)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *retry;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), explain (state));
  if (reason != NULL && *reason != '\0')
    {
      FcChangeLine line = { _ ("The hub says"), NULL, (char *) reason };

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fc_change_line_row (&line));
    }
  gtk_widget_set_margin_top (box, 12);
  if (g_strcmp0 (state, "discarded") == 0)
    gtk_box_append (GTK_BOX (box), make_button (_ ("_Take up again"), "page.keep", op_id));
  else if (g_strcmp0 (state, "waiting") != 0 && g_strcmp0 (state, "sent") != 0)
    {
      retry = make_button (_ ("_Try again"), "page.retry", op_id);
      gtk_widget_add_css_class (retry, "suggested-action");
      gtk_box_append (GTK_BOX (box), retry);
      gtk_box_append (GTK_BOX (box), make_button (_ ("_Discard"), "page.discard", op_id));
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  return group;
}

static void
fate_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (View) view = user_data;
  g_autoptr (FcOpFate) fate = fc_op_fate_finish (FC_REPLICA (source), result, NULL);
  FcId op_id = view->op_id;
  GtkWidget *head;

  if (fate != NULL)
    head = make_head (&op_id, fate->state, fate->reason);
  else
    {
      head = adw_preferences_group_new ();
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (head), _ ("This has been decided already."));
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (view->page), ADW_PREFERENCES_GROUP (head));
  if (fate != NULL)
    fc_replica_load_draft_async (FC_REPLICA (source), &op_id, NULL, loaded_cb, g_steal_pointer (&view));
}

/**
 * fc_refused_view_new:
 * @op_id: any op of the transaction
 *
 * Returns: (transfer floating): what was wanted, in words; its buttons are actions of the page it stands in
 */
GtkWidget *
fc_refused_view_new (FcContext  *context,
                     const FcId *op_id)
{
  GtkWidget *page = adw_preferences_page_new ();
  View *view = g_new0 (View, 1);

  view->page = g_object_ref (page);
  view->context = g_object_ref (context);
  view->op_id = *op_id;
  fc_op_fate_async (fc_context_get_replica (context), op_id, NULL, fate_cb, view);
  return page;
}
