/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-step-view.h"

#include "fc-display.h"
#include "fc-drawer-bar.h"
#include "fc-sign-form.h"
#include "fc-signature-pad.h"

#include <glib/gi18n.h>

/* Everybody who answers for a drawer signs for its figures; the supervisor for the shift. */
typedef struct {
  FcStepView parent_instance;

  AdwPreferencesGroup *list;
  GPtrArray *rows; /* GtkWidget in the list (not owned) */
  GtkWidget *first; /* (nullable) not owned: the first button to sign with */
  AdwBin *place;   /* of the form */
  char *shown;
} FcSignaturesStep;
typedef FcStepViewClass FcSignaturesStepClass;

GType fc_signatures_step_get_type (void);
G_DEFINE_TYPE (FcSignaturesStep, fc_signatures_step, FC_TYPE_STEP_VIEW)
#define FC_SIGNATURES_STEP(object)                                                                                     \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), fc_signatures_step_get_type (), FcSignaturesStep))

/* One who has to sign. */
typedef struct {
  const char *role;
  FcId drawer;  /* null: the whole shift */
  FcId person;  /* whose PIN counts */
  char *name;
} Signer;

static void
signer_free (gpointer data)
{
  Signer *signer = data;

  g_free (signer->name);
  g_free (signer);
}

static Signer *
attendant (FcShiftDraft        *draft,
           const FcSheetDrawer *drawer)
{
  Signer *signer = g_new0 (Signer, 1);
  const FcId *user = drawer->drawer != NULL ? fc_record_get_ref (drawer->drawer, FC_DRAWER_USER_ID) : NULL;

  signer->role = fc_signature_roles[0];
  signer->name = fc_drawer_dup_name (draft, drawer);
  if (drawer->drawer != NULL)
    signer->drawer = *fc_record_get_id (drawer->drawer);
  signer->person = user != NULL ? *user : fc_id_from_key ("attendant", signer->name, NULL);
  return signer;
}

static Signer *
supervisor (FcShiftDraft *draft)
{
  FcReplica *replica = fc_shift_draft_get_replica (draft);
  FcRecord *user = fc_replica_get_user (replica);
  const FcActor *actor = fc_replica_get_actor (replica);
  Signer *signer = g_new0 (Signer, 1);

  signer->role = fc_signature_roles[1];
  signer->name = g_strdup (user != NULL ? fc_record_get_text (user, FC_USER_NAME) : _ ("Supervisor"));
  if (actor != NULL)
    signer->person = actor->user_id;
  return signer;
}

static GPtrArray *
list_signers (FcShiftDraft *draft)
{
  FcShiftSheet *sheet = fc_shift_draft_get_sheet (draft);
  GPtrArray *signers = g_ptr_array_new_with_free_func (signer_free);

  for (guint i = 0; i < sheet->drawers->len; i++)
    g_ptr_array_add (signers, attendant (draft, &g_array_index (sheet->drawers, FcSheetDrawer, i)));
  g_ptr_array_add (signers, supervisor (draft));
  return signers;
}

static const FcSheetSignature *
signature_of (FcShiftSheet *sheet,
              const Signer *signer)
{
  return fc_shift_sheet_signature (sheet, signer->role, fc_id_is_null (&signer->drawer) ? NULL : &signer->drawer);
}

static void
close_form (FcSignaturesStep *self)
{
  adw_bin_set_child (self->place, NULL);
  if (self->first != NULL)
    gtk_widget_grab_focus (self->first);
}

static void
signed_cb (FcSignaturesStep *self,
           const char       *method,
           JsonArray        *strokes,
           GtkWidget        *form)
{
  const Signer *signer = g_object_get_data (G_OBJECT (form), "signer");
  JsonObject *args = json_object_new ();
  gboolean last;

  json_object_set_string_member (args, "role", signer->role);
  json_object_set_string_member (args, "method", method);
  json_object_set_string_member (args, "name", signer->name);
  if (!fc_id_is_null (&signer->drawer))
    fc_args_set_id (args, "drawer_id", &signer->drawer);
  if (strokes != NULL)
    json_object_set_array_member (args, "strokes", json_array_ref (strokes));
  last = g_str_equal (signer->role, fc_signature_roles[1]);
  if (!fc_step_view_run (FC_STEP_VIEW (self), "shift.sign", args))
    return;
  close_form (self);
  if (last)
    gtk_widget_activate_action (GTK_WIDGET (self), "sheet.next", NULL);
}

