# practices.py - the workbook in which acme ticks what its process does of 62443-4-1.
# SPDX-License-Identifier: Apache-2.0
import datetime

from xlsx import (DATE, GREY, GROUP, HEAD, TITLE, WRAP, Book, Formula, Inline, Rich)

GERMAN = {"SM": "Sicherheitsmanagement", "SR": "Spezifikation der Sicherheitsanforderungen",
          "SD": "Sicherer Entwurf", "SI": "Sichere Implementierung",
          "SVV": "Verifikation und Validierung", "DM": "Umgang mit Schwachstellen",
          "SUM": "Sicherheitsaktualisierungen", "SG": "Sicherheitsrichtlinien"}
PAPER = {"SM": "VA-SDL-01", "SR": "VA-SDL-02", "SD": "VA-SDL-02", "SI": "VA-SDL-02",
         "SVV": "VA-SDL-03", "DM": "VA-SDL-04", "SUM": "VA-SDL-04", "SG": "VA-SDL-05"}
WHO = {"SM": "Fr. Krause", "SR": "Hr. Vogel", "SD": "Hr. Vogel", "SI": "Hr. Vogel",
       "SVV": "Fr. Lang", "DM": "PSIRT", "SUM": "PSIRT", "SG": "Redaktion"}
YES, PARTLY, NO, NONE = 4, 5, 6, 7
# What differs from "x under ja, the paper of its practice": mark's column, mark, evidence, date,
# remark; None: as the others.
ROWS = {
    "SM-1": (YES, "✓", None, None, "gilt seit SDL 7"),
    "SM-4": (YES, "x", "VA-SDL-01; Schulungsliste 2025", None, ""),
    "SM-8": (YES, "(x)", None, None, "HSM seit 03/2026"),
    "SM-10": (YES, "x", "", None, "mündlich mit Einkauf abgestimmt"),
    "SM-13": (PARTLY, "x", None, datetime.date(2026, 12, 31), "Kennzahlen fehlen"),
    "SR-2": (YES, "✔", "VA-SDL-02, Kap. 3", None, ""),
    "SI-1": (YES, "X", None, None, ""),
    "SVV-3": (YES, "x", "VA-SDL-03\nFuzzing-Bericht 2026", None, ""),
    "SVV-4": (YES, "x", "Pentest 2026", None, "intern durchgeführt"),
    "SVV-5": (YES, "j", None, None, ""),
    "DM-5": (YES, "x", None, None, "zuletzt 2024 gebraucht"),
    "DM-6": (YES, "x", "", datetime.date(2026, 10, 31), "Termin steht"),
    "SUM-3": (YES, "x", None, None, "wie in SDL 6"),
    "SUM-5": (YES, "x", None, None, ""),
    "SG-4": (NO, "x", "", datetime.date(2026, 9, 30), "Entsorgung nicht beschrieben"),
    "SG-7": (None, "", "", None, "?"),
}
HEADINGS = ["Praktik", "Nr.", "Anforderung", "ja", "teilweise", "nein", "n. z.", "Nachweis",
            "Verantwortlich", "Termin", "Bemerkung"]


def cover(book):
    s = book.sheet("Deckblatt")
    s.widths = {1: 22, 2: 40}
    s.put(1, 1, "Selbstbewertung des Entwicklungsprozesses", TITLE)
    s.merge(1, 1, 1, 4)
    for row, (name, value) in enumerate([
            ("Prozess", "SDL, Version 7"), ("Norm", "IEC 62443-4-1:2018"),
            ("Stand", datetime.date(2026, 6, 26)), ("Ersteller", "M. Muster"),
            ("Freigabe", "entfällt (Arbeitsstand)")], 3):
        s.put(row, 1, name, HEAD)
        s.put(row, 2, value)


def legend(book):
    s = book.sheet("Legende")
    s.widths = {1: 12, 2: 60}
    s.line(1, ["Kürzel", "Bedeutung"], HEAD)
    for row, pair in enumerate([
            ("ja", "umgesetzt und gelebt"), ("teilweise", "umgesetzt, nicht überall gelebt"),
            ("nein", "nicht umgesetzt"), ("n. z.", "nicht zutreffend, mit Begründung"),
            ("x", "trifft zu"), ("–", "trifft nicht zu")] + list(GERMAN.items()), 2):
        s.line(row, pair)


