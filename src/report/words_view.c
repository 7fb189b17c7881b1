/* report/words_view.c - words that every report uses. See report/words_view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/words_view.h"

#include "base/limits.h"
#include "base/time.h"
#include "codec/utf8.h"

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
	    "What is known to be wrong with this release, and what then?",
	    "How long is it supported, and is that long enough?",
	    "What was claimed, what was checked, by whom, for what scope?",
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

/* Digits alone, and whether they go on from a to b: the last that is no 9 is one more, and the
 * nines behind it are zeros. Of equal width; leading zeros are digits as others are. */
static bool
follows(struct slice a, struct slice b)
{
	size_t same = 0;
	a = serial_of(a);
	b = serial_of(b);
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (a.at[i] < '0' || a.at[i] > '9')
			return false;
	while (same < a.len && a.at[same] == b.at[same])
		same++;
	if (same == a.len || b.at[same] > '9' || b.at[same] != a.at[same] + 1)
		return false;
	for (size_t i = same + 1; i < a.len; i++)
		if (a.at[i] != '9' || b.at[i] != '0')
			return false;
	return true;
}

/* Texts that lie `stride` bytes apart. */
struct texts { const struct slice *first; size_t stride, count; };

static struct slice
text_at(const struct texts *t, size_t i)
{
	return *(const struct slice *)(const void *)((const char *)t->first + i * t->stride);
}

/* Behind the last one that is equal to number i. */
static size_t
past_equal(const struct texts *t, size_t i)
{
	size_t next = i + 1;
	while (next < t->count && slice_eq(text_at(t, next), text_at(t, i)))
		next++;
	return next;
}

static size_t
texts_words(const struct texts *t, struct buf *out)
{
	size_t named = 0;
	for (size_t i = 0, next; i < t->count; i = next) {
		size_t last = i, run = 1;
		next = past_equal(t, i);
		if (!slice_starts(text_at(t, i), SLICE("asset:")))
			continue;
		while (next < t->count && follows(text_at(t, last), text_at(t, next))) {
			last = next;
			next = past_equal(t, next);
			run++;
		}
		buf_add_text(out, named > 0 ? ", " : "");
		buf_add(out, serial_of(text_at(t, i)));
		if (run > 1) {
			buf_add_text(out, run > 2 ? " to " : ", ");
			buf_add(out, serial_of(text_at(t, last)));
		}
		named += run;
	}
	return named;
}

void
assets_words(const struct slice *assets, size_t count, struct buf *out)
{
	struct texts t = { assets, sizeof(struct slice), count };
	(void)texts_words(&t, out);	/* the caller knows how many */
}

size_t
spread_words(const struct slice *first, size_t stride, size_t count, struct buf *out)
{
	struct texts t = { first, stride, count };
	return texts_words(&t, out);
}

void
party_words(struct slice party, struct buf *out)
{
	bool is_party = slice_starts(party, SLICE("party:"));
	buf_add(out, slice_sub(party, is_party ? 6 : 0, party.len));
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
	retention_part("", SLICE(""), r->owner.len > 0 ? "" : "nobody named", out);
	party_words(r->owner, out);
	retention_part(" keeps the evidence about ", r->subject, " keeps the evidence", out);
	retention_part(" at ", r->location, ", at no place named,", out);
	buf_add_text(out, r->until.len > 0 ? " until " : " until no date named");
	time_text_words(r->until, out);
	buf_add_text(out, ", says ");
	buf_add(out, f->path);
	if (f->level != LEVEL_NONE)
		buf_addf(out, " (evidence level %s)", level_name(f->level));
}

const struct view_file *
file_of(const struct view *v, struct slice digest)
{
	for (size_t i = 0; i < v->file_count && digest.len > 0; i++)
		if (slice_eq(v->files[i].digest, digest))
			return &v->files[i];
	return NULL;
}

struct slice
path_of(const struct view *v, struct slice digest)
{
	const struct view_file *f = file_of(v, digest);
	return f != NULL ? f->path : digest;
}

