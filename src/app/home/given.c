/* app/home/given.c - options and arguments as values. See app/home/given.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/given.h"

#include "app/home/event_words.h"
#include "base/time.h"

struct rc
given_need(const struct op_call *call, const char *option, const char *what, struct slice *out,
    struct trouble *t)
{
	struct slice dashed;
	*out = slice_trim(slice_of(op_value(call, option, 0)));
	if (out->len > 0)
		return DONE;
	if (!arena_format(call->a, &dashed, "--%s%c", option, 0))
		return arena_failed(call->a, &t->err);
	return trouble_in(t, (const char *)dashed.at, fail(&t->err, E_USAGE, 0, what));
}

struct rc
given_subject(const char *text, unsigned kinds, const char *what, struct slice *out,
    struct trouble *t)
{
	struct subject s;
	*out = slice_of(text);
	if (text != NULL && !failed(subject_parse(*out, &s, NULL)) &&
	    (kinds == 0 || (kinds & SUBJECT_BIT(s.kind)) != 0))
		return DONE;
	return trouble_in(t, text, fail(&t->err, E_USAGE, 0, what));
}

struct rc
given_scope(const struct op_call *call, struct slice **out, size_t *count, struct trouble *t)
{
	size_t n = op_count(call, "scope");
	*count = 0;
	*out = ARENA_ARRAY(call->a, struct slice, n + 1);
	if (*out == NULL)
		return arena_failed(call->a, &t->err);
	for (; *count < n; (*count)++)
		TRY(given_subject(op_value(call, "scope", *count), 0, "expected a subject as "
		    "scope: party:ORG for all of an organisation, product:ORG/NAME for all of a "
		    "product", &(*out)[*count], t));
	return DONE;
}

struct rc
given_instant(const struct op_call *call, const char *option, enum time_edge edge,
    int64_t *out, struct trouble *t)
{
	const char *text = op_value(call, option, 0);
	*out = TIME_UNKNOWN;
	if (text == NULL)
		return DONE;
	if (*text == '\0')
		return trouble_in(t, option, fail(&t->err, E_USAGE, 0,
		    "expected a date or an instant, e.g. 2026-06-30"));
	return trouble_in(t, text, words_instant(slice_of(text), edge, out, &t->err));
}

struct rc
given_period(const struct op_call *call, int64_t *from_ms, int64_t *until_ms, struct trouble *t)
{
	TRY(given_instant(call, "from", TIME_BEGINNING, from_ms, t));
	TRY(given_instant(call, "until", TIME_END, until_ms, t));
	if (*from_ms == TIME_UNKNOWN || *until_ms == TIME_UNKNOWN || *from_ms <= *until_ms)
		return DONE;
	return trouble_in(t, op_value(call, "until", 0), fail(&t->err, E_USAGE, 0,
	    "expected an end that is not before the beginning (--from)"));
}
