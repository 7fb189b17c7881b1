/* words_test.c - folding, headings, titles and totals in four languages.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "table/words.h"

static void
words_are_folded(void **state)
{
	static const struct { struct slice text; const char *want; } cases[] = {
		{ SLICE_INIT("Serien-Nr."), "seriennr" },
		{ SLICE_INIT("Ger\xc3\xa4te\x2dNr"), "geratenr" },
		{ SLICE_INIT("St\xc3\xbc" "ck"), "stuck" },
		{ SLICE_INIT("Gr\xc3\xb6\xc3\x9f" "e"), "grosse" },
		{ SLICE_INIT("N\xc2\xb0 de s\xc3\xa9rie"), "ndeserie" },
		{ SLICE_INIT("N\xc2\xba\xc2\xa0SERIE"), "nserie" },
		{ SLICE_INIT("se\xcc\x81rie"), "serie" },		/* accent on its own */
		{ SLICE_INIT("\xc3\x89tat"), "etat" },
		{ SLICE_INIT("a\xc3\x97" "b"), "ab" },		/* the sign of multiplication */
		{ SLICE_INIT("\xe5\xba\x8f\xe5\x88\x97"), "" },
		{ SLICE_INIT("\xc3"), "" },
		{ SLICE_INIT(""), "" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(4096);
		struct slice got = word_fold(&a, cases[i].text);
		assert_false(slice_is_null(got));
		if (!slice_eq(got, slice_of(cases[i].want)))
			fail_msg("%s: %.*s", cases[i].want, SLICE_FMT(got));
	}
}

/* Every folded word and title of the list is found again, under its own field or kind. */
static void
the_whole_list_is_found(void **state)
{
	static const struct { const char *text; enum field field; bool weak; } words[] = {
#define WORD(field, text) { text, FIELD_##field, false },
#define WEAK(field, text) { text, FIELD_##field, true },
#define TITLE(kind, text)
#define LOOSE(kind, text)
#include "table/words.list"
#undef WORD
#undef WEAK
#undef TITLE
#undef LOOSE
	};
	static const struct { const char *text; enum table_kind kind; } titles[] = {
#define WORD(field, text)
#define WEAK(field, text)
#define TITLE(kind, text) { text, TABLE_##kind },
#define LOOSE(kind, text) { text, TABLE_##kind },
#include "table/words.list"
#undef WORD
#undef WEAK
#undef TITLE
#undef LOOSE
	};
	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		bool weak = !words[i].weak;
		if (word_heading(slice_of(words[i].text), &weak) != words[i].field ||
		    weak != words[i].weak)
			fail_msg("%s is not found for its own field", words[i].text);
	}
	for (size_t i = 0; i < COUNT(titles); i++)
		if (word_title(slice_of(titles[i].text)) != titles[i].kind)
			fail_msg("%s is not found for its own kind", titles[i].text);
}