void
kind_words(struct slice kind, struct buf *out)
{
	if (slice_eq(kind, SLICE("sbom"))) {
		buf_add_text(out, "SBOM");
		return;
	}
	if (slice_starts(kind, SLICE("certificate_"))) {
		kind_words(slice_sub(kind, 12, kind.len), out);
		buf_add_text(out, " certificate");
		return;
	}
	if (slice_starts(kind, SLICE("vex_"))) {
		buf_add_text(out, "VEX");
		kind = slice_sub(kind, 3, kind.len);
	}
	for (size_t i = 0; i < kind.len; i++)
		buf_add_byte(out, kind.at[i] == '_' ? ' ' : kind.at[i]);
}

void
duration_words(struct slice text, struct buf *out)
{
	static const struct { struct slice unit; const char *word; } units[] = {
		{ SLICE_INIT("s"), "second" }, { SLICE_INIT("min"), "minute" },
		{ SLICE_INIT("h"), "hour" }, { SLICE_INIT("d"), "day" },
		{ SLICE_INIT("w"), "week" },
	};
	size_t digits = 0;
	while (digits < text.len && text.at[digits] >= '0' && text.at[digits] <= '9')
		digits++;
	struct slice number = slice_sub(text, 0, digits), unit = slice_sub(text, digits, text.len);
	for (size_t i = 0; i < COUNT(units); i++) {
		if (digits == 0 || !slice_eq(unit, units[i].unit))
			continue;
		buf_add(out, number);
		buf_addf(out, " %s%s", units[i].word, slice_eq(number, SLICE("1")) ? "" : "s");
		return;
	}
	buf_add(out, text);
}

void
time_words(int64_t ms, struct buf *out)
{
	char text[TIME_TEXT_BYTES];
	if (ms == TIME_UNKNOWN || ms == TIME_MAX) {
		buf_add_text(out, ms == TIME_MAX ? "no end" : "an unknown day");
		return;
	}
	time_show(ms, text);
	buf_addf(out, "%.10s", text);
	if (ms % DAY_MS == 0 || ms % DAY_MS == DAY_MS - 1)
		return;
	buf_addf(out, " %.*s UTC", ms / 1000 % 60 == 0 ? 5 : 8, text + 11);
}

void
time_text_words(struct slice text, struct buf *out)
{
	int64_t ms;
	if (text.len > 0 && !failed(time_parse(text, TIME_BEGINNING, &ms, NULL)))
		time_words(ms, out);
	else
		buf_add(out, text);
}

void
condition_words(const struct condition_open *c, struct buf *out)
{
	buf_add_text(out, c->gate.len > 0 ? "before " : "");
	kind_words(c->gate, out);
	if (c->due.len > 0) {
		buf_add_text(out, c->gate.len > 0 ? ", " : "");
		buf_add_text(out, time_is_date(c->due) ? "by " : "within ");
		duration_words(c->due, out);
	}
	buf_add_text(out, c->gate.len + c->due.len > 0 ? ": " : "");
	buf_add(out, c->text);
}

static bool
is_cell(struct slice place)
{
	return slice_find(place, SLICE("!"), 0) != SIZE_MAX ||
	    (place.len > 0 && place.at[0] >= 'A' && place.at[0] <= 'Z');
}

/* "10:10", "10:12", "C:C" or "C:E" behind the sheet: whole rows or columns. */
static bool
range_words(struct slice range, struct buf *out)
{
	size_t colon = slice_find(range, SLICE(":"), 0), digits = 0, letters = 0;
	if (colon == SIZE_MAX || colon == 0 || colon + 1 == range.len)
		return false;
	for (size_t i = 0; i < range.len; i++) {
		digits += range.at[i] >= '0' && range.at[i] <= '9';
		letters += range.at[i] >= 'A' && range.at[i] <= 'Z';
	}
	if (digits + 1 != range.len && letters + 1 != range.len)
		return false;
	struct slice first = slice_sub(range, 0, colon);
	struct slice last = slice_sub(range, colon + 1, range.len);
	bool one = slice_eq(first, last);
	buf_addf(out, ", %s%s ", digits > 0 ? "row" : "column", one ? "" : "s");
	buf_add(out, first);
	buf_add_text(out, one ? "" : " to ");
	buf_add(out, one ? SLICE("") : last);
	return true;
}

/* "Lieferung!10:10": whole rows or columns of a sheet. */
static bool
rows_words(struct slice path, struct slice place, struct buf *out)
{
	size_t mark = place.len;
	while (mark > 0 && place.at[mark - 1] != '!')
		mark--;
	AUTO(buf) range = buf_init(KIB(1));
	if (mark == 0 || !range_words(slice_sub(place, mark, place.len), &range))
		return false;
	buf_follow(out, &range);
	buf_add(out, path);
	buf_add_text(out, path.len > 0 ? "!" : "");
	buf_add(out, slice_sub(place, 0, mark - 1));
	buf_add(out, buf_slice(&range));
	return true;
}

