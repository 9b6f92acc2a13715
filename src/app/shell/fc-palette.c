/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-palette.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fc-page.h"
#include "fc-palette-row.h"

/* So many records of each kind; who wants more searches on the page. */
#define RECORDS_EACH 6

typedef struct {
  const FcPageInfo *info;
  FcQueryModel *model;
} Source;

struct _FcPalette {
  AdwWindow parent_instance;

  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkStack *stack;

  FcWindow *window;
  FcContext *context;
  GPtrArray *sources; /* Source */
  GPtrArray *pages;   /* FcPageInfo */
  char *searched;     /* what the list answers */
  int n_known;        /* rows before the first record */
  gboolean chosen;    /* Enter came before the answer did */
  guint fill_idle;
};

G_DEFINE_FINAL_TYPE (FcPalette, fc_palette, ADW_TYPE_WINDOW)

static void
source_free (gpointer data)
{
  Source *source = data;

  g_object_unref (source->model);
  g_free (source);
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup ("");
}

static gboolean
matches (const char *text,
         const char *needle)
{
  g_autofree char *folded = fold (text);

  return strstr (folded, needle) != NULL;
}

static void
add_pages (FcPalette  *self,
           const char *needle)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      const FcPageInfo *info = self->pages->pdata[i];
      g_autofree char *uri = g_strdup_printf ("forecourt://page/%s", info->id);

      if (matches (_ (info->title), needle))
        gtk_list_box_append (self->list,
                             fc_palette_row_new (info->icon_name, _ (info->title), _ ("Page"), uri, NULL));
    }
}

static void
add_actions (FcPalette  *self,
             const char *needle)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      const FcPageInfo *info = self->pages->pdata[i];
      g_autofree char *uri = g_strdup_printf ("forecourt://page/%s", info->id);

      for (const FcPageAction *action = info->actions; action != NULL && action->title != NULL; action++)
        if (fc_context_may (self->context, action->permission) && matches (_ (action->title), needle))
          gtk_list_box_append (self->list, fc_palette_row_new ("system-run-symbolic", _ (action->title),
                                                               _ (info->title), uri, action->action));
    }
}

static void
add_own_actions (FcPalette  *self,
                 const char *needle)
{
  static const struct {
    const char *title;
    const char *action;
  } own[] = {
    { N_ ("Sync now"), "win.sync-now" },
    { N_ ("Preferences"), "win.preferences" },
    { N_ ("Backups"), "win.backups" },
    { N_ ("Keyboard shortcuts"), "win.show-help-overlay" },
    { N_ ("Switch person"), "app.switch-person" },
    { N_ ("Sign out"), "app.sign-out" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (own) && needle[0] != '\0'; i++)
    if (matches (_ (own[i].title), needle))
      gtk_list_box_append (self->list, fc_palette_row_new ("system-run-symbolic", _ (own[i].title), _ ("Forecourt"),
                                                           NULL, own[i].action));
}

/* What bears exactly the name that was typed comes before what has it somewhere. */
static void
add_records (FcPalette  *self,
             Source     *source,
             const char *needle,
             gboolean    by_name)
{
  guint n = MIN (g_list_model_get_n_items (G_LIST_MODEL (source->model)), RECORDS_EACH);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FcQueryRow) row = g_list_model_get_item (G_LIST_MODEL (source->model), i);
      g_autofree char *uri = NULL, *title = NULL, *subtitle = NULL, *name = NULL;

      if (!fc_query_row_is_filled (row) || fc_query_row_get_id (row) == NULL)
        continue;
      title = source->info->record_title != NULL ? source->info->record_title (row)
                                                 : g_strdup (fc_query_row_get_text (row, 1));
      name = fold (title != NULL ? title : "");
      if (g_str_equal (name, needle) != by_name)
        continue;
      uri = fc_record_uri (source->info->records_kind, fc_query_row_get_id (row));
      subtitle = source->info->record_subtitle != NULL ? source->info->record_subtitle (row) : NULL;
      gtk_list_box_append (self->list, fc_palette_row_new (source->info->icon_name, title != NULL ? title : "",
                                                           subtitle, uri, NULL));
    }
}

static void
fill (FcPalette *self)
{
  g_autofree char *needle = fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  GtkListBoxRow *row;
  GtkWidget *last;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_strstrip (needle);
  add_pages (self, needle);
  add_actions (self, needle);
  add_own_actions (self, needle);
  last = gtk_widget_get_last_child (GTK_WIDGET (self->list));
  self->n_known = last != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (last)) + 1 : 0;
  for (guint i = 0; i < 2 * self->sources->len && needle[0] != '\0'; i++)
    add_records (self, self->sources->pdata[i % self->sources->len], needle, i < self->sources->len);
  row = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, row);
  gtk_stack_set_visible_child_name (self->stack, row != NULL ? "list" : "empty");
}

