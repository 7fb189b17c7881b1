/* report/reason_state.c - why: keys, the state of things, and what is wrong with the evidence
 * itself. See report/reason_int.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/reason_int.h"
#include "report/words_view.h"

static void
put_side(struct sentence *s, size_t file, struct slice place, struct slice says)
{
	place_words(s->v->files[file].path, place, s->out);
	reason_put(s, " says ");
	buf_add(s->out, says);
}

/* The first fact of that name in any file. */
static const struct fact *
fact_anywhere(const struct view *v, const char *name, const struct view_file **file)
{
	for (size_t i = 0; i < v->file_count; i++)
		for (size_t k = 0; k < v->files[i].fact_count; k++)
			if (slice_eq(v->files[i].facts[k].name, slice_of(name))) {
				*file = &v->files[i];
				return &v->files[i].facts[k];
			}
	return NULL;
}

/* --- certificates and keys -------------------------------------------------------------------- */

static void
certificate(struct sentence *s, const char *what)
{
	reason_put(s, "the certificate of ");
	if (reason_put_serials(s, "")) {
		reason_put(s, ", ");
		reason_put_places(s);
		reason_put(s, ",");
	} else {
		reason_put(s, "the signer of ");
		reason_put_places(s);
	}
	reason_put(s, what);
}

static const struct signature *
signature_of(const struct sentence *s)
{
	const struct view_file *f = file_of(s->v, reason_number(s, 0)->evidence);
	return f != NULL && f->signature_count > 0 ? &f->signatures[0] : NULL;
}

void
words_revoked(struct sentence *s)
{
	const struct signature *g = signature_of(s);
	certificate(s, " stands on its issuer's revocation list");
	for (size_t i = 0; g != NULL && i < g->chain_count; i++) {
		if (g->chain[i].revoked_ms == TIME_UNKNOWN)
			continue;
		reason_put(s, ", revoked on ");
		time_words(g->chain[i].revoked_ms, s->out);
		reason_put(s, g->chain[i].revoked_reason.len > 0 ? " for " : "");
		kind_words(g->chain[i].revoked_reason, s->out);
		return;
	}
}

void
words_expired(struct sentence *s)
{
	const struct signature *g = signature_of(s);
	bool known = g != NULL && g->until_ms != TIME_UNKNOWN && g->until_ms != TIME_MAX;
	certificate(s, known ? " had ended on " : " had ended");
	if (known)
		time_words(g->until_ms, s->out);
	reason_put(s, ", before the day of this assessment");
}

void
words_wrong_purpose(struct sentence *s)
{
	const struct signature *g = signature_of(s);
	bool first = true;
	reason_put_places(s);
	reason_put(s, " is signed by ");
	if (g == NULL || (g->signer.len == 0 && g->key.len == 0))
		reason_put(s, "a known key");
	else
		buf_add(s->out, g->signer.len > 0 ? g->signer : g->key);
	reason_put(s, ", whose key is not trusted for this purpose");
	for (unsigned k = 0; g != NULL && k < PURPOSE_COUNT; k++)
		if ((g->purposes & 2u << k) != 0) {
			reason_put(s, first ? ", but for " : ", ");
			reason_put(s, purpose_name((enum purpose)(2u << k)));
			first = false;
		}
}

void
words_unknown_signer(struct sentence *s)
{
	reason_put(s, "signed by a key that no trusted anchor leads to: ");
	reason_put_places(s);
}

void
words_anchor_came_along(struct sentence *s)
{
	reason_put(s, "the key that would prove the origin came with the goods: ");
	reason_put_places(s);
}

/* --- the state of things ---------------------------------------------------------------------- */

/* "order.csv!H2 says 5.4.2, and sbom.json says 5.4.1". */
static bool
put_conflict(struct sentence *s, const char *what)
{
	const struct view_conflict *c = reason_conflict(s->v, reason_number(s, 0));
	if (c == NULL)
		return false;
	reason_put(s, what);
	put_side(s, c->left_file, c->left_place, c->left);
	reason_put(s, ", and ");
	put_side(s, c->right_file, c->right_place, c->right);
	return true;
}

void
words_image(struct sentence *s)
{
	const struct view_conflict *c = reason_conflict(s->v, reason_number(s, 0));
	if (c == NULL) {
		reason_general(s);
		return;
	}
	reason_put(s, "the firmware image ");
	buf_add(s->out, s->v->files[c->right_file].path);
	reason_put(s, " is ");
	buf_add(s->out, c->right);
	reason_put(s, ", and ");
	place_words(s->v->files[c->left_file].path, c->left_place, s->out);
	reason_put(s, ", names ");
	buf_add(s->out, c->left);
}

void
words_version(struct sentence *s)
{
	if (!put_conflict(s, "two versions are named: "))
		reason_general(s);
}

