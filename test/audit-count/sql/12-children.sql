INSERT INTO indicator VALUES ('children_in_school');

-- children_in_school: children of active members, newest observation in school, stock. An observation is dated the day it was recorded.
INSERT INTO stock
WITH
  observation AS (
    SELECT memberId, unnest(children).id AS childId, unnest(children).inSchool AS inSchool, seq, recordedDay
    FROM known WHERE type = 'member_enrolled'
    UNION ALL
    SELECT memberId, child.id, child.inSchool, seq, recordedDay
    FROM known WHERE type IN ('child_recorded', 'child_changed')
  ),
  newest_of_day AS (
    FROM observation QUALIFY row_number() OVER (PARTITION BY memberId, childId, recordedDay ORDER BY seq DESC) = 1
  ),
  child AS (SELECT DISTINCT memberId, childId FROM observation)
SELECT 'children_in_school', month, count(*)
FROM active_member
JOIN child USING (memberId)
ASOF JOIN newest_of_day
  ON child.memberId = newest_of_day.memberId AND child.childId = newest_of_day.childId AND active_member.last >= newest_of_day.recordedDay
WHERE newest_of_day.inSchool
GROUP BY ALL;
