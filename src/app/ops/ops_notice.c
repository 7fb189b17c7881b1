/* app/ops/ops_notice.c - `assay notice add` and `assay notice list`: what customers were told. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/made.h"
#include "app/desk/notices.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "base/file.h"
#include "base/limits.h"
#include "crypto/digest.h"

#define SUBJECTS (SUBJECT_BIT(SUBJECT_PRODUCT) | SUBJECT_BIT(SUBJECT_RELEASE) | \
	SUBJECT_BIT(SUBJECT_PURL))

#define NO_OCCASION "expected --about: support_period, end_of_support, vulnerability, update, " \
	"incident or other"

/* --- add -------------------------------------------------------------------------------------- */

struct adding_notice {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct writer		 w;
	struct build		 b;
	struct slice		 subject;
	struct value		 predicate;
	int64_t			 sent_ms;
};

static void
put(struct adding_notice *g, const char *name, const char *option)
{
	struct slice text = slice_of(op_value(g->call, option, 0));
	if (text.len > 0)
		value_put(&g->b, &g->predicate, name, value_string(text));
}

static struct rc
put_subject(struct adding_notice *g, struct trouble *t)
{
	struct subject s;
	const char *text = op_value(g->call, "for", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECTS, "expected --for a product, a release "
	    "or the purl of a component", &g->subject, t));
	TRY(subject_parse(g->subject, &s, &t->err));
	value_put(&g->b, &g->predicate, s.kind == SUBJECT_PRODUCT ? "product" :
	    s.kind == SUBJECT_RELEASE ? "release" : "component", value_string(g->subject));
	return DONE;
}

/* What the occasion asks for beside it: which vulnerability, or which end. */
static struct rc
put_about(struct adding_notice *g, struct trouble *t)
{
	struct slice about, unused;
	int64_t end_ms;
	TRY(given_need(g->call, "about", NO_OCCASION, &about, t));
	value_put(&g->b, &g->predicate, "about", value_string(about));
	if (slice_eq(about, SLICE("vulnerability")))
		TRY(given_need(g->call, "vulnerability", "expected --vulnerability: which one was "
		    "told of", &unused, t));
	put(g, "vulnerability", "vulnerability");
	TRY(given_instant(g->call, "end", TIME_END, &end_ms, t));
	if (end_ms == TIME_UNKNOWN && slice_eq(about, SLICE("support_period")))
		return fail(&t->err, E_USAGE, 0, "expected --end: until when support was said to "
		    "last");
	if (end_ms != TIME_UNKNOWN)
		value_put(&g->b, &g->predicate, "end", instant_value(&g->b, end_ms));
	return DONE;
}

static struct rc
put_sent(struct adding_notice *g, struct trouble *t)
{
	struct slice unused;
	int64_t sent_ms;
	struct value list = value_array();
	TRY(given_need(g->call, "audience", "expected --audience: who was meant, e.g. \"all "
	    "buyers in the EU\"", &unused, t));
	TRY(given_need(g->call, "channel", "expected --channel: by which way, e.g. mail", &unused,
	    t));
	put(g, "audience", "audience");
	put(g, "channel", "channel");
	for (size_t i = 0; op_value(g->call, "recipient", i) != NULL; i++)
		value_push(&g->b, &list, value_string(slice_of(op_value(g->call, "recipient",
		    i))));
	if (list.count > 0)
		value_put(&g->b, &g->predicate, "recipients", list);
	TRY(given_instant(g->call, "sent", TIME_BEGINNING, &sent_ms, t));
	if (sent_ms == TIME_UNKNOWN)
		return fail(&t->err, E_USAGE, 0, "expected --sent: when");
	if (sent_ms > g->call->now_ms)
		return trouble_in(t, op_value(g->call, "sent", 0), fail(&t->err, E_USAGE, 0,
		    "sent later than now"));
	g->sent_ms = sent_ms;
	value_put(&g->b, &g->predicate, "sent", instant_value(&g->b, sent_ms));
	return DONE;
}

/* The digest of what was sent; the file itself is for `evidence add`. */
static struct rc
put_content(struct adding_notice *g, struct trouble *t)
{
	const char *file = op_value(g->call, "content", 0);
	AUTO(buf) bytes = buf_init(BODY_KEEP_MAX);
	struct digest d;
	char text[DIGEST_TEXT_BYTES];
	struct slice kept;
	if (file == NULL)
		return DONE;
	TRY(trouble_in(t, file, file_read_all(file, &bytes, &t->err)));
	TRY(trouble_in(t, file, buf_end(&bytes, &t->err)));
	TRY(digest_of(buf_slice(&bytes), &d, &t->err));
	digest_show(&d, text);
	if (!arena_copy(g->call->a, (struct slice){ (const uint8_t *)text, sizeof text }, &kept))
		return arena_failed(g->call->a, &t->err);
	value_put(&g->b, &g->predicate, "content", value_string(kept));
	return DONE;
}

