import * as z from 'zod';
import { findStanding } from '../one-woman/records.ts';
import type { Table } from '../table/client.ts';

/** A member's collective and district, which say who may know of her. */
const scope = z.object({ collectiveId: z.string(), district: z.string() });
export type NameScope = z.infer<typeof scope>;

/**
 * Whether one of some members is within a scope, by her record as it is now: so a move to another collective need not change the items of her
 * name.
 * @param isWithin undefined for a caller who may know of all
 */
export const anyMemberWithin = (
  table: Pick<Table, 'getMany'>,
  isWithin: ((scope: NameScope) => boolean) | undefined,
) =>
  isWithin === undefined
    ? undefined
    : async (memberIds: readonly string[]): Promise<boolean> => {
        const members = await findStanding(table, memberIds);
        return [...members.values()].some((member) => isWithin(scope.parse(member)));
      };
