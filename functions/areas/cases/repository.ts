import * as z from 'zod';
import { latestBirthYear, tooEarlyError } from '../../shared/calendar/before-five.ts';
import { AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countCase } from '../../shared/member-counts/member-counts.ts';
import type { Reach, Role } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseKey, memberCaseKey } from '../../shared/table/keys/cases.ts';
import { codeKey } from '../../shared/table/keys/journal-and-claims.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { type Codes, claimCode } from '../../shared/table/member-and-case-codes.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { type AddedNote, prepareNote } from './added-note.ts';
import { type Assignees, checkAssignee } from './assignee.ts';
import { type CaseWithProgress, initialProgress } from './case-state.ts';
import { caseWrites } from './case-writes.ts';
import type { ChooseCases } from './list-cases.ts';
import { openedCaseItem } from './opened-case.ts';
import type { CaseInput, CaseRecord } from './schema.ts';
import { findCase, parseCase, toCaseItem } from './stored-case.ts';
import { isWaiting } from './waiting-period.ts';
import { workCountWrites } from './work-limit.ts';

/** Stores new and changed cases. timeline.ts stores their events, list-cases.ts lists cases. */

const storedCode = z.object({ record: storedKey });
/** The partition key of a case's items: `CASE#<id>`. */
const casePartition = /^CASE#(.+)$/;

const unknownAssignee = (): AppError =>
  refused(
    'unknown_assignee',
    'Assign the case to somebody who works on cases and reaches this one.',
    'assignedTo',
  );

export const unknownMember = (): AppError =>
  refused('unknown_member', 'There is no such member.', 'memberId');

/** The case with a code, if any. */
export const findCaseByCode = async (table: Table, code: string): Promise<CaseWithProgress | undefined> => {
  const item = await table.get(codeKey(code.toUpperCase()));
  if (item === undefined) {
    return undefined;
  }
  // Members have codes too, which find no case.
  const id = casePartition.exec(storedCode.parse(item).record.pk)?.[1];
  return id === undefined ? undefined : findCase(table, id);
};

/** A list of the case with a code; empty if there is none, or `choose` leaves it out. It has no next page. */
export const listCasesByCode = async (table: Table, code: string, choose: ChooseCases) => {
  const found = await findCaseByCode(table, code);
  const chosen = await choose(found === undefined ? [] : [found.record]);
  return { items: [...chosen], next: undefined };
};

/**
 * Stores a new case with an unused code, and lists it among the cases of its opener and of its member.
 * @param content the request's body: a repetition of the request is recognised by it
 */
export const openCase = async (
  { table, vault, newCode }: Records & { readonly newCode: Codes },
  value: Omit<CaseRecord, 'code'>,
  content: CaseInput,
  rules: {
    readonly refusal: AppError | undefined;
    readonly assigneeRoles: readonly Role[];
    readonly reach: Reach;
    /** The member's district and group; undefined if there is no such member, or she is being erased. Then the check of her record fails the write. */
    readonly scope: { readonly district: string; readonly collectiveId: string } | undefined;
  },
  line: JournalLineOf<'case_opened'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly record: CaseRecord }> => {
  const key = caseKey(value.id);
  const fingerprint = await fingerprintOf(vault, content);
  return table.retry(async () => {
    const newCase = { ...value, code: newCode() };
    const outcome = await record(table, {
      claim: { id: value.id, fingerprint, record: key, concernsOnly: concernedMember(value.memberId) },
      errorUnlessRepeated: rules.refusal,
      staleIfFailed: [claimCode(newCase.code, key)],
      writes: [
        {
          check: memberKey(value.memberId),
          // The member is at least five when the case is opened. Its events are later, so they need no such check.
          condition: 'attribute_exists(pk) AND birthYear <= :latest',
          values: { ':latest': latestBirthYear(value.openedOn) },
          errorIfFailed: (stored) => (stored === undefined ? unknownMember() : tooEarlyError('openedOn')),
        },
        ...(value.assignedTo === undefined
          ? []
          : [
              checkAssignee(
                value.assignedTo,
                { roles: rules.assigneeRoles, district: rules.scope?.district },
                unknownAssignee,
              ),
            ]),
        ...(rules.scope === undefined
          ? []
          : [
              ...countCase(value, isWaiting(newCase), rules.scope.district, line.actor),
              {
                put: toCaseItem(
                  { record: newCase, openedIn: rules.scope.collectiveId, progress: initialProgress },
                  line.recordedAt,
                ),
              },
            ]),
        ...workCountWrites({ personId: line.actor, reach: rules.reach }, undefined, newCase, line.recordedAt),
        { put: openedCaseItem(newCase) },
        { put: { ...memberCaseKey(value.memberId, value.id), caseId: value.id } },
      ],
      line,
    });
    if (outcome === 'written') {
      return { outcome: 'created', record: newCase };
    }
    return 'earlierRecord' in outcome
      ? { outcome: 'repeated', record: (await findCase(table, value.id)).record }
      : tryAgain;
  });
};

/**
 * Writes a changed case, with an optional note.
 * @param before the case as it was read
 * @param changed the case after the change, its version raised by 1
 * @returns `stale`, with the current case, if somebody else has written the case since it was read
 */
export const changeCase = async (
  { table, vault }: Records,
  before: CaseRecord,
  changed: CaseWithProgress,
  note: AddedNote | undefined,
  rules: {
    readonly refusal: AppError | undefined;
    readonly assignees: Assignees;
    readonly reach: Reach;
  },
  line: JournalLineOf<'case_changed'>,
): Promise<'written' | { readonly stale: CaseRecord }> => {
  const { assignedTo } = changed.record;
  const { staleIfFailed, writes } = caseWrites(before, changed, line.recordedAt);
  const isAssigned = line.fields.includes('assignedTo') && assignedTo !== undefined;
  const noteOrRefusal = note && (await prepareNote(vault, changed.record, note, line.recordedAt));
  const noteRefusal = noteOrRefusal instanceof AppError ? noteOrRefusal : undefined;
  const preparedNote = noteOrRefusal instanceof AppError ? undefined : noteOrRefusal;
  const outcome = await record(table, {
    errorUnlessRepeated: rules.refusal ?? noteRefusal,
    furtherClaims: preparedNote === undefined ? [] : [preparedNote.claim],
    staleIfFailed,
    writes: [
      ...writes,
      ...workCountWrites(
        { personId: line.actor, reach: rules.reach },
        before,
        changed.record,
        line.recordedAt,
      ),
      ...(isAssigned ? [checkAssignee(assignedTo, rules.assignees, unknownAssignee)] : []),
      ...(preparedNote === undefined ? [] : [preparedNote.write]),
    ],
    line,
  });
  // For the types only: without `claim`, `record` never finds an earlier record.
  if (outcome === 'written' || 'earlierRecord' in outcome) {
    return 'written';
  }
  if (outcome.stale === undefined) {
    throw notFound();
  }
  return { stale: parseCase(outcome.stale).record };
};
