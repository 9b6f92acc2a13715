/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-messages.h"
#include "fc-quantity.h"
#include "fc-time.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* NAXML-POSBO 3.x: what a POS or forecourt controller writes for the back office, one report per file.
 * Reading is pure: bytes in, plain values and messages out. Any thread. */

#define FC_NAXML_ERROR (fc_naxml_error_quark ())

typedef enum {
  FC_NAXML_ERROR_IO,        /* the file could not be read */
  FC_NAXML_ERROR_EMPTY,     /* nothing in it (yet) */
  FC_NAXML_ERROR_TRUNCATED, /* still being written, or cut off: try again later */
  FC_NAXML_ERROR_TOO_LARGE, /* above FC_NAXML_MAX_BYTES or FC_NAXML_MAX_LINES */
  FC_NAXML_ERROR_DTD,       /* has a document type declaration */
  FC_NAXML_ERROR_ENCODING,  /* in an encoding nobody here can read */
  FC_NAXML_ERROR_MALFORMED, /* not XML, or broken before anything of use */
  FC_NAXML_ERROR_UNKNOWN,   /* XML, but no NAXML movement report or POS journal */
} FcNaxmlError;

#define FC_NAXML_MAX_BYTES (64 * 1024 * 1024)
#define FC_NAXML_MAX_LINES 200000

typedef enum {
  FC_NAXML_NONE,
  FC_NAXML_FGM, /* fuel grade movement */
  FC_NAXML_FPM, /* fuel product movement: nozzle totals */
  FC_NAXML_TPM, /* tank product movement */
  FC_NAXML_MSM, /* miscellaneous summary movement */
  FC_NAXML_MCM, /* merchandise codes; recognised, not read */
  FC_NAXML_TLM, /* tax levels; recognised, not read */
  FC_NAXML_ISM, /* item sales; recognised, not read */
  FC_NAXML_PJR, /* POS journal: single sales */
} FcNaxmlKind;

typedef enum {
  FC_NAXML_COMPLETE,
  FC_NAXML_CUT_OFF, /* only with accept_partial: the end is missing */
  FC_NAXML_BROKEN,  /* not well-formed from some line on; what came before is here */
} FcNaxmlState;

/* PrimaryReportPeriod as vendors use it; other numbers are kept as they are. */
#define FC_NAXML_PERIOD_UNKNOWN 0
#define FC_NAXML_PERIOD_DAY     2
#define FC_NAXML_PERIOD_SHIFT   98

/* A moment by the clock on the station's wall. */
typedef struct {
  gboolean known;
  FcDate   date;
  gint32   second; /* of the day, 0 to 86399 */
} FcNaxmlMoment;

/* The files name neither currency nor units: they are settings of the station. */
typedef struct {
  const char  *currency;    /* ISO 4217; NULL: two decimals. Must outlive the call */
  FcVolumeUnit volume_unit;
  gboolean     fahrenheit;
} FcNaxmlUnits;

/* Sales of one grade, at one position and price tier or for one tender. Amounts in minor units. */
typedef struct {
  char    *grade;
  char    *position;     /* (nullable): the pump or fuelling position */
  char    *tier;         /* (nullable) */
  char    *tender;       /* (nullable): TenderCode; set where the report is by tender, not by position */
  char    *tender_sub;   /* (nullable) */
  gint64   price;        /* 1e-5 major units per litre; 0: not given */
  gint64   volume;       /* mL */
  gint64   amount;
  gint64   test_volume;  /* mL, metered but returned to a tank */
  gint64   test_amount;
  char    *return_tank;  /* (nullable) */
  gint64   discount;     /* at the till and at the dispenser together, ≥ 0 */
  guint    line;
} FcNaxmlGradeSales;

/* A totalizer that nobody can set back. */
typedef struct {
  FcNaxmlKind kind;       /* FPM: by product; FGM: by grade */
  char       *product;    /* FuelProductID or FuelGradeID */
  char       *position;   /* (nullable): NULL is the total of the whole site */
  gint64      volume;     /* mL */
  gboolean    has_amount; /* FPM money is often 0: then it is not known */
  gint64      amount;
  guint       line;
} FcNaxmlTotalizer;

typedef struct {
  char    *tank;
  char    *product; /* (nullable) */
  gint64   volume;  /* mL */
  gboolean has_temperature;
  gint64   temperature; /* milli-°C */
  gboolean has_ullage;
  gint64   ullage; /* mL */
  gboolean has_water;
  gint64   water; /* mL */
  guint    line;
} FcNaxmlTankReading;

