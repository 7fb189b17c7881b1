/* report/gap.c - the gaps of an assessment. See report/gap.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/gap.h"

#include <stdlib.h>

#include "base/limits.h"
#include "report/letter_words.h"
#include "report/reason_int.h"
#include "report/words_view.h"

/* Clauses kept for one gap. */
#define FOUND_MAX 8

struct gap_finder {
	const struct view	*v;
	struct arena		*a;
	struct gaps		*out;
};

static const struct view_need *
need_of(const struct view *v, struct slice criterion, struct slice kind)
{
	for (size_t i = 0; i < v->criterion_count; i++) {
		const struct view_criterion *c = &v->criteria[i];
		for (size_t k = 0; slice_eq(c->id, criterion) && k < c->need_count; k++)
			if (slice_eq(c->needs[k].kind, kind))
				return &c->needs[k];
	}
	return NULL;
}

/* The gap of that code and kind, made where there is none. */
static struct rc
open_gap(struct gap_finder *f, enum finding_id id, struct slice kind, struct slice criterion,
    struct gap **out, struct err *e)
{
	const struct view_need *need = need_of(f->v, criterion, kind);
	for (size_t i = 0; i < f->out->count; i++) {
		*out = &f->out->at[i];
		if ((*out)->id != id || !slice_eq((*out)->kind, kind))
			continue;
		/* the stronger need asks: of its own for each asset */
		if (need != NULL && ((*out)->need == NULL || need->each_asset))
			(*out)->need = need;
		return DONE;
	}
	void *list = f->out->at;
	if (!arena_grow(f->a, &list, &f->out->cap, f->out->count, sizeof(struct gap)))
		return arena_failed(f->a, e);
	f->out->at = list;
	*out = &f->out->at[f->out->count++];
	**out = (struct gap){ .id = id, .kind = kind, .need = need,
	    .ours = is_ours(id, kind, need) };
	return DONE;
}

static struct rc
add_asset(struct gap_finder *f, struct gap *g, struct slice asset, struct err *e)
{
	void *list = g->assets;
	if (!slice_starts(asset, SLICE("asset:"))) {
		g->whole = true;
		return DONE;
	}
	if (!arena_grow(f->a, &list, &g->asset_cap, g->asset_count, sizeof(struct slice)))
		return arena_failed(f->a, e);
	g->assets = list;
	g->assets[g->asset_count++] = asset;
	return DONE;
}

static struct rc
add_found(struct gap_finder *f, struct gap *g, const struct buf *words, struct err *e)
{
	void *list = g->found;
	struct slice kept;
	TRY(buf_end(words, e));
	for (size_t i = 0; i < g->found_count; i++)
		if (slice_eq(g->found[i], buf_slice(words)))
			return DONE;
	if (g->found_count >= FOUND_MAX)
		return DONE;
	if (!arena_copy(f->a, buf_slice(words), &kept) ||
	    !arena_grow(f->a, &list, &g->found_cap, g->found_count, sizeof(struct slice)))
		return arena_failed(f->a, e);
	g->found = list;
	g->found[g->found_count++] = kept;
	return DONE;
}

/* --- what is not there ------------------------------------------------------------------------ */

static void
put_sent(const struct view *v, const struct gap *g, struct buf *words)
{
	size_t n = 0;
	for (size_t i = 0; i < v->file_count; i++)
		n += slice_eq(v->files[i].kind, g->kind) && v->files[i].same_as == VIEW_NONE;
	if (n == 0)
		buf_add_text(words, "none in what was sent");
	else if (g->asset_count > 0)
		buf_addf(words, "%zu in what was sent, and none for %s", n,
		    g->asset_count == 1 ? "this serial" : "these serials");
	else
		buf_addf(words, "%zu in what was sent, which do%s not suffice", n,
		    n == 1 ? "es" : "");
}

static struct rc
take_missing(struct gap_finder *f, const struct run *run, struct err *e)
{
	const struct assessment *s = f->v->assessment;
	for (size_t i = 0; i < s->missing_count; i++) {
		struct gap *g;
		const struct missing *m = &s->missing[i];
		if (!run_lacks(f->v, run, m))
			continue;
		TRY(open_gap(f, FINDING_EVIDENCE_MISSING, m->kind, m->criterion, &g, e));
		TRY(add_asset(f, g, m->subject, e));
	}
	return DONE;
}

static struct rc
say_what_was_sent(struct gap_finder *f, struct err *e)
{
	for (size_t i = 0; i < f->out->count; i++) {
		struct gap *g = &f->out->at[i];
		AUTO(buf) words = buf_init(KIB(4));
		if (g->id != FINDING_EVIDENCE_MISSING)
			continue;
		put_sent(f->v, g, &words);
		TRY(add_found(f, g, &words, e));
	}
	return DONE;
}

/* --- what is there and does not do ------------------------------------------------------------ */