/* The setting of that name in the other kind of record: fact "baseline" or "export" heads it. */
static const struct fact *
setting_elsewhere(const struct view *v, struct slice evidence, struct slice name)
{
	for (size_t i = 0; i < v->file_count; i++) {
		const struct view_file *f = &v->files[i];
		if (slice_eq(f->digest, evidence) || !kind_is_one_of(f->kind,
		    "configuration_baseline configuration_export"))
			continue;
		for (size_t k = 0; k < f->fact_count; k++)
			if (slice_eq(f->facts[k].name, SLICE("setting")) &&
			    slice_eq(fact_member(&f->facts[k], "name"), name))
				return &f->facts[k];
	}
	return NULL;
}

static void
put_setting(struct sentence *s, const struct reason *r, const struct fact *setting)
{
	const struct view_file *f = file_of(s->v, r->evidence);
	bool accepted = f != NULL && slice_eq(f->kind, SLICE("configuration_baseline"));
	const struct fact *other = setting_elsewhere(s->v, r->evidence, fact_member(setting,
	    "name"));
	reason_put(s, "setting ");
	buf_add(s->out, fact_member(setting, "name"));
	reason_put(s, accepted ? " is accepted as " : " is ");
	buf_add(s->out, fact_member(setting, "value"));
	reason_put(s, ", and ");
	reason_put(s, accepted ? "the sample has " : "accepted is ");
	buf_add(s->out, other != NULL ? fact_member(other, "value") : SLICE("no such setting"));
}

void
words_baseline(struct sentence *s)
{
	size_t said = 0;
	const struct fact *head = reason_fact(s->v, reason_number(s, 0), "baseline");
	head = head != NULL ? head : reason_fact(s->v, reason_number(s, 0), "export");
	for (size_t i = 0; i < s->run->count && said < NAMED_MAX; i++) {
		const struct fact *f = reason_fact(s->v, reason_number(s, i), "setting");
		if (f == NULL)
			continue;
		reason_put(s, said++ > 0 ? "; " : "");
		put_setting(s, reason_number(s, i), f);
	}
	if (said > 0) {
		reason_put(s, " (");
		reason_put_places(s);
		reason_put(s, ")");
	} else if (head != NULL && fact_member(head, "release").len > 0) {
		reason_put_places(s);
		reason_put(s, " is of ");
		buf_add(s->out, fact_member(head, "release"));
		reason_put(s, ", and ");
		buf_add(s->out, s->v->scope->release);
		reason_put(s, " was delivered");
	} else {
		reason_general(s);
	}
}

/* The hand-off in front of one, in the same record. */
static const struct fact *
handoff_before(const struct view *v, const struct reason *r, const struct fact *f)
{
	const struct view_file *file = file_of(v, r->evidence);
	int64_t ordinal, other;
	for (size_t i = 0; file != NULL && i < file->fact_count; i++)
		if (slice_eq(file->facts[i].name, SLICE("handoff")) &&
		    value_int(value_get(&f->value, SLICE("ordinal")), &ordinal) &&
		    value_int(value_get(&file->facts[i].value, SLICE("ordinal")), &other) &&
		    other + 1 == ordinal)
			return &file->facts[i];
	return NULL;
}

void
words_custody(struct sentence *s)
{
	const struct reason *r = reason_number(s, 0);
	const struct fact *f = reason_fact(s->v, r, "handoff");
	const struct fact *before = f == NULL ? NULL : handoff_before(s->v, r, f);
	if (before == NULL) {
		reason_general(s);
		return;
	}
	reason_put(s, "the goods went to ");
	party_words(fact_member(before, "to"), s->out);
	reason_put(s, " (received ");
	time_text_words(fact_member(before, "received"), s->out);
	reason_put(s, "), and the next hand-off is from ");
	party_words(fact_member(f, "from"), s->out);
	reason_put(s, " (handed over ");
	time_text_words(fact_member(f, "handed"), s->out);
	reason_put(s, ") to ");
	party_words(fact_member(f, "to"), s->out);
	reason_put(s, "; nothing recorded lies between (");
	reason_put_places(s);
	reason_put(s, ")");
}

void
words_support(struct sentence *s)
{
	const struct view_file *plan = NULL;
	const struct fact *f = reason_fact(s->v, reason_number(s, 0), "support");
	const struct fact *use = fact_anywhere(s->v, "use", &plan);
	if (f == NULL || use == NULL) {
		reason_general(s);
		return;
	}
	reason_put(s, "support ends on ");
	time_text_words(fact_member(f, "support_end"), s->out);
	reason_put(s, " (");
	reason_put_places(s);
	reason_put(s, "), and the planned use lasts until ");
	time_text_words(fact_member(use, "use_until"), s->out);
	reason_put(s, " (");
	place_words(plan->path, use->place, s->out);
	reason_put(s, ")");
}

void
words_vulnerability(struct sentence *s)
{
	reason_put_places(s);
	for (size_t i = 0; i < s->run->count && i < NAMED_MAX; i++) {
		const struct fact *f = reason_fact(s->v, reason_number(s, i), "status");
		reason_put(s, i > 0 ? ", " : ": ");
		buf_add(s->out, fact_member(f, "vulnerability"));
		reason_put(s, " is ");
		kind_words(fact_member(f, "status"), s->out);
	}
	reason_put(s, ", which the criterion does not allow for the shipped version");
}

