/* app/desk/practices.c - what records carry of a development process. See app/desk/practices.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/practices.h"

#include <stdlib.h>

#include "app/desk/kept_record.h"
#include "app/evidence/item_states.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "base/pool.h"
#include "crypto/digest.h"

struct practices
practices_init(void)
{
	return (struct practices){ .x = assessed_init() };
}

void
practices_drop(struct practices *p)
{
	assessed_drop(&p->x);
}

/* --- the sample ------------------------------------------------------------------------------- */

struct rc
practices_population(struct home *h, struct slice process, uint64_t known, struct arena *a,
    struct slice **out, size_t *count, struct err *e)
{
	struct thing *all;
	size_t n;
	*count = 0;
	TRY(state_list(h->store, "subject", known, a, &all, &n, e));
	*out = ARENA_ARRAY(a, struct slice, n);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < n; i++) {
		const struct value *part_of = value_get(&all[i].event.data, SLICE("part_of"));
		for (size_t k = 0; part_of != NULL && k < part_of->count; k++)
			if (slice_starts(all[i].row.key, SLICE("release:")) &&
			    slice_eq(part_of->items[k].text, process))
				(*out)[(*count)++] = all[i].row.key;
	}
	if (*count > 1)
		qsort(*out, *count, sizeof(**out), slice_cmp_qsort);
	return DONE;
}

struct ranked { struct slice release; struct digest digest; };

static int
by_digest(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	return slice_cmp((struct slice){ x->digest.bytes, SHA256_BYTES },
	    (struct slice){ y->digest.bytes, SHA256_BYTES });
}

struct rc
practices_choose(struct slice process, const struct slice *population, size_t count, size_t size,
    struct arena *a, struct slice **out, size_t *chosen, struct err *e)
{
	struct ranked *all = ARENA_ARRAY(a, struct ranked, count);
	*chosen = count < size ? count : size;
	*out = ARENA_ARRAY(a, struct slice, *chosen);
	if (all == NULL || *out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < count; i++) {
		struct slice text;
		if (!arena_format(a, &text, "%.*s\n%.*s", SLICE_FMT(process),
		    SLICE_FMT(population[i])))
			return arena_failed(a, e);
		all[i].release = population[i];
		TRY(digest_of(text, &all[i].digest, e));
	}
	if (count > 1)
		qsort(all, count, sizeof(*all), by_digest);
	for (size_t i = 0; i < *chosen; i++)
		(*out)[i] = all[i].release;
	if (*chosen > 1)
		qsort(*out, *chosen, sizeof(**out), slice_cmp_qsort);
	return DONE;
}

static struct rc
texts(const struct value *list, struct arena *a, struct slice **out, size_t *count,
    struct err *e)
{
	*count = list == NULL ? 0 : list->count;
	*out = ARENA_ARRAY(a, struct slice, *count);
	if (*out == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < *count; i++)
		(*out)[i] = list->items[i].text;
	return DONE;
}

struct sample { struct slice *population, *releases; size_t population_count, release_count; };

static bool
is_same(const struct slice *x, size_t nx, const struct slice *y, size_t ny)
{
	for (size_t i = 0; i < nx && i < ny; i++)
		if (!slice_eq(x[i], y[i]))
			return false;
	return nx == ny;
}

/* What the rule gives over what was registered when it was recorded, and nothing else. */
static struct rc
follows_rule(struct home *h, const struct practices *p, const struct thing *t,
    const struct sample *s, struct arena *a, bool *yes, struct err *e)
{
	struct slice *population, *releases;
	size_t population_count, release_count;
	TRY(practices_population(h, p->process, t->row.from_pos, a, &population,
	    &population_count, e));
	TRY(practices_choose(p->process, population, population_count, s->release_count, a,
	    &releases, &release_count, e));
	*yes = s->release_count > 0 && is_same(population, population_count, s->population,
	    s->population_count) && is_same(releases, release_count, s->releases,
	    s->release_count);
	return DONE;
}

