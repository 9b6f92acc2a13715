/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shifts-page.h"

#include "fc-chip.h"
#include "fc-data-table.h"
#include "fc-display.h"
#include "fc-field-text.h"
#include "fc-open-shift.h"
#include "fc-register.h"
#include "fc-shift-queries.h"
#include "fc-shift-versions.h"
#include "fc-shift-view-private.h"
#include "fc-shift-words.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcShiftsPage {
  FcPage parent_instance;

  FcDataTable *table;
  FcFilterChip *state;
  FcQueryModel *model;
};

G_DEFINE_FINAL_TYPE (FcShiftsPage, fc_shifts_page, FC_TYPE_PAGE)

/* It has the day and the number of what it corrects, and must not be taken for a second shift. */
static gboolean
is_correction (FcQueryRow *row)
{
  const char *state = fc_query_row_get_text (row, FC_SHIFT_LIST_STATE);

  return !fc_query_row_is_null (row, FC_SHIFT_LIST_CORRECTS) && g_strcmp0 (state, "approved") != 0;
}

static void
state_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  const char *state = fc_query_row_get_text (row, column);

  cell->text = is_correction (row) ? g_strdup_printf (_ ("%s, correction"), fc_choice_label (state))
                                   : g_strdup (fc_choice_label (state));
  cell->icon_name = fc_shift_state_icon (state);
  cell->css_class = fc_shift_state_style (state);
  if (!fc_query_row_is_null (row, FC_SHIFT_LIST_TWIN))
    {
      const char *other = fc_query_row_get_text (row, FC_SHIFT_LIST_TWIN);

      cell->icon_name = "dialog-warning-symbolic";
      cell->css_class = "warning";
      cell->text = (g_free (cell->text), g_strdup_printf (_ ("%s, opened twice"), fc_choice_label (state)));
      cell->tooltip = *other != '\0'
                        ? g_strdup_printf (_ ("%s opened this shift, too: discard one, or give it another number"), other)
                        : g_strdup (_ ("This shift was opened twice: discard one, or give it another number"));
    }
  else if (fc_query_row_get_int (row, FC_SHIFT_LIST_PENDING) != 0)
    cell->tooltip = g_strdup (_ ("Part of it has not been sent to the server yet"));
}

/* "2 · East": a shift of half the site is not the other half's. */
static void
number_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  int number = (int) fc_query_row_get_int (row, column);
  const char *part = fc_query_row_get_text (row, FC_SHIFT_LIST_PART);

  cell->text = part != NULL && *part != '\0' ? g_strdup_printf ("%d · %s", number, part) : g_strdup_printf ("%d", number);
}

static void
over_short_cell (FcQueryRow *row,
                 int         column,
                 FcCell     *cell,
                 gpointer    user_data)
{
  gint64 amount = fc_query_row_get_int (row, column);

  if (fc_query_row_is_null (row, column))
    {
      cell->text = g_strdup ("–");
      cell->tooltip = g_strdup (_ ("The drawer has not been counted"));
      cell->css_class = "dim-label";
      return;
    }
  cell->text = fc_show_money (amount, fc_query_row_get_text (row, FC_SHIFT_LIST_CURRENCY));
  cell->css_class = amount < 0 ? "error" : NULL;
}

static void
money_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  if (!fc_query_row_is_null (row, column))
    cell->text = fc_show_money (fc_query_row_get_int (row, column),
                                fc_query_row_get_text (row, FC_SHIFT_LIST_CURRENCY));
}

static void
bind (FcShiftsPage *self)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));
  const char *state = fc_filter_chip_get_value (self->state);
  const char *search = fc_page_get_search (FC_PAGE (self));

  fc_context_bind_scope (context, self->model, FALSE);
  fc_query_model_bind_text (self->model, "state", state != NULL && *state != '\0' ? state : NULL);
  fc_query_model_bind_text (self->model, "search", search != NULL && *search != '\0' ? search : NULL);
  fc_data_table_set_filtered (self->table, (state != NULL && *state != '\0') || (search != NULL && *search != '\0'));
}

static void
state_chosen_cb (FcShiftsPage *self)
{
  if (self->model != NULL)
    bind (self);
}

static void
clear_filters_cb (FcShiftsPage *self)
{
  fc_filter_chip_set_value (self->state, "");
}

static void
title_known_cb (FcShiftsPage *self)
{
  GtkWidget *detail = fc_page_get_detail (FC_PAGE (self));
  g_autofree char *title = NULL;

  if (!FC_IS_SHIFT_VIEW (detail))
    return;
  title = fc_shift_view_dup_title (FC_SHIFT_VIEW (detail));
  fc_page_set_detail_title (FC_PAGE (self), title);
}

static void
row_activated_cb (FcShiftsPage *self,
                  FcQueryRow   *row)
{
  const FcId *id = fc_query_row_get_id (row);

  if (id != NULL)
    fc_shifts_page_opened_shift (self, id);
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  fc_open_shift_present (user_data);
}

