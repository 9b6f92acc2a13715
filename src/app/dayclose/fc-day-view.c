/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-view-private.h"

#include "fc-chip.h"
#include "fc-day-closing-box.h"
#include "fc-day-figures.h"
#include "fc-day-report.h"
#include "fc-day-queries.h"
#include "fc-day-words.h"
#include "fc-display.h"
#include "fc-report-button.h"
#include "fc-state-page.h"

#include <glib/gi18n.h>

#define RELOAD_DELAY_MS 300

struct _FcDayView {
  AdwBin parent_instance;

  FcContext *context;
  FcId station;
  FcDate date;
  FcDayDraft *draft;

  FcRowSet *rows;
  FcDaySheet *sheet;
  GCancellable *cancellable;
  guint reload_source;

  FcStatePage *states;
  GtkWidget *chip;
  GtkLabel *when;
  GtkWidget *sections[FC_N_DAY_STEPS];
  FcDayCashBox *cash;
  FcDayPricesBox *prices;
  FcDayClosingBox *closing;
  GtkLabel *refusal;
  GtkWidget *close_button;
  GtkWidget *reopen_button;
};

G_DEFINE_FINAL_TYPE (FcDayView, fc_day_view, ADW_TYPE_BIN)

enum {
  TITLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static FcDaySection *
section (FcDayView *self,
         FcDayStep  step)
{
  return FC_DAY_SECTION (self->sections[step]);
}

static gboolean
is_ready (FcDayView *self)
{
  for (int i = 0; i < FC_N_DAY_STEPS; i++)
    if (!fc_day_section_is_done (section (self, i), self->sheet, self->draft))
      return FALSE;
  return fc_day_cash_box_balances (self->cash, self->sheet);
}

/* What depends on what is typed: the signs, and whether the day may close. */
static void
show_signs (FcDayView *self)
{
  gboolean closed;

  if (self->sheet == NULL)
    return;
  closed = self->sheet->state == FC_DAY_CLOSED;
  fc_day_section_set_wanting (section (self, FC_DAY_STEP_CASH), !fc_day_cash_box_balances (self->cash, self->sheet));
  fc_day_section_set_wanting (section (self, FC_DAY_STEP_CLOSE), TRUE);
  for (int i = 0; i < FC_N_DAY_STEPS; i++)
    fc_day_section_show (section (self, i), self->sheet, self->draft);
  gtk_widget_set_visible (self->close_button, !closed && fc_context_may (self->context, "day.close"));
  gtk_widget_set_visible (self->reopen_button, closed && fc_context_may (self->context, "day.reopen"));
  if (!closed && is_ready (self))
    gtk_widget_add_css_class (self->close_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->close_button, "suggested-action");
}

static void
typed_cb (FcDayView *self)
{
  fc_day_view_refused (self, NULL);
  show_signs (self);
}

static void
show_when (FcDayView *self)
{
  const char *state = fc_day_state_name (self->sheet->state);
  g_autofree char *text = fc_day_standing (self->sheet);

  fc_chip_set (FC_CHIP (self->chip), fc_day_state_word (state), fc_day_state_icon (state), fc_day_state_style (state));
  gtk_label_set_text (self->when, text);
}

static void
show_closing (FcDayView *self)
{
  fc_day_section_set_summary (section (self, FC_DAY_STEP_CLOSE), self->sheet->state == FC_DAY_CLOSED
                                                                   ? _ ("Locked: its shifts cannot be changed")
                                                                   : _ ("Locks the day’s shifts"));
  fc_day_closing_box_show (self->closing, self->sheet);
}

static void
show_cash_summary (FcDayView *self)
{
  g_autofree char *collected = fc_show_money (self->sheet->collected, self->sheet->currency);
  g_autofree char *off = fc_show_money (self->sheet->over_short, self->sheet->currency);
  g_autofree char *text = g_strdup_printf (_ ("Collected %s · over/short %s"), collected, off);

  fc_day_section_set_summary (section (self, FC_DAY_STEP_CASH), text);
}

static void
show_all (FcDayView *self)
{
  gboolean narrow = fc_context_get_narrow (self->context);

  show_when (self);
  fc_day_show_shifts (section (self, FC_DAY_STEP_SHIFTS), self->sheet);
  fc_day_show_meters (section (self, FC_DAY_STEP_METERS), self->sheet, narrow);
  fc_day_show_tanks (section (self, FC_DAY_STEP_TANKS), self->sheet, narrow);
  show_cash_summary (self);
  fc_day_cash_box_show (self->cash, self->sheet);
  fc_day_prices_box_show (self->prices, self->sheet, self->rows);
  gtk_widget_set_visible (self->sections[FC_DAY_STEP_PRICES],
                          self->sheet->state != FC_DAY_CLOSED && fc_context_may (self->context, "prices.edit"));
  show_closing (self);
  show_signs (self);
}

static void
drop_sheet (FcDayView *self)
{
  g_clear_pointer (&self->sheet, fc_day_sheet_free);
  g_clear_pointer (&self->rows, fc_row_set_free);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcDayView) self = user_data;
  g_autoptr (GError) error = NULL;
  FcRowSet *rows = fc_day_rows_finish (FC_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fc_state_page_set_error (self->states, NULL, error->message);
      return;
    }
  drop_sheet (self);
  self->rows = rows;
  self->sheet = fc_day_sheet_new (rows, &self->station, self->date);
  show_all (self);
  fc_state_page_set_content (self->states);
  g_signal_emit (self, signals[TITLED], 0);
}