static bool
covers(const struct practices *p, const struct kept_record *r)
{
	int64_t from, until;
	return slice_eq(kept_text(r, "process"), p->process) &&
	    !failed(time_parse(kept_text(r, "from"), TIME_BEGINNING, &from, NULL)) &&
	    !failed(time_parse(kept_text(r, "until"), TIME_END, &until, NULL)) &&
	    from <= p->q.valid_at_ms && until >= p->q.valid_at_ms;
}

/* The first sample that was recorded, follows the rule and covers the instant: whoever does not
 * like it takes it back, and that is seen. Else the rule, now. */
static struct rc
find_sample(struct home *h, struct practices *p, struct arena *a, struct err *e)
{
	struct kept_record *all;
	size_t count;
	TRY(kept_records(h, p->process, "scope_decision", p->q.known, p->q.valid_at_ms, a, &all,
	    &count, e));
	for (size_t i = 0; i < count && !p->recorded; i++) {
		struct sample s;
		bool follows;
		const struct value *v = &all[i].predicate;
		if (!covers(p, &all[i]))
			continue;
		TRY(texts(value_get(v, SLICE("population")), a, &s.population,
		    &s.population_count, e));
		TRY(texts(value_get(v, SLICE("releases")), a, &s.releases, &s.release_count, e));
		TRY(follows_rule(h, p, &all[i].thing, &s, a, &follows, e));
		p->set_aside += !follows;
		if (!follows)
			continue;
		p->recorded = true;
		p->population = s.population;
		p->population_count = s.population_count;
		p->chosen = s.releases;
		p->chosen_count = s.release_count;
	}
	if (p->recorded)
		return DONE;
	TRY(practices_population(h, p->process, p->q.known, a, &p->population,
	    &p->population_count, e));
	return practices_choose(p->process, p->population, p->population_count, SAMPLE_SIZE, a,
	    &p->chosen, &p->chosen_count, e);
}

/* --- the call --------------------------------------------------------------------------------- */

static struct rc
read_call(const struct op_call *call, struct home *h, struct practices *p, struct trouble *t)
{
	struct subject s;
	int64_t period = (int64_t)365 * DAY_MS;
	const char *text = op_value(call, "for", 0), *process = op_value(call, "process", 0);
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_PROCESS) |
	    SUBJECT_BIT(SUBJECT_RELEASE), "expected --for a process with its version or a "
	    "release, e.g. process:acme/sdl@7", &p->q.subject, t));
	TRY(subject_parse(p->q.subject, &s, &t->err));
	p->process = p->q.subject;
	if (s.kind == SUBJECT_RELEASE) {
		p->release = p->q.subject;
		TRY(given_subject(process == NULL ? "" : process, SUBJECT_BIT(SUBJECT_PROCESS),
		    "expected --process: under which process the release was made", &p->process,
		    t));
	}
	const char *given = op_value(call, "period", 0);
	if (given != NULL && failed(duration_parse(slice_of(given), &period, &t->err)))
		return trouble_in(t, given, fail(&t->err, E_USAGE, 0,
		    "expected a duration, e.g. --period 365d"));
	p->q.threads = pool_default_threads();
	p->q.valid_at_given = op_value(call, "valid-at", 0) != NULL;
	TRY(valid_read(call, &p->q.valid_at_ms, t));
	TRY(known_read(call, h, &p->q.known, t));
	/* a period may be longer than time itself */
	p->from_ms = period > p->q.valid_at_ms - TIME_MIN ? TIME_MIN : p->q.valid_at_ms - period;
	return catalogues_known(h, p->q.known, call->a, &p->x.data, &t->err);
}

/* The catalogue that speaks of practices: the one with maturity levels. */
static struct rc
find_catalog(const struct op_call *call, struct practices *p, struct trouble *t)
{
	const char *edition = op_value(call, "edition", 0);
	const struct catalog_set *set = &p->x.data.catalogues;
	for (size_t i = 0; i < set->count; i++) {
		const struct catalog *c = set->at[i];
		if (value_get(&c->document, SLICE("maturity_levels")) == NULL ||
		    (edition != NULL && c != catalog_set_get(set, slice_of(edition),
		    (struct slice){0})))
			continue;
		if (p->catalog != NULL)
			return fail(&t->err, E_USAGE, 0, "several editions are adopted; say which: "
			    "--edition iec62443-4-1:2018");
		p->catalog = c;
	}
	return p->catalog != NULL ? DONE : trouble_in(t, edition, fail(&t->err, E_USAGE, 0,
	    "no such edition with maturity levels is adopted"));
}

