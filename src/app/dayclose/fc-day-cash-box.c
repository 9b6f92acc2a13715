/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-cash-box.h"

#include "fc-display.h"
#include "fc-field-text.h"
#include "fc-number-row.h"

#include <glib/gi18n.h>

enum { DROP = 0, LOAN = 5 }; /* of fc_cash_movements[] */
enum { DEPOSITED, SAFE, CARRIED, N_PARTS };

static const char *const names[N_PARTS] = { "deposited", "safe", "carried" };
static const int fields[N_PARTS] = { FC_DAY_CLOSE_DEPOSITED, FC_DAY_CLOSE_SAFE, FC_DAY_CLOSE_CARRIED };

struct _FcDayCashBox {
  GtkBox parent_instance;

  FcDayDraft *draft;
  GtkWidget *figures;    /* what the shifts say, made anew */
  GtkWidget *split;
  FcNumberRow *parts[N_PARTS];
  AdwEntryRow *reference;
  GtkWidget *equation;
  GtkImage *sign;
  GtkLabel *words;
  gint64 to_split;       /* brought + collected */
  char *currency;
  gboolean begun;        /* the suggestions have been made */
};

G_DEFINE_FINAL_TYPE (FcDayCashBox, fc_day_cash_box, GTK_TYPE_BOX)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gint64
part_value (FcDayCashBox *self,
            int           part)
{
  gint64 value = 0;

  fc_number_row_get_value (self->parts[part], &value);
  return value;
}

static gint64
missing (FcDayCashBox *self)
{
  gint64 sum = 0;

  for (int i = 0; i < N_PARTS; i++)
    sum += part_value (self, i);
  return self->to_split - sum;
}