/* One line of a miscellaneous summary. Codes are spelt as the vendor spells them. */
typedef struct {
  char    *code;       /* (nullable): empty for outside terminals */
  char    *subcode;    /* (nullable) */
  char    *modifier;   /* (nullable): often a grade or tax code */
  char    *tender;     /* (nullable) */
  char    *tender_sub; /* (nullable) */
  gint64   amount;
  gint64   count_milli; /* thousandths: for fuel the "count" is a volume in the file's unit */
  char    *register_id; /* (nullable): the line's own, else the report's */
  char    *cashier;     /* (nullable) */
  char    *till;        /* (nullable) */
  gboolean outside;     /* detail beside the movement: an outside terminal */
  guint    line;
} FcNaxmlMisc;

typedef struct {
  char    *grade;       /* (nullable): set for fuel */
  char    *position;    /* (nullable) */
  char    *code;        /* (nullable): merchandise code or item code */
  char    *description; /* (nullable) */
  gint64   volume;      /* mL, fuel only */
  gint64   quantity_milli;
  gint64   price;       /* fuel: 1e-5 major per litre; 0: not given */
  gint64   amount;
  guint    line;
} FcNaxmlSaleLine;

typedef struct {
  char    *code;
  char    *subcode; /* (nullable) */
  gint64   amount;  /* change given back is negative */
  gboolean change;
  guint    line;
} FcNaxmlSaleTender;

/* One sale or refund of the POS journal; refunds have negative amounts. */
typedef struct {
  gboolean      refund;
  gboolean      outside;
  char         *transaction;
  char         *register_id; /* (nullable) */
  char         *cashier;     /* (nullable) */
  char         *till;        /* (nullable) */
  gboolean      has_business_date;
  FcDate        business_date;
  FcNaxmlMoment at;
  GPtrArray    *lines;   /* of FcNaxmlSaleLine */
  GPtrArray    *tenders; /* of FcNaxmlSaleTender */
  guint         line;
} FcNaxmlSale;

typedef struct {
  char         *file;   /* (nullable): base name */
  char          digest[65]; /* SHA-256 of the bytes, hexadecimal: the same file twice has the same one */
  FcNaxmlKind   kind;
  FcNaxmlState  state;
  char         *version;        /* (nullable) */
  char         *store;          /* (nullable): StoreLocationID */
  gboolean      store_refused;  /* the caller's store function knows no such store */
  char         *vendor;         /* (nullable) */
  char         *vendor_version; /* (nullable) */
  FcNaxmlUnits  units;          /* the ones it was read with; currency is interned */
  int           sequence;       /* ReportSequenceNumber, 0 where it is missing */
  int           period;         /* PrimaryReportPeriod */
  int           secondary_period;
  gboolean      has_business_date;
  FcDate        business_date;
  FcNaxmlMoment begin;
  FcNaxmlMoment end; /* not known where open */
  gboolean      open; /* EndDate 2100-01-01 */
  char         *register_id; /* (nullable) */
  char         *cashier;     /* (nullable) */
  char         *till;        /* (nullable) */
  GPtrArray    *grade_sales;   /* of FcNaxmlGradeSales */
  GPtrArray    *totalizers;    /* of FcNaxmlTotalizer */
  GPtrArray    *tank_readings; /* of FcNaxmlTankReading */
  GPtrArray    *misc;          /* of FcNaxmlMisc */
  GPtrArray    *sales;         /* of FcNaxmlSale */
} FcNaxmlReport;

/* Asked when the store's id has been read, perhaps twice. May change @units. Returns FALSE for an unknown store. */
typedef gboolean (*FcNaxmlStoreFunc) (const char   *store,
                                      FcNaxmlUnits *units,
                                      gpointer      user_data);

typedef struct {
  FcNaxmlUnits     units;
  FcNaxmlStoreFunc store_func; /* (nullable) */
  gpointer         store_data;
  FcDate           today;          /* business dates more than two days ahead are refused; 0: any before 2100 */
  gboolean         accept_partial; /* take what is there of a file that was cut off */
} FcNaxmlOptions;

GQuark         fc_naxml_error_quark     (void);
FcNaxmlReport *fc_naxml_parse_bytes     (const char            *file,
                                         GBytes                *bytes,
                                         const FcNaxmlOptions  *options,
                                         FcMessages            *messages,
                                         GError               **error);
FcNaxmlReport *fc_naxml_parse_file      (GFile                 *file,
                                         const FcNaxmlOptions  *options,
                                         FcMessages            *messages,
                                         GCancellable          *cancellable,
                                         GError               **error);
void           fc_naxml_report_free     (FcNaxmlReport         *self);
guint          fc_naxml_report_n_lines  (const FcNaxmlReport   *self);
const char    *fc_naxml_kind_to_string  (FcNaxmlKind            kind);
gboolean       fc_naxml_ids_equal       (const char            *a,
                                         const char            *b);
char          *fc_naxml_normalise_id    (const char            *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcNaxmlReport, fc_naxml_report_free)

G_END_DECLS
