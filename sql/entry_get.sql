-- One entry.
-- role: read
-- in:   pos i64
-- out:  leaf bytes, envelope bytes, event_id bytes32
-- SPDX-License-Identifier: Apache-2.0
SELECT leaf, envelope, event_id FROM entry WHERE pos = :pos;
