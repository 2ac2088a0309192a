import { storedGroupMoney } from '../accounts/group-money.ts';
import { notFound } from '../domain/errors.ts';
import type { Write } from '../table/client.ts';
import { groupMoneyKey } from '../table/keys.ts';
import { type GroupRequest, needsSurplus, validateGroup } from './group-rules.ts';
import type { BorrowingChange } from './net-changes.ts';
import { explainFailedCondition, type Part, updateOf } from './update-expression.ts';

/** The rules of group-rules.ts as DynamoDB conditions, like account-writes.ts. */

const borrowingPart = (
  { borrowingId, receivedPaise, outstandingPaise }: BorrowingChange,
  index: number,
): Part => {
  const name = `#b${index}`;
  const [owed, owedNeeded, received] = [`:o${index}`, `:n${index}`, `:r${index}`];
  const path = `borrowings.${name}`;
  const changesReceived = receivedPaise !== 0;
  const conditions = [
    `attribute_exists(${path})`,
    ...(outstandingPaise < 0 ? [`${path}.outstandingPaise >= ${owedNeeded}`] : []),
    ...(receivedPaise > 0 ? [`${path}.unreceivedPaise >= ${received}`] : []),
  ];
  const sets = [
    `${path}.outstandingPaise = ${path}.outstandingPaise + ${owed}`,
    ...(changesReceived ? [`${path}.unreceivedPaise = ${path}.unreceivedPaise - ${received}`] : []),
  ];
  return {
    set: sets.join(', '),
    condition: conditions.join(' AND '),
    names: { [name]: borrowingId },
    values: {
      [owed]: outstandingPaise,
      ...(outstandingPaise < 0 ? { [owedNeeded]: -outstandingPaise } : {}),
      ...(changesReceived ? { [received]: receivedPaise } : {}),
    },
  };
};

/** A balance that must stay at zero or more, or equal a count. */
const balancePart = (
  field: 'cashPaise' | 'bankPaise',
  changePaise: number,
  countedPaise: number | undefined,
): Part => {
  const value = `:${field}`;
  if (countedPaise === undefined) {
    return changePaise < 0
      ? { condition: `${field} >= ${value}Needed`, values: { [`${value}Needed`]: -changePaise } }
      : {};
  }
  // With a count, equality alone is checked: a count is never negative. Capped at what DynamoDB can store exactly: the
  // balance never exceeds it, so a larger count differs anyway.
  const before = Math.min(countedPaise - changePaise, Number.MAX_SAFE_INTEGER);
  return { condition: `${field} = ${value}Before`, values: { [`${value}Before`]: before } };
};

/** Changes and counts the group's money. Fails with the errors of `validateGroup`. */
export const changeGroupMoney = (collectiveId: string, request: GroupRequest): Write => {
  const { change, dated, cashCountedPaise, bankBalancePaise } = request;
  const parts: Part[] = [
    {
      set: 'sheets = sheets + :one, turnoverPaise = turnoverPaise + :turnover, cashPaise = cashPaise + :cash, bankPaise = bankPaise + :bank, grantsPaise = grantsPaise + :grants, surplusPaise = surplusPaise + :surplus',
      condition: 'attribute_exists(pk) AND turnoverPaise <= :maxTurnover',
      values: {
        ':one': 1,
        ':turnover': change.turnoverPaise,
        ':maxTurnover': Number.MAX_SAFE_INTEGER - change.turnoverPaise,
        ':cash': change.cashPaise,
        ':bank': change.bankPaise,
        ':grants': change.grantsPaise,
        ':surplus': change.surplusPaise,
      },
    },
    ...(dated === undefined
      ? []
      : [
          {
            condition: '(attribute_not_exists(openedAsOf) OR openedAsOf <= :on)',
            values: { ':on': dated.on },
          },
        ]),
    ...change.borrowings.map(borrowingPart),
    balancePart('cashPaise', change.cashPaise, cashCountedPaise),
    balancePart('bankPaise', change.bankPaise, bankBalancePaise),
    ...(needsSurplus(request)
      ? [
          {
            condition: 'surplusPaise >= :surplusNeeded',
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
