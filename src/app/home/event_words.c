/* app/home/event_words.c - members of events as values. See app/home/event_words.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/event_words.h"


struct rc
words_texts(const struct value *list, struct arena *a, struct slice **out, size_t *count,
    struct err *e)
{
	size_t n = list != NULL && list->kind == VALUE_ARRAY ? list->count : 0;
	*count = 0;
	*out = ARENA_ARRAY(a, struct slice, n > 0 ? n : 1);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < n; i++)
		(*out)[(*count)++] = value_text(&list->items[i]);
	return DONE;
}

unsigned
words_purposes(const struct value *list)
{
	unsigned bits = 0;
	for (size_t i = 0; list != NULL && i < list->count; i++)
		bits |= purpose_parse(value_text(&list->items[i]));
	return bits;
}

struct value
words_of_purposes(struct build *b, unsigned purposes)
{
	struct value list = value_array();
	for (unsigned bit = PURPOSE_IDENTITY; bit <= PURPOSE_LOG; bit <<= 1)
		if ((purposes & bit) != 0)
			value_push(b, &list, value_string(slice_of(purpose_name(
			    (enum purpose)bit))));
	return list;
}

struct rc
words_instant(struct slice text, enum time_edge edge, int64_t *out, struct err *e)
{
	*out = TIME_UNKNOWN;
	if (text.len == 0)
		return DONE;
	struct rc done = time_parse(text, edge, out, e);
	if (failed(done))
		e->code = E_USAGE;
	return failed(done) ? (struct rc){ E_USAGE } : DONE;
}
