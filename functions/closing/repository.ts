import type { Ids } from '../domain/ids.ts';
import { tryAgain } from '../domain/retry.ts';
import { record } from '../journal/append.ts';
import type { Table } from '../table/client.ts';
import { targetsKey } from '../table/keys.ts';
import { sameTargets } from './rules.ts';
import { type Targets, targets } from './schema.ts';

export type TargetsOfYears = ReturnType<typeof createTargets>;

export const createTargets = (table: Table, newId: Ids) => {
  const find = async (financialYear: string): Promise<Targets> => {
    const item = await table.get(targetsKey(financialYear));
    return item === undefined ? { financialYear, targets: {}, version: 0 } : targets.parse(item);
  };

  return {
    find,

    /** Replaces a year's targets; writes nothing if they are the same. */
    set: (
      financialYear: string,
      wanted: Targets['targets'],
      set: { readonly at: string; readonly by: string },
    ): Promise<Targets> =>
      table.retry(async () => {
        const current = await find(financialYear);
        if (current.version > 0 && sameTargets(current.targets, wanted)) {
          return current;
        }
        const changed: Targets = {
          financialYear,
          targets: wanted,
          version: current.version + 1,
          createdAt: current.createdAt ?? set.at,
          createdBy: current.createdBy ?? set.by,
        };
        const outcome = await record(table, {
          optimistic: [
            {
              put: { ...targetsKey(financialYear), ...changed },
              ...(current.version === 0
                ? { condition: 'attribute_not_exists(pk)' }
                : { condition: 'version = :seen', values: { ':seen': current.version } }),
            },
          ],
          writes: [],
          line: {
            type: 'targets_set',
            id: newId(),
            recordedAt: set.at,
            actor: set.by,
            financialYear,
            targets: wanted,
          },
        });
        return outcome === 'written' ? changed : tryAgain;
      }),
  };
};
