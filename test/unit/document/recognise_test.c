/* recognise_test.c - forms of files by their content, short heads, look-alikes.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "document/recognise.h"

#define UTF16LE(c) c "\0"

static const struct {
	const char	*name;
	struct slice	 in;
	enum form	 want;
} cases[] = {
	{ "nothing", SLICE_INIT(""), FORM_EMPTY },
	{ "one zero byte", SLICE_INIT("\0"), FORM_UNKNOWN },
	{ "ZIP", SLICE_INIT("PK\3\4\x14\0"), FORM_ZIP },
	{ "empty ZIP", SLICE_INIT("PK\5\6\0\0"), FORM_ZIP },
	{ "two letters of a ZIP", SLICE_INIT("PK"), FORM_TEXT },
	{ "gzip", SLICE_INIT("\x1f\x8b\x08\0"), FORM_GZIP },
	{ "gzip of another method", SLICE_INIT("\x1f\x8b\x07\0"), FORM_UNKNOWN },
	{ "xz", SLICE_INIT("\xfd" "7zXZ\0\0"), FORM_XZ },
	{ "Zstandard", SLICE_INIT("\x28\xb5\x2f\xfd\x04"), FORM_ZSTD },
	{ "bzip2 with a block", SLICE_INIT("BZh91AY&SY"), FORM_BZIP2 },
	{ "bzip2 of nothing", SLICE_INIT("BZh9\x17rE8P\x90"), FORM_BZIP2 },
	{ "text that begins like bzip2", SLICE_INIT("BZh is no word at all"), FORM_TEXT },
	{ "squashfs", SLICE_INIT("hsqs\1\0\0\0"), FORM_SQUASHFS },
	{ "ELF", SLICE_INIT("\x7f" "ELF\2"), FORM_ELF },
	{ "PDF", SLICE_INIT("%PDF-1.7\n"), FORM_PDF },
	{ "old Office", SLICE_INIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"), FORM_OLE },
	{ "PNG", SLICE_INIT("\x89PNG\r\n\x1a\n"), FORM_PNG },
	{ "JPEG", SLICE_INIT("\xff\xd8\xff\xe0"), FORM_JPEG },
	{ "TIFF, little-endian", SLICE_INIT("II*\0\x08"), FORM_TIFF },
	{ "TIFF, big-endian", SLICE_INIT("MM\0*\0"), FORM_TIFF },
	{ "mail", SLICE_INIT("From: a@b.example\r\nDate: x\r\n\r\ngenuine\r\n"), FORM_MAIL },
	{ "mail with folded headers",
	    SLICE_INIT("Received: by a\n\twith b\nFrom: c\n\nx\n"), FORM_MAIL },
	{ "mail from a mailbox file",
	    SLICE_INIT("From a@b Tue\nFrom: a\nDate: b\n\nx"), FORM_MAIL },
	{ "one header only", SLICE_INIT("From: the maker\n\nhello\n"), FORM_TEXT },
	{ "headers no mail has", SLICE_INIT("Note: a\nThing: b\n\nx\n"), FORM_TEXT },
	{ "headers that end in prose",
	    SLICE_INIT("From: a\nDate: b\nthis is no header\n\nx\n"), FORM_TEXT },
	{ "PEM certificate", SLICE_INIT("-----BEGIN CERTIFICATE-----\nMA==\n"), FORM_PEM },
	{ "a private key", SLICE_INIT("-----BEGIN PRIVATE KEY-----\nMA==\n"), FORM_PEM },
	{ "a private key of an old kind", SLICE_INIT("-----BEGIN DSA PRIVATE KEY-----\n"),
	    FORM_PEM },
	{ "a private key of PGP", SLICE_INIT("-----BEGIN PGP PRIVATE KEY BLOCK-----\n"),
	    FORM_PEM },
	{ "a private key of PuTTY", SLICE_INIT("PuTTY-User-Key-File-3: ssh-ed25519\n"),
	    FORM_PRIVATE_KEY },
	{ "a private key in DER", SLICE_INIT("\x30\x2e\2\1\0\x30\5\6\3\x2b\x65\x70\4\2xx"),
	    FORM_PRIVATE_KEY },
	{ "PKCS #12", SLICE_INIT("\x30\x82\x0a\0\2\1\3\x30\x82\x09\0\6\x09"
	    "\x2a\x86\x48\x86\xf7\x0d\1\7\1\xa0"), FORM_PRIVATE_KEY },
	{ "an ECDSA signature", SLICE_INIT("\x30\x06\2\1\1\2\1\1"), FORM_UNKNOWN },
	{ "a number and a sequence", SLICE_INIT("\x30\x07\2\1\0\x30\2\2\0"), FORM_UNKNOWN },
	{ "7z", SLICE_INIT("7z\xbc\xaf\x27\x1c\0\4"), FORM_SEVENZIP },
	{ "RAR 4", SLICE_INIT("Rar!\x1a\7\0"), FORM_RAR },
	{ "RAR 5", SLICE_INIT("Rar!\x1a\7\1\0"), FORM_RAR },
	{ "cabinet", SLICE_INIT("MSCF\0\0\0\0x"), FORM_CAB },
	{ "SQLite", SLICE_INIT("SQLite format 3\0\x10"), FORM_SQLITE },
	{ "text about SQLite", SLICE_INIT("SQLite format 3 is a file format\n"), FORM_TEXT },
	{ "UBI", SLICE_INIT("UBI#\1\0\0\0\0"), FORM_UBI },
	{ "UBIFS", SLICE_INIT("\x31\x18\x10\6\0"), FORM_UBIFS },
	{ "JSON Lines", SLICE_INIT("{\"a\":\"}\"}\n{\"b\":2}\n"), FORM_JSON_LINES },
	{ "JSON and an empty line", SLICE_INIT("{\"a\":1}\r\n\r\n"), FORM_JSON },
	{ "JSON and something behind it", SLICE_INIT("{\"a\":1} x"), FORM_JSON },
	{ "JSON with a bracket in a text", SLICE_INIT("{\"a\":\"\\\"]\",\n\"b\":1}"), FORM_JSON },
	{ "cells in brackets", SLICE_INIT("[\"Serial\"];Qty\n[3101];1\n[3102];1\n"), FORM_TABLE },
	{ "a cell of JSON", SLICE_INIT("{\"a\":1};x\n{\"a\":2};y\n"), FORM_TABLE },
	{ "YAML", SLICE_INIT("%YAML 1.2\n---\na: b\n"), FORM_YAML },
	{ "YAML by its mark", SLICE_INIT("---\n# note\napiVersion: v1\n"), FORM_YAML },
	{ "a line of dashes", SLICE_INIT("---\nHello there\n"), FORM_TEXT },
	{ "a cell that goes on in the next line",
	    SLICE_INIT("Serial;Note\n3101;\"a\nb; c\"\n3102;\"say \"\"x\n\"\"; so\"\n"),
	    FORM_TABLE },
	{ "a quote that is never closed", SLICE_INIT("a,b\n\"x,y\n1,2\n"), FORM_TEXT },
	{ "inches", SLICE_INIT("a;b\n5\" x;1\n6\" y;2\n"), FORM_TABLE },
	{ "a table behind a byte-order mark",
	    SLICE_INIT("\xef\xbb\xbf" "a;b\n1;2\n"), FORM_TABLE },
	{ "text behind a byte-order mark", SLICE_INIT("\xef\xbb\xbfThe goods are genuine.\n"),
	    FORM_TEXT },
	{ "a mail saved as a page", SLICE_INIT("<!-- saved from a mail -->\r\n<html>"), FORM_HTML },
	{ "a piece of a page", SLICE_INIT("<div>From: a</div>"), FORM_HTML },
	{ "a comment before XML", SLICE_INIT("<!-- x --><bom/>"), FORM_XML },
	{ "PEM behind other text",
	    SLICE_INIT("subject=CN=3101\n-----BEGIN X509 CRL-----\n"), FORM_PEM },
	{ "PEM of another kind", SLICE_INIT("-----BEGIN PGP MESSAGE-----\n"), FORM_TEXT },
	{ "BEGIN within a line", SLICE_INIT("see -----BEGIN CERTIFICATE-----\n"), FORM_TEXT },
	{ "PEM in binary bytes", SLICE_INIT("\0\0\n-----BEGIN CERTIFICATE-----\n"), FORM_UNKNOWN },
	{ "JSON object", SLICE_INIT(" \n{ \"a\": 1}"), FORM_JSON },
	{ "JSON array of numbers", SLICE_INIT("[1,2]"), FORM_JSON },
	{ "empty JSON object", SLICE_INIT("{}"), FORM_JSON },
	{ "JSON behind a byte-order mark", SLICE_INIT("\xef\xbb\xbf{\"a\":1}"), FORM_JSON },
	{ "text in brackets", SLICE_INIT("[see below] all is well"), FORM_TEXT },
	{ "text in braces", SLICE_INIT("{see below} all is well"), FORM_TEXT },
	{ "a bracket alone", SLICE_INIT("["), FORM_TEXT },
	{ "semicolon table", SLICE_INIT("Serie;Artikel\n3101;0047022\n3102;04\n"), FORM_TABLE },
	{ "tab table", SLICE_INIT("serial\tarticle\n3101\t0047022\n"), FORM_TABLE },
	{ "comma table", SLICE_INIT("serial,article\n3101,0047022\n3102,04\n"), FORM_TABLE },
	{ "table behind a title",
	    SLICE_INIT("Lieferschein 80012345\n\nPos;Serie\n1;3101\n2;3102\n"), FORM_TABLE },
	{ "quoted separators", SLICE_INIT("a,b\n\"x, y\",1\n\"z, w\",2\n"), FORM_TABLE },
	{ "one column of serials", SLICE_INIT("serial\n3101\n3102\n"), FORM_TABLE },
	{ "Windows-1252 table", SLICE_INIT("Menge;St\xfc" "ck\n1;2\n3;4\n"), FORM_TABLE },
	{ "UTF-16 without its mark", SLICE_INIT(UTF16LE("a") UTF16LE("b") UTF16LE("c")
	    UTF16LE(".")), FORM_TEXT },
	{ "UTF-16 table", SLICE_INIT("\xff\xfe" UTF16LE("a") UTF16LE("\t") UTF16LE("b")
	    UTF16LE("\n") UTF16LE("1") UTF16LE("\t") UTF16LE("2")), FORM_TABLE },
	{ "prose with commas",
	    SLICE_INIT("Dear Sir,\nthe goods, as agreed,\nare genuine, all.\n"), FORM_TEXT },
	{ "prose", SLICE_INIT("The controllers are genuine.\n"), FORM_TEXT },
	{ "prose in UTF-8", SLICE_INIT("Die Ger\xc3\xa4te sind echt.\n"), FORM_TEXT },
	{ "prose in Windows-1252", SLICE_INIT("Die Ger\xe4te sind echt.\n"), FORM_TEXT },
	{ "a control character", SLICE_INIT("text\1text"), FORM_UNKNOWN },
	{ "a byte-order mark alone", SLICE_INIT("\xff\xfe"), FORM_UNKNOWN },
	{ "HTML", SLICE_INIT("\n<!DOCTYPE HTML><html>"), FORM_HTML },
	{ "HTML without its type", SLICE_INIT("<Html lang=de>"), FORM_HTML },
	{ "XML", SLICE_INIT("<?xml version='1.0'?><bom/>"), FORM_XML },
	{ "XML without declaration", SLICE_INIT("<bom xmlns='x'/>"), FORM_XML },
	{ "less-than in prose", SLICE_INIT("<3 all is well"), FORM_TEXT },
	{ "certificate with version", SLICE_INIT("\x30\x82\1\0\x30\x80" "\xa0\3\2\1\2" "\2\1\1"
	    "\x30\0" "\x30\0" "\x30\0"), FORM_CERTIFICATE },
	{ "certificate of version 1",
	    SLICE_INIT("\x30\x20\x30\x10\2\1\1\x30\0\x30\0\x30\0"), FORM_CERTIFICATE },
	{ "revocation list", SLICE_INIT("\x30\x20\x30\x10\2\1\1\x30\0\x30\0\x17\0"), FORM_CRL },
	{ "revocation list of version 1",
	    SLICE_INIT("\x30\x20\x30\x10\x30\0\x30\0\x18\0"), FORM_CRL },
	{ "CMS", SLICE_INIT("\x30\x80\6\x09\x2a\x86\x48\x86\xf7\x0d\1\7\2"), FORM_CMS },
	{ "another object identifier",
	    SLICE_INIT("\x30\x80\6\x09\x2a\x86\x48\x86\xf7\x0d\1\1\1"), FORM_UNKNOWN },
	{ "certificate cut in its issuer", SLICE_INIT("\x30\x20\x30\x10\2\1\1\x30\0\x30\5"),
	    FORM_UNKNOWN },
	{ "a key in DER", SLICE_INIT("\x30\x20\x30\x10\x06\1\1\x30\0\x30\0\x30\0"), FORM_UNKNOWN },
};

static void
forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct recognised r = recognise(cases[i].in, cases[i].in.len);
		if (r.form != cases[i].want)
			fail_msg("%s: %s, wanted %s", cases[i].name, form_name(r.form),
			    form_name(cases[i].want));
		assert_true(r.why[0] != 0);
	}
}

/* An ext superblock stands behind 1024 bytes of anything. */
static void
ext_superblocks(void **state)
{
	uint8_t bytes[2048] = {0};
	struct slice head = { bytes, sizeof(bytes) };
	(void)state;
	assert_int_equal(recognise(head, sizeof(bytes)).form, FORM_UNKNOWN);
	memcpy(bytes + 1080, "\x53\xef\1\0", 4);
	bytes[1048] = 2;
	assert_int_equal(recognise(head, sizeof(bytes)).form, FORM_EXT);
	assert_int_equal(recognise(slice_sub(head, 0, 1100), sizeof(bytes)).form, FORM_UNKNOWN);
	bytes[1048] = 7;
	assert_int_equal(recognise(head, sizeof(bytes)).form, FORM_UNKNOWN);
}

