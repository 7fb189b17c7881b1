-- Rows of a kind that began before a size, whether ended since or not.
-- role: read
-- in:   kind text, known i64
-- out:  kind text, key text, from_pos i64, to_pos i64 or null
-- SPDX-License-Identifier: Apache-2.0
SELECT kind, key, from_pos, to_pos FROM state
 WHERE kind = :kind AND from_pos < :known
 ORDER BY from_pos, key;
