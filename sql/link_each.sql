-- What refers to a thing, below a size.
-- role: read
-- in:   target text, known i64
-- out:  rel text, from_pos i64
-- SPDX-License-Identifier: Apache-2.0
SELECT rel, from_pos FROM link WHERE target = :target AND from_pos < :known
 ORDER BY from_pos, rel;
