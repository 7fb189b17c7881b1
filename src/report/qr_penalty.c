/* report/qr_penalty.c - what makes a QR code hard to read, as a number. See report/qr.h.
 *
 * Spec:     ISO/IEC 18004:2015, 7.8.3.1 and table 11. Three points are left to the reader
 *           there, and settled here: what lies outside the symbol is light (its quiet zone); a
 *           pattern like a finder counts once, on whichever side its light area lies; a share
 *           exactly 5 % away counts as that far.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/qr_int.h"

#define RUN_POINTS 3
#define BLOCK_POINTS 3
#define FINDER_POINTS 40
#define SHARE_POINTS 10
#define RUN_MIN 5

/* One row (step 1) or column (step size) of the symbol. */
struct line { const uint8_t *at; unsigned step, size; };

static bool
dark_at(const struct line *l, int i)
{
	return i >= 0 && i < (int)l->size && (l->at[(unsigned)i * l->step] & 1) != 0;
}

/* Five modules or more of one colour: 3, and 1 for each above five. */
static unsigned
runs(const struct line *l)
{
	unsigned points = 0, run = 0;
	for (unsigned i = 0; i < l->size; i++) {
		bool same = i > 0 && dark_at(l, (int)i) == dark_at(l, (int)i - 1);
		run = same ? run + 1 : 1;
		if (run == RUN_MIN)
			points += RUN_POINTS;
		else if (run > RUN_MIN)
			points++;
	}
	return points;
}

static bool
light_between(const struct line *l, int from, int to)
{
	for (int i = from; i < to; i++)
		if (dark_at(l, i))
			return false;
	return true;
}

/* Dark, light, three dark, light, dark, with four light modules before or after. */
static unsigned
finders(const struct line *l)
{
	unsigned points = 0;
	for (int i = 0; i + 7 <= (int)l->size; i++)
		if (dark_at(l, i) && !dark_at(l, i + 1) && dark_at(l, i + 2) &&
		    dark_at(l, i + 3) && dark_at(l, i + 4) && !dark_at(l, i + 5) &&
		    dark_at(l, i + 6) &&
		    (light_between(l, i - 4, i) || light_between(l, i + 7, i + 11)))
			points += FINDER_POINTS;
	return points;
}

/* Two by two modules of one colour, overlapping ones too. */
static unsigned
blocks(const uint8_t *m, unsigned size)
{
	unsigned points = 0;
	for (unsigned i = 0; i + 1 < size; i++)
		for (unsigned j = 0; j + 1 < size; j++) {
			const uint8_t *p = m + i * size + j;
			unsigned dark = (p[0] & 1u) + (p[1] & 1u) + (p[size] & 1u) +
			    (p[size + 1] & 1u);
			if (dark == 0 || dark == 4)
				points += BLOCK_POINTS;
		}
	return points;
}

/* For each whole 5 % that the share of dark modules is away from a half. */
static unsigned
share(const uint8_t *m, unsigned size)
{
	unsigned dark = 0, all = size * size;
	for (unsigned i = 0; i < all; i++)
		dark += m[i] & 1u;
	unsigned away = 2 * dark > all ? 2 * dark - all : all - 2 * dark;
	return SHARE_POINTS * (10 * away / all);
}

unsigned
qr_penalty(const uint8_t *modules, unsigned size)
{
	unsigned points = blocks(modules, size) + share(modules, size);
	for (unsigned i = 0; i < size; i++) {
		struct line row = { modules + i * size, 1, size };
		struct line column = { modules + i, size, size };
		points += runs(&row) + runs(&column) + finders(&row) + finders(&column);
	}
	return points;
}
