/* app/export/export_check.c - an exported folder, checked. See app/export/export_check.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export_check.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/pool.h"

const char *
link_state_name(enum link_state s)
{
	static const char *const names[] = { "", "holds", "broken", "replay differs",
	    "cannot check" };
	return names[s];
}

struct checking
checking_init(const char *path, struct arena *a)
{
	return (struct checking){ .path = path, .a = a, .threads = pool_default_threads(),
	    .names = map_init(), .digests = map_init(), .ids = map_init(), .keys = map_init() };
}

void
checking_drop(struct checking *c)
{
	map_drop(&c->names);
	map_drop(&c->digests);
	map_drop(&c->ids);
	map_drop(&c->keys);
	crypto_bag_drop(&c->bag);
}

/* --- links ------------------------------------------------------------------------------------ */

struct slice
check_name(struct checking *c, const char *format, ...)
{
	char text[256];
	struct slice out = {0};
	va_list list;
	va_start(list, format);
	int n = vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	size_t len = n < 0 ? 0 : (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1;
	/* without room the list of links fails next */
	return arena_copy(c->a, (struct slice){ (const uint8_t *)text, len }, &out) ? out :
	    SLICE("");
}

static enum link_state
state_of(enum code code)
{
	return code == OK ? LINK_HOLDS : code == E_UNVERIFIABLE ? LINK_UNKNOWN :
	    code == E_REPLAY ? LINK_DIFFERS : LINK_BROKEN;
}

struct rc
check_link(struct checking *c, struct slice name, check_run *run, void *context, bool *holds,
    struct err *e)
{
	struct slice remark = {0};
	struct err inner = {0};
	void *at = c->links;
	struct rc done = run(c, context, &remark, &inner);
	if (done.code == E_IO || done.code == E_NOMEM)
		return fail(e, done.code, inner.at, inner.what);
	if (!arena_grow(c->a, &at, &c->link_cap, c->link_count, sizeof(struct link)))
		return arena_failed(c->a, e);
	c->links = at;
	if (remark.len == 0 && failed(done))
		remark = slice_of(inner.what);
	c->links[c->link_count++] = (struct link){ name, remark, state_of(done.code) };
	if (holds != NULL)
		*holds = !failed(done);
	return DONE;
}

/* --- reading ---------------------------------------------------------------------------------- */

const char *
check_path(struct checking *c, struct slice name)
{
	struct slice s;
	return arena_format(c->a, &s, "%s/%.*s%c", c->path, SLICE_FMT(name), 0) ?
	    (const char *)s.at : NULL;
}

struct rc
check_read(struct checking *c, struct slice name, size_t max, struct slice *out, struct err *e)
{
	const struct checked_file *f = map_get(&c->names, name);
	const char *path = check_path(c, name);
	AUTO(buf) bytes = buf_init(max);
	if (path == NULL)
		return arena_failed(c->a, e);
	if (f == NULL)
		return fail(e, E_VERIFY, 0, "a file is missing");
	if (f->size_bytes > max)
		return fail(e, E_VERIFY, 0, "a file is larger than any of its kind");
	TRY(file_read_all(path, &bytes, e));
	return arena_copy(c->a, buf_slice(&bytes), out) ? DONE : arena_failed(c->a, e);
}

struct rc
checking_find(struct checking *c, struct slice name, const struct checked_entry **out,
    struct err *e)
{
	size_t colon = slice_find(name, SLICE(":"), 0), mark = slice_find(name, SLICE("#"), 0);
	*out = map_get(&c->ids, slice_sub(name, colon == SIZE_MAX ? 0 : colon + 1,
	    mark == SIZE_MAX ? name.len : mark));
	return *out != NULL ? DONE : fail(e, E_VERIFY, 0, "its entry is not whole in this folder");
}

/* --- a checkpoint from elsewhere -------------------------------------------------------------- */

struct outside { struct slice bytes; };

/* The same size as the folder's checkpoint, or as what the decision knew. */
static struct rc
compare_roots(struct checking *c, const struct checkpoint *given, struct slice *remark,
    struct err *e)
{
	const struct value *position = value_get(&c->decision->event.data, SLICE("position"));
	struct digest then;
	int64_t size;
	if (!digest_parse(value_text(value_get(position, SLICE("root"))), &then) ||
	    !value_int(value_get(position, SLICE("size")), &size))
		BUG("a decision without its position");
	bool now = given->size == c->checkpoint.size, before = given->size == (uint64_t)size;
	*remark = check_name(c, "%llu entries", (unsigned long long)given->size);
	if (!now && !before) {
		*remark = check_name(c, "of %llu entries; `assay log check` compares it with the "
		    "log", (unsigned long long)given->size);
		return fail(e, E_UNVERIFIABLE, 0, "of another size");
	}
	if (digest_eq(&given->root, now ? &c->checkpoint.root : &then))
		return DONE;
	*remark = SLICE("of another history: the same size has another root");
	return fail(e, E_VERIFY, 0, "another root");
}

static struct rc
compare_outside(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct outside *x = context;
	struct note note;
	struct checkpoint given;
	if (c->decision == NULL || slice_is_null(c->checkpoint.origin) ||
	    slice_is_null(c->log_key.id))
		return fail(e, E_UNVERIFIABLE, 0, "there is nothing whole to compare it with");
	TRY(note_decode(x->bytes, c->a, &note, e));
	TRY(checkpoint_decode(note.text, c->a, &given, e));
	TRY(note_check(&note, given.origin, &c->log_key, e));
	if (!slice_eq(given.origin, c->checkpoint.origin))
		return fail(e, E_UNVERIFIABLE, 0, "it has another origin; `assay log check` "
		    "compares it with the log");
	return compare_roots(c, &given, remark, e);
}

static struct rc
check_outside(struct checking *c, struct trouble *t)
{
	struct outside x;
	AUTO(buf) bytes = buf_init(NOTE_BYTES_MAX);
	if (c->outside == NULL)
		return DONE;
	TRY(trouble_in(t, c->outside, file_read_all(c->outside, &bytes, &t->err)));
	if (!arena_copy(c->a, buf_slice(&bytes), &x.bytes))
		return arena_failed(c->a, &t->err);
	return check_link(c, SLICE("outside checkpoint"), compare_outside, &x, NULL, &t->err);
}

/* --- the whole -------------------------------------------------------------------------------- */

struct rc
export_check(struct checking *c, struct trouble *t)
{
	enum file_kind kind;
	struct err *e = &t->err;
	TRY(trouble_in(t, c->path, file_exists(c->path, &kind, e)));
	if (kind != FILE_FOLDER)
		return trouble_in(t, c->path, fail(e, E_USAGE, 0, "expected a folder that "
		    "`assay decision export` wrote"));
	TRY(trouble_in(t, c->path, check_files(c, e)));
	TRY(trouble_in(t, c->path, check_log(c, e)));
	TRY(trouble_in(t, c->path, check_decision(c, e)));
	TRY(trouble_in(t, c->path, check_evidence(c, e)));
	return check_outside(c, t);
}