static void
load (FcDayView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fc_day_rows_async (fc_context_get_replica (self->context), &self->station, self->date, self->cancellable, loaded_cb,
                     g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  FcDayView *self = user_data;

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (FcDayView       *self,
            const FcChanges *changes)
{
  gboolean any = fc_changes_touch (changes, FC_DAY_CLOSE) || fc_changes_touch (changes, FC_STATION) ||
                 fc_changes_touch (changes, FC_PRICE);

  for (int i = 0; i < FC_N_ENTITIES && !any; i++)
    any = fc_catalog_get ((FcEntity) i)->root == FC_SHIFT && fc_changes_touch (changes, (FcEntity) i);
  if (any && self->reload_source == 0)
    self->reload_source = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

static void
narrow_cb (FcDayView *self)
{
  if (self->sheet != NULL)
    show_all (self);
}

static void
fc_day_view_dispose (GObject *object)
{
  FcDayView *self = FC_DAY_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_day_view_parent_class)->dispose (object);
}

static void
fc_day_view_finalize (GObject *object)
{
  FcDayView *self = FC_DAY_VIEW (object);

  drop_sheet (self);
  fc_day_draft_unref (self->draft);

  G_OBJECT_CLASS (fc_day_view_parent_class)->finalize (object);
}

static void
fc_day_view_class_init (FcDayViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_day_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_day_view_finalize;
  signals[TITLED] =
    g_signal_new ("titled", FC_TYPE_DAY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_day_view_init (FcDayView *self)
{
}

static FcReport *
make_report (gpointer user_data)
{
  FcDayView *self = user_data;
  FcReplica *replica = fc_context_get_replica (self->context);
  FcRecord *user = fc_replica_get_user (replica);

  if (self->sheet == NULL)
    return NULL;
  return fc_day_report_new (self->rows, self->sheet, fc_replica_get_tenant (replica),
                            user != NULL ? fc_record_get_text (user, FC_USER_NAME) : NULL, fc_now ());
}

static GtkWidget *
make_top (FcDayView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *history = gtk_button_new_from_icon_name ("document-open-recent-symbolic");

  self->chip = fc_chip_new ("", NULL, NULL);
  self->when = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->when, TRUE);
  gtk_label_set_xalign (self->when, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->when), TRUE);
  gtk_widget_set_valign (self->chip, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->when), "dim-label");
  gtk_box_append (GTK_BOX (box), self->chip);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->when));
  gtk_widget_set_tooltip_text (history, _ ("History of the day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (history), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("History of the day"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (history), "day.history");
  gtk_widget_set_valign (history, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), history);
  gtk_box_append (GTK_BOX (box), fc_report_button_new (make_report, self));
  return box;
}

