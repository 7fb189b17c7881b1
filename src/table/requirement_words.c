/* table/requirement_words.c - the words of requirement workbooks. See table/requirement_words.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table/requirement_words.h"

#include "table/words.h"

static const struct { struct slice text; enum requirement_field field; } heads[] = {
#define HEAD(field, text) { SLICE_INIT(text), REQUIREMENT_##field },
#define SAID(status, text)
#include "table/requirement_words.list"
#undef HEAD
#undef SAID
};

static const struct { struct slice text; const char *status; } said[] = {
#define HEAD(field, text)
#define SAID(status, text) { SLICE_INIT(text), #status },
#include "table/requirement_words.list"
#undef HEAD
#undef SAID
};

static const char *const field_names[REQUIREMENT_FIELDS] = { "", "requirement", "status",
	"evidence", "reason", "limitation", "confidence", "measure", "measure_evidence",
	"responsible", "due", "note", "title", "edition" };

static const char *const statuses[] = { "met", "partly", "not_met", "not_applicable", "untested",
	"met_by_platform", "met_at_system_level" };

static const struct { struct slice text; const char *confidence; } confidences[] = {
	{ SLICE_INIT("direct"), "direct" }, { SLICE_INIT("direkt"), "direct" },
	{ SLICE_INIT("supporting"), "supporting" }, { SLICE_INIT("stutzend"), "supporting" },
	{ SLICE_INIT("contextual"), "contextual" }, { SLICE_INIT("kontext"), "contextual" },
	{ SLICE_INIT("adjacent"), "adjacent" }, { SLICE_INIT("benachbart"), "adjacent" },
	{ SLICE_INIT("gap"), "gap" }, { SLICE_INIT("lucke"), "gap" },
};

static enum requirement_field
whole_heading(struct slice text)
{
	struct word_room room = {0};
	struct slice word = word_fold_short(text, &room);
	for (size_t i = 0; i < COUNT(heads) && word.len > 0; i++)
		if (slice_eq(heads[i].text, word))
			return heads[i].field;
	return REQUIREMENT_NONE;
}

enum requirement_field
requirement_heading(struct slice text)
{
	enum requirement_field f = whole_heading(text);
	struct slice part;
	for (size_t at = 0; f == REQUIREMENT_NONE && word_part(text, &at, &part);)
		f = whole_heading(part);
	return f;
}

enum requirement_field
requirement_field_parse(struct slice name)
{
	for (unsigned i = 1; i < REQUIREMENT_FIELDS; i++)
		if (slice_eq(name, slice_of(field_names[i])))
			return i;
	return REQUIREMENT_NONE;
}

const char *
requirement_status_parse(struct slice word)
{
	for (size_t i = 0; i < COUNT(statuses); i++)
		if (slice_eq(word, slice_of(statuses[i])))
			return statuses[i];
	return NULL;
}

static const char *
whole_status(struct slice text, const struct requirement_map *map)
{
	struct word_room room = {0};
	struct slice word = word_fold_short(text, &room);
	for (size_t i = 0; map != NULL && i < map->word_count; i++)
		if (slice_eq(map->words[i].said, word))
			return requirement_status_parse(map->words[i].status);
	for (size_t i = 0; i < COUNT(said) && word.len > 0; i++)
		if (slice_eq(said[i].text, word))
			return said[i].status;
	return NULL;
}

static bool
is_among(struct slice text, const struct slice *marks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_starts(text, marks[i]))
			return true;
	return false;
}

/* Ticks and crosses have no letters to fold: U+2713, U+2714, U+2611, U+2612, U+2705. */
static bool
is_tick(struct slice text)
{
	static const struct slice ticks[] = { SLICE_INIT("\xe2\x9c\x93"),
		SLICE_INIT("\xe2\x9c\x94"), SLICE_INIT("\xe2\x98\x91"),
		SLICE_INIT("\xe2\x98\x92"), SLICE_INIT("\xe2\x9c\x85") };
	return is_among(text, ticks, COUNT(ticks));
}

