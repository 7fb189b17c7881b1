-- From here on commits go to a write-ahead log, so that readers and a writer do not wait for each other.
-- role: session
-- in:   nothing
-- out:  journal_mode text ("wal" when it worked)
-- SPDX-License-Identifier: Apache-2.0
PRAGMA journal_mode = WAL;
