/* app/desk/certificates.h - certificates that are kept, and what their registers said.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_DESK_CERTIFICATES_H
#define APP_DESK_CERTIFICATES_H

#include "app/desk/kept_record.h"
#include "catalog/kinds.h"

/* By its own dates. UNDATED: it states no beginning or no end. */
enum certificate_period { PERIOD_UNDATED, PERIOD_AHEAD, PERIOD_RUNS, PERIOD_OVER };
/* By the newest look-up of its number at its body, made by the instant. STALE: that one is older
 * than its kind allows. OTHER: it says anything but `valid`. NONE: what it is of stands in no
 * register: it is no certificate. */
enum certificate_register { REGISTER_NOT_ASKED, REGISTER_STALE, REGISTER_VALID, REGISTER_OTHER,
	REGISTER_NONE };

/* Of a component, system, process or management system; or a paper that is no certificate, which
 * its kind tells: an evaluation report, the declaration of a maker or seller. lookup: the newest,
 * or null. */
struct kept_certificate {
	struct kept_record		 record;
	const char			*kind;
	int64_t				 from_ms, until_ms;
	enum certificate_period		 period;
	enum certificate_register	 in_register;
	const struct kept_record	*lookup;
};

const char *certificate_period_name(enum certificate_period p);

/* The evidence kind of "component", "system", "process", "management_system", "evaluation_report",
 * "seller_declaration", "eu_declaration" or "lookup"; null of any other word. */
const char *certificate_kind(struct slice word);

/* Certificates about the subject (null: all), by kind and then as they were recorded, as seen at
 * `known` and the instant. What was superseded or revoked by then is left out. An open
 * transaction. Errors: of kept_records(). */
struct rc certificates_find(struct home *h, const struct kind_set *kinds, struct slice subject,
    uint64_t known, int64_t at_ms, struct arena *a, struct kept_certificate **out, size_t *count,
    struct err *e);

#endif
