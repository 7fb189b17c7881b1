-- Rows of one kind about a subject that are seen at a size, each once.
-- role: read
-- in:   subject text, kind text, known i64, way text or null (all)
-- out:  kind text, key text, from_pos i64, to_pos i64 or null
-- SPDX-License-Identifier: Apache-2.0
SELECT DISTINCT s.kind, s.key, s.from_pos, s.to_pos
  FROM state_subject AS b CROSS JOIN state AS s USING (kind, key, from_pos)
 WHERE b.subject = :subject AND b.kind = :kind AND b.from_pos < :known
   AND (:way IS NULL OR b.way = :way)
   AND (s.to_pos IS NULL OR s.to_pos >= :known)
 ORDER BY s.from_pos, s.kind, s.key;
