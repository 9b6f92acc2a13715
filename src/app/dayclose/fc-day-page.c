/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-page.h"

#include "fc-chip.h"
#include "fc-data-table.h"
#include "fc-day-lock.h"
#include "fc-day-queries.h"
#include "fc-day-view.h"
#include "fc-day-words.h"
#include "fc-display.h"

#include <glib/gi18n.h>

struct _FcDayPage {
  FcPage parent_instance;

  FcDataTable *table;
  FcFilterChip *state;
  FcQueryModel *model;
  GHashTable *drafts; /* FcId → FcDayDraft, by the day's id: what was typed and left */
};

G_DEFINE_FINAL_TYPE (FcDayPage, fc_day_page, FC_TYPE_PAGE)

static void
state_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  const char *state = fc_query_row_get_text (row, column);

  cell->text = g_strdup (fc_day_state_word (state));
  cell->icon_name = fc_day_state_icon (state);
  cell->css_class = fc_day_state_style (state);
  if (fc_query_row_get_int (row, FC_DAY_LIST_CHANGED) != 0)
    {
      cell->icon_name = "dialog-warning-symbolic";
      cell->css_class = "warning";
      cell->tooltip = g_strdup (_ ("The day before was closed again with other figures: look at this day"));
    }
  else if (fc_query_row_get_int (row, FC_DAY_LIST_PENDING) != 0)
    cell->tooltip = g_strdup (_ ("The close has not been sent to the server yet"));
}

static void
shifts_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  int n = (int) fc_query_row_get_int (row, column), approved = (int) fc_query_row_get_int (row, FC_DAY_LIST_APPROVED);

  if (n == 0)
    {
      cell->text = g_strdup ("–");
      cell->css_class = "dim-label";
    }
  else if (approved == n)
    cell->text = g_strdup_printf ("%d", n);
  else
    {
      cell->text = g_strdup_printf ("%d/%d", approved, n);
      cell->tooltip = g_strdup_printf (_ ("%d of %d approved"), approved, n);
    }
}

static void
money_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  gint64 amount = fc_query_row_get_int (row, column);

  if (fc_query_row_is_null (row, column))
    {
      cell->text = g_strdup ("–");
      cell->css_class = "dim-label";
      return;
    }
  cell->text = fc_show_money (amount, fc_query_row_get_text (row, FC_DAY_LIST_CURRENCY));
  cell->css_class = amount < 0 ? "error" : NULL;
}

static void
bind (FcDayPage *self)
{
  const char *state = fc_filter_chip_get_value (self->state);
  gboolean filtered = state != NULL && *state != '\0';

  fc_query_model_bind_id (self->model, "station", fc_context_get_station (fc_page_get_context (FC_PAGE (self))));
  fc_query_model_bind_text (self->model, "state", filtered ? state : NULL);
  fc_data_table_set_filtered (self->table, filtered);
}

static void
state_chosen_cb (FcDayPage *self)
{
  if (self->model != NULL)
    bind (self);
}

static void
clear_filters_cb (FcDayPage *self)
{
  fc_filter_chip_set_value (self->state, "");
}

static void
row_activated_cb (FcDayPage  *self,
                  FcQueryRow *row)
{
  if (fc_query_row_is_filled (row))
    fc_day_page_open (self, fc_query_row_get_ref (row, FC_DAY_LIST_STATION_ID),
                      (FcDate) fc_query_row_get_int (row, FC_DAY_LIST_DATE));
}

static void
title_known_cb (FcDayPage *self)
{
  GtkWidget *detail = fc_page_get_detail (FC_PAGE (self));
  g_autofree char *title = NULL;

  if (detail == NULL || !FC_IS_DAY_VIEW (detail))
    return;
  title = fc_day_view_dup_title (FC_DAY_VIEW (detail));
  fc_page_set_detail_title (FC_PAGE (self), title);
}

/* The day sheet's neighbour by date. */
static void
go_along (FcDayPage *self,
          int        days)
{
  GtkWidget *detail = fc_page_get_detail (FC_PAGE (self));
  FcId station;

  if (detail == NULL || !FC_IS_DAY_VIEW (detail))
    return;
  station = *fc_day_view_get_station (FC_DAY_VIEW (detail));
  fc_day_page_open (self, &station, fc_day_view_get_date (FC_DAY_VIEW (detail)) + days);
}

static void
earlier_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  go_along (user_data, -1);
}

static void
later_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  go_along (user_data, 1);
}

static void
make_table (FcDayPage *self)
{
  static const char *const narrow[] = { "date", "station", "state", "over_short", NULL };
  static const char *const hidden[] = { "closed_by", NULL };
  static const int money[] = { FC_DAY_LIST_FUEL_AMOUNT, FC_DAY_LIST_OVER_SHORT, FC_DAY_LIST_DEPOSITED };

  self->table = FC_DATA_TABLE (fc_data_table_new ("days"));
  g_object_set (self->table, "empty-icon", "x-office-calendar-symbolic", "empty-title", _ ("No business days yet"),
                "empty-description", _ ("A day stands here as soon as it has a shift."), "empty-label",
                _ ("Go to shifts"), "empty-action", "win.page::shifts", NULL);
  fc_data_table_set_cell_func (self->table, fc_day_list.columns[FC_DAY_LIST_STATE].name, state_cell, NULL, NULL);
  fc_data_table_set_cell_func (self->table, fc_day_list.columns[FC_DAY_LIST_SHIFTS].name, shifts_cell, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (money); i++)
    fc_data_table_set_cell_func (self->table, fc_day_list.columns[money[i]].name, money_cell, NULL, NULL);
  fc_data_table_set_narrow_columns (self->table, narrow);
  fc_data_table_set_hidden_columns (self->table, hidden);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->table, "clear-filters", G_CALLBACK (clear_filters_cb), self);
}

