-- Every tile.
-- role: read
-- in:   nothing
-- out:  level i64, n i64, hashes bytes
-- scan: an export and a check of the file go through all of them
-- SPDX-License-Identifier: Apache-2.0
SELECT level, n, hashes FROM tile ORDER BY level, n;
