-- Every table, index and trigger with the text that made it.
-- role: read
-- in:   nothing
-- out:  type text, name text, made_by text
-- scan: the schema has a few dozen rows
-- SPDX-License-Identifier: Apache-2.0
SELECT type, name, sql AS made_by FROM sqlite_schema
 WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' ORDER BY name;
