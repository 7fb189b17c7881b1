/* source.c - fuzz target: JSON through windows gives the same tokens and errors as the whole.
 * The first byte says how much each window adds.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "codec/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct drip { struct slice all; size_t step; };

static struct rc
more(struct source *s, uint64_t keep, struct err *e)
{
	const struct drip *d = s->context;
	uint64_t end = s->base + s->window.len;

	(void)e;
	if (keep < s->base || keep > end)
		abort();
	s->window = slice_sub(d->all, (size_t)keep, (size_t)end + d->step);
	s->base = keep;
	return DONE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct json_budget budget = { 16, 4096, 1000 };
	struct json_reader *whole, *windows;
	struct json_token t = {0}, u = {0};
	struct err e = {0}, f = {0};

	if (size == 0 || size > 8192)
		return 0;
	struct drip d = { { data + 1, size - 1 }, data[0] % 64u + 1 };
	struct source s = { .window = { data + 1, 0 }, .more = more, .context = &d };
	if (failed(json_open(source_of(d.all), budget, &whole, &e)) ||
	    failed(json_open(s, budget, &windows, &e)))
		abort();
	while (e.code == OK && t.kind != JSON_END) {
		enum code x = json_next(whole, &t, &e).code, y = json_next(windows, &u, &f).code;
		if (x != y || e.at != f.at || e.what != f.what || t.kind != u.kind ||
		    t.at != u.at || t.depth != u.depth || !slice_eq(t.text, u.text) ||
		    !slice_eq(t.raw, u.raw))
			abort();
	}
	json_close(whole);
	json_close(windows);
	return 0;
}