static struct rc
find_mapping(const struct op_call *call, struct home *h, struct practices *p, struct err *e)
{
	struct mapping *all;
	size_t count;
	struct slice edition;
	if (!arena_format(call->a, &edition, "%.*s:%.*s", SLICE_FMT(p->catalog->name),
	    SLICE_FMT(p->catalog->edition)))
		return arena_failed(call->a, e);
	TRY(mappings_find(h, p->q.subject, edition, p->q.known, p->q.valid_at_ms, call->a,
	    &all, &count, e));
	p->mapping = count == 0 ? NULL : &all[count - 1];
	return approvals_find(h, p->q.subject, p->q.known, call->a, &p->approvals, e);
}

struct rc
practices_approved_own(struct home *h, struct slice subject, const struct thing *approval,
    struct slice key, struct arena *a, bool *own, struct err *e)
{
	struct mapping *all;
	size_t count;
	struct slice about = event_ref_of(&approval->event, "about");
	TRY(mappings_find(h, subject, (struct slice){0}, approval->row.from_pos, TIME_UNKNOWN, a,
	    &all, &count, e));
	*own = true;
	for (size_t i = 0; i < count; i++)
		if (slice_eq(all[i].id, about))
			return mapping_stated_by(h, subject, &all[i], key, approval->event.actor,
			    (struct slice){0}, a, own, e);
	return DONE;
}

/* A process is gathered with its sampled releases, a release with its process. */
static struct rc
choose_also(struct practices *p, struct arena *a, struct err *e)
{
	struct slice *also = ARENA_ARRAY(a, struct slice, p->chosen_count + 1);
	if (also == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; p->release.len == 0 && i < p->chosen_count; i++)
		also[p->q.also_count++] = p->chosen[i];
	if (p->release.len > 0)
		also[p->q.also_count++] = p->process;
	p->q.also = also;
	return DONE;
}

/* The release alone, and whether the register says that it was made under the process. */
static struct rc
take_release(struct home *h, struct practices *p, struct arena *a, struct err *e)
{
	p->chosen = &p->release;
	p->chosen_count = 1;
	TRY(practices_population(h, p->process, p->q.known, a, &p->population,
	    &p->population_count, e));
	for (size_t i = 0; i < p->population_count; i++)
		p->registered = p->registered || slice_eq(p->population[i], p->release);
	return DONE;
}

/* A name that nothing here knows is mistyped, and no process without records. */
static struct rc
check_known(const struct op_call *call, struct home *h, const struct practices *p,
    struct trouble *t)
{
	struct thing one, *all;
	bool found;
	size_t count = 0;
	TRY(state_get(h->store, "subject", p->q.subject, p->q.known, call->a, &one, &found,
	    &t->err));
	if (!found)
		TRY(state_about(h->store, p->q.subject, "about", "evidence", p->q.known, call->a,
		    &all, &count, &t->err));
	return found || count > 0 ? DONE : trouble_in(t, op_value(call, "for", 0), fail(&t->err,
	    E_USAGE, 0, "is not registered, and no evidence is about it; `assay subject list` "
	    "names what is"));
}

struct rc
practices_find(const struct op_call *call, struct home *h, struct practices *out,
    struct trouble *t)
{
	struct err *e = &t->err;
	TRY(read_call(call, h, out, t));
	TRY(check_known(call, h, out, t));
	TRY(find_catalog(call, out, t));
	TRY(find_mapping(call, h, out, e));
	TRY(out->release.len > 0 ? take_release(h, out, call->a, e) :
	    find_sample(h, out, call->a, e));
	TRY(choose_also(out, call->a, e));
	TRY(assess_gather(&out->q, h, call->a, &out->x, t));
	const struct practice_wish wish = { out->catalog, &out->x.inspection.form, out->process,
	    out->from_ms, out->chosen, out->chosen_count };
	return practice_judge(&wish, call->a, &out->rows, &out->row_count, e);
}
