/* report/qr_int.h - what the files of report/qr.h share.
 *
 * Layer:    base. Only report/qr*.c and their tests include this.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_QR_INT_H
#define REPORT_QR_INT_H

#include "report/qr.h"

#define QR_VERSIONS 40
#define QR_DEGREE_MAX 30
#define QR_CODEWORDS_MAX 3706
#define QR_MASKS 8

/* Codewords of all kinds in a symbol of this version. */
unsigned qr_codewords(unsigned version);
/* Bytes of the user that it holds at this level. */
unsigned qr_capacity(unsigned version, enum qr_level level);

/* Coefficients of the generator polynomial below its leading 1, highest power first.
 * degree: 1 to QR_DEGREE_MAX. */
void qr_generator(unsigned degree, uint8_t *out);
/* The `degree` error correction codewords of the data. */
void qr_remainder(struct slice data, unsigned degree, uint8_t *out);
/* The codewords as they are laid out: data in blocks, interleaved, then their error correction.
 * The bytes fit. */
void qr_make_codewords(struct slice bytes, unsigned version, enum qr_level level,
    uint8_t out[static QR_CODEWORDS_MAX]);

/* 15 bits, masked; 18 bits. */
unsigned qr_format_bits(enum qr_level level, unsigned mask);
unsigned qr_version_bits(unsigned version);

/* The four rules together, for a symbol of size * size modules. */
unsigned qr_penalty(const uint8_t *modules, unsigned size);

#endif