/* --- the evidence itself ---------------------------------------------------------------------- */

static const struct view_need *
need_of(const struct sentence *s, struct slice kind)
{
	for (size_t i = 0; i < s->v->criterion_count; i++) {
		const struct view_criterion *c = &s->v->criteria[i];
		for (size_t k = 0; slice_eq(c->id, s->run->result->id) && k < c->need_count; k++)
			if (slice_eq(c->needs[k].kind, kind))
				return &c->needs[k];
	}
	return NULL;
}

void
words_stale(struct sentence *s)
{
	const struct view_file *f = file_of(s->v, reason_number(s, 0)->evidence);
	const struct view_need *n = f == NULL ? NULL : need_of(s, f->kind);
	if (f == NULL || f->made_ms == TIME_UNKNOWN) {
		reason_general(s);
		return;
	}
	reason_put_places(s);
	reason_put(s, s->run->count > 1 ? " are too old; the first is of " : " is of ");
	time_words(f->made_ms, s->out);
	buf_addf(s->out, ", %lld days before this assessment", (long long)((s->v->valid_at_ms -
	    f->made_ms) / DAY_MS));
	reason_put(s, n != NULL && n->not_older_than.len > 0 ? ", and may be at most " : "");
	if (n != NULL && n->not_older_than.len > 0) {
		duration_words(n->not_older_than, s->out);
		reason_put(s, " old");
	}
}

/* Who was to read it. */
void
words_readers(struct sentence *s)
{
	const struct view_file *f = file_of(s->v, reason_number(s, 0)->evidence);
	const struct view_need *n = f == NULL ? NULL : need_of(s, f->kind);
	reason_general(s);
	if (n == NULL || n->readers.len == 0)
		return;
	reason_put(s, "; it is to be ");
	buf_add(s->out, n->readers);
}

void
words_other_kind(struct sentence *s)
{
	const struct view_file *f = file_of(s->v, reason_number(s, 0)->evidence);
	const struct assessment *all = s->v->assessment;
	reason_put_places(s);
	if (f != NULL && f->kind.len > 0) {
		reason_put(s, " is a ");
		kind_words(f->kind, s->out);
	}
	for (size_t i = 0; i < all->missing_count; i++)
		if (slice_eq(all->missing[i].criterion, s->run->result->id)) {
			reason_put(s, ", and a ");
			kind_words(all->missing[i].kind, s->out);
			reason_put(s, " is needed");
			break;
		}
	reason_put(s, ": a certificate for how a maker works is none for this product, and neither "
	    "is a seller's word");
}

void
words_scope_is_missing(struct sentence *s)
{
	const struct fact *claim = reason_fact(s->v, reason_number(s, s->run->count - 1), "claim");
	if (claim == NULL) {
		reason_put(s, "no statement says for which product, version, configuration and "
		    "edition a security level is claimed");
		return;
	}
	reason_put_places(s);
	reason_put(s, " claims \"");
	buf_add(s->out, fact_member(claim, "level"));
	reason_put(s, "\" without saying for which product, version, configuration and edition");
}

void
words_unbound(struct sentence *s)
{
	const struct view_file *f = file_of(s->v, reason_number(s, 0)->evidence);
	reason_put_places(s);
	reason_put(s, " does not name ");
	buf_add(s->out, s->v->subject);
	reason_put(s, s->v->scope->release.len > 0 ? ", its release or a serial of it" :
	    " or a serial of it");
	if (f == NULL || f->bound_count == 0)
		return;
	reason_put(s, "; it is about ");
	for (size_t i = 0; i < f->bound_count && i < NAMED_MAX; i++) {
		reason_put(s, i > 0 ? ", " : "");
		party_words(f->bound_to[i], s->out);
	}
}

void
words_damaged(struct sentence *s)
{
	const struct view_conflict *c = reason_conflict(s->v, reason_number(s, 0));
	reason_put(s, "identifiers in ");
	reason_put_places(s);
	reason_put(s, " were damaged, as spreadsheets do");
	if (c != NULL) {
		reason_put(s, ": ");
		buf_add(s->out, c->left);
		reason_put(s, " (");
		place_words(s->v->files[c->left_file].path, c->left_place, s->out);
		reason_put(s, ") came as ");
		buf_add(s->out, c->right);
	}
	reason_put(s, "; the table names no serial that counts");
}

void
words_open_condition(struct sentence *s)
{
	const struct assessment *all = s->v->assessment;
	for (size_t i = 0; i < all->condition_count; i++)
		if (slice_eq(all->conditions[i].criterion, s->run->result->id)) {
			reason_put(s, "still to come ");
			condition_words(&all->conditions[i], s->out);
			return;
		}
	reason_general(s);
}
