/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-station-assistant.h"

#include "fc-company-queries.h"
#include "fc-number-row.h"
#include "fc-station-parts.h"

#include <glib/gi18n.h>

typedef enum {
  STEP_DETAILS,
  STEP_PRODUCTS,
  STEP_TANKS,
  STEP_PUMPS,
  STEP_PRICES,
  STEP_LIMITS,
  N_STEPS,
} Step;

static const struct {
  const char *name;
  const char *title;
} steps[N_STEPS] = {
  [STEP_DETAILS] = { "details", N_ ("Details") },
  [STEP_PRODUCTS] = { "products", N_ ("Products") },
  [STEP_TANKS] = { "tanks", N_ ("Tanks") },
  [STEP_PUMPS] = { "pumps", N_ ("Pumps and nozzles") },
  [STEP_PRICES] = { "prices", N_ ("Prices") },
  [STEP_LIMITS] = { "limits", N_ ("Limits") },
};

struct _FcStationAssistant {
  AdwWindow parent_instance;

  FcPage *page;
  FcReplica *replica;
  FcRowSet *rows;         /* all that is being made, and the company's products */
  FcRecord *station;
  GHashTable *known;      /* products that are there already: FcId* → FcRecord */
  FcRecordForm *details;
  FcRecordForm *limits;
  FcRecordList *products;
  FcRecordList *tanks;
  FcRecordList *pumps;
  FcRecordList *nozzles;
  GPtrArray *price_rows;  /* FcNumberRow (not owned), one a product that is sold here */
  GPtrArray *priced;      /* FcRecord of those products */