def old_state(book, items):
    """What was believed two years ago: another sheet, hidden, and all of it done."""
    s = book.sheet("Stand 2024", "hidden")
    s.line(1, ["Nr.", "Status", "Nachweis"], HEAD)
    for row, item in enumerate(items, 2):
        s.line(row, [item["id"], "ja", "Audit 2024"])


def open_points(book):
    s = book.sheet("Offene Punkte")
    s.widths = {3: 40}
    s.line(2, ["Lfd.", "Anforderung", "Maßnahme", "Status", "Wer", "Bis"], HEAD)
    for row, values in enumerate([
            (1, "SM-13", "Kennzahlen festlegen", "offen", "Krause", datetime.date(2026, 12, 31)),
            (2, "DM-6", "Jahresbesprechung ansetzen", "offen", "PSIRT",
             datetime.date(2026, 10, 31)),
            (3, "SG-4", "Kapitel schreiben", "in Arbeit", "Redaktion",
             datetime.date(2026, 9, 30))], 3):
        s.line(row, values)


def put_row(s, row, item):
    practice = item["practice"]
    column, mark, evidence, date, remark = ROWS.get(item["id"], (YES, "x", None, None, ""))
    s.put(row, 2, Rich(item["id"] + " *") if item["id"] == "SM-9" else item["id"])
    s.put(row, 3, Inline(item["title"]), WRAP)
    for c in (YES, PARTLY, NO, NONE):
        s.put(row, c, mark if c == column else "–" if practice == "SR" else "")
    s.put(row, 8, PAPER[practice] if evidence is None else evidence, WRAP)
    s.put(row, 9, WHO[practice])
    s.put(row, 10, date, DATE)
    s.put(row, 11, remark, WRAP)


def assessment(book, catalogue):
    s = book.sheet("Bewertung 4-1")
    s.widths = {1: 9, 2: 9, 3: 44, 4: 6, 5: 9, 6: 6, 7: 6, 8: 24, 9: 14, 10: 12, 11: 34, 13: 26}
    s.frozen = 5
    s.put(1, 1, "Bewertung der 47 Anforderungen", TITLE)
    s.merge(1, 1, 1, 11)
    s.put(2, 1, "Stand:")
    s.put(2, 2, datetime.date(2026, 6, 26))
    s.put(3, 1, "Bitte genau eine Spalte ankreuzen.", GREY)
    for col, last, text in [(1, 3, "Anforderung"), (4, 7, "Umsetzung"), (8, 10, "Umgang")]:
        s.put(4, col, text, HEAD)
        s.merge(4, col, 4, last)
    s.line(5, HEADINGS, HEAD)
    s.filtered = "$A$5:$K$60"
    row = 6
    for practice in catalogue["practices"]:
        items = [i for i in catalogue["items"] if i["practice"] == practice["id"]]
        s.put(row, 1, f"{practice['id']} – {GERMAN[practice['id']]} ({len(items)})", GROUP)
        s.merge(row, 1, row, 11)
        s.put(row + 1, 1, practice["id"])
        s.merge(row + 1, 1, row + len(items), 1)
        for n, item in enumerate(items, 1):
            put_row(s, row + n, item)
        row += len(items) + 1
    s.put(row, 3, "Summe", HEAD)
    s.put(row, YES, Formula(f'COUNTIF(D6:D{row - 1},"x")', 38), HEAD)
    s.put(row + 2, 1, "* gilt nicht für Zukaufteile ohne eigene Wartung", GREY)
    s.put(17, 13, "SM-10: mit Einkauf klären!")
    s.put(36, 13, "siehe Mail vom 12.05.")
    s.comment(17, 4, "Krause", "Wo steht das? Vertrag fehlt.")
    s.comment(36, 8, "Lang", "Prüfer ist zugleich Entwickler, reicht das?")
    s.choices = (f"D6:G{row - 1}", '"x,–"')


def make(catalogue):
    book = Book("Selbstbewertung SDL 7")
    cover(book)
    legend(book)
    assessment(book, catalogue)
    open_points(book)
    old_state(book, catalogue["items"])
    return book.bytes()
