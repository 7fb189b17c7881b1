-- The text that made one table, index or trigger.
-- role: read
-- in:   name text
-- out:  made_by text
-- scan: the schema has a few dozen rows
-- SPDX-License-Identifier: Apache-2.0
SELECT sql AS made_by FROM sqlite_schema WHERE name = :name AND sql IS NOT NULL;
