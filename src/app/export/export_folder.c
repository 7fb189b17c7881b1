/* app/export/export_folder.c - a folder on its way. See app/export/export_folder.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export_folder.h"

#include <stdlib.h>
#include <string.h>

#include "app/home/home.h"
#include "base/file.h"
#include "base/limits.h"

/* A line of SHA256SUMS beside the name. */
#define SUM_BYTES 67

/* --- where ------------------------------------------------------------------------------------ */

/* Nothing, or an empty folder. */
static struct rc
check_place(const char *place, struct arena *a, struct err *e)
{
	enum file_kind kind;
	struct walk_entry *entries;
	size_t count;
	TRY(file_exists(place, &kind, e));
	if (kind == FILE_ABSENT)
		return DONE;
	if (kind != FILE_FOLDER)
		return fail(e, E_USAGE, 0, "expected a folder that is empty or not there yet");
	TRY(file_walk(place, a, &entries, &count, e));
	return count == 0 ? DONE : fail(e, E_USAGE, 0,
	    "the folder is not empty; an export goes into one of its own");
}

/* "PARENT/.assay-tmp-export-NAME". */
static const char *
work_of(const char *place, struct arena *a)
{
	struct slice s = slice_of(place), made;
	while (s.len > 1 && s.at[s.len - 1] == '/')
		s.len--;
	size_t begin = s.len;
	while (begin > 0 && s.at[begin - 1] != '/')
		begin--;
	if (!arena_format(a, &made, "%.*s%sexport-%.*s%c", (int)begin, place, FILE_TEMPORARY,
	    (int)(s.len - begin), place + begin, 0))
		return NULL;
	return (const char *)made.at;
}

struct rc
export_folder_open(const char *place, struct arena *a, struct export_folder *out, struct err *e)
{
	enum file_kind kind;
	const char *work = work_of(place, a);
	*out = (struct export_folder){ .a = a, .place = place };
	if (work == NULL)
		return arena_failed(a, e);
	TRY(check_place(place, a, e));
	TRY(file_exists(work, &kind, e));
	if (kind != FILE_ABSENT)
		return fail(e, E_USAGE, 0, "an export of this name was begun and not ended: remove "
		    "the folder .assay-tmp-export-... beside it");
	out->work = work;	/* from here on taken back: it may stand even where it failed */
	return file_make_folder(work, 0700, e);
}

/* --- files ------------------------------------------------------------------------------------ */

/* The path of a file, its folder made. */
static struct rc
make_path(struct export_folder *f, struct slice name, const char **out, struct err *e)
{
	struct slice path;
	if (!arena_format(f->a, &path, "%s/%.*s%c", f->work, SLICE_FMT(name), 0))
		return arena_failed(f->a, e);
	*out = (const char *)path.at;
	char *slash = strrchr((char *)(uintptr_t)path.at, '/');
	*slash = '\0';
	struct rc done = file_make_folder(*out, 0700, e);
	*slash = '/';
	return done;
}

static struct rc
remember(struct export_folder *f, struct slice name, const struct digest *digest, struct err *e)
{
	void *at = f->files;
	if (!arena_grow(f->a, &at, &f->cap, f->count, sizeof(struct export_file)))
		return arena_failed(f->a, e);
	f->files = at;
	f->files[f->count++] = (struct export_file){ name, *digest };
	return DONE;
}

struct rc
export_folder_put(struct export_folder *f, struct slice name, struct slice bytes, struct err *e)
{
	const char *path;
	struct digest digest;
	TRY(make_path(f, name, &path, e));
	TRY(digest_of(bytes, &digest, e));
	TRY(file_write_durable(path, bytes, 0600, e));
	return remember(f, name, &digest, e);
}

static struct rc
copy_windows(struct file *from, struct file_out *to, struct digest *digest, struct err *e)
{
	AUTO(digest_run) run = {0};
	AUTO(arena) a = arena_init(WINDOW_BYTES + KIB(4));
	uint8_t *window = arena_alloc(&a, WINDOW_BYTES, 1);
	size_t got = 1;
	if (window == NULL)
		return arena_failed(&a, e);
	TRY(digest_begin(&run, e));
	for (uint64_t at = 0; got > 0; at += got) {
		TRY(file_read_at(from, at, window, WINDOW_BYTES, &got, e));
		TRY(digest_add(&run, (struct slice){ window, got }, e));
		TRY(file_out_add(to, (struct slice){ window, got }, e));
	}
	return digest_end(&run, digest, e);
}

struct rc
export_folder_copy(struct export_folder *f, struct slice name, const char *from,
    struct digest *digest, struct err *e)
{
	AUTO(file) in = { .fd = -1 };
	AUTO(file_out) out = {0};
	const char *path;
	TRY(make_path(f, name, &path, e));
	TRY(file_open(from, false, &in, e));
	TRY(file_out_open(f->work, &out, e));
	TRY(copy_windows(&in, &out, digest, e));
	TRY(file_out_keep(&out, path, e));
	return remember(f, name, digest, e);
}

/* --- the end ---------------------------------------------------------------------------------- */

static int
by_name(const void *left, const void *right)
{
	return slice_cmp(((const struct export_file *)left)->name,
	    ((const struct export_file *)right)->name);
}

struct rc
export_folder_end(struct export_folder *f, struct err *e)
{
	AUTO(buf) sums = buf_init(f->count * (PATH_BYTES_MAX + SUM_BYTES));
	const char *path;
	if (f->count > 1)
		qsort(f->files, f->count, sizeof(struct export_file), by_name);
	for (size_t i = 0; i < f->count; i++) {
		char text[DIGEST_TEXT_BYTES];
		digest_show(&f->files[i].digest, text);
		buf_add(&sums, (struct slice){ (const uint8_t *)text + 7, sizeof(text) - 7 });
		buf_add_text(&sums, "  ");
		buf_add(&sums, f->files[i].name);
		buf_add_byte(&sums, '\n');
	}
	TRY(buf_end(&sums, e));
	TRY(make_path(f, SLICE("SHA256SUMS"), &path, e));
	TRY(file_write_durable(path, buf_slice(&sums), 0600, e));
	TRY(file_rename(f->work, f->place, e));
	f->work = NULL;
	return DONE;
}

void
export_folder_drop(struct export_folder *f)
{
	if (f->work != NULL)
		file_discard_folder(f->work);
	f->work = NULL;
}
