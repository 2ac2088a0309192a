INSERT INTO indicator VALUES ('requests_received'), ('requests_overdue');

-- Requests without grievances, each with the day of its first answer or refusal.
CREATE OR REPLACE TEMP TABLE request AS
SELECT asked.id, asked."on" AS day, min(done."on") AS closedOn
FROM (FROM known WHERE type = 'request_recorded' AND kind <> 'grievance' AND id NOT IN (FROM reversed_entry)) AS asked
LEFT JOIN (FROM known WHERE type = 'request_step' AND step IN ('answered', 'refused')) AS done ON done.requestId = asked.id
GROUP BY ALL;

-- requests_received: by the day on which they were made, sum. They need no consent.
INSERT INTO sum_fact SELECT 'requests_received', 'value', day, 1 FROM request;

-- requests_overdue: due (90 days after it was made) before the last day of the month, and neither answered nor refused by it, stock.
INSERT INTO stock
SELECT 'requests_overdue', month.first, count(*)
FROM month JOIN request ON request.day + 90 < month.last AND (closedOn IS NULL OR closedOn > month.last)
GROUP BY ALL;
