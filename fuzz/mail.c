/* mail.c - fuzz target: mails. Every leaf stays within the mail and within its budget.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/time.h"
#include "codec/mail.h"
#include "codec/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) a = arena_init(MIB(32));
	struct slice in = { data, size };
	struct mail m;
	struct err e = {0};

	(void)mail_looks_like(in);
	if (failed(mail_decode(in, &a, &m, &e))) {
		if (e.at > size || e.what == NULL)
			abort();
		return 0;
	}
	if (m.count == 0 || m.count > MAIL_PARTS_MAX || !utf8_valid(m.from) ||
	    !utf8_valid(m.subject))
		abort();
	if (m.date_ms != TIME_UNKNOWN && (m.date_ms < TIME_MIN || m.date_ms > TIME_MAX))
		abort();
	for (size_t i = 0; i < m.count; i++) {
		const struct mail_part *p = &m.parts[i];
		if (p->at > size || p->bytes.len > size || p->depth > MAIL_DEPTH_MAX ||
		    !utf8_valid(p->text) || !utf8_valid(p->name))
			abort();
		if (i > 0 && p->at < m.parts[i - 1].at)
			abort();	/* leaves come in the order of the mail */
	}
	return 0;
}
