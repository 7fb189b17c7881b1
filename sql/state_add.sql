-- One thing that an entry brought about. Refused by trigger when it would overlap another.
-- role: write
-- in:   kind text, key text, from_pos i64, to_pos i64 or null
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
INSERT INTO state (kind, key, from_pos, to_pos) VALUES (:kind, :key, :from_pos, :to_pos);
