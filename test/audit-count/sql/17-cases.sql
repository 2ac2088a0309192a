INSERT INTO indicator VALUES ('cases_opened'), ('crisis_responses'), ('cases_closed'), ('cases_open');

-- A case as its newest line says it, whose it is and when it was opened from the line that opened it.
CREATE OR REPLACE TEMP TABLE survivor_case AS
SELECT newest.caseId, newest.memberId, newest.kind, newest.openedOn, opening.seq
FROM (
  FROM known WHERE type IN ('case_opened', 'case_changed')
  QUALIFY row_number() OVER (PARTITION BY caseId ORDER BY seq DESC) = 1
) AS newest
JOIN (SELECT caseId, seq FROM known WHERE type = 'case_opened') AS opening USING (caseId);

-- cases_opened: cases by `openedOn`, sum. crisis_responses: those of kind `crisis`, sum. The opening is the fact; its consent decides.
CREATE OR REPLACE TEMP VIEW counted_case AS
SELECT survivor_case.*
FROM survivor_case
ASOF JOIN answer_by_line ON survivor_case.memberId = answer_by_line.memberId AND survivor_case.seq >= answer_by_line.seq
WHERE answer_by_line.given;

INSERT INTO sum_fact SELECT 'cases_opened', 'value', openedOn, 1 FROM counted_case;
INSERT INTO sum_fact SELECT 'crisis_responses', 'value', openedOn, 1 FROM counted_case WHERE kind = 'crisis';

-- cases_closed: `closed` events by `on`, sum.
INSERT INTO sum_fact
SELECT 'cases_closed', 'value', day, 1 FROM counted_event WHERE event.type = 'status' AND event.status = 'closed';

-- cases_open: opened, and not `closed` at the end of the month, stock. The status is the latest event's, by date, then by recording.
-- Of members with consent on the month's last day; what was in force when an event was recorded makes no difference.
INSERT INTO stock
WITH
  status_of_day AS (
    SELECT caseId, "on" AS day, event.status AS status FROM known
    WHERE type = 'case_event'
      AND event.type = 'status'
      AND id NOT IN (SELECT eventId FROM known WHERE type = 'case_event_taken_back')
    QUALIFY row_number() OVER (PARTITION BY caseId, "on" ORDER BY seq DESC) = 1
  )
SELECT 'cases_open', counted_member.month, count(*)
FROM counted_member
JOIN survivor_case USING (memberId)
ASOF LEFT JOIN status_of_day
  ON survivor_case.caseId = status_of_day.caseId AND counted_member.last >= status_of_day.day
WHERE survivor_case.openedOn <= counted_member.last AND coalesce(status_of_day.status, 'open') <> 'closed'
GROUP BY ALL;
