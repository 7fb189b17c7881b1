/* book_bytes.c - workbooks whose bytes or whose ZIP are spoiled. See book_kinds.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "book_kinds.h"
#include "book_parts.h"

/* --- bytes of a whole workbook ---------------------------------------------------------------- */

static void
bits_flipped(struct rng *r, struct buf *out)
{
	book_make(r, out);
	for (size_t n = 1 + rng_below(r, 20); n > 0; n--)
		out->at[rng_below(r, out->len)] ^= (uint8_t)(1u << rng_below(r, 8));
}

/* Near the end, where the directory stands. */
static void
directory_flipped(struct rng *r, struct buf *out)
{
	book_make(r, out);
	for (size_t n = 1 + rng_below(r, 4); n > 0; n--)
		out->at[out->len - 1 - rng_below(r, 300)] ^= (uint8_t)(1u << rng_below(r, 8));
}

static void
cut(struct rng *r, struct buf *out)
{
	AUTO(buf) whole = buf_init(BOOK_BYTES_MAX);
	book_make(r, &whole);
	size_t from = rng_one_in(r, 3) ? rng_below(r, 40) : 0;
	buf_add(out, slice_sub(buf_slice(&whole), from, from + rng_below(r, whole.len)));
}

static void
taken_out(struct rng *r, struct buf *out)
{
	AUTO(buf) whole = buf_init(BOOK_BYTES_MAX);
	book_make(r, &whole);
	size_t at = rng_below(r, whole.len);
	buf_add(out, slice_sub(buf_slice(&whole), 0, at));
	buf_add(out, slice_sub(buf_slice(&whole), at + 1 + rng_below(r, 500), whole.len));
}

static void
written_again(struct rng *r, struct buf *out)
{
	AUTO(buf) whole = buf_init(BOOK_BYTES_MAX);
	book_make(r, &whole);
	size_t at = rng_below(r, whole.len), from = rng_below(r, whole.len);
	buf_add(out, slice_sub(buf_slice(&whole), 0, at));
	buf_add(out, slice_sub(buf_slice(&whole), from, from + rng_below(r, 900)));
	buf_add(out, slice_sub(buf_slice(&whole), at, whole.len));
}

static void
two_in_one(struct rng *r, struct buf *out)
{
	book_make(r, out);
	if (rng_one_in(r, 3))
		buf_add_text(out, "between");
	book_make(r, out);
}

/* A number of four bytes, or two, that is as large as can be. */
static void
numbers_full(struct rng *r, struct buf *out)
{
	book_make(r, out);
	for (size_t n = 1 + rng_below(r, 3); n > 0; n--) {
		size_t bytes = rng_one_in(r, 2) ? 2 : 4, at = rng_below(r, out->len - bytes);
		memset(out->at + at, rng_one_in(r, 3) ? 0 : 0xff, bytes);
	}
}

static void
more_behind(struct rng *r, struct buf *out)
{
	if (rng_one_in(r, 2))
		buf_add_text(out, "PK\3\4 before it");
	book_make(r, out);
	buf_add_text(out, "\nRequirement,Status\nCR 1.1,met\n");
}

/* --- a ZIP that lies -------------------------------------------------------------------------- */

/* A workbook in which one entry says of itself what is not so. */
static void
write_lying(struct rng *r, struct zip_said lies, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	struct zip_maker z = { .out = out, .deflated = rng_one_in(r, 2) };
	size_t liar = rng_below(r, PART_COUNT);
	for (size_t i = 0; i < PART_COUNT; i++)
		zip_add(&z, part_name((enum book_part)i), buf_slice(&p.at[i]),
		    i == liar ? &lies : NULL);
	zip_close(&z, 0, 0);
}

static uint32_t
some_lie(struct rng *r)
{
	static const uint32_t lies[] = { 1, UINT32_MAX, 0x7fffffff, 0x80000000, 100, 65536 };
	return lies[rng_below(r, COUNT(lies))];
}

static void
wrong_size(struct rng *r, struct buf *out)
{
	write_lying(r, (struct zip_said){ .size = some_lie(r) }, out);
}

