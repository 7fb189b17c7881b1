-- Every signed note.
-- role: read
-- in:   nothing
-- out:  size i64, note bytes
-- scan: an export and a check of the file go through all of them
-- SPDX-License-Identifier: Apache-2.0
SELECT size, note FROM checkpoint ORDER BY size;
