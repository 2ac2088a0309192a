/** The purposes of members' loans. */
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

/** The sources from which groups borrow: a bank, schemes of the state (CIF: Community Investment Fund; Stree Nidhi), an NGO. */
export const borrowingSources = ['bank_linkage', 'cif', 'stree_nidhi', 'ngo', 'other'] as const;
