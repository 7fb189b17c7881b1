/* report/qr_codewords.c - from bytes to the codewords of a QR code. See report/qr.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "report/qr_int.h"

/* Table 1 and table 9 of the standard: codewords in all; for L and M the error correction
 * codewords of each block, and the blocks. Blocks differ in length by at most one codeword, the
 * shorter ones first, which gives the rest of table 9. */
static const struct version {
	uint16_t	codewords;
	struct { uint8_t degree, blocks; } level[2];
} versions[QR_VERSIONS] = {
	{ 26, {{ 7, 1 }, { 10, 1 }} },		{ 44, {{ 10, 1 }, { 16, 1 }} },
	{ 70, {{ 15, 1 }, { 26, 1 }} },		{ 100, {{ 20, 1 }, { 18, 2 }} },
	{ 134, {{ 26, 1 }, { 24, 2 }} },	{ 172, {{ 18, 2 }, { 16, 4 }} },
	{ 196, {{ 20, 2 }, { 18, 4 }} },	{ 242, {{ 24, 2 }, { 22, 4 }} },
	{ 292, {{ 30, 2 }, { 22, 5 }} },	{ 346, {{ 18, 4 }, { 26, 5 }} },
	{ 404, {{ 20, 4 }, { 30, 5 }} },	{ 466, {{ 24, 4 }, { 22, 8 }} },
	{ 532, {{ 26, 4 }, { 22, 9 }} },	{ 581, {{ 30, 4 }, { 24, 9 }} },
	{ 655, {{ 22, 6 }, { 24, 10 }} },	{ 733, {{ 24, 6 }, { 28, 10 }} },
	{ 815, {{ 28, 6 }, { 28, 11 }} },	{ 901, {{ 30, 6 }, { 26, 13 }} },
	{ 991, {{ 28, 7 }, { 26, 14 }} },	{ 1085, {{ 28, 8 }, { 26, 16 }} },
	{ 1156, {{ 28, 8 }, { 26, 17 }} },	{ 1258, {{ 28, 9 }, { 28, 17 }} },
	{ 1364, {{ 30, 9 }, { 28, 18 }} },	{ 1474, {{ 30, 10 }, { 28, 20 }} },
	{ 1588, {{ 26, 12 }, { 28, 21 }} },	{ 1706, {{ 28, 12 }, { 28, 23 }} },
	{ 1828, {{ 30, 12 }, { 28, 25 }} },	{ 1921, {{ 30, 13 }, { 28, 26 }} },
	{ 2051, {{ 30, 14 }, { 28, 28 }} },	{ 2185, {{ 30, 15 }, { 28, 29 }} },
	{ 2323, {{ 30, 16 }, { 28, 31 }} },	{ 2465, {{ 30, 17 }, { 28, 33 }} },
	{ 2611, {{ 30, 18 }, { 28, 35 }} },	{ 2761, {{ 30, 19 }, { 28, 37 }} },
	{ 2876, {{ 30, 19 }, { 28, 38 }} },	{ 3034, {{ 30, 20 }, { 28, 40 }} },
	{ 3196, {{ 30, 21 }, { 28, 43 }} },	{ 3362, {{ 30, 22 }, { 28, 45 }} },
	{ 3532, {{ 30, 24 }, { 28, 47 }} },	{ 3706, {{ 30, 25 }, { 28, 49 }} },
};

unsigned
qr_codewords(unsigned version)
{
	return versions[version - 1].codewords;
}

static unsigned
degree_of(unsigned version, enum qr_level level)
{
	return versions[version - 1].level[level - QR_L].degree;
}

static unsigned
blocks_of(unsigned version, enum qr_level level)
{
	return versions[version - 1].level[level - QR_L].blocks;
}

static unsigned
data_codewords(unsigned version, enum qr_level level)
{
	return qr_codewords(version) - degree_of(version, level) * blocks_of(version, level);
}

/* Bits of the number that says how many bytes follow. */
static unsigned
count_bits(unsigned version)
{
	return version < 10 ? 8 : 16;
}

/* Mode, count and terminator take a codeword more than the count alone. */
unsigned
qr_capacity(unsigned version, enum qr_level level)
{
	return data_codewords(version, level) - 1 - count_bits(version) / 8;
}

/* The field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1. */
static uint8_t
times(uint8_t a, uint8_t b)
{
	unsigned product = 0;
	for (unsigned bit = 0x80; bit != 0; bit >>= 1) {
		product <<= 1;
		if ((product & 0x100) != 0)
			product ^= 0x11d;
		if ((b & bit) != 0)
			product ^= a;
	}
	return (uint8_t)product;
}

/* The product of (x + 2^i) for i below degree, one factor after the other. */
void
qr_generator(unsigned degree, uint8_t *out)
{
	uint8_t root = 1;
	memset(out, 0, degree);
	for (unsigned i = 0; i < degree; i++) {
		for (unsigned k = i; k > 0; k--)
			out[k] ^= times(root, out[k - 1]);
		out[0] ^= root;		/* times the leading 1 */
		root = times(root, 2);
	}
}

void
qr_remainder(struct slice data, unsigned degree, uint8_t *out)
{
	uint8_t generator[QR_DEGREE_MAX];
	qr_generator(degree, generator);
	memset(out, 0, degree);
	for (size_t i = 0; i < data.len; i++) {
		uint8_t lead = data.at[i] ^ out[0];
		memmove(out, out + 1, degree - 1);
		out[degree - 1] = 0;
		for (unsigned k = 0; k < degree; k++)
			out[k] ^= times(generator[k], lead);
	}
}

/* Mode 0100, count, bytes, terminator 0000: all are shifted by half a byte. Then pad bytes. */
static void
write_data(struct slice bytes, unsigned version, uint8_t *data, unsigned len)
{
	unsigned n = 0, half = 4, count = (unsigned)bytes.len;
	if (count_bits(version) == 16) {
		data[n++] = (uint8_t)(half << 4 | count >> 12);
		half = count >> 8 & 15;
	}
	data[n++] = (uint8_t)(half << 4 | (count >> 4 & 15));
	half = count & 15;
	for (size_t i = 0; i < bytes.len; i++) {
		data[n++] = (uint8_t)(half << 4 | (unsigned)bytes.at[i] >> 4);
		half = bytes.at[i] & 15;
	}
	data[n++] = (uint8_t)(half << 4);
	for (uint8_t pad = 0xec; n < len; pad ^= 0xec ^ 0x11)
		data[n++] = pad;
}

void
qr_make_codewords(struct slice bytes, unsigned version, enum qr_level level,
    uint8_t out[static QR_CODEWORDS_MAX])
{
	uint8_t data[QR_CODEWORDS_MAX], check[QR_DEGREE_MAX];
	unsigned len = data_codewords(version, level), degree = degree_of(version, level);
	unsigned blocks = blocks_of(version, level), shorter = len / blocks;
	unsigned short_blocks = blocks - len % blocks;
	write_data(bytes, version, data, len);
	for (unsigned b = 0, at = 0; b < blocks; b++) {
		unsigned n = b < short_blocks ? shorter : shorter + 1;
		for (unsigned i = 0; i < shorter; i++)
			out[i * blocks + b] = data[at + i];
		if (n > shorter)	/* the last codeword of the longer ones, side by side */
			out[shorter * blocks + b - short_blocks] = data[at + shorter];
		qr_remainder((struct slice){ data + at, n }, degree, check);
		for (unsigned i = 0; i < degree; i++)
			out[len + i * blocks + b] = check[i];
		at += n;
	}
}
