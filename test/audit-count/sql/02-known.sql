-- What is known at a cutoff: the lines recorded before it, the months to count, and whose facts count.
--
-- Give it with SET VARIABLE cutoff = '2026-11-04T18:30:00Z', firstMonth = '2025-04-01' and lastMonth = '2026-10-01'.

-- Two records that are joined are one woman's. A join stands if the last line about the joined record, of those recorded before the cutoff, is no
-- parting. The woman of a record is found by following the joins to their end.
SET VARIABLE women = (
  WITH RECURSIVE
    join_line AS (
      SELECT * FROM line
      WHERE type IN ('members_joined', 'members_parted') AND recordedAt < CAST(getvariable('cutoff') AS TIMESTAMP)
      QUALIFY row_number() OVER (PARTITION BY joinedId ORDER BY seq DESC) = 1
    ),
    standing AS (SELECT joinedId, keptId FROM join_line WHERE type = 'members_joined'),
    way AS (
      SELECT joinedId AS recordId, keptId AS memberId, 1 AS step FROM standing
      UNION ALL
      SELECT way.recordId, standing.keptId, step + 1 FROM way JOIN standing ON standing.joinedId = way.memberId
    ),
    woman AS (SELECT recordId, arg_max(memberId, step) AS memberId FROM way GROUP BY recordId)
  SELECT map(coalesce(list(recordId ORDER BY recordId), []), coalesce(list(memberId ORDER BY recordId), [])) FROM woman
);
CREATE OR REPLACE MACRO woman_of(id) AS coalesce(map_extract(getvariable('women'), id)[1], id);

-- In every line `memberId` is the woman, and `recordId` the record under which it was recorded.
CREATE OR REPLACE TEMP VIEW known AS
SELECT * REPLACE (woman_of(memberId) AS memberId), memberId AS recordId
FROM line WHERE recordedAt < CAST(getvariable('cutoff') AS TIMESTAMP);

-- The months to count. A financial year starts in April.
CREATE OR REPLACE TEMP TABLE month AS
SELECT
  first,
  last_day(first) AS last,
  CAST(date_trunc('year', first - INTERVAL 3 MONTH) + INTERVAL 3 MONTH AS DATE) AS firstOfYear
FROM (
  SELECT CAST(unnest(generate_series(
    CAST(getvariable('firstMonth') AS TIMESTAMP),
    CAST(getvariable('lastMonth') AS TIMESTAMP),
    INTERVAL 1 MONTH
  )) AS DATE) AS first
);

CREATE OR REPLACE MACRO month_of(day) AS CAST(date_trunc('month', day) AS DATE);
CREATE OR REPLACE MACRO year_of(day) AS
  CAST(date_trunc('year', day - INTERVAL 3 MONTH) + INTERVAL 3 MONTH AS DATE);

-- Every answer of a member about reporting, in order of recording (`seq`, then `place` within an enrolment).
-- A consent is in force from its own date on. A withdrawal takes effect on the day on which it is recorded.
CREATE OR REPLACE TEMP TABLE answer AS
SELECT memberId, seq, place, given, CASE WHEN given THEN day ELSE recordedDay END AS effective
FROM (
  SELECT memberId, seq, recordedDay, place, consents[place].purpose AS purpose, consents[place].given AS given, consents[place]."on" AS day
  FROM (SELECT *, unnest(range(1, len(consents) + 1)) AS place FROM known WHERE type = 'member_enrolled')
  UNION ALL
  SELECT memberId, seq, recordedDay, 1, consent.purpose, consent.given, consent."on"
  FROM known WHERE type = 'consent_recorded'
)
WHERE purpose = 'reporting';

-- For sums, ratios and distinct counts: the last answer recorded before a fact decides whether it counts. An enrolment brings its own.
CREATE OR REPLACE TEMP TABLE answer_by_line AS
SELECT memberId, seq, arg_max(given, place) AS given FROM answer GROUP BY memberId, seq;

