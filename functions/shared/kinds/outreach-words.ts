/** Fixed words about outreach, for records and the journal alike. */

export const outreachKinds = [
  'media_sensitisation',
  'media_story',
  'police_orientation',
  'leadership_training',
  'advocacy',
] as const;

export const outreachModes = ['in_person', 'online'] as const;

export const rosterRoles = ['participant', 'facilitator', 'speaker'] as const;

/** Maximum number of members on the roster of an activity. */
export const maxOnRoster = 100;
