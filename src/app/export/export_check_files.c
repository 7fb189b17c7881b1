/* app/export/export_check_files.c - files of an exported folder. See app/export/export_check.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export_check.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"

#define SUMS SLICE("SHA256SUMS")
#define SUM_DIGITS 64
/* Lines of as many entries as a folder may have. */
#define SUMS_BYTES_MAX MIB(256)

/* --- hashing ---------------------------------------------------------------------------------- */

/* window: of WINDOW_BYTES. */
static struct rc
hash_file(const char *path, uint8_t *window, struct slice *digest, uint64_t *size,
    struct arena *a, struct err *e)
{
	AUTO(file) f = { .fd = -1 };
	AUTO(digest_run) run = {0};
	struct digest d;
	size_t got = 1;
	TRY(file_open(path, false, &f, e));
	TRY(digest_begin(&run, e));
	for (*size = 0; got > 0; *size += got) {
		TRY(file_read_at(&f, *size, window, WINDOW_BYTES, &got, e));
		TRY(digest_add(&run, (struct slice){ window, got }, e));
	}
	TRY(digest_end(&run, &d, e));
	return digest_text(a, &d, digest) ? DONE : arena_failed(a, e);
}

static struct rc
odd_file(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	(void)c;
	(void)context;
	(void)remark;
	return fail(e, E_VERIFY, 0, "is neither a file nor a folder");
}

/* Everything in the folder, by name; what is no file is a broken link. */
static struct rc
list_files(struct checking *c, struct err *e)
{
	AUTO(arena) own = arena_init(WINDOW_BYTES + KIB(4));
	uint8_t *window = arena_alloc(&own, WINDOW_BYTES, 1);
	struct walk_entry *entries;
	size_t count;
	if (window == NULL)
		return arena_failed(&own, e);
	TRY(file_walk(c->path, c->a, &entries, &count, e));
	c->files = ARENA_ARRAY(c->a, struct checked_file, count + 1);
	if (c->files == NULL)
		return arena_failed(c->a, e);
	for (size_t i = 0; i < count; i++) {
		struct checked_file *f = &c->files[c->file_count];
		const char *path = check_path(c, entries[i].path);
		if (path == NULL)
			return arena_failed(c->a, e);
		if (entries[i].kind != FILE_REGULAR) {
			TRY(check_link(c, entries[i].path, odd_file, NULL, NULL, e));
			continue;
		}
		f->name = entries[i].path;
		TRY(hash_file(path, window, &f->digest, &f->size_bytes, c->a, e));
		c->file_count++;
		TRY(map_put(&c->names, f->name, f, e));
		if (!map_has(&c->digests, f->digest))
			TRY(map_put(&c->digests, f->digest, f, e));
	}
	return DONE;
}

/* --- SHA256SUMS ------------------------------------------------------------------------------- */

struct sums { struct map listed; };	/* name -> a struct slice: the digits */

static struct rc
read_line(struct checking *c, struct sums *s, struct slice line, struct err *e)
{
	struct slice name = slice_sub(line, SUM_DIGITS + 2, line.len);
	struct slice *digits = ARENA_NEW(c->a, struct slice);
	if (digits == NULL)
		return arena_failed(c->a, e);
	*digits = slice_sub(line, 0, SUM_DIGITS);
	if (line.len < SUM_DIGITS + 3 || line.at[SUM_DIGITS] != ' ' ||
	    line.at[SUM_DIGITS + 1] != ' ' || map_has(&s->listed, name))
		return fail(e, E_VERIFY, 0, "SHA256SUMS is not in its form");
	return map_put(&s->listed, name, digits, e);
}

static struct rc
read_sums(struct checking *c, struct sums *s, struct err *e)
{
	struct slice text;
	TRY(check_read(c, SUMS, SUMS_BYTES_MAX, &text, e));
	for (size_t at = 0; at < text.len;) {
		size_t end = slice_find(text, SLICE("\n"), at);
		if (end == SIZE_MAX)
			return fail(e, E_VERIFY, at, "SHA256SUMS is cut");
		TRY(read_line(c, s, slice_sub(text, at, end), e));
		at = end + 1;
	}
	return DONE;
}

static struct rc
differs(struct checking *c, const char *how, struct slice name, struct slice *remark,
    struct err *e)
{
	*remark = check_name(c, "%s: %.*s", how, SLICE_FMT(name));
	return fail(e, E_VERIFY, 0, "the files are not those of SHA256SUMS");
}

static struct rc
compare_sums(struct checking *c, const struct sums *s, struct slice *remark, struct err *e)
{
	for (size_t i = 0; i < c->file_count; i++) {
		const struct checked_file *f = &c->files[i];
		const struct slice *want = map_get(&s->listed, f->name);
		if (slice_eq(f->name, SUMS))
			continue;
		if (want == NULL)
			return differs(c, "not listed", f->name, remark, e);
		if (!slice_eq(*want, slice_sub(f->digest, 7, f->digest.len)))
			return differs(c, "other than SHA256SUMS says", f->name, remark, e);
	}
	for (size_t i = 0; i < s->listed.count; i++)
		if (!map_has(&c->names, s->listed.entries[i].key))
			return differs(c, "missing", s->listed.entries[i].key, remark, e);
	*remark = check_name(c, "%zu, each as SHA256SUMS says, and no other", s->listed.count);
	return DONE;
}

static struct rc
sums_hold(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	struct sums s = { .listed = map_init() };
	(void)context;
	struct rc done = read_sums(c, &s, e);
	if (!failed(done))
		done = compare_sums(c, &s, remark, e);
	map_drop(&s.listed);
	return done;
}

struct rc
check_files(struct checking *c, struct err *e)
{
	TRY(list_files(c, e));
	return check_link(c, SLICE("files"), sums_hold, NULL, NULL, e);
}
