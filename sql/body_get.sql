-- One body.
-- role: read
-- in:   digest bytes32
-- out:  digest bytes32, sha512 bytes64, size i64, added i64 (ms UTC), bytes bytes or null
-- SPDX-License-Identifier: Apache-2.0
SELECT digest, sha512, size, added, bytes FROM body WHERE digest = :digest;
