INSERT INTO indicator VALUES
  ('children_in_school'), ('children_school_age'), ('children_school_confirmed'), ('children_returned'), ('girls_15_17_in_school');

-- Ids of a member's entries (children, observations, offices, requests) that were taken back: they count nowhere.
CREATE OR REPLACE TEMP VIEW reversed_entry AS SELECT "of" AS id FROM known WHERE type = 'member_entry_reversed';

-- Every line that says how a child is; the last one holds. `recordedDay` is that of the line that brought the child.
CREATE OR REPLACE TEMP TABLE child AS
WITH told AS (
  SELECT memberId, unnest(children).id AS id, unnest(children).birthYear AS birthYear, unnest(children).gender AS gender, seq, recordedDay, true AS isNew
  FROM known WHERE type = 'member_enrolled'
  UNION ALL
  SELECT memberId, child.id, child.birthYear, child.gender, seq, recordedDay, type = 'child_recorded'
  FROM known WHERE type IN ('child_recorded', 'child_changed')
)
SELECT
  memberId,
  id AS childId,
  arg_max(birthYear, seq) AS birthYear,
  arg_max(gender, seq) AS gender,
  min(recordedDay) FILTER (isNew) AS recordedDay
FROM told
WHERE id NOT IN (FROM reversed_entry)
GROUP BY memberId, id;

-- Observations in order of their day, then of recording, each with the status of the one directly before it.
CREATE OR REPLACE TEMP TABLE observation AS
WITH seen AS (
  SELECT unnest(children).id AS childId, unnest(children).schooling AS schooling, seq FROM known WHERE type = 'member_enrolled'
  UNION ALL
  SELECT child.id, schooling, seq FROM known WHERE type IN ('child_recorded', 'child_changed') AND schooling IS NOT NULL
  UNION ALL
  SELECT childId, schooling, seq FROM known WHERE type = 'schooling_recorded'
)
SELECT
  childId,
  schooling."on" AS day,
  schooling.status AS status,
  seq,
  lag(schooling.status) OVER (PARTITION BY childId ORDER BY schooling."on", seq) AS statusBefore
FROM seen
WHERE schooling.id NOT IN (FROM reversed_entry);

-- Children of active members at the end of each month, with their age in its year and the newest observation up to its last day.
CREATE OR REPLACE TEMP TABLE child_at_end AS
WITH
  newest_of_day AS (FROM observation QUALIFY row_number() OVER (PARTITION BY childId, day ORDER BY seq DESC) = 1),
  first_day AS (SELECT childId, min(day) AS day FROM observation GROUP BY childId)
SELECT
  active_member.month,
  active_member.last,
  child.childId,
  child.gender,
  year(active_member.month) - child.birthYear AS age,
  least(child.recordedDay, coalesce(first_day.day, child.recordedDay)) AS knownFrom,
  newest_of_day.status,
  newest_of_day.day
FROM active_member
JOIN child USING (memberId)
LEFT JOIN first_day ON first_day.childId = child.childId
ASOF LEFT JOIN newest_of_day ON child.childId = newest_of_day.childId AND active_member.last >= newest_of_day.day;

-- children_in_school: newest observation `enrolled` or `irregular`, stock.
INSERT INTO stock
SELECT 'children_in_school', month, count(*) FROM child_at_end WHERE status IN ('enrolled', 'irregular') GROUP BY ALL;

-- children_school_age: 6 to 17 in the year of the month, once known, stock.
INSERT INTO stock
SELECT 'children_school_age', month, count(*) FROM child_at_end WHERE age BETWEEN 6 AND 17 AND knownFrom <= last GROUP BY ALL;

-- children_school_confirmed: of these, `enrolled`, seen after the same day seven months before (or that month's last day), stock.
INSERT INTO stock
SELECT 'children_school_confirmed', month, count(*)
FROM child_at_end
WHERE age BETWEEN 6 AND 17 AND knownFrom <= last AND status = 'enrolled' AND day > CAST(last - INTERVAL 7 MONTH AS DATE)
GROUP BY ALL;

-- girls_15_17_in_school, stock.
INSERT INTO stock
SELECT 'girls_15_17_in_school', month, count(*)
FROM child_at_end WHERE gender = 'female' AND age BETWEEN 15 AND 17 AND status IN ('enrolled', 'irregular') GROUP BY ALL;

-- children_returned: different children found enrolled directly after they had been found not enrolled, distinct. The consent in
-- force when the later observation was recorded decides.
INSERT INTO distinct_fact
SELECT 'children_returned', observation.childId, observation.day, observation.seq
FROM observation
JOIN child USING (childId)
ASOF JOIN answer_by_line ON child.memberId = answer_by_line.memberId AND observation.seq >= answer_by_line.seq
WHERE observation.status = 'enrolled' AND observation.statusBefore = 'not_enrolled' AND answer_by_line.given;