void
place_words(struct slice path, struct slice place, struct buf *out)
{
	if (rows_words(path, place, out))
		return;
	buf_add(out, path);
	if (place.len == 0)
		return;
	if (path.len > 0)
		buf_add_text(out, place.at[0] == '/' ? " at " : is_cell(place) ? "!" : ":");
	buf_add(out, place);
}

static struct slice
base_name(struct slice path)
{
	size_t i = path.len;
	while (i > 0 && path.at[i - 1] != '/')
		i--;
	return slice_sub(path, i, path.len);
}

struct slice
anchor_name(const struct view *v, size_t anchor)
{
	struct slice path = v->anchors[anchor].file, name = base_name(path);
	for (size_t i = 0; i < v->anchor_count; i++)
		if (!slice_eq(v->anchors[i].file, path) &&
		    slice_eq(base_name(v->anchors[i].file), name))
			return path;
	return name.len > 0 ? name : path;
}

void
anchor_words(const struct view *v, size_t anchor, struct buf *out)
{
	const struct view_anchor *n = &v->anchors[anchor];
	bool first = true;
	/* the name of a file tells whose key it is; the id that a home gives does not */
	buf_add(out, v->stored && n->subject.len > 0 ? n->subject : anchor_name(v, anchor));
	for (unsigned k = 0; k < PURPOSE_COUNT; k++) {
		if ((n->purposes & 2u << k) == 0)
			continue;
		buf_addf(out, "%s%s", first ? " for " : ", ",
		    purpose_name((enum purpose)(2u << k)));
		first = false;
	}
	buf_addf(out, " (%s%s)", how_words(n->how), n->with_delivery &&
	    n->how != HOW_WITH_THE_GOODS ? "; the delivery holds it too" : "");
}

void
signer_words(const struct view *v, const struct signature *s, struct buf *out)
{
	size_t i = 0;
	while (i < v->anchor_count && !slice_eq(v->anchors[i].id, s->anchor))
		i++;
	if (s->signer.len > 0) {
		buf_add(out, s->signer);
	} else if (i < v->anchor_count && slice_eq(s->key, s->anchor)) {
		buf_add_text(out, "the key in ");
		buf_add(out, anchor_name(v, i));
	} else {
		buf_add(out, s->key);
	}
	buf_addf(out, "; its anchor %s%s", s->how == HOW_WITH_THE_GOODS ? "" : "is trusted ",
	    how_words(s->how));
}

/* An inspection knows of no key whose it is: "signed by the assessor" is no more than this. */
#define STANDS_FOR_ALL "Each anchor stands for every party and subject of this run: where a " \
    "criterion asks for a signature of the manufacturer, the asset owner or an assessor, any key " \
    "trusted for that purpose will do."

/* A home does, where somebody has said it. */
#define SCOPE_COUNTS "An anchor that is trusted without a scope stands for every party and " \
    "subject: where a criterion asks for a signature of the manufacturer, the asset owner or an " \
    "assessor, such a key will do if it is trusted for that purpose."
#define WITH_THE_GOODS "An anchor that came with the goods proves nothing about where they come " \
    "from. "

const char *
trust_remark(const struct view *v)
{
	size_t weak = 0;
	for (size_t i = 0; i < v->anchor_count; i++)
		weak += v->anchors[i].how == HOW_WITH_THE_GOODS;
	if (v->anchor_count == 0)
		return v->stored ? "No anchor is trusted here, so no origin can be told; "
		    "`assay trust add` names one." :
		    "No anchor was named, so no origin can be told.";
	if (weak > 0)
		return v->stored ? WITH_THE_GOODS SCOPE_COUNTS : WITH_THE_GOODS STANDS_FOR_ALL;
	return v->stored ? SCOPE_COUNTS : STANDS_FOR_ALL;
}

void
part_words(const struct part *p, struct buf *out)
{
	AUTO(buf) names = buf_init(MIB(4));
	assets_words(p->assets, p->asset_count, &names);
	buf_follow(out, &names);
	if (p->asset_count == 0)
		buf_add_text(out, "the whole");
	else if (names.len > 12)
		buf_addf(out, "%zu serials", p->asset_count);
	else
		buf_add(out, buf_slice(&names));
}

