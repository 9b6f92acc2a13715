/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-approval-popover.h"

#include "fc-display.h"
#include "fc-field-text.h"
#include "fc-shift-words.h"

#include <glib/gi18n.h>

#define MOST_HEIGHT 440
#define MOST_CHARS  42

/**
 * fc_popover_text:
 * @css_class: (nullable)
 *
 * Returns: (transfer floating): text that wraps before a popover grows too wide
 */
GtkWidget *
fc_popover_text (const char *text,
                 const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARS);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_heading (GtkWidget  *box,
             const char *title)
{
  GtkWidget *heading = fc_popover_text (title, "heading");

  gtk_widget_set_margin_top (heading, 6);
  gtk_box_append (GTK_BOX (box), heading);
}

/* A line with a sign before it; @sign names what the icon says. */
static void
add_line (GtkWidget  *box,
          const char *icon,
          const char *sign,
          const char *css_class,
          const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_add_css_class (image, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, sign, -1);
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), fc_popover_text (text, NULL));
  gtk_box_append (GTK_BOX (box), line);
}

static void
add_odd (GtkWidget  *box,
         const char *text)
{
  add_line (box, "dialog-warning-symbolic", _ ("Odd"), "warning", text);
}

static void
add_figure (GtkGrid    *grid,
            int         line,
            const char *title,
            gint64      amount,
            const char *currency,
            const char *css_class)
{
  g_autofree char *figure = fc_show_money (amount, currency);
  GtkWidget *label = fc_popover_text (title, css_class);
  GtkWidget *value = fc_popover_text (figure, css_class);

  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_grid_attach (grid, label, 0, line, 1, 1);
  gtk_grid_attach (grid, value, 1, line, 1, 1);
}

/* The few that a manager looks at; all of them stand in the sheet behind. */
static void
add_figures (GtkWidget          *box,
             const FcShiftSheet *sheet)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *volume = fc_show_volume_with_unit (sheet->fuel_volume, 1);
  /* Translators: how much fuel was sold */
  g_autofree char *fuel = g_strdup_printf (_ ("Fuel, %s"), volume);
  const char *difference = sheet->over_short < 0 ? _ ("Short") : sheet->over_short > 0 ? _ ("Over") : _ ("Over/short");

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  add_figure (GTK_GRID (grid), 0, fuel, sheet->fuel_amount, sheet->currency, NULL);
  add_figure (GTK_GRID (grid), 1, _ ("Shop"), sheet->shop_sales, sheet->currency, NULL);
  add_figure (GTK_GRID (grid), 2, _ ("Expected"), sheet->expected_cash, sheet->currency, NULL);
  add_figure (GTK_GRID (grid), 3, _ ("Counted"), sheet->counted_cash, sheet->currency, NULL);
  add_figure (GTK_GRID (grid), 4, difference, sheet->over_short, sheet->currency, "heading");
  if (sheet->over_short < 0)
    gtk_widget_add_css_class (gtk_grid_get_child_at (GTK_GRID (grid), 1, 4), "error");
  gtk_box_append (GTK_BOX (box), grid);
}

/* Over/shorts with the reasons that were given: the shift's, or each drawer's. */
static guint
add_over_shorts (GtkWidget          *box,
                 const FcShiftSheet *sheet)
{
  guint n = 0;

  for (guint i = 0; i < sheet->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (sheet->drawers, FcSheetDrawer, i);
      g_autofree char *amount = fc_show_money (drawer->over_short, sheet->currency);
      g_autofree char *text = NULL;

      if (!drawer->above_limit && (drawer->reason == NULL || drawer->over_short == 0))
        continue;
      /* Translators: who had a drawer, and by how much it was over or short; then why */
      text = drawer->reason == NULL
               ? g_strdup_printf (_ ("%s: over/short %s, without a reason"),
                                  drawer->attendant != NULL ? drawer->attendant : _ ("The drawer"), amount)
               : g_strdup_printf (_ ("%s: over/short %s — %s"),
                                  drawer->attendant != NULL ? drawer->attendant : _ ("The drawer"), amount,
                                  drawer->reason);
      add_odd (box, text);
      n++;
    }
  return n;
}

