-- What refers to a thing in one relation, below a size.
-- role: read
-- in:   target text, rel text, known i64
-- out:  rel text, from_pos i64
-- SPDX-License-Identifier: Apache-2.0
SELECT rel, from_pos FROM link WHERE target = :target AND rel = :rel AND from_pos < :known
 ORDER BY from_pos;
