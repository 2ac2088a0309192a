INSERT INTO indicator VALUES
  ('members_saving'), ('savings_deposited'), ('savings_balance'), ('loans_disbursed'), ('loans_outstanding'),
  ('interest_received');

-- A sheet's entries, with whether each counts: by the consent in force when its sheet was recorded.
CREATE OR REPLACE TEMP TABLE entry AS
WITH listed AS (
  SELECT
    seq,
    heldOn,
    unnest(entries).memberId AS memberId,
    unnest(entries).kind AS kind,
    unnest(entries).amountPaise AS amountPaise
  FROM standing_meeting
)
SELECT listed.*, coalesce(answer_by_line.given, FALSE) AS counts
FROM listed ASOF LEFT JOIN answer_by_line ON listed.memberId = answer_by_line.memberId AND listed.seq >= answer_by_line.seq;

-- members_saving: members with a deposit, distinct.
INSERT INTO person_fact SELECT 'members_saving', memberId, heldOn, seq FROM entry WHERE kind = 'deposit' AND counts;

-- savings_deposited: deposits, sum. loans_disbursed: loans, sum. interest_received: interest entries, sum. In paise.
INSERT INTO sum_fact
SELECT
  CASE kind WHEN 'deposit' THEN 'savings_deposited' WHEN 'loan' THEN 'loans_disbursed' ELSE 'interest_received' END,
  'value',
  heldOn,
  sum(amountPaise)
FROM entry
WHERE kind IN ('deposit', 'loan', 'interest') AND counts
GROUP BY ALL;

-- savings_balance: members' savings, stock: deposits less withdrawals.
-- loans_outstanding: principal outstanding, stock: loans less repayments. In paise.
-- Plain sums by date, of members with consent on the month's last day.
INSERT INTO stock
WITH
  movement AS (
    SELECT
      CASE WHEN kind IN ('deposit', 'withdrawal') THEN 'savings_balance' ELSE 'loans_outstanding' END AS code,
      memberId,
      month_of(heldOn) AS month,
      sum(CASE WHEN kind IN ('deposit', 'loan') THEN amountPaise ELSE -amountPaise END) AS amount
    FROM entry
    WHERE kind IN ('deposit', 'withdrawal', 'loan', 'repayment')
    GROUP BY ALL
  ),
  balance AS (
    SELECT code, memberId, month, sum(amount) OVER (PARTITION BY code, memberId ORDER BY month) AS amount FROM movement
  ),
  account AS (SELECT DISTINCT code, memberId FROM movement)
SELECT account.code, counted_member.month, sum(balance.amount)
FROM counted_member
JOIN account USING (memberId)
ASOF JOIN balance
  ON account.code = balance.code AND account.memberId = balance.memberId AND counted_member.month >= balance.month
GROUP BY ALL;
