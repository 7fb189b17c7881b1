-- Whether a body is there, and with the same second digest and size.
-- role: read
-- in:   sha512 bytes64, size i64, digest bytes32
-- out:  same i64 (0 or 1)
-- SPDX-License-Identifier: Apache-2.0
SELECT sha512 = :sha512 AND size = :size AS same FROM body WHERE digest = :digest;
