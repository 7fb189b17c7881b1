/* report/letter.c - the letter that asks the supplier for the rest. See report/view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "report/gap.h"
#include "report/letter_words.h"
#include "report/words_view.h"

#define WIDTH 72
#define PARAGRAPH_BYTES_MAX MIB(32)

static void
plain(const char *text, struct buf *out)
{
	fold(slice_of(text), 0, 0, WIDTH, out);
}

/* "For serial 3127." where the gap is not about all of them. */
static void
about(const struct view *v, const struct gap *g, struct buf *out)
{
	AUTO(buf) words = buf_init(PARAGRAPH_BYTES_MAX);
	if (g->asset_count == 0 || g->asset_count == v->scope->asset_count)
		return;
	buf_add_text(&words, g->asset_count == 1 ? "Serial: " : "Serials: ");
	assets_words(g->assets, g->asset_count, &words);
	buf_add_byte(&words, '.');
	buf_follow(out, &words);
	buf_add_text(out, "      ");
	fold(buf_slice(&words), 6, 6, WIDTH, out);
}

/* Several clauses stand under one another, a single one beside its heading. */
static void
clause(const char *heading, bool alone, bool first, const struct buf *words, struct buf *out)
{
	AUTO(buf) line = buf_init(PARAGRAPH_BYTES_MAX);
	if (first && !alone)
		buf_addf(out, "      %s\n", heading);
	if (alone)
		buf_addf(&line, "%s ", heading);
	buf_add(&line, buf_slice(words));
	buf_add_byte(&line, '.');
	buf_follow(&line, words);
	buf_follow(out, &line);
	buf_add_text(out, alone ? "      " : "      - ");
	fold(buf_slice(&line), alone ? 6 : 8, alone ? 6 : 8, WIDTH, out);
}

static void
found(const struct gap *g, struct buf *out)
{
	for (size_t i = 0; i < g->found_count; i++) {
		AUTO(buf) words = buf_init(PARAGRAPH_BYTES_MAX);
		buf_add(&words, g->found[i]);
		clause("What we found:", g->found_count == 1, i == 0, &words, out);
	}
}

static void
would_do(const struct gap *g, struct buf *out)
{
	AUTO(buf) second = buf_init(KIB(64));
	bool alone = !answer_words(g->id, g->kind, g->need, 1, &second);
	for (size_t i = 0;; i++) {
		AUTO(buf) words = buf_init(KIB(64));
		if (!answer_words(g->id, g->kind, g->need, i, &words))
			return;
		clause("What would do:", alone, i == 0, &words, out);
	}
}

static void
request(const struct view *v, const struct gap *g, unsigned number, struct buf *out)
{
	AUTO(buf) head = buf_init(PARAGRAPH_BYTES_MAX);
	please_words(g->id, g->kind, g->need, &head);
	buf_addf(&head, " (%s).", finding_name(g->id));
	buf_follow(out, &head);
	buf_addf(out, "%3u.  ", number);
	fold(buf_slice(&head), 6, 6, WIDTH, out);
	about(v, g, out);
	found(g, out);
	would_do(g, out);
	buf_add_byte(out, '\n');
}

/* What is open on the buyer's side, so that nobody waits for the other. */
static void
ours(const struct gaps *all, struct buf *out)
{
	size_t n = 0;
	AUTO(buf) words = buf_init(PARAGRAPH_BYTES_MAX);
	for (size_t i = 0; i < all->count; i++) {
		if (!all->at[i].ours)
			continue;
		buf_add_text(&words, n++ > 0 ? ", " : "For us to see to, and nothing that you "
		    "have to send: ");
		kind_words(all->at[i].kind, &words);
		if (is_about_readers(all->at[i].id) && all->at[i].need != NULL &&
		    all->at[i].need->readers.len > 0) {
			buf_add_text(&words, ", to be ");
			buf_add(&words, all->at[i].need->readers);
		}
		buf_addf(&words, " (%s)", finding_name(all->at[i].id));
	}
	buf_follow(out, &words);
	if (n == 0)
		return;
	buf_add_byte(&words, '.');
	fold(buf_slice(&words), 0, 0, WIDTH, out);
	buf_add_byte(out, '\n');
}