/* U+2717, U+2718, U+274C, U+2715, U+2716, U+00D7: "no" beside words, a tick where one is to be
 * made. */
static bool
is_cross(struct slice text)
{
	static const struct slice crosses[] = { SLICE_INIT("\xe2\x9c\x97"),
		SLICE_INIT("\xe2\x9c\x98"), SLICE_INIT("\xe2\x9d\x8c"),
		SLICE_INIT("\xe2\x9c\x95"), SLICE_INIT("\xe2\x9c\x96"),
		SLICE_INIT("\xc3\x97") };
	return is_among(text, crosses, COUNT(crosses));
}

bool
requirement_says_nothing(struct slice text)
{
	/* a hyphen to a horizontal bar, an empty box, an ellipsis, a blank that does not break */
	static const struct slice marks[] = { SLICE_INIT("-"), SLICE_INIT("/"), SLICE_INIT("."),
		SLICE_INIT("_"), SLICE_INIT(" "), SLICE_INIT("\xe2\x80\x90"),
		SLICE_INIT("\xe2\x80\x91"), SLICE_INIT("\xe2\x80\x92"),
		SLICE_INIT("\xe2\x80\x93"), SLICE_INIT("\xe2\x80\x94"),
		SLICE_INIT("\xe2\x80\x95"), SLICE_INIT("\xe2\x88\x92"),
		SLICE_INIT("\xe2\x98\x90"), SLICE_INIT("\xe2\x80\xa6"),
		SLICE_INIT("\xc2\xa0") };
	size_t at = 0, before = SIZE_MAX;
	while (at < text.len && at != before) {
		before = at;
		for (size_t i = 0; i < COUNT(marks); i++)
			if (slice_starts(slice_sub(text, at, text.len), marks[i])) {
				at += marks[i].len;
				break;
			}
	}
	return at == text.len;
}

enum requirement_mark
requirement_mark(struct slice text)
{
	const char *status = requirement_status(text, NULL);
	if (requirement_says_nothing(text))
		return MARK_NOT;
	if (is_cross(text) || (status != NULL && slice_eq(slice_of(status), SLICE("met"))))
		return MARK_TICK;
	return status != NULL && slice_eq(slice_of(status), SLICE("not_met")) ? MARK_NOT :
	    MARK_UNREAD;
}

/* The length of what ends a status at `at`: a bracket, colon, comma or dash; else 0. */
static size_t
break_at(struct slice text, size_t at)
{
	static const struct slice breaks[] = { SLICE_INIT("("), SLICE_INIT(";"), SLICE_INIT(":"),
		SLICE_INIT(","), SLICE_INIT("\n"), SLICE_INIT("-"), SLICE_INIT("\xe2\x80\x93"),
		SLICE_INIT("\xe2\x80\x94") };
	for (size_t i = 0; i < COUNT(breaks); i++)
		if (slice_starts(slice_sub(text, at, text.len), breaks[i]))
			return breaks[i].len;
	return 0;
}

const char *
requirement_status(struct slice text, const struct requirement_map *map)
{
	const char *status = whole_status(text, map);
	if (status == NULL && is_tick(text))
		return "met";
	if (status == NULL && is_cross(text))
		return "not_met";
	for (size_t i = 1; i < text.len && status == NULL; i++)
		if (break_at(text, i) > 0)
			status = whole_status(slice_sub(text, 0, i), map);
	return status;
}

bool
requirement_is_status(struct slice text)
{
	return whole_status(text, NULL) != NULL;
}

const char *
requirement_confidence(struct slice text)
{
	struct word_room room = {0};
	struct slice word = word_fold_short(text, &room);
	for (size_t i = 0; i < COUNT(confidences) && word.len > 0; i++)
		if (slice_eq(confidences[i].text, word))
			return confidences[i].confidence;
	return NULL;
}