/* A ustar header is known by its name; an old one by its sum, which must be right. */
static void
tar_headers(void **state)
{
	(void)state;
	uint8_t h[512] = "folder/file";
	memcpy(h + 100, "0000644", 8);
	uint64_t sum = 8 * ' ';
	for (size_t i = 0; i < 512; i++)
		sum += i >= 148 && i < 156 ? 0 : h[i];
	snprintf((char *)h + 148, 8, "%06o", (unsigned)sum);
	struct slice head = { h, sizeof(h) };
	assert_int_equal(recognise(head, 10240).form, FORM_TAR);
	assert_int_equal(recognise(slice_sub(head, 0, 511), 10240).form, FORM_UNKNOWN);
	h[0] ^= 1;
	assert_int_equal(recognise(head, 10240).form, FORM_UNKNOWN);
	memcpy(h + 257, "ustar", 5);
	assert_int_equal(recognise(head, 10240).form, FORM_TAR);
}

/* A head may cut a character in two; a whole file may not. */
static void
cut_characters(void **state)
{
	(void)state;
	struct slice cut = SLICE("Ger\xe2\x82");
	assert_int_equal(recognise(cut, 4096).form, FORM_TEXT);
	assert_int_equal(recognise(SLICE("abcdefgh Ger\x81\x82"), 13).form, FORM_UNKNOWN);
}

