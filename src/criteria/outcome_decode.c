/* criteria/outcome_decode.c - what may follow when a criterion is not met.
 * See criteria/decode_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "criteria/decode_int.h"

static const char *const outcome_words[] = { "reject", "quarantine", "remediate", "risk_accept",
	"accept_with_exception", "accept_with_conditions", NULL };

static const struct outcome_list only_reject = { { OUTCOME_REJECT }, 1 };

static bool
holds(const struct outcome_list *list, enum outcome o)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i] == o)
			return true;
	return false;
}

static void
decode_list(struct criteria_reader *r, const struct value *v, struct outcome_list *out)
{
	*out = (struct outcome_list){0};
	if (v->kind != VALUE_ARRAY || v->count == 0) {
		complain(r, v->at, "expected a list of outcomes, the proposed one first");
		return;
	}
	for (size_t i = 0; i < v->count; i++) {
		const struct value *word = &v->items[i];
		enum outcome o = outcome_parse(value_text(word));
		if (word->kind != VALUE_STRING)
			complain(r, word->at, "expected an outcome");
		else if (o == OUTCOME_ACCEPT)
			complain(r, word->at, "what is not met is never simply accepted; expected "
			    "another outcome than accept");
		else if (o == OUTCOME_NONE)
			complain_of_word(r, word->at, "outcome", word->text, outcome_words);
		else if (o == OUTCOME_ACCEPT_WITH_CONDITIONS && i == 0)
			complain(r, word->at, "only an open condition proposes "
			    "accept_with_conditions; expected another outcome first");
		else if (holds(out, o))
			complain(r, word->at, "this outcome stands twice in one list");
		else
			out->at[out->count++] = o;
	}
}

static void
decode_code(struct criteria_reader *r, const struct member *m, enum finding_class class,
    enum finding_id *out)
{
	enum finding_id id = finding_find(m->name);
	if (id == FINDING_NONE)
		complain_of_word(r, m->at, "reason code", m->name, NULL);
	else if (finding_class(id) != class)
		complain(r, m->at, class == CLASS_FAIL ?
		    "this code never makes a criterion fail; it belongs to on_indeterminate or "
		    "nowhere" :
		    "this code never leaves a criterion indeterminate; it belongs to on_fail or "
		    "nowhere");
	*out = id;
}

void
outcome_map_decode(struct criteria_reader *r, const struct value *v, enum finding_class class,
    struct outcome_map *out)
{
	struct outcome_map map = { .otherwise = only_reject };
	*out = map;
	if (v == NULL)
		return;
	if (v->kind == VALUE_ARRAY) {
		decode_list(r, v, &out->otherwise);
		return;
	}
	if (v->kind != VALUE_OBJECT || v->count == 0) {
		complain(r, v->at, "expected a list of outcomes, or a mapping from reason codes "
		    "to lists");
		return;
	}
	map.codes = reader_array(r, v->count, sizeof(map.codes[0]));
	map.lists = reader_array(r, v->count, sizeof(map.lists[0]));
	if (map.codes == NULL || map.lists == NULL)
		return;
	for (size_t i = 0; i < v->count; i++) {
		const struct member *m = &v->members[i];
		if (slice_eq(m->name, SLICE("else"))) {
			decode_list(r, &m->value, &map.otherwise);
			continue;
		}
		decode_code(r, m, class, &map.codes[map.count]);
		decode_list(r, &m->value, &map.lists[map.count++]);
	}
	*out = map;
}
