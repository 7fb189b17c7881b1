# contrast.py - the contrast of text on a dark screen, out of the style of pages.
# SPDX-License-Identifier: Apache-2.0
import pathlib
import re
import sys

LEAST = 7.0


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def dark_rules(text):
    start = text.index("@media screen and (prefers-color-scheme:dark){") + 46
    depth, end = 1, start
    while depth > 0:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return text[start:end - 1], text[:start], text[end:]


for path in map(pathlib.Path, sys.argv[1:]):
    rules, before, behind = dark_rules(path.read_text(encoding="utf-8"))
    found = re.findall(r"[{;](background|color):(#[0-9a-f]{6})", rules)
    grounds = [c for name, c in found if name == "background"]
    texts = [c for name, c in found if name == "color"]
    worst = min(contrast(t, g) for t in texts for g in grounds)
    # whatever has a colour of its own on a light screen has one on a dark one
    light = set(re.findall(r"([^{},]+)(?:,[^{}]*)?\{[^{}]*background:#", before))
    own = {s for s in light if s not in rules and not s.startswith("@")}
    said = [f"{len(grounds)} grounds, {len(texts)} colours of text",
            "readable" if worst >= LEAST else f"worst {worst:.2f}"]
    said += [f"light alone: {sorted(own)}"] if own else []
    said += ["styled below"] if "background:#" in behind else []
    print(f"{path.name}:", ", ".join(said))
