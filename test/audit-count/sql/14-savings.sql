INSERT INTO indicator VALUES
  ('members_saving'), ('savings_deposited'), ('savings_balance'), ('loans_disbursed'), ('loans_outstanding'),
  ('interest_received'), ('loans_at_risk');
INSERT INTO broken_down VALUES ('members_saving');

-- A sheet's entries, with whether each counts: by the consent in force when its sheet was recorded.
CREATE OR REPLACE TEMP TABLE entry AS
WITH listed AS (
  SELECT
    seq,
    heldOn,
    woman_of(unnest(entries).memberId) AS memberId,
    unnest(entries).kind AS kind,
    unnest(entries).amountPaise AS amountPaise,
    unnest(entries).loanId AS loanId,
    unnest(entries).instalments AS instalments,
    unnest(entries).firstDueOn AS firstDueOn
  FROM standing_meeting
)
SELECT listed.*, coalesce(answer_by_line.given, FALSE) AS counts
FROM listed ASOF LEFT JOIN answer_by_line ON listed.memberId = answer_by_line.memberId AND listed.seq >= answer_by_line.seq;

-- members_saving: members with a deposit, distinct.
INSERT INTO distinct_fact SELECT 'members_saving', memberId, heldOn, seq FROM entry WHERE kind = 'deposit' AND counts;

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

-- What a group's opening says of a member: her savings, and what she owed of each loan.
CREATE OR REPLACE TEMP VIEW opened_member AS
SELECT "asOf", woman_of(unnest(members).memberId) AS memberId, unnest(members).savingsPaise AS savingsPaise, unnest(members).loans AS loans
FROM known WHERE type = 'books_opened';

CREATE OR REPLACE TEMP VIEW opened_loan AS
SELECT
  "asOf",
  memberId,
  unnest(loans).loanId AS loanId,
  unnest(loans).principalPaise AS principalPaise,
  unnest(loans).outstandingPaise AS outstandingPaise,
  unnest(loans).instalments AS instalments,
  unnest(loans).firstDueOn AS firstDueOn
FROM opened_member;

-- To whom each loan was given: whoever repays it, it is hers. Two records that were one may have repaid each other's.
CREATE OR REPLACE TEMP VIEW loan_owner AS
SELECT loanId, memberId FROM entry WHERE kind = 'loan' UNION SELECT loanId, memberId FROM opened_loan;

-- savings_balance: members' savings, stock: deposits less withdrawals and set-offs, and what was saved at an opening.
-- loans_outstanding: principal outstanding, stock: loans less repayments, set-offs and write-offs, and what was owed at an opening. In paise.
-- Plain sums by date, of members with consent on the month's last day.
CREATE OR REPLACE TEMP TABLE member_balance AS
WITH
  change AS (
    SELECT 'savings_balance' AS code, memberId, heldOn AS day, CASE kind WHEN 'deposit' THEN amountPaise ELSE -amountPaise END AS amount
    FROM entry WHERE kind IN ('deposit', 'withdrawal', 'set_off')
    UNION ALL
    SELECT 'savings_balance', memberId, "asOf", savingsPaise FROM opened_member
    UNION ALL
    SELECT 'loans_outstanding', loan_owner.memberId, heldOn, CASE kind WHEN 'loan' THEN amountPaise ELSE -amountPaise END
    FROM entry JOIN loan_owner USING (loanId) WHERE kind IN ('loan', 'repayment', 'set_off', 'write_off')
    UNION ALL
    SELECT 'loans_outstanding', memberId, "asOf", outstandingPaise FROM opened_loan
  ),
  movement AS (SELECT code, memberId, month_of(day) AS month, sum(amount) AS amount FROM change GROUP BY ALL),
  balance AS (
    SELECT code, memberId, month, sum(amount) OVER (PARTITION BY code, memberId ORDER BY month) AS amount FROM movement
  ),
  account AS (SELECT DISTINCT code, memberId FROM movement)
SELECT account.code, account.memberId, month.first AS month, balance.amount
FROM account
CROSS JOIN month
ASOF JOIN balance ON account.code = balance.code AND account.memberId = balance.memberId AND month.first >= balance.month;

INSERT INTO stock
SELECT code, month, sum(amount) FROM member_balance JOIN counted_member USING (memberId, month) GROUP BY ALL;

INSERT INTO left_out
SELECT code, month, count(*) FROM member_balance ANTI JOIN counted_member USING (memberId, month) WHERE amount > 0 GROUP BY ALL;

-- loans_at_risk: outstanding principal of loans at risk on the month's last day, stock, of members with consent on it: the principal due 30
-- days before exceeds what is repaid by the last day. In paise.
CREATE OR REPLACE TEMP TABLE loan_at_risk AS
WITH
  loan AS (
    SELECT memberId, loanId, heldOn AS since, amountPaise AS principal, 0 AS before, instalments, firstDueOn FROM entry WHERE kind = 'loan'
    UNION ALL
    SELECT memberId, loanId, "asOf", principalPaise, principalPaise - outstandingPaise, instalments, firstDueOn FROM opened_loan
  ),
  instalment AS (
    SELECT
      loanId,
      firstDueOn + to_months(number) AS due,
      CASE WHEN number = instalments - 1 THEN principal - number * (principal // instalments) ELSE principal // instalments END AS amount
    FROM loan, range(instalments) AS part(number)
    WHERE instalments IS NOT NULL
  ),
  paid AS (SELECT loanId, heldOn, amountPaise FROM entry WHERE kind IN ('repayment', 'set_off', 'write_off')),
  standing AS (
    SELECT
      month.first AS month,
      loan.memberId,
      loan.principal - loan.before - coalesce((SELECT sum(amountPaise) FROM paid WHERE paid.loanId = loan.loanId AND heldOn <= month.last), 0) AS outstanding,
      loan.principal,
      coalesce((SELECT sum(amount) FROM instalment WHERE instalment.loanId = loan.loanId AND due <= month.last - INTERVAL 30 DAY), 0) AS due
    FROM loan JOIN month ON loan.since <= month.last
    WHERE instalments IS NOT NULL
  )
SELECT month, memberId, outstanding FROM standing WHERE due > principal - outstanding;

INSERT INTO stock
SELECT 'loans_at_risk', month, sum(outstanding) FROM loan_at_risk JOIN counted_member USING (memberId, month) GROUP BY ALL;

INSERT INTO left_out
SELECT 'loans_at_risk', month, count(DISTINCT memberId)
FROM loan_at_risk ANTI JOIN counted_member USING (memberId, month) GROUP BY ALL;
