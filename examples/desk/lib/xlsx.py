# xlsx.py - workbooks as an office program writes them, byte for byte the same each time: parts are
# stored without compression, with a fixed date.
# SPDX-License-Identifier: Apache-2.0
import datetime
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NORMAL, HEAD, DATE, TITLE, GROUP, WRAP, GREY = range(7)


class Inline(str):
    """A text that stands in its cell and not among the shared strings."""


class Rich(str):
    """A shared string whose first word is bold."""


class Formula:
    """A formula with the result that was stored last."""

    def __init__(self, text, result):
        self.text, self.result = text, result


def day(date):
    """The number of a day: 1 is 1900-01-01, and 1900 has a 29 February there."""
    return (date - datetime.date(1899, 12, 30)).days


def column(n):
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n - 1]


class Sheet:
    def __init__(self, name, state="visible"):
        self.name, self.state = name, state
        self.cells, self.merged, self.comments = {}, [], []
        self.hidden_rows, self.hidden_columns, self.widths = set(), set(), {}
        self.frozen = self.filtered = self.choices = None

    def put(self, row, col, value, style=NORMAL):
        if value is not None and value != "":
            self.cells[row, col] = (value, style)

    def line(self, row, values, style=NORMAL):
        for col, value in enumerate(values, 1):
            self.put(row, col, value, style)

    def merge(self, row, col, last_row, last_col):
        self.merged.append(f"{column(col)}{row}:{column(last_col)}{last_row}")

    def comment(self, row, col, who, text):
        self.comments.append((row, col, who, text))