  Step step;
  GtkWidget *boxes[N_STEPS];
  GtkStack *stack;
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkWidget *next;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (FcStationAssistant, fc_station_assistant, ADW_TYPE_WINDOW)

static const int product_fields[] = { FC_PRODUCT_CODE,    FC_PRODUCT_NAME,      FC_PRODUCT_CATEGORY,
                                      FC_PRODUCT_DENSITY, FC_PRODUCT_COLOUR, -1 };

static char *
product_name (FcRecord *product,
              FcRowSet *rows)
{
  const char *name = fc_record_get_text (product, FC_PRODUCT_NAME);

  return g_strdup (name != NULL ? name : _ ("New product"));
}

static char *
product_summary (FcRecord *product,
                 FcRowSet *rows)
{
  const char *code = fc_record_get_text (product, FC_PRODUCT_CODE);

  return g_strdup (code != NULL ? code : "");
}

static void
prepare_product (FcRecord *product,
                 FcRowSet *rows)
{
  fc_record_set_text (product, FC_PRODUCT_CATEGORY, "fuel");
}

static const FcRecordListSpec product_parts = {
  .entity = FC_PRODUCT,
  .fields = product_fields,
  .title = N_ ("Products of the company"),
  .hint = N_ ("What the company sells already is here; add what this station sells beside it."),
  .add = N_ ("Add product"),
  .number_field = -1,
  .prepare = prepare_product,
  .name = product_name,
  .summary = product_summary,
};

static void
show_problem (FcStationAssistant *self,
              const char         *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
clear_prices (FcStationAssistant *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->price_rows, 0);
  g_ptr_array_set_size (self->priced, 0);
  while ((child = gtk_widget_get_first_child (self->boxes[STEP_PRICES])) != NULL)
    gtk_box_remove (GTK_BOX (self->boxes[STEP_PRICES]), child);
}

static gboolean
is_sold_here (FcStationAssistant *self,
              FcRecord           *product)
{
  g_autoptr (GPtrArray) nozzles
      = fc_row_set_list_by (self->rows, FC_NOZZLE, FC_NOZZLE_PRODUCT_ID, fc_record_get_id (product));

  return nozzles->len > 0;
}

static void
make_prices (FcStationAssistant *self)
{
  g_autoptr (GPtrArray) products = fc_row_set_list (self->rows, FC_PRODUCT);
  GtkWidget *group = adw_preferences_group_new ();

  clear_prices (self);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Prices"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("Per litre, from now on."));
  for (guint i = 0; i < products->len; i++)
    {
      FcRecord *product = g_ptr_array_index (products, i);
      GtkWidget *row;

      if (!is_sold_here (self, product))
        continue;
      row = fc_number_row_new (FC_NUMBER_PRICE, fc_record_get_text (product, FC_PRODUCT_NAME));
      g_object_set (row, "currency", fc_record_get_text (self->station, FC_STATION_CURRENCY), NULL);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_add (self->price_rows, row);
      g_ptr_array_add (self->priced, g_object_ref (product));
    }
  gtk_box_append (GTK_BOX (self->boxes[STEP_PRICES]), group);
}

static gboolean
check_prices (FcStationAssistant *self)
{
  gint64 price;

  for (guint i = 0; i < self->price_rows->len; i++)
    if (!fc_number_row_get_value (g_ptr_array_index (self->price_rows, i), &price))
      {
        gtk_widget_grab_focus (g_ptr_array_index (self->price_rows, i));
        return FALSE;
      }
  return TRUE;
}

static const char *
check_parts (FcStationAssistant *self)
{
  if (self->step == STEP_TANKS && fc_record_list_get_n (self->tanks) == 0)
    return _ ("A station needs at least one tank");
  if (self->step == STEP_PUMPS && fc_record_list_get_n (self->nozzles) == 0)
    return _ ("A station needs at least one nozzle");
  return NULL;
}

static gboolean
check (FcStationAssistant *self)
{
  const char *lacks = check_parts (self);

  show_problem (self, lacks);
  if (lacks != NULL)
    return FALSE;
  switch (self->step)
    {
    case STEP_DETAILS:
      return fc_record_form_validate (self->details) && fc_station_check_zone (self->station, self->details);
    case STEP_PRODUCTS:
      return fc_record_list_validate (self->products);
    case STEP_TANKS:
      return fc_record_list_validate (self->tanks);
    case STEP_PUMPS:
      return fc_record_list_validate (self->pumps) && fc_record_list_validate (self->nozzles);
    case STEP_PRICES:
      return check_prices (self);
    case STEP_LIMITS:
    case N_STEPS:
    default:
      return fc_record_form_validate (self->limits);
    }
}

/* A step works with what the steps before it made. */
static void
enter (FcStationAssistant *self)
{
  switch (self->step)
    {
    case STEP_PRODUCTS:
      fc_record_list_set_rows (self->products, self->rows, NULL, TRUE);
      break;
    case STEP_TANKS:
      fc_record_list_set_rows (self->tanks, self->rows, NULL, TRUE);
      if (fc_record_list_get_n (self->tanks) == 0)
        fc_record_list_add_new (self->tanks);
      break;
    case STEP_PUMPS:
      fc_record_list_set_rows (self->pumps, self->rows, NULL, TRUE);
      if (fc_record_list_get_n (self->pumps) == 0)
        fc_record_list_add_new (self->pumps);
      fc_record_list_set_rows (self->nozzles, self->rows, NULL, TRUE);
      break;
    case STEP_PRICES:
      make_prices (self);
      break;
    case STEP_DETAILS:
    case STEP_LIMITS:
    case N_STEPS:
    default:
      break;
    }
}

static void
show_step (FcStationAssistant *self)
{
  g_autofree char *where = g_strdup_printf (_ ("Step %d of %d"), (int) self->step + 1, (int) N_STEPS);

  adw_window_title_set_title (self->title, _ (steps[self->step].title));
  adw_window_title_set_subtitle (self->title, where);
  gtk_widget_set_visible (self->back, self->step > 0);
  gtk_button_set_label (GTK_BUTTON (self->next), self->step + 1 < N_STEPS ? _ ("_Next") : _ ("_Create station"));
  show_problem (self, NULL);
  enter (self);
  gtk_stack_set_visible_child_name (self->stack, steps[self->step].name);
  gtk_widget_child_focus (self->boxes[self->step], GTK_DIR_TAB_FORWARD);
}

static void
add_ops (GPtrArray *ops,
         FcRowSet  *rows,
         FcEntity   entity,
         GHashTable *known)
{
  g_autoptr (GPtrArray) records = fc_row_set_list (rows, entity);

  for (guint i = 0; i < records->len; i++)
    {
      FcRecord *record = g_ptr_array_index (records, i);

      if (!g_hash_table_contains (known, fc_record_get_id (record)))
        g_ptr_array_add (ops, fc_op_new_insert (record, g_get_real_time ()));
    }
}

static void
add_price_ops (FcStationAssistant *self,
               GPtrArray          *ops)
{
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < self->priced->len; i++)
    {
      FcId id = fc_id_new (now);
      g_autoptr (FcRecord) price = fc_record_new (FC_PRICE, &id);
      gint64 value = 0;

      fc_number_row_get_value (g_ptr_array_index (self->price_rows, i), &value);
      fc_record_set_ref (price, FC_PRICE_STATION_ID, fc_record_get_id (self->station));
      fc_record_set_ref (price, FC_PRICE_PRODUCT_ID, fc_record_get_id (g_ptr_array_index (self->priced, i)));
      fc_record_set_int (price, FC_PRICE_PRICE, value);
      fc_record_set_int (price, FC_PRICE_EFFECTIVE_AT, now);
      g_ptr_array_add (ops, fc_op_new_insert (price, now));
    }
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FcStationAssistant) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->next, TRUE);
  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      show_problem (self, error->message);
      return;
    }
  text = g_strdup_printf (_ ("%s was set up"), fc_record_get_text (self->station, FC_STATION_NAME));
  fc_page_toast (self->page, text);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
create (FcStationAssistant *self)
{
  static const FcEntity order[] = { FC_PRODUCT, FC_STATION, FC_TANK, FC_PUMP, FC_NOZZLE };
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    add_ops (ops, self->rows, order[i], self->known);
  add_price_ops (self, ops);
  gtk_widget_set_sensitive (self->next, FALSE);
  fc_replica_run_async (self->replica, ops, NULL, created_cb, g_object_ref (self));
}

