INSERT INTO indicator VALUES
  ('road_better_safety'), ('road_worse_safety'), ('road_better_debt'), ('road_worse_debt'), ('road_better_work'), ('road_worse_work'),
  ('road_better_mind'), ('road_worse_mind'), ('road_better_home'), ('road_worse_home'), ('road_better_belonging'), ('road_worse_belonging'),
  ('help_helped'), ('talks_held'), ('crises_of_violence'), ('livelihood_survivors');

-- Talks that were not taken back.
CREATE OR REPLACE TEMP TABLE talk AS
SELECT memberId, talkId, seq, "on" AS day, answers FROM known
WHERE type = 'talk_recorded' AND talkId NOT IN (FROM reversed_entry);

-- talks_held: different members by the day of the talk. The consent in force when it was recorded decides.
INSERT INTO distinct_fact
SELECT 'talks_held', talk.memberId, day, talk.seq
FROM talk
ASOF JOIN answer_by_line ON talk.memberId = answer_by_line.memberId AND talk.seq >= answer_by_line.seq
WHERE answer_by_line.given;

-- What each active member said of each area up to the end of each month: first and last, by day, then by recording.
CREATE OR REPLACE TEMP TABLE road AS
WITH
  said AS (
    SELECT memberId, seq, day, unnest(json_keys(answers)) AS area, answers FROM talk
  ),
  graded AS (
    SELECT memberId, seq, day, area, CAST(json_extract(answers, '$.' || area) AS BIGINT) AS grade FROM said
  )
SELECT
  active_member.month, active_member.memberId, area,
  arg_min(grade, (day, seq)) AS first,
  arg_max(grade, (day, seq)) AS newest
FROM active_member
JOIN graded ON graded.memberId = active_member.memberId AND graded.day <= active_member.last
GROUP BY ALL
HAVING count(*) > 1;

-- road_better_<area>: of those who first said 1 or 2 and were asked again, those who now say 3 or 4. road_worse_<area>: the other way around.
-- Of members with consent on the month's last day, as every stock. These are levels of every month; which month is published, and
-- whether it is told, is not counted here.
INSERT INTO stock_ratio
SELECT
  CASE WHEN first <= 2 THEN 'road_better_' ELSE 'road_worse_' END || area,
  month,
  count(*) FILTER ((first <= 2) <> (newest <= 2)),
  count(*)
FROM road
GROUP BY ALL;

-- help_helped: closings of the twelve months to the month's last day at which she was asked and answered, and those at which she had been
-- helped. Of members with consent on that day, of those gone too.
INSERT INTO stock_ratio
WITH
  closing AS (
    SELECT memberId, "on" AS day, event.herWord AS herWord FROM known
    WHERE type = 'case_event'
      AND event.type = 'status'
      AND event.status = 'closed'
      AND event.herWord IN ('helped', 'partly', 'not')
      AND id NOT IN (SELECT eventId FROM known WHERE type = 'case_event_taken_back')
  )
SELECT 'help_helped', counted_member.month, count(*) FILTER (herWord = 'helped'), count(*)
FROM counted_member
JOIN closing ON closing.memberId = counted_member.memberId
  AND closing.day <= counted_member.last
  AND closing.day >= counted_member.month - INTERVAL 11 MONTH
GROUP BY ALL;

-- crises_of_violence: crisis cases by `openedOn` whose incident, by the newest line that says it, is one of violence, sum.
INSERT INTO sum_fact
WITH
  told AS (
    SELECT caseId, incident FROM known
    WHERE type = 'case_opened' OR (type = 'case_changed' AND list_contains(fields, 'incident'))
    QUALIFY row_number() OVER (PARTITION BY caseId ORDER BY type = 'case_changed' DESC, seq DESC) = 1
  )
SELECT 'crises_of_violence', 'value', openedOn, 1
FROM counted_case
JOIN told USING (caseId)
WHERE kind = 'crisis' AND incident IN ('domestic_violence', 'sexual_violence', 'threat', 'trafficking_attempt');

-- livelihood_survivors: members with a `livelihood` service, distinct.
INSERT INTO distinct_fact
SELECT 'livelihood_survivors', memberId, day, seq FROM counted_event WHERE event.type = 'service' AND event.service = 'livelihood';
