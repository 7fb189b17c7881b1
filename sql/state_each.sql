-- Every state row, by natural key.
-- role: read
-- in:   nothing
-- out:  kind text, key text, from_pos i64, to_pos i64 or null
-- scan: a rebuild is compared row by row
-- SPDX-License-Identifier: Apache-2.0
SELECT kind, key, from_pos, to_pos FROM state ORDER BY kind, key, from_pos;
