/* report/words_view.c - words that every report uses. See report/words_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/words_view.h"

const char *
outcome_words(enum outcome o)
{
	static const char *const words[OUTCOME_COUNT] = { "none", "reject", "quarantine",
	    "remediate before acceptance", "accept the risk", "accept with exception",
	    "accept with conditions", "accept", "split: the parts differ" };
	if (o >= OUTCOME_COUNT)
		BUG("outcome out of range");
	return words[o];
}

const char *
area_words(enum area a)
{
	static const char *const words[AREA_COUNT] = { "", "identity", "provenance", "integrity",
	    "transparency", "updates", "vulnerability handling", "lifecycle state", "verification",
	    "retention" };
	if (a >= AREA_COUNT)
		BUG("area out of range");
	return words[a];
}

const char *
area_question(enum area a)
{
	static const char *const words[AREA_COUNT] = { "",
	    "Is each item the one it claims to be, and who says so?",
	    "Where does it come from, and through whose hands did it pass?",
	    "Is it in the state it left the maker in?",
	    "What is inside, for exactly this release?",
	    "What was changed since, and who authorised it?",
	    "What is known to be wrong with this release, and what follows?",
	    "How long is it supported, and does that cover the planned use?",
	    "What was claimed, what was checked, by whom, and for what scope?",
	    "Who keeps this evidence, where, and until when?" };
	if (a >= AREA_COUNT)
		BUG("area out of range");
	return words[a];
}

const char *
how_words(enum trust_how how)
{
	static const char *const words[HOW_COUNT] = { "came with the goods", "in person",
	    "by calling back", "by contract", "from a public register",
	    "from an earlier delivery" };
	if (how >= HOW_COUNT)
		BUG("how out of range");
	return words[how];
}

enum verdict
verdict_of(const struct view *v, struct slice criterion, size_t part)
{
	const struct assessment *s = v->assessment;
	for (size_t i = 0; i < s->result_count; i++)
		if (s->results[i].part == part && slice_eq(s->results[i].id, criterion))
			return s->results[i].verdict;
	return VERDICT_NOT_EVALUATED;
}

enum verdict
verdict_of_area(const struct view *v, enum area a)
{
	const struct assessment *s = v->assessment;
	bool fails = false, lacks = false, passes = false;
	for (size_t i = 0; i < s->result_count; i++) {
		if (s->results[i].area != a)
			continue;
		fails = fails || s->results[i].verdict == VERDICT_FAIL;
		lacks = lacks || s->results[i].verdict == VERDICT_INDETERMINATE;
		passes = passes || s->results[i].verdict == VERDICT_PASS;
	}
	return fails ? VERDICT_FAIL : lacks ? VERDICT_INDETERMINATE : passes ? VERDICT_PASS :
	    VERDICT_NOT_EVALUATED;
}

/* The serial: what stands behind the last # of an asset. */
static struct slice
serial_of(struct slice asset)
{
	size_t i = asset.len;
	while (i > 0 && asset.at[i - 1] != '#')
		i--;
	return slice_sub(asset, i, asset.len);
}

static bool
follows(struct slice a, struct slice b)
{
	uint64_t x, y;
	return a.len == b.len && slice_to_u64(serial_of(a), &x) && slice_to_u64(serial_of(b), &y) &&
	    y == x + 1;
}

void
assets_words(const struct slice *assets, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		size_t last = i;
		while (last + 1 < count && follows(assets[last], assets[last + 1]))
			last++;
		if (i > 0)
			buf_add_text(out, ", ");
		buf_add(out, serial_of(assets[i]));
		if (last > i) {
			buf_add_text(out, last > i + 1 ? " to " : ", ");
			buf_add(out, serial_of(assets[last]));
		}
		i = last;
	}
}

static void
retention_part(const char *before, struct slice text, const char *otherwise, struct buf *out)
{
	buf_add_text(out, text.len > 0 ? before : otherwise);
	buf_add(out, text);
}

void
retention_words(const struct view *v, const struct view_retention *r, struct buf *out)
{
	const struct view_file *f = &v->files[r->file];
	retention_part("", r->owner, "nobody named", out);
	retention_part(" keeps the evidence about ", r->subject, " keeps the evidence", out);
	retention_part(" at ", r->location, ", at no place named,", out);
	retention_part(" until ", r->until, " until no date named", out);
	buf_add_text(out, ", says ");
	buf_add(out, f->path);
	if (f->level != LEVEL_NONE)
		buf_addf(out, " (evidence level %s)", level_name(f->level));
}

struct slice
path_of(const struct view *v, struct slice digest)
{
	for (size_t i = 0; i < v->file_count; i++)
		if (slice_eq(v->files[i].digest, digest))
			return v->files[i].path;
	return digest;
}
