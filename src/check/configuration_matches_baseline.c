/* check/configuration_matches_baseline.c - a sample's settings are those of the accepted baseline.
 *
 * The sample stands for the whole: a difference counts for every asset.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "check/fact_walk.h"

enum { BASELINE, SAMPLE };

/* Of the release in scope; a sample moreover of no device that is not assessed. */
static bool
names_release(const struct check_call *c, const struct walk *w)
{
	return slice_eq(fact_text(w->fact, "release"), c->form->scope.release) &&
	    !walk_is_foreign(c, w);
}

static bool
states_all(const struct check_call *c, const struct walk *w)
{
	(void)c;
	return facts_are_complete(w->item, w->fact, "settings", "setting");
}

/* Both are matters of the case alone, and found once for the whole evaluation: two bits each, one
 * that it is known and one for what. */
enum { RELEASE_SHIFT = 0, WHOLE_SHIFT = 2 };

static bool
recall(const struct check_call *c, const struct walk *w, unsigned shift,
    bool (*find)(const struct check_call *c, const struct walk *w))
{
	if (c->facts == NULL)
		return find(c, w);
	uint8_t *marks = fact_marks(c->facts, c->form, w->item, w->fact);
	if ((*marks >> shift & 1) == 0)
		*marks |= (uint8_t)((find(c, w) ? 3u : 1u) << shift);
	return (*marks >> shift & 2) != 0;
}

static bool
is_of_release(const struct check_call *c, const struct walk *w)
{
	return recall(c, w, RELEASE_SHIFT, names_release);
}

static bool
is_complete(const struct check_call *c, const struct walk *w)
{
	return recall(c, w, WHOLE_SHIFT, states_all);
}

static struct rc
read_settings(const struct item *it, struct map *settings, struct err *e)
{
	for (size_t i = 0; i < it->fact_count; i++)
		if (slice_eq(it->facts[i].name, SLICE("setting")))
			TRY(map_put(settings, fact_text(&it->facts[i], "name"), &it->facts[i],
			    e));
	return DONE;
}

/* A setting without a value is like no other. */
static bool
same_value(const struct fact *a, const struct fact *b)
{
	const struct value *left = value_get(&a->value, SLICE("value"));
	const struct value *right = value_get(&b->value, SLICE("value"));
	return left != NULL && right != NULL && value_eq(left, right);
}

/* Every setting of `left` stands in `right` with the same value. */
static void
compare(const struct check_call *c, const struct item *left, const struct map *right,
    struct reasons *out)
{
	for (size_t i = 0; i < left->fact_count; i++) {
		const struct fact *f = &left->facts[i];
		if (!slice_eq(f->name, SLICE("setting")))
			continue;
		const struct fact *other = map_get(right, fact_text(f, "name"));
		if (other == NULL || !same_value(other, f))
			reasons_add(out, FINDING_BASELINE_MISMATCH, c->subject, left->id,
			    f->place);
	}
}

/* Settings of a baseline in their order, to hold many samples against. in_order: each name once,
 * ascending, which facts as they are sorted are as a rule. */
struct setting { const struct fact *fact; struct slice name; const struct value *value; };
struct settings { struct setting *at; size_t count; bool in_order; };

static struct rc
list_settings(const struct item *it, struct arena *a, struct settings *out, struct err *e)
{
	struct slice before = {0};
	*out = (struct settings){ .at = ARENA_ARRAY(a, struct setting, it->fact_count),
	    .in_order = true };
	if (out->at == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < it->fact_count; i++) {
		const struct fact *f = &it->facts[i];
		if (!slice_eq(f->name, SLICE("setting")))
			continue;
		const struct setting s = { f, fact_text(f, "name"),
		    value_get(&f->value, SLICE("value")) };
		out->in_order = out->in_order && s.value != NULL && slice_cmp(before, s.name) < 0;
		before = s.name;
		out->at[out->count++] = s;
	}
	return DONE;
}

/* Both say the same in the same order of members, as facts of one form do. */
static bool
is_spelt_alike(const struct value *a, const struct value *b)
{
	if (a->kind != VALUE_OBJECT || b->kind != VALUE_OBJECT || a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!slice_eq(a->members[i].name, b->members[i].name) ||
		    !value_eq(&a->members[i].value, &b->members[i].value))
			return false;
	return true;
}

