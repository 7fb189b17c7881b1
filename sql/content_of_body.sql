-- What was read in one body.
-- role: read
-- in:   digest bytes32
-- out:  digest bytes32, ordinal i64, decoder text, name text, subject text or null, place text or null, value text
-- SPDX-License-Identifier: Apache-2.0
SELECT digest, ordinal, decoder, name, subject, place, value FROM content
 WHERE digest = :digest ORDER BY ordinal;
