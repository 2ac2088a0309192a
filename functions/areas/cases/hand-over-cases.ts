import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, findRepetition, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { MemberScope } from '../../shared/reach/reach.ts';
import { hasStopped, isConsentWithdrawn } from '../../shared/services/withdrawn.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { personKey } from '../../shared/table/keys/people.ts';
import { type AddedNote, prepareNote } from './added-note.ts';
import { checkAssignee } from './assignee.ts';
import { maxChangesHandedOver } from './case-limits.ts';
import { readCases } from './case-sources.ts';
import { caseWrites } from './case-writes.ts';
import { findMemberScopes } from './member-scopes.ts';
import type { CaseHandover, CaseHandoverInput, CaseRecord } from './schema.ts';
import { findCase } from './stored-case.ts';
import { writeOnto } from './write-onto.ts';

/** Hands all cases of a caseworker over to another. change-case.ts assigns a single case. */

/** The maximum number of cases that one request hands over; that takes a few seconds. The caller sends the same request again for the rest. */
const maxCasesPerRequest = 400;

const notACaseworker = (path: string): AppError =>
  refused('not_a_caseworker', 'Hand the cases over from one caseworker to another.', path);

/** The scope of an erased member: no group and no district. So only those who reach all members hand over her case. */
const nowhere: MemberScope = { collectiveId: '', district: '' };

/** The claim of a hand-over's id. */
type HandoverClaim = Pick<Claim, 'id' | 'fingerprint'>;

type Handover = {
  /** The id of the caseworker whose cases are handed over. */
  readonly from: string;
  readonly content: CaseHandoverInput;
  /** The caller's id. */
  readonly by: string;
  /** Whether a member is within the caller's reach. Only such a member's cases are handed over. */
  readonly isWithin: (member: MemberScope) => boolean;
  /** The time of this request: RFC 3339 with milliseconds. */
  readonly at: string;
  /** The time of the first request with the same id: the instant of the hand-over. */
  readonly firstAt: string;
  /** Makes a note for one case, with an id of its own; undefined if none was sent. */
  readonly makeNote: () => AddedNote | undefined;
  readonly makeLine: (after: CaseRecord, note: AddedNote | undefined) => JournalLineOf<'case_changed'>;
};

/** Whether a case is open, and a person has held it since an instant or longer. */
const isHeldSince = (
  { status, assignedTo, assignedAt, createdAt }: CaseRecord,
  personId: string,
  instant: string,
): boolean => {
  // A case without `assignedAt` was assigned to its assignee when it was opened.
  const heldFrom = assignedAt ?? createdAt;
  return status !== 'closed' && assignedTo === personId && Date.parse(heldFrom) <= Date.parse(instant);
};

/**
 * Checks that the taker is a caseworker, and the giver is one or still holds cases.
 * @throws AppError `not_found` if there is no such giver, `not_a_caseworker`
 */
const validatePeople = async (table: Table, from: string, to: string, hasCases: boolean): Promise<void> => {
  // The transaction below would name the same item twice, which DynamoDB rejects.
  if (from === to) {
    throw notACaseworker('to');
  }
  const failures = await table.transact([
    {
      check: personKey(from),
      condition: '#role = :caseworker',
      names: { '#role': 'role' },
      values: { ':caseworker': 'caseworker' },
      returnStored: true,
    },
    checkAssignee(to, { roles: ['caseworker'] }, () => notACaseworker('to')),
  ]);
  if (failures === null) {
    return;
  }
  const [giver, taker] = failures;
  if (giver?.failed && giver.stored === undefined) {
    throw notFound();
  }
  if (taker?.failed) {
    throw notACaseworker('to');
  }
  // A giver whose role was changed may still hold cases.
  if (giver?.failed && !hasCases) {
    throw notACaseworker('id');
  }
};

/**
 * Hands over one case.
 * @param claim the claim of the request's id, for the first case that a request hands over; undefined for the others
 * @returns `skipped` if the giver no longer holds the case, it was changed too often (`maxChangesHandedOver`), or a concurrent request with the same id
 * has handed it over
 * @throws AppError `consent_withdrawn` if its member has stopped it since it was read
 */
