/** The words for what a member's loan is for. */
export const loanPurposes = [
  'consumption',
  'health',
  'education',
  'livelihood',
  'debt',
  'housing',
  'other',
] as const;
export type LoanPurpose = (typeof loanPurposes)[number];

/** The words for whom a group borrows from. */
export const borrowingSources = ['bank_linkage', 'cif', 'stree_nidhi', 'ngo', 'other'] as const;
