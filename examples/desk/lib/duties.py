# duties.py - the sheet of responsibilities between acme, who builds the plant, and who owns it: what
# each does for the controller IC-22 of line 1.
# SPDX-License-Identifier: Apache-2.0
import datetime

from xlsx import GREY, GROUP, HEAD, TITLE, WRAP, Book, Inline

HEADINGS = ["Aufgabe", "Pflicht", "Phase", "Zuständig", "Rolle", "Kontakt", "Annahme",
            "Nachweisart", "Aufbewahrung", "Ablage", "Frist", "Bemerkung"]
ACME = ("acme", "Hersteller", "psirt@acme.example")
NORD = ("Anlagenbau Nord", "Integrator", "technik@nord.example")
WERK = ("Werk Süd", "Betreiber", "Leitwarte, Tel. 4711")
NOBODY = ("", "", "")
# Task, duty, stage, who, assumption, kind of evidence, who keeps it, where, until when, remark.
ROWS = [
    ("Lieferung", None),
    ("CR 1.1", "prüfen", "Lieferung", ACME, "", "capability_test_report", "acme", "DMS", None, ""),
    ("CR 2.11", "prüfen", "Lieferung", NOBODY, "", "", "", "", None, "wer?"),
    ("DM-3", "umsetzen", "Betrieb", WERK, "", "", "", "", None, "laut altem Vertrag"),
    ("Inbetriebnahme", None),
    ("CR 7.3", "umsetzen", "Inbetriebnahme", NORD, "", "document", "Werk Süd", "Leitstand",
     datetime.date(2026, 11, 30), "Sicherung über die Engineering-Station"),
    ("Zeitquelle", "umsetzen", "Inbetriebnahme", NORD, "", "", "", "", None, ""),
    ("Zeitquelle", "umsetzen", "Inbetriebnahme", WERK, "", "", "", "", None, "beide genannt"),
    ("Betrieb", None),
    ("CR 6.2", "umsetzen", "Betrieb", WERK, "", "", "", "", datetime.date(2026, 12, 15), ""),
    ("Überwachung", "umsetzen", "Betrieb", WERK, "the control room monitors the controller", "",
     "", "", None, ""),
    ("gesamt", "patchen", "Betrieb", WERK, "", "", "", "", None, "nach Freigabe durch acme"),
    ("gesamt", "melden", "Betrieb", ACME, "", "", "", "", None, "Art. 14"),
    ("gesamt", "aufbewahren", "", ACME, "", "", "acme", "DMS", datetime.date(2036, 12, 31), ""),
]


def matrix(book):
    s = book.sheet("Zuständigkeiten")
    s.widths = {1: 18, 2: 13, 3: 15, 4: 18, 5: 12, 6: 24, 7: 36, 8: 22, 9: 14, 10: 12, 11: 12,
                12: 34}
    s.frozen = 5
    s.put(1, 1, "Wer macht was: IC-22 in Linie 1", TITLE)
    s.merge(1, 1, 1, 12)
    s.put(2, 1, "Stand:")
    s.put(2, 2, datetime.date(2026, 6, 26))
    s.put(3, 1, "Bitte nur eine Firma je Zeile.", GREY)
    s.line(5, HEADINGS, HEAD)
    for row, values in enumerate(ROWS, 6):
        if values[1] is None:
            s.put(row, 1, values[0], GROUP)
            s.merge(row, 1, row, 12)
            continue
        topic, duty, stage, who, takes, kind, keeps, where, until, remark = values
        above = row > 6 and ROWS[row - 7][0] == topic and ROWS[row - 7][1]
        if above:
            s.merge(row - 1, 1, row, 1)
        s.line(row, ["" if above else Inline(topic), duty, stage, *who, takes, kind, keeps, where,
                     until, remark], WRAP)
    s.comment(8, 4, "Nord", "Das kann nur der Hersteller.")


def contacts(book):
    s = book.sheet("Ansprechpartner", "hidden")
    s.line(1, ["Firma", "Name"], HEAD)
    for row, pair in enumerate([("acme", "Fr. Krause"), ("Werk Süd", "Hr. Maier")], 2):
        s.line(row, pair)


def make():
    book = Book("Zuständigkeiten IC-22")
    matrix(book)
    contacts(book)
    return book.bytes()
