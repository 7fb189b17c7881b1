-- A row is about a subject. Said twice is said once.
-- role: write
-- in:   subject text, way text, kind text, key text, from_pos i64
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
INSERT INTO state_subject (subject, way, kind, key, from_pos)
VALUES (:subject, :way, :kind, :key, :from_pos)
    ON CONFLICT DO NOTHING;
