# flip.py SIZE ROOT - the same line as on paper, one bit of the root changed.
# SPDX-License-Identifier: Apache-2.0
import base64
import sys

root = bytearray(base64.b64decode(sys.argv[2]))
root[17] ^= 4
print(sys.argv[1], base64.b64encode(root).decode())