static void
wrong_packed_size(struct rng *r, struct buf *out)
{
	write_lying(r, (struct zip_said){ .packed = some_lie(r) }, out);
}

static void
wrong_both_sizes(struct rng *r, struct buf *out)
{
	uint32_t n = some_lie(r);
	write_lying(r, (struct zip_said){ .packed = n, .size = n }, out);
}

static void
wrong_sum(struct rng *r, struct buf *out)
{
	write_lying(r, (struct zip_said){ .crc = some_lie(r) }, out);
}

static void
wrong_place(struct rng *r, struct buf *out)
{
	write_lying(r, (struct zip_said){ .at = some_lie(r) }, out);
}

/* Stored called deflated, deflated called stored, and methods that nobody reads. */
static void
wrong_method(struct rng *r, struct buf *out)
{
	static const uint16_t lies[] = { 8, (uint16_t)-8, 1, 12, 99 };
	write_lying(r, (struct zip_said){ .method = lies[rng_below(r, COUNT(lies))] }, out);
}

static void
wrong_flags(struct rng *r, struct buf *out)
{
	write_lying(r, (struct zip_said){ .flags = (uint16_t)(1u << rng_below(r, 16)) }, out);
}

static void
wrong_directory(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	struct zip_maker z = { .out = out, .deflated = rng_one_in(r, 2) };
	for (size_t i = 0; i < PART_COUNT; i++)
		zip_add(&z, part_name((enum book_part)i), buf_slice(&p.at[i]), NULL);
	bool count = rng_one_in(r, 2);
	zip_close(&z, count ? (uint16_t)some_lie(r) : 0, count ? 0 : some_lie(r));
}

static void
parts_twice(struct rng *r, struct buf *out)
{
	AUTO(parts) p;
	parts_make(r, &p);
	struct zip_maker z = { .out = out, .deflated = rng_one_in(r, 2) };
	size_t again = rng_below(r, PART_COUNT);
	for (size_t i = 0; i < PART_COUNT; i++)
		for (size_t n = i == again ? 2 : 1; n > 0; n--)
			zip_add(&z, part_name((enum book_part)i), buf_slice(&p.at[i]), NULL);
	zip_close(&z, 0, 0);
}

static void
names_odd(struct rng *r, struct buf *out)
{
	static const struct slice odd[] = { SLICE_INIT(""), SLICE_INIT("/"), SLICE_INIT("a\0b"),
		SLICE_INIT("../xl/workbook.xml"), SLICE_INIT("XL/WORKBOOK.XML"),
		SLICE_INIT("xl\\workbook.xml"), SLICE_INIT("\xff\xfe"), SLICE_INIT("xl/") };
	AUTO(parts) p;
	parts_make(r, &p);
	struct zip_maker z = { .out = out, .deflated = rng_one_in(r, 2) };
	size_t instead = rng_below(r, PART_COUNT);
	struct slice name = odd[rng_below(r, COUNT(odd))];
	for (size_t i = 0; i < PART_COUNT; i++)
		zip_add(&z, i == instead ? name : part_name((enum book_part)i),
		    buf_slice(&p.at[i]), NULL);
	zip_close(&z, 0, 0);
}

const struct book_kind zip_kinds[] = {
	{ "zip-bits-flipped", bits_flipped }, { "zip-directory-flipped", directory_flipped },
	{ "zip-cut", cut }, { "zip-taken-out", taken_out }, { "zip-written-again", written_again },
	{ "zip-two-in-one", two_in_one }, { "zip-numbers-full", numbers_full },
	{ "zip-more-behind", more_behind }, { "zip-wrong-size", wrong_size },
	{ "zip-wrong-packed-size", wrong_packed_size },
	{ "zip-wrong-both-sizes", wrong_both_sizes }, { "zip-wrong-sum", wrong_sum },
	{ "zip-wrong-place", wrong_place }, { "zip-wrong-method", wrong_method },
	{ "zip-wrong-flags", wrong_flags }, { "zip-wrong-directory", wrong_directory },
	{ "zip-parts-twice", parts_twice }, { "zip-names-odd", names_odd },
};
const size_t zip_kind_count = COUNT(zip_kinds);
