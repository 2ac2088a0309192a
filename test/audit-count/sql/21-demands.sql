INSERT INTO indicator VALUES ('demands_made'), ('demands_answered'), ('demands_granted'), ('demands_overdue');

-- Demands that were not taken back, each with the day on which its answer is due. The Right to Information Act, 2005 gives an office 30 days for a
-- request (section 7(1)) and 45 for an appeal (section 19(6)); other demands have the day that was promised, if any.
CREATE OR REPLACE TEMP TABLE demand AS
SELECT
  demandId, "on" AS day,
  CASE kind WHEN 'rti' THEN "on" + 30 WHEN 'rti_appeal' THEN "on" + 45 ELSE dueOn END AS dueOn
FROM known
WHERE type = 'demand_recorded' AND demandId NOT IN (SELECT demandId FROM known WHERE type = 'demand_reversed');

-- The first answer of each, by its day, then by recording.
CREATE OR REPLACE TEMP TABLE answer AS
SELECT demandId, arg_min(step, ("on", seq)) AS step, min("on") AS day
FROM known
WHERE type = 'demand_step' AND step IN ('answered', 'granted', 'partly_granted', 'refused')
GROUP BY demandId;

-- demands_made: by the day on which they were made, sum. They are about nobody and need no consent.
INSERT INTO sum_fact SELECT 'demands_made', 'value', day, 1 FROM demand;

-- demands_answered, demands_granted: by the day of the first answer, sum.
INSERT INTO sum_fact SELECT 'demands_answered', 'value', answer.day, 1 FROM answer JOIN demand USING (demandId);
INSERT INTO sum_fact
SELECT 'demands_granted', 'value', answer.day, 1
FROM answer JOIN demand USING (demandId)
WHERE step IN ('granted', 'partly_granted');

-- demands_overdue: due before the last day of the month, and not answered by it, stock.
INSERT INTO stock
SELECT 'demands_overdue', month.first, count(*)
FROM month
JOIN demand ON demand.dueOn < month.last
LEFT JOIN answer USING (demandId)
WHERE answer.day IS NULL OR answer.day > month.last
GROUP BY ALL;
