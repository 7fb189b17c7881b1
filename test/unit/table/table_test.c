/* table_test.c - whole tables: their kinds, where they stand, which rows are lines, and the places.
 * SPDX-License-Identifier: Apache-2.0 */
#include "table_show.h"

struct table_case { const char *name; struct slice in; const char *want; };

static void
run(const struct table_case *cases, size_t count, bool members)
{
	for (size_t i = 0; i < count; i++) {
		AUTO(arena) a = arena_init(MIB(8));
		struct reading r = csv_read(cases[i].in, NULL, 0, &a);
		assert_shows(cases[i].name, &r, members, cases[i].want);
	}
}

#define TWO "3101,1\n3102,1\n"

/* A title in each language tells each kind, whatever the columns are. */
static const struct { const char *title; enum table_kind kind; } titles[] = {
	{ "Purchase order 4500123456", TABLE_ORDER }, { "Bestellung Nr. 4500123456", TABLE_ORDER },
	{ "Bon de commande", TABLE_ORDER }, { "Pedido de compra 45", TABLE_ORDER },
	{ "Packing list", TABLE_PACKING }, { "Lieferschein LS_80012345", TABLE_PACKING },
	{ "Packliste für IC-22", TABLE_PACKING }, { "Liste de colisage", TABLE_PACKING },
	{ "Bordereau de livraison", TABLE_PACKING }, { "Albarán de entrega", TABLE_PACKING },
	{ "Lista de embalaje", TABLE_PACKING },
	{ "Goods received note", TABLE_RECEIPT }, { "Wareneingangsschein", TABLE_RECEIPT },
	{ "Bon de réception", TABLE_RECEIPT }, { "Recepción de mercancías", TABLE_RECEIPT },
	{ "Albarán de entrada", TABLE_RECEIPT },
	{ "List of serial numbers", TABLE_SERIALS }, { "Seriennummernliste", TABLE_SERIALS },
	{ "Liste des numéros de série", TABLE_SERIALS },
	{ "Lista de números de serie", TABLE_SERIALS },
	{ "Asset register", TABLE_ASSETS }, { "Anlagenliste", TABLE_ASSETS },
	{ "Liste des équipements", TABLE_ASSETS }, { "Lista de activos", TABLE_ASSETS },
	{ "Product list", TABLE_PRODUCTS }, { "Produktliste", TABLE_PRODUCTS },
	{ "Liste des produits", TABLE_PRODUCTS }, { "Lista de productos", TABLE_PRODUCTS },
};

static void
titles_tell_the_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(titles); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct slice in;
		assert_true(arena_format(&a, &in, "%s\n\nSerial number,Quantity\n" TWO,
		    titles[i].title));
		struct reading r = csv_read(in, NULL, 0, &a);
		if (!slice_eq(r.kind, slice_of(table_kind_name(titles[i].kind))))
			fail_msg("%s: %.*s", titles[i].title, SLICE_FMT(r.kind));
		assert_true(slice_eq(r.why, SLICE("a title above the table says so")));
		assert_int_equal(r.findings.count, 0);
	}
}