/* Headings as people write them. */
static const struct { const char *text; enum field field; bool weak; } headings[] = {
	{ "Serial No.", FIELD_SERIAL, false }, { "serial #", FIELD_SERIAL, false },
	{ "S/N", FIELD_SERIAL, false }, { "Device serial number", FIELD_SERIAL, false },
	{ "Serien-Nr.", FIELD_SERIAL, false }, { "SERIENNUMMER:", FIELD_SERIAL, false },
	{ "Fabrik-Nr.", FIELD_SERIAL, false }, { "N° de série", FIELD_SERIAL, false },
	{ "Numéro de série", FIELD_SERIAL, false }, { "N.º de serie", FIELD_SERIAL, false },
	{ "Número de serie", FIELD_SERIAL, false }, { "Serie", FIELD_SERIAL, true },
	{ "Article no.", FIELD_ARTICLE, false }, { "Part Number", FIELD_ARTICLE, false },
	{ "P/N", FIELD_ARTICLE, false }, { "Item", FIELD_ARTICLE, true },
	{ "Artikel-Nr.", FIELD_ARTICLE, false }, { "Materialnummer", FIELD_ARTICLE, false },
	{ "Sach-Nr.", FIELD_ARTICLE, false }, { "N° d'article", FIELD_ARTICLE, false },
	{ "Réf. article", FIELD_ARTICLE, false }, { "Código de artículo", FIELD_ARTICLE, false },
	{ "Nº de artículo", FIELD_ARTICLE, false },
	{ "Batch", FIELD_BATCH, false }, { "Lot no.", FIELD_BATCH, false },
	{ "Charge", FIELD_BATCH, false }, { "Los-Nr.", FIELD_BATCH, false },
	{ "N° de lot", FIELD_BATCH, false }, { "Número de lote", FIELD_BATCH, false },
	{ "Model", FIELD_MODEL, false }, { "Type", FIELD_MODEL, true },
	{ "Gerätetyp", FIELD_MODEL, false }, { "Modèle", FIELD_MODEL, false },
	{ "Modelo", FIELD_MODEL, false },
	{ "Firmware version", FIELD_FIRMWARE, false }, { "FW", FIELD_FIRMWARE, false },
	{ "Firmware-Stand", FIELD_FIRMWARE, false },
	{ "Version du micrologiciel", FIELD_FIRMWARE, false },
	{ "Versión de firmware", FIELD_FIRMWARE, false },
	{ "PO no.", FIELD_ORDER, false }, { "Bestell-Nr.", FIELD_ORDER, false },
	{ "N° de commande", FIELD_ORDER, false }, { "N° de pedido", FIELD_ORDER, false },
	{ "Manufacturer", FIELD_MANUFACTURER, false }, { "Hersteller", FIELD_MANUFACTURER, false },
	{ "Fabricant", FIELD_MANUFACTURER, false }, { "Fabricante", FIELD_MANUFACTURER, false },
	{ "Qty.", FIELD_QUANTITY, false }, { "Menge", FIELD_QUANTITY, false },
	{ "Quantité", FIELD_QUANTITY, false }, { "Cantidad", FIELD_QUANTITY, false },
	{ "Ordered quantity", FIELD_QUANTITY, true },
	{ "Description", FIELD_DESCRIPTION, false }, { "Bezeichnung", FIELD_DESCRIPTION, false },
	{ "Désignation", FIELD_DESCRIPTION, false }, { "Descripción", FIELD_DESCRIPTION, false },
	{ "Pos.", FIELD_POSITION, false }, { "Lfd. Nr.", FIELD_POSITION, false },
	{ "Ligne", FIELD_POSITION, false }, { "Línea", FIELD_POSITION, false },
	{ "Received on", FIELD_RECEIVED, false }, { "Eingegangen am", FIELD_RECEIVED, false },
	{ "Reçu le", FIELD_RECEIVED, false }, { "Fecha de recepción", FIELD_RECEIVED, false },
	{ "Delivery note", FIELD_NOTE, false }, { "Lieferschein-Nr.", FIELD_NOTE, false },
	{ "N° BL", FIELD_NOTE, false }, { "Albarán", FIELD_NOTE, false },
	{ "Box", FIELD_PACKAGE, false }, { "Packstück", FIELD_PACKAGE, false },
	{ "Colis", FIELD_PACKAGE, false }, { "Bulto", FIELD_PACKAGE, false },
	{ "Unit price", FIELD_PRICE, false }, { "Einzelpreis", FIELD_PRICE, false },
	{ "Prix", FIELD_PRICE, false }, { "Precio", FIELD_PRICE, false },
	{ "Asset tag", FIELD_TAG, false }, { "Inventar-Nr.", FIELD_TAG, false },
	{ "N° d'inventaire", FIELD_TAG, false }, { "Nº de inventario", FIELD_TAG, false },
	{ "Location", FIELD_LOCATION, false }, { "Standort", FIELD_LOCATION, false },
	{ "Emplacement", FIELD_LOCATION, false }, { "Ubicación", FIELD_LOCATION, false },
	{ "Date", FIELD_DATE, false }, { "Datum", FIELD_DATE, false },
	{ "Date de livraison", FIELD_DATE, false }, { "Fecha", FIELD_DATE, false },
	/* several words */
	{ "Seriennummer / Serial number", FIELD_SERIAL, false },
	{ "Serial number\nSeriennummer", FIELD_SERIAL, false },
	{ "Serial number (S/N)", FIELD_SERIAL, false },
	{ "Menge (Stück)", FIELD_QUANTITY, false },
	{ "Serial / Article", FIELD_NONE, false },
	/* not headings */
	{ "", FIELD_NONE, false }, { "3101", FIELD_NONE, false }, { "IC-22", FIELD_NONE, false },
	{ "Serial connection", FIELD_NONE, false }, { "Remark", FIELD_NONE, false },
};

static void
headings_are_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(headings); i++) {
		bool weak = headings[i].weak;
		enum field f = word_heading(slice_of(headings[i].text), &weak);
		if (f != headings[i].field || weak != headings[i].weak)
			fail_msg("%s: %s, weak %d", headings[i].text, field_name(f), weak);
	}
}

