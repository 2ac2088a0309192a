import * as z from 'zod';
import { type StoredErasure, storedErasure } from '../../areas/erasure/schema.ts';
import { toItem } from '../../areas/erasure/stored-erasure.ts';
import { erasureList } from '../../shared/table/keys/members.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { EraseDeps } from './erase-due.ts';

/** The list of erasures in the table, and its copy in the state bucket. */

/** The copy of the list of erasures outside the table: ids, days and encrypted reasons. */
export const erasureFile = 'state/erasures.json';

export type ApprovedErasure = StoredErasure & { readonly erasedOn: string };

/**
 * Approval sets the day on which the key is due to be destroyed. That is the stored `erasedOn`; the journal and this file call it `erasesOn`. `erasedAt`
 * says when the key was destroyed.
 */
export const isApproved = (erasure: StoredErasure): erasure is ApprovedErasure =>
  erasure.erasedOn !== undefined;

/** All erasures in the table, in any state. */
export const readList = async ({ table }: EraseDeps): Promise<StoredErasure[]> =>
  (await queryAll(table, { partition: erasureList })).map((item) => storedErasure.parse(item));

export const readCopy = async ({ files }: EraseDeps): Promise<StoredErasure[]> => {
  const bytes = await files.read(erasureFile);
  return bytes === undefined ? [] : z.array(storedErasure).parse(JSON.parse(bytes.toString('utf8')));
};

/**
 * Puts an erasure that is approved only in the copy back into the table. It is stored without `erasedAt`, so that this run or a later one destroys her
 * key again, since the restore may have brought the key back.
 * @returns whether it was put back
 */
export const restoreFromCopy = async (
  { table, log }: EraseDeps,
  erasure: StoredErasure,
): Promise<boolean> => {
  const { erasedAt: _, ...approved } = erasure;
  const failures = await table.transact([
    { put: toItem(approved), condition: 'attribute_not_exists(erasedOn)' },
  ]);
  // If the condition failed, the table has an approved erasure of her by now, and keeps it.
  if (failures !== null) return false;
  log('an erasure was put back into the list');
  return true;
};

/** Writes the copy anew, with every erasure, approved or not, and the `erasedAt` of this run. */
export const writeCopy = async (
  deps: EraseDeps,
  approvedInCopy: readonly ApprovedErasure[],
): Promise<void> => {
  const { files } = deps;
  const erasuresInTable = await readList(deps);
  const approvedNow = new Set(erasuresInTable.filter(isApproved).map(({ subject }) => subject));
  // An approved erasure that could not be put back stays in the copy: its approval is nowhere else.
  const notPutBack = approvedInCopy.filter(({ subject }) => !approvedNow.has(subject));
  const keptFromCopy = new Set(notPutBack.map(({ subject }) => subject));
  const erasuresToCopy = [
    // The table may have a restored erasure of the same person that still waits for approval. In the copy the approved one replaces it.
    ...erasuresInTable.filter(({ subject }) => !keptFromCopy.has(subject)),
    ...notPutBack,
  ];
  const copy = Buffer.from(`${canonicalJson(erasuresToCopy)}\n`);
  const previousCopy = await files.read(erasureFile);
  // An empty list never replaces a copy.
  if (erasuresToCopy.length > 0 && !previousCopy?.equals(copy)) {
    await files.write(erasureFile, copy);
  }
};