/* Without a title the columns tell, in each language. */
static const struct table_case columns[] = {
	{ "order", SLICE_INIT("PO number,Serial number,Qty\n45,3101,1\n"),
	    "purchase_order 3101@B2 table(1,1,carrier)" },
	{ "order in German", SLICE_INIT("Bestellnummer;Artikelnummer;Menge\n45;0047022;50\n"),
	    "purchase_order #50@C2 table(1,0,carrier)" },
	{ "order in French", SLICE_INIT("N° de commande;N° d'article;Qté\n45;47;50\n"),
	    "purchase_order #50@C2 table(1,0,carrier)" },
	{ "order in Spanish", SLICE_INIT("Nº de pedido;Artículo;Cantidad\n45;47;50\n"),
	    "purchase_order #50@C2 table(1,0,carrier)" },
	{ "packing list", SLICE_INIT("Box,Serial no.\n1,3101\n"),
	    "packing_list 3101@B2 table(1,1,carrier)" },
	{ "packing list in German", SLICE_INIT("Packstück;Serien-Nr.\n1;3101\n"),
	    "packing_list 3101@B2 table(1,1,carrier)" },
	{ "packing list in French", SLICE_INIT("Colis;Numéro de série\n1;3101\n"),
	    "packing_list 3101@B2 table(1,1,carrier)" },
	{ "packing list in Spanish", SLICE_INIT("Bulto;Número de serie\n1;3101\n"),
	    "packing_list 3101@B2 table(1,1,carrier)" },
	{ "receipt", SLICE_INIT("Serial,Received on,PO\n3101,2026-06-29,45\n"),
	    "goods_receipt 3101@A2 table(1,1,carrier)" },
	{ "receipt in German", SLICE_INIT("Seriennummer;Eingangsdatum\n3101;29.06.2026\n"),
	    "goods_receipt 3101@A2 table(1,1,carrier)" },
	{ "receipt in French", SLICE_INIT("N° série;Reçu le\n3101;29/06/2026\n"),
	    "goods_receipt 3101@A2 table(1,1,carrier)" },
	{ "receipt in Spanish", SLICE_INIT("Nº de serie;Fecha de recepción\n3101;29/06/2026\n"),
	    "goods_receipt 3101@A2 table(1,1,carrier)" },
	{ "serials", SLICE_INIT("S/N\tModel\n3101\tIC-22\n"),
	    "serial_list 3101@A2 table(1,1,carrier)" },
	{ "assets", SLICE_INIT("Asset tag,Serial\nK1,3101\n"),
	    "asset_list 3101@B2 table(1,1,carrier)" },
	{ "assets in German", SLICE_INIT("Inventarnummer;Seriennummer\nK1;3101\n"),
	    "asset_list 3101@B2 table(1,1,carrier)" },
	{ "assets in French", SLICE_INIT("Emplacement;N° de série\nK1;3101\n"),
	    "asset_list 3101@B2 table(1,1,carrier)" },
	{ "assets in Spanish", SLICE_INIT("Ubicación;N° de serie\nK1;3101\n"),
	    "asset_list 3101@B2 table(1,1,carrier)" },
	{ "products", SLICE_INIT("Article,Description\n47,Controller\n"),
	    "product_list table(1,0,carrier)" },
	{ "products in German", SLICE_INIT("Artikelnr;Bezeichnung\n47;Steuerung\n"),
	    "product_list table(1,0,carrier)" },
	{ "products in French", SLICE_INIT("Référence;Désignation\n47;Automate\n"),
	    "product_list table(1,0,carrier)" },
	{ "products in Spanish", SLICE_INIT("Código;Descripción\n47;Controlador\n"),
	    "product_list table(1,0,carrier)" },
	{ "nothing that is known", SLICE_INIT("remark,colour\nnone,grey\n"),
	    "table !TABLE_UNREAD@" },
};

static void
columns_tell_the_kind(void **state)
{
	(void)state;
	run(columns, COUNT(columns), false);
}

