import { AppError, forbidden, notFound, refused } from '../domain/errors.ts';
import type { Role } from '../domain/roles.ts';

/**
 * What nobody does alone: somebody asks by the role named here, and somebody else, of one of the roles named here, decides. Whatever
 * needs two persons is a row of this table; the decision of each row is in docs/decisions/0022-two-person-approval.md.
 */
type Rule = { readonly kind: ApprovalKind; readonly asks: Role; readonly decides: readonly Role[] };

export const approvalKinds = ['person', 'sign_in', 'erasure'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

export const twoPersonRule = {
  /** Somebody becomes an administrator, a coordinator or an auditor, or is enabled again as one. */
  person: { kind: 'person', asks: 'administrator', decides: ['administrator', 'auditor'] },
  /** One of these gets a new password. */
  sign_in: { kind: 'sign_in', asks: 'administrator', decides: ['administrator', 'auditor'] },
  member_erasure: { kind: 'erasure', asks: 'auditor', decides: ['coordinator'] },
  /** A leader or one of the staff. */
  person_erasure: { kind: 'erasure', asks: 'auditor', decides: ['administrator'] },
} as const satisfies Record<string, Rule>;

export type Matter = keyof typeof twoPersonRule;
export const matters = ['person', 'sign_in', 'member_erasure', 'person_erasure'] as const satisfies Matter[];

/** Roles that reach so much that nobody is given one, or another way to sign in as one, by one person alone. */
const trusted: readonly Role[] = ['administrator', 'coordinator', 'auditor'];
export const isTrusted = (role: Role): boolean => trusted.includes(role);

export const mayDecide = (matter: Matter, role: Role): boolean => {
  const { decides }: Rule = twoPersonRule[matter];
  return decides.includes(role);
};

/** What was asked for still waits for the other person. */
export const waiting = (): AppError =>
  new AppError('conflict', 'waiting', 'A second person has yet to decide on this.');

/** What was asked for was decided on, and done, before. */
export const decided = (): AppError =>
  new AppError('conflict', 'decided', 'This was decided before, and is closed.');

/** Who asked was disabled, erased or given another role since. */
export const askerGone = (): AppError =>
  refused('asker_gone', 'Who asked for this may not ask for it any more. Decline it.');

/** The member or person whom it is about was erased since. */
export const subjectGone = (): AppError =>
  refused('subject_gone', 'Whom this is about is not there any more. Decline it.');

/** Why somebody may not decide, or undefined. Who has no part in it is not told that it exists. */
export const validateDecider = (
  approval: { readonly matter: Matter; readonly askedBy: string; readonly subject: string },
  caller: { readonly personId: string; readonly role: Role },
): AppError | undefined => {
  const { matter, askedBy, subject } = approval;
  const isHers = askedBy === caller.personId;
  if (!isHers && !mayDecide(matter, caller.role)) {
    return notFound();
  }
  // Nobody erases herself, so that there is always an administrator left.
  return isHers || (matter === 'person_erasure' && subject === caller.personId) ? forbidden() : undefined;
};