/* The keys themselves, whatever they have signed. */
static void
put_keys(const struct view *v, struct buf *words)
{
	size_t n = 0;
	buf_add_text(words, "the keys that would prove the origin came with the goods");
	for (size_t i = 0; i < v->anchor_count; i++) {
		if (v->anchors[i].how != HOW_WITH_THE_GOODS)
			continue;
		buf_add_text(words, n++ > 0 ? ", " : ": ");
		buf_add(words, anchor_name(v, i));
	}
}

/* Whatever was signed by a key that nobody here knows. */
static void
put_unknown(const struct view *v, struct buf *words)
{
	size_t n = 0;
	buf_add_text(words, "signed by keys that we do not know: ");
	for (size_t i = 0; i < v->file_count; i++) {
		const struct view_file *f = &v->files[i];
		if (f->signature_count == 0 || slice_eq(f->kind, SLICE("device_certificate")) ||
		    f->signatures[0].status != SIGNATURE_UNVERIFIABLE)
			continue;
		if (n < NAMED_MAX) {
			buf_add_text(words, n > 0 ? ", " : "");
			buf_add(words, f->path);
		}
		n++;
	}
	if (n > NAMED_MAX)
		buf_addf(words, " and %zu more", n - NAMED_MAX);
}

static void
put_found(const struct view *v, const struct run *run, struct buf *words)
{
	if (run_id(run) == FINDING_ANCHOR_WITH_GOODS)
		put_keys(v, words);
	else if (run_id(run) == FINDING_SIGNER_UNKNOWN)
		put_unknown(v, words);
	else
		run_words(v, run, words);
}

/* Codes that are about serials or keys, whatever file they were seen in. */
static bool
is_of_no_kind(enum finding_id id)
{
	switch (id) {
	case FINDING_SERIAL_MISSING:
	case FINDING_SERIAL_UNEXPECTED:
	case FINDING_SERIAL_DUPLICATE:
	case FINDING_IDENTITY_MISSING:
	case FINDING_IDENTITY_MISMATCH:
	case FINDING_CERTIFICATE_SHARED:
	case FINDING_ANCHOR_WITH_GOODS:
	case FINDING_SIGNER_UNKNOWN:
	case FINDING_ISSUER_NOT_TRUSTED:
	case FINDING_REVOCATION_UNKNOWN:
	case FINDING_VULNERABILITY_OPEN:
		return true;
	default:
		return false;
	}
}

static bool
has_missing(const struct criterion_result *r)
{
	for (size_t i = 0; i < r->reason_count; i++)
		if (r->reasons[i].id == FINDING_EVIDENCE_MISSING)
			return true;
	return false;
}

static struct rc
take_run(struct gap_finder *f, const struct run *run, struct err *e)
{
	struct gap *g;
	const struct reason *last = &run->result->reasons[run->first + run->count - 1];
	const struct view_file *file = file_of(f->v, last->evidence);
	AUTO(buf) words = buf_init(MIB(16));
	/* it says of nothing what EVIDENCE_MISSING says already */
	if (file == NULL && has_missing(run->result))
		return DONE;
	TRY(open_gap(f, last->id, file == NULL || is_of_no_kind(last->id) ? SLICE("") :
	    file->kind, run->result->id, &g, e));
	for (size_t i = 0; i < run->count; i++)
		TRY(add_asset(f, g, run->result->reasons[run->first + i].subject, e));
	/* said of the serials already, and once more of the files */
	if (last->id == FINDING_ISSUER_NOT_TRUSTED && g->found_count > 0 &&
	    !slice_starts(last->subject, SLICE("asset:")))
		return DONE;
	put_found(f->v, run, &words);
	return add_found(f, g, &words, e);
}

static void
settle(struct gap *g)
{
	size_t kept = 0;
	if (g->asset_count > 1)
		qsort(g->assets, g->asset_count, sizeof(struct slice), slice_cmp_qsort);
	for (size_t i = 0; i < g->asset_count; i++)
		if (kept == 0 || !slice_eq(g->assets[kept - 1], g->assets[i]))
			g->assets[kept++] = g->assets[i];
	g->asset_count = kept;
}

struct rc
gaps_find(const struct view *v, struct arena *a, struct gaps *out, struct err *e)
{
	const struct assessment *s = v->assessment;
	struct gap_finder f = { v, a, out };
	*out = (struct gaps){0};
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i];
		for (size_t k = 0; k < r->reason_count;) {
			struct run run = run_at(r, k);
			if (run_id(&run) == FINDING_EVIDENCE_MISSING)
				TRY(take_missing(&f, &run, e));
			else if (run_id(&run) != FINDING_CONDITION_OPEN)
				TRY(take_run(&f, &run, e));
			k += run.count;
		}
	}
	for (size_t i = 0; i < out->count; i++)
		settle(&out->at[i]);
	return say_what_was_sent(&f, e);
}