static void
every_truncation_and_flip_is_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint8_t bytes[128];
		struct slice in = cases[i].in;
		assert_true(in.len <= sizeof(bytes));
		for (size_t n = 0; n <= in.len; n++) {
			uint8_t *exact = malloc(n + 1);
			memcpy(exact, in.at, n);
			struct recognised r = recognise((struct slice){ exact, n }, in.len + 1);
			assert_true(r.form != FORM_EMPTY && r.form < FORM_COUNT);
			free(exact);
		}
		for (size_t bit = 0; bit < in.len * 8; bit++) {
			memcpy(bytes, in.at, in.len);
			bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
			struct slice flipped = { bytes, in.len };
			assert_true(recognise(flipped, in.len).form < FORM_COUNT);
		}
	}
}

static void
zips_by_their_entries(void **state)
{
	(void)state;
	static const struct {
		const char	*entries[3];
		enum form	 want;
	} zips[] = {
		{ { "a.csv", "b/c.json", NULL }, FORM_ZIP },
		{ { "xl/workbook.xml", "[Content_Types].xml", NULL }, FORM_XLSX },
		{ { "xl/workbook.xml", NULL, NULL }, FORM_ZIP },
		{ { "[Content_Types].xml", "xl/workbook.bin", NULL }, FORM_XLSB },
		{ { "[Content_Types].xml", "word/document.xml", NULL }, FORM_DOCX },
		{ { "[Content_Types].xml", "ppt/presentation.xml", NULL }, FORM_PPTX },
		{ { "META-INF/MANIFEST.MF", "a.class", NULL }, FORM_JAR },
		{ { "mimetype", "content.xml", "META-INF/manifest.xml" }, FORM_OPENDOCUMENT },
		{ { "mimetype", "delivery.csv", NULL }, FORM_ZIP },
	};
	for (size_t i = 0; i < COUNT(zips); i++) {
		struct zip_names z = {0};
		for (size_t k = 0; k < 3 && zips[i].entries[k] != NULL; k++)
			zip_names_add(&z, slice_of(zips[i].entries[k]));
		assert_int_equal(zip_names_form(&z).form, zips[i].want);
	}
}

