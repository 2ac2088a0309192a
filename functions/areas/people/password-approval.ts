import { AppError, forbidden, InternalError, notFound } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { PasswordMaker } from '../../shared/sign-ins/credentials.ts';
import { findWayIn, renewWayIn, type WayIn } from '../../shared/sign-ins/way-in.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { personKey } from '../../shared/table/keys/people.ts';
import type { Approval } from '../../shared/two-person/approval-schema.ts';
import { readOpen } from '../../shared/two-person/list-open-approvals.ts';
import { putApproval } from '../../shared/two-person/put-approval.ts';
import { planPasswordNote } from '../../shared/two-person/same-hand.ts';
import { findApproval } from '../../shared/two-person/stored-approval.ts';
import { decidedError, waitingError } from '../../shared/two-person/two-person-rules.ts';
import { closeApproval, lockApproval, unlockApproval } from './approval-lock.ts';
import type { ApprovalRequest } from './ask-for-approval.ts';
import type { Person } from './schema.ts';

/** Sets passwords, alone or after a second person has approved. approval-lock.ts locks the approval, cognito-sign-in.ts talks to the identity provider. */

/** How long after its approval a password can be set: a week. */
const usableMs = 7 * 86_400_000;
/** Until when the password that an approval allows can be set; undefined if it can't be set now. */
const usableUntil = ({ state, decidedAt }: Approval, now: Date): Date | undefined => {
  if (state !== 'approved' || decidedAt === undefined) return undefined;
  const until = new Date(Date.parse(decidedAt) + usableMs);
  return now < until ? until : undefined;
};
const isUsable = (approval: Approval, now: Date): boolean => usableUntil(approval, now) !== undefined;

/** For each person for whom the caller may make an approved password now: until when. */
export const readApprovedPasswords = async (
  table: Pick<Table, 'query'>,
  { personId }: Pick<Caller, 'personId'>,
  now: Date,
): Promise<ReadonlyMap<string, Date>> =>
  new Map(
    (await readOpen(table)).flatMap((approval) => {
      const until = usableUntil(approval, now);
      return approval.matter === 'sign_in' && approval.askedBy === personId && until !== undefined
        ? [[approval.subject, until] as const]
        : [];
    }),
  );

const changedError = (): AppError =>
  new AppError(
    'unavailable',
    'busy',
    'Her access was changed at this moment. Look at her page, and try again.',
  );

/**
 * Sets a person's password at the provider.
 * @param options.replacesUser whether the provider's user is made anew, so that nobody can sign in with anything of the old one
 * @returns the id of the provider's user, if one was made
 */
type SetPassword = (options: { readonly replacesUser: boolean }) => Promise<string | undefined>;

/** The person who gets a password. */
type PasswordOwner = Pick<Person, 'id' | 'role' | 'signInName'>;

/** A person's way in as it is now. @throws AppError `busy` if the person was erased since the request read the person's record */
const readWayIn = async (table: Table, { signInName }: PasswordOwner): Promise<WayIn> => {
  const wayIn = await findWayIn(table, signInName);
  if (wayIn === undefined) {
    throw changedError();
  }
  return wayIn;
};

/**
 * The write that makes a new user of the provider the person's only way in; none if no user was made. It is needed if the way in is void, or names
 * another user. It is not needed if the way in names no user: then any user with the person's sign-in name may act as the person.
 * @param madeUserId the id of the user that setting the password made; undefined if it only changed a user's password
 */
const renewalWrites = (
  { signInName }: PasswordOwner,
  { isVoid, userId }: WayIn,
  madeUserId: string | undefined,
): Write[] => {
  if (isVoid && madeUserId === undefined) {
    throw new InternalError('The provider did not say which user it made.');
  }
  const replacesAnother = isVoid || userId !== undefined;
  return madeUserId !== undefined && replacesAnother ? [renewWayIn(signInName, madeUserId)] : [];
};

/** The condition that a person is not disabled, and still has the role that the request read. */
const checkRole = ({ id, role }: Pick<Person, 'id' | 'role'>): Write => ({
  check: personKey(id),
  condition: '#role = :role AND disabled = :false',
  names: { '#role': 'role' },
  values: { ':role': role, ':false': false },
  errorIfFailed: changedError,
});

