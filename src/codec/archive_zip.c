/* codec/archive_zip.c - the directory of a ZIP, checked against the entries. See codec/archive.h.
 *
 * Spec: APPNOTE.TXT 4.3.7 (local header), 4.3.12 (directory), 4.3.14 to 4.3.16 (end records),
 *       4.5.3 (zip64 extra field).
 * SPDX-License-Identifier: Apache-2.0 */
#include "codec/archive_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/rd.h"

#define LOCAL_BYTES 30
#define CENTRAL_BYTES 46
#define END_BYTES 22
#define LOCATOR_BYTES 20
#define END64_BYTES 56
/* libarchive looks no further back for the end record, so a longer comment hides it. */
#define END_SEARCH_BYTES KIB(16)
/* ENTRIES_MAX entries with names and extra fields of ordinary length. */
#define DIRECTORY_BYTES_MAX MIB(16)

#define FLAG_ENCRYPTED 1u
#define FLAG_DESCRIPTOR 8u		/* sizes and CRC follow the content */
#define ESCAPED32 0xffffffffu		/* the value stands in the zip64 extra field */

/* Where the directory stands; `end` is the place of whatever follows it. */
struct where {
	uint64_t	at, bytes, count, end;
};

uint64_t
archive_input_size(const struct archive_input *in)
{
	return in->file != NULL ? in->file->size_bytes : in->bytes.len;
}

struct rc
archive_input_at(const struct archive_input *in, uint64_t at, uint8_t *into, size_t n,
    struct err *e)
{
	uint64_t size = archive_input_size(in);
	size_t got = n;

	if (at > size || n > size - at)
		return fail(e, E_SYNTAX, size, "the archive ends too early");
	if (in->file != NULL)
		TRY(file_read_at(in->file, at, into, n, &got, e));
	else if (n > 0)
		memcpy(into, in->bytes.at + at, n);
	if (got != n)
		return fail(e, E_IO, at + got, "the file became shorter while it was read");
	return DONE;
}

/* The zip64 end record, whose locator stands right in front of the end record. */
static struct rc
find_end64(const struct archive_input *in, uint64_t end, struct where *w, struct err *e)
{
	uint8_t bytes[END64_BYTES];

	if (end < LOCATOR_BYTES + END64_BYTES)
		return DONE;
	TRY(archive_input_at(in, end - LOCATOR_BYTES, bytes, LOCATOR_BYTES, e));
	if (memcmp(bytes, "PK\6\7", 4) != 0)
		return DONE;
	struct rd l = rd_init((struct slice){ bytes + 8, 8 });
	uint64_t at = rd_le(&l, 8);
	if (at != end - LOCATOR_BYTES - END64_BYTES)
		return fail(e, E_SYNTAX, end - LOCATOR_BYTES, "the zip64 end record is misplaced");
	TRY(archive_input_at(in, at, bytes, END64_BYTES, e));
	struct rd r = rd_init((struct slice){ bytes, END64_BYTES });
	if (rd_le(&r, 4) != 0x06064b50 || rd_le(&r, 8) != END64_BYTES - 12)
		return fail(e, E_SYNTAX, at, "a malformed zip64 end record");
	(void)rd_take(&r, 4);
	uint64_t disks = rd_le(&r, 8), here = rd_le(&r, 8);
	w->count = rd_le(&r, 8);
	w->bytes = rd_le(&r, 8);
	w->at = rd_le(&r, 8);
	w->end = at;
	if (disks != 0 || here != w->count)
		return fail(e, E_SYNTAX, at, "an archive in several parts");
	return rd_end(&r, e);
}

static struct rc
read_end(const struct archive_input *in, uint64_t end, const uint8_t *bytes, struct where *w,
    struct err *e)
{
	struct rd r = rd_init((struct slice){ bytes + 4, END_BYTES - 4 });
	uint64_t disks = rd_le(&r, 4), here = rd_le(&r, 2);

