/* app/export/export_check_decision.c - the decision of an exported folder. See
 * app/export/export_check.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/decision/replay.h"
#include "app/export/export.h"
#include "app/export/export_check.h"
#include "app/home/event_words.h"
#include "base/limits.h"
#include "codec/base64.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "event/fold.h"
#include "fact/assessment.h"
#include "ledger/proof.h"

/* --- which ------------------------------------------------------------------------------------ */

static struct rc
decision_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct checked_entry *found;
	struct slice bytes;
	struct digest id;
	char text[DIGEST_TEXT_BYTES];
	(void)context;
	TRY(check_read(c, SLICE("decision.json"), EVENT_BYTES_MAX, &bytes, e));
	TRY(event_id(bytes, &id, e));
	digest_show(&id, text);
	TRY(checking_find(c, (struct slice){ (const uint8_t *)text, sizeof(text) }, &found, e));
	if (found->event.type != EVENT_DECISION_MADE)
		return fail(e, E_VERIFY, 0, "decision.json is no decision");
	c->decision = found;
	*remark = check_name(c, "%.*s", SLICE_FMT(found->name));
	return DONE;
}

/* --- export.json ------------------------------------------------------------------------------ */

static struct rc
row_holds(struct checking *c, const struct value *row, struct err *e)
{
	const struct checked_entry *x;
	struct slice id = value_text(value_get(row, SLICE("id")));
	int64_t pos;
	TRY(checking_find(c, id, &x, e));
	bool same = slice_eq(x->name, id) && value_int(value_get(row, SLICE("pos")), &pos) &&
	    (uint64_t)pos == x->pos && slice_eq(value_text(value_get(row, SLICE("type"))),
	    slice_of(event_type_name(x->event.type))) &&
	    slice_eq(value_text(value_get(row, SLICE("event"))), check_name(c, "events/%.*s.json",
	    SLICE_FMT(x->number)));
	return same ? DONE : fail(e, E_VERIFY, x->pos, "it lists an entry otherwise than it is");
}

static struct rc
log_row_holds(const struct checking *c, const struct value *log, struct err *e)
{
	struct digest root;
	int64_t size;
	bool same = digest_parse(value_text(value_get(log, SLICE("root"))), &root) &&
	    digest_eq(&root, &c->checkpoint.root) && value_int(value_get(log, SLICE("size")),
	    &size) && (uint64_t)size == c->checkpoint.size &&
	    slice_eq(value_text(value_get(log, SLICE("origin"))), c->checkpoint.origin);
	return same ? DONE : fail(e, E_VERIFY, 0, "it names another checkpoint");
}

static struct rc
lists_hold(struct checking *c, const struct value *v, struct err *e)
{
	const struct value *entries = value_get(v, SLICE("entries"));
	const struct value *bodies = value_get(v, SLICE("bodies"));
	if (entries == NULL || entries->kind != VALUE_ARRAY || bodies == NULL ||
	    bodies->kind != VALUE_ARRAY || entries->count != c->entry_count)
		return fail(e, E_VERIFY, 0, "it does not list the entries that are here");
	for (size_t i = 0; i < entries->count; i++)
		TRY(row_holds(c, &entries->items[i], e));
	for (size_t i = 0; i < bodies->count; i++) {
		const struct value *row = &bodies->items[i];
		const struct checked_file *f = map_get(&c->names, value_text(value_get(row,
		    SLICE("file"))));
		if (f == NULL || !slice_eq(f->digest, value_text(value_get(row, SLICE("digest")))))
			return fail(e, E_VERIFY, i, "it lists a body that is not here");
	}
	return DONE;
}

static struct rc
manifest_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	struct slice bytes;
	struct value v;
	(void)context;
	(void)remark;
	TRY(check_read(c, SLICE("export.json"), MIB(256), &bytes, e));
	TRY(json_tree_nodes(bytes, MIB(256), EXPORT_FORM_NODES_MAX, c->a, &v, e));
	if (!slice_eq(value_text(value_get(&v, SLICE("assay"))), SLICE("export/1")))
		return fail(e, E_UNVERIFIABLE, 0, "it is of a form that this program does not "
		    "know");
	if (c->decision == NULL || !slice_eq(value_text(value_get(&v, SLICE("decision"))),
	    c->decision->name))
		return fail(e, E_VERIFY, 0, "it names another decision");
	TRY(log_row_holds(c, value_get(&v, SLICE("log")), e));
	return lists_hold(c, &v, e);
}

/* --- what it names ---------------------------------------------------------------------------- */

struct named_file { struct slice name, digest; };

static struct rc
file_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct named_file *n = context;
	const struct checked_file *f = map_get(&c->names, n->name);
	(void)remark;
	return f != NULL && slice_eq(f->digest, n->digest) ? DONE : fail(e, E_VERIFY, 0,
	    "is missing, or not what the decision names");
}