static void
open_row_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  FcId id;

  if (fc_id_from_string (g_variant_get_string (parameter, NULL), &id))
    fc_shifts_page_opened_shift (user_data, &id);
}

/* With what it corrects: "" where it is no correction. */
static void
discard_row_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  const char *shift, *corrects;
  FcId id, original;

  g_variant_get (parameter, "(&s&s)", &shift, &corrects);
  if (fc_id_from_string (shift, &id))
    fc_shift_discard_from (user_data, &id, fc_id_from_string (corrects, &original) ? &original : NULL, NULL);
}

static void
restore_row_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  FcId id;

  if (fc_id_from_string (g_variant_get_string (parameter, NULL), &id))
    fc_shift_restore_from (user_data, &id);
}

static void
import_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FcWindow *window = fc_window_of (user_data);

  if (window != NULL)
    fc_window_show_page (window, "imports");
}

static void
append_item (GMenu      *menu,
             const char *title,
             const char *action,
             GVariant   *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static void
append_ways_out (GMenu      *menu,
                 FcContext  *context,
                 FcQueryRow *row,
                 const char *id)
{
  const char *state = fc_query_row_get_text (row, FC_SHIFT_LIST_STATE);
  gboolean correction = !fc_query_row_is_null (row, FC_SHIFT_LIST_CORRECTS);
  g_autofree char *corrects
    = correction ? fc_id_dup_string (fc_query_row_get_ref (row, FC_SHIFT_LIST_CORRECTS)) : g_strdup ("");

  if (!fc_context_may (context, "shifts.create") || (correction && !fc_context_may (context, "shifts.correct")))
    return;
  if (g_strcmp0 (state, "discarded") == 0)
    append_item (menu, _ ("_Take back"), "page.restore-row", g_variant_new_string (id));
  else if (fc_shift_is_to_discard (state, fc_query_row_get_text (row, FC_SHIFT_LIST_SOURCE), correction))
    append_item (menu, correction ? _ ("_Discard correction") : _ ("_Discard shift"), "page.discard-row",
                 g_variant_new ("(ss)", id, corrects));
}

/* As the sheet offers it. */
static GMenuModel *
make_row_menu (FcQueryRow *row,
               gpointer    user_data)
{
  GMenu *menu = g_menu_new ();
  const FcId *row_id = fc_query_row_get_id (row);
  g_autofree char *id = row_id != NULL ? fc_id_dup_string (row_id) : g_strdup ("");

  append_item (menu, _ ("_Open"), "page.open-row", g_variant_new_string (id));
  append_ways_out (menu, fc_page_get_context (user_data), row, id);
  return G_MENU_MODEL (menu);
}

static void
make_table (FcShiftsPage *self)
{
  static const char *const narrow[] = { "date", "number", "station", "state", NULL };
  static const char *const hidden[] = { "part", NULL }; /* stands with the number; to sort by */

  self->table = FC_DATA_TABLE (fc_data_table_new ("shifts"));
  g_object_set (self->table, "empty-icon", "fc-shifts-symbolic", "empty-title", _ ("No shifts in this period"),
                "empty-description", _ ("Open a shift by hand, or import what the point of sale has written."),
                "empty-label", _ ("Open a shift…"), "empty-action", "page.new", NULL);
  fc_data_table_set_cell_func (self->table, fc_shift_list.columns[FC_SHIFT_LIST_STATE].name, state_cell, NULL, NULL);
  fc_data_table_set_cell_func (self->table, fc_shift_list.columns[FC_SHIFT_LIST_OVER_SHORT].name, over_short_cell,
                               NULL, NULL);
  fc_data_table_set_cell_func (self->table, fc_shift_list.columns[FC_SHIFT_LIST_FUEL_AMOUNT].name, money_cell, NULL,
                               NULL);
  fc_data_table_set_cell_func (self->table, fc_shift_list.columns[FC_SHIFT_LIST_NUMBER].name, number_cell, NULL, NULL);
  fc_data_table_set_narrow_columns (self->table, narrow);
  fc_data_table_set_hidden_columns (self->table, hidden);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (row_activated_cb), self);
  fc_data_table_set_row_menu (self->table, make_row_menu, self);
  g_signal_connect_swapped (self->table, "clear-filters", G_CALLBACK (clear_filters_cb), self);
}

static void
make_filters (FcShiftsPage *self)
{
  self->state = FC_FILTER_CHIP (fc_filter_chip_new (_ ("State")));
  fc_filter_chip_add (self->state, "", _ ("All"));
  for (guint i = 0; fc_shift_states[i] != NULL; i++)
    fc_filter_chip_add (self->state, fc_shift_states[i], fc_choice_label (fc_shift_states[i]));
  g_signal_connect_swapped (self->state, "notify::value", G_CALLBACK (state_chosen_cb), self);
  g_object_set (self->table, "filter-bar", self->state, NULL);
}

