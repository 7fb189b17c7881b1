/* fact/signature.c - words for purposes and for how trust came about. See fact/signature.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fact/signature.h"

static const char *const purposes[PURPOSE_COUNT] = {
	"identity", "release", "update", "recovery", "evidence", "attestation", "timestamp",
	"record", "log",
};

static const char *const hows[HOW_COUNT] = {
	"with_the_goods", "in_person", "call_back", "contract", "public_register",
	"earlier_delivery",
};

const char *
purpose_name(enum purpose p)
{
	for (unsigned i = 0; i < PURPOSE_COUNT; i++)
		if ((unsigned)p == 2u << i)
			return purposes[i];
	BUG("purpose_name: not one purpose");
}

unsigned
purpose_parse(struct slice word)
{
	for (unsigned i = 0; i < PURPOSE_COUNT; i++)
		if (slice_eq(word, slice_of(purposes[i])))
			return 2u << i;
	return 0;
}

const char *
how_name(enum trust_how how)
{
	if (how >= HOW_COUNT)
		BUG("how_name: out of range");
	return hows[how];
}

enum trust_how
how_parse(struct slice word)
{
	unsigned i = 0;
	while (i < HOW_COUNT && !slice_eq(word, slice_of(hows[i])))
		i++;
	return (enum trust_how)i;
}