static void
make_filters (FcDayPage *self)
{
  self->state = FC_FILTER_CHIP (fc_filter_chip_new (_ ("State")));
  fc_filter_chip_add (self->state, "", _ ("All"));
  for (int i = FC_N_DAY_STATES - 1; i >= 0; i--)
    fc_filter_chip_add (self->state, fc_day_state_name (i), fc_day_state_word (fc_day_state_name (i)));
  g_signal_connect_swapped (self->state, "notify::value", G_CALLBACK (state_chosen_cb), self);
  g_object_set (self->table, "filter-bar", self->state, NULL);
}

static void
fc_day_page_setup (FcPage *page)
{
  FcDayPage *self = FC_DAY_PAGE (page);
  static const GActionEntry entries[] = { { .name = "earlier", .activate = earlier_cb },
                                          { .name = "later", .activate = later_cb } };

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
  make_table (self);
  make_filters (self);
  self->model = fc_query_model_new (fc_page_get_replica (page), &fc_day_list);
  bind (self);
  fc_data_table_set_model (self->table, self->model);
  g_object_bind_property (fc_page_get_context (page), "narrow", self->table, "narrow", G_BINDING_SYNC_CREATE);
  fc_page_set_content (page, GTK_WIDGET (self->table));
}

static void
fc_day_page_scope_changed (FcPage *page)
{
  bind (FC_DAY_PAGE (page));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcDayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (FC_REPLICA (source), result, &error);
  g_autoptr (GPtrArray) days = rows != NULL ? fc_row_set_list (rows, FC_DAY_CLOSE) : NULL;

  if (days == NULL)
    fc_page_tell_error (FC_PAGE (self), error);
  else if (days->len > 0)
    fc_day_page_open (self, fc_record_get_ref (days->pdata[0], FC_DAY_CLOSE_STATION_ID),
                      (FcDate) fc_record_get_int (days->pdata[0], FC_DAY_CLOSE_BUSINESS_DATE));
}

static gboolean
fc_day_page_open_record (FcPage     *page,
                         const char *kind,
                         const FcId *id)
{
  fc_replica_load_async (fc_page_get_replica (page), FC_DAY_CLOSE, id, NULL, NULL, found_cb, g_object_ref (page));
  return TRUE;
}

static void
fc_day_page_dispose (GObject *object)
{
  g_clear_object (&FC_DAY_PAGE (object)->model);

  G_OBJECT_CLASS (fc_day_page_parent_class)->dispose (object);
}

static void
fc_day_page_finalize (GObject *object)
{
  g_hash_table_unref (FC_DAY_PAGE (object)->drafts);

  G_OBJECT_CLASS (fc_day_page_parent_class)->finalize (object);
}

static void
add_key (GtkWidgetClass *class,
         guint           key,
         const char     *action)
{
  gtk_widget_class_add_binding_action (class, key, GDK_ALT_MASK, action, NULL);
}

static void
fc_day_page_class_init (FcDayPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_day_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_day_page_finalize;
  page_class->setup = fc_day_page_setup;
  page_class->scope_changed = fc_day_page_scope_changed;
  page_class->open_record = fc_day_page_open_record;
  add_key (GTK_WIDGET_CLASS (klass), GDK_KEY_Page_Up, "page.later");
  add_key (GTK_WIDGET_CLASS (klass), GDK_KEY_Page_Down, "page.earlier");
}

static void
fc_day_page_init (FcDayPage *self)
{
  self->drafts =
    g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, (GDestroyNotify) fc_day_draft_unref);
  g_object_set (self, "uses-period", FALSE, "beside", FALSE, NULL);
}

static FcDayDraft *
draft_of (FcDayPage  *self,
          const FcId *station,
          FcDate      date)
{
  FcId id = fc_day_close_id (station, date);
  FcDayDraft *draft = g_hash_table_lookup (self->drafts, &id);

  if (draft == NULL)
    {
      draft = fc_day_draft_new ();
      g_hash_table_insert (self->drafts, g_memdup2 (&id, sizeof id), draft);
    }
  return draft;
}

/**
 * fc_day_page_open:
 *
 * Shows a day's sheet over the list.
 */
void
fc_day_page_open (FcDayPage  *self,
                  const FcId *station,
                  FcDate      date)
{
  FcPage *page = FC_PAGE (self);
  GtkWidget *view = fc_day_view_new (fc_page_get_context (page), station, date, draft_of (self, station, date));
  g_autofree char *title = fc_day_view_dup_title (FC_DAY_VIEW (view));

  g_signal_connect_object (view, "titled", G_CALLBACK (title_known_cb), self, G_CONNECT_SWAPPED);
  fc_page_show_detail (page, view, title);
}

static const char *const kinds[] = { "day_close", NULL };

static const FcPageInfo info = {
  .id = "dayclose",
  .title = N_ ("Day close"),
  .icon_name = "x-office-calendar-symbolic",
  .section = FC_SECTION_FORECOURT,
  .order = 15,
  .permission = "shifts.view",
  .get_type = fc_day_page_get_type,
  .kinds = kinds,
  .waiting = &fc_days_ready,
  .waiting_permission = "day.close",
};

void
fc_dayclose_register_pages (void)
{
  fc_page_register (&info);
}
