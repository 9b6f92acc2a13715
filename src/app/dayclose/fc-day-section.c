/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-section.h"

#include "fc-day-words.h"
#include "fc-list-row.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcDaySection {
  GtkBox parent_instance;

  FcDayStep step;
  gboolean wanting;
  GtkImage *sign;
  GtkLabel *summary;
  GtkWidget *obstacles;
  char *shown;          /* what the obstacles' rows say, so that typing in one is not disturbed */
  GtkWidget *body;
};

G_DEFINE_FINAL_TYPE (FcDaySection, fc_day_section, GTK_TYPE_BOX)

enum {
  REASONS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

char *
fc_day_reason_name (const FcDayObstacle *obstacle)
{
  return g_strconcat ("reason:", obstacle->what, NULL);
}

const char *
fc_day_reason (FcDayDraft          *draft,
               const FcDayObstacle *obstacle)
{
  g_autofree char *name = fc_day_reason_name (obstacle);
  const char *reason = fc_day_draft_get (draft, name);

  return reason != NULL && *reason != '\0' ? reason : NULL;
}

/* A list that looks like one of the preferences. */
GtkWidget *
fc_day_boxed_list (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return list;
}

void
fc_day_add_figure (GtkWidget  *list,
                   const char *title,
                   const char *subtitle,
                   char       *figure,
                   const char *css_class)
{
  GtkWidget *label = gtk_label_new (figure);

  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_list_box_append (GTK_LIST_BOX (list), fc_list_row_new (NULL, title, subtitle, label));
  g_free (figure);
}

static void
go_there_cb (GtkButton *button,
             gpointer   user_data)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (button));

  if (window != NULL)
    fc_window_open (window, user_data);
}

static char *
uri_of (const FcDayObstacle *obstacle)
{
  g_autofree char *uri = NULL;

  if (g_str_equal (obstacle->what, "gap"))
    return NULL; /* the list of days is one step back */
  if (obstacle->entity == FC_NOZZLE || obstacle->entity == FC_STATION)
    return g_strdup ("forecourt://page/shifts");
  uri = fc_record_uri (fc_catalog_get (obstacle->entity)->name, &obstacle->row_id);
  if (obstacle->entity != FC_SHIFT || obstacle->shift_step < 0)
    return g_steal_pointer (&uri);
  return g_strconcat (uri, "#", fc_shift_step_name (obstacle->shift_step), NULL);
}

static void
uri_free (gpointer  uri,
          GClosure *closure)
{
  g_free (uri);
}

