import type * as z from 'zod';
import { storedOf } from '../../shared/definition/define.ts';
import { checkStored } from '../../shared/definition/seal.ts';
import { notFound } from '../../shared/errors/errors.ts';
import { type CaseStanding, listCaseAs } from '../../shared/member-counts/member-counts.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import {
  assignedCaseIndexKeys,
  caseKey,
  caseListIndexKeys,
  type Gsi2,
  waitingCaseIndexKeys,
} from '../../shared/table/keys.ts';
import type { CaseWithProgress } from './case-state.ts';
import { caseFields } from './definition.ts';
import { openedCaseWrites } from './opened-case.ts';
import type { CaseRecord } from './schema.ts';
import { isWaiting, waitingAfter } from './waiting-period.ts';

const storedCase = storedOf(caseFields);

/** A case from its table item. */
export const parseCase = (item: Item): CaseWithProgress => {
  const { openedIn, progress, waiting, ...record } = storedCase.parse(item);
  return { record, openedIn, progress, waiting };
};

/**
 * The table item of a case, with its index attributes and its waiting period after this write.
 * @param recordedAt the time of this write
 */
export const toCaseItem = (
  { record, openedIn, progress, waiting: before }: CaseWithProgress,
  recordedAt: string,
): Item => {
  const { id, openedOn, assignedTo } = record;
  const waiting = waitingAfter(before, record, recordedAt);
  const waits = waiting !== undefined && waiting.until === undefined;
  /** In the second index a case stands under its assignee, or among the waiting cases, or nowhere. */
  const indexKeys = (): Gsi2 | undefined => {
    if (assignedTo !== undefined) {
      return assignedCaseIndexKeys(assignedTo, id);
    }
    return waits ? waitingCaseIndexKeys(openedOn, id) : undefined;
  };
  const stored: Omit<z.infer<typeof storedCase>, 'progress'> & Pick<CaseWithProgress, 'progress'> = {
    ...record,
    openedIn,
    progress,
    waiting,
  };
  checkStored(caseFields, stored);
  return { ...stored, ...caseKey(id), ...caseListIndexKeys(id), ...indexKeys() };
};

const standingOf = (record: CaseRecord): CaseStanding => ({
  isDated: record.due !== undefined,
  isWaiting: isWaiting(record),
});

/**
 * The writes of a changed case: its own, on the condition that nobody else has written it since it was read, and those to the lists of its opener and
 * of its woman's district.
 * @param before the case as it was read
 * @param after has the version of `before`, raised by 1
 * @param recordedAt the time of this write
 */
export const caseWrites = (
  before: CaseRecord,
  after: CaseWithProgress,
  recordedAt: string,
): { readonly staleIfFailed: Write[]; readonly writes: Write[] } => ({
  staleIfFailed: [
    {
      put: toCaseItem(after, recordedAt),
      condition: 'version = :seen',
      values: { ':seen': before.version },
    },
  ],
  writes: [
    ...openedCaseWrites(before, after.record),
    ...listCaseAs(before, standingOf(before), standingOf(after.record)),
  ],
});

/** Reads a stored case by its id. @throws AppError `not_found` */
export const findCase = async (table: Pick<Table, 'get'>, id: string): Promise<CaseWithProgress> => {
  const item = await table.get(caseKey(id));
  if (item === undefined) {
    throw notFound();
  }
  return parseCase(item);
};