static void
show_equation (FcDayCashBox *self)
{
  gint64 gap = missing (self);
  g_autofree char *deposited = fc_show_money (part_value (self, DEPOSITED), self->currency);
  g_autofree char *safe = fc_show_money (part_value (self, SAFE), self->currency);
  g_autofree char *carried = fc_show_money (part_value (self, CARRIED), self->currency);
  g_autofree char *all = fc_show_money (self->to_split, self->currency);
  g_autofree char *off = fc_show_money (ABS (gap), self->currency);
  g_autofree char *text = NULL;

  /* Translators: deposited + safe + carried, then what there is to split */
  if (gap == 0)
    text = g_strdup_printf (_ ("%s + %s + %s = %s"), deposited, safe, carried, all);
  else if (gap > 0)
    text = g_strdup_printf (_ ("%s + %s + %s of %s: %s is missing"), deposited, safe, carried, all, off);
  else
    text = g_strdup_printf (_ ("%s + %s + %s of %s: %s is too much"), deposited, safe, carried, all, off);
  gtk_label_set_text (self->words, text);
  gtk_image_set_from_icon_name (self->sign, gap == 0 ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (self->equation, gap == 0 ? "warning" : "success");
  gtk_widget_add_css_class (self->equation, gap == 0 ? "success" : "warning");
}

static void
part_changed_cb (FcDayCashBox *self)
{
  show_equation (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_equation (FcDayCashBox *self)
{
  self->equation = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->sign = GTK_IMAGE (gtk_image_new ());
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_selectable (self->words, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->words), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "heading");
  gtk_widget_add_css_class (self->equation, "day-equation");
  gtk_box_append (GTK_BOX (self->equation), GTK_WIDGET (self->sign));
  gtk_box_append (GTK_BOX (self->equation), GTK_WIDGET (self->words));
  return self->equation;
}

static void
make_split (FcDayCashBox *self)
{
  const char *const titles[N_PARTS] = { _ ("Deposited at the bank"), _ ("In the safe"), _ ("Carried as float") };

  self->split = fc_day_boxed_list (_ ("Where the cash goes"));
  for (int i = 0; i < N_PARTS; i++)
    {
      self->parts[i] = FC_NUMBER_ROW (fc_number_row_new (FC_NUMBER_MONEY, titles[i]));
      g_object_set (self->parts[i], "minimum", (gint64) 0, "maximum", FC_MONEY_MAX, NULL);
      gtk_list_box_append (GTK_LIST_BOX (self->split), GTK_WIDGET (self->parts[i]));
      g_signal_connect_object (self->parts[i], "notify::value", G_CALLBACK (part_changed_cb), self, G_CONNECT_SWAPPED);
      if (i > 0)
        continue;
      self->reference = ADW_ENTRY_ROW (adw_entry_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reference), _ ("Number of the deposit slip"));
      gtk_list_box_append (GTK_LIST_BOX (self->split), GTK_WIDGET (self->reference));
    }
}

static void
fc_day_cash_box_finalize (GObject *object)
{
  FcDayCashBox *self = FC_DAY_CASH_BOX (object);

  g_clear_pointer (&self->draft, fc_day_draft_unref);
  g_free (self->currency);

  G_OBJECT_CLASS (fc_day_cash_box_parent_class)->finalize (object);
}

static void
fc_day_cash_box_class_init (FcDayCashBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_day_cash_box_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", FC_TYPE_DAY_CASH_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_day_cash_box_init (FcDayCashBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  self->figures = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (self), self->figures);
  make_split (self);
  gtk_box_append (GTK_BOX (self), self->split);
  gtk_box_append (GTK_BOX (self), make_equation (self));
}

GtkWidget *
fc_day_cash_box_new (FcDayDraft *draft)
{
  FcDayCashBox *self = g_object_new (FC_TYPE_DAY_CASH_BOX, NULL);

  self->draft = fc_day_draft_ref (draft);
  return GTK_WIDGET (self);
}

static void
add_money (GtkWidget        *list,
           const FcDaySheet *sheet,
           const char       *title,
           const char       *subtitle,
           gint64            amount)
{
  fc_day_add_figure (list, title, subtitle, fc_show_money (amount, sheet->currency), NULL);
}

static void
add_if (GtkWidget        *list,
        const FcDaySheet *sheet,
        const char       *title,
        gint64            amount)
{
  if (amount != 0)
    add_money (list, sheet, title, NULL, amount);
}

static GtkWidget *
tender_list (const FcDaySheet *sheet)
{
  GtkWidget *list = fc_day_boxed_list (_ ("How it was paid"));

  for (int i = 1; i < FC_N_TENDERS; i++)
    add_if (list, sheet, fc_choice_label (fc_tenders[i]), sheet->tenders[i]);
  add_money (list, sheet, _ ("Cash sales"), NULL, sheet->cash_sales);
  return list;
}

/* From the drawers to what there is to split. */
static GtkWidget *
drawer_list (const FcDaySheet *sheet)
{
  GtkWidget *list = fc_day_boxed_list (_ ("Cash of the day"));

  add_money (list, sheet, _ ("Counted in the drawers"), NULL, sheet->counted_cash);
  add_if (list, sheet, _ ("Not counted, taken as expected"), sheet->uncounted_cash);
  add_if (list, sheet, _ ("Dropped into the safe"), sheet->movements[DROP]);
  add_if (list, sheet, _ ("Lent to drawers"), -sheet->movements[LOAN]);
  add_if (list, sheet, _ ("Floats the drawers began with"), -sheet->floats);
  add_money (list, sheet, _ ("Collected"), NULL, sheet->collected);
  add_money (list, sheet, _ ("Brought forward"),
             sheet->day_before != NULL ? _ ("Safe and float of the day before") : _ ("The first float of the day"),
             sheet->brought);
  add_money (list, sheet, _ ("To be split"), _ ("Collected and brought forward"), sheet->collected + sheet->brought);
  return list;
}

/* (transfer full): what a person's drawers should have held, and did. */
static char *
person_line (const FcDayPerson *person,
             const char        *currency)
{
  g_autofree char *expected = fc_show_money (person->expected, currency);
  g_autofree char *counted = fc_show_money (person->counted, currency);
  g_autofree char *line = person->n_uncounted < person->n_drawers
                            ? g_strdup_printf (_ ("Expected %s, counted %s"), expected, counted)
                            : g_strdup_printf (_ ("Expected %s, not counted"), expected);

  return person->reason != NULL ? g_strdup_printf ("%s · %s", line, person->reason) : g_steal_pointer (&line);
}

static GtkWidget *
people_list (const FcDaySheet *sheet)
{
  GtkWidget *list = fc_day_boxed_list (_ ("Over and short by person"));

  for (guint i = 0; i < sheet->people->len; i++)
    {
      const FcDayPerson *person = &g_array_index (sheet->people, FcDayPerson, i);
      g_autofree char *line = person_line (person, sheet->currency);

      fc_day_add_figure (list, person->name != NULL ? person->name : _ ("Nobody named"), line,
                         person->n_uncounted < person->n_drawers ? fc_show_money (person->over_short, sheet->currency)
                                                                 : g_strdup ("–"),
                         person->over_short < 0 ? "error" : NULL);
    }
  return list;
}

static void
show_figures (FcDayCashBox     *self,
              const FcDaySheet *sheet)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->figures)) != NULL)
    gtk_box_remove (GTK_BOX (self->figures), child);
  if (sheet->shifts->len > 0)
    {
      gtk_box_append (GTK_BOX (self->figures), tender_list (sheet));
      if (sheet->people->len > 0)
        gtk_box_append (GTK_BOX (self->figures), people_list (sheet));
    }
  gtk_box_append (GTK_BOX (self->figures), drawer_list (sheet));
}

