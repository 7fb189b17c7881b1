/* firmware/image.c - the superblock of a squashfs image. See firmware/image.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "firmware/image.h"

#include "base/rd.h"

#define MAGIC 0x73717368u		/* "hsqs" */
#define TABLE_ABSENT UINT64_MAX
#define BLOCK_LOG_MIN 12		/* 4 KiB */
#define BLOCK_LOG_MAX 20		/* 1 MiB */
#define COMPRESSION_MAX 6		/* gzip, lzma, lzo, xz, lz4, zstd */

enum { AT_TIME = 8, AT_BLOCK = 12, AT_COMPRESSION = 20, AT_VERSION = 28, AT_USED = 40,
	AT_TABLES = 48, TABLES = 6 };

struct superblock {
	uint64_t	magic, made_s, block, compression, block_log, major, minor, used;
	uint64_t	tables[TABLES];	/* ids, attributes, inodes, folders, fragments, exports */
};

/* Tables that an image may do without. */
static const bool may_lack[TABLES] = { false, true, false, false, true, true };

static struct rc
decode(struct slice head, struct superblock *out, struct err *e)
{
	struct superblock s;
	struct rd r = rd_init(slice_sub(head, 0, SQUASHFS_SUPERBLOCK_BYTES));
	s.magic = rd_le(&r, 4);
	(void)rd_take(&r, 4);		/* how many inodes */
	s.made_s = rd_le(&r, 4);
	s.block = rd_le(&r, 4);
	(void)rd_take(&r, 4);		/* how many fragments */
	s.compression = rd_le(&r, 2);
	s.block_log = rd_le(&r, 2);
	(void)rd_take(&r, 4);		/* flags, how many ids */
	s.major = rd_le(&r, 2);
	s.minor = rd_le(&r, 2);
	(void)rd_take(&r, 8);		/* the root inode */
	s.used = rd_le(&r, 8);
	for (size_t i = 0; i < TABLES; i++)
		s.tables[i] = rd_le(&r, 8);
	TRY(rd_end(&r, e));
	*out = s;
	return DONE;
}

static struct rc
check(const struct superblock *s, uint64_t size_bytes, struct err *e)
{
	if (s->magic != MAGIC)
		return fail(e, E_SCHEMA, 0, "expected the squashfs signature hsqs");
	if (s->major != 4 || s->minor != 0)
		return fail(e, E_SCHEMA, AT_VERSION, "expected squashfs version 4.0");
	if (s->block_log < BLOCK_LOG_MIN || s->block_log > BLOCK_LOG_MAX ||
	    s->block != (uint64_t)1 << s->block_log)
		return fail(e, E_SCHEMA, AT_BLOCK, "expected a block of 4 KiB to 1 MiB");
	if (s->compression == 0 || s->compression > COMPRESSION_MAX)
		return fail(e, E_SCHEMA, AT_COMPRESSION, "expected a known compression");
	if (s->used < SQUASHFS_SUPERBLOCK_BYTES || s->used > size_bytes)
		return fail(e, E_SCHEMA, AT_USED, "the image uses more bytes than the file has");
	for (size_t i = 0; i < TABLES; i++)
		if (!(s->tables[i] == TABLE_ABSENT && may_lack[i]) &&
		    (s->tables[i] < SQUASHFS_SUPERBLOCK_BYTES || s->tables[i] >= s->used))
			return fail(e, E_SCHEMA, AT_TABLES + 8 * i, "a table outside of the image");
	return DONE;
}

struct rc
image_read(struct slice head, uint64_t size_bytes, struct reading *r, struct err *e)
{
	struct superblock s;
	struct build b = { .a = r->a };
	struct value fact = value_object();
	TRY(decode(head, &s, e));
	TRY(check(&s, size_bytes, e));
	r->kind = SLICE("firmware_image");
	r->decoder = SLICE("image/1");
	r->why = SLICE("a squashfs file system");
	r->title = SLICE("squashfs 4.0 image");
	if (s.made_s > 0)			/* 0: made without a time */
		r->made_ms = (int64_t)s.made_s * 1000;
	value_put(&b, &fact, "size", value_number(&b, (int64_t)size_bytes));
	value_put(&b, &fact, "format", value_string(SLICE("squashfs")));
	reading_fact(r, "bytes", (struct slice){0}, fact, SLICE("+0"));
	TRY(build_end(&b, e));
	return reading_end(r, e);
}
