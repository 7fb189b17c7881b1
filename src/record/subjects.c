/* record/subjects.c - what an in-toto statement is about. See record/subjects.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "record/subjects.h"

#include "crypto/digest.h"
#include "record/record.h"
#include "subject/subject.h"

/* A name without bytes: its digest must be that of the name. */
static struct rc
check_name(const struct intoto_subject *s, struct err *e)
{
	struct digest d;
	char text[DIGEST_TEXT_BYTES];
	TRY(digest_of(s->name, &d, e));
	digest_show(&d, text);
	struct slice hex = { (const uint8_t *)text + 7, DIGEST_TEXT_BYTES - 7 };
	if (!slice_eq(s->sha256, hex))
		return fail(e, E_SCHEMA, s->at, "the digest of a name must be that of its bytes");
	return DONE;
}

static struct rc
read_subject(const struct intoto_subject *s, bool own_kind, struct slice place,
    struct reading *r, struct err *e)
{
	struct subject parsed;
	struct slice digest;
	if (own_kind && s->name.len == 0)
		return fail(e, E_SCHEMA, s->at, "expected name: text");
	if (own_kind && s->sha256.len == 0)
		return fail(e, E_SCHEMA, s->at, "expected digest: with sha256");
	if (!failed(subject_parse(s->name, &parsed, NULL)) && parsed.kind != SUBJECT_PURL) {
		TRY(check_name(s, e));
		reading_mention(r, "subject", s->name, place);
		return DONE;
	}
	if (!s->strong)
		reading_find(r, FINDING_WEAK_DIGEST, place);
	if (s->sha256.len == 0)
		return DONE;
	if (!arena_join(r->a, SLICE("sha256:"), s->sha256, &digest))
		return arena_failed(r->a, e);
	reading_mention(r, "digest", digest, place);
	return DONE;
}

struct rc
subjects_read(const struct intoto_statement *s, struct reading *r, struct err *e)
{
	bool own_kind = record_handles(s->predicate_type);
	for (size_t i = 0; i < s->count; i++) {
		struct slice place;
		if (!arena_format(r->a, &place, "/subject/%zu", i))
			return arena_failed(r->a, e);
		TRY(read_subject(&s->subjects[i], own_kind, place, r, e));
	}
	return reading_end(r, e);
}

struct rc
subjects_unread(const struct intoto_statement *s, struct reading *r, struct err *e)
{
	r->kind = SLICE("");
	r->decoder = SLICE("record/1");
	r->why = SLICE("an in-toto statement of a type that assay does not read");
	if (!arena_format(r->a, &r->title, "in-toto statement of type %.*s",
	    SLICE_FMT(slice_sub(s->predicate_type, 0, 512))))
		return arena_failed(r->a, e);
	return DONE;
}
