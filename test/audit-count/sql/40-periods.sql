-- Every indicator in its three periods: the month, the financial year (April to this month), and to date.
CREATE OR REPLACE TEMP TABLE figure AS
WITH
  -- Different persons within a period: each is counted in the first month of the period in which she has a fact.
  person_month AS (SELECT DISTINCT code, memberId, month_of(day) AS month FROM person_fact),
  first_month AS (SELECT code, memberId, min(month) AS month FROM person_month GROUP BY ALL),
  person_step AS (
    -- Whose first time is what counts has one month, ever.
    SELECT code, unnest(['month', 'financialYear', 'toDate']) AS period, month FROM first_month WHERE code IN (FROM counted_once)
    UNION ALL
    SELECT code, 'toDate', month FROM first_month WHERE code NOT IN (FROM counted_once)
    UNION ALL
    SELECT code, 'financialYear', min(month) FROM person_month WHERE code NOT IN (FROM counted_once)
    GROUP BY code, memberId, year_of(month)
    UNION ALL
    SELECT code, 'month', month FROM person_month WHERE code NOT IN (FROM counted_once)
  ),
  step AS (
    SELECT code, 'value' AS part, period, month, count(*) AS amount FROM person_step GROUP BY ALL
    UNION ALL
    SELECT code, part, unnest(['month', 'financialYear', 'toDate']), month, amount
    FROM (SELECT code, part, month_of(day) AS month, sum(amount) AS amount FROM sum_fact GROUP BY ALL)
  )
SELECT code, part, month.first AS month, period, CAST(sum(amount) AS BIGINT) AS amount
FROM step
JOIN month
  ON step.month <= month.first
  AND CASE period WHEN 'month' THEN step.month = month.first WHEN 'financialYear' THEN step.month >= month.firstOfYear ELSE TRUE END
GROUP BY ALL
UNION ALL
SELECT code, 'value', month, unnest(['month', 'financialYear', 'toDate']), CAST(amount AS BIGINT)
FROM (
  FROM stock
  UNION ALL
  SELECT code, month, count(*) FROM stock_person GROUP BY ALL
)
UNION ALL
SELECT code, part, month, unnest(['month', 'financialYear', 'toDate']), amount
FROM (UNPIVOT stock_ratio ON numerator, denominator INTO NAME part VALUE amount);
