import type { AppError } from '../../shared/errors/errors.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { accountPrefix, groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { storedAccount } from '../accounts/account.ts';
import { closeGroup, reopenGroup, validateClosing } from '../accounts/closed-group.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';
import { queryCollective } from '../accounts/query-collective.ts';
import type { Collective } from './schema.ts';

/**
 * The writes with which a change of `closedOn` closes the group's money or opens it again, and the refusal if the group can't close. A change
 * of other fields has neither.
 */
export const closingOf = async (
  table: Table,
  { id, closedOn }: Collective,
  { fields }: JournalLineOf<'collective_changed'>,
): Promise<{ readonly writes: Write[]; readonly refusal?: AppError | undefined }> => {
  if (!fields.includes('closedOn')) {
    return { writes: [] };
  }
  if (closedOn === undefined) {
    return { writes: [reopenGroup(id)] };
  }
  const money = storedGroupMoney.parse(await table.get(groupMoneyKey(id)));
  const accounts = (await queryCollective(table, id, accountPrefix)).map((item) => storedAccount.parse(item));
  const openAccounts = accounts.filter(
    ({ closedOn: lastDay, joinedTo }) => lastDay === undefined && joinedTo === undefined,
  );
  // An erased member's account stays open, since nobody can record that she left. It must not keep the group from closing, so only women with a record
  // are counted.
  const activeMembers = await table.getMany(openAccounts.map(({ memberId }) => memberKey(memberId)));
  return {
    writes: [closeGroup(id, money, closedOn)],
    refusal: validateClosing({ money, accounts }, activeMembers.length),
  };
};
