/* codec/archive.c - visits the entries of an archive, on libarchive. See codec/archive.h.
 *
 * Compressed tars are read by two readers, one behind the other: the outer one unpacks and hands
 * over pieces that are counted before the inner one, which knows tar, sees them. So a bomb is
 * found by its first pieces whatever it pretends to hold.
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/archive_int.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"

/* The ratio of unpacked to packed bytes counts once this much has been unpacked. */
#define RATIO_FROM_BYTES MIB(16)
#define NAME_ARENA_BYTES KIB(64)
#define DIRECTORY_ARENA_BYTES MIB(32)
#define TAR_BLOCK_BYTES 512

struct visit {
	struct archive_input	 in;
	struct archive_limits	 limits;
	struct archive_sink	 sink;
	struct archive_totals	*totals;
	struct archive		*unpacker;	/* of compressed tars, else null */
	struct archive		*reader;
	uint8_t			*window;	/* of a file */
	uint64_t		 packed_at;	/* next byte of the input to hand over */
	uint64_t		 stream_bytes;	/* of the tar, handed to the reader */
	uint64_t		 stream_used;	/* of them up to the last byte that is not zero */
	struct err		 err;		/* what went wrong inside a callback */
	struct zip_directory	 directory;
	bool			 is_zip;
};

static void
visit_drop(struct visit *v)
{
	(void)archive_read_free(v->reader);	/* null is allowed; there is nothing left to do */
	(void)archive_read_free(v->unpacker);	/* if it fails */
	mem_free(v->window);
	*v = (struct visit){0};
}

/* --- recognition ---------------------------------------------------------------------------- */

/* A tar header: its checksum holds (POSIX.1-2017 pax, ustar). */
static bool
is_tar(struct slice head)
{
	uint64_t sum = 8 * ' ', said = 0;
	size_t i = 148;

	if (head.len < TAR_BLOCK_BYTES || head.at[0] == 0)
		return false;
	for (size_t k = 0; k < TAR_BLOCK_BYTES; k++)
		sum += k < 148 || k >= 156 ? head.at[k] : 0u;
	while (i < 155 && head.at[i] == ' ')
		i++;
	for (; i < 156 && head.at[i] >= '0' && head.at[i] <= '7'; i++)
		said = said * 8 + (uint64_t)(head.at[i] - '0');
	return said == sum;
}

