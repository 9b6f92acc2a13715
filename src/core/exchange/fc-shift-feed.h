/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-naxml.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the files of a station say about one shift (or, from day reports, one business day), ready to
 * become records. A feed comes from grouping parsed reports and travels as JSON in a command's arguments.
 *
 * Ids of pumps, products, grades and tanks are the POS's, without leading zeros (fc_naxml_normalise_id()).
 * Money is in minor units of the station's currency, volume in mL, temperature in milli-°C.
 *
 * Every feed and line has a natural key made of store, business date, period, sequence, begin and the
 * line's own ids, not of file names, vendors or values: importing again, in part or in another order,
 * gives the same keys, so that the ids made of them (UUIDv8) agree in every office. */

#define FC_SHIFT_FEED_MAX_LINES 20000 /* of one sort */

typedef enum {
  FC_FEED_SHIFT,
  FC_FEED_DAY,
} FcFeedPeriod;

/* What a totalizer showed at the end of the period. */
typedef struct {
  char    *key;
  char    *position; /* pump or fuelling position */
  char    *product;  /* FPM: the product's id; FGM: the grade's */
  gboolean by_grade; /* from FGM: @product is a grade */
  gint64   volume;   /* mL */
  gboolean has_amount;
  gint64   amount;
} FcFeedTotalizer;

/* Metered sales of one grade, at one position and price tier where the POS tells them apart. */
typedef struct {
  char  *key;
  char  *grade;
  char  *position; /* (nullable) */
  char  *tier;     /* (nullable) */
  gint64 price;    /* 1e-5 major units per litre; 0: not given */
  gint64 volume;   /* mL, pump tests included as the POS has it */
  gint64 amount;
  gint64 test_volume;
  gint64 test_amount;
  char  *return_tank; /* (nullable) */
  gint64 discount;    /* ≥ 0 */
} FcFeedGradeSales;

/* Fuel sold for one tender, from FGM by tender. */
typedef struct {
  char  *key;
  char  *grade;
  char  *tender;
  char  *subcode; /* (nullable) */
  gint64 price;   /* 0: not given */
  gint64 volume;
  gint64 amount;
} FcFeedFuelTender;

typedef struct {
  char    *key;
  char    *tank;
  char    *product; /* (nullable) */
  gint64   volume;
  gboolean has_temperature;
  gint64   temperature;
  gboolean has_ullage;
  gint64   ullage;
  gboolean has_water;
  gint64   water;
} FcFeedTankReading;

/* What was taken with one tender at one register; the POS's figure, before anybody counted. */
typedef struct {
  char    *key;
  char    *tender;      /* "cash", "outsideCredit" …: as the POS spells it */
  char    *subcode;     /* (nullable) */
  char    *register_id; /* (nullable) */
  gboolean outside;
  gint64   amount;
  gint64   count;
} FcFeedTender;

typedef enum {
  FC_CASH_SAFE_DROP,
  FC_CASH_SAFE_LOAN,
  FC_CASH_PAY_IN,
  FC_CASH_PAY_OUT,
  FC_CASH_REFUND,
  FC_CASH_OPENING,
  FC_CASH_CLOSING,
} FcFeedCashKind;

/* A movement of the drawer, summed by the POS over the shift. Amounts are never negative. */
typedef struct {
  char          *key;
  FcFeedCashKind kind;
  char          *subcode;     /* (nullable): "vendorPay" … */
  char          *tender;      /* (nullable) */
  char          *register_id; /* (nullable) */
  gint64         amount;
  gint64         count;
} FcFeedCash;

/* Anything else of the miscellaneous summary: kept for the record and the eye. */
typedef struct {
  char  *key;
  char  *code;
  char  *subcode;     /* (nullable) */
  char  *modifier;    /* (nullable) */
  char  *register_id; /* (nullable) */
  gint64 amount;
  gint64 count_milli;
} FcFeedNote;

typedef struct {
  char         *key; /* natural key of the shift or day */
  char         *store;
  FcFeedPeriod  period;
  FcDate        business_date;
  int           sequence;
  char         *currency; /* (nullable): the one amounts were read in */
  char         *vendor;   /* (nullable) */
  char         *register_id; /* (nullable): the first register; lines have their own */
  char         *cashier;     /* (nullable) */
  char         *till;        /* (nullable) */
  FcNaxmlMoment begin;       /* by the station's clock: fc_time_from_local() */
  FcNaxmlMoment end;         /* not known where open */
  gboolean      open;        /* the shift was still going on when the files were written */
  gboolean      has_shifts;  /* a day for which shifts were read as well: its figures are theirs again */
  GPtrArray    *totalizers;    /* of FcFeedTotalizer */
  GPtrArray    *grade_sales;   /* of FcFeedGradeSales */
  GPtrArray    *fuel_tenders;  /* of FcFeedFuelTender */
  GPtrArray    *tank_readings; /* of FcFeedTankReading */
  GPtrArray    *tenders;       /* of FcFeedTender */
  GPtrArray    *cash;          /* of FcFeedCash */
  GPtrArray    *notes;         /* of FcFeedNote */
  gint64        drive_off_count;
  gint64        drive_off_amount;
  gboolean      has_over_short; /* the POS's own: means nothing before the drawer is counted. Never import it */
  gint64        over_short;
  GPtrArray    *files; /* of char*: "name sha256" of what it was made of, sorted */
} FcShiftFeed;

GPtrArray   *fc_shift_feeds_group      (FcNaxmlReport *const *reports,
                                        guint                 n_reports,
                                        FcMessages           *messages);
void         fc_shift_feeds_check      (GPtrArray            *feeds,
                                        FcMessages           *messages);
FcShiftFeed *fc_shift_feed_new         (void);
void         fc_shift_feed_free        (FcShiftFeed          *self);
gint64       fc_shift_feed_sum_volume  (const FcShiftFeed    *self);
gint64       fc_shift_feed_sum_amount  (const FcShiftFeed    *self);
JsonNode    *fc_shift_feed_to_json     (const FcShiftFeed    *self);
FcShiftFeed *fc_shift_feed_from_json   (JsonNode             *node,
                                        GError              **error);
const char  *fc_feed_cash_kind_to_string (FcFeedCashKind      kind);

/* Single sales of the POS journal travel beside the feeds. */
char        *fc_naxml_sale_key         (const FcNaxmlReport  *report,
                                        const FcNaxmlSale    *sale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcShiftFeed, fc_shift_feed_free)

G_END_DECLS
