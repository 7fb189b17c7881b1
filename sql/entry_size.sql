-- How many entries are kept: one more than the highest position.
-- role: read
-- in:   nothing
-- out:  size i64
-- SPDX-License-Identifier: Apache-2.0
SELECT coalesce(max(pos) + 1, 0) AS size FROM entry;
