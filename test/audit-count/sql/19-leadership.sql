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

INSERT INTO indicator VALUES ('leaders_trained'), ('members_facilitating');

-- The newest roster of each outreach that was not taken back, one row a member.
CREATE OR REPLACE TEMP TABLE roster AS
WITH
  newest AS (
    FROM known WHERE type = 'roster_set'
      AND outreachId NOT IN (SELECT outreachId FROM known WHERE type = 'outreach_reversed')
    QUALIFY row_number() OVER (PARTITION BY outreachId ORDER BY seq DESC) = 1
  ),
  row AS (
    SELECT kind, "on" AS day, seq, unnest(from_json(participants, '[{"memberId":"UUID","role":"VARCHAR"}]')) AS one FROM newest
  )
SELECT DISTINCT woman_of(one.memberId) AS memberId, one.role AS role, kind, day, seq FROM row;

-- leaders_trained: on the roster of a leadership training, distinct. members_facilitating: facilitator or speaker of any outreach,
-- distinct. The consent in force when the roster was recorded decides.
INSERT INTO distinct_fact
SELECT code, roster.memberId, day, roster.seq
FROM (
  SELECT 'leaders_trained' AS code, * FROM roster WHERE kind = 'leadership_training'
  UNION ALL
  SELECT 'members_facilitating', * FROM roster WHERE role <> 'participant'
) AS roster
ASOF JOIN answer_by_line ON roster.memberId = answer_by_line.memberId AND roster.seq >= answer_by_line.seq
WHERE answer_by_line.given;