static void
titles_end_with_a_word_or_a_number(void **state)
{
	static const struct { const char *text; enum table_kind kind; } cases[] = {
		{ "Packing list", TABLE_PACKING },
	{ "packing list for 50 controllers", TABLE_PACKING },
		{ "Packing lists", TABLE_UNKNOWN }, { "Order 4500123456", TABLE_ORDER },
		{ "Order no. 4500123456", TABLE_ORDER }, { "Order contact", TABLE_UNKNOWN },
		{ "Order contact: +49 30 1", TABLE_UNKNOWN }, { "Order date", TABLE_UNKNOWN },
		{ "Orders", TABLE_UNKNOWN }, { "Lieferung vom 26.06.2026", TABLE_PACKING },
		{ "Delivery address: Hall 5", TABLE_UNKNOWN }, { "Delivery date", TABLE_UNKNOWN },
		{ "Albarán de entrada 7", TABLE_RECEIPT }, { "Albarán 7", TABLE_PACKING },
		{ "Bestellung", TABLE_ORDER }, { "Bestellung Nr. 45", TABLE_ORDER },
		{ "Products of ACME", TABLE_UNKNOWN }, { "", TABLE_UNKNOWN },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (word_title(slice_of(cases[i].text)) != cases[i].kind)
			fail_msg("%s: %s", cases[i].text,
			    table_kind_name(word_title(slice_of(cases[i].text))));
}

static void
totals_are_words_and_numbers_only(void **state)
{
	static const struct { const char *text; bool total; const char *number; } cases[] = {
		{ "Total", true, "" }, { "Total: 50", true, "50" },
	{ "Total = 50 pcs", true, "50" },
		{ "Summe 50 Stück", true, "50" }, { "Gesamtmenge", true, "" },
		{ "Zwischensumme", true, "" }, { "Somme", true, "" }, { "Total général", true, "" },
		{ "Suma: 1.000", true, "1.000" }, { "Cantidad total 5", true, "5" },
		{ "Total station", false, "" }, { "Totally 5", false, "" }, { "50", false, "" },
		{ "", false, "" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice number = {0};
		bool total = word_is_total(slice_of(cases[i].text), &number);
		if (total != cases[i].total ||
		    (total && !slice_eq(number, slice_of(cases[i].number))))
			fail_msg("%s: %d, %.*s", cases[i].text, total, SLICE_FMT(number));
	}
}

/* What is longer than a heading can be is none, and is not read past its end. */
static void
long_texts_are_no_words(void **state)
{
	char text[4096];
	bool weak;
	(void)state;
	memset(text, ' ', sizeof(text));
	memcpy(text, "serial", 6);
	struct slice number, s = { (const uint8_t *)text, 120 };
	assert_int_equal(word_heading(s, &weak), FIELD_SERIAL);
	s.len = 121;
	assert_int_equal(word_heading(s, &weak), FIELD_NONE);
	memcpy(text, "packing list", 12);
	assert_int_equal(word_title(s), TABLE_UNKNOWN);
	s.len = 120;
	assert_int_equal(word_title(s), TABLE_PACKING);
	memcpy(text, "total       ", 12);
	assert_true(word_is_total(s, &number));
	s.len = 121;
	assert_false(word_is_total(s, &number));
}

static void
names_of_fields_and_kinds(void **state)
{
	(void)state;
	for (unsigned f = 1; f < FIELD_COUNT; f++)
		assert_int_equal(field_parse(slice_of(field_name((enum field)f))), f);
	for (unsigned k = 1; k < TABLE_KIND_COUNT; k++)
		assert_int_equal(table_kind_parse(slice_of(table_kind_name((enum table_kind)k))),
		    k);
	assert_int_equal(field_parse(SLICE("")), FIELD_NONE);
	assert_int_equal(field_parse(SLICE("Serial")), FIELD_NONE);
	assert_int_equal(table_kind_parse(SLICE("table")), TABLE_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_folded),
		cmocka_unit_test(the_whole_list_is_found),
		cmocka_unit_test(headings_are_known),
		cmocka_unit_test(titles_end_with_a_word_or_a_number),
		cmocka_unit_test(totals_are_words_and_numbers_only),
		cmocka_unit_test(long_texts_are_no_words),
		cmocka_unit_test(names_of_fields_and_kinds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
