/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What belongs to records of any kind. Read by fc-entities.h only. */

#define FC_FIELDS_ATTACHMENT(F)                                                                                        \
  F (ATTACHMENT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,              \
     .target = FC_STATION)                                                                                             \
  F (ATTACHMENT_ENTITY, "entity", FC_TYPE_TEXT, N_("Belongs to"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 40)       \
  F (ATTACHMENT_ROW_ID, "row_id", FC_TYPE_TEXT, N_("Record"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX,     \
     .max = 36)                                                                                                        \
  F (ATTACHMENT_NAME, "name", FC_TYPE_TEXT, N_("File name"), FC_FIELD_REQUIRED, .max = 200)                            \
  F (ATTACHMENT_MEDIA_TYPE, "media_type", FC_TYPE_TEXT, N_("Type"), FC_FIELD_FIXED, .max = 100)                        \
  F (ATTACHMENT_SIZE, "size", FC_TYPE_INT, N_("Size"), FC_FIELD_FIXED, .min = 0, .max = 52428800)                      \
  F (ATTACHMENT_SHA256, "sha256", FC_TYPE_TEXT, N_("SHA-256"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 64)

#define FC_FIELDS_AUDIT_ENTRY(F)                                                                                       \
  F (AUDIT_ENTRY_USER_ID, "user_id", FC_TYPE_REF, N_("User"), .target = FC_USER)                                       \
  F (AUDIT_ENTRY_ACTION, "action", FC_TYPE_TEXT, N_("Action"), FC_FIELD_REQUIRED)                                      \
  F (AUDIT_ENTRY_ENTITY, "entity", FC_TYPE_TEXT, N_("Record type"), FC_FIELD_REQUIRED)                                 \
  F (AUDIT_ENTRY_ROW_ID, "row_id", FC_TYPE_TEXT, N_("Record"), FC_FIELD_REQUIRED | FC_FIELD_INDEX)                     \
  F (AUDIT_ENTRY_OLD_VALUES, "old_values", FC_TYPE_JSON, N_("Before"))                                                 \
  F (AUDIT_ENTRY_NEW_VALUES, "new_values", FC_TYPE_JSON, N_("After"))                                                  \
  F (AUDIT_ENTRY_ADDRESS, "address", FC_TYPE_TEXT, N_("Address"))                                                      \
  F (AUDIT_ENTRY_CLIENT, "client", FC_TYPE_TEXT, N_("Client"))                                                         \
  F (AUDIT_ENTRY_AT, "at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED)                                                \
  F (AUDIT_ENTRY_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), .target = FC_STATION)

#define FC_FIELDS_EVENT(F)                                                                                             \
  F (EVENT_TYPE, "type", FC_TYPE_TEXT, N_("Event"), FC_FIELD_REQUIRED)                                                 \
  F (EVENT_AGGREGATE_ID, "aggregate_id", FC_TYPE_TEXT, N_("Record"), FC_FIELD_REQUIRED | FC_FIELD_INDEX)               \
  F (EVENT_AGGREGATE_TYPE, "aggregate_type", FC_TYPE_TEXT, N_("Record type"), FC_FIELD_REQUIRED)                       \
  F (EVENT_USER_ID, "user_id", FC_TYPE_REF, N_("User"), .target = FC_USER)                                             \
  F (EVENT_DATA, "data", FC_TYPE_JSON, N_("Data"))                                                                     \
  F (EVENT_AT, "at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED)                                                      \
  F (EVENT_VERSION, "event_version", FC_TYPE_INT, N_("Version"))                                                       \
  F (EVENT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), .target = FC_STATION)

/* Two people changed the same field of a record apart from each other, and it is one of those where no rule may choose.
 * What came first stands in the record (kept), what came second is here (wanted), until a person decides. */
#define FC_FIELDS_CONFLICT(F)                                                                                          \
  F (CONFLICT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_FIXED | FC_FIELD_INDEX,                   \
     .target = FC_STATION)                                                                                             \
  F (CONFLICT_ENTITY, "entity", FC_TYPE_TEXT, N_("Record type"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 63)        \
  F (CONFLICT_ROW_ID, "row_id", FC_TYPE_REF, N_("Record"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX)        \
  F (CONFLICT_ROOT_ID, "root_id", FC_TYPE_REF, N_("Belongs to"), FC_FIELD_FIXED)                                       \
  F (CONFLICT_FIELD, "field", FC_TYPE_TEXT, N_("Field"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 63)                \
  F (CONFLICT_OP_ID, "op_id", FC_TYPE_REF, N_("Change"), FC_FIELD_COMMAND | FC_FIELD_INDEX)                            \
  F (CONFLICT_BASE, "base", FC_TYPE_JSON, N_("Before"), FC_FIELD_COMMAND)                                              \
  F (CONFLICT_KEPT, "kept", FC_TYPE_JSON, N_("In the record"), FC_FIELD_COMMAND)                                       \
  F (CONFLICT_KEPT_BY, "kept_by", FC_TYPE_REF, N_("Entered by"), FC_FIELD_COMMAND, .target = FC_USER)                  \
  F (CONFLICT_KEPT_AT, "kept_at", FC_TYPE_TIME, N_("Entered"), FC_FIELD_COMMAND)                                       \
  F (CONFLICT_WANTED, "wanted", FC_TYPE_JSON, N_("Wanted"), FC_FIELD_COMMAND)                                          \
  F (CONFLICT_WANTED_BY, "wanted_by", FC_TYPE_REF, N_("Wanted by"), FC_FIELD_COMMAND, .target = FC_USER)               \
  F (CONFLICT_WANTED_AT, "wanted_at", FC_TYPE_TIME, N_("Changed"), FC_FIELD_COMMAND)                                   \
  F (CONFLICT_STATE, "state", FC_TYPE_ENUM, N_("State"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_INDEX,        \
     .choices = fc_conflict_states)                                                                                    \
  F (CONFLICT_CHOICE, "choice", FC_TYPE_ENUM, N_("Decision"), FC_FIELD_COMMAND, .choices = fc_conflict_choices)        \
  F (CONFLICT_VALUE, "value", FC_TYPE_JSON, N_("Decided on"), FC_FIELD_COMMAND)                                        \
  F (CONFLICT_DECIDED_BY, "decided_by", FC_TYPE_REF, N_("Decided by"), FC_FIELD_COMMAND, .target = FC_USER)            \
  F (CONFLICT_DECIDED_AT, "decided_at", FC_TYPE_TIME, N_("Decided"), FC_FIELD_COMMAND)                                 \
  F (CONFLICT_COMMENT, "comment", FC_TYPE_TEXT, N_("Comment"), FC_FIELD_COMMAND)

/* Work the hub refused, which its author gave to whoever may do it. */
#define FC_FIELDS_HANDOVER(F)                                                                                          \
  F (HANDOVER_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_FIXED | FC_FIELD_INDEX,                   \
     .target = FC_STATION)                                                                                             \
  F (HANDOVER_ENTITY, "entity", FC_TYPE_TEXT, N_("Record type"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 63)        \
  F (HANDOVER_ROW_ID, "row_id", FC_TYPE_REF, N_("Record"), FC_FIELD_FIXED)                                             \
  F (HANDOVER_ROOT_ID, "root_id", FC_TYPE_REF, N_("Belongs to"), FC_FIELD_FIXED)                                       \
  F (HANDOVER_OP_ID, "op_id", FC_TYPE_REF, N_("Change"), FC_FIELD_COMMAND | FC_FIELD_INDEX)                            \
  F (HANDOVER_ACTION, "action", FC_TYPE_TEXT, N_("What"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND, .max = 63)             \
  F (HANDOVER_OPS, "ops", FC_TYPE_JSON, N_("Changes"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND)                           \
  F (HANDOVER_REASON, "reason", FC_TYPE_TEXT, N_("The server says"), FC_FIELD_COMMAND)                                 \
  F (HANDOVER_NOTE, "note", FC_TYPE_TEXT, N_("Note"), FC_FIELD_COMMAND)                                                \
  F (HANDOVER_BY, "by", FC_TYPE_REF, N_("From"), FC_FIELD_COMMAND, .target = FC_USER)                                  \
  F (HANDOVER_AT, "at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND)                                \
  F (HANDOVER_STATE, "state", FC_TYPE_ENUM, N_("State"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_INDEX,        \
     .choices = fc_handover_states)                                                                                    \
  F (HANDOVER_DECIDED_BY, "decided_by", FC_TYPE_REF, N_("Decided by"), FC_FIELD_COMMAND, .target = FC_USER)            \
  F (HANDOVER_DECIDED_AT, "decided_at", FC_TYPE_TIME, N_("Decided"), FC_FIELD_COMMAND)                                 \
  F (HANDOVER_COMMENT, "comment", FC_TYPE_TEXT, N_("Comment"), FC_FIELD_COMMAND)
