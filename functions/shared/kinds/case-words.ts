/** Fixed words about cases and their timelines, for records, the journal and the screens alike. */

export const caseKinds = [
  'crisis',
  'mental_health',
  'legal_aid',
  'entitlement',
  'compensation',
  'other',
] as const;

export const casePriorities = ['urgent', 'normal'] as const;

export const caseStatuses = ['open', 'in_progress', 'closed', 'reopened'] as const;

/** What happened in a crisis. */
export const incidents = [
  'domestic_violence',
  'sexual_violence',
  'threat',
  'trafficking_attempt',
  'police',
  'eviction',
  'child_in_danger',
  'health',
  'other',
] as const;

/** How a case ended. */
export const caseOutcomes = ['met', 'partly_met', 'moved', 'withdrew', 'died', 'other'] as const;

/** What she herself says of the help, when a case is closed. */
export const herWords = ['helped', 'partly', 'not', 'not_asked'] as const;

export const services = [
  'mental_health',
  'legal_aid',
  'medical',
  'shelter',
  'police',
  'counselling',
  'livelihood',
] as const;

/** The entitlements that a case may be about; a house patta is the title to a house site. */
export const entitlements = [
  'house_patta',
  'aadhaar_card',
  'ration_card',
  'bank_account',
  'pension',
  'voter_card',
  'health_insurance',
  'caste_certificate',
  'job_card',
  'scholarship',
  'other',
] as const;

export const entitlementStages = [
  'needed',
  'applied',
  'sanctioned',
  'received',
  'suspended',
  'restored',
] as const;

export const compensationSchemes = [
  'nalsa_2018',
  'ap_2015',
  'immediate_relief',
  'goms28_2011',
  'other',
] as const;

/** The authorities that decide on an application for compensation; DLSA and SLSA: District and State Legal Services Authority. */
export const compensationForums = ['dlsa', 'slsa', 'trial_court', 'collector', 'high_court'] as const;

export const compensationStages = [
  'filed',
  'acknowledged',
  'interim_ordered',
  'interim_paid',
  'awarded',
  'rejected',
  'appealed',
  'appeal_decided',
  'paid',
] as const;

/** The steps of a criminal proceeding; FIR: First Information Report, with which the police opens it. */
export const proceedingSteps = [
  'fir',
  'magistrate_statement',
  'medical_examination',
  'charge_sheet',
  'charges_framed',
  'summons',
  'testimony',
  'hearing',
  'judgment',
  'appeal',
  'protection_sought',
] as const;

/** The laws that a step of a proceeding may name: the penal code (BNS, before it IPC), and those on traffic in persons (ITPA) and child abuse (POCSO). */
export const laws = ['bns', 'ipc', 'itpa', 'pocso', 'other'] as const;

export const referralStages = ['requested', 'accepted', 'rejected', 'done', 'revoked'] as const;

/**
 * Days until a decision is due after an application was filed (section 396 of the BNSS, the code of criminal procedure), and until the police
 * must report progress after the first FIR of a matter (section 193).
 */
export const daysUntilDue = { decision_due: 60, progress_due: 90 } as const;
