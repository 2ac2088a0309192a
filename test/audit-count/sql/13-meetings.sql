INSERT INTO indicator VALUES ('meetings_held'), ('attendance_rate');

-- A reversed sheet is, in every figure, as if it had never been.
CREATE OR REPLACE TEMP VIEW standing_meeting AS
SELECT * FROM known
WHERE type = 'meeting_held' AND meetingId NOT IN (SELECT meetingId FROM known WHERE type = 'meeting_reversed');

-- meetings_held: meetings by `heldOn`, less reversed, sum. It concerns no member, and needs no consent.
INSERT INTO sum_fact SELECT 'meetings_held', 'value', heldOn, 1 FROM standing_meeting;

-- attendance_rate: present ÷ listed, ratio. A row counts by the consent of the member whose row it is.
INSERT INTO sum_fact
WITH listed AS (
  -- One row for each woman: present if any of hers says so.
  SELECT seq, heldOn, memberId, bool_or(isPresent) AS isPresent
  FROM (
    SELECT seq, heldOn, woman_of(unnest(attendance).memberId) AS memberId, unnest(attendance).status = 'present' AS isPresent
    FROM standing_meeting
  )
  GROUP BY ALL
), counted AS (
  SELECT heldOn, isPresent
  FROM listed ASOF JOIN answer_by_line ON listed.memberId = answer_by_line.memberId AND listed.seq >= answer_by_line.seq
  WHERE answer_by_line.given
)
SELECT 'attendance_rate', 'numerator', heldOn, count(*) FROM counted WHERE isPresent GROUP BY ALL
UNION ALL
SELECT 'attendance_rate', 'denominator', heldOn, count(*) FROM counted GROUP BY ALL;