enum archive_form
archive_recognise(struct slice head)
{
	if (slice_starts(head, SLICE("PK\3\4")) || slice_starts(head, SLICE("PK\5\6")))
		return ARCHIVE_ZIP_FORM;
	if (slice_starts(head, SLICE("\x1f\x8b\x08")))
		return ARCHIVE_GZIP_FORM;
	if (slice_starts(head, SLICE("BZh")) && head.len > 9 &&
	    (memcmp(head.at + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0 ||
	    memcmp(head.at + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0))
		return ARCHIVE_BZIP2_FORM;
	if (slice_starts(head, SLICE("\xfd" "7zXZ\0")))
		return ARCHIVE_XZ_FORM;
	if (slice_starts(head, SLICE("\x28\xb5\x2f\xfd")))
		return ARCHIVE_ZSTD_FORM;
	return is_tar(head) ? ARCHIVE_TAR_FORM : ARCHIVE_NO;
}

/* --- what libarchive reads from ------------------------------------------------------------- */

static ssize_t
give_packed(struct archive *a, void *context, const void **piece)
{
	struct visit *v = context;
	uint64_t left = archive_input_size(&v->in) - v->packed_at;
	size_t n = left < WINDOW_BYTES ? (size_t)left : WINDOW_BYTES;

	(void)a;
	*piece = v->window;
	if (v->in.file == NULL && n > 0)
		*piece = v->in.bytes.at + v->packed_at;
	else if (failed(archive_input_at(&v->in, v->packed_at, v->window, n, &v->err)))
		return -1;
	v->packed_at += n;
	return (ssize_t)n;
}

static la_int64_t
skip_packed(struct archive *a, void *context, la_int64_t n)
{
	struct visit *v = context;
	uint64_t left = archive_input_size(&v->in) - v->packed_at;

	(void)a;
	if (n <= 0)
		return 0;
	uint64_t step = (uint64_t)n < left ? (uint64_t)n : left;
	v->packed_at += step;
	return (la_int64_t)step;
}

static la_int64_t
seek_packed(struct archive *a, void *context, la_int64_t offset, int whence)
{
	struct visit *v = context;
	la_int64_t size = (la_int64_t)archive_input_size(&v->in);
	la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_END ? size :
	    (la_int64_t)v->packed_at;
	la_int64_t to;

	(void)a;
	if (__builtin_add_overflow(from, offset, &to) || to < 0)
		return ARCHIVE_FATAL;
	to = to > size ? size : to;
	v->packed_at = (uint64_t)to;
	return to;
}

static bool
is_bomb(struct visit *v, uint64_t unpacked)
{
	uint64_t packed = archive_input_size(&v->in);
	const char *what = NULL;

	if (unpacked > v->limits.unpacked_bytes)
		what = "the archives unpack to more than is read";
	else if (unpacked > RATIO_FROM_BYTES && unpacked / UNPACK_RATIO_MAX > packed)
		what = "the archive unpacks to far more than it holds";
	if (what == NULL)
		return false;
	v->totals->bomb = true;
	(void)fail(&v->err, E_LIMIT, v->packed_at, what);	/* visit_failed() tells */
	return true;
}

static const char *
complaint(struct archive *a)
{
	const char *said = archive_error_string(a);

	if (said == NULL)
		return "the archive is damaged";
	if (strcasestr(said, "truncated") != NULL || strcasestr(said, "premature") != NULL)
		return "the archive ends too early";
	if (strcasestr(said, "crc") != NULL || strcasestr(said, "checksum") != NULL)
		return "a checksum does not hold";
	return "the archive is damaged";
}

/* Where the unpacker stands in the compressed data. */
static uint64_t
packed_place(const struct visit *v)
{
	la_int64_t at = archive_filter_bytes(v->unpacker, -1);
	return at < 0 || (uint64_t)at > v->packed_at ? v->packed_at : (uint64_t)at;
}

/* A piece of the tar, unpacked; *n 0 at its end. False: v->err says why. */
static bool
take_unpacked(struct visit *v, const void **piece, size_t *n)
{
	la_int64_t offset;
	int got;

	do
		got = archive_read_data_block(v->unpacker, piece, n, &offset);
	while (got == ARCHIVE_OK && *n == 0);
	if (got == ARCHIVE_EOF)
		*n = 0;
	if (got != ARCHIVE_OK && got != ARCHIVE_EOF) {
		(void)fail(&v->err, E_SYNTAX, packed_place(v),		/* as above */
		    complaint(v->unpacker));
		return false;
	}
	return !is_bomb(v, v->stream_bytes + *n);
}

static ssize_t
give_tar(struct archive *a, void *context, const void **piece)
{
	struct visit *v = context;
	size_t n;

	if (v->unpacker == NULL) {
		ssize_t got = give_packed(a, v, piece);
		if (got < 0)
			return got;
		n = (size_t)got;
		v->stream_bytes = v->packed_at - n;
	} else if (!take_unpacked(v, piece, &n)) {
		return -1;
	}
	const uint8_t *bytes = *piece;
	size_t used = n;
	while (used > 0 && bytes[used - 1] == 0)
		used--;
	if (used > 0)
		v->stream_used = v->stream_bytes + used;
	v->stream_bytes += n;
	return (ssize_t)n;
}

static la_int64_t
skip_tar(struct archive *a, void *context, la_int64_t n)
{
	struct visit *v = context;
	return v->unpacker == NULL ? skip_packed(a, v, n) : 0;
}

/* --- opening -------------------------------------------------------------------------------- */

static struct rc
visit_failed(struct visit *v, uint64_t at, const char *what, struct err *e)
{
	if (v->err.code != OK)
		return fail(e, v->err.code, v->err.at, v->err.what);
	if (v->reader != NULL && archive_errno(v->reader) == ENOMEM)
		return fail(e, E_NOMEM, at, "out of memory");
	return fail(e, E_SYNTAX, at, what);
}

/* Where the archive's bytes come from. seek may be null. */
static bool
connect_to(struct archive *a, struct visit *v, archive_read_callback *read,
    archive_skip_callback *skip, archive_seek_callback *seek)
{
	return archive_read_set_read_callback(a, read) == ARCHIVE_OK &&
	    archive_read_set_skip_callback(a, skip) == ARCHIVE_OK &&
	    (seek == NULL || archive_read_set_seek_callback(a, seek) == ARCHIVE_OK) &&
	    archive_read_set_callback_data(a, v) == ARCHIVE_OK;
}

static struct rc
open_zip(struct visit *v, struct err *e)
{
	struct archive *a = v->reader;

	if (archive_read_support_format_zip_seekable(a) != ARCHIVE_OK ||
	    !connect_to(a, v, give_packed, skip_packed, seek_packed))
		return fail(e, E_NOMEM, 0, "out of memory");
	if (archive_read_open1(a) != ARCHIVE_OK)
		return visit_failed(v, 0, complaint(a), e);
	return DONE;
}

static struct rc
open_unpacker(struct visit *v, enum archive_form form, struct err *e)
{
	struct archive *a = v->unpacker = archive_read_new();
	struct archive_entry *entry;
	int got = a == NULL ? ARCHIVE_FATAL :
	    form == ARCHIVE_GZIP_FORM ? archive_read_support_filter_gzip(a) :
	    form == ARCHIVE_BZIP2_FORM ? archive_read_support_filter_bzip2(a) :
	    form == ARCHIVE_XZ_FORM ? archive_read_support_filter_xz(a) :
	    archive_read_support_filter_zstd(a);

	/* Anything but OK means that libarchive would start another program. */
	if (got != ARCHIVE_OK || archive_read_support_format_raw(a) != ARCHIVE_OK ||
	    !connect_to(a, v, give_packed, skip_packed, NULL))
		return fail(e, E_NOMEM, 0, "the unpacker could not be set up");
	if (archive_read_open1(a) != ARCHIVE_OK ||
	    archive_read_next_header(a, &entry) != ARCHIVE_OK)
		return visit_failed(v, packed_place(v), complaint(a), e);
	if (archive_filter_count(a) != 2)
		return fail(e, E_SCHEMA, 0, "compressed data inside of compressed data");
	return DONE;
}

static struct rc
open_tar(struct visit *v, enum archive_form form, struct err *e)
{
	struct archive *a = v->reader;

	if (form != ARCHIVE_TAR_FORM)
		TRY(open_unpacker(v, form, e));
	if (archive_read_support_format_tar(a) != ARCHIVE_OK ||
	    !connect_to(a, v, give_tar, skip_tar, NULL))
		return fail(e, E_NOMEM, 0, "out of memory");
	if (archive_read_open1(a) != ARCHIVE_OK)
		return v->err.code != OK ? visit_failed(v, 0, "", e) :
		    fail(e, E_SCHEMA, 0, "no tar archive");
	return DONE;
}

static struct rc
visit_open(struct visit *v, struct arena *a, struct err *e)
{
	uint8_t head[TAR_BLOCK_BYTES];
	uint64_t size = archive_input_size(&v->in);
	size_t n = size < sizeof(head) ? (size_t)size : sizeof(head);

	TRY(archive_input_at(&v->in, 0, head, n, e));
	enum archive_form form = archive_recognise((struct slice){ head, n });
	if (form == ARCHIVE_NO)
		return fail(e, E_SCHEMA, 0, "no archive that is read: ZIP or tar");
	if (form == ARCHIVE_ZIP_FORM)
		TRY(zip_directory_read(v->in, a, &v->directory, e));
	v->is_zip = form == ARCHIVE_ZIP_FORM;
	if (v->is_zip && v->directory.count == 0)
		return DONE;		/* libarchive finds nothing to read in it */
	v->window = v->in.file != NULL ? mem_alloc(1, WINDOW_BYTES) : NULL;
	v->reader = archive_read_new();
	if (v->reader == NULL || (v->in.file != NULL && v->window == NULL))
		return fail(e, E_NOMEM, 0, "out of memory");
	return form == ARCHIVE_ZIP_FORM ? open_zip(v, e) : open_tar(v, form, e);
}

/* --- entries -------------------------------------------------------------------------------- */

static enum file_kind
kind_of(struct archive_entry *entry)
{
	if (archive_entry_hardlink(entry) != NULL)
		return FILE_LINK;
	switch (archive_entry_filetype(entry)) {
	case 0:
	case AE_IFREG: return FILE_REGULAR;
	case AE_IFDIR: return FILE_FOLDER;
	case AE_IFLNK: return FILE_LINK;
	default: return FILE_OTHER;
	}
}

static void
describe_zip(const struct visit *v, struct archive_item *item)
{
	const struct zip_entry *z = &v->directory.entries[item->number];

	item->path = z->name;
	item->at = z->at;
	item->size_bytes = z->size_bytes;
	if ((z->flags & 1) != 0 || z->method == 99)
		item->content = CONTENT_ENCRYPTED;
	else if (z->method != 0 && z->method != 8)
		item->content = CONTENT_METHOD_UNKNOWN;
}

static struct rc
describe(struct visit *v, struct archive_entry *entry, struct arena *a,
    struct archive_item *item, struct err *e)
{
	const char *target = archive_entry_hardlink(entry);
	la_int64_t size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;

	if (target == NULL)
		target = archive_entry_symlink(entry);
	*item = (struct archive_item){ .number = v->totals->entries,
	    .path = slice_of(archive_entry_pathname(entry)), .target = slice_of(target),
	    .kind = kind_of(entry), .content = CONTENT_READABLE, .size_bytes = (uint64_t)size,
	    .at = (uint64_t)archive_read_header_position(v->reader) };
	if (v->is_zip)
		describe_zip(v, item);
	if (slice_is_null(item->path))
		item->path = SLICE("");
	if (size < 0)
		return fail(e, E_SYNTAX, item->at, "an impossible size");
	struct err why = {0};
	struct rc result = archive_name_judge(item->path, a, &item->state, &item->name, &why);
	return failed(result) ? fail(e, why.code, item->at, why.what) : DONE;
}

static struct rc
deliver(struct visit *v, struct slice bytes, struct err *e)
{
	for (size_t at = 0; at < bytes.len; at += WINDOW_BYTES) {
		struct slice piece = slice_sub(bytes, at, at + WINDOW_BYTES);
		if (is_bomb(v, v->totals->unpacked_bytes + piece.len))
			return visit_failed(v, 0, "", e);
		v->totals->unpacked_bytes += piece.len;
		TRY(v->sink.data(v->sink.context, piece, e));
	}
	return DONE;
}

/* The holes of a sparse file are zeros. */
static struct rc
deliver_zeros(struct visit *v, uint64_t n, struct err *e)
{
	static const uint8_t zeros[KIB(64)];

	for (; n > sizeof(zeros); n -= sizeof(zeros))
		TRY(deliver(v, (struct slice){ zeros, sizeof(zeros) }, e));
	return deliver(v, (struct slice){ zeros, (size_t)n }, e);
}

static struct rc
read_content(struct visit *v, const struct archive_item *item, struct err *e)
{
	uint64_t done = 0;

	for (;;) {
		const void *bytes;
		size_t n;
		la_int64_t offset;
		int got = archive_read_data_block(v->reader, &bytes, &n, &offset);
		if (got == ARCHIVE_EOF)
			break;
		if (got != ARCHIVE_OK)
			return visit_failed(v, item->at, complaint(v->reader), e);
		if (n == 0)
			continue;
		if (offset < 0 || (uint64_t)offset < done || (uint64_t)offset > item->size_bytes ||
		    n > item->size_bytes - (uint64_t)offset)
			return fail(e, E_SYNTAX, item->at, "the entry is larger than it says");
		TRY(deliver_zeros(v, (uint64_t)offset - done, e));
		TRY(deliver(v, (struct slice){ bytes, n }, e));
		done = (uint64_t)offset + n;
	}
	if (done != item->size_bytes && v->is_zip)
		return fail(e, E_SYNTAX, item->at, "the entry is smaller than it says");
	TRY(deliver_zeros(v, item->size_bytes - done, e));
	return v->sink.end(v->sink.context, e);
}

static struct rc
visit_entry(struct visit *v, struct archive_entry *entry, struct err *e)
{
	AUTO(arena) names = arena_init(NAME_ARENA_BYTES);
	struct archive_item item;
	bool want = false;

	if (v->totals->entries >= v->limits.entries)
		return fail(e, E_LIMIT, (uint64_t)archive_read_header_position(v->reader),
		    "the archives have too many entries");
	TRY(describe(v, entry, &names, &item, e));
	v->totals->entries++;
	TRY(v->sink.entry(v->sink.context, &item, &want, e));
	if (want && item.content == CONTENT_READABLE)
		TRY(read_content(v, &item, e));
	if (!v->is_zip && archive_read_data_skip(v->reader) < ARCHIVE_WARN)
		return visit_failed(v, item.at, complaint(v->reader), e);
	return DONE;
}

/* After the last entry of a tar, which ended at `past`. */
static struct rc
check_tar_end(struct visit *v, uint64_t past, struct err *e)
{
	uint64_t mark = (uint64_t)archive_filter_bytes(v->reader, 0);
	const void *piece;
	ssize_t n;

	if (mark == past)
		return fail(e, E_SYNTAX, past, "the tar ends without its end mark");
	do
		n = give_tar(v->reader, v, &piece);
	while (n > 0);
	if (n < 0)
		return visit_failed(v, mark, "", e);
	if (v->stream_used > mark)
		return fail(e, E_SYNTAX, mark, "something after the end mark of the tar");
	uint64_t packed = v->unpacker == NULL ? archive_input_size(&v->in) : packed_place(v);
	if (packed != archive_input_size(&v->in))
		return fail(e, E_SYNTAX, packed, "something after the compressed data");
	return DONE;
}

/* Where the next entry begins: in the ZIP, or in the tar. */
static uint64_t
next_place(const struct visit *v)
{
	if (v->is_zip)
		return v->totals->entries < v->directory.count ?
		    v->directory.entries[v->totals->entries].at : v->packed_at;
	return (uint64_t)archive_filter_bytes(v->reader, 0);
}

static struct rc
visit_all(struct visit *v, struct err *e)
{
	if (v->is_zip && v->directory.count == 0)
		return DONE;
	for (;;) {
		struct archive_entry *entry;
		uint64_t past = next_place(v);
		int got = archive_read_next_header(v->reader, &entry);
		if (got == ARCHIVE_EOF && !v->is_zip)
			return check_tar_end(v, past, e);
		if (got == ARCHIVE_EOF)
			break;
		if (got != ARCHIVE_OK && got != ARCHIVE_WARN)
			return visit_failed(v, past, complaint(v->reader), e);
		if (v->is_zip && v->totals->entries >= v->directory.count)
			return fail(e, E_SYNTAX, past, "an entry that the directory does not list");
		TRY(visit_entry(v, entry, e));
	}
	if (v->totals->entries != v->directory.count)
		return fail(e, E_SYNTAX, v->directory.entries[v->totals->entries].at,
		    "an entry of the directory cannot be read");
	return DONE;
}

struct rc
archive_visit(struct archive_input in, struct archive_limits limits, struct archive_sink sink,
    struct archive_totals *totals, struct err *e)
{
	AUTO(visit) v = { .in = in, .limits = limits, .sink = sink, .totals = totals };
	AUTO(arena) a = arena_init(DIRECTORY_ARENA_BYTES);
	locale_t wide = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t before = wide != (locale_t)0 ? uselocale(wide) : (locale_t)0;

	*totals = (struct archive_totals){0};
	struct rc result = visit_open(&v, &a, e);
	if (!failed(result))
		result = visit_all(&v, e);
	if (wide != (locale_t)0) {
		(void)uselocale(before);	/* answers the locale that was set */
		freelocale(wide);
	}
	return result;
}
