# compute.py - the numbers of the desk example once more, by other means: out of the workbooks' XML,
# the catalogues and the records, by the tables of doc/formats/levels.md and practice.md.
# SPDX-License-Identifier: Apache-2.0
#
#   compute.py SOURCE ASSAY     compares with what the program says of the home; names differences
import json
import pathlib
import re
import subprocess
import sys
import zipfile
import xml.etree.ElementTree as ET

SOURCE, ASSAY = pathlib.Path(sys.argv[1]), sys.argv[2]
DESK = SOURCE / "examples/desk"
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
WORDS = {"erfüllt": "met", "✓": "met", "ja": "met", "i. O.": "met", "erfüllt*": "met",
         "teilweise": "partly", "tlw. erfüllt": "partly", "nicht erfüllt": "not_met",
         "n.i.O.": "not_met", "✘": "not_met", "entfällt": "not_applicable", "n. z.":
         "not_applicable", "n. a.": "not_applicable", "n/a": "not_applicable",
         "durch Plattform": "met_by_platform", "durch Betreiber": "met_at_system_level",
         "im System": "met_at_system_level"}
KEPT = {"IC": ("TR-2026-031", "TR-2026-034", "Handbuch-IC-22"), "GW": ("TR-2026-040",)}
FAILED = {"IC": ["CR-2.11-RE-1"], "GW": []}


def sheet(file, name):
    """{(row, column letter): text} of one sheet."""
    with zipfile.ZipFile(DESK / file) as z:
        strings = ["".join(t.text or "" for t in si.iter(f"{{{NS['m']}}}t"))
                   for si in ET.fromstring(z.read("xl/sharedStrings.xml"))]
        names = [s.get("name") for s in ET.fromstring(z.read("xl/workbook.xml"))
                 .iter(f"{{{NS['m']}}}sheet")]
        root = ET.fromstring(z.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml"))
    cells = {}
    for c in root.iter(f"{{{NS['m']}}}c"):
        value = c.find("m:v", NS)
        text = "".join(t.text or "" for t in c.iter(f"{{{NS['m']}}}t"))
        if value is not None:
            text = strings[int(value.text)] if c.get("t") == "s" else value.text
        letter, row = re.match(r"([A-Z]+)(\d+)", c.get("r")).groups()
        cells[int(row), letter] = text
    return cells


def catalogue(name):
    return json.loads((SOURCE / f"catalog/{name}.json").read_text(encoding="utf-8"))


def key(name):
    return re.sub(r"\s*RE\s*\((\d)\)", r"-RE-\1", name).replace(" ", "-")


def status(said):
    for text in (said, re.split(r"[(,]", said)[0].strip()):
        if text in WORDS:
            return WORDS[text]
    return "untested"


def stated(product):
    """{key: (status, evidence, note)} as the workbook says, by its cells."""
    cells, out, base = sheet("anforderungen-4-2.xlsx", "Bewertung"), {}, ""
    s, e, n = {"IC": "EFG", "GW": "JKL"}[product]
    for row in range(6, max(r for r, _ in cells) + 1):
        name = cells.get((row, "A"), "")
        if name.startswith("RE"):
            name = f"{base} {name}"
        elif re.match(r"[A-Z]+ \d", name):
            base = name
        out[key(name)] = (status(cells.get((row, s), "")), cells.get((row, e), ""),
                          cells.get((row, n), ""))
    return out


def native(item, rows, product):
    said, evidence, note = rows.get(key(item["id"]), ("untested", "", ""))
    kept = any(name in evidence for name in KEPT[product])
    if key(item["id"]) in FAILED[product] or said in ("partly", "not_met"):
        return "not"
    if said == "met":
        return "met" if kept else "nothing"
    if said == "not_applicable":
        return "met" if item["condition"] and note else "nothing"
    if said == "met_by_platform" and item["integration_allowed"]:
        return "met" if kept else "nothing"
    return "not" if said.startswith("met_") else "nothing"


def vector(product, kind):
    rows, shown = stated(product), {}
    items = [i for i in catalogue("iec62443-4-2")["items"]
             if i["fr"] and i["sl_c_from"] and kind in i["component_types"]]
    for item in items:
        own = native(item, rows, product)
        base = shown.get(item["base"], "met")
        shown[item["id"]] = base if base != "met" and own != "not" else own
    out = {}
    for fr in [f"FR{n}" for n in range(1, 8)]:
        level = 0
        while level < 4 and all(shown[i["id"]] == "met" for i in items
                                if i["fr"] == fr and i["sl_c_from"] <= level + 1):
            level += 1
        held = level < 4 and any(shown[i["id"]] == "not" for i in items
                                 if i["fr"] == fr and i["sl_c_from"] <= level + 1)
        out[fr] = f"{level}" if held or level == 4 else f"{level}?"
    return out


def record(path):
    """The members of a record that stand on one line each."""
    text = path.read_text(encoding="utf-8")
    out = dict(re.findall(r"^(\w+): (.+)$", text, re.M))
    out["requirements"] = re.findall(r"[A-Z]+-\d+", out.get("requirements", ""))
    return out


def levels_of_practice():
    """{requirement: ML} for the process in version 7 on 2026-09-11."""
    every = {p.stem: record(p) for p in (DESK / "records").glob("*.yaml")}
    trained = {r["role"] for n, r in every.items() if n.startswith("training")}
    developers = set(re.findall(r'"(person:[^"]+)", role: developer',
                                (DESK / "records/roles.yaml").read_text(encoding="utf-8")))
    written, done = set(), set()
    for name, r in every.items():
        if name.startswith("description") and r["roles"].strip("[]") in trained:
            written |= set(r["requirements"])
        if name.startswith("practised") and r["process"].endswith("@7") and \
                "2025-09-11" <= r["performed"] <= "2026-09-11":
            done |= {q for q in r["requirements"]
                     if not (q.startswith("SVV") and r["performed_by"] in developers)}
    return {i["id"]: "ML1" if i["id"] not in written else "ML3" if i["id"] in done else "ML2"
            for i in catalogue("iec62443-4-1")["items"]}


def said_by(*arguments):
    run = subprocess.run([ASSAY, *arguments, "--json"], stdout=subprocess.PIPE, check=False)
    return json.loads(run.stdout)


def compare(what, mine, theirs):
    wrong = [f"{k}: {mine[k]} here, {theirs.get(k)} by the program"
             for k in mine if mine[k] != theirs.get(k)]
    print(f"{what}: {len(mine) - len(wrong)} of {len(mine)} are the same")
    print("\n".join(wrong), end="\n" if wrong else "")


for product, kind, release in [("IC", "embedded_device", "release:acme/ic-22@5.4.2"),
                               ("GW", "network_device", "release:acme/gw-7@2.1.0")]:
    told = said_by("level", "assess", "--for", release)["vector"]
    compare(f"levels of {release}", vector(product, kind), {v["fr"]: v["native"] for v in told})
told = said_by("practice", "status", "--for", "process:acme/sdl@7")
rows = next(v for v in told.values() if isinstance(v, list) and v and "would_carry" in v[0])
compare("levels of practice", levels_of_practice(),
        {r["requirement"]: r["would_carry"] for r in rows})
