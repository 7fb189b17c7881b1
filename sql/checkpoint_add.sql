-- Keeps a signed note. Refused by trigger when one of this size is there.
-- role: write
-- in:   size i64, note bytes
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
INSERT INTO checkpoint (size, note) VALUES (:size, :note);