	*w = (struct where){ .end = end };
	w->count = rd_le(&r, 2);
	w->bytes = rd_le(&r, 4);
	w->at = rd_le(&r, 4);
	if (disks != 0 || here != w->count)
		return fail(e, E_SYNTAX, end, "an archive in several parts");
	struct where said = *w;
	TRY(find_end64(in, end, w, e));
	if ((said.count != 0xffff && said.count != w->count) ||
	    (said.bytes != ESCAPED32 && said.bytes != w->bytes) ||
	    (said.at != ESCAPED32 && said.at != w->at))
		return fail(e, E_SYNTAX, end, "the two end records disagree");
	if (w->at > w->end || w->end - w->at != w->bytes)
		return fail(e, E_SYNTAX, end, "the directory is not where the end record says");
	if (w->count > ENTRIES_MAX || w->bytes > DIRECTORY_BYTES_MAX)
		return fail(e, E_LIMIT, w->at, "the archive has too many entries");
	return DONE;
}

/* The last end record in the file must reach its very end: no second one hides in a comment. */
static struct rc
find_end(const struct archive_input *in, struct where *w, struct err *e)
{
	uint64_t size = archive_input_size(in);
	size_t n = size < END_SEARCH_BYTES ? (size_t)size : END_SEARCH_BYTES;
	uint8_t tail[END_SEARCH_BYTES];

	TRY(archive_input_at(in, size - n, tail, n, e));
	for (size_t left = n < END_BYTES ? 0 : n - END_BYTES + 1; left > 0; left--) {
		const uint8_t *p = tail + left - 1;
		if (memcmp(p, "PK\5\6", 4) != 0)
			continue;
		size_t comment = (size_t)p[20] | (size_t)p[21] << 8;
		if (left - 1 + END_BYTES + comment != n)
			return fail(e, E_SYNTAX, size - n + left - 1,
			    "the end record does not end with the file");
		return read_end(in, size - n + left - 1, p, w, e);
	}
	return fail(e, E_SYNTAX, size, "the ZIP ends without its end record");
}

/* Sizes and offset of 32 bits that are all ones stand in the extra field, in this order. */
static bool
read_zip64(struct slice extra, struct zip_entry *z)
{
	struct rd r = rd_init(extra);
	while (rd_ok(&r) && rd_left(&r) >= 4) {
		uint64_t id = rd_le(&r, 2);
		struct slice field = rd_take(&r, rd_le(&r, 2));
		if (id != 1 || !rd_ok(&r))
			continue;
		struct rd f = rd_init(field);
		if (z->size_bytes == ESCAPED32)
			z->size_bytes = rd_le(&f, 8);
		if (z->packed_bytes == ESCAPED32)
			z->packed_bytes = rd_le(&f, 8);
		if (z->at == ESCAPED32)
			z->at = rd_le(&f, 8);
		return rd_ok(&f);
	}
	return z->size_bytes != ESCAPED32 && z->packed_bytes != ESCAPED32 && z->at != ESCAPED32;
}

static struct rc
read_central(struct rd *r, uint64_t base, struct zip_entry *z, struct err *e)
{
	uint64_t at = base + r->pos;

	if (rd_le(r, 4) != 0x02014b50)
		return fail(e, E_SYNTAX, at, "a malformed directory");
	(void)rd_take(r, 4);
	z->flags = (uint16_t)rd_le(r, 2);
	z->method = (uint16_t)rd_le(r, 2);
	(void)rd_take(r, 4);
	z->crc = (uint32_t)rd_le(r, 4);
	z->packed_bytes = rd_le(r, 4);
	z->size_bytes = rd_le(r, 4);
	size_t name = rd_le(r, 2), extra = rd_le(r, 2), comment = rd_le(r, 2);
	uint64_t disk = rd_le(r, 2);
	(void)rd_take(r, 6);
	z->at = rd_le(r, 4);
	z->name = name > 0 ? rd_take(r, name) : SLICE("");
	struct slice more = rd_take(r, extra);
	(void)rd_take(r, comment);
	if (!rd_ok(r))
		return fail(e, E_SYNTAX, at, "the directory ends too early");
	if (disk != 0)
		return fail(e, E_SYNTAX, at, "an archive in several parts");
	if (!read_zip64(more, z))
		return fail(e, E_SYNTAX, at, "a zip64 field is missing or too short");
	return DONE;
}

/* What stands in front of the entry must be what the directory says; *past is the offset after
 * the packed content. */
