-- One tile.
-- role: read
-- in:   level i64, n i64
-- out:  hashes bytes
-- SPDX-License-Identifier: Apache-2.0
SELECT hashes FROM tile WHERE level = :level AND n = :n;
