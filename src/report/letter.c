/* report/letter.c - the letter that asks the supplier for the rest. See report/view.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "base/time.h"
#include "codec/utf8.h"
#include "report/words_view.h"

#define WIDTH 72
/* A paragraph before it is wrapped: the serials of ENTRIES_MAX assets, 200 bytes each. */
#define PARAGRAPH_BYTES_MAX MIB(4)

/* Appends words, broken before WIDTH columns; continuation lines begin with `indent` spaces.
 * Column of the first word: `at`. */
static void
wrap(struct buf *out, struct slice s, size_t at, size_t indent)
{
	for (size_t i = 0; i < s.len;) {
		size_t end = slice_find(s, SLICE(" "), i);
		end = end == SIZE_MAX ? s.len : end;
		size_t word = end - i;
		if (at > indent && at + 1 + word > WIDTH) {
			buf_add_byte(out, '\n');
			for (size_t k = 0; k < indent; k++)
				buf_add_byte(out, ' ');
			at = indent;
		} else if (i > 0) {
			buf_add_byte(out, ' ');
			at++;
		}
		buf_add(out, slice_sub(s, i, end));
		at += word;
		i = end + 1;
	}
	buf_add_byte(out, '\n');
}

/* The same for text of ours with pieces from outside, made safe first. */
static void
wrap_shown(struct buf *out, struct slice s, size_t at, size_t indent)
{
	AUTO(buf) shown = buf_init(s.len * 10 + 16);
	text_show(s, &shown);
	buf_follow(out, &shown);
	wrap(out, buf_slice(&shown), at, indent);
}

static const struct view_criterion *
criterion_of(const struct view *v, struct slice id)
{
	for (size_t i = 0; i < v->criterion_count; i++)
		if (slice_eq(v->criteria[i].id, id))
			return &v->criteria[i];
	return NULL;
}

/* Results of one criterion over two parts that say the same are one request. */
static bool
are_alike(const struct criterion_result *a, const struct criterion_result *b)
{
	if (!slice_eq(a->id, b->id) || a->reason_count != b->reason_count)
		return false;
	for (size_t i = 0; i < a->reason_count; i++)
		if (reason_cmp(&a->reasons[i], &b->reasons[i]) != 0)
			return false;
	return true;
}

/* Which serials the request is about, where it is not about all of them. */
static void
about_assets(const struct view *v, const struct criterion_result *r, struct buf *out)
{
	const struct assessment *s = v->assessment;
	size_t parts = 0, assets = 0;
	for (size_t i = 0; i < s->result_count; i++)
		if (are_alike(r, &s->results[i])) {
			parts++;
			assets += s->parts[s->results[i].part].asset_count;
		}
	if (parts == s->part_count || assets == 0)
		return;
	buf_add_text(out, assets == 1 ? " Serial: " : " Serials: ");
	for (size_t i = 0, n = 0; i < s->result_count; i++) {
		const struct part *p = &s->parts[s->results[i].part];
		if (!are_alike(r, &s->results[i]))
			continue;
		buf_add_text(out, n++ > 0 ? ", " : "");
		assets_words(p->assets, p->asset_count, out);
	}
	buf_add_text(out, ".");
}

/* One sentence for each code, with the place where one is known. */
static void
reason_sentences(const struct view *v, const struct criterion_result *r, struct buf *out)
{
	for (size_t i = 0; i < r->reason_count; i++) {
		const struct reason *why = &r->reasons[i];
		AUTO(buf) line = buf_init(PARAGRAPH_BYTES_MAX);
		if (i > 0 && r->reasons[i - 1].id == why->id && i > 4)
			continue;
		buf_add_text(&line, finding_sentence(why->id));
		if (why->evidence.len > 0) {
			buf_add_text(&line, " (");
			text_show(path_of(v, why->evidence), &line);
			if (why->place.len > 0)
				buf_add_byte(&line, '!');
			text_show(why->place, &line);
			buf_add_text(&line, ")");
		}
		buf_follow(out, &line);
		buf_addf(out, "      - ");
		wrap(out, buf_slice(&line), 8, 8);
	}
}

