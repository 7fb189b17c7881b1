/* qr_print.c - makes the QR codes that test/qr/decode.py asks for.
 *
 * A request on standard input: level (L, M, or - for qr_encode), form (m: rows of 0 and 1,
 * s: SVG, t: text with light ink, d: text with dark ink), four hex digits for the length, and so
 * many bytes. The answer: the number of bytes in decimal, LF, and the bytes; or "limit N" LF.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "report/qr.h"

static void
write_modules(const struct qr *qr, struct buf *out)
{
	for (unsigned i = 0; i < qr->size * qr->size; i++) {
		buf_add_byte(out, (uint8_t)('0' + qr->modules[i]));
		if ((i + 1) % qr->size == 0)
			buf_add_byte(out, '\n');
	}
}

static struct rc
encode(char level, struct slice bytes, struct arena *a, struct qr *qr, struct err *e)
{
	return level == '-' ? qr_encode(bytes, a, qr, e) :
	    qr_encode_level(bytes, level == 'L' ? QR_L : QR_M, a, qr, e);
}

static int
answer(char level, char form, struct slice bytes)
{
	AUTO(arena) a = arena_init(KIB(64));
	AUTO(buf) out = buf_init(MIB(1));
	struct err e = {0};
	struct qr qr;
	if (failed(encode(level, bytes, &a, &qr, &e)))
		return printf("limit %llu\n", (unsigned long long)e.at);
	if (form == 's')
		qr_write_svg(&qr, &out);
	else if (form == 'm')
		write_modules(&qr, &out);
	else
		qr_write_text(&qr, form == 't', &out);
	if (failed(buf_end(&out, &e)))
		return -1;
	return printf("%zu\n%.*s", out.len, SLICE_FMT(buf_slice(&out)));
}

int
main(void)
{
	static uint8_t bytes[65536];
	for (char head[7] = {0}; fread(head, 1, 6, stdin) == 6;) {
		size_t len = 0;
		for (size_t i = 2; i < 6; i++) {
			const char *digit = strchr("0123456789abcdef", head[i]);
			if (digit == NULL || *digit == 0)
				return 2;
			len = len << 4 |
			    (size_t)(*digit <= '9' ? *digit - '0' : *digit - 'a' + 10);
		}
		if (fread(bytes, 1, len, stdin) != len)
			return 2;
		if (answer(head[0], head[1], (struct slice){ bytes, len }) < 0 ||
		    fflush(stdout) != 0)
			return 6;
	}
	return 0;
}
