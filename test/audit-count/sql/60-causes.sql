-- Why numbers change: every known line that can change them, by its cause and the day of its fact; without a day it can change any month's.
-- late: a fact. corrected: a record's date, place or kind was changed. taken_back: something was reversed. consent: an answer about reporting. joined: records were joined or parted. moved: something went from one group to another.
-- A correction counts those that were recorded since the version before and are dated up to its month's end. No figure tells of a grievance.
CREATE OR REPLACE TEMP TABLE cause AS
WITH grievance AS (SELECT id FROM known WHERE type = 'request_recorded' AND kind = 'grievance')
SELECT
  CASE
    WHEN type = 'consent_recorded' AND consent.purpose = 'reporting' THEN 'consent'
    WHEN type IN ('members_joined', 'members_parted') THEN 'joined'
    WHEN type = 'move_recorded' THEN 'moved'
    WHEN type LIKE '%_reversed' OR type = 'case_event_taken_back' THEN 'taken_back'
    WHEN type LIKE '%_changed' THEN 'corrected'
    ELSE 'late'
  END AS cause,
  CASE
    WHEN type LIKE '%_changed' OR type IN ('member_entry_reversed', 'members_joined', 'members_parted') THEN NULL
    WHEN type = 'consent_recorded' AND consent.purpose = 'reporting' AND NOT consent.given THEN recordedDay
    ELSE coalesce(
      consent."on", schooling."on", eventOn, heldOn, joinedOn, exitedOn, formedOn, openedOn, sanctionedOn, "asOf", "on",
      TRY_CAST("from" AS DATE)
    )
  END AS day
FROM known
WHERE CASE
  WHEN type IN (
    'collective_formed', 'member_enrolled', 'child_recorded', 'child_changed', 'schooling_recorded', 'talk_recorded', 'office_recorded', 'office_ended',
    'member_exited', 'meeting_held', 'meeting_reversed', 'voucher_recorded', 'voucher_reversed', 'borrowing_recorded', 'books_opened',
    'move_recorded', 'move_reversed',
    'members_joined', 'members_parted', 'case_opened', 'outreach_recorded', 'outreach_reversed', 'roster_set', 'demand_recorded',
    'demand_step', 'demand_reversed'
  ) THEN TRUE
  WHEN type = 'collective_changed' THEN list_has_any(fields, ['formedOn', 'closedOn'])
  WHEN type = 'member_changed' THEN list_has_any(fields, ['joinedOn', 'leaderSince', 'district', 'birthYear'])
  WHEN type = 'case_changed' THEN list_has_any(fields, ['kind', 'openedOn', 'incident'])
  WHEN type = 'consent_recorded' THEN consent.purpose = 'reporting' OR opens IS NOT NULL OR answers IS NOT NULL
  WHEN type IN ('case_event', 'case_event_taken_back') THEN event.type NOT IN ('note', 'referral', 'follow_up', 'safety_plan')
  WHEN type = 'request_recorded' THEN kind <> 'grievance'
  WHEN type = 'request_step' THEN requestId NOT IN (FROM grievance)
  WHEN type = 'member_entry_reversed' THEN "of" NOT IN (FROM grievance)
  ELSE FALSE
END;
