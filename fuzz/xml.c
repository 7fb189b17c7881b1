/* xml.c - fuzz target: XML whole and in pieces gives the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "codec/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A running digest of what the sink got (FNV-1a), and how deep it stands. */
struct seen {
	uint64_t	sum;
	unsigned	depth;
};

static void
mix(struct seen *s, struct slice bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		s->sum = (s->sum ^ bytes.at[i]) * 0x100000001b3u;
}

static struct rc
on_start(void *context, const struct xml_element *x, struct err *e)
{
	struct seen *s = context;

	(void)e;
	s->depth++;
	if (x->depth != s->depth)
		abort();
	mix(s, x->name.space);
	mix(s, x->name.local);
	for (size_t i = 0; i < x->count; i++) {
		mix(s, x->attributes[i].name.local);
		mix(s, x->attributes[i].value);
	}
	return DONE;
}

static struct rc
on_text(void *context, struct slice text, uint64_t at, struct err *e)
{
	(void)at;
	(void)e;
	mix(context, text);
	return DONE;
}

static struct rc
on_end(void *context, const struct xml_name *name, uint64_t at, struct err *e)
{
	struct seen *s = context;

	(void)at;
	(void)e;
	s->depth--;
	mix(s, name->local);
	return DONE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct xml_budget budget = { 16, 4096, 1 << 20 };
	struct slice in = { data, size };
	struct seen whole = {0}, pieces = {0};
	struct err e = {0}, f = {0};
	struct xml_reader *r;

	struct xml_sink sink = { &whole, on_start, on_text, on_end };
	struct rc first = xml_read(in, sink, budget, &e);
	if (failed(first) != (e.code != OK) || e.at > size)
		abort();
	sink.context = &pieces;
	if (failed(xml_open(sink, budget, &r, &f)))
		return 0;
	struct rc second = DONE;
	for (size_t at = 0; at < size && !failed(second); at += 7)
		second = xml_feed(r, slice_sub(in, at, at + 7), &f);
	if (!failed(second))
		second = xml_end(r, &f);
	xml_close(r);
	if (first.code != second.code || (first.code == OK && whole.sum != pieces.sum))
		abort();	/* how a document is cut makes no difference */
	if (first.code == OK && whole.depth != 0)
		abort();	/* what begins ends */
	return 0;
}
