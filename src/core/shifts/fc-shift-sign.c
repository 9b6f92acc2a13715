/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Who stands for the figures; and which steps of the checklist somebody has looked at. */

#define MOST_STROKES 100000 /* bytes of a drawn signature */

static gboolean
check_method (const char  *method,
              const char  *strokes,
              GError     **error)
{
  const char *wrong = NULL;

  if (method == NULL || !g_strv_contains (fc_signature_methods, method))
    wrong = _ ("A signature is drawn, or confirmed with the PIN or the password");
  else if (g_str_equal (method, "drawn") && strokes == NULL)
    wrong = _ ("The drawn signature is empty");
  else if (strokes != NULL && strlen (strokes) > MOST_STROKES)
    wrong = _ ("The drawn signature has too many strokes; draw it again");
  if (wrong == NULL)
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, wrong);
  return FALSE;
}

/**
 * fc_args_to_signature:
 * @method_field: of @row
 * @strokes_field: likewise; lists of x, y, x, y …: as a list, or as its text
 *
 * How somebody signed, as the arguments say; without a method it is the signed-in person's password.
 */
gboolean
fc_args_to_signature (JsonObject  *args,
                      FcRecord    *row,
                      int          method_field,
                      int          strokes_field,
                      GError     **error)
{
  JsonNode *node = json_object_get_member (args, "strokes");
  g_autofree char *text = NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    text = json_to_string (node, FALSE);
  fc_record_set_text (row, strokes_field, text != NULL ? text : fc_args_text (args, "strokes"));
  fc_record_set_text (row, method_field, "password");
  return fc_args_to_field (args, "method", row, method_field, error) &&
         check_method (fc_record_get_text (row, method_field), fc_record_get_text (row, strokes_field), error);
}

/* A signature over @digest, as the arguments say; without a method it is the signed-in person's password. */
FcRecord *
fc_shift_signature_new (FcCommandContext *context,
                        FcRowSet         *rows,
                        FcRecord         *shift,
                        const char       *role,
                        FcRecord         *drawer,
                        const char       *digest,
                        JsonObject       *args,
                        GError          **error)
{
  static const FcCell cells[] = {
    { "name", FC_SIGNATURE_NAME }, { NULL, 0 }
  };
  g_autofree char *key = fc_shift_drawer_key (role, drawer);
  g_autoptr (FcRecord) row = fc_shift_child (rows, FC_SIGNATURE, fc_record_get_id (shift),
                                             fc_record_get_ref (shift, FC_SHIFT_STATION_ID), key);
  const char *name = context->actor->name;

  fc_record_set_text (row, FC_SIGNATURE_ROLE, role);
  fc_record_set_ref (row, FC_SIGNATURE_DRAWER_ID, drawer != NULL ? fc_record_get_id (drawer) : NULL);
  fc_record_set_ref (row, FC_SIGNATURE_USER_ID,
                     fc_id_is_null (&context->actor->user_id) ? NULL : &context->actor->user_id);
  fc_record_set_text (row, FC_SIGNATURE_NAME, name != NULL && name[0] != '\0' ? name : "?");
  fc_record_set_text (row, FC_SIGNATURE_FIGURES, digest);
  fc_record_set_int (row, FC_SIGNATURE_SIGNED_AT, context->op->occurred_at);
  if (!fc_args_to_cells (args, cells, row, error) ||
      !fc_args_to_signature (args, row, FC_SIGNATURE_METHOD, FC_SIGNATURE_STROKES, error))
    return NULL;
  return g_steal_pointer (&row);
}

static gboolean
may_sign (FcCommandContext  *context,
          const char        *role,
          FcRecord          *drawer,
          GError           **error)
{
  if (g_strcmp0 (role, "attendant") == 0)
    return fc_shift_may_touch (context, drawer, error);
  if (g_strcmp0 (role, "supervisor") == 0 && fc_actor_may (context->actor, "shifts.submit"))
    return TRUE;
  g_set_error (error, FC_ERROR, g_strcmp0 (role, "supervisor") == 0 ? FC_ERROR_DENIED : FC_ERROR_INVALID, "%s",
               g_strcmp0 (role, "supervisor") == 0
                 ? _ ("Your roles do not allow to sign as the supervisor")
                 : _ ("Attendants and supervisors sign a shift; the manager signs by approving it"));
  return FALSE;
}

