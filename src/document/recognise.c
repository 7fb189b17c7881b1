/* document/recognise.c - what a file is, by its content. See document/recognise.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "document/recognise.h"

#include "document/recognise_int.h"

struct signature_row {
	struct slice	bytes;
	enum form	form;
	const char	*why;
};

static const struct signature_row signatures[] = {
	{ SLICE_INIT("PK\3\4"), FORM_ZIP, "begins with the ZIP signature PK\\3\\4" },
	{ SLICE_INIT("PK\5\6"), FORM_ZIP, "begins with the signature of an empty ZIP, PK\\5\\6" },
	{ SLICE_INIT("PK\7\10"), FORM_ZIP, "begins with the signature of a split ZIP, PK\\7\\8" },
	{ SLICE_INIT("\x1f\x8b\x08"), FORM_GZIP, "begins with the gzip signature 1f 8b 08" },
	{ SLICE_INIT("\xfd" "7zXZ\0"), FORM_XZ, "begins with the xz signature fd 37 7a 58 5a 00" },
	{ SLICE_INIT("\x28\xb5\x2f\xfd"), FORM_ZSTD,
	    "begins with the Zstandard signature 28 b5 2f fd" },
	{ SLICE_INIT("hsqs"), FORM_SQUASHFS, "begins with the squashfs signature hsqs" },
	{ SLICE_INIT("\x7f" "ELF"), FORM_ELF, "begins with the ELF signature 7f 45 4c 46" },
	{ SLICE_INIT("7z\xbc\xaf\x27\x1c"), FORM_SEVENZIP,
	    "begins with the 7z signature 37 7a bc af" },
	{ SLICE_INIT("Rar!\x1a\x07"), FORM_RAR, "begins with the RAR signature Rar!" },
	{ SLICE_INIT("MSCF\0\0\0\0"), FORM_CAB, "begins with the cabinet signature MSCF" },
	{ SLICE_INIT("SQLite format 3\0"), FORM_SQLITE, "begins with SQLite format 3" },
	{ SLICE_INIT("UBI#\1\0\0\0"), FORM_UBI, "begins with the signature of a UBI volume, UBI#" },
	{ SLICE_INIT("\x31\x18\x10\x06"), FORM_UBIFS,
	    "begins with the UBIFS signature 31 18 10 06" },
	{ SLICE_INIT("PuTTY-User-Key-File-"), FORM_PRIVATE_KEY,
	    "begins as a key file of PuTTY does" },
	{ SLICE_INIT("%PDF-"), FORM_PDF, "begins with %PDF-" },
	{ SLICE_INIT("\xef\xbb\xbf%PDF-"), FORM_PDF, "begins with %PDF- after a byte-order mark" },
	{ SLICE_INIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), FORM_OLE,
	    "begins with the signature of an old Office file, d0 cf 11 e0" },
	{ SLICE_INIT("\x89PNG\r\n\x1a\n"), FORM_PNG, "begins with the PNG signature" },
	{ SLICE_INIT("\xff\xd8\xff"), FORM_JPEG, "begins with the JPEG signature ff d8 ff" },
	{ SLICE_INIT("II*\0"), FORM_TIFF, "begins with the TIFF signature II*" },
	{ SLICE_INIT("MM\0*"), FORM_TIFF, "begins with the TIFF signature MM" },
};

static const char *const names[FORM_COUNT] = {
	[FORM_UNKNOWN] = "unknown", [FORM_EMPTY] = "empty", [FORM_LINK] = "link",
	[FORM_ZIP] = "zip", [FORM_TAR] = "tar", [FORM_GZIP] = "gzip", [FORM_XZ] = "xz",
	[FORM_ZSTD] = "zstd", [FORM_BZIP2] = "bzip2", [FORM_SEVENZIP] = "7z", [FORM_RAR] = "rar",
	[FORM_CAB] = "cab", [FORM_PRIVATE_KEY] = "private_key", [FORM_JSON_LINES] = "json_lines",
	[FORM_YAML] = "yaml", [FORM_SQLITE] = "sqlite", [FORM_EXT] = "ext", [FORM_UBI] = "ubi",
	[FORM_UBIFS] = "ubifs", [FORM_XLSX] = "xlsx",
	[FORM_XLSB] = "xlsb", [FORM_DOCX] = "docx", [FORM_PPTX] = "pptx", [FORM_JAR] = "jar",
	[FORM_OPENDOCUMENT] = "opendocument", [FORM_MAIL] = "mail", [FORM_PEM] = "pem",
	[FORM_CERTIFICATE] = "certificate", [FORM_CRL] = "crl", [FORM_CMS] = "cms",
	[FORM_JSON] = "json", [FORM_TABLE] = "table", [FORM_TEXT] = "text", [FORM_HTML] = "html",
	[FORM_XML] = "xml", [FORM_SQUASHFS] = "squashfs", [FORM_ELF] = "elf", [FORM_PDF] = "pdf",
	[FORM_OLE] = "ole", [FORM_PNG] = "png", [FORM_JPEG] = "jpeg", [FORM_TIFF] = "tiff",
};

const char *
form_name(enum form f)
{
	if ((unsigned)f >= FORM_COUNT)
		BUG("no such form");
	return names[f];
}

bool
form_is_container(enum form f)
{
	return (f >= FORM_ZIP && f <= FORM_BZIP2) || f == FORM_JAR || f == FORM_MAIL;
}

bool
form_needs_reader(enum form f)
{
	return f == FORM_XLSB || f == FORM_DOCX || f == FORM_PPTX || f == FORM_OPENDOCUMENT ||
	    f == FORM_PDF || f == FORM_OLE || f == FORM_PNG || f == FORM_JPEG || f == FORM_TIFF ||
	    f == FORM_HTML || f == FORM_XML || f == FORM_YAML || f == FORM_JSON_LINES;
}

bool
form_is_unopened(enum form f)
{
	return f == FORM_SEVENZIP || f == FORM_RAR || f == FORM_CAB;
}

/* An octal field of a tar header; false unless it holds digits, then spaces or NULs. */
static bool
tar_octal(struct slice field, uint64_t *out)
{
	size_t i = 0;
	uint64_t n = 0;
	while (i < field.len && field.at[i] == ' ')
		i++;
	size_t first = i;
	for (; i < field.len && field.at[i] >= '0' && field.at[i] <= '7'; i++)
		n = n * 8 + (uint64_t)(field.at[i] - '0');
	if (i == first)
		return false;
	for (; i < field.len; i++)
		if (field.at[i] != ' ' && field.at[i] != 0)
			return false;
	*out = n;
	return true;
}

