-- Entries from one position up to another, which is not included.
-- role: read
-- in:   from_pos i64, to_pos i64
-- out:  pos i64, leaf bytes, envelope bytes, event_id bytes32
-- SPDX-License-Identifier: Apache-2.0
SELECT pos, leaf, envelope, event_id FROM entry
 WHERE pos >= :from_pos AND pos < :to_pos ORDER BY pos;
