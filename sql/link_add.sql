-- An entry refers to a thing. Said twice is said once.
-- role: write
-- in:   target text, rel text, from_pos i64
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
INSERT INTO link (target, rel, from_pos) VALUES (:target, :rel, :from_pos)
    ON CONFLICT DO NOTHING;
