-- Ends the open row of a kind and key.
-- role: write
-- in:   to_pos i64, kind text, key text
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
UPDATE state SET to_pos = :to_pos WHERE kind = :kind AND key = :key AND to_pos IS NULL;