static struct rc
body_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct event_body *b = context;
	const struct checked_file *f = map_get(&c->digests, b->sha256);
	if (f == NULL)
		return fail(e, E_UNVERIFIABLE, 0, "no file here has its digest");
	if (f->size_bytes != b->size_bytes)
		return fail(e, E_VERIFY, 0, "its size is another");
	*remark = f->name;
	return DONE;
}

static struct rc
entry_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct checked_entry *x;
	(void)remark;
	return checking_find(c, *(const struct slice *)context, &x, e);
}

static struct rc
check_names(struct checking *c, struct err *e)
{
	const struct event *v = &c->decision->event;
	const struct value *exceptions = value_get(&v->data, SLICE("exceptions"));
	struct slice paper = event_text(v, "paper");
	for (size_t i = 0; i < v->ref_count; i++)
		TRY(check_link(c, check_name(c, "decision's %.*s", SLICE_FMT(v->refs[i].id)),
		    entry_holds, &v->refs[i].id, NULL, e));
	for (size_t i = 0; i < exceptions->count; i++) {
		struct slice id = value_text(&exceptions->items[i]);
		TRY(check_link(c, check_name(c, "decision's %.*s", SLICE_FMT(id)), entry_holds,
		    &id, NULL, e));
	}
	return paper.len == 0 ? DONE : check_link(c, check_name(c, "decision's %.*s",
	    SLICE_FMT(paper)), entry_holds, &paper, NULL, e);
}

static struct rc
check_kept(struct checking *c, struct err *e)
{
	const struct event *v = &c->decision->event;
	const struct value *criteria = value_get(&v->data, SLICE("criteria"));
	struct named_file files[] = {
	    { SLICE("case.json"), event_text(v, "case") },
	    { SLICE("assessment.json"), event_text(v, "assessment") },
	    { SLICE("criteria.yaml"), value_text(value_get(criteria, SLICE("digest"))) } };
	for (size_t i = 0; i < COUNT(files); i++)
		TRY(check_link(c, check_name(c, "decision's %.*s", SLICE_FMT(files[i].name)),
		    file_holds, &files[i], NULL, e));
	for (size_t i = COUNT(files); i < v->body_count; i++)
		TRY(check_link(c, check_name(c, "decision's %.*s", SLICE_FMT(v->bodies[i].sha256)),
		    body_holds, &v->bodies[i], NULL, e));
	return DONE;
}

/* --- its assessment --------------------------------------------------------------------------- */

static struct rc
read_form(struct checking *c, struct slice name, struct value *out, struct err *e)
{
	struct slice bytes;
	TRY(check_read(c, name, EXPORT_FORM_BYTES_MAX, &bytes, e));
	return json_tree_nodes(bytes, EXPORT_FORM_BYTES_MAX, EXPORT_FORM_NODES_MAX, c->a, out, e);
}

static bool
same_member(const struct value *form, const struct event *v, const char *name)
{
	const struct value *left = value_get(form, slice_of(name));
	const struct value *right = value_get(&v->data, slice_of(name));
	return left != NULL && right != NULL && value_eq(left, right);
}

static struct rc
result_holds(const struct value *form, const struct event *v, struct err *e)
{
	const struct value *result = value_get(form, SLICE("result"));
	AUTO(buf) bytes = buf_init(EXPORT_FORM_BYTES_MAX);
	struct digest made, want;
	if (result == NULL)
		return fail(e, E_VERIFY, 0, "the assessment has no result");
	TRY(jcs_write(result, &bytes, e));
	TRY(buf_end(&bytes, e));
	TRY(digest_of(buf_slice(&bytes), &made, e));
	return digest_parse(event_text(v, "proposal"), &want) && digest_eq(&made, &want) ? DONE :
	    fail(e, E_VERIFY, 0, "its result is another than the decision is on");
}

static struct rc
assessment_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct event *v = &c->decision->event;
	struct value assessment, form;
	(void)context;
	TRY(read_form(c, SLICE("assessment.json"), &assessment, e));
	TRY(read_form(c, SLICE("case.json"), &form, e));
	if (!same_member(&assessment, v, "case") || !same_member(&assessment, v, "criteria") ||
	    !same_member(&assessment, v, "catalogues"))
		return fail(e, E_VERIFY, 0, "made of another case, criteria or catalogues");
	if (!same_member(&form, v, "position") || !same_member(&form, v, "valid_at"))
		return fail(e, E_VERIFY, 0, "the case is of another position or instant");
	*remark = check_name(c, "result %.*s", SLICE_FMT(event_text(v, "proposal")));
	return result_holds(&assessment, v, e);
}

/* --- its position ----------------------------------------------------------------------------- */

static struct rc
read_growth(struct checking *c, uint64_t old_size, struct proof *p, struct err *e)
{
	struct slice text, want = check_name(c, "assay/consistency/1\nold %llu\n",
	    (unsigned long long)old_size);
	TRY(check_read(c, SLICE("position.proof"), KIB(8), &text, e));
	if (!slice_starts(text, want) || !slice_ends(text, SLICE("\n")))
		return fail(e, E_VERIFY, 0, "position.proof is not in its form");
	for (size_t at = want.len; at < text.len;) {
		size_t end = slice_find(text, SLICE("\n"), at);
		struct slice bytes;
		TRY(base64_decode(slice_sub(text, at, end), BASE64_STANDARD, c->a, &bytes, e));
		if (bytes.len != SHA256_BYTES || p->count == PROOF_STEPS_MAX)
			return fail(e, E_VERIFY, 0, "a step of the proof is no digest");
		memcpy(p->step[p->count++].bytes, bytes.at, SHA256_BYTES);
		at = end + 1;
	}
	return DONE;
}