/* "batch C-2026-041", "ic-22 version 5.4.2": the name without what only a program needs. */
static void
put_name(struct slice subject, struct buf *out)
{
	size_t colon = slice_find(subject, SLICE(":"), 0);
	size_t slash = slice_find(subject, SLICE("/"), 0);
	struct slice scheme = slice_sub(subject, 0, colon == SIZE_MAX ? 0 : colon);
	struct slice name = slice_sub(subject, slash == SIZE_MAX ? 0 : slash + 1, subject.len);
	size_t at = slice_find(name, SLICE("@"), 0), mark = slice_find(name, SLICE("#"), 0);
	size_t cut = at != SIZE_MAX ? at : mark;
	if (slice_eq(scheme, SLICE("batch")) || slice_eq(scheme, SLICE("delivery"))) {
		buf_add(out, scheme);
		buf_add_byte(out, ' ');
	}
	buf_add(out, slice_sub(name, 0, cut == SIZE_MAX ? name.len : cut));
	if (cut == SIZE_MAX)
		return;
	buf_add_text(out, at != SIZE_MAX ? " version " : ", serial ");
	buf_add(out, slice_sub(name, cut + 1, name.len));
}

/* "our order 4711" */
static void
put_order(struct slice subject, struct buf *out)
{
	size_t slash = slice_find(subject, SLICE("/"), 0);
	buf_add_text(out, "our order ");
	buf_add(out, slice_sub(subject, slash == SIZE_MAX ? 0 : slash + 1, subject.len));
}

static void
put_names(const struct view *v, struct buf *out)
{
	const struct case_scope *s = v->scope;
	bool delivery = v->subject_assumed && slice_starts(v->subject, SLICE("delivery:"));
	/* it stands for itself, or for the order that a list names */
	if (delivery && v->subject_source.len == 0)
		buf_add_text(out, "your delivery");
	else if (delivery)
		put_order(v->subject, out);
	else
		put_name(v->subject, out);
	if (s->release.len > 0 && !slice_eq(s->release, v->subject)) {
		buf_add_text(out, ", ");
		put_name(s->release, out);
	}
	if (s->asset_count < 2)
		return;
	buf_add_text(out, ", serials ");
	assets_words(s->assets, s->asset_count, out);
}

static void
head(const struct view *v, unsigned asked, struct buf *out)
{
	AUTO(buf) subject = buf_init(PARAGRAPH_BYTES_MAX);
	buf_add_text(&subject, "Subject: evidence for ");
	put_names(v, &subject);
	buf_follow(out, &subject);
	fold(buf_slice(&subject), 0, 9, WIDTH, out);
	buf_add_text(out, "\nDear supplier,\n\n");
	plain(asked == 0 ? "Thank you for your delivery. We need nothing further from you at this "
	    "time." : asked == 1 ? "Thank you for your delivery. Before we can accept it we need "
	    "one more thing from you. Below you find what we ask for, what we found, and what "
	    "would do as an answer. If you do not have it, please tell us so." :
	    "Thank you for your delivery. Before we can accept it we need a few more things from "
	    "you. Each point says what we ask for, what we found, and what would do as an answer. "
	    "If you do not have one of them, please tell us so.", out);
	buf_add_byte(out, '\n');
}

static void
closing(const struct view *v, unsigned asked, struct buf *out)
{
	AUTO(buf) words = buf_init(PARAGRAPH_BYTES_MAX);
	if (asked > 1) {
		plain("A signed statement that names the product with its version, the batch or "
		    "the serials, and that we can check with a key which did not come with the "
		    "goods, often answers several points at once.", out);
		buf_add_byte(out, '\n');
	}
	buf_add_text(&words, "This letter was drawn up from the files you sent, against our "
	    "criteria \"");
	buf_add(&words, v->criteria_name);
	buf_add_text(&words, "\", version ");
	buf_add(&words, v->criteria_version);
	buf_add_text(&words, ", as of ");
	time_words(v->valid_at_ms, &words);
	buf_add_text(&words, ". It is a request, not an assessment of conformity.");
	buf_follow(out, &words);
	fold(buf_slice(&words), 0, 0, WIDTH, out);
	buf_add_text(out, "\nWith kind regards\n");
}

struct rc
view_letter(const struct view *v, struct buf *out, struct err *e)
{
	AUTO(arena) a = arena_init(GAP_ARENA_BYTES);
	struct gaps all;
	unsigned asked = 0, number = 0;
	TRY(gaps_find(v, &a, &all, e));
	for (size_t i = 0; i < all.count; i++)
		asked += all.at[i].ours ? 0 : 1;
	head(v, asked, out);
	for (size_t i = 0; i < all.count; i++)
		if (!all.at[i].ours)
			request(v, &all.at[i], ++number, out);
	ours(&all, out);
	closing(v, asked, out);
	return buf_end(out, e);
}
