-- Whether the row that stands in this place says the same.
-- role: read
-- in:   digest bytes32, ordinal i64, decoder text, name text, subject text or null, place text or null, value text
-- out:  same i64 (0 or 1)
-- SPDX-License-Identifier: Apache-2.0
SELECT digest = :digest AND ordinal = :ordinal AND decoder = :decoder AND name = :name
   AND subject IS :subject AND place IS :place AND value = :value AS same
  FROM content WHERE digest = :digest AND ordinal = :ordinal;
