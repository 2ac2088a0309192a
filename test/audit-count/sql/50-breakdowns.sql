-- Breakdowns of `toDate`, by district and by age band, of the indicators in `broken_down` only; never crossed.

-- A person stands in the cell of the first of her facts, in order of recording, that still counts at the cutoff (and is dated up to the
-- month's end), as her record stood when it was recorded; in a stock, in the cell of her record at the cutoff.
CREATE OR REPLACE TEMP TABLE cell AS
WITH
  first_recorded AS (
    SELECT code, subjectId AS memberId, month, min(seq) OVER (PARTITION BY code, subjectId ORDER BY month) AS seq
    FROM (
      SELECT code, subjectId, month_of(day) AS month, min(seq) AS seq
      FROM distinct_fact WHERE code IN (FROM broken_down) GROUP BY ALL
    )
  ),
  person AS (SELECT DISTINCT code, memberId FROM first_recorded),
  fact_of_month AS (
    SELECT person.code, month.first AS month, person.memberId, first_recorded.seq
    FROM person
    CROSS JOIN month
    ASOF JOIN first_recorded
      ON person.code = first_recorded.code AND person.memberId = first_recorded.memberId AND month.first >= first_recorded.month
  ),
  -- What was recorded before her record, under the id of another that was joined to it, stands where her record was first.
  record AS (
    SELECT memberId, district, ageBand, CASE row_number() OVER (PARTITION BY memberId ORDER BY seq) WHEN 1 THEN 0 ELSE seq END AS since
    FROM member_record
  ),
  placed AS (
    SELECT fact_of_month.code, fact_of_month.month, record.district, record.ageBand
    FROM fact_of_month
    ASOF JOIN record ON fact_of_month.memberId = record.memberId AND fact_of_month.seq >= record.since
    UNION ALL
    SELECT code, month, district, ageBand FROM stock_person JOIN member USING (memberId)
  )
SELECT code, month, breakdown, key, count(*) AS amount
FROM (
  SELECT code, month, 'district' AS breakdown, district AS key FROM placed
  UNION ALL
  SELECT code, month, 'ageBand', ageBand FROM placed
)
GROUP BY ALL;
