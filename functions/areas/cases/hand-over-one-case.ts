import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import type { Claim } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { MemberScope } from '../../shared/reach/reach.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import { type AddedNote, prepareNote } from './added-note.ts';
import { checkAssignee } from './assignee.ts';
import { maxChangesHandedOver } from './case-limits.ts';
import { caseWrites } from './case-writes.ts';
import type { CaseHandoverInput, CaseRecord } from './schema.ts';
import { findCase } from './stored-case.ts';
import { writeOnto } from './write-onto.ts';

/** Hands one case over to another caseworker. hand-over-cases.ts does it for all cases of a caseworker. */

export const notACaseworker = (path: string): AppError =>
  refused('not_a_caseworker', 'Hand the cases over from one caseworker to another.', path);

/** The claim of a hand-over's id. */
type HandoverClaim = Pick<Claim, 'id' | 'fingerprint'>;

export type Handover = {
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
export const isHeldSince = (
  { status, assignedTo, assignedAt, createdAt }: CaseRecord,
  personId: string,
  instant: string,
): boolean => {
  // A case without `assignedAt` was assigned to its assignee when it was opened.
  const heldFrom = assignedAt ?? createdAt;
  return status !== 'closed' && assignedTo === personId && Date.parse(heldFrom) <= Date.parse(instant);
};

/**
 * Hands over one case.
 * @param claim the claim of the request's id, for the first case that a request hands over; undefined for the others
 * @returns `skipped` if the giver no longer holds the case, it was changed too often (`maxChangesHandedOver`), or a concurrent request with the same id
 * has handed it over
 * @throws AppError `consent_withdrawn` if its member has stopped it since it was read
 */
export const handOverOne = async (
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
    // `concernsOnly` is null, since the hand-over is about many members: the erasure of one member leaves the claim as it is.
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