/* What above a table names something else is no title. */
static const struct table_case references[] = {
	{ "an order that a delivery note answers",
	    SLICE_INIT("Order,4500123456\nDelivery note,80012345\n\nSerial,Qty\n" TWO),
	    "packing_list 3101@A5 quantity=1 order=4500123456 3102@A6 quantity=1 "
	    "order=4500123456 table(2,2,carrier)" },
	{ "the same in one cell", SLICE_INIT("Order: 4500123456,\nDelivery note: 80012345,\n"
	    "Serial,Qty\n" TWO), "packing_list 3101@A4 quantity=1 order=4500123456 3102@A5 "
	    "quantity=1 order=4500123456 table(2,2,carrier)" },
	{ "a delivery note on a receipt",
	    SLICE_INIT("Lieferschein;80012345\nSeriennummer;Gescannt am\n3101;x\n"),
	    "goods_receipt 3101@A3 table(1,1,carrier)" },
	{ "a date of delivery on an order", SLICE_INIT("Delivery date,2026-06-26\n"
	    "PO number,Serial\n45,3101\n"),
	    "purchase_order 3101@B3 order=45 table(1,1,carrier)" },
	{ "an address", SLICE_INIT("Delivery address,Hall 5\nOrder contact,Ms Key\n"
	    "Serial,Qty\n" TWO),
	    "serial_list 3101@A4 quantity=1 3102@A5 quantity=1 table(2,2,carrier)" },
	{ "a letterhead of pairs is no heading",
	    SLICE_INIT("Order,4500,Model,IC-22\nSerial,Qty\n3101,1\n"),
	    "serial_list 3101@A3 quantity=1 model=IC-22 order=4500 table(1,1,carrier)" },
	{ "a batch above holds for every line",
	    SLICE_INIT("Batch: C-2026-041,,\nSerial,Article,\n3101,47,\n"),
	    "serial_list 3101@A3 article=47 batch=C-2026-041 table(1,1,carrier)" },
	{ "a value behind merged cells",
	    SLICE_INIT("Batch,,C-1\nSerial,Article,Qty\n3101,47,1\n"),
	    "serial_list 3101@A3 quantity=1 article=47 batch=C-1 table(1,1,carrier)" },
};

static void
references_are_no_titles(void **state)
{
	(void)state;
	run(references, COUNT(references), true);
}

