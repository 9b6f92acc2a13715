/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-grid-private.h"

static const char *const note_icons[] = {
  [FC_GRID_NOTE_NONE] = NULL,
  [FC_GRID_NOTE_HINT] = "dialog-information-symbolic",
  [FC_GRID_NOTE_WARNING] = "dialog-warning-symbolic",
  [FC_GRID_NOTE_ERROR] = "dialog-error-symbolic",
};

static const char *const note_classes[] = { NULL, "dim-label", "warning", "error" };

static void
make_note_box (FcGrid *self,
               guint   index)
{
  FcGridRow *row = self->rows->pdata[index];

  row->note_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (row->note_box, "note");
  row->note_icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_valign (GTK_WIDGET (row->note_icon), GTK_ALIGN_START);
  row->note_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (row->note_label, TRUE);
  gtk_label_set_xalign (row->note_label, 0);
  gtk_box_append (GTK_BOX (row->note_box), GTK_WIDGET (row->note_icon));
  gtk_box_append (GTK_BOX (row->note_box), GTK_WIDGET (row->note_label));
  gtk_grid_attach (self->grid, row->note_box, 0, FC_GRID_LINE (index) + 1, (int) self->columns->len, 1);
}

static const char *
first_error (FcGrid *self,
             guint   row)
{
  for (guint column = 0; column < self->columns->len; column++)
    if (fc_grid_cell (self, row, column)->error != NULL)
      return fc_grid_cell (self, row, column)->error;
  return NULL;
}

/* The cell alone is scrolled to by GTK: what is wrong with it, and what to do about it, stands below. */
static void
scroll_to_note (FcGrid *self)
{
  GtkWidget *port = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);
  FcGridRow *row = self->reveal_row < self->rows->len ? self->rows->pdata[self->reveal_row] : NULL;
  GtkWidget *content = port != NULL ? gtk_viewport_get_child (GTK_VIEWPORT (port)) : NULL;
  graphene_rect_t cell, note;

  if (row == NULL || row->note_box == NULL || !gtk_widget_get_mapped (row->note_box) || content == NULL)
    return;
  if (gtk_widget_compute_bounds (fc_grid_cell (self, self->reveal_row, 0)->widget, content, &cell)
      && gtk_widget_compute_bounds (row->note_box, content, &note))
    gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (port)), cell.origin.y,
                               note.origin.y + note.size.height);
}

/* Between the first tick and the second the note is given its place. */
static gboolean
reveal_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  FcGrid *self = FC_GRID (widget);

  if (!self->placed)
    {
      self->placed = TRUE;
      return G_SOURCE_CONTINUE;
    }
  self->reveal_tick = 0;
  scroll_to_note (self);
  return G_SOURCE_REMOVE;
}

/**
 * fc_grid_reveal_note:
 *
 * Scrolls to the row together with the note under it, as soon as both have their place.
 */
void
fc_grid_reveal_note (FcGrid *self,
                     guint   index)
{
  FcGridRow *row = self->rows->pdata[index];

  if (row->note_box == NULL || !gtk_widget_get_visible (row->note_box))
    return;
  self->reveal_row = index;
  self->placed = FALSE;
  if (self->reveal_tick == 0)
    self->reveal_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
}

static gboolean
is_row_focused (FcGrid *self,
                guint   row)
{
  for (guint column = 0; column < self->columns->len; column++)
    if (fc_grid_cell (self, row, column)->focused)
      return TRUE;
  return FALSE;
}

/**
 * fc_grid_is_row_wrong:
 *
 * Returns: whether it has an error that stands under it
 */
gboolean
fc_grid_is_row_wrong (FcGrid *self,
                      guint   index)
{
  FcGridRow *row = self->rows->pdata[index];

  return first_error (self, index) != NULL || (row->note != NULL && row->note_kind == FC_GRID_NOTE_ERROR);
}

/**
 * fc_grid_show_note:
 *
 * Under the row stands what is wrong with a cell, else the page's note.
 */
void
fc_grid_show_note (FcGrid *self,
                   guint   index)
{
  FcGridRow *row = self->rows->pdata[index];
  const char *error = first_error (self, index);
  const char *text = error != NULL ? error : row->note;
  FcGridNote kind = error != NULL ? FC_GRID_NOTE_ERROR : row->note_kind;

  if (text == NULL)
    {
      if (row->note_box != NULL)
        gtk_widget_set_visible (row->note_box, FALSE);
      return;
    }
  if (row->note_box == NULL)
    make_note_box (self, index);
  for (guint i = FC_GRID_NOTE_HINT; i <= FC_GRID_NOTE_ERROR; i++)
    if (i == kind)
      gtk_widget_add_css_class (row->note_box, note_classes[i]);
    else
      gtk_widget_remove_css_class (row->note_box, note_classes[i]);
  gtk_image_set_from_icon_name (row->note_icon, note_icons[kind]);
  gtk_label_set_text (row->note_label, text);
  if (row->note_button != NULL)
    gtk_widget_set_visible (row->note_button, error == NULL);
  gtk_widget_set_visible (row->note_box, TRUE);
  if (is_row_focused (self, index))
    fc_grid_reveal_note (self, index);
}

/**
 * fc_grid_set_note:
 * @text: (nullable): NULL takes it away
 * @button: (nullable)
 * @action: (nullable)
 * @target: (nullable) (transfer floating)
 */
void
fc_grid_set_note (FcGrid     *self,
                  guint       index,
                  FcGridNote  kind,
                  const char *text,
                  const char *button,
                  const char *action,
                  GVariant   *target)
{
  g_autoptr (GVariant) kept = target != NULL ? g_variant_ref_sink (target) : NULL;
  FcGridRow *row;

  g_return_if_fail (index < self->rows->len);

  row = self->rows->pdata[index];
  row->note_kind = kind;
  if (g_strcmp0 (row->note, text) != 0)
    {
      g_free (row->note);
      row->note = g_strdup (text);
      for (guint column = 0; column < self->columns->len; column++)
        fc_grid_cell_name (fc_grid_cell (self, index, column));
    }
  if (row->note_button != NULL)
    gtk_box_remove (GTK_BOX (row->note_box), row->note_button);
  row->note_button = NULL;
  if (text != NULL && button != NULL)
    {
      if (row->note_box == NULL)
        make_note_box (self, index);
      row->note_button = gtk_button_new_with_label (button);
      gtk_widget_add_css_class (row->note_button, "flat");
      gtk_widget_set_valign (row->note_button, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row->note_button), action);
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row->note_button), kept);
      gtk_box_append (GTK_BOX (row->note_box), row->note_button);
    }
  fc_grid_show_note (self, index);
}