static void
request(const struct view *v, const struct criterion_result *r, unsigned number, struct buf *out)
{
	const struct view_criterion *c = criterion_of(v, r->id);
	AUTO(buf) head = buf_init(PARAGRAPH_BYTES_MAX);
	if (c != NULL && c->title.len > 0)
		text_show(c->title, &head);
	else
		text_show(r->id, &head);
	buf_add_byte(&head, '.');
	about_assets(v, r, &head);
	buf_follow(out, &head);
	buf_addf(out, "%3u.  ", number);
	wrap(out, buf_slice(&head), 6, 6);
	if (c != NULL && c->wanted.len > 0) {
		buf_add_text(out, "      ");
		wrap_shown(out, c->wanted, 6, 6);
	}
	buf_add_text(out, "      What we found:\n");
	reason_sentences(v, r, out);
	for (size_t i = 0; c != NULL && i < c->answer_count; i++) {
		buf_add_text(out, i == 0 ? "      What would do:\n      - " : "      - ");
		wrap_shown(out, c->answers[i], 8, 8);
	}
	buf_add_byte(out, '\n');
}

/* An open condition is ours to close later; everything else that is not met is asked for. */
static bool
is_asked_for(const struct criterion_result *r)
{
	if (r->verdict == VERDICT_PASS)
		return false;
	for (size_t i = 0; i < r->reason_count; i++)
		if (r->reasons[i].id != FINDING_CONDITION_OPEN)
			return true;
	return r->reason_count == 0;
}

/* An earlier part has asked for the same. */
static bool
is_asked_before(const struct assessment *s, size_t result)
{
	for (size_t i = 0; i < result; i++)
		if (are_alike(&s->results[i], &s->results[result]))
			return true;
	return false;
}

static void
closing(const struct view *v, unsigned asked, struct buf *out)
{
	char now[TIME_TEXT_BYTES];
	time_show(v->valid_at_ms, now);
	AUTO(buf) text = buf_init(PARAGRAPH_BYTES_MAX);
	if (asked == 0)
		wrap(out, SLICE("We need nothing further from you at this time. Thank you."), 0, 0);
	else
		wrap(out, SLICE("Signed statements that name the product, its version and the "
		    "batch, "
		    "and that we can check with a key we did not receive together with the goods, "
		    "answer most of these points at once. Please do not send the same files under "
		    "new names."), 0, 0);
	buf_addf(&text, "This letter was drawn up from the files you sent, against criteria ");
	text_show(v->criteria_name, &text);
	buf_add_text(&text, " version ");
	text_show(v->criteria_version, &text);
	buf_addf(&text, ", as of %s. It is a request, not an assessment of conformity.", now);
	buf_add_byte(out, '\n');
	buf_follow(out, &text);
	wrap(out, buf_slice(&text), 0, 0);
}

struct rc
view_letter(const struct view *v, struct buf *out, struct err *e)
{
	const struct assessment *s = v->assessment;
	unsigned asked = 0;
	AUTO(buf) subject = buf_init(PARAGRAPH_BYTES_MAX);
	buf_add_text(&subject, "Subject: evidence for ");
	text_show(v->subject, &subject);
	buf_follow(out, &subject);
	wrap(out, buf_slice(&subject), 0, 9);
	buf_add_text(out, "\nDear supplier,\n\n");
	for (size_t i = 0; i < s->result_count; i++)
		asked += is_asked_for(&s->results[i]) && !is_asked_before(s, i) ? 1 : 0;
	if (asked > 0)
		wrap(out, SLICE("Thank you for your delivery. Before we can accept it we need "
		    "what is "
		    "listed below. Each point says what we looked for, what we found, and which "
		    "forms of answer would do."), 0, 0);
	else
		wrap(out, SLICE("Thank you for your delivery. The evidence you sent is complete "
		    "for "
		    "our acceptance."), 0, 0);
	buf_add_byte(out, '\n');
	for (size_t i = 0, n = 0; i < s->result_count; i++)
		if (is_asked_for(&s->results[i]) && !is_asked_before(s, i))
			request(v, &s->results[i], (unsigned)++n, out);
	closing(v, asked, out);
	return buf_end(out, e);
}