static void
next_cb (FcStationAssistant *self)
{
  if (!check (self))
    return;
  if (self->step + 1 == N_STEPS)
    {
      create (self);
      return;
    }
  self->step++;
  show_step (self);
}

static void
back_cb (FcStationAssistant *self)
{
  self->step--;
  show_step (self);
}

static void
cancel_cb (FcStationAssistant *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
products_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcStationAssistant) self = user_data;
  g_autoptr (GPtrArray) products = fc_rows_of_finish (FC_REPLICA (source), result, NULL);

  for (guint i = 0; products != NULL && i < products->len; i++)
    {
      FcRecord *product = g_ptr_array_index (products, i);

      g_hash_table_insert (self->known, (gpointer) fc_record_get_id (product), g_object_ref (product));
      fc_row_set_add (self->rows, product);
    }
  gtk_widget_set_sensitive (self->next, TRUE);
}

static GtkWidget *
make_header (FcStationAssistant *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  self->back = gtk_button_new_with_mnemonic (_ ("_Back"));
  self->next = gtk_button_new_with_mnemonic (_ ("_Next"));
  gtk_widget_add_css_class (self->next, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->next);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->back);
  return header;
}

static void
add_step (FcStationAssistant *self,
          Step                step)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_stack_add_named (self->stack, scrolled, steps[step].name);
  self->boxes[step] = box;
}

static FcRecordForm *
add_form (FcStationAssistant *self,
          Step                step,
          const char         *title,
          const int          *fields)
{
  FcFieldUnits units = fc_field_units_of (self->station);
  FcRecordForm *form = fc_record_form_new (self->station, &units);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (; *fields >= 0; fields++)
    fc_record_form_add (form, group, *fields);
  gtk_box_append (GTK_BOX (self->boxes[step]), group);
  return form;
}

static FcRecordList *
add_list (FcStationAssistant     *self,
          Step                    step,
          const FcRecordListSpec *spec)
{
  FcFieldUnits units = fc_field_units_of (self->station);
  GtkWidget *list = fc_record_list_new (spec, fc_record_get_id (self->station), &units);

  gtk_box_append (GTK_BOX (self->boxes[step]), list);
  return FC_RECORD_LIST (list);
}

static void
build (FcStationAssistant *self)
{
  self->details = add_form (self, STEP_DETAILS, _ ("Details"), fc_station_detail_fields);
  self->products = add_list (self, STEP_PRODUCTS, &product_parts);
  fc_record_list_set_fixed (self->products, self->known);
  self->tanks = add_list (self, STEP_TANKS, &fc_tank_parts);
  self->pumps = add_list (self, STEP_PUMPS, &fc_pump_parts);
  self->nozzles = add_list (self, STEP_PUMPS, &fc_nozzle_parts);
  self->limits = add_form (self, STEP_LIMITS, _ ("Limits"), fc_station_limit_fields);
}

static void
fc_station_assistant_dispose (GObject *object)
{
  FcStationAssistant *self = FC_STATION_ASSISTANT (object);

  g_clear_object (&self->details);
  g_clear_object (&self->limits);

  G_OBJECT_CLASS (fc_station_assistant_parent_class)->dispose (object);
}

static void
fc_station_assistant_finalize (GObject *object)
{
  FcStationAssistant *self = FC_STATION_ASSISTANT (object);

  g_clear_object (&self->page);
  g_clear_object (&self->replica);
  g_clear_object (&self->station);
  g_clear_pointer (&self->rows, fc_row_set_free);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->price_rows, g_ptr_array_unref);
  g_clear_pointer (&self->priced, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_station_assistant_parent_class)->finalize (object);
}

static void
fc_station_assistant_class_init (FcStationAssistantClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_station_assistant_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_station_assistant_finalize;
}

static void
fc_station_assistant_init (FcStationAssistant *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->rows = fc_row_set_new ();
  self->known = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_object_unref);
  self->price_rows = g_ptr_array_new ();
  self->priced = g_ptr_array_new_with_free_func (g_object_unref);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_margin_top (GTK_WIDGET (self->problem), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->problem), 6);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  for (Step step = 0; step < N_STEPS; step++)
    add_step (self, step);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("New station"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 640);
}

/**
 * fc_station_assistant_present:
 *
 * Shows the assistant over @page's window.
 */
void
fc_station_assistant_present (FcPage *page)
{
  FcStationAssistant *self = g_object_new (FC_TYPE_STATION_ASSISTANT, NULL);

  self->page = g_object_ref (page);
  self->replica = g_object_ref (fc_page_get_replica (page));
  self->station = fc_station_new_draft (fc_replica_get_tenant (self->replica));
  fc_row_set_add (self->rows, self->station);
  build (self);
  show_step (self);
  gtk_widget_set_sensitive (self->next, FALSE);
  fc_rows_of_async (self->replica, FC_PRODUCT, NULL, products_cb, g_object_ref (self));
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_child_focus (self->boxes[STEP_DETAILS], GTK_DIR_TAB_FORWARD);
}
