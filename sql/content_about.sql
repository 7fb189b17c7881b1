-- What was read about one subject, or under one identifier, in whatever body.
-- role: read
-- in:   subject text
-- out:  digest bytes32, ordinal i64, decoder text, name text, subject text or null, place text or null, value text
-- SPDX-License-Identifier: Apache-2.0
SELECT digest, ordinal, decoder, name, subject, place, value FROM content
 WHERE subject = :subject ORDER BY digest, ordinal;
