/* document/recognise.h - what a file is, by its content and never by its name.
 *
 * Recognition looks at the first bytes only and says why; it promises nothing about the rest. A
 * file that begins like a known form and does not follow it keeps the form: its reader then says
 * where it breaks.
 *
 * Purity:   no I/O, no allocation, no clock.
 * Threads:  safe, there is no shared state.
 * Layer:    base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DOCUMENT_RECOGNISE_H
#define DOCUMENT_RECOGNISE_H

#include "base/base.h"

enum form {
	FORM_UNKNOWN = 0,
	FORM_EMPTY,
	FORM_LINK,		/* never found in content: for what walks folders */
	FORM_ZIP, FORM_TAR, FORM_GZIP, FORM_XZ, FORM_ZSTD, FORM_BZIP2,
	FORM_SEVENZIP, FORM_RAR, FORM_CAB,		/* archives that are not opened */
	FORM_XLSX, FORM_XLSB, FORM_DOCX, FORM_PPTX, FORM_JAR, FORM_OPENDOCUMENT, /* in ZIPs */
	FORM_MAIL,
	FORM_PEM, FORM_CERTIFICATE, FORM_CRL, FORM_CMS,			/* the last three: DER */
	FORM_PRIVATE_KEY,	/* in DER or a form of its own; in PEM it is FORM_PEM */
	FORM_JSON, FORM_JSON_LINES, FORM_YAML, FORM_TABLE, FORM_TEXT, FORM_HTML, FORM_XML,
	FORM_SQUASHFS, FORM_ELF, FORM_SQLITE,
	FORM_EXT, FORM_UBI, FORM_UBIFS,			/* images of file systems */
	FORM_PDF, FORM_OLE, FORM_PNG, FORM_JPEG, FORM_TIFF,
	FORM_COUNT
};

/* why: a constant clause for people: "begins with the ZIP signature PK\3\4". Never null. */
struct recognised {
	enum form	 form;
	const char	*why;
};

/* head: the first bytes, HEAD_BYTES or the whole file; shorter heads only lose precision.
 * size_bytes: of the whole file. */
struct recognised recognise(struct slice head, uint64_t size_bytes);

/* "zip", "xlsx", ...; one word, lower case. BUG beyond FORM_COUNT. */
const char *form_name(enum form f);
/* Holds files that may be taken out: ZIP, tar, the compressed forms, mail. A workbook or another
 * document in a ZIP is none. */
bool form_is_container(enum form f);
/* Waits for a person to read it: PDF, Office, pictures, HTML, XML, YAML, JSON Lines. */
bool form_needs_reader(enum form f);
/* An archive of a form that is known and not opened. */
bool form_is_unopened(enum form f);

/* What a ZIP is, from the names of its entries, fed one by one in any order. Zeroed at first. */
struct zip_names {
	bool	types, workbook, binary, word, slides, manifest, mimetype, content;
};
void zip_names_add(struct zip_names *z, struct slice name);
/* FORM_ZIP when the names say nothing else. */
struct recognised zip_names_form(const struct zip_names *z);

/* What PEM blocks carry: bits, so that one file may carry several kinds. */
enum pem_label {
	PEM_CERTIFICATE = 1, PEM_CRL = 2, PEM_CMS = 4, PEM_PUBLIC_KEY = 8, PEM_PRIVATE_KEY = 16,
	PEM_REQUEST = 32
};

/* The bits of every BEGIN line with a known label, ended or not. crypto/armour.h reads the blocks.
 * Every label that ends with PRIVATE KEY, or PRIVATE KEY BLOCK as PGP has it, is a private key. */
unsigned pem_labels(struct slice all);

#endif
