import * as z from 'zod';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { areOneByOrigin } from '../../shared/reach/district-rules.ts';
import type { Table } from '../../shared/table/client.ts';
import { collectiveKey } from '../../shared/table/keys/collectives.ts';

const lying = z.object({ district: z.string() });

/** The rule of a leader's change of a district: it brings a woman into the district of her group, or into one that was split from it or that it was split from. */
const validateLeadersDistrict = (district: string, ofGroup: string): AppError | undefined =>
  areOneByOrigin(district, ofGroup)
    ? undefined
    : refused(
        'outside_area',
        'This is not the district of her group. Ask the coordinator to change it.',
        'district',
      );

/** The error of a leader's change of a member's district; undefined if it may be made. */
export const checkLeadersDistrict = async (
  table: Pick<Table, 'get'>,
  { district, collectiveId }: { readonly district: string; readonly collectiveId: string },
): Promise<AppError | undefined> => {
  const group = await table.get(collectiveKey(collectiveId));
  // A group that does not exist is refused by the write.
  return group === undefined ? undefined : validateLeadersDistrict(district, lying.parse(group).district);
};
