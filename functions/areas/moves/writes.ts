import type { Write } from '../../shared/table/client.ts';
import { accountKey, groupMoneyKey, moveKey } from '../../shared/table/keys/collectives.ts';
import { memberKey, memberListIndexKeys } from '../../shared/table/keys/members.ts';
import type { StoredAccount } from '../accounts/account.ts';
import type { StoredMove } from '../accounts/stored-move.ts';
import type { ChangedWoman, MoneyChange, SeenGroup } from './plan.ts';

/** The writes of a move and of its reversal. Each holds only if its item is as it was read. */

/** The write that changes a group's money. Borrowings go or come, never both, so `#b0` names only one of them. */
export const changeMoney = ({ id, money }: SeenGroup, change: MoneyChange): Write => {
  const gone = change.goneBorrowings.map((borrowingId, index) => [`#b${index}`, borrowingId] as const);
  const added = Object.entries(change.newBorrowings).map(
    ([borrowingId, borrowing], index) => [`#b${index}`, `:b${index}`, borrowingId, borrowing] as const,
  );
  const names = Object.fromEntries([...gone, ...added.map(([name, , borrowingId]) => [name, borrowingId])]);
  const sets = [
    'SET sheets = sheets + :one, accountChanges = accountChanges + :accounts, turnoverPaise = turnoverPaise + :turnover',
    'cashPaise = cashPaise + :cash, bankPaise = bankPaise + :bank, grantsPaise = grantsPaise + :grants',
    'surplusPaise = surplusPaise + :surplus, savingsPaise = savingsPaise + :savings',
    'memberCount = memberCount + :women, entries = entries + :came',
    ...added.map(([name, value]) => `borrowings.${name} = ${value}`),
  ].join(', ');
  const removes = gone.map(([name]) => `borrowings.${name}`).join(', ');
  return {
    update: groupMoneyKey(id),
    set: removes === '' ? sets : `${sets} REMOVE ${removes}`,
    // Each part finds a change of another kind: `sheets` rises with every record, `entries` with every woman who comes, and `memberCount` changes when a woman
    // comes or leaves. A new borrowing changes only the size of the map, and a closing only sets `closedOn`.
    condition:
      'sheets = :seenSheets AND entries = :seenEntries AND memberCount = :seenMembers AND size(borrowings) = :seenBorrowings AND attribute_not_exists(closedOn)',
    ...(Object.keys(names).length === 0 ? {} : { names }),
    values: {
      ':one': 1,
      ':accounts': Math.abs(change.women),
      ':turnover': change.turnoverPaise,
      ':cash': change.cashPaise,
      ':bank': change.bankPaise,
      ':grants': change.grantsPaise,
      ':surplus': change.surplusPaise,
      ':savings': change.savingsPaise,
      ':women': change.women,
      ':came': Math.max(change.women, 0),
      ':seenSheets': money?.sheets,
      ':seenEntries': money?.entries,
      ':seenMembers': money?.memberCount,
      ':seenBorrowings': Object.keys(money?.borrowings ?? {}).length,
      ...Object.fromEntries(added.map(([, value, , borrowing]) => [value, borrowing])),
    },
  };
};

const putAccount = (seen: StoredAccount | undefined, account: StoredAccount): Write => ({
  put: { ...accountKey(account.collectiveId, account.memberId), ...account },
  ...(seen === undefined
    ? { condition: 'attribute_not_exists(pk)' }
    : {
        // `sheets` counts every change of the account but its closing and reopening, which `closedOn` shows.
        condition: `sheets = :seen AND ${seen.closedOn === undefined ? 'attribute_not_exists(closedOn)' : 'closedOn = :closedOn'}`,
        values: {
          ':seen': seen.sheets,
          ...(seen.closedOn === undefined ? {} : { ':closedOn': seen.closedOn }),
        },
      }),
});

/** The writes of a woman who goes from one group to the other: her record, and her two accounts. */
export const womanWrites = ({
  seen,
  here,
  there,
  collectiveId,
  formerCollectives,
}: ChangedWoman): Write[] => [
  {
    update: memberKey(seen.memberId),
    set: 'SET collectiveId = :collectiveId, formerCollectives = :former, gsi1pk = :list, version = version + :one',
    condition: 'version = :seen',
    values: {
      ':collectiveId': collectiveId,
      ':former': formerCollectives,
      ':list': memberListIndexKeys(collectiveId, seen.memberId).gsi1pk,
      ':one': 1,
      ':seen': seen.version,
    },
  },
  putAccount(seen.here, here),
  putAccount(seen.there, there),
];

/** The write of a move into the books of one of its groups. @param reason encrypted with this group's key; undefined if none was given */
export const putMove = (
  collectiveId: string,
  move: Omit<StoredMove, 'reason'>,
  reason: StoredMove['reason'],
): Write => ({
  put: {
    ...move,
    ...(reason === undefined ? {} : { reason }),
    ...moveKey(collectiveId, move.on, move.id),
  },
  condition: 'attribute_not_exists(pk)',
});

/** The write that marks a move as taken back, in the books of one of its groups. */
export const markReversed = (
  collectiveId: string,
  { id, on }: Pick<StoredMove, 'id' | 'on'>,
  reversed: NonNullable<StoredMove['reversed']>,
): Write => ({
  update: moveKey(collectiveId, on, id),
  set: 'SET reversed = :reversed, version = version + :one',
  condition: 'attribute_not_exists(reversed)',
  values: { ':reversed': reversed, ':one': 1 },
});
