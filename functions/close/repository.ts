import { record } from '../journal/append.ts';
import { AppError } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { Table } from '../table/client.ts';
import { targetsKey } from '../table/keys.ts';
import { sameTargets } from './rules.ts';
import { type Targets, targets } from './schema.ts';

export type TargetsOfYears = ReturnType<typeof createTargets>;

const overtaken = (): AppError =>
  new AppError('unavailable', 'busy', 'Somebody else set these targets at this moment. Try again.');

const mostAttempts = 5;

export const createTargets = (table: Table, newId: Ids) => {
  const find = async (financialYear: string): Promise<Targets> => {
    const item = await table.get(targetsKey(financialYear));
    return item === undefined ? { financialYear, targets: {}, version: 0 } : targets.parse(item);
  };

  return {
    find,

    /** Replaces a year's targets; where they are these already, nothing is written. */
    set: async (
      financialYear: string,
      wanted: Targets['targets'],
      set: { readonly at: string; readonly by: string },
    ): Promise<Targets> => {
      for (let left = mostAttempts; ; left -= 1) {
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
        try {
          await record(table, {
            writes: [
              {
                put: { ...targetsKey(financialYear), ...changed },
                ...(current.version === 0
                  ? { condition: 'attribute_not_exists(pk)' }
                  : { condition: 'version = :seen', values: { ':seen': current.version } }),
                refusal: overtaken,
              },
            ],
            line: {
              type: 'targets_set',
              id: newId(),
              recordedAt: set.at,
              actor: set.by,
              financialYear,
              targets: wanted,
            },
          });
          return changed;
        } catch (error) {
          if (!(error instanceof AppError && error.code === overtaken().code) || left === 0) {
            throw error;
          }
        }
      }
    },
  };
};
