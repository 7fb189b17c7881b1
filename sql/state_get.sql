-- The row of a kind and key that is seen at a size.
-- role: read
-- in:   kind text, key text, known i64
-- out:  from_pos i64, to_pos i64 or null
-- SPDX-License-Identifier: Apache-2.0
SELECT from_pos, to_pos FROM state
 WHERE kind = :kind AND key = :key AND from_pos < :known
   AND (to_pos IS NULL OR to_pos >= :known)
 ORDER BY from_pos DESC LIMIT 1;
