/** Fixed words about demands on offices of the State, for records and the journal alike. */

export const demandKinds = ['representation', 'petition', 'meeting', 'hearing', 'rti', 'rti_appeal'] as const;

/** The offices that something is asked of. */
export const demandRecipients = [
  'dlsa',
  'slsa',
  'collector',
  'women_and_children',
  'police',
  'labour',
  'state_government',
  'commission',
  'court',
  'other',
] as const;

export const demandTopics = [
  'compensation',
  'entitlements',
  'protection',
  'investigation',
  'rehabilitation',
  'law',
  'other',
] as const;
export type DemandTopic = (typeof demandTopics)[number];

export const demandSteps = [
  'acknowledged',
  'answered',
  'granted',
  'partly_granted',
  'refused',
  'no_answer',
] as const;

/** The steps that settle a demand: an answer of any kind. */
export const settlingSteps = ['answered', 'granted', 'partly_granted', 'refused'] as const;
export type SettlingStep = (typeof settlingSteps)[number];

export const isSettling = (step: (typeof demandSteps)[number]): step is SettlingStep =>
  settlingSteps.some((one) => one === step);

export const demandStatuses = ['open', ...settlingSteps] as const;
