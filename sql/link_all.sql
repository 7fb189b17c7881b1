-- Every link, by natural key.
-- role: read
-- in:   nothing
-- out:  target text, rel text, from_pos i64
-- scan: a rebuild is compared row by row
-- SPDX-License-Identifier: Apache-2.0
SELECT target, rel, from_pos FROM link ORDER BY target, rel, from_pos;
