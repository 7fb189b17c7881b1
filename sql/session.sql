-- What every connection sets for itself before it reads; the rest are switches of the C interface.
-- FULL: a commit is on the disk before it returns. MEMORY: sorting leaves nothing in a folder.
-- role: session
-- in:   nothing
-- out:  nothing
-- SPDX-License-Identifier: Apache-2.0
PRAGMA cell_size_check = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -8192;
PRAGMA synchronous = FULL;
