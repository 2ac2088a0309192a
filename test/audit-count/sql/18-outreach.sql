INSERT INTO indicator VALUES
  ('media_personnel_sensitised'), ('media_stories_published'), ('police_oriented_in_person'), ('police_oriented_online'),
  ('leadership_trainings');

-- Outreach that was not reversed. It names no member, and needs no consent.
CREATE OR REPLACE TEMP VIEW standing_outreach AS
SELECT * FROM known
WHERE type = 'outreach_recorded' AND outreachId NOT IN (SELECT outreachId FROM known WHERE type = 'outreach_reversed');

-- media_personnel_sensitised: participants, sum. media_stories_published: stories, sum.
INSERT INTO sum_fact
SELECT 'media_personnel_sensitised', 'value', "on", CAST(participants AS BIGINT) FROM standing_outreach WHERE kind = 'media_sensitisation';
INSERT INTO sum_fact
SELECT 'media_stories_published', 'value', "on", 1 FROM standing_outreach WHERE kind = 'media_story';

-- police_oriented_in_person, police_oriented_online: participants of police orientations by mode, sum.
INSERT INTO sum_fact
SELECT 'police_oriented_' || mode, 'value', "on", CAST(participants AS BIGINT) FROM standing_outreach WHERE kind = 'police_orientation';

-- leadership_trainings: trainings, sum.
INSERT INTO sum_fact
SELECT 'leadership_trainings', 'value', "on", 1 FROM standing_outreach WHERE kind = 'leadership_training';
