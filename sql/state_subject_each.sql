-- Every row that says what a state row is about, by natural key.
-- role: read
-- in:   nothing
-- out:  subject text, way text, kind text, key text, from_pos i64
-- scan: a rebuild is compared row by row
-- SPDX-License-Identifier: Apache-2.0
SELECT subject, way, kind, key, from_pos FROM state_subject
 ORDER BY subject, kind, from_pos, key, way;
