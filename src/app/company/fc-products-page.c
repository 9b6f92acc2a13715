/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-pages.h"

#include "fc-company-queries.h"
#include "fc-field-text.h"

#include <glib/gi18n.h>

typedef struct {
  FcRecordPage parent_instance;
} FcProductsPage;
typedef FcRecordPageClass FcProductsPageClass;

GType fc_products_page_get_type (void);
G_DEFINE_TYPE (FcProductsPage, fc_products_page, FC_TYPE_RECORD_PAGE)

static void
build_product (FcRecordForm *form,
               GtkWidget    *box,
               GPtrArray    *also,
               FcContext    *context)
{
  static const int fields[] = { FC_PRODUCT_CODE,    FC_PRODUCT_NAME,   FC_PRODUCT_CATEGORY,
                                FC_PRODUCT_DENSITY, FC_PRODUCT_COLOUR, FC_PRODUCT_POS_CODES };
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Product"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("POS numbers, with commas between them, tell which grade or product of a POS file this is."));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    fc_record_form_add (form, group, fields[i]);
  gtk_box_append (GTK_BOX (box), group);
}

static const FcRecordSpec product_spec = {
  .entity = FC_PRODUCT,
  .also = FC_N_ENTITIES,
  .permission = "products.edit",
  .new_title = N_ ("New product"),
  .create = N_ ("_Add product"),
  .build = build_product,
};

static void
category_cell (FcQueryRow *row,
               int         column,
               FcCell     *cell,
               gpointer    user_data)
{
  cell->text = g_strdup (fc_choice_label (fc_query_row_get_text (row, column)));
}

static void
codes_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  cell->text = fc_join_set (fc_query_row_get_text (row, column));
}

static void
product_cells (FcRecordPage *self,
               FcDataTable  *table)
{
  fc_data_table_set_cell_func (table, fc_product_list.columns[FC_PRODUCT_LIST_CATEGORY].name, category_cell, NULL,
                               NULL);
  fc_data_table_set_cell_func (table, fc_product_list.columns[FC_PRODUCT_LIST_POS_CODES].name, codes_cell, NULL,
                               NULL);
}

static void
prepare_product (FcRecordPage *self,
                 FcRecord     *draft)
{
  fc_record_set_text (draft, FC_PRODUCT_CATEGORY, "fuel");
}

static void
fc_products_page_class_init (FcProductsPageClass *klass)
{
  static const char *const narrow[] = { "code", "name", NULL };

  klass->list = &fc_product_list;
  klass->record = &product_spec;
  klass->title_column = FC_PRODUCT_LIST_NAME;
  klass->narrow_columns = narrow;
  klass->empty_icon = "package-x-generic-symbolic";
  klass->empty_title = N_ ("No products yet");
  klass->empty_description = N_ ("Add what the pumps sell, then give it prices.");
  klass->add = N_ ("Add product…");
  klass->cells = product_cells;
  klass->prepare = prepare_product;
}

static void
fc_products_page_init (FcProductsPage *self)
{
  g_object_set (self, "search-enabled", TRUE, NULL);
}

static const char *const kinds[] = { "product", NULL };

const FcPageInfo fc_products_page_info = {
  .id = "products",
  .title = N_ ("Products"),
  .icon_name = "package-x-generic-symbolic",
  .section = FC_SECTION_COMPANY,
  .order = 20,
  .permission = "stations.view",
  .get_type = fc_products_page_get_type,
  .kinds = kinds,
};
