/* table/responsibility_words.c - the words of responsibility matrices. See
 * table/responsibility_words.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/responsibility_words.h"

#include "table/words.h"

static const struct { struct slice text; enum responsibility_field field; } heads[] = {
#define HEAD(field, text) { SLICE_INIT(text), RESPONSIBILITY_##field },
#define DUTY(duty, text)
#define ROLE(role, text)
#include "table/responsibility_words.list"
#undef HEAD
#undef DUTY
#undef ROLE
};

struct word { struct slice text; const char *means; };

static const struct word duties[] = {
#define HEAD(field, text)
#define DUTY(duty, text) { SLICE_INIT(text), #duty },
#define ROLE(role, text)
#include "table/responsibility_words.list"
#undef DUTY
#undef ROLE
};

static const struct word roles[] = {
#define DUTY(duty, text)
#define ROLE(role, text) { SLICE_INIT(text), #role },
#include "table/responsibility_words.list"
#undef HEAD
#undef DUTY
#undef ROLE
};

static const char *const field_names[RESPONSIBILITY_FIELDS] = { "", "topic", "duty", "stage",
	"party", "role", "contact", "to", "kind", "retention_owner", "due", "evidence", "location",
	"assumption", "consulted", "informed" };

static const char *
find(const struct word *words, size_t count, struct slice text)
{
	struct word_room room = {0};
	struct slice word = word_fold_short(text, &room);
	for (size_t i = 0; i < count && word.len > 0; i++)
		if (slice_eq(words[i].text, word))
			return words[i].means;
	return NULL;
}

static enum responsibility_field
whole_heading(struct slice text)
{
	struct word_room room = {0};
	struct slice word = word_fold_short(text, &room);
	for (size_t i = 0; i < COUNT(heads) && word.len > 0; i++)
		if (slice_eq(heads[i].text, word))
			return heads[i].field;
	return RESPONSIBILITY_NONE;
}

enum responsibility_field
responsibility_heading(struct slice text)
{
	enum responsibility_field f = whole_heading(text);
	struct slice part;
	for (size_t at = 0; f == RESPONSIBILITY_NONE && word_part(text, &at, &part);)
		f = whole_heading(part);
	return f;
}

enum responsibility_field
responsibility_field_parse(struct slice name)
{
	for (unsigned i = 1; i < RESPONSIBILITY_FIELDS; i++)
		if (slice_eq(name, slice_of(field_names[i])))
			return i;
	return RESPONSIBILITY_NONE;
}

const char *
responsibility_duty(struct slice text)
{
	return find(duties, COUNT(duties), text);
}

const char *
responsibility_role(struct slice text)
{
	return find(roles, COUNT(roles), text);
}

bool
responsibility_is_none(struct slice text)
{
	struct word_room room = {0};
	struct slice word = word_fold_short(text, &room);
	return slice_eq(text, SLICE("-")) || slice_eq(text, SLICE("\xe2\x80\x93")) ||
	    slice_eq(text, SLICE("\xe2\x80\x94")) || slice_eq(word, SLICE("na")) ||
	    slice_eq(word, SLICE("entfallt")) || slice_eq(word, SLICE("notapplicable"));
}

/* A tick has no letters. */
static bool
is_tick(struct slice text)
{
	static const struct slice ticks[] = { SLICE_INIT("\xe2\x9c\x93"),
		SLICE_INIT("\xe2\x9c\x94"), SLICE_INIT("\xe2\x98\x91"),
		SLICE_INIT("\xe2\x98\x92"), SLICE_INIT("\xe2\x97\x8f") };
	for (size_t i = 0; i < COUNT(ticks); i++)
		if (slice_eq(text, ticks[i]))
			return true;
	return false;
}

static unsigned
mark_of(uint8_t c)
{
	switch (c) {
	case 'R': case 'r': case 'X': case 'x': return MARK_RESPONSIBLE;
	case 'A': case 'a': return MARK_ACCOUNTABLE;
	case 'C': case 'c': case 'S': case 's': return MARK_CONSULTED;
	case 'I': case 'i': return MARK_INFORMED;
	default: return 0;
	}
}

bool
responsibility_marks(struct slice text, unsigned *marks)
{
	*marks = 0;
	if (responsibility_is_none(text))
		return true;
	if (is_tick(text)) {
		*marks = MARK_RESPONSIBLE;
		return true;
	}
	for (size_t i = 0; i < text.len; i++) {
		uint8_t c = text.at[i];
		unsigned one = mark_of(c);
		bool between = c == '/' || c == ',' || c == ';' || c == '+' || c == '&' ||
		    c == ' ' || c == '\n' || c == '(' || c == ')';
		if ((one == 0 && !between) || (*marks & one) != 0)
			return false;
		*marks |= one;
	}
	return *marks != 0;
}
