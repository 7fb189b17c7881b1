/* app/home/ask.c - a few questions. See app/home/ask.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/ask.h"

#include "base/file.h"
#include "base/limits.h"
#include "codec/utf8.h"
#include "subject/subject.h"

#define ANSWER_BYTES_MAX KIB(2)

bool
ask_is_org(struct slice answer)
{
	struct subject s;
	AUTO(buf) party = buf_init(KIB(1));
	buf_addf(&party, "party:%.*s", SLICE_FMT(answer));
	return !party.broken && !failed(subject_parse(buf_slice(&party), &s, NULL));
}

bool
ask_yes(struct slice answer)
{
	return slice_eq_nocase(answer, SLICE("yes")) || slice_eq_nocase(answer, SLICE("y"));
}

bool
ask_is_yes_or_no(struct slice answer)
{
	return ask_yes(answer) || slice_eq_nocase(answer, SLICE("no")) ||
	    slice_eq_nocase(answer, SLICE("n"));
}

void
ask_quote(struct slice text, struct buf *out)
{
	buf_add_byte(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"' || text.at[i] == '\\')
			buf_add_byte(out, '\\');
		buf_add_byte(out, text.at[i]);
	}
	buf_add_byte(out, '"');
}

static struct slice
default_of(const struct ask *q, const struct slice *answers)
{
	return q->like > 0 ? answers[q->like - 1] : slice_of(q->otherwise);
}

static void
show(const struct op_call *call, const struct ask *q, unsigned n, struct slice otherwise)
{
	AUTO(buf) text = buf_init(KIB(8));
	buf_addf(&text, "%u. %s", n, q->question);
	if (otherwise.len > 0)
		buf_addf(&text, " [%.*s]", SLICE_FMT(otherwise));
	else if (q->otherwise != NULL)
		buf_add_text(&text, " [none]");
	buf_add_text(&text, ": ");
	if (!call->quiet && !text.broken)
		file_put_stderr(buf_slice(&text));
}

static struct rc
ask_one(const struct op_call *call, const struct ask *q, unsigned n, struct slice *answers,
    bool *more, struct trouble *t)
{
	AUTO(buf) line = buf_init(ANSWER_BYTES_MAX);
	struct slice otherwise = default_of(q, answers), answer;
	show(call, q, n, otherwise);
	if (*more)
		TRY(trouble_in(t, "standard input", file_stdin_line(&line, more, &t->err)));
	answer = slice_trim(buf_slice(&line));
	if (!call->quiet && !*more)
		file_put_stderr(SLICE("\n"));
	if (answer.len == 0)
		answer = otherwise;
	bool good = answer.len > 0 ? utf8_valid(answer) && !utf8_has_control(answer) &&
	    (q->good == NULL || q->good(answer)) : q->otherwise != NULL && otherwise.len == 0;
	if (good && arena_copy(call->a, answer, &answers[n - 1]))
		return DONE;
	if (good)
		return arena_failed(call->a, &t->err);
	if (!arena_format(call->a, &t->place, "%u", n))
		t->place = SLICE("");
	return trouble_in(t, "answer", fail(&t->err, E_USAGE, 0, q->expected));
}

struct rc
ask_all(const struct op_call *call, const struct ask *questions, size_t count,
    struct slice *answers, struct trouble *t)
{
	bool more = true;
	if (count > ASK_MAX)
		BUG("more questions than anybody answers");
	for (size_t i = 0; i < count; i++)
		TRY(ask_one(call, &questions[i], (unsigned)i + 1, answers, &more, t));
	return DONE;
}