static void
choose (FcPalette    *self,
        FcPaletteRow *row)
{
  FcWindow *window = g_object_ref (self->window);
  g_autofree char *uri = g_strdup (fc_palette_row_get_uri (row));
  g_autofree char *action = g_strdup (fc_palette_row_get_action (row));
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  gtk_window_destroy (GTK_WINDOW (self));
  if (uri != NULL)
    fc_window_open (window, uri);
  if (action != NULL && g_action_parse_detailed_name (action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (window), name, target);
  g_object_unref (window);
}

static gboolean
source_is_reading (const Source *source)
{
  GListModel *list = G_LIST_MODEL (source->model);
  guint n = MIN (g_list_model_get_n_items (list), RECORDS_EACH);

  if (fc_query_model_get_error (source->model) != NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FcQueryRow) row = g_list_model_get_item (list, i);

      if (!fc_query_row_is_filled (row))
        return TRUE;
    }
  return fc_query_model_get_loading (source->model);
}

/* Pages and verbs are known at once; a record is chosen when all that match are in their places. */
static void
choose_when_known (FcPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  gboolean reading = FALSE;

  for (guint i = 0; i < self->sources->len && !reading; i++)
    reading = source_is_reading (self->sources->pdata[i]);
  if (reading && (row == NULL || gtk_list_box_row_get_index (row) >= self->n_known))
    return;
  self->chosen = FALSE;
  if (row != NULL)
    choose (self, FC_PALETTE_ROW (row));
}

static gboolean
fill_idle_cb (gpointer data)
{
  FcPalette *self = data;

  self->fill_idle = 0;
  fill (self);
  if (self->chosen)
    choose_when_known (self);
  return G_SOURCE_REMOVE;
}

static void
records_changed_cb (FcPalette *self)
{
  if (self->fill_idle == 0)
    self->fill_idle = g_idle_add (fill_idle_cb, self);
}

static void
source_items_changed_cb (FcPalette  *self,
                         guint       position,
                         guint       removed,
                         guint       added,
                         GListModel *model)
{
  for (guint i = position; i < MIN (position + added, RECORDS_EACH); i++)
    {
      g_autoptr (FcQueryRow) row = g_list_model_get_item (model, i);

      g_signal_connect_object (row, "notify::generation", G_CALLBACK (records_changed_cb), self, G_CONNECT_SWAPPED);
    }
  records_changed_cb (self);
}

/* The list must answer what stands in the entry, also before the entry's pause is over. */
static void
search (FcPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (g_strcmp0 (text, self->searched) == 0)
    return;
  g_free (self->searched);
  self->searched = g_strdup (text);
  for (guint i = 0; i < self->sources->len; i++)
    fc_query_model_bind_text (((Source *) self->sources->pdata[i])->model, "search",
                              text[0] != '\0' ? text : NULL);
  fill (self);
}

static void
search_changed_cb (FcPalette *self)
{
  search (self);
}

static void
text_changed_cb (FcPalette *self)
{
  self->chosen = FALSE;
}

static void
row_activated_cb (FcPalette     *self,
                  GtkListBoxRow *row)
{
  choose (self, FC_PALETTE_ROW (row));
}

static void
entry_activated_cb (FcPalette *self)
{
  search (self);
  self->chosen = TRUE;
  choose_when_known (self);
}

/* The cursor stays in the entry; up and down move the choice. */
static gboolean
key_pressed_cb (FcPalette       *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = key == GDK_KEY_Down ? 1 : key == GDK_KEY_Up ? -1 : 0;

  if (key == GDK_KEY_Escape)
    {
      gtk_window_close (GTK_WINDOW (self));
      return TRUE;
    }
  if (step == 0 || row == NULL)
    return FALSE;
  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return TRUE;
}

static void
fc_palette_dispose (GObject *object)
{
  FcPalette *self = FC_PALETTE (object);

  g_clear_handle_id (&self->fill_idle, g_source_remove);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_object (&self->context);
  g_clear_pointer (&self->searched, g_free);

  G_OBJECT_CLASS (fc_palette_parent_class)->dispose (object);
}

static void
fc_palette_class_init (FcPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_palette_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shell/fc-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, FcPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, FcPalette, list);
  gtk_widget_class_bind_template_child (widget_class, FcPalette, stack);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
fc_palette_init (FcPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->sources = g_ptr_array_new_with_free_func (source_free);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
add_source (FcPalette        *self,
            const FcPageInfo *info)
{
  Source *source = g_new0 (Source, 1);

  source->info = info;
  source->model = fc_query_model_new (fc_context_get_replica (self->context), info->records);
  fc_query_model_bind_text (source->model, "search", NULL);
  g_signal_connect_object (source->model, "items-changed", G_CALLBACK (source_items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source->model, "notify::loading", G_CALLBACK (records_changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->sources, source);
}

GtkWidget *
fc_palette_new (FcWindow *window)
{
  FcPalette *self = g_object_new (FC_TYPE_PALETTE, "transient-for", window, NULL);

  fc_window_fit_dialog (window, GTK_WINDOW (self), 560, 420);
  self->window = window;
  self->context = g_object_ref (fc_window_get_context (window));
  self->pages = fc_page_list (self->context);
  for (guint i = 0; i < self->pages->len; i++)
    if (((const FcPageInfo *) self->pages->pdata[i])->records != NULL)
      add_source (self, self->pages->pdata[i]);
  fill (self);
  return GTK_WIDGET (self);
}
