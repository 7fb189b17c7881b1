/* report/qr.c - from codewords to the modules of a QR code. See report/qr.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/qr.h"

#include <string.h>

#include "report/qr_int.h"

/* While a symbol is made, a module also says that it belongs to a function pattern, to format or
 * to version information: what the data flows around and no mask touches. */
#define DARK 1
#define FIXED 2

struct canvas { uint8_t *modules; unsigned size, version; };

static void
fix(struct canvas *c, unsigned row, unsigned column, bool dark)
{
	c->modules[row * c->size + column] = dark ? FIXED | DARK : FIXED;
}

static int
distance(int y, int x)
{
	int down = y < 0 ? -y : y, across = x < 0 ? -x : x;
	return down > across ? down : across;
}

/* Rings around a centre: light ones at distance 2 and 4, the last the separator. Parts that stand
 * out of the symbol are left out. */
static void
draw_finder(struct canvas *c, int row, int column)
{
	for (int y = -4; y <= 4; y++)
		for (int x = -4; x <= 4; x++) {
			int r = row + y, k = column + x, far = distance(y, x);
			if (r >= 0 && k >= 0 && r < (int)c->size && k < (int)c->size)
				fix(c, (unsigned)r, (unsigned)k, far != 2 && far != 4);
		}
}

static void
draw_alignment(struct canvas *c, unsigned row, unsigned column)
{
	for (unsigned y = 0; y < 5; y++)
		for (unsigned x = 0; x < 5; x++) {
			bool edge = y == 0 || y == 4 || x == 0 || x == 4;
			fix(c, row + y - 2, column + x - 2, edge || (y == 2 && x == 2));
		}
}

/* Row and column coordinates of the alignment patterns: 6, then the second one, then even steps
 * to the last, 6 from the far edge (annex E). */
static unsigned
alignment_places(unsigned version, unsigned places[static 7])
{
	static const uint8_t second[QR_VERSIONS] = {
		0, 18, 22, 26, 30, 34, 22, 24, 26, 28, 30, 32, 34, 26, 26, 26, 30, 30, 30, 34,
		28, 26, 30, 28, 32, 30, 34, 26, 30, 26, 30, 34, 30, 34, 30, 24, 28, 32, 26, 30,
	};
	if (version == 1)
		return 0;
	unsigned count = version / 7 + 2, first = second[version - 1], last = 4 * version + 10;
	places[0] = 6;
	for (unsigned i = 1; i < count; i++)
		places[i] = count == 2 ? last : first + (last - first) / (count - 2) * (i - 1);
	return count;
}

static void
draw_alignments(struct canvas *c)
{
	unsigned places[7], count = alignment_places(c->version, places);
	for (unsigned i = 0; i < count; i++)
		for (unsigned k = 0; k < count; k++) {
			bool finder = (i == 0 && k == 0) || (i == 0 && k == count - 1) ||
			    (i == count - 1 && k == 0);
			if (!finder)
				draw_alignment(c, places[i], places[k]);
		}
}

/* The bits, then the remainder of their division: a code of length `bits` + `degree`. */
static unsigned
with_remainder(unsigned value, unsigned degree, unsigned divisor)
{
	unsigned rest = value << degree;
	for (unsigned bit = 31; bit >= degree; bit--)
		if ((rest >> bit & 1) != 0)
			rest ^= divisor << (bit - degree);
	return value << degree | rest;
}

unsigned
qr_format_bits(enum qr_level level, unsigned mask)
{
	return with_remainder((level == QR_L ? 1u : 0u) << 3 | mask, 10, 0x537) ^ 0x5412;
}

unsigned
qr_version_bits(unsigned version)
{
	return with_remainder(version, 12, 0x1f25);
}

/* Twice, around the first finder and along the other two; and the one module always dark. */
static void
draw_format(struct canvas *c, unsigned bits)
{
	for (unsigned i = 0; i < 15; i++) {
		bool dark = (bits >> i & 1) != 0;
		if (i < 8)
			fix(c, i < 6 ? i : i + 1, 8, dark);
		else
			fix(c, 8, i == 8 ? 7 : 14 - i, dark);
		if (i < 8)
			fix(c, 8, c->size - 1 - i, dark);
		else
			fix(c, c->size - 15 + i, 8, dark);
	}
	fix(c, c->size - 8, 8, true);
}