static GtkWidget *
go_button (const FcDayObstacle *obstacle)
{
  char *uri = uri_of (obstacle);
  GtkWidget *button;

  if (uri == NULL)
    return NULL;
  button = gtk_button_new_with_label (_ ("Go there"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_data (button, "clicked", G_CALLBACK (go_there_cb), uri, uri_free, 0);
  return button;
}

static void
reason_changed_cb (FcDaySection *self)
{
  g_signal_emit (self, signals[REASONS_CHANGED], 0);
}

static GtkWidget *
reason_entry (FcDaySection        *self,
              const FcDayObstacle *obstacle,
              FcDayDraft          *draft)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *name = fc_day_reason_name (obstacle);

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Reason, if it stays as it is"));
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, obstacle->text, -1);
  fc_day_draft_follow (draft, name, GTK_EDITABLE (entry));
  g_signal_connect_object (entry, "changed", G_CALLBACK (reason_changed_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
text_of (const FcDayObstacle *obstacle)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *image =
    gtk_image_new_from_icon_name (obstacle->blocks ? "action-unavailable-symbolic" : "dialog-warning-symbolic");
  GtkWidget *label = gtk_label_new (obstacle->text);

  gtk_widget_add_css_class (image, obstacle->blocks ? "error" : "warning");
  gtk_widget_set_valign (image, obstacle->blocks ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  gtk_widget_set_margin_top (image, obstacle->blocks ? 0 : 2);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* The sentence, and under it the reason and the way there; what blocks needs no reason. */
static GtkWidget *
obstacle_row (FcDaySection        *self,
              const FcDayObstacle *obstacle,
              FcDayDraft          *draft,
              gboolean             closed)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *text = text_of (obstacle), *button = go_button (obstacle);

  gtk_widget_add_css_class (box, "day-obstacle");
  gtk_box_append (GTK_BOX (box), text);
  if (obstacle->blocks || closed)
    {
      if (button != NULL)
        gtk_box_append (GTK_BOX (text), button);
    }
  else
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_widget_set_margin_start (line, 25);
      gtk_box_append (GTK_BOX (line), reason_entry (self, obstacle, draft));
      if (button != NULL)
        gtk_box_append (GTK_BOX (line), button);
      gtk_box_append (GTK_BOX (box), line);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

/* A closed day only says what has changed under it. */
static gboolean
is_shown (const FcDaySection  *self,
          const FcDaySheet    *sheet,
          const FcDayObstacle *obstacle)
{
  return obstacle->step == self->step && (sheet->state != FC_DAY_CLOSED || obstacle->chain);
}

static char *
words_of (FcDaySection     *self,
          const FcDaySheet *sheet)
{
  GString *words = g_string_new (sheet->state == FC_DAY_CLOSED ? "closed" : "");

  for (guint i = 0; i < sheet->obstacles->len; i++)
    {
      const FcDayObstacle *obstacle = sheet->obstacles->pdata[i];

      if (is_shown (self, sheet, obstacle))
        g_string_append_printf (words, "%s\n%s\n", obstacle->what, obstacle->text);
    }
  return g_string_free (words, FALSE);
}

static void
show_obstacles (FcDaySection     *self,
                const FcDaySheet *sheet,
                FcDayDraft       *draft)
{
  g_autofree char *words = words_of (self, sheet);
  gboolean any = FALSE;
  GtkWidget *child;

  if (g_strcmp0 (words, self->shown) == 0)
    return;
  while ((child = gtk_widget_get_first_child (self->obstacles)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->obstacles), child);
  for (guint i = 0; i < sheet->obstacles->len; i++)
    if (is_shown (self, sheet, sheet->obstacles->pdata[i]))
      {
        any = TRUE;
        gtk_list_box_append (
          GTK_LIST_BOX (self->obstacles),
          obstacle_row (self, sheet->obstacles->pdata[i], draft, sheet->state == FC_DAY_CLOSED));
      }
  gtk_widget_set_visible (self->obstacles, any);
  g_free (self->shown);
  self->shown = g_steal_pointer (&words);
}

static void
fc_day_section_finalize (GObject *object)
{
  g_free (FC_DAY_SECTION (object)->shown);

  G_OBJECT_CLASS (fc_day_section_parent_class)->finalize (object);
}

static void
fc_day_section_class_init (FcDaySectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_day_section_finalize;
  signals[REASONS_CHANGED] =
    g_signal_new ("reasons-changed", FC_TYPE_DAY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_day_section_init (FcDaySection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
}

static GtkWidget *
make_heading (FcDaySection *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = gtk_label_new (fc_day_step_title (self->step));

  self->sign = GTK_IMAGE (gtk_image_new ());
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "dim-label");
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_label_set_xalign (self->summary, 1);
  gtk_label_set_justify (self->summary, GTK_JUSTIFY_RIGHT);
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sign));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->summary));
  return box;
}

GtkWidget *
fc_day_section_new (FcDayStep step)
{
  FcDaySection *self = g_object_new (FC_TYPE_DAY_SECTION, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  self->step = step;
  self->obstacles = fc_day_boxed_list (_ ("What stands in the way"));
  gtk_widget_set_visible (self->obstacles, FALSE);
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (self), make_heading (self));
  gtk_box_append (GTK_BOX (self), self->obstacles);
  gtk_box_append (GTK_BOX (self), self->body);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, fc_day_step_title (step), -1);
  return GTK_WIDGET (self);
}

void
fc_day_section_append (FcDaySection *self,
                       GtkWidget    *child)
{
  gtk_box_append (GTK_BOX (self->body), child);
}

void
fc_day_section_clear (FcDaySection *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_box_remove (GTK_BOX (self->body), child);
}

void
fc_day_section_set_wanting (FcDaySection *self,
                            gboolean      wanting)
{
  self->wanting = wanting;
}

void
fc_day_section_set_summary (FcDaySection *self,
                            const char   *summary)
{
  gtk_label_set_text (self->summary, summary);
}

/**
 * fc_day_section_is_done:
 *
 * Returns: whether nothing of this step stands in the way that has no reason
 */
gboolean
fc_day_section_is_done (FcDaySection     *self,
                        const FcDaySheet *sheet,
                        FcDayDraft       *draft)
{
  for (guint i = 0; i < sheet->obstacles->len; i++)
    {
      const FcDayObstacle *obstacle = sheet->obstacles->pdata[i];

      if (obstacle->step == self->step && (obstacle->blocks || fc_day_reason (draft, obstacle) == NULL))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_day_section_show:
 *
 * Brings the sign and what stands in the way up to date; not the body.
 */
void
fc_day_section_show (FcDaySection     *self,
                     const FcDaySheet *sheet,
                     FcDayDraft       *draft)
{
  gboolean done = sheet->state == FC_DAY_CLOSED || (!self->wanting && fc_day_section_is_done (self, sheet, draft));
  gboolean blocked = !done && fc_day_sheet_blocking (sheet, self->step) > 0;
  static const char *const styles[] = { "success", "warning", "error" };

  gtk_image_set_from_icon_name (self->sign, done      ? "object-select-symbolic"
                                            : blocked ? "action-unavailable-symbolic"
                                            : self->wanting ? "radio-symbolic"
                                                            : "dialog-warning-symbolic");
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->sign), styles[i]);
  if (done || blocked || !self->wanting)
    gtk_widget_add_css_class (GTK_WIDGET (self->sign), styles[done ? 0 : blocked ? 2 : 1]);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sign), done      ? _ ("Done")
                                                        : blocked ? _ ("Something stands in the way")
                                                        : self->wanting ? _ ("To be done")
                                                                        : _ ("Needs a reason"));
  show_obstacles (self, sheet, draft);
}