/* "NAME=TIME": who said that it arrived, and when. */
static struct rc
put_acknowledged(struct adding_notice *g, struct trouble *t)
{
	struct value list = value_array();
	const char *given;
	for (size_t i = 0; (given = op_value(g->call, "acknowledged", i)) != NULL; i++) {
		struct slice text = slice_of(given);
		struct value one = value_object();
		int64_t ms;
		size_t mark = text.len;
		while (mark > 0 && text.at[mark - 1] != '=')
			mark--;
		if (mark < 2 || failed(time_parse(slice_sub(text, mark, text.len), TIME_BEGINNING,
		    &ms, NULL)))
			return trouble_in(t, given, fail(&t->err, E_USAGE, 0, "expected "
			    "--acknowledged NAME=TIME, e.g. \"Plant North=2026-06-30\""));
		if (ms + DAY_MS <= g->sent_ms || ms > g->call->now_ms)
			return trouble_in(t, given, fail(&t->err, E_USAGE, 0,
			    ms > g->call->now_ms ? "acknowledged later than now" :
			    "acknowledged before it was sent"));
		value_put(&g->b, &one, "by", value_string(slice_sub(text, 0, mark - 1)));
		value_put(&g->b, &one, "at", instant_value(&g->b, ms));
		value_push(&g->b, &list, one);
	}
	if (list.count > 0)
		value_put(&g->b, &g->predicate, "acknowledged", list);
	return DONE;
}

static struct rc
add(struct adding_notice *g)
{
	struct trouble *t = &g->r->trouble;
	TRY(put_subject(g, t));
	TRY(put_about(g, t));
	TRY(put_sent(g, t));
	TRY(put_content(g, t));
	TRY(put_acknowledged(g, t));
	value_put(&g->b, &g->predicate, "issued", instant_value(&g->b, g->call->now_ms));
	put(g, "reference", "reference");
	put(g, "issuer", "issuer");
	put(g, "note", "note");
	TRY(build_end(&g->b, &t->err));
	TRY(home_open(g->call, HOME_WRITE, &g->h, t));
	TRY(writer_open(g->call, &g->h, &g->w, t));
	const struct made made = { .kind = "customer_notification", .subjects = &g->subject,
	    .subject_count = 1, .predicate = g->predicate, .name = SLICE("notice.json") };
	return made_say(g->call, &g->h, &g->w, &made, "assay/notice-add/1", g->r);
}

struct rc
op_notice_add(const struct op_call *call, struct op_result *r)
{
	struct adding_notice g = { .call = call, .r = r, .b = { .a = call->a },
	    .predicate = value_object() };
	struct rc done = add(&g);
	writer_drop(&g.w);
	home_drop(&g.h);
	return done;
}

/* --- list ------------------------------------------------------------------------------------- */

static bool
is_occasion(struct slice word)
{
	static const struct slice all[] = { SLICE_INIT("support_period"),
	    SLICE_INIT("end_of_support"), SLICE_INIT("vulnerability"), SLICE_INIT("update"),
	    SLICE_INIT("incident"), SLICE_INIT("other") };
	for (size_t i = 0; i < COUNT(all); i++)
		if (slice_eq(all[i], word))
			return true;
	return false;
}

static bool
is_wanted(const struct op_call *call, const struct notice *n)
{
	const char *about = op_value(call, "about", 0);
	const char *vulnerability = op_value(call, "vulnerability", 0);
	return (about == NULL || slice_eq(n->about, slice_of(about))) &&
	    (vulnerability == NULL || slice_eq(n->vulnerability, slice_of(vulnerability)));
}

struct rc
op_notice_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = {
		{ "sent", "sent", 24 }, { "subject", "subject", 30 }, { "about", "about", 14 },
		{ "vulnerability", "vulnerability", 16 }, { "end", "end told", 24 },
		{ "audience", "to", 28 }, { "channel", "by", 14 },
		{ "acknowledgements", "acknowledged", 12 }, { "id", "id", 0 },
		{ "recipients", "recipients", 0 }, { "acknowledged", "by whom", 0 },
		{ "content", "content", 0 }, { "reference", "reference", 0 },
		{ "issuer", "issuer", 0 },
	};
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct slice subject = {0};
	struct notice *all;
	size_t count;
	uint64_t known;
	int64_t at_ms;
	struct err *e = &r->trouble.err;
	const char *about = op_value(call, "about", 0);
	if (op_value(call, "for", 0) != NULL)
		TRY(given_subject(op_value(call, "for", 0), SUBJECTS, "expected --for a product, a "
		    "release or the purl of a component", &subject, &r->trouble));
	if (about != NULL && !is_occasion(slice_of(about)))
		return trouble_in(&r->trouble, about, fail(e, E_USAGE, 0, NO_OCCASION));
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(valid_read(call, &at_ms, &r->trouble));
	TRY(notices_find(&h, subject, known, at_ms, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++)
		if (is_wanted(call, &all[i]))
			value_push(&b, &rows, notice_value(&b, &all[i]));
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/notice-list/1", "notices", columns, COUNT(columns),
	    &rows, NULL, "no notice is recorded; `assay notice add` records one");
}