static void
fc_shifts_page_setup (FcPage *page)
{
  FcShiftsPage *self = FC_SHIFTS_PAGE (page);
  FcContext *context = fc_page_get_context (page);
  static const GActionEntry entries[]
    = { { .name = "new", .activate = new_cb },
        { .name = "import", .activate = import_cb },
        { .name = "open-row", .activate = open_row_cb, .parameter_type = "s" },
        { .name = "discard-row", .activate = discard_row_cb, .parameter_type = "(ss)" },
        { .name = "restore-row", .activate = restore_row_cb, .parameter_type = "s" } };

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
  make_table (self);
  make_filters (self);
  self->model = fc_query_model_new (fc_page_get_replica (page), &fc_shift_list);
  bind (self);
  fc_data_table_set_model (self->table, self->model);
  g_object_bind_property (context, "narrow", self->table, "narrow", G_BINDING_SYNC_CREATE);
  fc_page_set_content (page, GTK_WIDGET (self->table));
  if (fc_context_may (context, "shifts.create"))
    fc_page_set_primary (page, _ ("Open shift…"), "list-add-symbolic", "page.new");
  else
    fc_page_set_actions_enabled (page, "new", FALSE);
}

static void
fc_shifts_page_scope_changed (FcPage *page)
{
  bind (FC_SHIFTS_PAGE (page));
}

static void
fc_shifts_page_search_changed (FcPage     *page,
                               const char *text)
{
  bind (FC_SHIFTS_PAGE (page));
}

static gboolean
fc_shifts_page_open_record (FcPage     *page,
                            const char *kind,
                            const FcId *id)
{
  fc_shifts_page_opened_shift (FC_SHIFTS_PAGE (page), id);
  return TRUE;
}

static void
fc_shifts_page_dispose (GObject *object)
{
  g_clear_object (&FC_SHIFTS_PAGE (object)->model);

  G_OBJECT_CLASS (fc_shifts_page_parent_class)->dispose (object);
}

static void
fc_shifts_page_class_init (FcShiftsPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_shifts_page_dispose;
  page_class->setup = fc_shifts_page_setup;
  page_class->scope_changed = fc_shifts_page_scope_changed;
  page_class->search_changed = fc_shifts_page_search_changed;
  page_class->open_record = fc_shifts_page_open_record;
}

static void
fc_shifts_page_init (FcShiftsPage *self)
{
  g_object_set (self, "search-enabled", TRUE, "beside", FALSE, NULL);
}

/**
 * fc_shifts_page_opened_shift:
 *
 * Shows the sheet of a shift over the list.
 */
void
fc_shifts_page_opened_shift (FcShiftsPage *self,
                             const FcId   *id)
{
  FcPage *page = FC_PAGE (self);
  GtkWidget *view = fc_shift_view_new (fc_page_get_context (page), id);
  g_autofree char *title = fc_shift_view_dup_title (FC_SHIFT_VIEW (view));

  g_signal_connect_object (view, "titled", G_CALLBACK (title_known_cb), self, G_CONNECT_SWAPPED);
  fc_page_show_detail (page, view, title);
}

static const char *const kinds[] = { "shift", NULL };

static const FcPageAction actions[] = {
  { N_ ("Open a shift"), "page.new", "shifts.create" },
  { N_ ("Import POS files"), "page.import", "shifts.create" },
  { NULL, NULL, NULL },
};

static char *
dup_record_title (FcQueryRow *row)
{
  g_autofree char *date = fc_show_date ((FcDate) fc_query_row_get_int (row, FC_SHIFT_LIST_DATE));

  /* Translators: a shift that was found: station, date, number of the shift */
  return g_strdup_printf (_ ("%s, %s, shift %d"), fc_query_row_get_text (row, FC_SHIFT_LIST_STATION), date,
                          (int) fc_query_row_get_int (row, FC_SHIFT_LIST_NUMBER));
}

static char *
dup_record_subtitle (FcQueryRow *row)
{
  return g_strdup (fc_query_row_get_text (row, FC_SHIFT_LIST_CASHIER));
}

static const FcPageInfo info = {
  .id = "shifts",
  .title = N_ ("Shifts"),
  .icon_name = "fc-shifts-symbolic",
  .section = FC_SECTION_FORECOURT,
  .order = 10,
  .permission = "shifts.view",
  .get_type = fc_shifts_page_get_type,
  .kinds = kinds,
  .actions = actions,
  .waiting = &fc_shift_list,
  .waiting_bind = "state",
  .waiting_value = "submitted",
  .waiting_permission = "shifts.approve",
  .records = &fc_shift_list,
  .records_kind = "shift",
  .record_title = dup_record_title,
  .record_subtitle = dup_record_subtitle,
};

void
fc_shifts_register_pages (void)
{
  fc_page_register (&info);
}
