-- The note of the largest size up to a bound.
-- role: read
-- in:   most i64
-- out:  size i64, note bytes
-- SPDX-License-Identifier: Apache-2.0
SELECT size, note FROM checkpoint WHERE size <= :most ORDER BY size DESC LIMIT 1;
