import * as z from 'zod';
import { AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import { codeKey } from '../../shared/table/keys/journal-and-claims.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { type AddedNote, prepareNote } from './added-note.ts';
import { type Assignees, checkAssignee } from './assignee.ts';
import type { CaseWithProgress } from './case-progress.ts';
import { caseWrites } from './case-writes.ts';
import type { ChooseCases } from './list-cases.ts';
import type { CaseRecord } from './schema.ts';
import { findCase, parseCase } from './stored-case.ts';
import { workCountWrites } from './work-limit.ts';

/** Finds cases by their codes, and stores changed cases. open-case.ts stores new ones, timeline.ts stores their events, list-cases.ts lists cases. */

const storedCode = z.object({ record: storedKey });
/** The partition key of a case's items: `CASE#<id>`. */
const casePartition = /^CASE#(.+)$/;

export const unknownAssignee = (): AppError =>
  refused(
    'unknown_assignee',
    'Assign the case to somebody who works on cases and reaches this one.',
    'assignedTo',
  );

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
  // A change has no claim, so `record` never finds an earlier record. The second check is for the types only.
  if (outcome === 'written' || 'earlierRecord' in outcome) {
    return 'written';
  }
  if (outcome.stale === undefined) {
    throw notFound();
  }
  return { stale: parseCase(outcome.stale).record };
};
