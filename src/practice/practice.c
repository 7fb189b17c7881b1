/* practice/practice.c - how far records carry the requirements on a process. See
 * practice/practice.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "practice/practice.h"

#include "base/time.h"
#include "fact/item_standing.h"

/* Points that make a series. */
#define SERIES_MIN 3

const char *
written_name(enum written_why w)
{
	static const char *const names[] = { "written", "not_written", "not_yet_approved",
	    "document_gone", "no_roles", "untrained" };
	if ((unsigned)w >= COUNT(names))
		BUG("no such answer");
	return names[w];
}

const char *
practised_name(enum practised_why w)
{
	static const char *const names[] = { "practised", "no_record", "other_process",
	    "other_release", "outside_period", "not_independent", "document_gone" };
	if ((unsigned)w >= COUNT(names))
		BUG("no such answer");
	return names[w];
}

static struct slice
text_of(const struct fact *f, const char *member)
{
	struct slice text = value_text(value_get(&f->value, slice_of(member)));
	return slice_is_null(text) ? SLICE("") : text;
}

static bool
lists(const struct fact *f, const char *member, struct slice text)
{
	const struct value *list = value_get(&f->value, slice_of(member));
	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (slice_eq(list->items[i].text, text))
			return true;
	return false;
}

/* By its id ("SM-1") or full name. */
static bool
is_of(const struct fact *f, const struct catalog_item *item)
{
	return lists(f, "requirements", item->key) || lists(f, "requirements", item->full);
}

static bool
is_of_process(const struct practice_wish *w, const struct fact *f)
{
	return slice_eq(text_of(f, "process"), w->process);
}

/* The next fact of that name in an item that stands; null at the end. */
struct walk { size_t item, fact; };
static const struct fact *
next_fact(const struct case_form *form, struct walk *w, const char *name,
    const struct item **it)
{
	for (; w->item < form->item_count; w->item++, w->fact = 0) {
		*it = &form->items[w->item];
		if (w->fact == 0 && !item_stands(form, *it))
			continue;
		while (w->fact < (*it)->fact_count) {
			const struct fact *f = &(*it)->facts[w->fact++];
			if (slice_eq(f->name, slice_of(name)))
				return f;
		}
	}
	return NULL;
}

/* Dated, and not after the instant. */
static bool
has_happened(const struct practice_wish *w, const struct item *it)
{
	return it->made_ms != TIME_UNKNOWN && it->made_ms <= w->form->valid_at_ms;
}

/* The document that it names, if any, counts. */
static bool
has_document(const struct practice_wish *w, const struct fact *f)
{
	struct slice document = text_of(f, "document");
	return document.len == 0 || item_standing(w->form, document) != NULL;
}

/* --- written ---------------------------------------------------------------------------------- */

static bool
is_trained(const struct practice_wish *w, struct slice role)
{
	struct walk walk = {0};
	const struct item *it;
	const struct fact *f;
	while ((f = next_fact(w->form, &walk, "training", &it)) != NULL)
		if (is_of_process(w, f) && slice_eq(text_of(f, "role"), role) &&
		    has_happened(w, it) && has_document(w, f))
			return true;
	return false;
}

static enum written_why
judge_description(const struct practice_wish *w, const struct fact *f, const struct item *it,
    struct slice *untrained)
{
	const struct value *roles = value_get(&f->value, SLICE("roles"));
	if (!has_happened(w, it))
		return WRITTEN_NOT_YET;
	if (!has_document(w, f))
		return WRITTEN_GONE;
	if (roles == NULL || roles->count == 0)
		return WRITTEN_NO_ROLES;
	for (size_t i = 0; i < roles->count; i++)
		if (!is_trained(w, roles->items[i].text)) {
			*untrained = roles->items[i].text;
			return WRITTEN_UNTRAINED;
		}
	return WRITTEN;
}

/* The best of all descriptions; an approval is a member that none is without. */
static void
find_written(const struct practice_wish *w, struct practice_row *row)
{
	struct walk walk = {0};
	const struct item *it;
	const struct fact *f;
	row->written = WRITTEN_NOT;
	while ((f = next_fact(w->form, &walk, "written", &it)) != NULL) {
		struct slice untrained = {0};
		if (!is_of_process(w, f) || !is_of(f, row->item))
			continue;
		enum written_why why = judge_description(w, f, it, &untrained);
		if (row->written != WRITTEN_NOT && why != WRITTEN && why <= row->written)
			continue;
		if (row->written == WRITTEN)
			continue;
		row->written = why;
		row->description = it;
		row->untrained = untrained;
	}
}

