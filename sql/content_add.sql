-- A row that a decoder read in a body, unless one stands in its place.
-- role: write
-- in:   digest bytes32, ordinal i64, decoder text, name text, subject text or null, place text or null, value text
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
INSERT INTO content (digest, ordinal, decoder, name, subject, place, value)
VALUES (:digest, :ordinal, :decoder, :name, :subject, :place, :value)
    ON CONFLICT DO NOTHING;