/**
 * fc_shift_sign:
 *
 * shift.sign: somebody stands for the figures as they are now. A later change of them withdraws the signature; signing
 * again renews it.
 */
FcChangeSet *
fc_shift_sign (FcCommandContext *context,
               FcRowSet         *rows,
               JsonObject       *args,
               GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  const char *role = fc_args_text (args, "role");
  g_autoptr (FcShiftSheet) sheet = NULL;
  g_autofree char *digest = NULL;
  FcRecord *drawer, *row;

  if (shift == NULL || !fc_shift_drawer_arg (context, rows, shift, args, &drawer, error) ||
      !may_sign (context, role, drawer, error))
    return NULL;
  sheet = fc_shift_sheet_new (rows, fc_record_get_id (shift));
  digest = fc_shift_sheet_digest (sheet, drawer != NULL ? fc_record_get_id (drawer) : NULL);
  row = fc_shift_signature_new (context, rows, shift, role, drawer, digest, args, error);
  return row != NULL ? fc_shift_put_one (rows, row) : NULL;
}

/* The shift with one member of a JSON field set, or removed where @text is NULL: (transfer full). */
static FcRecord *
with_member (FcRecord   *shift,
             int         field,
             const char *name,
             const char *text)
{
  const char *now = fc_record_get_text (shift, field);
  g_autoptr (JsonNode) node = now != NULL ? fc_json_parse (now, -1, NULL) : NULL;
  FcRecord *after = fc_record_copy (shift);
  g_autofree char *written = NULL;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_clear_pointer (&node, json_node_unref);
      node = json_node_init_object (json_node_alloc (), json_object_new ());
      json_object_unref (json_node_get_object (node));
    }
  object = json_node_get_object (node);
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
  written = json_to_string (node, FALSE);
  fc_record_set_text (after, field, json_object_get_size (object) > 0 ? written : NULL);
  return after;
}

/**
 * fc_shift_confirm:
 *
 * shift.confirm: somebody has looked at a step. It stays done while all that it shows stays the same.
 */
FcChangeSet *
fc_shift_confirm (FcCommandContext *context,
                  FcRowSet         *rows,
                  JsonObject       *args,
                  GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  int step = fc_shift_step_from_name (fc_args_text (args, "step"));
  gboolean done = json_object_get_boolean_member_with_default (args, "done", TRUE);
  g_autoptr (FcShiftSheet) sheet = NULL;
  g_autofree char *digest = NULL;

  if (shift == NULL)
    return NULL;
  if (step < 0)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The checklist has no such step"));
      return NULL;
    }
  sheet = fc_shift_sheet_new (rows, fc_record_get_id (shift));
  digest = done ? fc_shift_sheet_step_digest (sheet, rows, (FcShiftStep) step) : NULL;
  return fc_shift_put_one (rows, with_member (shift, FC_SHIFT_CONFIRMED, fc_shift_step_name ((FcShiftStep) step), digest));
}

/**
 * fc_shift_waive:
 *
 * shift.waive: a step is left out, with a reason; a null reason takes it back.
 */
FcChangeSet *
fc_shift_waive (FcCommandContext *context,
                FcRowSet         *rows,
                JsonObject       *args,
                GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  const char *step = fc_args_text (args, "step");
  const char *reason = fc_args_text (args, "reason");

  if (shift == NULL)
    return NULL;
  if (fc_shift_step_from_name (step) < 0 || (reason != NULL && reason[0] == '\0'))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("A step can be left out only with a reason"));
      return NULL;
    }
  return fc_shift_put_one (rows, with_member (shift, FC_SHIFT_WAIVED, step, reason));
}
