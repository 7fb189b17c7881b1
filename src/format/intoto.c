/* format/intoto.c - in-toto Statements. See format/intoto.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "format/intoto.h"

#include "codec/hex.h"

/* Subjects of one statement: a release of 10,000 files has that many. */
#define SUBJECTS_MAX 100000

static struct rc
decode_digests(const struct value *set, struct intoto_subject *s, struct err *e)
{
	static const struct { struct slice name; size_t digits; } strong[] = {
		{ SLICE_INIT("sha256"), 64 }, { SLICE_INIT("sha384"), 96 },
		{ SLICE_INIT("sha512"), 128 },
	};
	if (set->count == 0)
		return fail(e, E_SCHEMA, set->at, "a subject without any digest");
	for (size_t i = 0; i < COUNT(strong); i++) {
		const struct value *v = value_get(set, strong[i].name);
		if (v == NULL)
			continue;
		if (v->kind != VALUE_STRING || !hex_is_lower(v->text, strong[i].digits))
			return fail(e, E_SCHEMA, v->at,
			    "expected lower-case hex of the digest's length");
		s->strong = true;
		s->sha256 = i == 0 ? v->text : s->sha256;
	}
	return DONE;
}

static struct rc
decode_subject(const struct value *v, struct intoto_subject *s, struct err *e)
{
	struct obj o = obj_open(v);
	*s = (struct intoto_subject){ .at = v->at };
	s->name = obj_may_text(&o, "name", "expected name: text");
	const struct value *set = obj_need(&o, "digest", VALUE_OBJECT,
	    "expected digest: an object");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	return decode_digests(set, s, e);
}

struct rc
intoto_decode(const struct value *doc, struct arena *a, struct intoto_statement *out,
    struct err *e)
{
	struct intoto_statement s = {0};
	struct obj o = obj_open(doc);
	struct slice type = obj_need_text(&o, "_type", "expected _type: text");
	const struct value *list = obj_need(&o, "subject", VALUE_ARRAY, "expected subject: a list");
	s.predicate_type = obj_need_text(&o, "predicateType", "expected predicateType: text");
	s.predicate = obj_may(&o, "predicate", VALUE_OBJECT, "expected predicate: an object");
	obj_ignore_rest(&o);
	TRY(obj_end(&o, e));
	if (slice_eq(type, SLICE("https://in-toto.io/Statement/v1")))
		s.version = 1;
	else if (!slice_eq(type, SLICE("https://in-toto.io/Statement/v0.1")))
		return fail(e, E_SCHEMA, doc->at, "expected an in-toto Statement v1 or v0.1");
	if (list->count == 0 || list->count > SUBJECTS_MAX)
		return fail(e, list->count == 0 ? E_SCHEMA : E_LIMIT, list->at,
		    "expected 1 to 100,000 subjects");
	s.subjects = ARENA_ARRAY(a, struct intoto_subject, list->count);
	if (s.subjects == NULL)
		return arena_failed(a, e);
	for (; s.count < list->count; s.count++)
		TRY(decode_subject(&list->items[s.count], &s.subjects[s.count], e));
	*out = s;
	return DONE;
}
