/* report/reason_words.c - why, in words that name serial and cell. See report/reason_words.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/reason_words.h"

#include "base/limits.h"
#include "report/reason_int.h"
#include "report/words_view.h"

const struct reason *
reason_number(const struct sentence *s, size_t i)
{
	return &s->run->result->reasons[s->run->first + i];
}

void
reason_put(struct sentence *s, const char *text)
{
	buf_add_text(s->out, text);
}

/* --- pieces ----------------------------------------------------------------------------------- */

/* "serial 3127", "serials 3113, 3131"; false, and nothing, when the run names no serial. */
bool
reason_put_serials(struct sentence *s, const char *before)
{
	AUTO(buf) names = buf_init(MIB(4));
	size_t n = spread_words(&reason_number(s, 0)->subject, sizeof(struct reason),
	    s->run->count, &names);
	buf_follow(s->out, &names);
	if (n == 0)
		return false;
	reason_put(s, before);
	reason_put(s, n == 1 ? "serial " : "serials ");
	buf_add(s->out, buf_slice(&names));
	return true;
}

static bool
same_place(const struct reason *a, const struct reason *b)
{
	return slice_eq(a->evidence, b->evidence) && slice_eq(a->place, b->place);
}

/* No earlier reason of the run names this place; looked for among a few. */
static bool
is_new_place(const struct sentence *s, size_t i)
{
	for (size_t k = i > 64 ? i - 64 : 0; k < i; k++)
		if (same_place(reason_number(s, k), reason_number(s, i)))
			return false;
	return reason_number(s, i)->evidence.len > 0;
}

/* In the file that was named before only the place. */
static void
put_place(struct sentence *s, size_t i, bool further)
{
	const struct reason *r = reason_number(s, i);
	reason_put(s, further ? ", " : "");
	if (further && r->place.len > 0 && slice_eq(reason_number(s, i - 1)->evidence, r->evidence))
		place_words(SLICE(""), r->place, s->out);
	else
		place_words(path_of(s->v, r->evidence), r->place, s->out);
}

/* Every place of the run, each once: "A!B17, A!B18 and 4 more". Returns how many. */
size_t
reason_put_places(struct sentence *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->run->count; i++) {
		if (!is_new_place(s, i))
			continue;
		if (n < NAMED_MAX)
			put_place(s, i, n > 0);
		n++;
	}
	if (n > NAMED_MAX)
		buf_addf(s->out, " and %zu more", n - NAMED_MAX);
	return n;
}

const struct fact *
reason_fact(const struct view *v, const struct reason *r, const char *name)
{
	const struct view_file *f = file_of(v, r->evidence);
	for (size_t i = 0; f != NULL && i < f->fact_count; i++)
		if (slice_eq(f->facts[i].name, slice_of(name)) &&
		    (r->place.len == 0 || slice_eq(f->facts[i].place, r->place)))
			return &f->facts[i];
	return NULL;
}

struct slice
fact_member(const struct fact *f, const char *name)
{
	return f == NULL ? SLICE("") : value_text(value_get(&f->value, slice_of(name)));
}

const struct view_conflict *
reason_conflict(const struct view *v, const struct reason *r)
{
	for (size_t i = 0; i < v->conflict_count; i++) {
		const struct view_conflict *c = &v->conflicts[i];
		if (c->id == r->id && (slice_eq(v->files[c->left_file].digest, r->evidence) ||
		    slice_eq(v->files[c->right_file].digest, r->evidence)))
			return c;
	}
	return NULL;
}

/* --- the general form ------------------------------------------------------------------------- */

void
reason_general(struct sentence *s)
{
	size_t before = s->out->len;
	bool named = reason_put_serials(s, "");
	AUTO(buf) places = buf_init(MIB(1));
	struct sentence inner = { s->v, s->run, &places };
	size_t n = reason_put_places(&inner);
	buf_follow(s->out, &places);
	reason_put(s, named && n > 0 ? ", " : "");
	buf_add(s->out, buf_slice(&places));
	reason_put(s, s->out->len > before ? ": " : "");
	clause_words(finding_sentence(run_id(s->run)), s->out);
}

/* --- what is not there ------------------------------------------------------------------------ */

/* Files looked up for one question: reasons of one code are about files of a few kinds. */
#define LOOKUPS_MAX 64

/* Another reason of the result says why an item of this kind does not count. */
static bool
is_explained(const struct view *v, const struct criterion_result *r, struct slice kind)
{
	for (size_t i = 0, looked = 0; i < r->reason_count && looked < LOOKUPS_MAX; i++) {
		struct slice evidence = r->reasons[i].evidence;
		if (evidence.len == 0 || (i > 0 && slice_eq(evidence, r->reasons[i - 1].evidence)))
			continue;
		const struct view_file *f = file_of(v, evidence);
		if (f != NULL && slice_eq(f->kind, kind))
			return true;
		looked++;
	}
	return false;
}

