import type { Snapshots } from '../../../months/snapshots/repository.ts';
import type { Facts } from '../facts.ts';

/** The newest month with all its files, and the months that closed without terms. */
export const readMonths = async (snapshots: Pick<Snapshots, 'list'>): Promise<Facts['month']> => {
  const { versions, closedWithoutTerms } = await snapshots.list();
  return {
    newest: versions.find(({ files }) => files.has('manifest.json'))?.month,
    withoutTerms: closedWithoutTerms,
  };
};
