#!/usr/bin/env python3
# decode.py - reads QR codes back module by module, and checks our encoder with that.
# SPDX-License-Identifier: Apache-2.0
#
#   decode.py QR-PRINT
#
# Written from ISO/IEC 18004 alone and not from src/report/qr*.c: what the encoder computes is a
# table here and the other way round. Nothing is corrected: a symbol with one wrong module that
# belongs to a codeword, to a function pattern or to format or version information is refused.
import itertools
import random
import re
import subprocess
import sys

# Table 7: bytes that a symbol holds.
CAPACITY = {
    "L": [17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718,
          792, 858, 929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068,
          2188, 2303, 2431, 2563, 2699, 2809, 2953],
    "M": [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560,
          624, 666, 711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722,
          1809, 1911, 1989, 2099, 2213, 2331],
}
# Table 1: codewords of a symbol.
CODEWORDS = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655, 733, 815, 901,
             991, 1085, 1156, 1258, 1364, 1474, 1588, 1706, 1828, 1921, 2051, 2185, 2323, 2465,
             2611, 2761, 2876, 3034, 3196, 3362, 3532, 3706]
# Table 9: blocks x data codewords of each, for every version.
BLOCKS = {
    "L": """1x19 1x34 1x55 1x80 1x108 2x68 2x78 2x97 2x116 2x68+2x69 4x81 2x92+2x93 4x107
        3x115+1x116 5x87+1x88 5x98+1x99 1x107+5x108 5x120+1x121 3x113+4x114 3x107+5x108 4x116+4x117
        2x111+7x112 4x121+5x122 6x117+4x118 8x106+4x107 10x114+2x115 8x122+4x123 3x117+10x118
        7x116+7x117 5x115+10x116 13x115+3x116 17x115 17x115+1x116 13x115+6x116 12x121+7x122
        6x121+14x122 17x122+4x123 4x122+18x123 20x117+4x118 19x118+6x119""",
    "M": """1x16 1x28 1x44 2x32 2x43 4x27 4x31 2x38+2x39 3x36+2x37 4x43+1x44 1x50+4x51 6x36+2x37
        8x37+1x38 4x40+5x41 5x41+5x42 7x45+3x46 10x46+1x47 9x43+4x44 3x44+11x45 3x41+13x42 17x42
        17x46 4x47+14x48 6x45+14x46 8x47+13x48 19x46+4x47 22x45+3x46 3x45+23x46 21x45+7x46
        19x47+10x48 2x46+29x47 10x46+23x47 14x46+21x47 14x46+23x47 12x47+26x48 6x47+34x48
        29x46+14x47 13x46+32x47 40x47+7x48 18x47+31x48""",
}
# Annex E: rows and columns of the centres of alignment patterns.
ALIGNMENT = [line.split() for line in """-
6 18|6 22|6 26|6 30|6 34|6 22 38|6 24 42|6 26 46|6 28 50|6 30 54|6 32 58|6 34 62|6 26 46 66
6 26 48 70|6 26 50 74|6 30 54 78|6 30 56 82|6 30 58 86|6 34 62 90|6 28 50 72 94|6 26 50 74 98
6 30 54 78 102|6 28 54 80 106|6 32 58 84 110|6 30 58 86 114|6 34 62 90 118|6 26 50 74 98 122
6 30 54 78 102 126|6 26 52 78 104 130|6 30 56 82 108 134|6 34 60 86 112 138|6 30 58 86 114 142
6 34 62 90 118 146|6 30 54 78 102 126 150|6 24 50 76 102 128 154|6 28 54 80 106 132 158
6 32 58 84 110 136 162|6 26 54 82 110 138 166
6 30 58 86 114 142 170""".replace("\n", "|").split("|")]
MASKS = [lambda i, j: (i + j) % 2, lambda i, j: i % 2, lambda i, j: j % 3,
         lambda i, j: (i + j) % 3, lambda i, j: (i // 2 + j // 3) % 2,
         lambda i, j: (i * j) % 2 + (i * j) % 3, lambda i, j: ((i * j) % 2 + (i * j) % 3) % 2,
         lambda i, j: ((i * j) % 3 + (i + j) % 2) % 2]
FORMAT = {}  # the 15 bits of each of the 32 values
for value in range(32):
    rest = value << 10
    while rest.bit_length() > 10:
        rest ^= 0b10100110111 << (rest.bit_length() - 11)
    FORMAT[(value << 10 | rest) ^ 0b101010000010010] = value
POWER = [1]  # of 2 in the field over x^8 + x^4 + x^3 + x^2 + 1
while len(POWER) < 255:
    POWER.append(POWER[-1] << 1 if POWER[-1] < 128 else (POWER[-1] << 1) ^ 0b100011101)
LOG = {power: k for k, power in enumerate(POWER)}
BY_POWER = [[0] + [POWER[(LOG[v] + k) % 255] for v in range(1, 256)] for k in range(30)]


class Wrong(Exception):
    """The symbol is not one, and why."""


def need(holds, why):
    if not holds:
        raise Wrong(why)


def function_patterns(version):
    """{(row, column): colour}, colour None where format or version information lies."""
    size, known = 17 + 4 * version, {}
    for k in range(size):
        known[6, k] = known[k, 6] = (k + 1) % 2
    finder = ["00000000 ", "01111111 ", "01000001 ", "01011101 ", "01011101 ", "01011101 ",
              "01000001 ", "01111111 ", "00000000 "]
    finder[8] = "000000000"
    for top, left in ((-1, -1), (-1, size - 8), (size - 8, -1)):
        for i, j in itertools.product(range(9), range(9)):
            if 0 <= top + i < size and 0 <= left + j < size:
                colour = 0 if i == 8 or j == 8 else int(finder[i][j])
                known[top + i, left + j] = colour
    centres = [int(c) for c in ALIGNMENT[version - 1] if c != "-"]
    for row, column in itertools.product(centres, centres):
        if (row, column) in ((6, 6), (6, size - 7), (size - 7, 6)):
            continue
        for i, j in itertools.product(range(-2, 3), range(-2, 3)):
            known[row + i, column + j] = int(max(abs(i), abs(j)) != 1)
    for row, column in itertools.chain(*format_places(size)):
        known[row, column] = None
    known[size - 8, 8] = 1
    if version >= 7:
        for row, column in itertools.chain(*version_places(size)):
            known[row, column] = None
    return known


def format_places(size):
    """Figure 25, most significant bit first, both copies."""
    first = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    second = [(r, 8) for r in range(size - 1, size - 8, -1)] + \
        [(8, c) for c in range(size - 8, size)]
    return first, second


def version_places(size):
    """Figures 27 and 28, most significant bit first, both copies."""
    lower = [(r, c) for c in range(5, -1, -1) for r in range(size - 9, size - 12, -1)]
    return lower, [(c, r) for r, c in lower]


def data_places(size, known):
    """Where the bits of codewords lie, in order."""
    columns = list(range(size - 1, 6, -2)) + [5, 3, 1]
    for turn, column in enumerate(columns):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        for row in rows:
            for c in (column, column - 1):
                if (row, c) not in known:
                    yield row, c


SHAPES = {}


def shape(version):
    if version not in SHAPES:
        size, known = 17 + 4 * version, function_patterns(version)
        places = list(data_places(size, known))
        need(len(places) // 8 == CODEWORDS[version - 1] and len(places) % 8 in (0, 3, 4, 7),
             f"version {version}: this decoder's own figure is wrong")
        need(len(places) + len(known) == size * size, "this decoder visits a module twice")
        SHAPES[version] = size, known, places
    return SHAPES[version]


def bits_at(rows, places):
    return int("".join(str(rows[r][c]) for r, c in places), 2)


PATTERNS = {}


def mask_pattern(version, mask):
    """For each place of data: 1 where the mask turns the module."""
    if (version, mask) not in PATTERNS:
        turned = MASKS[mask]
        PATTERNS[version, mask] = [int(turned(r, c) == 0) for r, c in shape(version)[2]]
    return PATTERNS[version, mask]


def read_information(rows):
    """(version, level, mask)."""
    size = len(rows)
    version = (size - 17) // 4
    need(size == 17 + 4 * version and 1 <= version <= 40, f"{size} modules on a side")
    first, second = (bits_at(rows, places) for places in format_places(size))
    need(first == second and first in FORMAT, f"format information {first:015b} {second:015b}")
    value = FORMAT[first]
    need(value >> 3 in (0, 1), "neither level L nor M")
    if version >= 7:
        for places in version_places(size):
            bits = bits_at(rows, places)
            need(bits >> 12 == version, f"version information says {bits >> 12}")
            while bits.bit_length() > 12:
                bits ^= 0b1111100100101 << (bits.bit_length() - 13)
            need(bits == 0, "version information is no codeword")
    return version, "ML"[value >> 3], value & 7


def blocks_of(version, level, codewords):
    """The blocks as they were before they were interleaved, each (data, all of it)."""
    lengths = []
    for group in BLOCKS[level].split()[version - 1].split("+"):
        count, data = map(int, group.split("x"))
        lengths += [data] * count
    check, uneven = divmod(len(codewords) - sum(lengths), len(lengths))
    need(uneven == 0 and check <= 30, f"version {version}-{level}: this decoder's table is wrong")
    blocks, source = [[] for _ in lengths], iter(codewords)
    for k in range(max(lengths)):
        for block, length in zip(blocks, lengths):
            if k < length:
                block.append(next(source))
    for _ in range(check):
        for block in blocks:
            block.append(next(source))
    return [(block[:length], block, check) for block, length in zip(blocks, lengths)]


def read_bytes(version, data):
    """One segment in byte mode, terminator, pad codewords."""
    bits = "".join(f"{codeword:08b}" for codeword in data)
    width = 8 if version <= 9 else 16
    need(bits[:4] == "0100", f"mode {bits[:4]}")
    count = int(bits[4:4 + width], 2)
    start, end = 4 + width, 4 + width + 8 * count
    need(end + 4 <= len(bits) and bits[end:end + 4] == "0000", "no terminator")
    need(end % 8 == 4, "does not end within a codeword")
    pad = data[(end + 4) // 8:]
    need(pad == [(0xEC, 0x11)[k % 2] for k in range(len(pad))], "pad codewords")
    return bytes(int(bits[k:k + 8], 2) for k in range(start, end, 8))


def decode(rows):
    """(bytes, version, level, mask) of a symbol given as rows of 0 and 1."""
    need(all(len(row) == len(rows) for row in rows), "not square")
    version, level, mask = read_information(rows)
    _, known, places = shape(version)
    for (row, column), colour in known.items():
        need(colour is None or rows[row][column] == colour,
             f"function pattern at {row}, {column}")
    bits = [rows[r][c] ^ turn for (r, c), turn in zip(places, mask_pattern(version, mask))]
    whole = 8 * CODEWORDS[version - 1]
    need(not any(bits[whole:]), "remainder bits")
    text = "".join(map(str, bits))
    codewords = [int(text[k:k + 8], 2) for k in range(0, whole, 8)]
    data = []
    for part, block, check in blocks_of(version, level, codewords):
        for k in range(check):
            syndrome, by = 0, BY_POWER[k]
            for codeword in block:
                syndrome = by[syndrome] ^ codeword
            need(syndrome == 0, f"syndrome {k} of a block is not zero")
        data += part
    return read_bytes(version, data), version, level, mask


def penalty(rows):
    """The four rules of 7.8.3.1; the quiet zone counts as light."""
    size, points = len(rows), 0
    lines = ["".join(map(str, row)) for row in rows]
    lines += ["".join(map(str, column)) for column in zip(*rows)]
    for line in lines:
        points += sum(len(run[0]) - 2 for run in re.finditer("0{5,}|1{5,}", line))
        padded = "0000" + line + "0000"
        points += 40 * sum(padded[m.start() - 4:m.start()] == "0000" or
                           padded[m.start() + 7:m.start() + 11] == "0000"
                           for m in re.finditer("(?=1011101)", padded))
    for upper, lower in zip(rows, rows[1:]):
        points += 3 * sum(a == b == c == d for a, b, c, d in
                          zip(upper, upper[1:], lower, lower[1:]))
    dark = sum(map(sum, rows))
    k = 0  # dark share outside of 50 +- 5 (k + 1) %
    while abs(100 * dark - 50 * size * size) >= 5 * (k + 1) * size * size:
        k += 1
    return points + 10 * k


def with_mask(rows, mask):
    """The same symbol under another mask."""
    version, level, old = read_information(rows)
    size, _, places = shape(version)
    other = [list(row) for row in rows]
    for (r, c), was, turn in zip(places, mask_pattern(version, old), mask_pattern(version, mask)):
        other[r][c] ^= was ^ turn
    value = "ML".index(level) << 3 | mask
    bits = f"{next(b for b, v in FORMAT.items() if v == value):015b}"
    for copy in format_places(size):
        for (r, c), bit in zip(copy, bits):
            other[r][c] = int(bit)
    return other


def from_svg(text):
    """The modules, quiet zone cut away."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', text)[1])
    need(re.fullmatch(rf'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 {side} {side}" '
                      r'shape-rendering="crispEdges">'
                      rf'<rect width="{side}" height="{side}" fill="#fff"/>'
                      r'<path fill="#000" d="[Mhvz0-9 -]*"/></svg>\n', text), "SVG")
    picture = [[0] * side for _ in range(side)]
    for x, y, width, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", text):
        need(width == back, "SVG: a path that does not close")
        for column in range(int(x), int(x) + int(width)):
            need(picture[int(y)][column] == 0, "SVG: drawn twice")
            picture[int(y)][column] = 1
    return without_quiet(picture)


def from_text(text, light_ink):
    ink = {" ": (0, 0), "\u2584": (0, 1), "\u2580": (1, 0), "\u2588": (1, 1)}
    picture = []
    for line in text.splitlines():
        picture += [[ink[c][half] ^ light_ink for c in line] for half in (0, 1)]
    need(not any(picture[-1]), "text: the half line below the symbol is dark")
    return without_quiet(picture[:-1])


def without_quiet(picture):
    need(all(len(row) == len(picture) for row in picture), "not square")
    edge = picture[:4] + picture[-4:] + [row[:4] + row[-4:] for row in picture]
    need(not any(any(row) for row in edge), "something in the quiet zone")
    return [row[4:-4] for row in picture[4:-4]]


class Encoder:
    """A running qr-print."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, level, form, payload):
        """The text of the answer, or the limit as a number."""
        self.process.stdin.write(f"{level}{form}{len(payload):04x}".encode() + payload)
        self.process.stdin.flush()
        head = self.process.stdout.readline().split()
        if head[0] == b"limit":
            return int(head[1])
        return self.process.stdout.read(int(head[0])).decode()

    def rows(self, level, payload):
        return [[int(c) for c in line] for line in self.ask(level, "m", payload).splitlines()]

    def end(self):
        self.process.stdin.close()
        return self.process.wait()


def check_symbol(encoder, level, payload):
    """Smallest version, right level, the same bytes. Returns the rows."""
    rows = encoder.rows(level, payload)
    got, version, its_level, _ = decode(rows)
    if level == "-":
        level = "M" if len(payload) <= CAPACITY["M"][-1] else "L"
    need(got == payload, "other bytes came back")
    need(its_level == level, f"level {its_level} instead of {level}")
    smallest = next(v for v in range(1, 41) if CAPACITY[level][v - 1] >= len(payload))
    need(version == smallest, f"version {version} where {smallest} is enough")
    return rows


def check_mask(rows):
    chosen = read_information(rows)[2]
    points = [penalty(with_mask(rows, mask)) for mask in range(8)]
    need(points.index(min(points)) == chosen, f"mask {chosen} was taken of {points}")


def every_boundary(encoder, source):
    """Both levels, at and around what each version holds."""
    done, masks = 0, set()
    for level, held in CAPACITY.items():
        lengths = {0, 1, 2} | {c + d for c in held for d in (0, 1)} - {held[-1] + 1}
        for length in sorted(lengths):
            rows = check_symbol(encoder, level, source.randbytes(length))
            masks.add(read_information(rows)[2])
            done += 1
            if length < 150 or done % 24 == 0:
                check_mask(rows)
        need(encoder.ask(level, "m", bytes(held[-1] + 1)) == held[-1], "the limit of a level")
    need(masks == set(range(8)), f"only masks {masks} were ever taken")
    return done


def every_short_length(encoder, source):
    """The level is chosen; bytes are random, all alike, or text."""
    done = 0
    for length in list(range(0, 64)) + [2331, 2332, 2953]:
        for payload in (source.randbytes(length), bytes(length), b"\xff" * length,
                        (b"sha256:0123456789abcdef" * 130)[:length]):
            rows = check_symbol(encoder, "-", payload)
            if length % 24 == 0:
                check_mask(rows)
            done += 1
    need(encoder.ask("-", "m", bytes(2954)) == 2953, "the limit of all")
    need(encoder.ask("-", "m", bytes(65535)) == 2953, "the limit of all")
    return done


def every_writer(encoder, source):
    done = 0
    for length in (0, 14, 64, 120, 700, 2953):
        payload = source.randbytes(length)
        rows = check_symbol(encoder, "-", payload)
        need(from_svg(encoder.ask("-", "s", payload)) == rows, "SVG shows another symbol")
        need(from_text(encoder.ask("-", "t", payload), 1) == rows, "light text: another symbol")
        need(from_text(encoder.ask("-", "d", payload), 0) == rows, "dark text: another symbol")
        done += 3
    return done


def every_spoiled_module(encoder, source):
    """The decoder itself: it must refuse a symbol with any one module turned."""
    done = 0
    for length in (5, 110):
        rows = encoder.rows("M", source.randbytes(length))
        for row, column in itertools.product(range(len(rows)), repeat=2):
            rows[row][column] ^= 1
            try:
                decode(rows)
            except Wrong:
                done += 1
            else:
                raise Wrong(f"the decoder does not see that {row}, {column} is wrong")
            rows[row][column] ^= 1
    return done


def main():
    encoder, source = Encoder(sys.argv[1]), random.Random(18004)
    for check in (every_boundary, every_short_length, every_writer, every_spoiled_module):
        print(f"{check.__name__}: {check(encoder, source)}")
    return encoder.end()


if __name__ == "__main__":
    sys.exit(main())