static void
sign_clicked_cb (FcSignaturesStep *self,
                 GtkWidget        *button)
{
  FcShiftDraft *draft = fc_step_view_get_draft (FC_STEP_VIEW (self));
  const Signer *signer = g_object_get_data (G_OBJECT (button), "signer");
  GtkWidget *form = fc_sign_form_new (fc_shift_draft_get_replica (draft), &signer->person, signer->name);
  Signer *copy = g_memdup2 (signer, sizeof *signer);

  copy->name = g_strdup (signer->name);
  g_object_set_data_full (G_OBJECT (form), "signer", copy, signer_free);
  g_signal_connect_object (form, "signed", G_CALLBACK (signed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "cancelled", G_CALLBACK (close_form), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->place, form);
  fc_sign_form_focus (FC_SIGN_FORM (form));
}

static char *
describe_signature (const FcSheetSignature *signature)
{
  g_autofree char *time = NULL;
  const char *name;

  if (signature == NULL)
    return g_strdup (_ ("Not signed yet"));
  name = fc_record_get_text (signature->signature, FC_SIGNATURE_NAME);
  time = fc_show_time (fc_record_get_int (signature->signature, FC_SIGNATURE_SIGNED_AT), NULL);
  if (!signature->holds)
    return g_strdup_printf (_ ("Withdrawn: the figures have changed since %s signed (%s)"), name, time);
  return g_strdup_printf (_ ("Signed by %s, %s, %s"), name, time,
                          fc_choice_label (fc_record_get_text (signature->signature, FC_SIGNATURE_METHOD)));
}

static GtkWidget *
make_drawing (const FcSheetSignature *signature)
{
  GtkWidget *pad;

  if (signature == NULL || fc_record_is_null (signature->signature, FC_SIGNATURE_STROKES))
    return NULL;
  pad = fc_signature_pad_new (FALSE);
  gtk_widget_set_size_request (pad, 120, 48);
  gtk_widget_set_valign (pad, GTK_ALIGN_CENTER);
  fc_signature_pad_set_strokes (FC_SIGNATURE_PAD (pad),
                                fc_record_get_text (signature->signature, FC_SIGNATURE_STROKES));
  return pad;
}

static GtkWidget *
make_button (FcSignaturesStep *self,
             Signer           *signer)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Sign…"));
  g_autofree char *name = g_strdup_printf (_ ("%s signs…"), signer->name);
  Signer *copy = g_memdup2 (signer, sizeof *signer);

  copy->name = g_strdup (signer->name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "signer", copy, signer_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (sign_clicked_cb), self);
  return button;
}

static GtkWidget *
make_row (FcSignaturesStep *self,
          Signer           *signer,
          gboolean          locked)
{
  const FcSheetSignature *signature = signature_of (fc_step_view_get_sheet (FC_STEP_VIEW (self)), signer);
  gboolean holds = signature != NULL && signature->holds;
  const char *signed_by = holds ? fc_record_get_text (signature->signature, FC_SIGNATURE_NAME) : NULL;
  g_autofree char *title = g_strdup_printf ("%s · %s", signed_by != NULL ? signed_by : signer->name,
                                            fc_choice_label (signer->role));
  g_autofree char *state = describe_signature (signature);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *drawing = make_drawing (signature);
  GtkWidget *sign = gtk_image_new_from_icon_name (holds               ? "object-select-symbolic"
                                                  : signature != NULL ? "dialog-warning-symbolic"
                                                                      : "document-edit-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  gtk_widget_add_css_class (sign, holds ? "success" : signature != NULL ? "warning" : "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  if (drawing != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), drawing);
  if (!locked && !holds)
    {
      GtkWidget *button = make_button (self, signer);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      if (self->first == NULL)
        self->first = button;
    }
  return row;
}

static char *
describe (FcShiftDraft *draft,
          GPtrArray    *signers)
{
  GString *text = g_string_new (fc_shift_draft_is_locked (draft) ? "locked" : "");

  for (guint i = 0; i < signers->len; i++)
    {
      const Signer *signer = g_ptr_array_index (signers, i);
      g_autofree char *state = describe_signature (signature_of (fc_shift_draft_get_sheet (draft), signer));

      g_string_append_printf (text, "%s/%s/%s\n", signer->role, signer->name, state);
    }
  return g_string_free (text, FALSE);
}

static void
fc_signatures_step_refresh (FcStepView *view)
{
  FcSignaturesStep *self = FC_SIGNATURES_STEP (view);
  FcShiftDraft *draft = fc_step_view_get_draft (view);
  g_autoptr (GPtrArray) signers = list_signers (draft);
  g_autofree char *now = describe (draft, signers);

  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  self->first = NULL;
  for (guint i = 0; i < signers->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (signers, i), fc_shift_draft_is_locked (draft));

      adw_preferences_group_add (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
  if (fc_shift_draft_is_locked (draft))
    adw_bin_set_child (self->place, NULL);
}

static void
fc_signatures_step_build (FcStepView *view)
{
  FcSignaturesStep *self = FC_SIGNATURES_STEP (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->rows = g_ptr_array_new ();
  self->list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->list, _ ("Signatures"));
  adw_preferences_group_set_description (self->list,
                                         _ ("A signature stands for the figures as they are. When they change it is "
                                            "withdrawn and has to be given again."));
  self->place = ADW_BIN (adw_bin_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->place));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fc_signatures_step_focus (FcStepView *view)
{
  if (FC_SIGNATURES_STEP (view)->first != NULL)
    gtk_widget_grab_focus (FC_SIGNATURES_STEP (view)->first);
}

static void
fc_signatures_step_finalize (GObject *object)
{
  FcSignaturesStep *self = FC_SIGNATURES_STEP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->shown);

  G_OBJECT_CLASS (fc_signatures_step_parent_class)->finalize (object);
}

static void
fc_signatures_step_class_init (FcSignaturesStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_signatures_step_finalize;
  klass->step = FC_STEP_SIGNATURES;
  klass->build = fc_signatures_step_build;
  klass->refresh = fc_signatures_step_refresh;
  klass->focus = fc_signatures_step_focus;
}

static void
fc_signatures_step_init (FcSignaturesStep *self)
{
}