/* The sample's setting is that of the baseline, which has a value. */
static bool
is_alike(const struct setting *baseline, const struct fact *sample)
{
	if (is_spelt_alike(&baseline->fact->value, &sample->value))
		return true;
	const struct value *v = value_get(&sample->value, SLICE("value"));
	return slice_eq(baseline->name, fact_text(sample, "name")) && v != NULL &&
	    value_eq(baseline->value, v);
}

/* The sample has these settings in this order, no more and no fewer: then there is nothing to say
 * in either direction. */
static bool
are_alike(const struct settings *baseline, const struct item *sample)
{
	size_t n = 0;
	for (size_t i = 0; i < sample->fact_count; i++) {
		const struct fact *f = &sample->facts[i];
		if (!slice_eq(f->name, SLICE("setting")))
			continue;
		if (n == baseline->count || !is_alike(&baseline->at[n], f))
			return false;
		n++;
	}
	return n == baseline->count;
}

/* The same, found once for the whole evaluation. */
static bool
were_alike(const struct check_call *c, const struct item *baseline,
    const struct settings *accepted, const struct item *sample)
{
	if (c->facts == NULL)
		return are_alike(accepted, sample);
	const struct item **last = &c->facts->alike[sample - c->form->items];
	if (*last != baseline && are_alike(accepted, sample))
		*last = baseline;
	return *last == baseline;
}

/* Of a sample that is not whole only what it holds is compared. */
static struct rc
compare_both(const struct check_call *c, const struct item *baseline, const struct item *sample,
    bool whole, struct reasons *out, struct err *e)
{
	struct map accepted = map_init(), found = map_init();
	struct rc result = read_settings(baseline, &accepted, e);
	if (!failed(result))
		result = read_settings(sample, &found, e);
	if (!failed(result)) {
		compare(c, sample, &accepted, out);
		if (whole)
			compare(c, baseline, &found, out);
	}
	map_drop(&accepted);
	map_drop(&found);
	return result;
}

/* Those of another release are a mismatch where none is of this one; those that are not whole show
 * nothing. */
static bool
say_others(const struct check_call *c, unsigned param, const char *fact, struct reasons *out)
{
	struct walk w = {0};
	struct one_by_one o = one_by_one(c, out);
	bool found = false;
	while (walk_next(&w, &c->needs[param], fact)) {
		if (!is_of_release(c, &w))
			continue;
		found = true;
		if (!is_complete(c, &w))
			say(&o.now, FINDING_CARRIER_INCOMPLETE, c->subject, &w);
		one_next(&o, c->subject);
	}
	one_silent(&o, &c->needs[param], fact, FINDING_CARRIER_INCOMPLETE, false);
	one_end(&o);
	for (w = (struct walk){0}; !found && walk_next(&w, &c->needs[param], fact);)
		say(out, slice_eq(fact_text(w.fact, "release"), c->form->scope.release) ?
		    FINDING_EVIDENCE_UNBOUND : FINDING_BASELINE_MISMATCH, c->subject, &w);
	return found;
}

static struct rc
run(const struct check_call *c, struct reasons *out, struct err *e)
{
	struct walk b = {0}, s;
	if (c->needs[BASELINE].count == 0 && c->needs[SAMPLE].count == 0)
		return DONE;
	if (c->form->scope.release.len == 0) {
		reasons_add(out, FINDING_SUBJECT_UNKNOWN, c->subject, SLICE(""), SLICE(""));
		return DONE;
	}
	bool baseline = say_others(c, BASELINE, "baseline", out);
	bool sample = say_others(c, SAMPLE, "export", out);
	while (baseline && sample && walk_next(&b, &c->needs[BASELINE], "baseline")) {
		struct settings accepted;
		if (!is_of_release(c, &b) || !is_complete(c, &b))
			continue;
		TRY(list_settings(b.item, c->a, &accepted, e));
		for (s = (struct walk){0}; walk_next(&s, &c->needs[SAMPLE], "export");)
			if (is_of_release(c, &s) && !(accepted.in_order &&
			    were_alike(c, b.item, &accepted, s.item)))
				TRY(compare_both(c, b.item, s.item, is_complete(c, &s), out,
				    e));
	}
	return DONE;
}

const struct check check_configuration_matches_baseline = {
	.name = "configuration_matches_baseline", .revision = 1,
	.sentence = "the settings of a sample are those of the accepted baseline of the release, "
	    "none more and none less",
	.supporting = "baseline export setting",
	.adverse = "",
	.params = {
		{ "baseline", "the accepted baseline", CHECK_NEED, true, FINDING_NONE },
		{ "sample", "the settings read from a sample", CHECK_NEED, true, FINDING_NONE },
	},
	.run = run,
};