static const struct table_case shapes[] = {
	{ "headings in line 4", SLICE_INIT("ACME GmbH,,\n,,\n,,\nSerial,Model,\n3101,IC-22,\n"),
	    "serial_list 3101@A5 table(1,1,carrier)" },
	{ "a title that is a heading too",
	    SLICE_INIT("Seriennummern;\nCharge;C-1\nSeriennummer;Artikel\n3101;47\n"),
	    "serial_list 3101@A4 table(1,1,carrier)" },
	{ "one column", SLICE_INIT("Serial\n3101\n3102\n"),
	    "serial_list 3101@A2 3102@A3 table(2,2,carrier)" },
	{ "a title above a lone heading", SLICE_INIT("Serial numbers\n\nSerial\n3101\n3102\n"),
	    "serial_list 3101@A4 3102@A5 table(2,2,carrier)" },
	{ "serials beside words that are not known",
	    SLICE_INIT("Serial,Remark,Colour\n3101,new,grey\n3102,,grey\n"),
	    "serial_list 3101@A2 3102@A3 table(2,2,carrier)" },
	{ "headings in two rows",
	    SLICE_INIT("Pos,Device,,Quantity\n,Serial,Type,\n1,3101,IC-22,1\n"),
	    "serial_list 3101@B3 table(1,1,carrier)" },
	{ "headings in two rows, serials above",
	    SLICE_INIT("Serial,Device,\n,Type,Firmware\n3101,IC-22,5.4.2\n"),
	    "serial_list 3101@A3 table(1,1,carrier)" },
	{ "headings in two languages",
	    SLICE_INIT("Seriennummer / Serial No.,\"Artikel\nArticle\"\n3101,47\n"),
	    "serial_list 3101@A2 table(1,1,carrier)" },
	{ "headings with an explanation",
	    SLICE_INIT("Serial number (S/N),Part no. (ours)\n3101,47\n"),
	    "serial_list 3101@A2 table(1,1,carrier)" },
	{ "headings repeated on each page",
	    SLICE_INIT("Serial,Model\n3101,IC-22\nSerial,Model\n3102,IC-22\n"),
	    "serial_list 3101@A2 3102@A4 table(2,2,carrier)" },
	{ "a second table", SLICE_INIT("Packing list,\nArticle,Qty\n47,2\n\nSerials,\n"
	    "Article,Serial\n47,3101\n47,3102\n"),
	    "packing_list #2@B3 table(1,0,carrier) 3101@B7 3102@B8 table(2,2,carrier)" },
	{ "a second table that is another document",
	    SLICE_INIT("Packing list,\nArticle,Serial\n47,3101\n\nPurchase order,\n"
	    "Article,Qty\n47,2\n"),
	    "packing_list 3101@B3 table(1,1,carrier) !TABLE_UNREAD@A6" },
	{ "empty rows", SLICE_INIT("Serial,Qty\n\n3101,1\n,\n\n3102,1\n"),
	    "serial_list 3101@A3 3102@A6 table(2,2,carrier)" },
	{ "a total", SLICE_INIT("Serial,Qty\n3101,1\n3102,1\nTotal,2\n"),
	    "serial_list 3101@A2 3102@A3 table(2,2,carrier,total 2)" },
	{ "a total in one cell", SLICE_INIT("Pos;Seriennummer\n1;3101\n;Summe: 1 Stück\n"),
	    "serial_list 3101@B2 table(1,1,carrier,total 1)" },
	{ "a total in the column of serials", SLICE_INIT("Pos,Serial\n1,3101\nTotal,1\n"),
	    "serial_list 3101@B2 table(1,1,carrier,total 1)" },
	{ "a total below lines of quantities",
	    SLICE_INIT("Artikel;Bezeichnung;Menge\n47;A;20\n48;B;30\n;Gesamt;50\n"),
	    "product_list #20@C2 #30@C3 table(2,0,carrier,total 50)" },
	{ "no total", SLICE_INIT("Article,Description,Qty\n47,Total station,2\n"),
	    "product_list #2@C2 table(1,0,carrier)" },
	{ "words below the table", SLICE_INIT("Serial,Model\n3101,IC-22\n3102,IC-22\n\n"
	    "Checked and packed by:,\nPage 1/2,\n"),
	    "serial_list 3101@A2 3102@A3 table(2,2,carrier) !ROW_UNREAD@A5 !ROW_UNREAD@A6" },
	{ "words within the table", SLICE_INIT("Serial,Model\n3101,IC-22\nsee page 2,\n3102,IC-22\n"
	    "3103,IC-22\n"),
	    "serial_list 3101@A2 see page 2@A3 3102@A4 3103@A5 table(4,4,none) "
	    "!TABLE_COLUMN_SUSPECT@A3" },
	{ "a line without a serial", SLICE_INIT("Pos,Serial,Model\n1,3101,IC-22\n2,,IC-22\n"),
	    "serial_list 3101@B2 table(2,1,carrier) !ROW_UNREAD@A3" },
	{ "an article, and its serials below",
	    SLICE_INIT("Packing list,,\nArticle,Qty,Serial\n47,2,\n,,3101\n,,3102\n"),
	    "packing_list #2@B3 3101@C4 3102@C5 table(3,2,carrier)" },
};

static void
tables_are_found_and_read(void **state)
{
	(void)state;
	run(shapes, COUNT(shapes), false);
}

static const struct table_case quantities[] = {
	{ "plain", SLICE_INIT("Article;Qty\n47;50\n48;50.0\n49;50,00\n50;50 pcs\n51;5 Stück\n"),
	    "product_list #50@B2 #50@B3 #50@B4 #50@B5 #5@B6 table(5,0,carrier)" },
	{ "a thousand or one", SLICE_INIT("Article;Qty\n47;1.000\n48;1,000\n"),
	    "product_list table(2,0,none) !QUANTITY_UNREAD@B2 !QUANTITY_UNREAD@B3" },
	{ "no number", SLICE_INIT("Article;Qty\n47;-1\n48;1,5\n49;some\n"),
	    "product_list table(3,0,none) !QUANTITY_UNREAD@B2 !QUANTITY_UNREAD@B3 "
	    "!QUANTITY_UNREAD@B4" },
	{ "delivered, not ordered", SLICE_INIT("Article,Ordered,Quantity delivered\n47,50,49\n"),
	    "product_list #49@C2 table(1,0,carrier)" },
};

static void
quantities_are_whole_and_plain(void **state)
{
	(void)state;
	run(quantities, COUNT(quantities), false);
}

