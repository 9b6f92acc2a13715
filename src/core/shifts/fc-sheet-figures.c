/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

/*
 * The figures as canonical text. What was entered stands in it, and the money that comes of it; not what depends on how
 * the station is set up today (which nozzle draws from which tank), so that an old signature stays what it was. Lines
 * are sorted, so that neither order of entry nor the language of the computer matters.
 */

typedef struct {
  const FcShiftSheet *sheet;
  GPtrArray *lines; /* (owned) char* */
} Figures;

static void
figures_init (Figures            *self,
              const FcShiftSheet *sheet)
{
  self->sheet = sheet;
  self->lines = g_ptr_array_new_with_free_func (g_free);
}

G_GNUC_PRINTF (2, 3)
static void
put (Figures    *self,
     const char *format,
     ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->lines, g_strdup_vprintf (format, args));
  va_end (args);
}

static int
compare_text (gconstpointer a,
              gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static char *
figures_end (Figures *self)
{
  char *text;

  g_ptr_array_sort (self->lines, compare_text);
  g_ptr_array_add (self->lines, NULL);
  text = g_strjoinv ("\n", (char **) self->lines->pdata);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  return text;
}

static char *
digest_end (Figures *self)
{
  g_autofree char *text = figures_end (self);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* A field as text; "-" where it is empty. */
static char *
value_text (FcRecord *row,
            int       field)
{
  const FcValue *value = fc_record_get_value (row, field);

  switch (value->kind)
    {
    case FC_VALUE_INT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
    case FC_VALUE_TEXT:
      return g_strescape (value->text, NULL);
    case FC_VALUE_ID:
      return fc_id_dup_string (&value->id);
    case FC_VALUE_NULL:
    default:
      return g_strdup ("-");
    }
}

/* "word value value …" of the fields, which end with -1. */
static void
put_row (Figures    *self,
         const char *word,
         FcRecord   *row,
         const int  *fields)
{
  GString *line = g_string_new (word);

  for (; *fields >= 0; fields++)
    {
      g_autofree char *text = value_text (row, *fields);

      g_string_append_c (line, ' ');
      g_string_append (line, text);
    }
  g_ptr_array_add (self->lines, g_string_free (line, FALSE));
}

static void
put_rows (Figures    *self,
          FcRowSet   *rows,
          FcEntity    entity,
          const int  *fields)
{
  g_autoptr (GPtrArray) list = fc_row_set_list_by (rows, entity, fc_catalog_parent_field (entity),
                                                   fc_record_get_id (self->sheet->shift));

  for (guint i = 0; i < list->len; i++)
    put_row (self, fc_catalog_get (entity)->name, list->pdata[i], fields);
}

static const int meter_fields[] = { FC_METER_READING_NOZZLE_ID, FC_METER_READING_OPENING,      FC_METER_READING_CLOSING,
                                    FC_METER_READING_TEST,      FC_METER_READING_TEST_TANK_ID, FC_METER_READING_PRICE,
                                    FC_METER_READING_ROLLED_OVER, -1 };

static void
put_meter (Figures            *self,
           const FcSheetMeter *line)
{
  g_autofree char *nozzle = value_text (line->reading, FC_METER_READING_NOZZLE_ID);

  put_row (self, "meter", line->reading, meter_fields);
  put (self, "amount %s %" G_GINT64_FORMAT, nozzle, line->amount);
  for (guint i = 0; line->n_segments > 1 && i < line->n_segments; i++)
    {
      const FcSheetSegment *segment = fc_sheet_meter_segment (self->sheet, line, i);

      put (self, "segment %s %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, nozzle,
           i, segment->opening, segment->closing, segment->net, segment->price);
    }
}

static void
put_meters (Figures  *self,
            FcRecord *drawer)
{
  for (guint i = 0; i < self->sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (self->sheet->meters, FcSheetMeter, i);

      if (drawer == NULL || line->drawer == drawer)
        put_meter (self, line);
    }
}

static void
put_numbers (Figures      *self,
             const char   *word,
             int           number,
             const gint64 *numbers,
             guint         n)
{
  for (guint i = 0; i < n; i++)
    if (numbers[i] != 0)
      put (self, "%s %d %u %" G_GINT64_FORMAT, word, number, i, numbers[i]);
}

static int
number_of (const FcSheetDrawer *drawer)
{
  return drawer->drawer != NULL ? (int) fc_record_get_int (drawer->drawer, FC_DRAWER_NUMBER) : 0;
}

static void
put_drawer (Figures             *self,
            const FcSheetDrawer *drawer)
{
  const gint64 own[] = { drawer->fuel_volume,   drawer->fuel_amount, drawer->shop_sales,   drawer->shop_tax,
                         drawer->lottery,       drawer->opening_float, drawer->expected_cash, drawer->counted_cash,
                         drawer->counted_any,   drawer->over_short };
  int number = number_of (drawer);

  put_numbers (self, "drawer", number, own, G_N_ELEMENTS (own));
  put_numbers (self, "tender", number, drawer->tenders, FC_N_TENDERS);
  put_numbers (self, "slips", number, drawer->slips, FC_N_SLIP_KINDS);
  put_numbers (self, "movement", number, drawer->movements, FC_N_MOVEMENTS);
}

static void
put_tanks (Figures *self)
{
  static const int fields[] = { FC_TANK_READING_TANK_ID, FC_TANK_READING_OPENING_VOLUME, FC_TANK_READING_VOLUME,
                                FC_TANK_READING_WATER_LEVEL, -1 };
  static const int moved[] = { FC_TANK_TRANSFER_FROM_TANK_ID, FC_TANK_TRANSFER_TO_TANK_ID, FC_TANK_TRANSFER_VOLUME, -1 };

  for (guint i = 0; i < self->sheet->tanks->len; i++)
    {
      const FcSheetTank *line = &g_array_index (self->sheet->tanks, FcSheetTank, i);

      g_autofree char *tank = value_text (line->reading, FC_TANK_READING_TANK_ID);

      put_row (self, "tank", line->reading, fields);
      put (self, "receipts %s %" G_GINT64_FORMAT, tank, line->receipts);
    }
  for (guint i = 0; i < self->sheet->transfers->len; i++)
    put_row (self, "transfer", self->sheet->transfers->pdata[i], moved);
}

static void
put_all (Figures             *self,
         const FcSheetDrawer *drawer)
{
  static const int head[] = { FC_SHIFT_STATION_ID, FC_SHIFT_BUSINESS_DATE, FC_SHIFT_NUMBER, FC_SHIFT_PART, -1 };
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (self->sheet->shift));

  put (self, "shift %s %s", id, self->sheet->currency != NULL ? self->sheet->currency : "-");
  put_row (self, "shift-of", self->sheet->shift, head);
  put_meters (self, drawer != NULL ? drawer->drawer : NULL);
  if (drawer != NULL)
    {
      put_drawer (self, drawer);
      return;
    }
  put_tanks (self);
  for (guint i = 0; i < self->sheet->drawers->len; i++)
    put_drawer (self, &g_array_index (self->sheet->drawers, FcSheetDrawer, i));
  put_drawer (self, &self->sheet->nobody);
}

static const FcSheetDrawer *
drawer_with_id (const FcShiftSheet *self,
                const FcId         *drawer_id)
{
  return drawer_id != NULL && !fc_id_is_null (drawer_id) ? fc_shift_sheet_drawer (self, drawer_id) : NULL;
}

/**
 * fc_shift_sheet_figures:
 * @drawer_id: (nullable): only what this drawer answers for; %NULL: the whole shift
 *
 * Returns: (transfer full): what a signature stands for, as canonical text
 */
char *
fc_shift_sheet_figures (const FcShiftSheet *self,
                        const FcId         *drawer_id)
{
  Figures figures;

  figures_init (&figures, self);
  put_all (&figures, drawer_with_id (self, drawer_id));
  return figures_end (&figures);
}

/**
 * fc_shift_sheet_digest:
 * @drawer_id: (nullable)
 *
 * Returns: (transfer full): SHA-256 of the figures, 64 hex digits
 */
char *
fc_shift_sheet_digest (const FcShiftSheet *self,
                       const FcId         *drawer_id)
{
  Figures figures;

  figures_init (&figures, self);
  put_all (&figures, drawer_with_id (self, drawer_id));
  return digest_end (&figures);
}

static void
put_tank_books (Figures *self)
{
  put_tanks (self);
  for (guint i = 0; i < self->sheet->tanks->len; i++)
    {
      const FcSheetTank *line = &g_array_index (self->sheet->tanks, FcSheetTank, i);

      g_autofree char *tank = value_text (line->reading, FC_TANK_READING_TANK_ID);

      put (self, "book %s %" G_GINT64_FORMAT, tank, line->book);
    }
}

static void
put_tests (Figures *self)
{
  for (guint i = 0; i < self->sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (self->sheet->meters, FcSheetMeter, i);

      if (line->test != 0)
        put_row (self, "test", line->reading, meter_fields);
    }
}

typedef enum { PART_SHOP, PART_TENDERS, PART_OVER_SHORT } Part;

static void
put_part (Figures             *self,
          const FcSheetDrawer *drawer,
          Part                 part)
{
  int number = number_of (drawer);

  if (part == PART_TENDERS)
    put_numbers (self, "tender", number, drawer->tenders, FC_N_TENDERS);
  else if (part == PART_SHOP)
    put (self, "shop %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, number, drawer->shop_sales,
         drawer->shop_tax, drawer->lottery);
  else
    put (self, "over-short %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", number, drawer->expected_cash,
         drawer->counted_cash, drawer->reason != NULL ? drawer->reason : "");
}

static void
put_parts (Figures *self,
           Part     part)
{
  for (guint i = 0; i < self->sheet->drawers->len; i++)
    put_part (self, &g_array_index (self->sheet->drawers, FcSheetDrawer, i), part);
  put_part (self, &self->sheet->nobody, part);
}

static void
put_entered (Figures     *self,
             FcRowSet    *rows,
             FcShiftStep  step)
{
  static const int deliveries[] = { FC_DELIVERY_TANK_ID, FC_DELIVERY_DOCUMENT, FC_DELIVERY_TICKETED_VOLUME,
                                    FC_DELIVERY_VOLUME_BEFORE, FC_DELIVERY_VOLUME_AFTER, -1 };
  static const int movements[] = { FC_CASH_MOVEMENT_MOVEMENT, FC_CASH_MOVEMENT_AMOUNT, FC_CASH_MOVEMENT_DRAWER_ID, -1 };
  static const int counts[] = { FC_CASH_COUNT_DENOMINATION, FC_CASH_COUNT_QUANTITY, FC_CASH_COUNT_DRAWER_ID, -1 };
  static const int slips[] = { FC_SLIP_KIND,   FC_SLIP_CUSTOMER, FC_SLIP_VEHICLE,   FC_SLIP_NUMBER, FC_SLIP_PRODUCT_ID,
                               FC_SLIP_QUANTITY, FC_SLIP_AMOUNT,   FC_SLIP_DRAWER_ID, -1 };

  if (step == FC_STEP_DELIVERIES)
    put_rows (self, rows, FC_DELIVERY, deliveries);
  else if (step == FC_STEP_CASH_MOVEMENTS)
    put_rows (self, rows, FC_CASH_MOVEMENT, movements);
  else if (step == FC_STEP_CASH_COUNT)
    put_rows (self, rows, FC_CASH_COUNT, counts);
  else
    put_rows (self, rows, FC_SLIP, slips);
}

/**
 * fc_shift_sheet_step_digest:
 * @rows: the sheet's
 *
 * Returns: (transfer full): SHA-256 of all that a step shows, what it depends on included: while it stays the same, a
 *   step that was confirmed stays so
 */
char *
fc_shift_sheet_step_digest (const FcShiftSheet *self,
                            FcRowSet           *rows,
                            FcShiftStep         step)
{
  Figures figures;

  figures_init (&figures, self);
  put (&figures, "step %s", fc_shift_step_name (step));
  switch (step)
    {
    case FC_STEP_METERS:
      put_meters (&figures, NULL);
      break;
    case FC_STEP_TANKS:
      put_tank_books (&figures);
      break;
    case FC_STEP_TRANSFERS:
      put_tests (&figures);
      put_tanks (&figures);
      break;
    case FC_STEP_TENDERS:
      put_parts (&figures, PART_TENDERS);
      break;
    case FC_STEP_SHOP:
      put_parts (&figures, PART_SHOP);
      break;
    case FC_STEP_OVER_SHORT:
      put_parts (&figures, PART_OVER_SHORT);
      break;
    case FC_STEP_SIGNATURES:
      put_all (&figures, NULL);
      break;
    case FC_STEP_DELIVERIES:
    case FC_STEP_CASH_MOVEMENTS:
    case FC_STEP_CASH_COUNT:
    case FC_STEP_SLIPS:
    case FC_N_STEPS:
    default:
      put_entered (&figures, rows, step);
      break;
    }
  return digest_end (&figures);
}

static int
compare_signatures (gconstpointer a,
                    gconstpointer b)
{
  const FcSheetSignature *x = a, *y = b;
  int left = fc_choice_index (fc_signature_roles, fc_record_get_text (x->signature, FC_SIGNATURE_ROLE));
  int right = fc_choice_index (fc_signature_roles, fc_record_get_text (y->signature, FC_SIGNATURE_ROLE));
  gint64 one = x->drawer != NULL ? fc_record_get_int (x->drawer, FC_DRAWER_NUMBER) : 0;
  gint64 other = y->drawer != NULL ? fc_record_get_int (y->drawer, FC_DRAWER_NUMBER) : 0;

  if (left != right)
    return left < right ? -1 : 1;
  if (one != other)
    return one < other ? -1 : 1;
  return fc_id_compare (fc_record_get_id (x->signature), fc_record_get_id (y->signature));
}

/* Fills signatures; all figures are there already. */
void
fc_sheet_add_signatures (FcShiftSheet *self,
                         FcRowSet     *rows)
{
  g_autoptr (GPtrArray) list =
    fc_row_set_list_by (rows, FC_SIGNATURE, FC_SIGNATURE_SHIFT_ID, fc_record_get_id (self->shift));
  g_autofree char *whole = NULL; /* the same for all who sign for the shift */

  for (guint i = 0; i < list->len; i++)
    {
      const FcId *drawer_id = fc_record_get_ref (list->pdata[i], FC_SIGNATURE_DRAWER_ID);
      FcSheetSignature one = { list->pdata[i], fc_row_set_get (rows, FC_DRAWER, drawer_id), FALSE };
      g_autofree char *own = one.drawer != NULL ? fc_shift_sheet_digest (self, drawer_id) : NULL;

      if (drawer_id == NULL && whole == NULL)
        whole = fc_shift_sheet_digest (self, NULL);
      one.holds = (drawer_id == NULL || one.drawer != NULL) &&
                  g_strcmp0 (drawer_id == NULL ? whole : own,
                             fc_record_get_text (list->pdata[i], FC_SIGNATURE_FIGURES)) == 0;
      g_array_append_val (self->signatures, one);
    }
  g_array_sort (self->signatures, compare_signatures);
}

/**
 * fc_shift_sheet_signature:
 * @role: of fc_signature_roles[]
 * @drawer_id: (nullable): %NULL for the whole shift
 *
 * Returns: (transfer none) (nullable): it may be withdrawn: look at holds
 */
const FcSheetSignature *
fc_shift_sheet_signature (const FcShiftSheet *self,
                          const char         *role,
                          const FcId         *drawer_id)
{
  for (guint i = 0; i < self->signatures->len; i++)
    {
      const FcSheetSignature *one = &g_array_index (self->signatures, FcSheetSignature, i);
      const FcId *of = fc_record_get_ref (one->signature, FC_SIGNATURE_DRAWER_ID);

      if (g_strcmp0 (fc_record_get_text (one->signature, FC_SIGNATURE_ROLE), role) == 0 &&
          (of == NULL ? drawer_id == NULL || fc_id_is_null (drawer_id) : drawer_id != NULL && fc_id_equal (of, drawer_id)))
        return one;
    }
  return NULL;
}