/* What a day that was open before said; else the station's float, and what is left of the rest. */
static void
suggest (FcDayCashBox     *self,
         const FcDaySheet *sheet)
{
  if (sheet->day != NULL)
    {
      const char *slip = fc_record_get_text (sheet->day, FC_DAY_CLOSE_DEPOSIT_REFERENCE);

      for (int i = 0; i < N_PARTS; i++)
        fc_number_row_set_value (self->parts[i], fc_record_get_int (sheet->day, fields[i]));
      gtk_editable_set_text (GTK_EDITABLE (self->reference), slip != NULL ? slip : "");
      return;
    }
  fc_number_row_set_value (self->parts[SAFE], 0);
  fc_number_row_set_value (self->parts[CARRIED],
                           sheet->station != NULL ? fc_record_get_int (sheet->station, FC_STATION_OPENING_FLOAT) : 0);
}

static void
begin (FcDayCashBox     *self,
       const FcDaySheet *sheet)
{
  suggest (self, sheet);
  for (int i = 0; i < N_PARTS; i++)
    fc_day_draft_follow (self->draft, names[i], GTK_EDITABLE (self->parts[i]));
  fc_day_draft_follow (self->draft, "deposit_reference", GTK_EDITABLE (self->reference));
}

/**
 * fc_day_cash_box_show:
 *
 * Brings the figures up to date; what is typed stays, but for a closed day, which shows what it closed with.
 */
void
fc_day_cash_box_show (FcDayCashBox     *self,
                      const FcDaySheet *sheet)
{
  gboolean closed = sheet->state == FC_DAY_CLOSED;

  g_free (self->currency);
  self->currency = g_strdup (sheet->currency);
  self->to_split = sheet->brought + sheet->collected;
  for (int i = 0; i < N_PARTS; i++)
    {
      g_object_set (self->parts[i], "currency", sheet->currency, NULL);
      gtk_editable_set_editable (GTK_EDITABLE (self->parts[i]), !closed);
    }
  gtk_editable_set_editable (GTK_EDITABLE (self->reference), !closed);
  show_figures (self, sheet);
  if (closed)
    suggest (self, sheet);
  else if (!self->begun)
    begin (self, sheet);
  self->begun |= !closed;
  show_equation (self);
}

gboolean
fc_day_cash_box_balances (FcDayCashBox     *self,
                          const FcDaySheet *sheet)
{
  for (int i = 0; i < N_PARTS; i++)
    {
      gint64 value;

      if (!fc_number_row_get_value (self->parts[i], &value))
        return FALSE;
    }
  return missing (self) == 0;
}

void
fc_day_cash_box_to_args (FcDayCashBox *self,
                         JsonObject   *args)
{
  const char *slip = gtk_editable_get_text (GTK_EDITABLE (self->reference));

  for (int i = 0; i < N_PARTS; i++)
    json_object_set_int_member (args, names[i], part_value (self, i));
  if (*slip != '\0')
    json_object_set_string_member (args, "deposit_reference", slip);
  else
    json_object_set_null_member (args, "deposit_reference");
}

const char *
fc_day_cash_box_get_words (FcDayCashBox *self)
{
  return gtk_label_get_text (self->words);
}

void
fc_day_cash_box_focus (FcDayCashBox *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->parts[DEPOSITED]));
}
