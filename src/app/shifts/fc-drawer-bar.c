/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-drawer-bar.h"

#include "fc-display.h"
#include "fc-shift-versions.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _FcDrawerBar {
  AdwBin parent_instance;

  GtkWidget *box;
  FcShiftDraft *draft; /* (nullable) not owned: while it shows one */
  char *shown;
};

G_DEFINE_FINAL_TYPE (FcDrawerBar, fc_drawer_bar, ADW_TYPE_BIN)

static void
toggled_cb (FcDrawerBar     *self,
            GtkToggleButton *button)
{
  FcId *id = g_object_get_data (G_OBJECT (button), "drawer");

  if (gtk_toggle_button_get_active (button) && self->draft != NULL)
    fc_shift_draft_set_drawer (self->draft, id);
}

static void
add_button (FcDrawerBar         *self,
            const FcSheetDrawer *drawer,
            GtkWidget          **first)
{
  g_autofree char *name = fc_drawer_dup_name (self->draft, drawer);
  g_autofree char *owes = fc_drawer_dup_shortfall (self->draft, drawer);
  g_autofree char *label = owes != NULL ? g_strdup_printf ("%s · %s", name, owes) : g_strdup (name);
  GtkWidget *button = gtk_toggle_button_new_with_label (label);
  const FcId *id = fc_record_get_id (drawer->drawer);

  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (*first));
  if (*first == NULL)
    *first = button;
  g_object_set_data_full (G_OBJECT (button), "drawer", g_memdup2 (id, sizeof *id), g_free);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), fc_id_equal (id, fc_shift_draft_get_drawer (self->draft)));
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (self->box), button);
}

static char *
describe (FcShiftDraft *draft)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  const FcId *here = fc_shift_draft_get_drawer (draft);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sheet->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (sheet->drawers, FcSheetDrawer, i);
      g_autofree char *name = fc_drawer_dup_name (draft, drawer);
      g_autofree char *owes = fc_drawer_dup_shortfall (draft, drawer);

      g_string_append_printf (text, "%s/%s/%d\n", name, owes,
                              here != NULL && fc_id_equal (fc_record_get_id (drawer->drawer), here));
    }
  return g_string_free (text, FALSE);
}

static void
fc_drawer_bar_finalize (GObject *object)
{
  g_free (FC_DRAWER_BAR (object)->shown);

  G_OBJECT_CLASS (fc_drawer_bar_parent_class)->finalize (object);
}

static void
fc_drawer_bar_class_init (FcDrawerBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_drawer_bar_finalize;
}

static void
fc_drawer_bar_init (FcDrawerBar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->box, "linked");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Attendants"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * fc_drawer_bar_show:
 * @wanted: FALSE where the step is the whole shift's
 */
void
fc_drawer_bar_show (FcDrawerBar  *self,
                    FcShiftDraft *draft,
                    gboolean      wanted)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  g_autofree char *now = NULL;
  GtkWidget *child;
  GtkWidget *first = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), wanted && sheet->has_drawers);
  if (!sheet->has_drawers)
    return;
  now = describe (draft);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  self->draft = NULL;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  self->draft = draft;
  for (guint i = 0; i < sheet->drawers->len; i++)
    add_button (self, &g_array_index (sheet->drawers, FcSheetDrawer, i), &first);
}

/**
 * fc_drawer_bar_go_along:
 * @by: 1 for the next attendant, -1 for the one before; round the end
 */
void
fc_drawer_bar_go_along (FcShiftDraft *draft,
                        int           by)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  const FcId *here = fc_shift_draft_get_drawer (draft);
  int n = sheet != NULL ? (int) sheet->drawers->len : 0;

  for (int i = 0; here != NULL && i < n; i++)
    if (fc_id_equal (fc_record_get_id (g_array_index (sheet->drawers, FcSheetDrawer, i).drawer), here))
      {
        FcId next = *fc_record_get_id (g_array_index (sheet->drawers, FcSheetDrawer, (i + by + n) % n).drawer);

        fc_shift_draft_set_drawer (draft, &next);
        return;
      }
}

/**
 * fc_drawer_dup_name:
 *
 * Returns: (transfer full): who has the drawer, or "Drawer 2"
 */
char *
fc_drawer_dup_name (FcShiftDraft        *draft,
                    const FcSheetDrawer *drawer)
{
  if (drawer->attendant != NULL && *drawer->attendant != '\0')
    return g_strdup (drawer->attendant);
  if (drawer->drawer == NULL)
    return g_strdup (_ ("The shift’s drawer"));
  return g_strdup_printf (_ ("Drawer %" PRId64), fc_record_get_int (drawer->drawer, FC_DRAWER_NUMBER));
}

/**
 * fc_drawer_dup_shortfall:
 *
 * Returns: (transfer full) (nullable): "owes 12.50", from the shifts before; NULL where nothing is owed
 */
char *
fc_drawer_dup_shortfall (FcShiftDraft        *draft,
                         const FcSheetDrawer *drawer)
{
  FcRecord *shift = fc_shift_draft_get_shift (draft);
  const FcId *user = drawer->drawer != NULL ? fc_record_get_ref (drawer->drawer, FC_DRAWER_USER_ID) : NULL;
  gint64 balance;
  g_autofree char *amount = NULL;

  if (user == NULL && drawer->attendant == NULL)
    return NULL;
  balance = fc_shortfall_balance (fc_shift_draft_get_rows (draft), fc_record_get_ref (shift, FC_SHIFT_STATION_ID), user,
                                  drawer->attendant);
  if (balance >= 0)
    return NULL;
  amount = fc_show_money (-balance, fc_shift_draft_get_currency (draft));
  /* Translators: beside an attendant's name: what is still short from earlier shifts */
  return g_strdup_printf (_ ("owes %s"), amount);
}
