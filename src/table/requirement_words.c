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
	"responsible", "due", "note", "title" };

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

/* A tick has no letters to fold. */
static bool
is_tick(struct slice text)
{
	static const struct slice ticks[] = { SLICE_INIT("\xe2\x9c\x93"),
		SLICE_INIT("\xe2\x9c\x94"), SLICE_INIT("\xe2\x98\x91"),
		SLICE_INIT("\xe2\x98\x92") };
	for (size_t i = 0; i < COUNT(ticks); i++)
		if (slice_starts(text, ticks[i]))
			return true;
	return false;
}

const char *
requirement_status(struct slice text, const struct requirement_map *map)
{
	static const char breaks[] = "(;:,\n-";
	const char *status = whole_status(text, map);
	if (status == NULL && is_tick(text))
		return "met";
	for (size_t i = 1; i < text.len && status == NULL; i++)
		for (const char *b = breaks; *b != 0 && status == NULL; b++)
			if (text.at[i] == (uint8_t)*b)
				status = whole_status(slice_sub(text, 0, i), map);
	return status;
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
