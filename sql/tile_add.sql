-- Keeps a tile that is not there yet.
-- role: write
-- in:   level i64, n i64, hashes bytes
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
INSERT INTO tile (level, n, hashes) VALUES (:level, :n, :hashes);
