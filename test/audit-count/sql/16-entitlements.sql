INSERT INTO indicator VALUES
  ('house_pattas'), ('aadhaar_cards'), ('ration_cards'), ('bank_accounts'), ('pensions'), ('compensation_applied'),
  ('compensation_awarded'), ('compensation_paid');

-- house_pattas, aadhaar_cards, ration_cards, bank_accounts, pensions: members whose stage first became `received`, distinct.
-- compensation_applied, compensation_awarded, compensation_paid: members by first `applied`, `awarded`, `paid`, distinct.
--
-- "First" is by date, among the facts that count. It needs no more here than the other distinct counts: 40-periods.sql counts these
-- codes in the month and year of the first date only.
INSERT INTO person_fact
SELECT event.entitlement || 's', memberId, day, seq
FROM counted_event
WHERE event.type = 'entitlement'
  AND event.stage = 'received'
  AND event.entitlement IN ('house_patta', 'aadhaar_card', 'ration_card', 'bank_account', 'pension');

INSERT INTO person_fact
SELECT 'compensation_' || event.stage, memberId, day, seq
FROM counted_event
WHERE event.type = 'compensation' AND event.stage IN ('applied', 'awarded', 'paid');

CREATE OR REPLACE TEMP TABLE counted_once AS
SELECT unnest([
  'house_pattas', 'aadhaar_cards', 'ration_cards', 'bank_accounts', 'pensions',
  'compensation_applied', 'compensation_awarded', 'compensation_paid'
]) AS code;