static void
several_pem_blocks(void **state)
{
	(void)state;
	struct slice in = SLICE("text\n"
	    "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"
	    "-----BEGIN X509 CRL-----\nno end\n"
	    "-----BEGIN SOMETHING-----\nBB==\n-----END SOMETHING-----\n"
	    "-----BEGIN PKCS7-----\nCC==\n-----END PKCS7-----\n");
	assert_int_equal(pem_labels(in), PEM_CERTIFICATE | PEM_CRL | PEM_CMS);
	assert_int_equal(pem_labels(SLICE("-----BEGIN CERTIFICATE")), 0);
	assert_int_equal(pem_labels(SLICE("-----BEGIN EC PRIVATE KEY-----")), PEM_PRIVATE_KEY);
}

static void
every_form_has_a_name_and_one_role(void **state)
{
	(void)state;
	for (unsigned f = 0; f < FORM_COUNT; f++) {
		assert_non_null(form_name((enum form)f));
		assert_false(form_is_container((enum form)f) && form_needs_reader((enum form)f));
	}
	assert_true(form_is_container(FORM_MAIL) && form_is_container(FORM_ZIP) &&
	    form_is_container(FORM_BZIP2) && form_is_container(FORM_JAR));
	assert_false(form_is_container(FORM_XLSX) || form_is_container(FORM_SQUASHFS));
	assert_true(form_needs_reader(FORM_PDF) && form_needs_reader(FORM_DOCX));
	assert_false(form_needs_reader(FORM_TEXT) || form_needs_reader(FORM_XLSX));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(ext_superblocks),
		cmocka_unit_test(tar_headers),
		cmocka_unit_test(cut_characters),
		cmocka_unit_test(every_truncation_and_flip_is_survived),
		cmocka_unit_test(zips_by_their_entries),
		cmocka_unit_test(several_pem_blocks),
		cmocka_unit_test(every_form_has_a_name_and_one_role),
	};
	return cmocka_run_group_tests_name("recognise", tests, NULL, NULL);
}