-- For the stock of a month: the answer in force on its last day, by the answers' dates; of two with one date, the later recorded.
CREATE OR REPLACE TEMP TABLE counted_member AS
WITH answer_by_day AS (
  SELECT memberId, effective, given FROM answer
  QUALIFY row_number() OVER (PARTITION BY memberId, effective ORDER BY seq DESC, place DESC) = 1
)
SELECT month.first AS month, month.last, answered.memberId
FROM month
CROSS JOIN (SELECT DISTINCT memberId FROM answer_by_day) AS answered
ASOF JOIN answer_by_day ON answered.memberId = answer_by_day.memberId AND month.last >= answer_by_day.effective
WHERE answer_by_day.given;

-- Every record, also those that were joined to another, as it stands after each line that says it.
CREATE OR REPLACE TEMP TABLE any_record AS
SELECT recordId, memberId, seq, recordedDay, district, ageBand, joinedOn, leaderSince
FROM known WHERE type IN ('member_enrolled', 'member_changed');

-- A member's record as it stands after each line that says it, and as it stands now. Of a woman with several it is the one under which she counts;
-- her joining is the earliest of all, her enrolment the first that was recorded, and she has left only by her own record.
CREATE OR REPLACE TEMP TABLE member_record AS SELECT * EXCLUDE (recordId) FROM any_record WHERE recordId = memberId;

CREATE OR REPLACE TEMP TABLE member AS
WITH
  joining AS (
    SELECT memberId, min(joinedOn) AS joinedOn
    FROM (FROM any_record QUALIFY row_number() OVER (PARTITION BY recordId ORDER BY seq DESC) = 1) GROUP BY memberId
  )
SELECT record.* REPLACE (joining.joinedOn AS joinedOn), enrolment.seq AS enrolledSeq, gone.exitedOn
FROM (FROM member_record QUALIFY row_number() OVER (PARTITION BY memberId ORDER BY seq DESC) = 1) AS record
JOIN joining USING (memberId)
JOIN (SELECT memberId, min(seq) AS seq FROM known WHERE type = 'member_enrolled' GROUP BY memberId) AS enrolment USING (memberId)
LEFT JOIN (SELECT memberId, exitedOn FROM known WHERE type = 'member_exited' AND recordId = memberId) AS gone USING (memberId);

-- Active members of each month: joined, not exited (gone on the day of `exitedOn`), with consent on its last day.
CREATE OR REPLACE TEMP TABLE active_member AS
SELECT counted_member.month, counted_member.last, member.memberId
FROM counted_member JOIN member USING (memberId)
WHERE member.joinedOn <= counted_member.last
  AND (member.exitedOn IS NULL OR counted_member.last < member.exitedOn);

-- What the catalogue's files give.
-- indicator: the codes that are counted here.
CREATE OR REPLACE TEMP TABLE indicator (code VARCHAR);
-- counted_once: those of them that count each subject in one month alone, that of its first fact.
CREATE OR REPLACE TEMP TABLE counted_once (code VARCHAR);
-- broken_down: those of them that are told by district and by age band too.
CREATE OR REPLACE TEMP TABLE broken_down (code VARCHAR);
-- sum_fact: adds an amount on a day. `part` tells a ratio's numerator from its denominator.
CREATE OR REPLACE TEMP TABLE sum_fact (code VARCHAR, part VARCHAR, day DATE, amount BIGINT);
-- distinct_fact: something that a subject (a member, a child or a collective) did or got, and that counts.
CREATE OR REPLACE TEMP TABLE distinct_fact (code VARCHAR, subjectId UUID, day DATE, seq BIGINT);
-- stock: what is true at the end of a month.
CREATE OR REPLACE TEMP TABLE stock (code VARCHAR, month DATE, amount BIGINT);
-- stock_ratio: both levels of a ratio at the end of a month.
CREATE OR REPLACE TEMP TABLE stock_ratio (code VARCHAR, month DATE, numerator BIGINT, denominator BIGINT);
-- left_out: of a stock of members' money, how many members have some and are not counted for want of consent.
CREATE OR REPLACE TEMP TABLE left_out (code VARCHAR, month DATE, members BIGINT);
-- stock_person: the members of a stock that is broken down.
CREATE OR REPLACE TEMP TABLE stock_person (code VARCHAR, month DATE, memberId UUID);
