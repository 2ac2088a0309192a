/** The words of members, their children, offices and requests, which records and the journal share. */

export const genders = ['female', 'male', 'transgender', 'undisclosed'] as const;

/** The words for what a member escaped from, as far as she tells. */
export const categories = ['trafficking_survivor', 'cse_survivor', 'undisclosed'] as const;

export const consentPurposes = ['services', 'reporting', 'sharing'] as const;

/** The words for who consented for a member. */
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

/** The words for why a child does not go to school, or not always. */
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

/** The words for how a member consented or asked. */
export const waysOfSaying = ['spoken', 'written'] as const;