static struct rc
position_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct value *position = value_get(&c->decision->event.data, SLICE("position"));
	struct proof p = {0};
	struct digest root;
	int64_t size;
	(void)context;
	(void)remark;
	if (!value_int(value_get(position, SLICE("size")), &size) ||
	    !digest_parse(value_text(value_get(position, SLICE("root"))), &root))
		BUG("a decision without its position");
	TRY(read_growth(c, (uint64_t)size, &p, e));
	return proof_check_consistency((uint64_t)size, &root, c->checkpoint.size,
	    &c->checkpoint.root, &p, e);
}

/* --- its right -------------------------------------------------------------------------------- */

static bool
in_force(const struct event *grant, int64_t at_ms)
{
	int64_t from = event_instant(grant, "from"), until = event_instant(grant, "until");
	return (from == TIME_UNKNOWN || from <= at_ms) && (until == TIME_UNKNOWN ||
	    at_ms <= until);
}

static bool
was_ended(const struct checking *c, struct slice role)
{
	for (size_t i = 0; i < c->entry_count; i++) {
		const struct checked_entry *x = c->entries[i];
		if (x->event.type == EVENT_ROLE_ENDED && x->pos < c->decision->pos &&
		    slice_eq(event_ref_of(&x->event, "revokes"), role))
			return true;
	}
	return false;
}

static struct rc
right_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct event *v = &c->decision->event;
	struct slice who = event_text(v, "on_behalf_of"), role = event_text(v, "role"), *scope;
	const struct checked_entry *grant;
	size_t count;
	(void)context;
	TRY(checking_find(c, role, &grant, e));
	const struct event *g = &grant->event;
	if (g->type != EVENT_ROLE_GRANTED || grant->pos >= c->decision->pos)
		return fail(e, E_VERIFY, 0, "it names no grant before it");
	if (!slice_eq(event_text(g, "actor"), who.len > 0 ? who : v->actor) ||
	    !slice_eq(event_text(g, "role"), SLICE("acceptance_authority")))
		return fail(e, E_VERIFY, 0, "it names a grant to another, or of another role");
	TRY(words_texts(value_get(&g->data, SLICE("scope")), c->a, &scope, &count, e));
	if (!fold_scope_covers(scope, count, v->subjects[0]))
		return fail(e, E_VERIFY, 0, "the grant does not reach this subject");
	if (!in_force(g, v->at_ms) || was_ended(c, role))
		return fail(e, E_VERIFY, 0, "the grant was not in force");
	*remark = check_name(c, "granted by %.*s, ground: %.*s", SLICE_FMT(g->actor),
	    SLICE_FMT(event_text(g, "ground")));
	return DONE;
}

/* --- its replay ------------------------------------------------------------------------------- */

static struct rc
read_by_digest(void *context, struct slice id, size_t max, struct arena *a, struct slice *bytes,
    bool *found, struct err *e)
{
	struct checking *c = context;
	const struct checked_file *f = map_get(&c->digests, id);
	(void)a;
	*found = f != NULL;
	return *found ? check_read(c, f->name, max, bytes, e) : DONE;
}

static struct rc
replay_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct body_source from = { c, read_by_digest };
	struct trouble t = {0};
	struct replayed p;
	(void)context;
	struct rc done = replay_from(&from, &c->decision->event, c->a, &p, &t);
	if (failed(done))
		return fail(e, done.code, t.err.at, t.err.what);
	if (p.same) {
		*remark = SLICE("the same bytes");
		return DONE;
	}
	*remark = check_name(c, "%s %.*s: kept %.*s, made %.*s", p.what, SLICE_FMT(p.place),
	    SLICE_FMT(p.kept), SLICE_FMT(p.made));
	return fail(e, E_REPLAY, 0, "the replay differs");
}

struct rc
check_decision(struct checking *c, struct err *e)
{
	bool found;
	TRY(check_link(c, SLICE("decision"), decision_holds, NULL, &found, e));
	TRY(check_link(c, SLICE("export.json"), manifest_holds, NULL, NULL, e));
	if (!found)
		return DONE;
	TRY(check_kept(c, e));
	TRY(check_link(c, SLICE("decision's assessment"), assessment_holds, NULL, NULL, e));
	TRY(check_link(c, SLICE("decision's position in the log"), position_holds, NULL, NULL, e));
	TRY(check_link(c, SLICE("decision's right"), right_holds, NULL, NULL, e));
	TRY(check_names(c, e));
	return check_link(c, SLICE("decision's replay"), replay_holds, NULL, NULL, e);
}
