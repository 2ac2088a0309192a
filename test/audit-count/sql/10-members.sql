INSERT INTO indicator VALUES ('members_enrolled'), ('members_active'), ('leaders_active');
INSERT INTO counted_once VALUES ('members_enrolled');
INSERT INTO broken_down VALUES ('members_enrolled'), ('members_active'), ('leaders_active');

-- members_enrolled: members by `joinedOn`, distinct. The enrolment is the fact; its consent decides.
INSERT INTO distinct_fact
SELECT 'members_enrolled', member.memberId, member.joinedOn, member.enrolledSeq
FROM member
ASOF JOIN answer_by_line ON member.memberId = answer_by_line.memberId AND member.enrolledSeq >= answer_by_line.seq
WHERE answer_by_line.given;

-- members_active: joined, not exited, stock.
INSERT INTO stock_person SELECT 'members_active', month, memberId FROM active_member;

-- leaders_active: active members with `leaderSince`, stock. From `leaderSince` on; where a change takes it away, until the day on which
-- that was recorded, since it has no date of its own. Another date corrects the one before. She leads while any of her records says so.
INSERT INTO stock_person
WITH
  numbered AS (
    SELECT *, count(*) FILTER (leaderSince IS NULL) OVER (PARTITION BY recordId ORDER BY seq) AS ended FROM any_record
  ),
  leadership AS (
    SELECT
      memberId,
      ended,
      arg_max(leaderSince, seq) AS since,
      (SELECT min(recordedDay) FROM numbered AS ending
       WHERE ending.recordId = led.recordId AND ending.ended = led.ended + 1 AND ending.leaderSince IS NULL) AS until
    FROM numbered AS led
    WHERE leaderSince IS NOT NULL
    GROUP BY memberId, recordId, ended
  )
SELECT DISTINCT 'leaders_active', month, active_member.memberId
FROM active_member JOIN leadership USING (memberId)
WHERE since <= last AND (until IS NULL OR last < until);
