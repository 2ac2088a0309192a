import { v7 as newId } from 'uuid';
import type { Stack } from '../../../../local/stack.ts';
import { todayInIndia } from '../../../../web/src/i18n/today.ts';
import { ask, type Collective, seedCollective } from '../../support/field.ts';

/** How far a group's books have come. Each stage includes those before it. */
export const stages = ['founded', 'opened', 'spent', 'borrowed', 'compared', 'shared'] as const;
export type Stage = (typeof stages)[number];

const has = (stage: Stage, reached: Stage): boolean => stages.indexOf(stage) >= stages.indexOf(reached);

/** A new group of three, with books at a stage: what the desk's pages would have recorded, by the API. */
export async function seedBooks(stack: Stack, stage: Stage, name = 'Zzbooks Sangham'): Promise<Collective> {
  const group = await seedCollective(stack, 3, [], [name, 'Zzbooks A', 'Zzbooks B', 'Zzbooks C']);
  const on = todayInIndia();
  const record = (path: string, body: object) =>
    ask(stack, 'coordinator', 'POST', `/api/collectives/${group.id}/${path}`, { id: newId(), ...body });
  const borrowing = {
    id: newId(),
    source: 'bank_linkage',
    sanctionedOn: on,
    principalPaise: 3000_00,
    instalments: 3,
    firstDueOn: on,
  };
  if (has(stage, 'opened')) await record('opening', openingOf(group, on));
  if (has(stage, 'spent')) {
    await record('vouchers', {
      on,
      lines: [
        { kind: 'expense', amountPaise: 40_00, head: 'stationery', account: 'cash' },
        { kind: 'bank_deposit', amountPaise: 200_00 },
      ],
    });
  }
  if (has(stage, 'borrowed')) {
    await record('borrowings', borrowing);
    await record('vouchers', {
      on,
      lines: [
        { kind: 'borrowing_received', amountPaise: 3000_00, borrowingId: borrowing.id, account: 'bank' },
      ],
    });
  }
  if (has(stage, 'compared')) {
    await record('vouchers', { on, lines: [{ kind: 'bank_interest', amountPaise: 30_50 }] });
  }
  if (has(stage, 'shared')) {
    await record('meetings', {
      heldOn: on,
      attendance: group.members.map(({ id }) => ({ memberId: id, status: 'present' })),
      entries: group.members.map(({ id }, index) => ({
        memberId: id,
        kind: 'dividend',
        amountPaise: index === 0 ? 29_00 : 30_00,
        account: 'cash',
      })),
    });
  }
  return group;
}

/** ₹900 on each side: cash and a loan; savings, a borrowing and the surplus. */
const openingOf = ({ members }: Collective, asOf: string) => ({
  asOf,
  cashPaise: 500_00,
  bankPaise: 0,
  grantsPaise: 0,
  surplusPaise: 100_00,
  members: members.map(({ id }, index) =>
    index === 0
      ? {
          memberId: id,
          savingsPaise: 300_00,
          loans: [
            {
              loanId: newId(),
              disbursedOn: '2026-06-01',
              principalPaise: 1000_00,
              outstandingPaise: 400_00,
            },
          ],
        }
      : { memberId: id, savingsPaise: 0, loans: [] },
  ),
  borrowings: [
    {
      id: newId(),
      source: 'stree_nidhi',
      sanctionedOn: '2026-05-01',
      principalPaise: 2000_00,
      outstandingPaise: 500_00,
    },
  ],
});
