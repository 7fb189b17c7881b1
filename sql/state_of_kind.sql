-- Rows of a kind that are seen at a size.
-- role: read
-- in:   kind text, known i64
-- out:  kind text, key text, from_pos i64, to_pos i64 or null
-- SPDX-License-Identifier: Apache-2.0
SELECT kind, key, from_pos, to_pos FROM state
 WHERE kind = :kind AND from_pos < :known AND (to_pos IS NULL OR to_pos >= :known)
 ORDER BY from_pos, key;