/* A heading twice. */
static const struct table_case twice[] = {
	{ "serials side by side",
	    SLICE_INIT("Pos,Serial,Pos,Serial\n1,3101,2,3102\n3,3103,4,3104\n"),
	    "serial_list 3101@B2 3103@B3 table(2,2,none) !TABLE_COLUMN_SUSPECT@D1" },
	{ "serials under two words that differ",
	    SLICE_INIT("Serial number,S/N\n3101,A1\n3102,A2\n"),
	    "serial_list 3101@A2 3102@A3 table(2,2,none) !TABLE_COLUMN_SUSPECT@B1" },
	{ "the same serials in both", SLICE_INIT("Serial number,S/N\n3101,3101\n3102,3102\n"),
	    "serial_list 3101@A2 3102@A3 table(2,2,carrier)" },
	{ "quantities", SLICE_INIT("Article,Qty,Qty\n47,50,49\n"),
	    "product_list #50@B2 table(1,0,none) !TABLE_COLUMN_SUSPECT@C1" },
	{ "item is a position beside a part number",
	    SLICE_INIT("Item,Part number,Serial\n1,47,3101\n2,47,3102\n"),
	    "serial_list 3101@C2 article=47 3102@C3 article=47 table(2,2,carrier)" },
	{ "article numbers of two parties",
	    SLICE_INIT("Article no,Material no,Serial\n1,47,3101\n"),
	    "serial_list 3101@C2 article=1 table(1,1,carrier)" },
};

static void
headings_that_stand_twice(void **state)
{
	(void)state;
	run(twice, 4, false);
	run(twice + 4, COUNT(twice) - 4, true);
}

/* The date above the table, in forms that leave no doubt. */
static void
dates_above_the_table(void **state)
{
	static const struct { const char *text; const char *want; } dates[] = {
		{ "Date,2026-06-26", "2026-06-26T00:00:00.000Z" },
		{ "Datum: 26.06.2026,", "2026-06-26T00:00:00.000Z" },
		{ "Date,6/7/2026", "" }, { "Date,32.01.2026", "" }, { "Date,1.13.2026", "" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(dates); i++) {
		AUTO(arena) a = arena_init(MIB(1));
		struct slice in;
		char text[TIME_TEXT_BYTES] = "";
		assert_true(arena_format(&a, &in, "%s\nSerial,Qty\n3101,1\n", dates[i].text));
		struct reading r = csv_read(in, NULL, 0, &a);
		if (r.made_ms != TIME_UNKNOWN)
			time_show(r.made_ms, text);
		if (strcmp(text, dates[i].want) != 0)
			fail_msg("%s: %s", dates[i].text, text);
	}
}

/* What a table mentions, with the cell where it does so first. */
static void
mentions_keep_their_cells(void **state)
{
	AUTO(arena) a = arena_init(MIB(1));
	AUTO(buf) b = buf_init(4096);
	struct reading r = csv_read(SLICE("Order,4500,\nSerial,Batch,FW\n3101,C-1,5.40\n"
	    "3102,C-1,5.4\n3103,C-2,5.40\n"), NULL, 0, &a);
	(void)state;
	for (size_t i = 0; i < r.mention_count; i++)
		buf_addf(&b, "%.*s %.*s@%.*s ", SLICE_FMT(r.mentions[i].scheme),
		    SLICE_FMT(r.mentions[i].text), SLICE_FMT(r.mentions[i].place));
	buf_add_byte(&b, 0);
	assert_string_equal((const char *)b.at, "batch C-1@B3 batch C-2@B5 version 5.40@C3 "
	    "version 5.4@C4 order 4500@B1 ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(titles_tell_the_kind),
		cmocka_unit_test(columns_tell_the_kind),
		cmocka_unit_test(references_are_no_titles),
		cmocka_unit_test(tables_are_found_and_read),
		cmocka_unit_test(quantities_are_whole_and_plain),
		cmocka_unit_test(headings_that_stand_twice),
		cmocka_unit_test(dates_above_the_table),
		cmocka_unit_test(mentions_keep_their_cells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
