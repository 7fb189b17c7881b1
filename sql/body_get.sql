-- One body.
-- role: read
-- in:   digest bytes32
-- out:  digest bytes32, sha512 bytes64, size i64, bytes bytes or null
-- SPDX-License-Identifier: Apache-2.0
SELECT digest, sha512, size, bytes FROM body WHERE digest = :digest;
