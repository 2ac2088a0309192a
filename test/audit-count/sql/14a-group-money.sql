INSERT INTO indicator VALUES ('bank_balance'), ('borrowings_outstanding'), ('collectives_bank_linked');

CREATE OR REPLACE TEMP VIEW standing_voucher AS
SELECT * FROM known
WHERE type = 'voucher_recorded' AND voucherId NOT IN (SELECT voucherId FROM known WHERE type = 'voucher_reversed');

-- All that moved of a group's own money: entries and lines of sheets, lines of vouchers.
CREATE OR REPLACE TEMP TABLE moved AS
SELECT collectiveId, heldOn AS day, unnest(entries).kind AS kind, unnest(entries).amountPaise AS amountPaise,
  unnest(entries).account AS account, CAST(NULL AS UUID) AS borrowingId
FROM standing_meeting
UNION ALL
SELECT collectiveId, heldOn, unnest(lines).kind, unnest(lines).amountPaise, unnest(lines).account, unnest(lines).borrowingId
FROM standing_meeting
UNION ALL
SELECT collectiveId, "on", unnest(lines).kind, unnest(lines).amountPaise, unnest(lines).account, unnest(lines).borrowingId
FROM standing_voucher;

-- What went from one collective to another. Money at the bank that went is in no sum over all, but a borrowing is where it went.
CREATE OR REPLACE TEMP VIEW standing_move AS
SELECT collectiveId, toCollectiveId, "on" AS day, unnest(borrowings).borrowingId AS borrowingId, unnest(borrowings).outstandingPaise AS amount
FROM known
WHERE type = 'move_recorded' AND moveId NOT IN (SELECT moveId FROM known WHERE type = 'move_reversed');

-- bank_balance: of all collectives, by the dates of sheets, vouchers and openings, stock, in paise. It needs no consent.
INSERT INTO stock
WITH change AS (
  SELECT day, CASE
    WHEN kind IN ('bank_deposit', 'bank_interest') THEN amountPaise
    WHEN kind IN ('bank_withdrawal', 'bank_charge') THEN -amountPaise
    WHEN account IS DISTINCT FROM 'bank' THEN 0
    WHEN kind IN ('withdrawal', 'loan', 'dividend', 'expense', 'borrowing_repaid', 'borrowing_interest') THEN -amountPaise
    ELSE amountPaise
  END AS amount
  FROM moved
  UNION ALL
  SELECT "asOf", bankPaise FROM known WHERE type = 'books_opened'
)
SELECT 'bank_balance', month.first, sum(amount) FROM change JOIN month ON day <= month.last GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE borrowing_on AS
WITH
  opened AS (
    SELECT collectiveId, "asOf", unnest(borrowings).borrowingId AS borrowingId, unnest(borrowings).source AS source,
      unnest(borrowings).outstandingPaise AS amount
    FROM known WHERE type = 'books_opened'
  ),
  source AS (
    SELECT DISTINCT borrowingId, source FROM opened
    UNION
    SELECT borrowingId, source FROM known WHERE type = 'borrowing_recorded'
  ),
  change AS (
    SELECT collectiveId, borrowingId, "asOf" AS day, amount FROM opened
    UNION ALL
    SELECT collectiveId, borrowingId, day, -amount FROM standing_move
    UNION ALL
    SELECT toCollectiveId, borrowingId, day, amount FROM standing_move
    UNION ALL
    SELECT collectiveId, borrowingId, day, CASE kind WHEN 'borrowing_received' THEN amountPaise ELSE -amountPaise END
    FROM moved WHERE kind IN ('borrowing_received', 'borrowing_repaid')
  )
SELECT month.first AS month, month.last AS last, change.collectiveId, source.borrowingId, source.source, sum(amount) AS outstanding
FROM source JOIN change USING (borrowingId) JOIN month ON day <= month.last
GROUP BY ALL;

-- borrowings_outstanding: of all collectives, by date, stock, in paise. It needs no consent.
INSERT INTO stock SELECT 'borrowings_outstanding', month, sum(outstanding) FROM borrowing_on GROUP BY ALL;

-- collectives_bank_linked: collectives with a borrowing of source `bank_linkage` outstanding, stock; one that closed is gone.
INSERT INTO stock
SELECT 'collectives_bank_linked', borrowing_on.month, count(DISTINCT borrowing_on.collectiveId)
FROM borrowing_on
JOIN (
  FROM known WHERE type IN ('collective_formed', 'collective_changed')
  QUALIFY row_number() OVER (PARTITION BY collectiveId ORDER BY type = 'collective_changed' DESC, seq DESC) = 1
) AS collective ON collective.collectiveId = borrowing_on.collectiveId
WHERE borrowing_on.source = 'bank_linkage' AND outstanding > 0
  AND collective.formedOn <= borrowing_on.last AND (collective.closedOn IS NULL OR borrowing_on.last < collective.closedOn)
GROUP BY ALL;
