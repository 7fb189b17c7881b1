/* app/ops/ops_apply.c - `assay apply`: a register, or a table of assets or products. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/home/given.h"
#include "app/listing.h"
#include "app/register/register.h"
#include "base/file.h"
#include "base/limits.h"

/* How far into a file a document says what it is. */
#define HEAD_OF_DOCUMENT KIB(4)

struct applying {
	size_t			 count;
	struct slice		*bytes;		/* of each file */
	struct table_terms	 terms;
	struct saids		 said;
	struct changes		 changes;
};

static struct rc
read_files(const struct op_call *call, struct applying *x, struct trouble *t)
{
	size_t n = op_count(call, "FILE");
	x->bytes = ARENA_ARRAY(call->a, struct slice, n);
	if (x->bytes == NULL)
		return arena_failed(call->a, &t->err);
	for (; x->count < n; x->count++) {
		const char *path = op_value(call, "FILE", x->count);
		AUTO(buf) bytes = buf_init(BODY_KEEP_MAX);
		TRY(trouble_in(t, path, file_read_all(path, &bytes, &t->err)));
		if (!arena_copy(call->a, buf_slice(&bytes), &x->bytes[x->count]))
			return arena_failed(call->a, &t->err);
	}
	return DONE;
}

static struct rc
read_terms(const struct op_call *call, struct applying *x, struct trouble *t)
{
	const char *product = op_value(call, "product", 0), *org = op_value(call, "party", 0);
	if (product != NULL)
		TRY(given_subject(product, SUBJECT_BIT(SUBJECT_PRODUCT),
		    "expected product:ORG/NAME", &x->terms.product, t));
	if (org == NULL)
		return DONE;
	struct slice name = slice_of(org);
	if (slice_starts(name, SLICE("party:")))
		name = slice_sub(name, 6, name.len);
	return subject_make_party(call->a, name, &x->terms.org) ? DONE : trouble_in(t, org,
	    fail(&t->err, E_USAGE, 0, "expected an organisation: party:ORG, or ORG of a-z 0-9 - "
	    "."));
}

/* A workbook by its first bytes; a document by its name, or by saying its apiVersion. */
static bool
is_document(struct slice name, struct slice bytes)
{
	if (slice_starts(bytes, SLICE("PK\3\4")))
		return false;
	return slice_ends(name, SLICE(".yaml")) || slice_ends(name, SLICE(".yml")) ||
	    slice_ends(name, SLICE(".json")) || slice_find(slice_sub(bytes, 0, HEAD_OF_DOCUMENT),
	    SLICE("apiVersion"), 0) != SIZE_MAX;
}

static struct rc
plan_apply(struct acting *g, void *context)
{
	struct applying *x = context;
	x->said = (struct saids){ .a = g->call->a, .bag = &g->h.bag };
	for (size_t i = 0; i < x->count; i++) {
		struct slice name = slice_of(op_value(g->call, "FILE", i));
		const char *slash = strrchr(op_value(g->call, "FILE", i), '/');
		struct slice folder = slice_sub(name, 0, slash == NULL ? 0 :
		    (size_t)(slash - op_value(g->call, "FILE", i)) + 1);
		TRY(is_document(name, x->bytes[i]) ? register_read(x->bytes[i], name, folder,
		    &x->said, &g->r->trouble) : register_read_table(x->bytes[i], name, g->call,
		    &x->terms, &g->h, &x->said, &g->r->notes, &g->r->trouble));
	}
	return register_plan(g, &x->said, &x->changes);
}

static void
put_change(struct build *b, const struct acting *g, const struct applying *x, size_t i,
    struct value *rows)
{
	struct value row = value_object();
	const struct change *c = &x->changes.at[i];
	const struct said *s = &x->said.at[c->said];
	static const char *const kinds[] = { "", "subject", "actor", "role", "responsibility" };
	value_put(b, &row, "id", value_string(s->subject));
	value_put(b, &row, "what", value_string(slice_of(kinds[s->kind])));
	value_put(b, &row, "action", value_string(slice_of(c->action)));
	value_put(b, &row, "says", value_string(s->kind > SAID_ACTOR ? s->word : SLICE("")));
	value_put(b, &row, "members", c->members);
	value_put(b, &row, "event", g->done == NULL ? value_null() :
	    value_string(g->done[i].name));
	value_put(b, &row, "file", value_string(s->file));
	value_put(b, &row, "place", value_string(s->place));
	value_push(b, rows, row);
}

static struct rc
say_applied(const struct op_call *call, const struct acting *g, const struct applying *x,
    struct op_result *r)
{
	static const struct column columns[] = { { "id", "id", 36 }, { "what", "what", 14 },
	    { "action", "action", 10 }, { "says", "says", 20 }, { "members", "members", 20 },
	    { "event", "event", 0 }, { "file", "file", 0 }, { "place", "place", 8 } };
	struct build b = { .a = call->a };
	struct value rows = value_array(), head = value_object();
	bool dry = op_flag(call, "dry-run");
	for (size_t i = 0; i < x->changes.count; i++)
		put_change(&b, g, x, i, &rows);
	value_put(&b, &head, "dry_run", value_bool(dry));
	value_put(&b, &head, "entries", value_number(&b, (int64_t)x->said.count));
	TRY(build_end(&b, &r->trouble.err));
	if (dry && x->changes.count > 0)
		buf_addf(&r->notes, "assay: nothing was written (--dry-run); these %zu events "
		    "would be\n", x->changes.count);
	return listing_print(call, r, "assay/apply/1", "changes", columns, COUNT(columns), &rows,
	    &head, "nothing to do: everything is registered as the files say");
}

struct rc
op_apply(const struct op_call *call, struct op_result *r)
{
	AUTO(acting) g = {0};
	struct applying x = {0};
	TRY(read_terms(call, &x, &r->trouble));
	TRY(read_files(call, &x, &r->trouble));
	TRY(acting_open(call, r, &g));
	TRY(acting_run(&g, plan_apply, &x));
	return say_applied(call, &g, &x, r);
}