/* POSIX.1-1988 ustar and what came before it: the header of 512 bytes carries its own sum. */
static struct recognised
recognise_tar(struct slice head)
{
	uint64_t stated, sum = 0;
	if (head.len >= 262 && slice_eq(slice_sub(head, 257, 262), SLICE("ustar")))
		return (struct recognised){ FORM_TAR, "carries the tar signature at byte 257" };
	if (head.len < 512 || head.at[0] == 0 || !tar_octal(slice_sub(head, 148, 156), &stated))
		return (struct recognised){ FORM_UNKNOWN, "" };
	for (size_t i = 0; i < 512; i++)
		sum += i >= 148 && i < 156 ? ' ' : head.at[i];
	if (sum != stated)
		return (struct recognised){ FORM_UNKNOWN, "" };
	return (struct recognised){ FORM_TAR, "begins with a tar header whose sum is right" };
}

/* "BZh", a digit, and the magic of a block or of the end. */
static struct recognised
recognise_bzip2(struct slice head)
{
	struct slice magic = slice_sub(head, 4, 10);
	bool level = head.len >= 10 && head.at[3] >= '1' && head.at[3] <= '9';
	if (!level || !slice_starts(head, SLICE("BZh")) ||
	    (!slice_eq(magic, SLICE("1AY&SY")) && !slice_eq(magic, SLICE("\x17rE8P\x90"))))
		return (struct recognised){ FORM_UNKNOWN, "" };
	return (struct recognised){ FORM_BZIP2, "begins with the bzip2 signature BZh" };
}

/* ext2, ext3 and ext4: a superblock at byte 1024, its magic at byte 56 of it, and a block size and
 * a state that exist. */
static struct recognised
recognise_ext(struct slice head)
{
	if (head.len < 1024 + 96 || !slice_eq(slice_sub(head, 1080, 1082), SLICE("\x53\xef")) ||
	    head.at[1048] > 6 || head.at[1049] != 0 || head.at[1083] != 0 || head.at[1082] > 7)
		return (struct recognised){ FORM_UNKNOWN, "" };
	return (struct recognised){ FORM_EXT,
	    "holds the superblock of an ext2, ext3 or ext4 file system at byte 1024" };
}

struct recognised
recognise(struct slice head, uint64_t size_bytes)
{
	struct recognised r;
	if (size_bytes == 0)
		return (struct recognised){ FORM_EMPTY, "holds no bytes" };
	for (size_t i = 0; i < COUNT(signatures); i++)
		if (slice_starts(head, signatures[i].bytes))
			return (struct recognised){ signatures[i].form, signatures[i].why };
	if ((r = recognise_bzip2(head)).form != FORM_UNKNOWN)
		return r;
	if ((r = recognise_tar(head)).form != FORM_UNKNOWN)
		return r;
	if ((r = recognise_der(head)).form != FORM_UNKNOWN)
		return r;
	if ((r = recognise_ext(head)).form != FORM_UNKNOWN)
		return r;
	if ((r = recognise_text(head, head.len >= size_bytes)).form != FORM_UNKNOWN)
		return r;
	return (struct recognised){ FORM_UNKNOWN, "its first bytes are those of no known form" };
}

void
zip_names_add(struct zip_names *z, struct slice name)
{
	z->types = z->types || slice_eq(name, SLICE("[Content_Types].xml"));
	z->workbook = z->workbook || slice_eq(name, SLICE("xl/workbook.xml"));
	z->binary = z->binary || slice_eq(name, SLICE("xl/workbook.bin"));
	z->word = z->word || slice_eq(name, SLICE("word/document.xml"));
	z->slides = z->slides || slice_eq(name, SLICE("ppt/presentation.xml"));
	z->manifest = z->manifest || slice_eq(name, SLICE("META-INF/MANIFEST.MF"));
	z->mimetype = z->mimetype || slice_eq(name, SLICE("mimetype"));
	z->content = z->content || slice_eq(name, SLICE("content.xml"));
}

struct recognised
zip_names_form(const struct zip_names *z)
{
	if (z->types && z->workbook)
		return (struct recognised){ FORM_XLSX, "a ZIP that holds xl/workbook.xml" };
	if (z->types && z->binary)
		return (struct recognised){ FORM_XLSB, "a ZIP that holds xl/workbook.bin" };
	if (z->types && z->word)
		return (struct recognised){ FORM_DOCX, "a ZIP that holds word/document.xml" };
	if (z->types && z->slides)
		return (struct recognised){ FORM_PPTX, "a ZIP that holds ppt/presentation.xml" };
	if (z->mimetype && z->content)
		return (struct recognised){ FORM_OPENDOCUMENT,
		    "a ZIP that holds mimetype and content.xml" };
	if (z->manifest)
		return (struct recognised){ FORM_JAR, "a ZIP that holds META-INF/MANIFEST.MF" };
	return (struct recognised){ FORM_ZIP, "a ZIP of files" };
}
