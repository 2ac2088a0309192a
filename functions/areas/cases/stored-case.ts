import type * as z from 'zod';
import { storedOf } from '../../shared/definition/schemas.ts';
import { checkStored } from '../../shared/definition/seal.ts';
import { notFound } from '../../shared/errors/errors.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  assignedCaseIndexKeys,
  caseKey,
  caseListIndexKeys,
  waitingCaseIndexKeys,
} from '../../shared/table/keys/cases.ts';
import type { Gsi2 } from '../../shared/table/keys/key.ts';
import type { CaseWithProgress } from './case-progress.ts';
import { caseFields } from './definition.ts';
import { waitingAfter } from './waiting-period.ts';

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

/** Reads a stored case by its id. @throws AppError `not_found` */
export const findCase = async (table: Pick<Table, 'get'>, id: string): Promise<CaseWithProgress> => {
  const item = await table.get(caseKey(id));
  if (item === undefined) {
    throw notFound();
  }
  return parseCase(item);
};
