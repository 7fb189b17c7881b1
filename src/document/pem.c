/* document/pem.c - finds PEM blocks in text. See document/recognise.h.
 *
 * Spec:     RFC 7468 2 (the encapsulation boundaries), 5 to 13 (labels).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document/recognise.h"

static const struct {
	struct slice	label;
	enum pem_label	bit;
} labels[] = {
	{ SLICE_INIT("CERTIFICATE"), PEM_CERTIFICATE },
	{ SLICE_INIT("X509 CERTIFICATE"), PEM_CERTIFICATE },
	{ SLICE_INIT("TRUSTED CERTIFICATE"), PEM_CERTIFICATE },
	{ SLICE_INIT("X509 CRL"), PEM_CRL },
	{ SLICE_INIT("CMS"), PEM_CMS },
	{ SLICE_INIT("PKCS7"), PEM_CMS },
	{ SLICE_INIT("PUBLIC KEY"), PEM_PUBLIC_KEY },
	{ SLICE_INIT("RSA PUBLIC KEY"), PEM_PUBLIC_KEY },
	{ SLICE_INIT("PRIVATE KEY"), PEM_PRIVATE_KEY },
	{ SLICE_INIT("ENCRYPTED PRIVATE KEY"), PEM_PRIVATE_KEY },
	{ SLICE_INIT("RSA PRIVATE KEY"), PEM_PRIVATE_KEY },
	{ SLICE_INIT("EC PRIVATE KEY"), PEM_PRIVATE_KEY },
	{ SLICE_INIT("OPENSSH PRIVATE KEY"), PEM_PRIVATE_KEY },
	{ SLICE_INIT("CERTIFICATE REQUEST"), PEM_REQUEST },
	{ SLICE_INIT("NEW CERTIFICATE REQUEST"), PEM_REQUEST },
};

static const struct slice begin = SLICE_INIT("-----BEGIN ");
static const struct slice dashes = SLICE_INIT("-----");

/* The next BEGIN line of a known label at or after *pos; *pos moves behind the line. */
static bool
next_begin(struct slice all, size_t *pos, size_t *at, struct slice *label, enum pem_label *bit)
{
	for (;;) {
		size_t from = slice_find(all, begin, *pos);
		if (from == SIZE_MAX)
			return false;
		*pos = from + begin.len;
		bool line_start = from == 0 || all.at[from - 1] == '\n' || all.at[from - 1] == '\r';
		size_t to = slice_find(slice_sub(all, 0, *pos + 64), dashes, *pos);
		if (!line_start || to == SIZE_MAX)
			continue;
		*label = slice_sub(all, *pos, to);
		for (size_t i = 0; i < COUNT(labels); i++)
			if (slice_eq(*label, labels[i].label)) {
				*at = from;
				*bit = labels[i].bit;
				*pos = to + dashes.len;
				return true;
			}
	}
}

/* The byte behind "-----END LABEL-----" after `from`, before any other BEGIN; else SIZE_MAX. */
static size_t
end_of(struct slice all, size_t from, struct slice label)
{
	struct slice end = SLICE("-----END ");
	struct slice block = slice_sub(all, 0, slice_find(all, begin, from));
	size_t at = slice_find(block, end, from);
	if (at == SIZE_MAX)
		return SIZE_MAX;
	size_t name = at + end.len;
	struct slice rest = slice_sub(all, name, all.len);
	if (!slice_starts(rest, label) ||
	    !slice_starts(slice_sub(rest, label.len, rest.len), dashes))
		return SIZE_MAX;
	return name + label.len + dashes.len;
}

bool
pem_next(struct slice all, size_t *pos, struct pem_block *block)
{
	struct slice label;
	enum pem_label bit;
	size_t at;
	while (next_begin(all, pos, &at, &label, &bit)) {
		size_t end = end_of(all, *pos, label);
		if (end == SIZE_MAX)
			continue;
		*block = (struct pem_block){ bit, slice_sub(all, at, end), at };
		*pos = end;
		return true;
	}
	return false;
}

unsigned
pem_labels(struct slice all)
{
	struct slice label;
	enum pem_label bit;
	size_t at, pos = 0;
	unsigned found = 0;
	while (next_begin(all, &pos, &at, &label, &bit))
		found |= bit;
	return found;
}
