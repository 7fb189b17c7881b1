/* app/desk/contained.h - in which releases a component is, as the bills of materials that are kept
 * list it.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_CONTAINED_H
#define APP_DESK_CONTAINED_H

#include "app/home/home.h"

/* One bill that lists a component. component: index into what was asked for. subject: what the
 * bill is about. sbom: "evidence:..." */
struct contained { size_t component; struct slice subject, sbom; };

/* The purl in its canonical form without a version. Errors: of purl_parse(). */
struct rc contained_any_version(struct slice purl, struct arena *a, struct slice *out,
    struct err *e);

/* Where a member "purl" of a bill of materials in force at `known` and at_ms, in an envelope or
 * not, is one of the purls, compared in their canonical form; one without a version is every
 * version, one with a version that version alone. By position of the bills, then by component.
 * Bodies are read: as long as it takes to read every bill that is kept. A bill that cannot be read
 * to its end lists what stands before. A transaction is open.
 * Errors: E_VERIFY when a body is gone; E_IO; E_LIMIT, E_NOMEM; of the store. */
struct rc contained_find(struct home *h, const struct slice *purls, size_t purl_count,
    uint64_t known, int64_t at_ms, struct arena *a, struct contained **out, size_t *count,
    struct err *e);

#endif
