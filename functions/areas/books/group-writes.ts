import { notFound } from '../../shared/errors/errors.ts';
import { countedPerSheet } from '../../shared/kinds/book-limits.ts';
import { maxTurnoverPaise } from '../../shared/money/money.ts';
import type { Write } from '../../shared/table/client.ts';
import { groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import { isNotClosed } from '../accounts/closed-group.ts';
import { storedGroupMoney } from '../accounts/group-money.ts';
import { type GroupRequest, mustLeaveSurplus, validateGroup } from './group-rules.ts';
import type { BorrowingChange } from './net-changes.ts';
import { explainFailedCondition, type UpdatePart, updateOf } from './update-expression.ts';

/**
 * The write of a sheet to the group's money. The rules of group-rules.ts are repeated in it as DynamoDB conditions, as those of accounts are in
 * account-writes.ts.
 */

/**
 * The part of the update that changes one borrowing. `index` makes its placeholders unique. They are short, because DynamoDB limits the
 * length of an expression.
 */
const borrowingPart = (
  { borrowingId, receivedPaise, outstandingPaise }: BorrowingChange,
  index: number,
): UpdatePart => {
  const name = `#b${index}`;
  const owed = `:o${index}`;
  const owedNeeded = `:n${index}`;
  const received = `:r${index}`;
  const path = `borrowings.${name}`;
  const isRepaid = outstandingPaise < 0;
  const isReceivedChanged = receivedPaise !== 0;
  const conditions = [
    `attribute_exists(${path})`,
    ...(isRepaid ? [`${path}.outstandingPaise >= ${owedNeeded}`] : []),
    // What is received must be unreceived before. The reversal of a receipt is negative and needs no condition.
    ...(receivedPaise > 0 ? [`${path}.unreceivedPaise >= ${received}`] : []),
  ];
  const sets = [
    `${path}.outstandingPaise = ${path}.outstandingPaise + ${owed}`,
    ...(isReceivedChanged ? [`${path}.unreceivedPaise = ${path}.unreceivedPaise - ${received}`] : []),
  ];
  return {
    set: sets.join(', '),
    condition: conditions.join(' AND '),
    names: { [name]: borrowingId },
    values: {
      [owed]: outstandingPaise,
      ...(isRepaid ? { [owedNeeded]: -outstandingPaise } : {}),
      ...(isReceivedChanged ? { [received]: receivedPaise } : {}),
    },
  };
};

/**
 * The condition on a balance: if it was counted, it must equal the counted amount after the change; otherwise it must stay at zero or
 * more. An increase of an uncounted balance needs none.
 */
const balancePart = (
  field: 'cashPaise' | 'bankPaise' | 'grantsPaise',
  changePaise: number,
  countedPaise: number | undefined,
): UpdatePart => {
  const value = `:${field}`;
  if (countedPaise === undefined) {
    return changePaise < 0
      ? { condition: `${field} >= ${value}Needed`, values: { [`${value}Needed`]: -changePaise } }
      : {};
  }
  // A count is never negative, so a balance that equals it is not below zero either. The bound is capped, because a larger number would not
  // be exact. No balance reaches the cap, so such a count fails all the same.
  const balanceBefore = Math.min(countedPaise - changePaise, Number.MAX_SAFE_INTEGER);
  return { condition: `${field} = ${value}Before`, values: { [`${value}Before`]: balanceBefore } };
};

/** The write of a sheet, voucher or reversal that changes the group's money. It fails with the errors of `validateGroup`. */
export const changeGroupMoney = (collectiveId: string, request: GroupRequest): Write => {
  const { change, sheetDate, maxSheets, cashCountedPaise, bankBalancePaise } = request;
  const parts: UpdatePart[] = [
    {
      set: 'sheets = sheets + :one, standingSheets = standingSheets + :standing, accountChanges = accountChanges + :accounts, turnoverPaise = turnoverPaise + :turnover, cashPaise = cashPaise + :cash, bankPaise = bankPaise + :bank, grantsPaise = grantsPaise + :grants, surplusPaise = surplusPaise + :surplus, savingsPaise = savingsPaise + :savings',
      condition: `attribute_exists(pk) AND ${isNotClosed} AND turnoverPaise <= :maxTurnover`,
      values: {
        ':one': 1,
        ':standing': sheetDate === undefined ? -1 : 1,
        ':accounts': change.accountChanges,
        ':turnover': change.turnoverPaise,
        ':maxTurnover': maxTurnoverPaise - change.turnoverPaise,
        ':cash': change.cashPaise,
        ':bank': change.bankPaise,
        ':grants': change.grantsPaise,
        ':surplus': change.surplusPaise,
        ':savings': change.savingsPaise,
      },
    },
    ...(sheetDate === undefined
      ? []
      : [
          {
            condition: '(attribute_not_exists(openedAsOf) OR openedAsOf <= :on)',
            values: { ':on': sheetDate.on },
          },
        ]),
    ...(maxSheets === undefined
      ? []
      : [
          {
            condition: 'standingSheets < :maxSheets AND sheets < :maxEver',
            values: { ':maxSheets': maxSheets, ':maxEver': maxSheets * countedPerSheet },
          },
        ]),
    ...change.borrowings.map(borrowingPart),
    balancePart('cashPaise', change.cashPaise, cashCountedPaise),
    balancePart('bankPaise', change.bankPaise, bankBalancePaise),
    balancePart('grantsPaise', change.grantsPaise, undefined),
    // After a dividend the surplus must be zero or more.
    ...(mustLeaveSurplus(request)
      ? [
          {
            condition: 'surplusPaise >= :surplusNeeded',
            // `-x` of 0 would be -0.
            values: { ':surplusNeeded': 0 - change.surplusPaise },
          },
        ]
      : []),
  ];
  return updateOf(groupMoneyKey(collectiveId), parts, (stored) =>
    stored === undefined
      ? notFound()
      : explainFailedCondition(validateGroup(request, storedGroupMoney.parse(stored))),
  );
};
