/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-change-set.h"

static void
change_free (gpointer pointer)
{
  FcChange *change = pointer;

  g_clear_object (&change->after);
  g_clear_object (&change->before);
  g_free (change);
}

static void
event_free (gpointer pointer)
{
  FcDomainEvent *event = pointer;

  g_free (event->type);
  g_clear_pointer (&event->data, json_object_unref);
  g_free (event);
}

static void
lost_free (gpointer pointer)
{
  FcLostValues *lost = pointer;

  g_object_unref (lost->row);
  g_object_unref (lost->stands);
  g_free (lost);
}

FcChangeSet *
fc_change_set_new (void)
{
  FcChangeSet *self = g_new0 (FcChangeSet, 1);

  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->events = g_ptr_array_new_with_free_func (event_free);
  self->lost = g_ptr_array_new_with_free_func (lost_free);
  self->priority = 5;
  return self;
}

void
fc_change_set_free (FcChangeSet *self)
{
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->lost);
  g_free (self);
}

static void
add (FcChangeSet  *self,
     FcChangeKind  kind,
     FcRecord     *before,
     FcRecord     *after,
     guint64       mask)
{
  FcChange *change = g_new0 (FcChange, 1);

  change->kind = kind;
  change->after = after;
  change->before = before != NULL ? g_object_ref (before) : NULL;
  change->mask = mask;
  g_ptr_array_add (self->changes, change);
}

/**
 * fc_change_set_insert:
 * @after: (transfer full)
 */
void
fc_change_set_insert (FcChangeSet *self,
                      FcRecord    *after)
{
  add (self, FC_CHANGE_INSERT, NULL, after, FC_ALL_FIELDS);
}

/**
 * fc_change_set_patch:
 * @before: (transfer none): the row as it is
 * @after: (transfer full): the row as it shall be; nothing is recorded where they do not differ
 */
void
fc_change_set_patch (FcChangeSet *self,
                     FcRecord    *before,
                     FcRecord    *after)
{
  guint n_fields = fc_catalog_get (fc_record_get_entity (before))->n_fields;
  guint64 mask = 0;

  for (guint i = 0; i < n_fields; i++)
    if (!fc_value_equal (fc_record_get_value (before, (int) i), fc_record_get_value (after, (int) i)))
      mask |= G_GUINT64_CONSTANT (1) << i;
  if (mask != 0 || g_strcmp0 (fc_record_get_extra (before), fc_record_get_extra (after)) != 0)
    add (self, FC_CHANGE_PATCH, before, after, mask);
  else
    g_object_unref (after);
}

/**
 * fc_change_set_delete:
 * @before: (transfer none)
 */
void
fc_change_set_delete (FcChangeSet *self,
                      FcRecord    *before)
{
  add (self, FC_CHANGE_DELETE, before, g_object_ref (before), 0);
}

/**
 * fc_change_set_event:
 * @data: (transfer full) (nullable)
 */
void
fc_change_set_event (FcChangeSet *self,
                     const char  *type,
                     FcEntity     aggregate,
                     const FcId  *aggregate_id,
                     JsonObject  *data)
{
  FcDomainEvent *event = g_new0 (FcDomainEvent, 1);

  event->type = g_strdup (type);
  event->aggregate = aggregate;
  event->aggregate_id = *aggregate_id;
  event->data = data;
  g_ptr_array_add (self->events, event);
}
