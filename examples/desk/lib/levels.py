# levels.py - the workbook in which acme says what its controller IC-22 and its gateway GW-7 do of
# 62443-4-2: one row for each requirement, a group of columns for each product.
# SPDX-License-Identifier: Apache-2.0
import datetime

from xlsx import DATE, GREY, GROUP, HEAD, TITLE, WRAP, Book, Formula, Inline

FRS = {"FR1": "Identifizierung und Authentifizierung", "FR2": "Nutzungskontrolle",
       "FR3": "Systemintegrität", "FR4": "Vertraulichkeit", "FR5": "Eingeschränkter Datenfluss",
       "FR6": "Rechtzeitige Reaktion", "FR7": "Verfügbarkeit"}
GROUP_HEADINGS = ["Status", "Nachweis", "Bemerkung", "Einschränkung", "Termin"]
IC, GW = 5, 10
TYPES = {"embedded_device": "EDR", "network_device": "NDR"}

# Each product: what rows up to which level say, then what differs: status, evidence, remark,
# restriction, date.
IC_22 = {
    "CCSC 1": ("erfüllt", "Handbuch-IC-22"),
    "CCSC 2": ("erfüllt", "Handbuch-IC-22"),
    "CCSC 3": ("erfüllt", "TR-2026-031"),
    "CCSC 4": ("ja, Prozess SDL 7", "Zertifikat SDL"),
    "CR 1.1": ("✓", "TR-2026-031"),
    "CR 1.1 RE(1)": ("✓", "TR-2026-031", "", "nur Weboberfläche"),
    "CR 1.1 RE(2)": ("nicht erfüllt", "", "kein zweiter Faktor"),
    "CR 1.2": ("erfüllt", "TR-2025-112", "Prüfung noch mit Firmware 5.3.0"),
    "CR 1.8": ("entfällt", "", "keine PKI im Gerät"),
    "CR 1.9": ("n. z.", "", "keine Anmeldung mit öffentlichen Schlüsseln"),
    "CR 1.14": ("erfüllt (AES-128)", "TR-2026-031"),
    "CR 2.2": ("entfällt (kein Funk)", "", "Gerät hat keine Funkschnittstelle"),
    "CR 2.9": ("erfüllt*", "TR-2026-031", "* 10.000 Einträge"),
    "CR 2.11 RE(1)": ("erfüllt", "TR-2026-034", "NTP und PTP"),
    "EDR 2.4": ("n. a.", "", "lädt keinen fremden Code"),
    "EDR 2.4 RE(1)": ("n. a.", "", "lädt keinen fremden Code"),
    "CR 3.4 RE(2)": ("tlw. erfüllt", "TR-2026-034", "nur beim Start"),
    "CR 4.2": ("offen", "", "Löschen ist spezifiziert, Prüfung steht aus", "",
               datetime.date(2026, 11, 30)),
    "CR 6.2": ("durch Betreiber", "Handbuch-IC-22", "Überwachung durch die Leitwarte"),
    "CR 7.3": ("durch Plattform", "Handbuch-IC-22", "Sicherung über die Engineering-Station"),
    "CR 7.6 RE(1)": ("nicht erfüllt", "", "Export nur als PDF"),
    "CR 2.12 RE(1)": ("erfüllt", "TR-2019-002"),
    "CR 7.1": ("erfüllt", "Lasttest-2026, TR-2026-034"),
    "CR 7.2": ("i. O.", "TR-2026-034 (Kap. 7)"),
    "CR 2.4": ("siehe EDR 2.4", ""),
    "CR 3.10": ("erfüllt", ""),
}
GW_7 = {
    "CCSC 1": ("ja", "Handbuch-GW-7"),
    "CR 1.3": ("im System", "", "Konten im Verzeichnisdienst"),
    "CR 1.4": ("im System", "", "Konten im Verzeichnisdienst"),
    "CR 1.7": ("n.i.O.", "", "Mindestlänge 6", "", datetime.date(2026, 12, 15)),
    "CR 2.2": ("n/a", "", ""),
    "NDR 1.6": ("entfällt", "", "verwaltet keinen Funk"),
    "NDR 1.6 RE(1)": ("entfällt", "", "verwaltet keinen Funk"),
    "CR 2.12": ("ja/teilweise", "TR-2026-040"),
    "CR 3.5": ("ja", "Fuzzing-GW-7"),
    "NDR 3.14": ("✘", "", "kein sicherer Start"),
    "CR 4.3": ("ja", "TR-2026-040"),
    "NDR 5.2": ("ja", "TR-2026-040"),
    "NDR 5.3": ("k. A.", ""),
    "CR 6.1": ("ja", "TR-2025-090"),
}


def kept(item, product):
    """What is usual: level 1 and 2 done and tested, beyond that nothing."""
    level = item["sl_c_from"] or 9
    if product is IC_22:
        paper = "TR-2026-031" if item["fr"] in ("FR1", "FR2") else "TR-2026-034"
        return ("erfüllt", paper) if level <= 2 else ("", "")
    return ("ja", "TR-2026-040") if level == 1 else ("", "")


def told(item, product, kind):
    if item["kind"] in ("pointer", "no_requirement"):
        return product.get(item["id"], ("", ""))
    if kind not in item["component_types"]:
        return ("–", "")
    return product.get(item["id"]) or kept(item, product)


