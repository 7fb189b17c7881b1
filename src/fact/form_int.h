/* fact/form_int.h - what the writers and readers of the closed forms share. Only for fact/.
 *
 * Readers fetch members through `struct obj`: a member that is not as the form says fails the
 * obj, with the place, and every later fetch yields nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef FACT_FORM_INT_H
#define FACT_FORM_INT_H

#include "base/arena.h"
#include "base/base.h"
#include "codec/value.h"
#include "fact/finding.h"

/* --- writing ------------------------------------------------------------------------------ */

/* "" for a null slice. */
struct value form_text(struct slice s);
struct value form_word(const char *word);
struct value form_texts(struct build *b, const struct slice *list, size_t count);
/* null for TIME_UNKNOWN. */
struct value form_instant(struct build *b, int64_t ms);
struct value form_reasons(struct build *b, const struct reason *list, size_t count);
/* null when it is not known. */
struct value form_position(struct build *b, bool known, uint64_t size, struct slice root);

/* --- order -------------------------------------------------------------------------------- */

/* Comparators over elements, as qsort() has them. */
typedef int (*form_order)(const void *a, const void *b);

void form_sort(void *list, size_t count, size_t size, form_order cmp);
/* Sorts and drops equal ones; how many are left. */
size_t form_settle(void *list, size_t count, size_t size, form_order cmp);
int form_by_instant(int64_t a, int64_t b);
/* Lists of texts: by their first difference, the shorter first. */
int form_by_texts(const struct slice *a, size_t a_count, const struct slice *b, size_t b_count);

/* --- reading ------------------------------------------------------------------------------ */

/* "sha256:" and 64 lower-case hex digits; the same behind another prefix. */
bool form_is_digest(struct slice s);
bool form_is_id(struct slice s, struct slice prefix);

/* Required members. `what` is the complaint, "expected made: an instant or null". */
struct slice form_need_some(struct obj *o, const char *name, const char *what);	/* not empty */
struct slice form_need_digest(struct obj *o, const char *name, const char *what);
/* A digest, or the id of an entry "evidence:..." (of what was only seen). */
struct slice form_need_evidence(struct obj *o, const char *name, const char *what);
struct slice form_need_id(struct obj *o, const char *name, struct slice prefix, const char *what);
/* An id, or "". */
struct slice form_may_id(struct obj *o, const char *name, struct slice prefix, const char *what);
int64_t form_need_instant(struct obj *o, const char *name, const char *what);
/* TIME_UNKNOWN for null. */
int64_t form_may_instant(struct obj *o, const char *name, const char *what);
bool form_need_bool(struct obj *o, const char *name, const char *what);
uint64_t form_need_count(struct obj *o, const char *name, const char *what);
/* Index of the word in the list. */
size_t form_need_word(struct obj *o, const char *name, const char *const *words, size_t count,
    const char *what);
/* An object or null: null then. */
const struct value *form_may_object(struct obj *o, const char *name, const char *what);
void form_need_assay(struct obj *o, struct slice form, const char *what);
void form_need_position(struct obj *o, bool *known, uint64_t *size, struct slice *root);

/* One element of a list into *out, which is zeroed. */
typedef struct rc (*form_one)(const struct value *v, struct arena *a, void *out, struct err *e);

/* cmp: the order, or null where any will do. repeats: equal elements may follow each other. */
struct form_list {
	const char	*name, *what;
	size_t		 size;
	form_one	 one;
	form_order	 cmp;
	bool		 repeats;
};

/* The elements in the arena, or null when there are none or the obj failed. */
void *form_need_list(struct obj *o, struct arena *a, const struct form_list *l, size_t *count);

/* Elements that are texts (not empty), digests, ids of evidence: struct slice each. */
struct rc form_one_text(const struct value *v, struct arena *a, void *out, struct err *e);
struct rc form_one_digest(const struct value *v, struct arena *a, void *out, struct err *e);
struct rc form_one_evidence(const struct value *v, struct arena *a, void *out, struct err *e);
/* A list of reasons, settled. */
struct reason *form_need_reasons(struct obj *o, struct arena *a, const char *name,
    const char *what, size_t *count);
enum finding_id form_need_finding(struct obj *o, const char *name, const char *what);
/* Elements that are finding names: enum finding_id each; and their order, by name. */
struct rc form_one_finding(const struct value *v, struct arena *a, void *out, struct err *e);
int form_by_finding(const void *left, const void *right);

#endif
