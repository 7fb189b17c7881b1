/* report/qr.h - bytes as a QR code, for fingerprints that go from a screen or a letter to a
 * telephone.
 *
 * Byte mode only, no character set stated: what a reader shows is for it to choose, and every
 * reader shows ASCII. Among the eight masks the one with the lowest penalty is taken, the lowest
 * number where two are equal, so that the same bytes give the same picture for ever.
 *
 * Spec:     ISO/IEC 18004:2015, model 2, versions 1 to 40, error correction levels L and M.
 * Purity:   no I/O, no clock.
 * Threads:  safe, there is no shared state.
 * Layer:    base.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_QR_H
#define REPORT_QR_H

#include "base/arena.h"
#include "base/buf.h"

/* What fits into version 40, level L and level M. */
#define QR_BYTES_MAX 2953
#define QR_BYTES_MAX_M 2331
/* Light modules on every side, without which readers do not find the symbol. */
#define QR_QUIET 4

/* How much of the symbol may be spoiled: about 7 % or 15 % of its codewords. */
enum qr_level { QR_L = 1, QR_M };

/* size: modules on a side, 21 to 177, without the quiet zone. modules: size * size bytes by row
 * from the top, 1 dark, 0 light. */
struct qr { unsigned size; uint8_t *modules; };

/* The smallest symbol of level M, or of level L when M cannot hold the bytes.
 * Errors: E_LIMIT (at: QR_BYTES_MAX) above QR_BYTES_MAX, or when the arena is spent; E_NOMEM. */
struct rc qr_encode(struct slice bytes, struct arena *a, struct qr *out, struct err *e);
/* The smallest symbol of this level. Errors: the same, at what the level holds. */
struct rc qr_encode_level(struct slice bytes, enum qr_level level, struct arena *a,
    struct qr *out, struct err *e);

/* An SVG document of one path, one unit for each module, black on white. */
void qr_write_svg(const struct qr *qr, struct buf *out);
/* Lines of half blocks (UTF-8), two rows of modules in each, quiet zone included. light_ink: what
 * the terminal writes is lighter than its ground, as on most of them. */
void qr_write_text(const struct qr *qr, bool light_ink, struct buf *out);

#endif
