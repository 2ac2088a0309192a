INSERT INTO indicator VALUES ('offices_beyond_collective');

-- offices_beyond_collective: offices of active members in a body other than their collective, held on the last day, stock. The day on
-- which an office ends is the last one on which it is held.
INSERT INTO stock
WITH
  office AS (
    SELECT memberId, id, CAST("from" AS DATE) AS "from", "to" FROM known
    WHERE type = 'office_recorded' AND body <> 'collective' AND id NOT IN (FROM reversed_entry)
  ),
  ended AS (SELECT officeId AS id, "on" FROM known WHERE type = 'office_ended')
SELECT 'offices_beyond_collective', month, count(*)
FROM active_member
JOIN office USING (memberId)
LEFT JOIN ended USING (id)
WHERE office."from" <= last AND (coalesce(ended."on", office."to") IS NULL OR coalesce(ended."on", office."to") >= last)
GROUP BY ALL;
