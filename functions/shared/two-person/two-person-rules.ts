import { AppError, forbidden, notFound, refused } from '../errors/errors.ts';
import type { Role } from '../reach/roles.ts';

/**
 * What nobody does alone: a person with the role `asks` requests it, and somebody else with one of the roles `decides` decides. Everything
 * that needs two people is a row of `twoPersonRule`; docs/decisions/0022-two-person-approval.md says why.
 */
type TwoPersonRule = { readonly kind: ApprovalKind; readonly asks: Role; readonly decides: readonly Role[] };

export const approvalKinds = ['person', 'sign_in', 'erasure', 'data_handover', 'join', 'parting'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

export const twoPersonRule = {
  /** Somebody becomes an administrator, coordinator or auditor, or is enabled again as one. */
  person: { kind: 'person', asks: 'administrator', decides: ['administrator', 'auditor'] },
  /** An administrator, coordinator or auditor gets a new password. */
  sign_in: { kind: 'sign_in', asks: 'administrator', decides: ['administrator', 'auditor'] },
  member_erasure: { kind: 'erasure', asks: 'auditor', decides: ['coordinator'] },
  /** A leader or staff member. */
  person_erasure: { kind: 'erasure', asks: 'auditor', decides: ['administrator'] },
  /** All records leave, encrypted to a key whose fingerprint the auditor sees. */
  data_handover: { kind: 'data_handover', asks: 'administrator', decides: ['auditor'] },
  /** Two records of members become one woman's. */
  join: { kind: 'join', asks: 'coordinator', decides: ['coordinator', 'auditor'] },
  /** They become two women's again. */
  parting: { kind: 'parting', asks: 'coordinator', decides: ['coordinator', 'auditor'] },
} as const satisfies Record<string, TwoPersonRule>;

export type Matter = keyof typeof twoPersonRule;
export const matters = [
  'person',
  'sign_in',
  'member_erasure',
  'person_erasure',
  'data_handover',
  'join',
  'parting',
] as const satisfies Matter[];

const trustedRoles: readonly Role[] = ['administrator', 'coordinator', 'auditor'];
/** Whether a role has so much access that two people must agree before somebody gets it, or a new password for it. */
export const isTrusted = (role: Role): boolean => trustedRoles.includes(role);

/** What decides whether a change of a person's access takes one person or two. */
export type Standing = { readonly role: Role; readonly disabled: boolean };

/**
 * Whether a change makes a person an administrator, coordinator or auditor, or enables a person again as one of these. Such a change ends the person's
 * way in: whoever made a password for the person before may have kept it.
 * @param before undefined for a new person
 */
export const gainsTrust = ({ role, disabled }: Standing, before?: Standing): boolean =>
  isTrusted(role) && (before?.role !== role || (before.disabled && !disabled));

/** Whether a role may decide on requests for approval of a matter. */
export const mayDecide = (matter: Matter, role: Role): boolean => {
  const { decides }: TwoPersonRule = twoPersonRule[matter];
  return decides.includes(role);
};

/** The error if a request for approval is carried out before the second person has decided on it. */
export const waitingError = (): AppError =>
  new AppError('conflict', 'waiting', 'A second person has yet to decide on this.');

/** The error if somebody decides on a closed request for approval, or carries it out. It is closed because it was decided, or has expired. */
export const decidedError = (): AppError =>
  new AppError('conflict', 'decided', 'This was decided before, and is closed.');

/** The refusal of a decision if the person who made the request has since been disabled, erased or given another role. */
export const askerGoneError = (): AppError =>
  refused('asker_gone', 'Who asked for this may not ask for it any more. Decline it.');

/** The refusal of a decision if the member or person whom it is about was erased since the request. */
export const subjectGoneError = (): AppError =>
  refused('subject_gone', 'Whom this is about is not there any more. Decline it.');

/**
 * The rule on who may withdraw a request for approval: only the person who made it. Undefined if the caller may. The error reveals that the request
 * exists, but only to those who may decide on it.
 */
export const validateWithdrawer = (
  { matter, askedBy }: { readonly matter: Matter; readonly askedBy: string },
  caller: { readonly personId: string; readonly role: Role },
): AppError | undefined => {
  if (askedBy === caller.personId) return undefined;
  return mayDecide(matter, caller.role) ? forbidden() : notFound();
};

/** The error if somebody decides who counts as one hand with the person who made the request (`sameHandUntil`). */
export const sameHandError = (): AppError =>
  new AppError(
    'forbidden',
    'forbidden',
    'One person could lately have known your password and that of whoever asked. Somebody else must decide: the list of requests says who.',
  );

/**
 * The rule on who may decide on a request for approval. Undefined if the caller may. A caller who neither made the request nor may decide on such
 * requests doesn't learn that it exists.
 */
export const validateDecider = (
  approval: { readonly matter: Matter; readonly askedBy: string; readonly subject: string },
  caller: { readonly personId: string; readonly role: Role },
): AppError | undefined => {
  const { matter, askedBy, subject } = approval;
  const isRequester = askedBy === caller.personId;
  if (!isRequester && !mayDecide(matter, caller.role)) {
    return notFound();
  }
  // Nobody decides about herself: her own access or password, or her erasure, so that an administrator always remains.
  return isRequester || subject === caller.personId ? forbidden() : undefined;
};
