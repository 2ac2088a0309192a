INSERT INTO indicator VALUES ('mental_health_survivors'), ('legal_aid_survivors');
INSERT INTO broken_down VALUES ('mental_health_survivors'), ('legal_aid_survivors');

-- What happened in cases and counts: not taken back, with consent when it was recorded.
CREATE OR REPLACE TEMP TABLE counted_event AS
WITH standing AS (
  SELECT * FROM known
  WHERE type = 'case_event' AND id NOT IN (SELECT eventId FROM known WHERE type = 'case_event_taken_back')
)
SELECT standing.memberId, standing.caseId, standing."on" AS day, standing.seq, standing.event
FROM standing ASOF JOIN answer_by_line ON standing.memberId = answer_by_line.memberId AND standing.seq >= answer_by_line.seq
WHERE answer_by_line.given;

-- mental_health_survivors: members with a `mental_health` service, distinct.
-- legal_aid_survivors: members with a `legal_aid` service, distinct.
INSERT INTO distinct_fact
SELECT event.service || '_survivors', memberId, day, seq
FROM counted_event
WHERE event.type = 'service' AND event.service IN ('mental_health', 'legal_aid');
