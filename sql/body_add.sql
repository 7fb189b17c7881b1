-- Keeps a body, or the digests of one that stands in a file. Refused by trigger when it is there.
-- role: write
-- in:   digest bytes32, sha512 bytes64, size i64, bytes bytes or null
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
INSERT INTO body (digest, sha512, size, bytes)
VALUES (:digest, :sha512, :size, :bytes);
