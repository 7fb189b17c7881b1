/* report/qr_write.c - QR codes for pages and terminals. See report/qr.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/qr.h"

/* Row and column count from the edge of the quiet zone. */
static bool
dark_at(const struct qr *qr, unsigned row, unsigned column)
{
	unsigned r = row - QR_QUIET, c = column - QR_QUIET;	/* outside: wraps, too large */
	return r < qr->size && c < qr->size && qr->modules[r * qr->size + c] != 0;
}

/* Dark modules side by side are one rectangle, drawn clockwise from its upper left corner. */
static void
write_row(const struct qr *qr, unsigned row, struct buf *out)
{
	unsigned side = qr->size + 2 * QR_QUIET;
	for (unsigned from = 0; from < side; from++) {
		unsigned to = from;
		while (dark_at(qr, row, to))
			to++;
		if (to > from)
			buf_addf(out, "M%u %uh%uv1h-%uz", from, row, to - from, to - from);
		from = to;
	}
}

void
qr_write_svg(const struct qr *qr, struct buf *out)
{
	unsigned side = qr->size + 2 * QR_QUIET;
	buf_addf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\" "
	    "shape-rendering=\"crispEdges\">", side, side);
	buf_addf(out, "<rect width=\"%u\" height=\"%u\" fill=\"#fff\"/><path fill=\"#000\" d=\"",
	    side, side);
	for (unsigned row = 0; row < side; row++)
		write_row(qr, row, out);
	buf_add_text(out, "\"/></svg>\n");
}

void
qr_write_text(const struct qr *qr, bool light_ink, struct buf *out)
{
	/* by ink above, ink below */
	static const char *const glyphs[2][2] = { { " ", "\u2584" }, { "\u2580", "\u2588" } };
	unsigned side = qr->size + 2 * QR_QUIET;
	for (unsigned row = 0; row < side; row += 2) {
		for (unsigned column = 0; column < side; column++) {
			bool above = dark_at(qr, row, column) != light_ink;
			bool below = dark_at(qr, row + 1, column) != light_ink;
			buf_add_text(out, glyphs[above][below]);
		}
		buf_add_byte(out, '\n');
	}
}