/* --- practised -------------------------------------------------------------------------------- */

/* Whoever develops the product, as a role matrix of the process names them. */
static bool
is_developer(const struct practice_wish *w, struct slice person)
{
	struct walk walk = {0};
	const struct item *it;
	const struct fact *f;
	while ((f = next_fact(w->form, &walk, "role", &it)) != NULL)
		if (is_of_process(w, f) &&
		    slice_eq_nocase(text_of(f, "role"), SLICE("developer")) &&
		    slice_eq_nocase(text_of(f, "person"), person))
			return true;
	return false;
}

/* A signature under a key that an anchor, or its certificate, gives to a developer. */
static bool
is_signed_by_developer(const struct practice_wish *w, const struct item *it)
{
	for (size_t i = 0; i < it->signature_count; i++) {
		const struct signature *s = &it->signatures[i];
		if (is_developer(w, s->signer))
			return true;
		for (size_t k = 0; k < w->form->anchor_count; k++) {
			const struct case_anchor *anchor = &w->form->anchors[k];
			for (size_t n = 0; n < anchor->subject_count; n++)
				if (slice_eq(anchor->id, s->anchor) &&
				    is_developer(w, anchor->subjects[n]))
					return true;
		}
	}
	return false;
}

/* Whoever performed it by the record, or signed the record or the report that it names. */
static bool
is_by_developer(const struct practice_wish *w, const struct fact *f, const struct item *it)
{
	const struct item *report = item_standing(w->form, text_of(f, "document"));
	return is_developer(w, text_of(f, "performed_by")) || is_signed_by_developer(w, it) ||
	    (report != NULL && (is_developer(w, report->producer) ||
	    is_signed_by_developer(w, report)));
}

/* none 0, another person 1, another department 2, another organisation 3. */
static unsigned
distance_of(struct slice word)
{
	static const char *const words[] = { "none", "other_person", "other_department",
	    "other_organisation" };
	for (unsigned i = 0; i < COUNT(words); i++)
		if (slice_eq(word, slice_of(words[i])))
			return i;
	return 0;
}

/* "independent person", "independent department or organisation", "none". */
static unsigned
distance_asked(struct slice level)
{
	if (slice_find(level, SLICE("department"), 0) != SIZE_MAX)
		return 2;
	return slice_find(level, SLICE("person"), 0) != SIZE_MAX ? 1 : 0;
}

/* The nearest that any test of the requirement allows: which of its tests it was is not known. */
static unsigned
distance_wanted(const struct catalog *c, struct slice requirement)
{
	const struct value *rows = value_get(&c->document, SLICE("tester_independence"));
	unsigned wanted = 0;
	for (size_t i = 0; rows != NULL && i < rows->count; i++) {
		unsigned asked = distance_asked(value_text(value_get(&rows->items[i],
		    SLICE("level"))));
		if (slice_eq(value_text(value_get(&rows->items[i], SLICE("ref"))), requirement) &&
		    asked > 0 && (wanted == 0 || asked < wanted))
			wanted = asked;
	}
	return wanted;
}

bool
practice_independent(const struct catalog *c, struct slice requirement,
    struct slice independence)
{
	return distance_of(independence) >= distance_wanted(c, requirement);
}

static bool
is_independent(const struct practice_wish *w, const struct fact *f, const struct item *it,
    const struct catalog_item *item)
{
	unsigned wanted = distance_wanted(w->catalog, item->key);
	return wanted == 0 || (!is_by_developer(w, f, it) &&
	    practice_independent(w->catalog, item->key, text_of(f, "independence")));
}

/* Its place in the sample; SIZE_MAX: it is not there. */
static size_t
place_in_sample(const struct practice_wish *w, struct slice release)
{
	for (size_t i = 0; i < w->release_count; i++)
		if (slice_eq(w->releases[i], release))
			return i;
	return SIZE_MAX;
}

