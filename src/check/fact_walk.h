/* check/fact_walk.h - facts of admitted items, read by checks.
 *
 * Layer:    private to check.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CHECK_FACT_WALK_H
#define CHECK_FACT_WALK_H

#include "base/time.h"
#include "check/checks.h"

/* A walk over the facts of one name in a list of items; begin with {0}. */
struct walk {
	size_t			 next_item, next_fact;
	const struct item	*item;
	const struct fact	*fact;
};

/* The next fact of that name; false at the end. */
bool walk_next(struct walk *w, const struct admitted *in, const char *name);
/* How many facts of that name one item holds. */
int64_t facts_in(const struct item *it, const char *name);
/* The item states in `count` of `head` how many facts `name` it holds, and holds that many. */
bool facts_are_complete(const struct item *it, const struct fact *head, const char *count,
    const char *name);

/* A null slice, TIME_UNKNOWN or false where the member is not there, or of another kind. */
static inline struct slice
fact_text(const struct fact *f, const char *member)
{
	return value_text(value_get(&f->value, slice_of(member)));
}
int64_t fact_time(const struct fact *f, const char *member);
bool fact_int(const struct fact *f, const char *member, int64_t *out);
bool fact_true(const struct fact *f, const char *member);

/* The version of the release in scope as plain text, or a null slice. */
struct slice scope_version(const struct check_call *c);
/* Number of an asset of the scope, or SIZE_MAX. */
size_t scope_asset(const struct check_call *c, struct slice subject);
/* The text is a full subject or package URL of what is assessed: the subject, its product, its
 * release, or one of its assets. A package URL without version is of every release. */
bool scope_is_named(const struct check_call *c, struct slice text);

/* The fact is about an asset, release, product, batch or delivery, and none of the scope: it says
 * nothing here. Where the scope does not say which it is about, nothing is foreign to it. */
bool is_foreign(const struct check_call *c, const struct fact *f);
/* The same of the fact at hand, which a case of many samples asks again for every criterion. */
bool walk_is_foreign(const struct check_call *c, const struct walk *w);
/* The item holds a manifest of the release in scope. */
bool is_manifest_of_release(const struct check_call *c, const struct item *it);

/* Items that state one thing are judged one by one: what one of them lacks does not count where
 * another about the same subject, or about the whole, lacks nothing. What speaks against counts
 * always. now: about what is being judged. lacks: withheld until the end. good: for each asset of
 * the scope, that something about it lacks nothing; null when there was no memory. good_for_all:
 * something about the whole does. */
struct one_by_one {
	const struct check_call	*c;
	struct reasons		*out, now, lacks;
	bool			*good, good_for_all;
};

struct one_by_one one_by_one(const struct check_call *c, struct reasons *out);
/* What was judged is about the subject; the next begins. */
void one_next(struct one_by_one *o, struct slice subject);
/* What was judged so far is everything. Adds the lacks that nothing good makes up for. */
void one_end(struct one_by_one *o);
/* Adds that each item without any fact of that name shows nothing: about the asset that it names,
 * where each speaks for its own, else about all. */
void one_silent(struct one_by_one *o, const struct admitted *in, const char *fact,
    enum finding_id id, bool own_assets);

/* Adds a reason at a fact. */
void say(struct reasons *out, enum finding_id id, struct slice subject, const struct walk *w);
/* The subject of the fact where it is an asset of the scope, else what the check is about. */
struct slice asset_or_all(const struct check_call *c, const struct fact *f);
struct slice walk_asset_or_all(const struct check_call *c, const struct walk *w);

#endif