static guint
add_waivers (GtkWidget          *box,
             const FcShiftSheet *sheet)
{
  guint n = 0;

  for (int step = 0; step < FC_N_STEPS; step++)
    {
      g_autofree char *text = NULL;

      if (sheet->waived[step] == NULL)
        continue;
      /* Translators: a step of the shift sheet, and why it was left out */
      text = g_strdup_printf (_ ("“%s” was left out: %s"), fc_shift_step_title (step), sheet->waived[step]);
      add_odd (box, text);
      n++;
    }
  return n;
}

/* What was handed in although it is odd, with the reasons that were given. */
static void
add_anomalies (GtkWidget    *box,
               FcShiftSheet *sheet)
{
  guint n;

  add_heading (box, _ ("Handed in as it is"));
  n = add_over_shorts (box, sheet) + add_waivers (box, sheet);
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = sheet->warnings->pdata[i];

      if (warning->kind == FC_ANOMALY_NONE || warning->kind == FC_ANOMALY_CASH ||
          warning->kind == FC_ANOMALY_UNSIGNED || warning->level < FC_LEVEL_ODD)
        continue;
      add_odd (box, warning->text);
      n++;
    }
  if (n == 0)
    add_line (box, "emblem-ok-symbolic", _ ("Fine"), "success", _ ("Nothing is odd"));
}

static void
add_signatures (GtkWidget          *box,
                const FcShiftSheet *sheet)
{
  add_heading (box, _ ("Signed by"));
  if (sheet->signatures->len == 0)
    add_odd (box, _ ("Nobody"));
  for (guint i = 0; i < sheet->signatures->len; i++)
    {
      const FcSheetSignature *one = &g_array_index (sheet->signatures, FcSheetSignature, i);
      g_autofree char *text = g_strdup_printf ("%s · %s", fc_record_get_text (one->signature, FC_SIGNATURE_NAME),
                                               fc_choice_label (fc_record_get_text (one->signature, FC_SIGNATURE_ROLE)));
      g_autofree char *withdrawn = NULL;

      if (one->holds)
        add_line (box, "emblem-ok-symbolic", _ ("Fine"), "success", text);
      else
        {
          /* Translators: who signed, and as what */
          withdrawn = g_strdup_printf (_ ("%s: for other figures"), text);
          add_odd (box, withdrawn);
        }
    }
  for (guint i = 0; i < sheet->warnings->len; i++)
    if (((FcSheetWarning *) sheet->warnings->pdata[i])->kind == FC_ANOMALY_UNSIGNED)
      add_odd (box, ((FcSheetWarning *) sheet->warnings->pdata[i])->text);
}

/**
 * fc_popover_around:
 * @content: (transfer floating): a vertical box
 *
 * Returns: (transfer floating): a popover with room around @content
 */
GtkWidget *
fc_popover_around (GtkWidget  *content,
                   const char *label)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_widget_set_margin_top (content, 6);
  gtk_widget_set_margin_bottom (content, 6);
  gtk_widget_set_margin_start (content, 6);
  gtk_widget_set_margin_end (content, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return popover;
}

static void
popdown_cb (GtkWidget *popover)
{
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/**
 * fc_approval_popover_new:
 * @draft: has been read
 *
 * Returns: (transfer floating): sales, over/short, what was odd and why it was accepted, who signed; Enter approves
 */
GtkWidget *
fc_approval_popover_new (FcShiftDraft *draft)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *approve = gtk_button_new_with_mnemonic (_ ("Approve and _lock"));
  GtkWidget *popover;
  g_autofree char *title = fc_shift_title (sheet->shift);

  gtk_box_append (GTK_BOX (box), fc_popover_text (title, "title-4"));
  add_figures (box, sheet);
  add_anomalies (box, sheet);
  add_signatures (box, sheet);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_add_css_class (approve, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (approve), "sheet.approve");
  gtk_box_append (GTK_BOX (content), scrolled);
  gtk_box_append (GTK_BOX (content), approve);
  popover = fc_popover_around (content, _ ("Before it is approved"));
  g_signal_connect_object (approve, "clicked", G_CALLBACK (popdown_cb), popover, G_CONNECT_SWAPPED);
  gtk_popover_set_default_widget (GTK_POPOVER (popover), approve);
  return popover;
}
