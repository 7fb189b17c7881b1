/* criteria/criteria_decode.c - a criteria file as a whole. See criteria/criteria.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/limits.h"
#include "criteria/decode_int.h"

static const char *const file_keys[] = { "apiVersion", "kind", "metadata", "spec", NULL };
static const char *const version_words[] = { "assay/v1", NULL };
static const char *const kind_words[] = { "Criteria", NULL };
static const char *const metadata_keys[] = { "name", "version", NULL };
static const char *const spec_keys[] = { "decision", "applies", "backdating", "criteria", NULL };
static const char *const decision_words[] = { "product_acceptance", NULL };
static const char *const applies_keys[] = { "component_type", NULL };
static const char *const type_words[] = { "software_application", "embedded_device",
	"host_device", "network_device", NULL };

static void
decode_applies(struct criteria_reader *r, const struct value *v, struct criteria *c)
{
	if (!map_check(r, v, "applies", applies_keys))
		return;
	const struct value *list = map_list(r, v, "component_type", true, COUNT(type_words) - 1,
	    "a list of component types");
	if (list == NULL || (c->component_types = reader_array(r, list->count,
	    sizeof(struct slice))) == NULL)
		return;
	for (size_t i = 0; i < list->count; i++) {
		struct slice word = value_text(&list->items[i]);
		size_t k = 0;
		while (type_words[k] != NULL && !slice_eq(word, slice_of(type_words[k])))
			k++;
		if (type_words[k] == NULL)
			complain_of_word(r, list->items[i].at, "component type", word, type_words);
		for (size_t n = 0; n < c->type_count; n++)
			if (slice_eq(c->component_types[n], word))
				complain(r, list->items[i].at, "this component type stands twice");
		c->component_types[c->type_count++] = word;
	}
}

static void
decode_criteria(struct criteria_reader *r, const struct value *list, struct criteria *c)
{
	if (list->count > CRITERIA_MAX) {
		complain_of_value(r, list->at, "criteria", "at most 256 criteria");
		return;
	}
	if ((c->criteria = reader_array(r, list->count, sizeof(c->criteria[0]))) == NULL)
		return;
	c->count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		criterion_decode(r, &list->items[i], &c->criteria[i]);
		for (size_t n = 0; n < i; n++)
			if (c->criteria[i].id.len > 0 &&
			    slice_eq(c->criteria[n].id, c->criteria[i].id))
				complain(r, value_get(&list->items[i], SLICE("id"))->at,
				    "another criterion has this id");
	}
}

static void
decode_spec(struct criteria_reader *r, const struct value *v, struct criteria *c)
{
	if (!map_check(r, v, "spec", spec_keys))
		return;
	const struct value *applies = value_get(v, SLICE("applies"));
	const struct value *list = map_list(r, v, "criteria", true, SIZE_MAX,
	    "a list of criteria");
	if (map_choice(r, v, "decision", true, decision_words) == 0)
		c->decision = slice_of(decision_words[0]);
	if (applies != NULL)
		decode_applies(r, applies, c);
	if (!map_duration(r, v, "backdating", &c->backdating_ms, NULL))
		c->backdating_ms = 0;
	if (list != NULL)
		decode_criteria(r, list, c);
}

static void
decode_file(struct criteria_reader *r, const struct value *doc, struct criteria *c)
{
	if (!map_check(r, doc, "criteria file", file_keys))
		return;
	const struct value *metadata = map_member(r, doc, "metadata", true, "{name, version}");
	const struct value *spec = map_member(r, doc, "spec", true, "a mapping");
	/* the complaints are all there is to it */
	(void)map_choice(r, doc, "apiVersion", true, version_words);	/* as above */
	(void)map_choice(r, doc, "kind", true, kind_words);		/* as above */
	if (metadata != NULL && map_check(r, metadata, "metadata", metadata_keys)) {
		c->name = map_word(r, metadata, "name", true);
		c->version = map_text(r, metadata, "version", true, WORD_BYTES_MAX);
	}
	if (spec != NULL)
		decode_spec(r, spec, c);
}

struct rc
criteria_decode(const struct value *doc, const struct kind_set *kinds,
    const struct check_table *checks, struct arena *a, const struct criteria **out,
    struct criteria_errors *errors, struct err *e)
{
	struct criteria_reader r = { .kinds = kinds, .checks = checks, .a = a, .errors = errors };
	errors->count = 0;
	struct criteria *c = reader_array(&r, 1, sizeof(struct criteria));
	if (c == NULL)
		return arena_failed(a, e);
	decode_file(&r, doc, c);
	if (r.spent) {
		errors->count = 0;		/* not all of them, so none */
		return arena_failed(a, e);
	}
	complaints_settle(errors);
	if (errors->count > 0)
		return fail(e, errors->at[0].code, errors->at[0].at, errors->at[0].what);
	*out = c;
	return DONE;
}