const noteMaker = async (table: Table, personId: string, maker: PasswordMaker): Promise<Write> => ({
  ...(await planPasswordNote(table, personId, maker)),
  errorIfFailed: changedError,
});

/**
 * Sets the password of a person whose role is not trusted. The journal is written first, so that no password is set without a line. If the
 * person gets a trusted role meanwhile, that ends the way in, and the authorizer refuses whoever signs in with this password.
 * @throws AppError `too_many`; `busy` if the person's access was changed since the request read the record
 */
export const setPasswordAlone = async (
  table: Table,
  person: PasswordOwner,
  maker: PasswordMaker,
  line: JournalLineOf<'person_changed'>,
  setPassword: SetPassword,
): Promise<void> => {
  const counted = countSetting(line.actor, 'people', line.recordedAt);
  const noted = await noteMaker(table, person.id, maker);
  await record(table, { writes: [checkRole(person), noted, counted], line });
  const wayIn = await readWayIn(table, person);
  const madeUserId = await setPassword({ replacesUser: wayIn.isVoid });
  const renewal = renewalWrites(person, wayIn, madeUserId);
  // A renewal opens a way in. So it checks the role again, which may have changed while the provider worked, and notes this
  // password as the newest one. Without a renewal the way in stays as it is: ended, if the person got a trusted role meanwhile.
  if (renewal.length > 0) {
    const writes = [checkRole(person), await noteMaker(table, person.id, maker), ...renewal];
    if ((await table.transact(writes)) !== null) {
      throw changedError();
    }
  }
};

/**
 * Asks a second person to approve a new password. If the asker already has a request for this person that waits or can be used, returns that
 * request and writes nothing.
 */
export const askForPassword = async (
  table: Table,
  subject: string,
  asking: ApprovalRequest,
  line: JournalLineOf<'approval_asked'>,
  now: Date,
): Promise<Approval> => {
  const earlierRequest = (await readOpen(table)).find(
    (open) =>
      open.matter === 'sign_in' &&
      open.subject === subject &&
      open.askedBy === asking.askedBy &&
      (open.state === 'waiting' || isUsable(open, now)),
  );
  if (earlierRequest !== undefined) {
    return earlierRequest;
  }
  const approval: Approval = { ...asking, matter: 'sign_in', subject, state: 'waiting' };
  await record(table, { writes: putApproval(approval), line });
  return approval;
};

/**
 * Sets a password that a second person has approved, and closes the approval. If this fails half-way, nobody has seen a password yet. The same
 * call can then be repeated at once, or after `lockMs` if the approval could not be unlocked; it sets another password.
 * @throws AppError `not_found`, `forbidden`, `waiting`, `decided`, `busy`
 */
export const handOutPassword = async (
  table: Table,
  approvalId: string,
  person: PasswordOwner,
  maker: PasswordMaker,
  line: JournalLineOf<'person_changed'>,
  setPassword: SetPassword,
): Promise<void> => {
  const approval = await findApproval(table, approvalId);
  if (approval?.matter !== 'sign_in' || approval.subject !== person.id) {
    throw notFound();
  }
  // Only the person who asked for the approval may make the password.
  const { by: askedBy, now } = maker;
  if (approval.askedBy !== askedBy) {
    throw forbidden();
  }
  if (approval.state === 'waiting') {
    throw waitingError();
  }
  // It was declined, it was used before, or it is too old.
  if (!isUsable(approval, now)) {
    throw decidedError();
  }
  const busyUntil = await lockApproval(table, approvalId, askedBy, now);
  try {
    const wayIn = await readWayIn(table, person);
    const madeUserId = await setPassword({ replacesUser: wayIn.isVoid });
    await record(table, {
      writes: [
        closeApproval(approvalId, busyUntil),
        checkRole(person),
        await noteMaker(table, person.id, maker),
        ...renewalWrites(person, wayIn, madeUserId),
      ],
      line,
    });
  } catch (error) {
    await unlockApproval(table, approvalId, busyUntil);
    throw error;
  }
};