static void
draw_version(struct canvas *c)
{
	unsigned bits = qr_version_bits(c->version);
	for (unsigned i = 0; i < 18 && c->version >= 7; i++) {
		bool dark = (bits >> i & 1) != 0;
		fix(c, c->size - 11 + i % 3, i / 3, dark);
		fix(c, i / 3, c->size - 11 + i % 3, dark);
	}
}

static void
draw_function_patterns(struct canvas *c)
{
	for (unsigned i = 0; i < c->size; i++) {
		fix(c, 6, i, i % 2 == 0);
		fix(c, i, 6, i % 2 == 0);
	}
	draw_finder(c, 3, 3);
	draw_finder(c, 3, (int)c->size - 4);
	draw_finder(c, (int)c->size - 4, 3);
	draw_alignments(c);
	draw_format(c, 0);	/* its place; the bits come with the mask */
	draw_version(c);
}

/* Upwards and downwards in strips two modules wide, from the right; the vertical timing pattern
 * belongs to none. What remains after the last codeword stays light. */
static void
draw_codewords(struct canvas *c, const uint8_t *codewords, unsigned count)
{
	unsigned at = 0;
	bool up = true;
	for (unsigned right = c->size - 1; right < c->size; right -= 2, up = !up) {
		if (right == 6)
			right = 5;
		for (unsigned i = 0; i < 2 * c->size; i++) {
			unsigned row = up ? c->size - 1 - i / 2 : i / 2;
			uint8_t *m = &c->modules[row * c->size + right - i % 2];
			if ((*m & FIXED) != 0)
				continue;
			if (at < 8 * count)
				*m = codewords[at / 8] >> (7 - at % 8) & 1;
			at++;
		}
	}
	if (at < 8 * count || at > 8 * count + 7)
		BUG("the modules do not match the codewords of the version");
}

/* Row i, column j: is the module turned over? */
static bool
mask_turns(unsigned mask, unsigned i, unsigned j)
{
	switch (mask) {
	case 0: return (i + j) % 2 == 0;
	case 1: return i % 2 == 0;
	case 2: return j % 3 == 0;
	case 3: return (i + j) % 3 == 0;
	case 4: return (i / 2 + j / 3) % 2 == 0;
	case 5: return i * j % 2 + i * j % 3 == 0;
	case 6: return (i * j % 2 + i * j % 3) % 2 == 0;
	default: return ((i + j) % 2 + i * j % 3) % 2 == 0;
	}
}

static void
apply_mask(struct canvas *c, unsigned mask)
{
	for (unsigned i = 0; i < c->size; i++)
		for (unsigned j = 0; j < c->size; j++) {
			uint8_t *m = &c->modules[i * c->size + j];
			if ((*m & FIXED) == 0 && mask_turns(mask, i, j))
				*m ^= DARK;
		}
}

static void
choose_mask(struct canvas *c, enum qr_level level)
{
	unsigned best = 0, least = UINT32_MAX;
	for (unsigned mask = 0; mask < QR_MASKS; mask++) {
		apply_mask(c, mask);
		draw_format(c, qr_format_bits(level, mask));
		unsigned penalty = qr_penalty(c->modules, c->size);
		if (penalty < least) {
			least = penalty;
			best = mask;
		}
		apply_mask(c, mask);	/* twice is not at all */
	}
	apply_mask(c, best);
	draw_format(c, qr_format_bits(level, best));
}

struct rc
qr_encode_level(struct slice bytes, enum qr_level level, struct arena *a, struct qr *out,
    struct err *e)
{
	uint8_t codewords[QR_CODEWORDS_MAX];
	unsigned version = 1;
	while (version < QR_VERSIONS && bytes.len > qr_capacity(version, level))
		version++;
	unsigned capacity = qr_capacity(version, level);
	if (bytes.len > capacity)
		return fail(e, E_LIMIT, capacity, "more than a QR code holds");
	struct canvas c = { .size = 4 * version + 17, .version = version };
	c.modules = arena_alloc(a, (size_t)c.size * c.size, 1);
	if (c.modules == NULL)
		return arena_failed(a, e);
	qr_make_codewords(bytes, version, level, codewords);
	draw_function_patterns(&c);
	draw_codewords(&c, codewords, qr_codewords(version));
	choose_mask(&c, level);
	for (unsigned i = 0; i < c.size * c.size; i++)
		c.modules[i] &= DARK;
	*out = (struct qr){ c.size, c.modules };
	return DONE;
}

struct rc
qr_encode(struct slice bytes, struct arena *a, struct qr *out, struct err *e)
{
	return qr_encode_level(bytes, bytes.len <= QR_BYTES_MAX_M ? QR_M : QR_L, a, out, e);
}
