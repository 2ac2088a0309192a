/** Fixed words about members, their children, offices and requests, for records and the journal alike. */

export const genders = ['female', 'male', 'transgender', 'undisclosed'] as const;

/** What a member escaped from, as far as she tells. */
export const categories = ['trafficking_survivor', 'cse_survivor', 'undisclosed'] as const;

/** The purposes besides the services; a woman is helped whatever she says to them. */
export const otherPurposes = ['reporting', 'sharing'] as const;
export const consentPurposes = ['services', ...otherPurposes] as const;

/** Who consented for a member. */
export const consentGivers = ['self', 'guardian', 'child_welfare_committee'] as const;

export const schoolingStatuses = ['enrolled', 'irregular', 'not_enrolled', 'completed', 'unknown'] as const;

export const schoolingStages = [
  'anganwadi',
  'primary',
  'upper_primary',
  'secondary',
  'higher_secondary',
  'college',
  'vocational',
] as const;

/** Why a child does not go to school, or not regularly. */
export const schoolingReasons = [
  'cost',
  'documents',
  'stigma',
  'work',
  'marriage',
  'health',
  'distance',
  'other',
] as const;

export const officeBodies = [
  'collective',
  'district_forum',
  'state_forum',
  'national_forum',
  'government_committee',
] as const;

export const offices = ['president', 'secretary', 'treasurer', 'member', 'other'] as const;

export const requestKinds = [
  'access',
  'correction',
  'withdrawal',
  'erasure',
  'nomination',
  'grievance',
] as const;

export const requestSteps = ['acknowledged', 'answered', 'refused', 'escalated'] as const;

/** How a member consented or made a request. */
export const waysOfSaying = ['spoken', 'written'] as const;
