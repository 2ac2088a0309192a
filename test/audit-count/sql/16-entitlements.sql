INSERT INTO indicator VALUES
  ('house_pattas'), ('aadhaar_cards'), ('ration_cards'), ('bank_accounts'), ('pensions'), ('compensation_applied'),
  ('compensation_interim_paid'), ('compensation_awarded'), ('compensation_paid'), ('applications_pending'), ('firs_registered'),
  ('testimonies_given');
INSERT INTO counted_once VALUES
  ('house_pattas'), ('aadhaar_cards'), ('ration_cards'), ('bank_accounts'), ('pensions'), ('compensation_applied'),
  ('compensation_interim_paid'), ('compensation_awarded'), ('compensation_paid'), ('firs_registered');
INSERT INTO broken_down VALUES ('house_pattas'), ('aadhaar_cards'), ('ration_cards'), ('bank_accounts'), ('pensions');

-- house_pattas, aadhaar_cards, ration_cards, bank_accounts, pensions: members whose stage first became `received`, distinct.
-- compensation_applied, _interim_paid, _awarded, _paid: members by first `filed`, `interim_paid`, `awarded`, `paid`, distinct.
-- firs_registered: members by first `fir`, distinct.
--
-- "First" is by date, among the facts that count. It needs no more here than the other distinct counts: 40-periods.sql counts these
-- codes in the month and year of the first date only.
INSERT INTO distinct_fact
SELECT event.entitlement || 's', memberId, day, seq
FROM counted_event
WHERE event.type = 'entitlement'
  AND event.stage = 'received'
  AND event.entitlement IN ('house_patta', 'aadhaar_card', 'ration_card', 'bank_account', 'pension');

INSERT INTO distinct_fact
SELECT CASE event.stage WHEN 'filed' THEN 'compensation_applied' ELSE 'compensation_' || event.stage END, memberId, day, seq
FROM counted_event
WHERE event.type = 'compensation' AND event.stage IN ('filed', 'interim_paid', 'awarded', 'paid');

-- testimonies_given: members with a `testimony`, distinct.
INSERT INTO distinct_fact
SELECT CASE event.step WHEN 'fir' THEN 'firs_registered' ELSE 'testimonies_given' END, memberId, day, seq
FROM counted_event
WHERE event.type = 'proceeding' AND event.step IN ('fir', 'testimony');

-- applications_pending: applications filed 60 days or more before the last day, and none of awarded, rejected, paid by it, stock.
-- Of members with consent on the month's last day, of those gone too.
INSERT INTO stock
WITH
  stage AS (
    SELECT memberId, caseId, event.applicationId AS applicationId, event.stage AS stage, "on" AS day FROM known
    WHERE type = 'case_event'
      AND event.type = 'compensation'
      AND id NOT IN (SELECT eventId FROM known WHERE type = 'case_event_taken_back')
  ),
  application AS (
    SELECT
      memberId,
      min(day) FILTER (stage = 'filed') AS filed,
      min(day) FILTER (stage IN ('awarded', 'rejected', 'paid')) AS decided
    FROM stage GROUP BY memberId, caseId, applicationId
  )
SELECT 'applications_pending', counted_member.month, count(*)
FROM counted_member
JOIN application USING (memberId)
WHERE date_diff('day', filed, counted_member.last) >= 60 AND (decided IS NULL OR decided > counted_member.last)
GROUP BY ALL;
