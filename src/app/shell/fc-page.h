/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-context.h"
#include "fc-query-model.h"
#include "fc-state-page.h"

G_BEGIN_DECLS

/*
 * One page of the window. Made when first shown, kept afterwards. A module subclasses it with a template:
 *
 *   <template class="FcShiftsPage" parent="FcPage">
 *     <property name="content">…</property>
 *     <property name="search-enabled">True</property>
 *   </template>
 *
 * Properties: "content" (the list or the whole page), "detail" (shown beside or over it), "beside" (default TRUE: beside the content
 * on a wide window, over it on a narrow one; FALSE: always over it), "title" (shown in the header; default the registered one),
 * "subtitle", "search-enabled", "search-text", "uses-station", "uses-period" (whether those buttons show; default TRUE),
 * "header-end" (own widgets beside the search button), "context" (construct-only).
 *
 * Content starts in FC_STATE_CONTENT; pages that read before they can show anything call fc_page_set_loading() first.
 */
#define FC_TYPE_PAGE (fc_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FcPage, fc_page, FC, PAGE, GtkWidget)

struct _FcPageClass {
  GtkWidgetClass parent_class;

  void     (*setup)          (FcPage     *self);  /* once, right after construction: context is there */
  void     (*shown)          (FcPage     *self);  /* each time it comes on screen */
  void     (*hidden)         (FcPage     *self);
  void     (*scope_changed)  (FcPage     *self);  /* station or period; also once after setup */
  void     (*search_changed) (FcPage     *self,
                              const char *text);  /* "" when search closes */
  void     (*retry)          (FcPage     *self);  /* the error state's button */
  gboolean (*open_record)    (FcPage     *self,
                              const char *kind,   /* one of the registered kinds */
                              const FcId *id);
  void     (*detail_closed)  (FcPage     *self);  /* the person went back; what was typed must already be kept */

  gpointer padding[8];
};

FcContext          *fc_page_get_context   (FcPage     *self);
FcReplica          *fc_page_get_replica   (FcPage     *self);
void                fc_page_set_content   (FcPage     *self,
                                           GtkWidget  *content);
void                fc_page_set_loading   (FcPage     *self);
void                fc_page_set_ready     (FcPage     *self); /* shows the content */
void                fc_page_set_empty     (FcPage     *self,
                                           const char *icon_name,
                                           const char *title,
                                           const char *description,
                                           const char *label,
                                           const char *action);
void                fc_page_set_error     (FcPage     *self,
                                           const GError *error);
void                fc_page_set_subtitle  (FcPage     *self,
                                           const char *subtitle);
/* The page's main verb, as a button in the header: "New shift", "page.new". NULL label: none. */
void                fc_page_set_primary   (FcPage     *self,
                                           const char *label,
                                           const char *icon_name,
                                           const char *action);
/* Actions "page.…", in reach of header, menus, shortcuts and palette while the page shows. */
GActionMap         *fc_page_get_actions   (FcPage     *self);
void                fc_page_set_actions_enabled (FcPage *self,
                                           const char *name,
                                           gboolean    enabled);
/* Detail beside or over the content; @title goes to the header where it covers the content. Replaces an open one. */
void                fc_page_show_detail   (FcPage     *self,
                                           GtkWidget  *detail,
                                           const char *title);
void                fc_page_set_detail_title (FcPage  *self,
                                           const char *title);
void                fc_page_close_detail  (FcPage     *self);
GtkWidget          *fc_page_get_detail    (FcPage     *self); /* nullable */
gboolean            fc_page_go_back       (FcPage     *self); /* TRUE when a detail was closed */
const char         *fc_page_get_search    (FcPage     *self);
/* Tells in a toast (or on the sheet, see fc-window.h) what an operation's end was; cancelled ones stay silent. */
void                fc_page_toast         (FcPage     *self,
                                           const char *text);
void                fc_page_tell_error    (FcPage     *self,
                                           const GError *error);

/* ---- The registry: each module registers its pages once, from fc_<module>_register_pages(). Static data. ---- */
typedef enum {
  FC_SECTION_TOP,       /* without a heading: Overview */
  FC_SECTION_FORECOURT,
  FC_SECTION_FLEET,
  FC_SECTION_STOCK,
  FC_SECTION_INSIGHT,
  FC_SECTION_COMPANY,
  FC_N_SECTIONS,
} FcSection;

/* A thing to do that the palette offers; opens the page first. */
typedef struct {
  const char *title;      /* N_() */
  const char *action;     /* detailed: "page.new" */
  const char *permission; /* nullable */
} FcPageAction;

typedef struct {
  const char *id;                   /* "shifts" */
  const char *title;                /* N_() */
  const char *icon_name;            /* symbolic */
  FcSection section;
  int order;                        /* within the section */
  const char *permission;           /* nullable: everybody */
  gboolean (*has_some) (FcContext *context); /* nullable; besides: whether there is anything for this person on it */
  GType (*get_type) (void);
  const char *const *kinds;         /* nullable: records it opens: { "shift", NULL } → forecourt://shift/ID */
  const FcQuerySpec *waiting;       /* nullable: what waits for this person; its count is the badge (:station is bound) */
  const char *waiting_bind;         /* nullable: one more text parameter of that query … */
  const char *waiting_value;        /* … and its value: "state", "submitted" */
  const char *waiting_permission;   /* nullable: for whom it waits */
  gboolean waiting_warns;           /* the badge is a warning */
  const FcPageAction *actions;      /* nullable, ends with .title = NULL */
  const FcQuerySpec *records;       /* nullable: what the palette finds: :search is bound */
  const char *records_kind;         /* kind of those records */
  char *(*record_title) (FcQueryRow *row);    /* nullable: text of column 1 */
  char *(*record_subtitle) (FcQueryRow *row); /* nullable: none */
  void (*take_files) (FcPage *page, GPtrArray *files); /* nullable: GFile that were dropped anywhere on the window */
} FcPageInfo;

void                fc_page_register      (const FcPageInfo *info);
const FcPageInfo   *fc_page_find          (const char *id);   /* nullable */
const FcPageInfo   *fc_page_find_for_kind (const char *kind); /* nullable */
gboolean            fc_page_may_open      (const FcPageInfo *info,
                                           FcContext        *context);
/* What a module does as long as a company is open, and its group in the preferences. Static data; both nullable. */
typedef struct {
  void       (*start)       (FcContext *context);
  GtkWidget *(*preferences) (FcContext *context); /* an AdwPreferencesGroup */
} FcService;

void                fc_service_register   (const FcService *service);
GPtrArray          *fc_service_list       (void); /* FcService */
GPtrArray          *fc_page_list          (FcContext  *context); /* FcPageInfo in the sidebar's order that this person may see */

G_END_DECLS
