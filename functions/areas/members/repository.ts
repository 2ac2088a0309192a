import * as z from 'zod';
import { createKnownNames } from '../../shared/screening/known-names.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { casesOfAssignee } from '../../shared/table/keys.ts';
import type { Codes } from '../../shared/table/member-and-case-codes.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { createTexts } from './member-texts.ts';
import { createSearch } from './search.ts';

export type Members = ReturnType<typeof createMembers>;

/** The number of a caseworker's cases that a query reads in search of a member. */
const casesAtOnce = 200;
/** With `casesAtOnce` this limits the search to a thousand cases. */
const maxQueriesOfCases = 5;

const caseOfMember = z.object({ memberId: z.string() });

/** Whether a caseworker has a case of the member. Only her first thousand cases are searched. */
export const isCaseworkerOf = async (table: Table, personId: string, memberId: string): Promise<boolean> => {
  let after: Item | undefined;
  for (let queries = 0; queries < maxQueriesOfCases; queries += 1) {
    const { items, next } = await table.query({
      index: 'gsi2',
      partition: casesOfAssignee(personId),
      limit: casesAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    if (items.some((item) => caseOfMember.parse(item).memberId === memberId)) {
      return true;
    }
    if (next === undefined) {
      return false;
    }
    after = next;
  }
  return false;
};

/** What the routes of members read and write with. */
export const createMembers = (table: Table, vault: Vault, newCode: Codes) => {
  const texts = createTexts(vault);
  return {
    table,
    vault,
    newCode,
    open: texts.open,
    search: createSearch(table, vault, texts),
    validateNames: createKnownNames(table, vault),
  };
};
