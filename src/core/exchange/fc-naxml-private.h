/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-naxml.h"

G_BEGIN_DECLS

#define FC_NAXML_MAX_DEPTH 32
#define FC_NAXML_MAX_TEXT  256

/* Bounds no real site comes near: a value beyond them is a fault of the file. */
#define FC_NAXML_MAX_VOLUME  G_GINT64_CONSTANT (100000000000000) /* 1e11 L in mL */
#define FC_NAXML_MAX_AMOUNT  G_GINT64_CONSTANT (100000000000000) /* minor units */

/* The elements that matter, in alphabetical order of their lower-case names (see fc-naxml-tags.c). */
typedef enum {
  TAG_NONE,
  TAG_ACTUAL_SALES_PRICE,
  TAG_BEGIN_DATE,
  TAG_BEGIN_TIME,
  TAG_BUSINESS_DATE,
  TAG_CASHIER_ID,
  TAG_CHANGE_FLAG,
  TAG_DESCRIPTION,
  TAG_DISCOUNT_AMOUNT,
  TAG_DISPENSER_DISCOUNT_AMOUNT,
  TAG_END_DATE,
  TAG_END_TIME,
  TAG_EVENT_END_DATE,
  TAG_EVENT_END_TIME,
  TAG_EVENT_START_DATE,
  TAG_EVENT_START_TIME,
  TAG_FGM_DETAIL,
  TAG_FGM_NON_RESETTABLE_TOTAL,
  TAG_FGM_POSITION_SUMMARY,
  TAG_FGM_PRICE_TIER_SUMMARY,
  TAG_FGM_SALES_TOTALS,
  TAG_FGM_SELL_PRICE_SUMMARY,
  TAG_FGM_TENDER_SUMMARY,
  TAG_FPM_DETAIL,
  TAG_FPM_NON_RESETTABLE_TOTALS,
  TAG_FUEL_GRADE_ID,
  TAG_FUEL_GRADE_MOVEMENT,
  TAG_FUEL_GRADE_NR_AMOUNT,
  TAG_FUEL_GRADE_NR_VOLUME,
  TAG_FUEL_GRADE_SALES_AMOUNT,
  TAG_FUEL_GRADE_SALES_VOLUME,
  TAG_FUEL_LINE,
  TAG_FUEL_POSITION_ID,
  TAG_FUEL_PRODUCT_ID,
  TAG_FUEL_PRODUCT_MOVEMENT,
  TAG_FUEL_PRODUCT_NR_AMOUNT,
  TAG_FUEL_PRODUCT_NR_VOLUME,
  TAG_FUEL_PRODUCT_TEMPERATURE,
  TAG_FUEL_PRODUCT_VOLUME,
  TAG_ITEM_LINE,
  TAG_ITEM_SALES_MOVEMENT,
  TAG_MERCHANDISE_CODE,
  TAG_MERCHANDISE_CODE_LINE,
  TAG_MERCHANDISE_CODE_MOVEMENT,
  TAG_MISC_AMOUNT,
  TAG_MISC_CODE,
  TAG_MISC_COUNT,
  TAG_MISC_SUB_CODE,
  TAG_MISC_MODIFIER,
  TAG_MISC_MOVEMENT,
  TAG_MOVEMENT_HEADER,
  TAG_MSM_DETAIL,
  TAG_MOVEMENT_REPORT,
  TAG_POS_JOURNAL,
  TAG_OUTSIDE_SALES_FLAG,
  TAG_POS_CODE,
  TAG_PRICE_TIER_CODE,
  TAG_PRIMARY_REPORT_PERIOD,
  TAG_PUMP_TEST_AMOUNT,
  TAG_PUMP_TEST_VOLUME,
  TAG_REFUND_EVENT,
  TAG_REGISTER_ID,
  TAG_REPORT_SEQUENCE_NUMBER,
  TAG_RETURN_TANK_ID,
  TAG_SALE_EVENT,
  TAG_SALES_AMOUNT,
  TAG_SALES_MOVEMENT_HEADER,
  TAG_SALES_QUANTITY,
  TAG_SECONDARY_REPORT_PERIOD,
  TAG_STORE_LOCATION_ID,
  TAG_TANK_ID,
  TAG_TANK_PRODUCT_MOVEMENT,
  TAG_TAX_LEVEL_MOVEMENT,
  TAG_TENDER_AMOUNT,
  TAG_TENDER_CODE,
  TAG_TENDER_INFO,
  TAG_TENDER_SUB_CODE,
  TAG_TILL_ID,
  TAG_TPM_DETAIL,
  TAG_TRAINING_MODE_FLAG,
  TAG_TRANSACTION_ID,
  TAG_TRANSACTION_LINE,
  TAG_TRANSMISSION_HEADER,
  TAG_ULLAGE,
  TAG_VENDOR_MODEL_VERSION,
  TAG_VENDOR_NAME,
  TAG_WATER_VOLUME,
  TAG_N,
} FcNaxmlTag;

FcNaxmlTag fc_naxml_tag_of (const char *local_name);