static struct rc
check_local(const struct archive_input *in, const struct zip_entry *z, uint8_t *names,
    uint64_t *past, struct err *e)
{
	uint8_t head[LOCAL_BYTES];

	TRY(archive_input_at(in, z->at, head, LOCAL_BYTES, e));
	struct rd r = rd_init((struct slice){ head, LOCAL_BYTES });
	if (rd_le(&r, 4) != 0x04034b50)
		return fail(e, E_SYNTAX, z->at, "no entry where the directory says");
	(void)rd_take(&r, 2);
	uint64_t flags = rd_le(&r, 2), method = rd_le(&r, 2);
	(void)rd_take(&r, 4);
	uint64_t crc = rd_le(&r, 4), packed = rd_le(&r, 4), unpacked = rd_le(&r, 4);
	size_t name = rd_le(&r, 2), extra = rd_le(&r, 2);
	bool same = name == z->name.len && method == z->method &&
	    ((flags ^ z->flags) & (FLAG_ENCRYPTED | FLAG_DESCRIPTOR)) == 0;
	if (same && (flags & FLAG_DESCRIPTOR) == 0)
		same = crc == z->crc && (packed == z->packed_bytes || packed == ESCAPED32) &&
		    (unpacked == z->size_bytes || unpacked == ESCAPED32);
	if (same) {
		TRY(archive_input_at(in, z->at + LOCAL_BYTES, names, name, e));
		same = slice_eq((struct slice){ names, name }, z->name);
	}
	if (!same)
		return fail(e, E_SYNTAX, z->at, "the entry and the directory say different things");
	if (z->packed_bytes > INT64_MAX || z->size_bytes > INT64_MAX)
		return fail(e, E_SYNTAX, z->at, "an impossible size");
	*past = z->at + LOCAL_BYTES + name + extra + z->packed_bytes;
	return DONE;
}

static int
by_place(const void *a, const void *b)
{
	const struct zip_entry *x = a, *y = b;
	return x->at < y->at ? -1 : x->at > y->at;
}

static struct rc
check_entries(const struct archive_input *in, const struct zip_directory *d, uint64_t end,
    struct arena *a, struct err *e)
{
	uint8_t *names = arena_alloc(a, UINT16_MAX, 1);
	uint64_t past = 0;

	if (names == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < d->count; i++) {
		if (i == 0 && d->entries[i].at != 0)
			return fail(e, E_SYNTAX, 0, "bytes stand before the first entry");
		if (d->entries[i].at < past)
			return fail(e, E_SYNTAX, d->entries[i].at, "entries overlap");
		TRY(check_local(in, &d->entries[i], names, &past, e));
		if (past > end)
			return fail(e, E_SYNTAX, d->entries[i].at, "the entry is cut off");
	}
	if (d->count == 0 && end != 0)
		return fail(e, E_SYNTAX, 0, "bytes stand before the directory");
	return DONE;
}

struct rc
zip_directory_read(struct archive_input in, struct arena *a, struct zip_directory *out,
    struct err *e)
{
	struct where w;
	TRY(find_end(&in, &w, e));
	uint8_t *bytes = arena_alloc(a, (size_t)w.bytes, 1);
	struct zip_directory d = { (size_t)w.count,
	    ARENA_ARRAY(a, struct zip_entry, (size_t)w.count) };
	if (bytes == NULL || d.entries == NULL)
		return arena_failed(a, e);
	TRY(archive_input_at(&in, w.at, bytes, (size_t)w.bytes, e));
	struct rd r = rd_init((struct slice){ bytes, (size_t)w.bytes });
	for (size_t i = 0; i < d.count; i++)
		TRY(read_central(&r, w.at, &d.entries[i], e));
	if (rd_left(&r) != 0)
		return fail(e, E_SYNTAX, w.at + r.pos, "the directory holds more than it says");
	if (d.count > 0)
		qsort(d.entries, d.count, sizeof(d.entries[0]), by_place);
	TRY(check_entries(&in, &d, w.at, a, e));
	*out = d;
	return DONE;
}

const struct zip_entry *
zip_find(const struct zip_directory *d, struct slice name)
{
	for (size_t i = 0; i < d->count; i++)
		if (slice_eq(d->entries[i].name, name))
			return &d->entries[i];
	return NULL;
}