class Book:
    def __init__(self, title):
        self.title, self.sheets, self.strings, self.uses = title, [], {}, 0

    def sheet(self, name, state="visible"):
        self.sheets.append(Sheet(name, state))
        return self.sheets[-1]

    # -- cells

    def shared(self, text):
        self.uses += 1
        if isinstance(text, Rich):
            first, rest = text.split(" ", 1)
            form = (f"<r><rPr><b/></rPr><t>{escape(first)}</t></r>"
                    f'<r><t xml:space="preserve"> {escape(rest)}</t></r>')
        else:
            kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
            form = f"<t{kept}>{escape(text)}</t>"
        return self.strings.setdefault(form, len(self.strings))

    def cell(self, row, col, value, style):
        at = f'<c r="{column(col)}{row}"' + (f' s="{style}"' if style else "")
        if isinstance(value, datetime.date):
            return f'<c r="{column(col)}{row}" s="{DATE}"><v>{day(value)}</v></c>'
        if isinstance(value, Formula):
            return f"{at}><f>{escape(value.text)}</f><v>{value.result}</v></c>"
        if isinstance(value, Inline):
            return f'{at} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if isinstance(value, str):
            return f'{at} t="s"><v>{self.shared(value)}</v></c>'
        return f"{at}><v>{value}</v></c>"

    def row(self, sheet, number):
        cols = sorted(c for r, c in sheet.cells if r == number)
        cells = "".join(self.cell(number, c, *sheet.cells[number, c]) for c in cols)
        hidden = ' hidden="1"' if number in sheet.hidden_rows else ""
        return f'<row r="{number}"{hidden}>{cells}</row>'

    # -- parts

    def worksheet(self, sheet):
        numbers = sorted({r for r, _ in sheet.cells})
        last = max(c for _, c in sheet.cells)
        view = '<sheetView workbookViewId="0"/>' if sheet.frozen is None else (
            f'<sheetView workbookViewId="0"><pane ySplit="{sheet.frozen}" topLeftCell='
            f'"A{sheet.frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView>')
        cols = "".join(
            f'<col min="{c}" max="{c}" width="{sheet.widths.get(c, 12)}" customWidth="1"'
            + (' hidden="1"' if c in sheet.hidden_columns else "") + "/>"
            for c in range(1, last + 1))
        rows = "".join(self.row(sheet, n) for n in numbers)
        out = (f'<worksheet xmlns="{MAIN}" xmlns:r="{DOC}"><dimension ref="A1:{column(last)}'
               f'{numbers[-1]}"/><sheetViews>{view}</sheetViews><cols>{cols}</cols>'
               f"<sheetData>{rows}</sheetData>")
        if sheet.filtered:
            out += f'<autoFilter ref="{sheet.filtered}"/>'
        if sheet.merged:
            cells = "".join(f'<mergeCell ref="{m}"/>' for m in sheet.merged)
            out += f'<mergeCells count="{len(sheet.merged)}">{cells}</mergeCells>'
        if sheet.choices:
            out += (f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" '
                    f'sqref="{sheet.choices[0]}"><formula1>{escape(sheet.choices[1])}</formula1>'
                    "</dataValidation></dataValidations>")
        if sheet.comments:
            out += '<legacyDrawing r:id="rId1"/>'
        return out + "</worksheet>"

    def styles(self):
        fonts = ['<sz val="11"/>', '<b/><sz val="11"/>', '<b/><sz val="14"/>',
                 '<i/><sz val="11"/><color rgb="FF808080"/>']
        fills = ['<patternFill patternType="none"/>', '<patternFill patternType="gray125"/>',
                 '<patternFill patternType="solid"><fgColor rgb="FFD9E1F2"/></patternFill>']
        wrap = '<alignment vertical="top" wrapText="1"/>'
        forms = [(0, 0, 0, ""), (0, 1, 2, wrap), (14, 0, 0, ""), (0, 2, 0, ""), (0, 1, 2, ""),
                 (0, 0, 0, wrap), (0, 3, 0, "")]
        xfs = "".join(f'<xf numFmtId="{n}" fontId="{f}" fillId="{b}" borderId="0" xfId="0"'
                      + (f">{a}</xf>" if a else "/>") for n, f, b, a in forms)
        return (f'<styleSheet xmlns="{MAIN}"><fonts count="{len(fonts)}">'
                + "".join(f'<font>{f}<name val="Calibri"/></font>' for f in fonts)
                + f'</fonts><fills count="{len(fills)}">'
                + "".join(f"<fill>{f}</fill>" for f in fills)
                + '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/>'
                '</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
                f'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{len(forms)}">{xfs}'
                '</cellXfs><cellStyles count="1"><cellStyle name="Standard" xfId="0" '
                'builtinId="0"/></cellStyles></styleSheet>')

    def comments(self, sheet):
        who = sorted({c[2] for c in sheet.comments})
        notes = "".join(
            f'<comment ref="{column(c)}{r}" authorId="{who.index(w)}"><text><r><rPr><b/></rPr>'
            f'<t xml:space="preserve">{escape(w)}:\n</t></r><r><t>{escape(t)}</t></r></text>'
            "</comment>" for r, c, w, t in sheet.comments)
        names = "".join(f"<author>{escape(w)}</author>" for w in who)
        return f'<comments xmlns="{MAIN}"><authors>{names}</authors><commentList>{notes}' \
            "</commentList></comments>"

    def drawing(self, sheet):
        shapes = "".join(
            f'<v:shape id="_x0000_s{1025 + n}" type="#_x0000_t202" style="visibility:hidden">'
            '<v:textbox/><x:ClientData ObjectType="Note"><x:AutoFill>False</x:AutoFill>'
            f"<x:Row>{r - 1}</x:Row><x:Column>{c - 1}</x:Column></x:ClientData></v:shape>"
            for n, (r, c, _, _) in enumerate(sheet.comments))
        return ('<xml xmlns:v="urn:schemas-microsoft-com:vml" '
                'xmlns:o="urn:schemas-microsoft-com:office:office" '
                'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype '
                'id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
                f'path="m,l,21600r21600,l21600,xe"/>{shapes}</xml>')

    def workbook(self):
        sheets = "".join(
            f'<sheet name={quoteattr(s.name)} sheetId="{n}"'
            + (f' state="{s.state}"' if s.state != "visible" else "") + f' r:id="rId{n}"/>'
            for n, s in enumerate(self.sheets, 1))
        names = "".join(
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">'
            f"'{s.name}'!{s.filtered}</definedName>"
            for n, s in enumerate(self.sheets) if s.filtered)
        names = f"<definedNames>{names}</definedNames>" if names else ""
        return f'<workbook xmlns="{MAIN}" xmlns:r="{DOC}"><bookViews><workbookView ' \
            f'activeTab="0"/></bookViews><sheets>{sheets}</sheets>{names}</workbook>'

    def parts(self):
        types = "".join(f'<Override PartName="{p}" ContentType="{t}+xml"/>' for p, t in [
            ("/xl/workbook.xml", OFFICE + "sheet.main"), ("/xl/styles.xml", OFFICE + "styles"),
            ("/xl/sharedStrings.xml", OFFICE + "sharedStrings"),
            ("/docProps/core.xml", PKG.replace("http://schemas.openxmlformats.org/package/2006/",
             "application/vnd.openxmlformats-package.") + "core-properties")])
        links, out = "", {}
        for n, sheet in enumerate(self.sheets, 1):
            types += (f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
                      f'"{OFFICE}worksheet+xml"/>')
            links += (f'<Relationship Id="rId{n}" Type="{DOC}/worksheet" '
                      f'Target="worksheets/sheet{n}.xml"/>')
            out[f"xl/worksheets/sheet{n}.xml"] = self.worksheet(sheet)
            if not sheet.comments:
                continue
            types += (f'<Override PartName="/xl/comments{n}.xml" ContentType='
                      f'"{OFFICE}comments+xml"/>')
            out[f"xl/comments{n}.xml"] = self.comments(sheet)
            out[f"xl/drawings/vmlDrawing{n}.vml"] = self.drawing(sheet)
            out[f"xl/worksheets/_rels/sheet{n}.xml.rels"] = (
                f'<Relationships xmlns="{PKG}relationships"><Relationship Id="rId1" '
                f'Type="{DOC}/vmlDrawing" Target="../drawings/vmlDrawing{n}.vml"/>'
                f'<Relationship Id="rId2" Type="{DOC}/comments" Target="../comments{n}.xml"/>'
                "</Relationships>")
        n = len(self.sheets)
        links += (f'<Relationship Id="rId{n + 1}" Type="{DOC}/styles" Target="styles.xml"/>'
                  f'<Relationship Id="rId{n + 2}" Type="{DOC}/sharedStrings" '
                  'Target="sharedStrings.xml"/>')
        strings = "".join(f"<si>{form}</si>" for form in self.strings)
        core = PKG + "metadata/core-properties"
        head = {
            "[Content_Types].xml":
                f'<Types xmlns="{PKG}content-types"><Default Extension="rels" ContentType='
                '"application/vnd.openxmlformats-package.relationships+xml"/><Default '
                'Extension="xml" ContentType="application/xml"/><Default Extension="vml" '
                'ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
                f"{types}</Types>",
            "_rels/.rels":
                f'<Relationships xmlns="{PKG}relationships"><Relationship Id="rId1" '
                f'Type="{DOC}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" '
                f'Type="{PKG}relationships/metadata/core-properties" '
                'Target="docProps/core.xml"/></Relationships>',
            "docProps/core.xml":
                f'<cp:coreProperties xmlns:cp="{core}" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/">'
                f"<dc:title>{escape(self.title)}</dc:title><dc:creator>M. Muster</dc:creator>"
                "</cp:coreProperties>",
            "xl/workbook.xml": self.workbook(),
            "xl/_rels/workbook.xml.rels":
                f'<Relationships xmlns="{PKG}relationships">{links}</Relationships>',
            "xl/styles.xml": self.styles(),
            "xl/sharedStrings.xml":
                f'<sst xmlns="{MAIN}" count="{self.uses}" uniqueCount="{len(self.strings)}">'
                f"{strings}</sst>",
        }
        return {**head, **out}

    def bytes(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
            for part, text in self.parts().items():
                info = zipfile.ZipInfo(part, (2026, 6, 26, 10, 0, 0))
                info.create_system, info.external_attr = 0, 0
                head = "" if part.endswith(".vml") else XML
                z.writestr(info, (head + text).encode())
        return out.getvalue()