/* Where the walk through one file stands. */
typedef struct {
  FcNaxmlReport        *report;
  const FcNaxmlOptions *options;
  FcMessages           *messages;
  const char           *file; /* interned */
  FcNaxmlUnits          units;
  gboolean              units_asked;
  gboolean              decimal_comma; /* a number that can only be read so was seen */
  gboolean              unclear;       /* one that can be read either way was refused */
  gboolean              full;          /* FC_NAXML_MAX_LINES reached */

  FcNaxmlTag path[FC_NAXML_MAX_DEPTH];
  guint      lines[FC_NAXML_MAX_DEPTH];
  guint      depth;
  guint      movement_depth; /* 0: outside of a movement */
  guint      skip_depth;     /* > 0: nothing inside this element counts */

  /* The detail being read: its lines join the report when it ends. */
  GPtrArray *grade_sales;
  GPtrArray *totalizers;
  guint      scope_start[FC_NAXML_MAX_DEPTH]; /* how many lines were there when the element began */
  guint      scope_totals[FC_NAXML_MAX_DEPTH];
  char      *id;       /* grade, product or tank of the detail */
  char      *position;
  char      *tier;
  char      *tender;
  char      *tender_sub;
  gint64     price;
  FcNaxmlGradeSales  *sale_line;
  FcNaxmlTotalizer   *total;
  FcNaxmlTankReading *tank;
  FcNaxmlMisc        *misc;
  gboolean   has_volume;
  gboolean   has_amount;
  gboolean   bad; /* the line being read has a value that cannot be used */

  /* The journal event being read. */
  FcNaxmlSale       *sale;
  FcNaxmlSaleLine   *item;
  FcNaxmlSaleTender *payment;
  gboolean           cancelled; /* the transaction line is a correction */
  gboolean           training;
} FcNaxmlWalk;

FcNaxmlReport *fc_naxml_report_new        (void);
void           fc_naxml_grade_sales_free  (gpointer data);
void           fc_naxml_totalizer_free    (gpointer data);
void           fc_naxml_tank_reading_free (gpointer data);
void           fc_naxml_misc_free         (gpointer data);
FcNaxmlSale   *fc_naxml_sale_new          (void);
void           fc_naxml_sale_free         (gpointer data);
void           fc_naxml_sale_line_free    (gpointer data);
void           fc_naxml_sale_tender_free  (gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcNaxmlGradeSales, fc_naxml_grade_sales_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcNaxmlTotalizer, fc_naxml_totalizer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcNaxmlTankReading, fc_naxml_tank_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcNaxmlMisc, fc_naxml_misc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcNaxmlSale, fc_naxml_sale_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcNaxmlSaleLine, fc_naxml_sale_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcNaxmlSaleTender, fc_naxml_sale_tender_free)

/* fc-naxml-value.c: text to value, with a message where it is none */
gboolean fc_naxml_read_id       (FcNaxmlWalk   *walk,
                                 const char    *what,
                                 const char    *text,
                                 guint          line,
                                 char         **id);
gboolean fc_naxml_read_decimal  (FcNaxmlWalk   *walk,
                                 const char    *what,
                                 const char    *text,
                                 guint          line,
                                 int            decimals,
                                 gint64         limit,
                                 gint64        *value);
gboolean fc_naxml_read_volume   (FcNaxmlWalk   *walk,
                                 const char    *what,
                                 const char    *text,
                                 guint          line,
                                 gint64        *volume);
gboolean fc_naxml_read_amount   (FcNaxmlWalk   *walk,
                                 const char    *what,
                                 const char    *text,
                                 guint          line,
                                 gint64        *amount);
gboolean fc_naxml_read_price    (FcNaxmlWalk   *walk,
                                 const char    *text,
                                 guint          line,
                                 gint64        *price);
gboolean fc_naxml_read_temperature (FcNaxmlWalk *walk,
                                 const char    *text,
                                 guint          line,
                                 gint64        *temperature);
gboolean fc_naxml_read_int      (FcNaxmlWalk   *walk,
                                 const char    *what,
                                 const char    *text,
                                 guint          line,
                                 int           *value);
gboolean fc_naxml_read_date     (FcNaxmlWalk   *walk,
                                 const char    *what,
                                 const char    *text,
                                 guint          line,
                                 FcDate        *date);
gboolean fc_naxml_read_time     (FcNaxmlWalk   *walk,
                                 const char    *what,
                                 const char    *text,
                                 guint          line,
                                 gint32        *second);
gboolean fc_naxml_check_date    (FcNaxmlWalk   *walk,
                                 const char    *what,
                                 FcDate         date,
                                 guint          line);
void     fc_naxml_complain      (FcNaxmlWalk   *walk,
                                 FcSeverity     severity,
                                 guint          line,
                                 const char    *format,
                                 ...) G_GNUC_PRINTF (4, 5);

/* fc-naxml-header.c, -movement.c, -journal.c: what an element means. */
void     fc_naxml_header_text   (FcNaxmlWalk *walk,
                                 FcNaxmlTag   tag,
                                 const char  *text,
                                 guint        line);
void     fc_naxml_header_finish (FcNaxmlWalk *walk);
void     fc_naxml_movement_start (FcNaxmlWalk *walk,
                                 FcNaxmlTag   tag,
                                 guint        line);
void     fc_naxml_movement_text (FcNaxmlWalk *walk,
                                 FcNaxmlTag   tag,
                                 const char  *text,
                                 guint        line);
void     fc_naxml_movement_end  (FcNaxmlWalk *walk,
                                 FcNaxmlTag   tag,
                                 guint        line);
gboolean fc_naxml_has_room      (FcNaxmlWalk *walk,
                                 guint        line);
void     fc_naxml_journal_start (FcNaxmlWalk *walk,
                                 FcNaxmlTag   tag,
                                 guint        line,
                                 const char  *status,
                                 const char  *value);
void     fc_naxml_journal_text  (FcNaxmlWalk *walk,
                                 FcNaxmlTag   tag,
                                 const char  *text,
                                 guint        line);
void     fc_naxml_journal_end   (FcNaxmlWalk *walk,
                                 FcNaxmlTag   tag,
                                 guint        line);
void     fc_naxml_walk_clear    (FcNaxmlWalk *walk);

G_END_DECLS
