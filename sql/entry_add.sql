-- Keeps the next entry. Refused by trigger unless pos is the number of entries.
-- role: write
-- in:   pos i64, leaf bytes, envelope bytes, event_id bytes32
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
INSERT INTO entry (pos, leaf, envelope, event_id)
VALUES (:pos, :leaf, :envelope, :event_id);
