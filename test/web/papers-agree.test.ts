import fc from 'fast-check';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../local/stack.ts';
import { type Api, callOf, readJson } from '../../web/src/api/client.ts';
import { withUnsent } from '../../web/src/leader/meetings/balances.ts';
import { accountOf, allLines, linesByMonth } from '../../web/src/leader/passbook/passbook-lines.ts';
import { refresh } from '../../web/src/leader/refresh.ts';
import { members as memberRows } from '../../web/src/leader/row-kinds.ts';
import { accountOfSavings, linesOfStatement } from '../../web/src/papers/account-from-server.ts';
import { loanCardOf } from '../../web/src/papers/loan-card-content.ts';
import { meetingsOf, passbookOf, receiptOf } from '../../web/src/papers/paper-content.ts';
import { openSharedStack } from '../support/stack.ts';
import { ask, seedCollective } from './support/field.ts';
import { createRows } from './support/records.ts';

/** A woman's passbook, her loan cards, her receipts and the group's ledger say the same paisa, over random books. */

let stack: Stack;
beforeAll(async () => {
  stack = await openSharedStack();
}, 120_000);

const apiAs = async (person: 'leader'): Promise<Pick<Api, 'request' | 'send'>> => {
  const token = await stack.tokenFor(person);
  const send: Api['send'] = ({ path }) =>
    fetch(`${stack.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { send, request: async (route, request) => readJson(await send(callOf(route, request))) };
};

/** Hundredths of what she has or owes, so that most sheets are taken and some are refused. */
const part = (freq: number) => fc.option(fc.integer({ min: 1, max: 104 }), { freq });
const amount = (maxPaise: number, freq: number) => fc.option(fc.integer({ min: 1, max: maxPaise }), { freq });
const doings = fc.record({
  deposit: fc.integer({ min: 1, max: 500_00 }),
  withdrawal: part(1),
  loan: amount(900_00, 2),
  instalments: fc.option(fc.integer({ min: 1, max: 5 })),
  repayment: part(4),
  interest: amount(20_00, 2),
  setOff: part(1),
  writeOff: part(1),
  fine: amount(10_00, 1),
  dividend: amount(5_00, 1),
});
type Doings = typeof doings extends fc.Arbitrary<infer One> ? One : never;
const books = fc.array(fc.record({ women: fc.tuple(doings, doings), isReversed: fc.boolean() }), {
  minLength: 15,
  maxLength: 16,
});

type Account = {
  readonly savingsPaise: number;
  readonly loans: readonly { readonly loanId: string; readonly outstandingPaise: number }[];
};

const entriesOf = (memberId: string, one: Doings, { savingsPaise, loans }: Account, heldOn: string) => {
  const of = (hundredths: number | null, whole: number) => Math.floor((whole * (hundredths ?? 0)) / 100);
  const owed = loans.findLast(({ outstandingPaise }) => outstandingPaise > 0);
  const { loanId, outstandingPaise = 0 } = owed ?? {};
  return [
    { kind: 'deposit', amountPaise: one.deposit },
    { kind: 'withdrawal', amountPaise: of(one.withdrawal, savingsPaise) },
    { kind: 'fine', amountPaise: one.fine ?? 0 },
    { kind: 'dividend', amountPaise: one.dividend ?? 0 },
    {
      kind: 'loan',
      amountPaise: one.loan ?? 0,
      loanId: v7(),
      ...(one.instalments === null ? {} : { instalments: one.instalments, firstDueOn: heldOn }),
    },
    ...(loanId === undefined
      ? []
      : [
          { kind: 'interest', amountPaise: one.interest ?? 0, loanId },
          { kind: 'repayment', amountPaise: of(one.repayment, outstandingPaise), loanId },
          {
            kind: 'set_off',
            amountPaise: of(one.setOff, Math.min(savingsPaise, outstandingPaise) / 3),
            loanId,
          },
          {
            kind: 'write_off',
            amountPaise: of(one.writeOff, outstandingPaise / 4),
            loanId,
            reason: 'She left',
          },
        ]),
  ]
    .filter(({ amountPaise }) => amountPaise > 0)
    .map((entry) => ({ ...entry, memberId }));
};

const ledger = z.object({
  savingsPaise: z.number(),
  loansOutstandingPaise: z.number(),
  members: z.array(
    z.object({ memberId: z.string(), savingsPaise: z.number(), loansOutstandingPaise: z.number() }),
  ),
});

test('of a passbook, loan cards and receipts with the ledger, on the phone and from the server', async () => {
  let [taken, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(books, async (sheets) => {
      const group = await seedCollective(stack, 2, ['leader']);
      const path = `/api/collectives/${group.id}`;
      const api = await apiAs('leader');
      const savingsOf = (id: string) => api.request('GET /api/members/{id}/savings', { path: { id } });
      for (const [at, { women, isReversed }] of sheets.entries()) {
        const heldOn = `2026-${String(5 + Math.floor(at / 3)).padStart(2, '0')}-${String(5 + (at % 3) * 7).padStart(2, '0')}`;
        const id = v7();
        const entries = await Promise.all(
          group.members.map(async (her, index) =>
            entriesOf(her.id, women[index] ?? women[0], await savingsOf(her.id), heldOn),
          ),
        );
        const attendance = group.members.map((her) => ({ memberId: her.id, status: 'present' }));
        try {
          const sheet = { id, heldOn, attendance, entries: entries.flat() };
          await ask(stack, 'coordinator', 'POST', `${path}/meetings`, sheet);
          taken += 1;
          if (isReversed && at % 4 === 0) {
            const reversal = { id: v7(), reason: 'A slip' };
            await ask(stack, 'coordinator', 'POST', `${path}/meetings/${id}/reversal`, reversal);
          }
        } catch (error) {
          expect(String(error)).toContain('"status":422');
          refused += 1;
        }
      }

      const rows = createRows();
      await refresh(api, rows, () => 0);
      const books = ledger.parse(await ask(stack, 'coordinator', 'GET', `${path}/ledger`));
      const totals = { savings: 0, owed: 0 };
      for (const { id } of group.members) {
        const known = rows.get(memberRows, id);
        if (known === undefined) throw new Error('The pack lacks her.');
        const member = withUnsent(rows, known);
        const told = await savingsOf(id);
        const { statement, loans } = told;
        const inLedger = books.members.find(({ memberId }) => memberId === id);
        const [savings, owed] = [inLedger?.savingsPaise ?? 0, inLedger?.loansOutstandingPaise ?? 0];
        totals.savings += savings;
        totals.owed += owed;

        const whole = accountOf(member, allLines(rows, id, linesOfStatement(statement)));
        const onPhone = accountOf(member, allLines(rows, id, []));
        for (const account of [whole, onPhone, accountOfSavings(told)]) {
          const { before, rows: written } = passbookOf(account);
          const last = written.at(-1) ?? before;
          expect([last.savingsPaise, last.owedPaise]).toEqual([savings, owed]);
        }
        expect(passbookOf(whole).before).toEqual({ savingsPaise: 0, owedPaise: 0 });
        // The twelve sheets on the phone are the end of the whole passbook, to the paisa.
        const short = passbookOf(onPhone).rows.map((row) => [row.on, row.savingsPaise, row.owedPaise].join());
        const long = passbookOf(whole).rows.map((row) => [row.on, row.savingsPaise, row.owedPaise].join());
        const lastOfDays = (list: string[]) =>
          [...new Map(list.map((row) => [row.slice(0, 10), row])).values()].slice(1);
        for (const row of lastOfDays(short)) expect(lastOfDays(long)).toContain(row);
        for (const { month, savingsPaise } of linesByMonth(
          allLines(rows, id, linesOfStatement(statement)),
          savings,
        )) {
          const end = passbookOf(whole).rows.findLast(({ on }) => on.startsWith(month));
          expect(savingsPaise).toBe(end?.savingsPaise);
        }
        for (const loan of loans) {
          const card = loanCardOf(loan, whole.lines);
          expect(card.paidBeforePaise).toBe(0);
          expect(card.rows.at(-1)?.leftPaise ?? loan.principalPaise).toBe(loan.outstandingPaise);
        }
        expect(loans.reduce((sum, { outstandingPaise }) => sum + outstandingPaise, 0)).toBe(owed);
        const [latest] = meetingsOf(whole);
        const receipt = latest && receiptOf(whole, latest.sheetId);
        expect([receipt?.savingsPaise ?? 0, receipt?.owedPaise ?? 0]).toEqual([savings, owed]);
      }
      expect([totals.savings, totals.owed]).toEqual([books.savingsPaise, books.loansOutstandingPaise]);
    }),
    { numRuns: 2 },
  );
  // Books in which nothing happens show nothing.
  expect(taken).toBeGreaterThan(15);
  expect(taken + refused).toBeGreaterThanOrEqual(30);
}, 120_000);
