-- Every indicator in its three periods: the month, the financial year (April to this month), and to date.
CREATE OR REPLACE TEMP TABLE figure AS
WITH
  -- Different subjects within a period: each is counted in the first month of the period in which it has a fact.
  subject_month AS (SELECT DISTINCT code, subjectId, month_of(day) AS month FROM distinct_fact),
  first_month AS (SELECT code, subjectId, min(month) AS month FROM subject_month GROUP BY ALL),
  subject_step AS (
    -- Whose first time is what counts has one month, ever.
    SELECT code, unnest(['month', 'financialYear', 'toDate']) AS period, month FROM first_month WHERE code IN (FROM counted_once)
    UNION ALL
    SELECT code, 'toDate', month FROM first_month WHERE code NOT IN (FROM counted_once)
    UNION ALL
    SELECT code, 'financialYear', min(month) FROM subject_month WHERE code NOT IN (FROM counted_once)
    GROUP BY code, subjectId, year_of(month)
    UNION ALL
    SELECT code, 'month', month FROM subject_month WHERE code NOT IN (FROM counted_once)
  ),
  step AS (
    SELECT code, 'value' AS part, period, month, count(*) AS amount FROM subject_step GROUP BY ALL
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