const handOverOne = async (
  { table, vault }: Records,
  { id: caseId }: CaseRecord,
  claim: HandoverClaim | undefined,
  { from, content: { to }, by, firstAt, at, makeNote, makeLine }: Handover,
): Promise<'handed_over' | 'skipped'> =>
  writeOnto(table, await findCase(table, caseId), async (current) => {
    const { version } = current.record;
    if (!isHeldSince(current.record, from, firstAt) || version >= maxChangesHandedOver) {
      return 'skipped';
    }
    const caseAfter: CaseRecord = {
      ...current.record,
      assignedTo: to,
      assignedAt: formatInstant(new Date(at)),
      version: version + 1,
    };
    const note = makeNote();
    const noteOrRefusal = note && (await prepareNote(vault, caseAfter, note, at));
    // The note about a member who was erased can't be encrypted: her case is handed over without it.
    const preparedNote = noteOrRefusal instanceof AppError ? undefined : noteOrRefusal;
    const { staleIfFailed, writes } = caseWrites(current.record, { ...current, record: caseAfter }, at);
    // `concernsOnly` is null, since the hand-over is about many members: the erasure of one leaves the claim as it is.
    const firstClaim = claim && { ...claim, record: caseKey(caseId), concernsOnly: null };
    const outcome = await record(table, {
      ...(firstClaim === undefined ? {} : { claim: firstClaim }),
      furtherClaims: preparedNote === undefined ? [] : [preparedNote.claim],
      staleIfFailed,
      writes: [
        ...writes,
        // Counted with the claim, and so once for a request, however many cases it hands over.
        ...(claim === undefined ? [] : [countSetting(by, 'handovers', at)]),
        checkAssignee(to, { roles: ['caseworker'] }, () => notACaseworker('to')),
        ...(preparedNote === undefined ? [] : [preparedNote.write]),
      ],
      line: makeLine(caseAfter, preparedNote && note),
    });
    if (outcome === 'written') {
      return 'handed_over';
    }
    return 'earlierRecord' in outcome ? 'skipped' : tryAgain;
  });

/** What becomes of a case whose member stopped it in the meantime: it is skipped. Other errors are thrown. */
const skippedIfStopped = (error: unknown): 'skipped' => {
  if (isConsentWithdrawn(error)) return 'skipped';
  throw error;
};

/**
 * Hands the open cases of a caseworker over to another, at most `maxCasesPerRequest` of them, each in a transaction of its own. The first
 * transaction claims the request's id; the claim keeps the instant of the hand-over. If the request stops half-way, the same request sent
 * again continues with the cases that the giver held at that instant and still holds. Cases that she got later stay hers.
 * @throws AppError `not_found`, `not_a_caseworker`, `too_many`, `id_reused`
 */
export const handOverCases = async (
  records: Records,
  request: Omit<Handover, 'firstAt'>,
): Promise<CaseHandover> => {
  const { table, vault } = records;
  const { from, content, at } = request;
  const { id, to } = content;
  const claim = { id, fingerprint: await fingerprintOf(vault, { caseHandover: content, from }) };
  const repetition = await findRepetition(table, claim);
  const handover = { ...request, firstAt: repetition?.at ?? at };
  const heldCases = await readCases(table, { of: 'assignee', personId: from }, async (batch) => {
    const held = batch.filter((caseInBatch) => isHeldSince(caseInBatch, from, handover.firstAt));
    const members = await findMemberScopes(
      table,
      held.map(({ memberId }) => memberId),
    );
    return held.filter(({ id: caseId, memberId }) => {
      const member = members.get(memberId);
      if (member === undefined) return request.isWithin(nowhere);
      // A case that has stopped is handed to nobody.
      return request.isWithin(member) && !hasStopped(member, caseId);
    });
  });
  // A repetition was checked when it first arrived. By now the giver may have no case left and another role.
  if (repetition === undefined) {
    await validatePeople(table, from, to, heldCases.length > 0);
  }
  let isClaimed = repetition !== undefined;
  let handedOver = 0;
  // Cases that were changed too often are not even tried: 400 of them would use up `maxCasesPerRequest`, in every request.
  const movable = heldCases.filter(({ version }) => version < maxChangesHandedOver);
  const notMovable = heldCases.length - movable.length;
  const tried = movable.slice(0, maxCasesPerRequest);
  for (const heldCase of tried) {
    const outcome = await handOverOne(records, heldCase, isClaimed ? undefined : claim, handover).catch(
      skippedIfStopped,
    );
    if (outcome === 'handed_over') {
      isClaimed = true;
      handedOver += 1;
    }
  }
  return {
    id,
    to,
    handedOver,
    skipped: notMovable + (tried.length - handedOver),
    left: movable.length - tried.length,
  };
};
