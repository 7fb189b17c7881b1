-- Lets a tile grow. Refused by trigger unless the new bytes begin with the old ones.
-- role: write
-- in:   hashes bytes, level i64, n i64
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
UPDATE tile SET hashes = :hashes WHERE level = :level AND n = :n;
