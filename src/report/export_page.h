/* report/export_page.h - the page that leads through an exported decision.
 *
 * v: what `decision explain --json` gives, and besides:
 *   as_of         instant of the log's last entry
 *   organisation  whose log it is
 *   log           origin, size, root, verifier
 *   proposal      the result digest that was decided on
 *   conditions    of decision.made
 *   evidence      rows: id, file, state (here, held, seen, gone), digest, name, source, kind,
 *                 producer, made, valid_until, received, intake, owner
 *   anchors       rows: id, file, key, purposes, how, by, on, from, until, note, scope
 *   readings, requests, approvals, grants
 *                 rows: id, recorded_at, recorded_by, about, and members of the event's data
 * Names of files are relative to the page. Everything is escaped here.
 *
 * Purity:   no I/O, no clock.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORT_EXPORT_PAGE_H
#define REPORT_EXPORT_PAGE_H

#include "base/buf.h"
#include "codec/value.h"

/* One HTML document without scripts that loads nothing. Appends. Errors: E_LIMIT, E_NOMEM. */
struct rc export_page(const struct value *v, struct buf *out, struct err *e);

#endif