void
level_words(struct level_range level, struct buf *out)
{
	if (level.max == LEVEL_NONE)
		return;
	buf_addf(out, "evidence level %s", level_name(level.min));
	if (level.max != level.min)
		buf_addf(out, " to %s", level_name(level.max));
}

void
clause_words(const char *sentence, struct buf *out)
{
	struct slice text = slice_of(sentence);
	bool word = text.len > 1 && text.at[1] >= 'a' && text.at[1] <= 'z';
	bool article = text.len > 1 && text.at[0] == 'A' && text.at[1] == ' ';
	if (text.len > 0)
		buf_add_byte(out, (uint8_t)(word || article ? text.at[0] + 32 : text.at[0]));
	buf_add(out, slice_sub(text, 1, slice_ends(text, SLICE(".")) ? text.len - 1 : text.len));
}

/* Shorter than the finding's own sentence, where there is such a clause. */
static const char *
level_clause(enum finding_id id)
{
	switch (id) {
	case FINDING_SIGNATURE_MISSING:
		return "it is not signed";
	case FINDING_SIGNATURE_INVALID:
		return "its signature does not hold";
	case FINDING_SIGNER_UNKNOWN:
		return "no trusted anchor leads to its signer";
	case FINDING_ISSUER_NOT_TRUSTED:
		return "no trusted anchor leads to its issuer";
	case FINDING_ANCHOR_WITH_GOODS:
		return "the key that would prove its origin came with the goods";
	case FINDING_ASSERTION_ONLY:
		return "somebody says so, and nothing in it can be checked";
	case FINDING_PROCESS_ONLY:
		return "it says how things are done, not that they were done here";
	case FINDING_READER_NEEDED:
		return "a person has to read it first";
	case FINDING_KEY_PURPOSE_MISMATCH:
		return "its key is not trusted for this";
	case FINDING_CERT_EXPIRED:
		return "a certificate behind it had ended";
	case FINDING_CERT_REVOKED:
		return "a certificate behind it is revoked";
	default:
		return NULL;
	}
}

void
level_why_words(enum finding_id id, struct buf *out)
{
	const char *clause = level_clause(id);
	if (clause != NULL)
		buf_add_text(out, clause);
	else
		clause_words(finding_sentence(id), out);
}

void
subject_words(const struct view *v, struct buf *out)
{
	const struct case_scope *s = v->scope;
	buf_add(out, v->subject);
	if (s->release.len > 0 && !slice_eq(s->release, v->subject)) {
		buf_add_text(out, ", ");
		buf_add(out, s->release);
	}
	if (s->asset_count == 0)
		return;
	buf_addf(out, ", %zu serial%s ", s->asset_count, s->asset_count == 1 ? "" : "s");
	assets_words(s->assets, s->asset_count, out);
}

/* --- lines ------------------------------------------------------------------------------------ */

static size_t
columns(struct slice word)
{
	size_t n = 0;
	for (size_t i = 0; i < word.len; i++)
		n += (word.at[i] & 0xC0) != 0x80;
	return n;
}

void
fold(struct slice text, size_t at, size_t indent, size_t width, struct buf *out)
{
	AUTO(buf) shown = buf_init(text.len * 10 + 16);
	text_show(text, &shown);
	buf_follow(out, &shown);
	struct slice s = buf_slice(&shown);
	for (size_t i = 0, end; i < s.len; i = end + 1) {
		end = slice_find(s, SLICE(" "), i);
		end = end == SIZE_MAX ? s.len : end;
		struct slice word = slice_sub(s, i, end);
		if (at > indent && i > 0 && at + 1 + columns(word) > width) {
			buf_addf(out, "\n%*s", (int)indent, "");
			at = indent;
		} else if (i > 0) {
			buf_add_byte(out, ' ');
			at++;
		}
		buf_add(out, word);
		at += columns(word);
	}
	buf_add_byte(out, '\n');
}

void
view_source_words(const struct view *v, struct buf *out)
{
	if (v->stored)
		buf_addf(out, "As the first %llu entries of the log knew it. Trusted: ",
		    (unsigned long long)v->position);
	else
		buf_add_text(out, "Nothing was stored. Trusted: ");
}
