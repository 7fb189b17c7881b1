-- Every content row, by natural key.
-- role: read
-- in:   nothing
-- out:  digest bytes32, ordinal i64, decoder text, name text, subject text or null, place text or null, value text
-- scan: a rebuild is compared row by row
-- SPDX-License-Identifier: Apache-2.0
SELECT digest, ordinal, decoder, name, subject, place, value FROM content
 ORDER BY digest, ordinal;