def put_product(s, row, first, values):
    status, evidence, remark, limit, date = (list(values) + ["", "", "", ""])[:4] + [
        values[4] if len(values) > 4 else None]
    s.put(row, first, status)
    s.put(row, first + 1, evidence, WRAP)
    s.put(row, first + 2, remark, WRAP)
    s.put(row, first + 3, limit, WRAP)
    s.put(row, first + 4, date, DATE)


def name_of(item):
    return f"RE ({item['re']})" if item["re"] and item["kind"] == "re" else item["id"]


def head(s):
    s.widths = {1: 14, 2: 48, 3: 6, 4: 7, 5: 18, 6: 18, 7: 34, 8: 18, 10: 18, 11: 18, 12: 34,
                13: 18, 16: 30}
    s.frozen = 5
    s.put(1, 1, "Technische Anforderungen an Komponenten", TITLE)
    s.merge(1, 1, 1, 14)
    s.put(2, 1, "Stand:")
    s.put(2, 2, datetime.date(2026, 6, 26))
    s.put(3, 1, "Nur weiße Felder ausfüllen.", GREY)
    for first, text in [(IC, "IC-22 (Firmware 5.4.2)"), (GW, "GW-7 (Firmware 2.1.0)")]:
        s.put(4, first, text, HEAD)
        s.merge(4, first, 4, first + 4)
    s.line(5, ["Nr.", "Titel", "SL-C ab", "Typ"] + GROUP_HEADINGS + GROUP_HEADINGS, HEAD)
    s.filtered = "$A$5:$N$150"


def assessment(book, items):
    s = book.sheet("Bewertung")
    head(s)
    row, fr, at = 6, "", {}
    for item in items:
        if item["fr"] and item["fr"] != fr and item["kind"] == "cr":
            fr = item["fr"]
            s.put(row, 1, f"FR {fr[2]} – {FRS[fr]}", GROUP)
            s.merge(row, 1, row, 14)
            row += 1
        if item["kind"] == "type_req" and at and not any(k[0] in "EN" for k in at):
            s.put(row, 1, "Anforderungen je Gerätetyp", GROUP)
            s.merge(row, 1, row, 14)
            row += 1
        at[item["id"]] = row
        grey = GREY if item["kind"] in ("pointer", "no_requirement") else 0
        s.put(row, 1, name_of(item), grey)
        s.put(row, 2, Inline(item["title"]), grey or WRAP)
        s.put(row, 3, item["sl_c_from"])
        s.put(row, 4, {"E": "EDR", "N": "NDR"}.get(item["id"][0], "CR"))
        put_product(s, row, IC, told(item, IC_22, "embedded_device"))
        put_product(s, row, GW, told(item, GW_7, "network_device"))
        row += 1
    s.put(row, 2, "Summe erfüllt", HEAD)
    s.put(row, IC, Formula(f'COUNTIF(E6:E{row - 1},"erfüllt*")', 47), HEAD)
    s.put(row, GW, Formula(f'COUNTIF(J6:J{row - 1},"ja")', 35), HEAD)
    s.put(row + 2, 1, "n. z.: nicht zutreffend; k. A.: keine Angabe", GREY)
    s.hidden_rows = {at["CR 2.12 RE(1)"]}
    s.hidden_columns = {4}
    s.put(at["CR 1.2"], 16, "CR 1.2 mit 5.4.2 wiederholen")
    s.put(at["CR 2.12"], 16, "Was gilt denn nun?")
    s.comment(at["CR 1.2"], 6, "Lang", "Bericht ist von 5.3.0.")
    s.comment(at["NDR 3.14"], GW, "Vogel", "Kommt erst mit Hardware C.")
    s.choices = (f"E6:E{row - 1}", '"erfüllt,teilweise,nicht erfüllt,entfällt,offen"')


def legend(book):
    s = book.sheet("Legende")
    s.widths = {1: 16, 2: 60}
    s.line(1, ["Status", "Bedeutung"], HEAD)
    for row, pair in enumerate([
            ("erfüllt", "im Gerät umgesetzt und geprüft"), ("teilweise", "mit Einschränkung"),
            ("nicht erfüllt", "fehlt"), ("entfällt", "Bedingung trifft nicht zu"),
            ("durch Plattform", "mit Zutun des Anwenders"),
            ("durch Betreiber", "auf Systemebene")], 2):
        s.line(row, pair)
    s.line(9, ["FR", "Grundlegende Anforderung"], HEAD)
    for row, (fr, text) in enumerate(FRS.items(), 10):
        s.line(row, [f"FR {fr[2]}", text])
    s.put(18, 1, "Beispiel: CR 1.1 RE(1)")
    s.put(18, 2, "Erweiterung 1 zu CR 1.1")


def draft(book):
    s = book.sheet("Entwurf IC-23", "veryHidden")
    s.line(1, ["Nr.", "Status"], HEAD)
    for row, name in enumerate(["CR 1.1", "CR 1.3", "CR 1.5", "CR 2.1"], 2):
        s.line(row, [name, "geplant"])


def make(catalogue):
    items = [i for i in catalogue["items"] if i["id"][:3] not in ("SAR", "HDR")]
    book = Book("Anforderungen an Komponenten")
    legend(book)
    assessment(book, items)
    draft(book)
    return book.bytes()
