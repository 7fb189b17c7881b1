# tables.py - the tables of the delivery as a merchant's systems write them.
# SPDX-License-Identifier: Apache-2.0
import csv
import io
import zipfile
from xml.sax.saxutils import escape

ORDER, NOTE, BATCH, ARTICLE, MODEL = "4500123456", "80012345", "C-2026-041", "0047022", "IC-22"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_csv(rows, delimiter, encoding):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def purchase_order(serials):
    rows = [["Order number", "Position", "Manufacturer", "Batch", "Article number", "Model",
             "Serial number", "Firmware"]]
    rows += [[ORDER, str(10 * n), "acme", BATCH, ARTICLE, MODEL, s, "5.4.2"]
             for n, s in enumerate(serials, 1)]
    return write_csv(rows, ",", "utf-8")


def serial_list(serials):
    rows = [["Serial number", "Article", "Model", "Batch"]]
    rows += [[s, ARTICLE, MODEL, BATCH] for s in serials]
    return write_csv(rows, ",", "utf-8")


def goods_receipt(serials):
    rows = [["Wareneingang", "Eingangsdatum", "Bestellnummer", "Pos", "Materialnummer",
             "Gerätetyp", "Charge", "Seriennummer", "Geprüft von"]]
    rows += [["5000778812", "29.06.2026", ORDER, str(n), ARTICLE, MODEL, BATCH, s, "Krüger"]
             for n, s in enumerate(serials, 1)]
    return write_csv(rows, ";", "windows-1252")


def column(n):
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n]


class Sheet:
    """One worksheet: texts by way of the shared strings, numbers as numbers."""

    def __init__(self):
        self.strings, self.rows, self.count = {}, [], 0

    def cell(self, row, n, value, style):
        at = f'<c r="{column(n)}{row}" s="{style}"'
        if isinstance(value, int):
            return f"{at}><v>{value}</v></c>"
        self.count += 1
        number = self.strings.setdefault(value, len(self.strings))
        return f'{at} t="s"><v>{number}</v></c>'

    def add(self, values, style=0):
        row = len(self.rows) + 1
        cells = "".join(self.cell(row, n, v, style) for n, v in enumerate(values) if v != "")
        self.rows.append(f'<row r="{row}">{cells}</row>')


def workbook(sheet, name):
    """The parts of a workbook that Excel and LibreOffice open, with fixed times."""
    strings = "".join(f"<si><t>{escape(s)}</t></si>" for s in sheet.strings)
    widths = "".join(f'<col min="{n}" max="{n}" width="16" customWidth="1"/>'
                     for n in range(1, 9))
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{PKG}content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{office}sheet.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{office}worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{office}styles+xml"/>'
            '<Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{office}sharedStrings+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{PKG}relationships"><Relationship Id="rId1" '
            f'Type="{DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{MAIN}" xmlns:r="{DOC}"><sheets><sheet name="{escape(name)}" '
            'sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{PKG}relationships">'
            f'<Relationship Id="rId1" Type="{DOC}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{DOC}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId3" Type="{DOC}/sharedStrings" Target="sharedStrings.xml"/>'
            '</Relationships>',
        "xl/worksheets/sheet1.xml":
            f'<worksheet xmlns="{MAIN}"><cols>{widths}</cols>'
            f'<sheetData>{"".join(sheet.rows)}</sheetData></worksheet>',
        # Style 1: bold.
        "xl/styles.xml":
            f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/>'
            '<name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>'
            '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
            '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
            '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">'
            '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
            '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
            '</cellXfs><cellStyles count="1"><cellStyle name="Normal" '
            'xfId="0" builtinId="0"/></cellStyles></styleSheet>',
        "xl/sharedStrings.xml":
            f'<sst xmlns="{MAIN}" count="{sheet.count}" uniqueCount="{len(sheet.strings)}">'
            f'{strings}</sst>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for part, text in parts.items():
            info = zipfile.ZipInfo(part, (2026, 6, 26, 10, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            z.writestr(info, (XML + text).encode())
    return out.getvalue()


def packing_list(serials, swapped=False, zeros_eaten=False):
    """The despatch note: a short letterhead, then one line for each controller."""
    sheet = Sheet()
    sheet.add(["Lieferschein", NOTE], 1)
    sheet.add(["Bestellung", ORDER])
    sheet.add([])
    sheet.add(["Pos", "Seriennummer", "Artikelnummer", "Modell", "Bezeichnung", "Charge",
               "Packstück", "Firmware"], 1)
    for n, serial in enumerate(serials, 1):
        article = int(ARTICLE) if zeros_eaten else ARTICLE
        pair = [article, serial] if swapped else [serial, article]
        sheet.add([n] + pair + [MODEL, "Steuerung", BATCH, f"P{(n + 9) // 10}", "5.4.2"])
    return workbook(sheet, "Lieferung")