/* Reasons of one code are sorted by their subjects. */
static bool
names_subject(const struct run *run, struct slice subject)
{
	size_t low = 0, high = run->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int c = slice_cmp(run->result->reasons[run->first + middle].subject, subject);
		if (c == 0)
			return true;
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool
run_lacks(const struct view *v, const struct run *run, const struct missing *m)
{
	if (!slice_eq(m->criterion, run->result->id))
		return false;
	return slice_starts(m->subject, SLICE("asset:")) ? names_subject(run, m->subject) :
	    !is_explained(v, run->result, m->kind);
}

static size_t
files_of(const struct view *v, struct slice kind)
{
	size_t n = 0;
	for (size_t i = 0; i < v->file_count; i++)
		n += slice_eq(v->files[i].kind, kind) && v->files[i].same_as == VIEW_NONE;
	return n;
}

/* The next row of what is missing that the run speaks of and that names another kind than `last`;
 * the number of rows when there is none. */
static size_t
next_missing(const struct sentence *s, size_t i, struct slice last)
{
	const struct assessment *all = s->v->assessment;
	while (i < all->missing_count && (slice_eq(all->missing[i].kind, last) ||
	    !run_lacks(s->v, s->run, &all->missing[i])))
		i++;
	return i;
}

/* "no goods receipt, identity list or packing list was found". */
static void
missing_evidence(struct sentence *s)
{
	const struct assessment *all = s->v->assessment;
	size_t i = next_missing(s, 0, SLICE("")), sent = 0;
	if (i == all->missing_count) {
		reason_general(s);
		return;
	}
	reason_put(s, "no ");
	for (size_t next, n = 0; i < all->missing_count; i = next, n++) {
		next = next_missing(s, i + 1, all->missing[i].kind);
		reason_put(s, n == 0 ? "" : next == all->missing_count ? " or " : ", ");
		kind_words(all->missing[i].kind, s->out);
		sent += files_of(s->v, all->missing[i].kind);
	}
	bool named = reason_put_serials(s, " for ");
	reason_put(s, !named && sent > 0 ? " that counts, or too few, was found" : " was found");
}

/* --- serials ---------------------------------------------------------------------------------- */

static const struct view_serial *
serial_of_asset(const struct view *v, struct slice asset)
{
	for (size_t i = 0; i < v->serial_count; i++)
		if (slice_eq(v->serials[i].asset, asset))
			return &v->serials[i];
	return NULL;
}

bool
kind_is_one_of(struct slice kind, const char *names)
{
	struct slice list = slice_of(names);
	size_t at = slice_find(list, kind, 0);
	return at != SIZE_MAX && kind.len > 0;
}

/* "the packing list, LS.xlsx!Lieferung!B31" for every row of those kinds that names it. */
static size_t
put_stands(struct sentence *s, const struct view_serial *serial, const char *kinds)
{
	size_t n = 0;
	for (size_t i = 0; i < serial->stand_count; i++) {
		const struct view_list *l = &s->v->lists[serial->stands[i].list];
		if (!kind_is_one_of(l->kind, kinds))
			continue;
		reason_put(s, n++ > 0 ? ", and on the " : "on the ");
		kind_words(l->kind, s->out);
		reason_put(s, ", ");
		place_words(s->v->files[l->file].path, serial->stands[i].place, s->out);
	}
	return n;
}

/* The kinds of those lists that are here and do not name it. */
static size_t
put_absences(struct sentence *s, const struct view_serial *serial, const char *kinds)
{
	size_t n = 0;
	for (size_t i = 0; i < s->v->list_count; i++) {
		const struct view_list *l = &s->v->lists[i];
		bool stands = !l->compared || !kind_is_one_of(l->kind, kinds);
		for (size_t k = 0; k < serial->stand_count && !stands; k++)
			stands = slice_eq(s->v->lists[serial->stands[k].list].kind, l->kind);
		if (stands)
			continue;
		bool maker = slice_eq(l->kind, SLICE("identity_list"));
		reason_put(s, n++ > 0 ? " or " : ", and not ");
		reason_put(s, maker ? "in the maker's " : "on the ");
		kind_words(l->kind, s->out);
	}
	return n;
}

/* from, to: kinds of lists; the serial stands in the first and not in the second. */
static void
serial_lists(struct sentence *s, const char *from, const char *to)
{
	size_t said = 0;
	for (size_t i = 0; i < s->run->count; i++) {
		const struct reason *r = reason_number(s, i);
		const struct view_serial *serial = serial_of_asset(s->v, r->subject);
		if (i > 0 && slice_eq(reason_number(s, i - 1)->subject, r->subject))
			continue;
		if (serial == NULL || said >= NAMED_MAX)
			break;
		reason_put(s, said++ > 0 ? "; serial " : "serial ");
		assets_words(&r->subject, 1, s->out);
		reason_put(s, " is ");
		put_stands(s, serial, from);
		put_absences(s, serial, to);
	}
	if (said == 0) {
		reason_general(s);
	} else if (said >= NAMED_MAX) {
		reason_put(s, "; all of them: ");
		reason_put_serials(s, "");
	}
}

/* "serial 3113 stands more than once on the packing list: LS.xlsx!B17, LS.xlsx!B18". */
static void
twice(struct sentence *s)
{
	const struct reason *r = reason_number(s, 0);
	const struct view_serial *serial = serial_of_asset(s->v, r->subject);
	size_t n = 0;
	if (serial == NULL || s->run->count > 1) {
		reason_general(s);
		return;
	}
	for (size_t i = 0; i < serial->stand_count; i++) {
		const struct view_list *l = &s->v->lists[serial->stands[i].list];
		if (!slice_eq(s->v->files[l->file].digest, r->evidence))
			continue;
		if (n == 0) {
			reason_put_serials(s, "");
			reason_put(s, " stands more than once on the ");
			kind_words(l->kind, s->out);
		}
		reason_put(s, n++ > 0 ? ", " : ": ");
		place_words(s->v->files[l->file].path, serial->stands[i].place, s->out);
	}
	if (n == 0)
		reason_general(s);
}

static void
shared_certificate(struct sentence *s)
{
	const struct reason *first = reason_number(s, 0);
	const struct reason *last = reason_number(s, s->run->count - 1);
	reason_put_serials(s, "");
	reason_put(s, slice_eq(first->subject, last->subject) ?
	    " has the same certificate as another serial, and should have its own (" :
	    " have one and the same certificate, and each should have its own (");
	reason_put_places(s);
	reason_put(s, ")");
}

/* --- by code ---------------------------------------------------------------------------------- */

struct run
run_at(const struct criterion_result *r, size_t first)
{
	struct run run = { r, first, 1 };
	while (first + run.count < r->reason_count &&
	    r->reasons[first + run.count].id == r->reasons[first].id)
		run.count++;
	return run;
}

enum finding_id
run_id(const struct run *run)
{
	return run->result->reasons[run->first].id;
}

/* Serials that stand in one list and not in another. */
static bool
about_lists(struct sentence *s)
{
	static const char goods[] = "packing_list goods_receipt";
	static const char any[] = "purchase_order packing_list goods_receipt serial_list "
	    "asset_list product_list";
	switch (run_id(s->run)) {
	case FINDING_SERIAL_MISSING:
		serial_lists(s, any, goods);
		return true;
	case FINDING_SERIAL_UNEXPECTED:
		serial_lists(s, any, "purchase_order");
		return true;
	case FINDING_IDENTITY_MISSING:
		serial_lists(s, goods, "identity_list");
		return true;
	default:
		return false;
	}
}

void
run_words(const struct view *v, const struct run *run, struct buf *out)
{
	static void (*const words[FINDING_COUNT])(struct sentence *) = {
		[FINDING_EVIDENCE_MISSING] = missing_evidence,
		[FINDING_EVIDENCE_STALE] = words_stale,
		[FINDING_EVIDENCE_UNBOUND] = words_unbound,
		[FINDING_REVIEW_MISSING] = words_readers,
		[FINDING_REVIEW_STALE] = words_readers,
		[FINDING_REVIEW_FAILED] = words_readers,
		[FINDING_READERS_TOO_FEW] = words_readers,
		[FINDING_READER_NOT_INDEPENDENT] = words_readers,
		[FINDING_CERTIFICATE_KIND_MISMATCH] = words_other_kind,
		[FINDING_SIGNER_UNKNOWN] = words_unknown_signer,
		[FINDING_ANCHOR_WITH_GOODS] = words_anchor_came_along,
		[FINDING_KEY_PURPOSE_MISMATCH] = words_wrong_purpose,
		[FINDING_CERT_EXPIRED] = words_expired,
		[FINDING_CERT_REVOKED] = words_revoked,
		[FINDING_SERIAL_DUPLICATE] = twice,
		[FINDING_CERTIFICATE_SHARED] = shared_certificate,
		[FINDING_IDENTIFIER_DAMAGED] = words_damaged,
		[FINDING_IMAGE_DIGEST_MISMATCH] = words_image,
		[FINDING_VERSION_MISMATCH] = words_version,
		[FINDING_BASELINE_MISMATCH] = words_baseline,
		[FINDING_CUSTODY_BREAK] = words_custody,
		[FINDING_VULNERABILITY_OPEN] = words_vulnerability,
		[FINDING_SUPPORT_ENDS] = words_support,
		[FINDING_SCOPE_MISSING] = words_scope_is_missing,
		[FINDING_CONDITION_OPEN] = words_open_condition,
	};
	struct sentence s = { v, run, out };
	if (about_lists(&s))
		return;
	if (words[run_id(run)] != NULL)
		words[run_id(run)](&s);
	else
		reason_general(&s);
}

void
finding_words(const struct view_file *f, const struct reason *r, struct buf *out)
{
	if (r->place.len > 0) {
		place_words(f->path, r->place, out);
		buf_add_text(out, ": ");
	}
	clause_words(finding_sentence(r->id), out);
}
