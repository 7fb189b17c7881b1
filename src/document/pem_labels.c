/* document/pem_labels.c - which PEM blocks a text holds. See document/recognise.h.
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
	{ SLICE_INIT("CERTIFICATE REQUEST"), PEM_REQUEST },
	{ SLICE_INIT("NEW CERTIFICATE REQUEST"), PEM_REQUEST },
};

static const struct slice begin = SLICE_INIT("-----BEGIN ");
static const struct slice dashes = SLICE_INIT("-----");

/* The bit of a label, 0 when it is not known. Whatever the kind of a private key, it is one. */
static unsigned
bit_of(struct slice label)
{
	if (slice_ends(label, SLICE("PRIVATE KEY")) ||
	    slice_ends(label, SLICE("PRIVATE KEY BLOCK")))
		return PEM_PRIVATE_KEY;
	for (size_t i = 0; i < COUNT(labels); i++)
		if (slice_eq(label, labels[i].label))
			return labels[i].bit;
	return 0;
}

unsigned
pem_labels(struct slice all)
{
	unsigned found = 0;
	size_t at = 0;
	while ((at = slice_find(all, begin, at)) != SIZE_MAX) {
		bool line_start = at == 0 || all.at[at - 1] == '\n' || all.at[at - 1] == '\r';
		at += begin.len;
		size_t end = slice_find(slice_sub(all, 0, at + 64), dashes, at);
		if (line_start && end != SIZE_MAX)
			found |= bit_of(slice_sub(all, at, end));
	}
	return found;
}
