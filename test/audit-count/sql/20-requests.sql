INSERT INTO indicator VALUES ('requests_received'), ('requests_overdue');

-- Requests without grievances, each with the day of its first answer or refusal. A withdrawal from the services is one too; an exit or a new consent answers it.
CREATE OR REPLACE TEMP TABLE request AS
WITH
  asked AS (
    SELECT id, "on" FROM known WHERE type = 'request_recorded' AND kind <> 'grievance'
    UNION ALL
    SELECT opens.requestId, consent."on" FROM known WHERE type = 'consent_recorded' AND opens IS NOT NULL
  ),
  done AS (
    SELECT requestId, "on" FROM known WHERE type = 'request_step' AND step IN ('answered', 'refused')
    UNION ALL
    SELECT answer.requestId, answer."on"
    FROM (
      SELECT unnest(from_json(answers, '[{"requestId":"UUID","on":"DATE"}]')) AS answer FROM known
      WHERE type IN ('member_exited', 'consent_recorded') AND answers IS NOT NULL
    )
  )
SELECT asked.id, asked."on" AS day, min(done."on") AS closedOn
FROM asked LEFT JOIN done ON done.requestId = asked.id
WHERE asked.id NOT IN (FROM reversed_entry)
GROUP BY ALL;

-- requests_received: by the day on which they were made, sum. They need no consent.
INSERT INTO sum_fact SELECT 'requests_received', 'value', day, 1 FROM request;

-- requests_overdue: due (90 days after it was made) before the last day of the month, and neither answered nor refused by it, stock.
INSERT INTO stock
SELECT 'requests_overdue', month.first, count(*)
FROM month JOIN request ON request.day + 90 < month.last AND (closedOn IS NULL OR closedOn > month.last)
GROUP BY ALL;
