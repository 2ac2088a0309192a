import { planParting } from '../../areas/same-women/parting.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { journalItemOf } from '../../shared/journal/journal-item.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import type { Table } from '../../shared/table/client.ts';

/**
 * Parts again, in a restored table, the records that were parted since the backup, if the kept one of the two was erased afterwards. The record of
 * the other woman would lead to the erased one, and nobody would find her. Before it those are parted by which the kept one stood alone, since a record that
 * is joined to another can't be parted from what is joined to it. Other partings are recorded again by hand.
 * @param lines the journal lines that are newer than the restored table, sorted by time
 * @param erased the ids of the records that approved erasures among the lines take
 * @returns the ids of the lines that were written again
 */
export const replayPartings = async (
  table: Table,
  lines: readonly JournalLine[],
  erased: ReadonlySet<string>,
): Promise<ReadonlySet<string>> => {
  const writtenAgain = new Set<string>();
  for (const line of partingsFromErased(lines, erased)) {
    const plan = await planParting(table, [line.keptId, line.joinedId], line.keptId);
    // The restored table has them parted, or not both of them; or her money stands in the way, which the drill then tells as a lost line.
    if (plan instanceof AppError) continue;
    const failures = await table.transact([
      ...plan.staleIfFailed,
      ...plan.writes,
      { put: journalItemOf(line), condition: 'attribute_not_exists(pk)' },
    ]);
    if (failures === null) writtenAgain.add(line.id);
  }
  return writtenAgain;
};

/** The partings whose kept record was erased, and those before them that parted such a record from what it was joined to; sorted by time. */
const partingsFromErased = (lines: readonly JournalLine[], erased: ReadonlySet<string>) => {
  const mustStandAlone = new Set<string>();
  return lines
    .filter((line) => line.type === 'members_parted')
    .toReversed()
    .filter(({ keptId, joinedId }) => {
      const isRepeated = erased.has(keptId) || mustStandAlone.has(joinedId);
      if (isRepeated) mustStandAlone.add(keptId);
      return isRepeated;
    })
    .toReversed();
};