/* What it records was carried out when it was made: the record's own date. */
static enum practised_why
judge_execution(const struct practice_wish *w, const struct fact *f, const struct item *it,
    const struct catalog_item *item)
{
	if (!is_of_process(w, f))
		return PRACTISED_OTHER_PROCESS;
	if (place_in_sample(w, text_of(f, "release")) == SIZE_MAX)
		return PRACTISED_OTHER_RELEASE;
	if (!has_happened(w, it) || it->made_ms < w->from_ms)
		return PRACTISED_OUTSIDE_PERIOD;
	if (!is_independent(w, f, it, item))
		return PRACTISED_NOT_INDEPENDENT;
	return has_document(w, f) ? PRACTISED : PRACTISED_GONE;
}

/* Of several records the one that goes furthest says why. shown: for each release of the sample
 * whether a record counts. */
static void
find_practised(const struct practice_wish *w, struct practice_row *row, bool *shown)
{
	struct walk walk = {0};
	const struct item *it;
	const struct fact *f;
	row->practised = PRACTISED_NOT;
	while ((f = next_fact(w->form, &walk, "execution", &it)) != NULL) {
		if (!is_of(f, row->item))
			continue;
		enum practised_why why = judge_execution(w, f, it, row->item);
		if (why == PRACTISED)
			shown[place_in_sample(w, text_of(f, "release"))] = true;
		if (row->practised == PRACTISED)
			continue;
		if (row->practised != PRACTISED_NOT && why != PRACTISED && why < row->practised)
			continue;
		row->practised = why;
		row->execution = it;
	}
}

static struct rc
find_lacking(const struct practice_wish *w, const bool *shown, struct practice_row *row,
    struct arena *a, struct err *e)
{
	struct slice *lacking = ARENA_ARRAY(a, struct slice, w->release_count);
	if (lacking == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < w->release_count; i++)
		if (!shown[i])
			lacking[row->lacking_count++] = w->releases[i];
	row->lacking = lacking;
	return DONE;
}

/* --- improving -------------------------------------------------------------------------------- */

/* When a point was measured; TIME_UNKNOWN of any other fact, and of one that is still to come. */
static int64_t
point_ms(const struct practice_wish *w, const struct fact *f)
{
	int64_t ms;
	return slice_eq(f->name, SLICE("point")) && !failed(time_parse(text_of(f, "at"),
	    TIME_BEGINNING, &ms, NULL)) && ms <= w->form->valid_at_ms ? ms : TIME_UNKNOWN;
}

/* Points at three instants or more, one of them within the period. */
static bool
is_series(const struct practice_wish *w, const struct item *it)
{
	int64_t seen[SERIES_MIN];
	size_t count = 0;
	bool recent = false;
	for (size_t i = 0; i < it->fact_count; i++) {
		int64_t ms = point_ms(w, &it->facts[i]);
		bool again = ms == TIME_UNKNOWN || count == SERIES_MIN;
		for (size_t k = 0; k < count; k++)
			again = again || seen[k] == ms;
		if (!again)
			seen[count++] = ms;
		recent = recent || (ms != TIME_UNKNOWN && ms >= w->from_ms);
	}
	return count == SERIES_MIN && recent;
}

static bool
is_improving(const struct practice_wish *w, const struct catalog_item *item)
{
	struct walk walk = {0};
	const struct item *it;
	const struct fact *f;
	while ((f = next_fact(w->form, &walk, "indicator", &it)) != NULL)
		if (is_of_process(w, f) && is_of(f, item) && text_of(f, "change").len > 0 &&
		    is_series(w, it))
			return true;
	return false;
}

struct rc
practice_judge(const struct practice_wish *w, struct arena *a, struct practice_row **out,
    size_t *count, struct err *e)
{
	*count = w->catalog->item_count;
	*out = ARENA_ARRAY(a, struct practice_row, *count);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < *count; i++) {
		struct practice_row *row = &(*out)[i];
		bool *shown = ARENA_ARRAY(a, bool, w->release_count);
		if (shown == NULL)
			return arena_failed(a, e);
		row->item = &w->catalog->items[i];
		find_written(w, row);
		find_practised(w, row, shown);
		TRY(find_lacking(w, shown, row, a, e));
		row->improved = is_improving(w, row->item);
		bool two = row->written == WRITTEN, three = two && row->practised == PRACTISED;
		row->level = three && row->improved ? 4 : three ? 3 : two ? 2 : 1;
	}
	return DONE;
}

unsigned
practice_lowest(const struct practice_row *rows, size_t count)
{
	unsigned lowest = count == 0 ? 1 : MATURITY_MAX;
	for (size_t i = 0; i < count; i++)
		lowest = rows[i].level < lowest ? rows[i].level : lowest;
	return lowest;
}
