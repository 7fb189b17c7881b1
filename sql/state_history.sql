-- Every row of a kind and key there ever was.
-- role: read
-- in:   kind text, key text
-- out:  kind text, key text, from_pos i64, to_pos i64 or null
-- SPDX-License-Identifier: Apache-2.0
SELECT kind, key, from_pos, to_pos FROM state
 WHERE kind = :kind AND key = :key
 ORDER BY from_pos;
