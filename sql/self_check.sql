-- Pages, indexes and constraints, as SQLite checks them: one row "ok", or complaints.
-- role: read
-- in:   nothing
-- out:  integrity_check text
-- SPDX-License-Identifier: Apache-2.0
PRAGMA integrity_check(1000);