/* The verb stays in sight below the list. */
static GtkWidget *
make_bar (FcDayView *self)
{
  GtkWidget *bar = gtk_action_bar_new ();

  self->refusal = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->refusal, TRUE);
  gtk_label_set_xalign (self->refusal, 0);
  gtk_label_set_selectable (self->refusal, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->refusal), "error");
  self->close_button = gtk_button_new_with_mnemonic (_ ("C_lose day…"));
  self->reopen_button = gtk_button_new_with_mnemonic (_ ("_Reopen…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->close_button), "day.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->reopen_button), "day.reopen");
  gtk_action_bar_pack_start (GTK_ACTION_BAR (bar), GTK_WIDGET (self->refusal));
  gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), self->close_button);
  gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), self->reopen_button);
  return bar;
}

static GtkWidget *
make_list (FcDayView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24), *clamp = adw_clamp_new ();

  gtk_widget_add_css_class (box, "day-sheet");
  gtk_box_append (GTK_BOX (box), make_top (self));
  for (int i = 0; i < FC_N_DAY_STEPS; i++)
    {
      self->sections[i] = fc_day_section_new (i);
      gtk_box_append (GTK_BOX (box), self->sections[i]);
      g_signal_connect_object (self->sections[i], "reasons-changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
    }
  self->cash = FC_DAY_CASH_BOX (fc_day_cash_box_new (self->draft));
  self->prices = FC_DAY_PRICES_BOX (fc_day_prices_box_new (self->draft));
  fc_day_section_append (section (self, FC_DAY_STEP_CASH), GTK_WIDGET (self->cash));
  fc_day_section_append (section (self, FC_DAY_STEP_PRICES), GTK_WIDGET (self->prices));
  fc_day_section_set_summary (section (self, FC_DAY_STEP_PRICES), _ ("Leave empty what stays as it is"));
  g_signal_connect_object (self->cash, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  self->closing = FC_DAY_CLOSING_BOX (fc_day_closing_box_new (self->draft));
  fc_day_section_append (section (self, FC_DAY_STEP_CLOSE), GTK_WIDGET (self->closing));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 980);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

static void
build (FcDayView *self)
{
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), make_list (self));
  gtk_widget_set_vexpand (window, TRUE);
  gtk_box_append (GTK_BOX (whole), window);
  gtk_box_append (GTK_BOX (whole), make_bar (self));
  self->states = FC_STATE_PAGE (fc_state_page_new ());
  fc_state_page_set_child (self->states, whole);
  fc_state_page_set_loading (self->states);
  g_signal_connect_object (self->states, "retry", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->states));
}

/**
 * fc_day_view_new:
 * @draft: what has been typed for this day before
 */
GtkWidget *
fc_day_view_new (FcContext  *context,
                 const FcId *station,
                 FcDate      date,
                 FcDayDraft *draft)
{
  FcDayView *self = g_object_new (FC_TYPE_DAY_VIEW, NULL);

  self->context = g_object_ref (context);
  self->station = *station;
  self->date = date;
  self->draft = fc_day_draft_ref (draft);
  build (self);
  fc_day_view_add_actions (self);
  g_signal_connect_object (fc_context_get_replica (context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::narrow", G_CALLBACK (narrow_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}

char *
fc_day_view_dup_title (FcDayView *self)
{
  return self->sheet != NULL ? fc_day_title (self->sheet) : fc_show_date_long (self->date);
}

const FcId *
fc_day_view_get_station (FcDayView *self)
{
  return &self->station;
}

FcDate
fc_day_view_get_date (FcDayView *self)
{
  return self->date;
}

FcContext *
fc_day_view_get_context (FcDayView *self)
{
  return self->context;
}

const FcDaySheet *
fc_day_view_get_sheet (FcDayView *self)
{
  return self->sheet;
}

FcDayDraft *
fc_day_view_get_draft (FcDayView *self)
{
  return self->draft;
}

FcDayCashBox *
fc_day_view_get_cash (FcDayView *self)
{
  return self->cash;
}

FcDayPricesBox *
fc_day_view_get_prices (FcDayView *self)
{
  return self->prices;
}

const char *
fc_day_view_get_notes (FcDayView *self)
{
  return fc_day_closing_box_get_notes (self->closing);
}

void
fc_day_view_set_busy (FcDayView *self,
                      gboolean   busy)
{
  gtk_widget_set_sensitive (self->close_button, !busy);
  gtk_widget_set_sensitive (self->reopen_button, !busy);
}

void
fc_day_view_refused (FcDayView  *self,
                     const char *message)
{
  gtk_label_set_text (self->refusal, message != NULL ? message : "");
}
