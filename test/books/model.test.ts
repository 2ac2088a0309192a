import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeAccount } from '../../functions/accounts/account.ts';
import type { Entry } from '../../functions/books/schema.ts';
import { refused } from '../../functions/domain/errors.ts';
import { searchRuns } from '../support/search.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { createGroup, createSavingsSend, id, refusalIn, sheetOf, speakFor } from './group.ts';
import { Model, type ModelSheet } from './model.ts';

let records: TestRecords;

beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

type EntryStep = {
  readonly member: number;
  readonly kind: Entry['kind'];
  readonly amountPaise: number;
  /** Which of the loans so far; 4 repays one that may be somebody else's, 5 one that nobody has. Interest names those below 3. */
  readonly loan: number;
};

type Step =
  | {
      readonly do: 'hold';
      readonly entries: readonly EntryStep[];
      readonly day: number;
      readonly attending: readonly number[];
      readonly count: 'none' | 'right' | 'wrong';
    }
  | { readonly do: 'reverse'; readonly sheet: number }
  | { readonly do: 'exit'; readonly member: number; readonly day: number };

const kind: fc.Arbitrary<Entry['kind']> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('deposit') },
  { weight: 2, arbitrary: fc.constantFrom('loan', 'repayment') },
  { weight: 1, arbitrary: fc.constantFrom('withdrawal', 'interest', 'fine') },
);

// Member 3 is a stranger: rarely chosen, so that most sheets get further.
const member = fc.oneof({ weight: 60, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.constant(3) });

const day = fc.integer({ min: 1, max: 9 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      entries: fc.array(
        fc.record({ member, kind, amountPaise: fc.integer({ min: 1, max: 40 }), loan: fc.nat(5) }),
        { maxLength: 6 },
      ),
      day,
      attending: fc.array(member, { maxLength: 2 }),
      count: fc.oneof(
        { weight: 3, arbitrary: fc.constant('none' as const) },
        { weight: 1, arbitrary: fc.constantFrom('right' as const, 'wrong' as const) },
      ),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('reverse' as const), sheet: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('exit' as const), member: fc.nat(2), day }) },
);

const date = (number: number): string => `2026-10-0${number}`;

/** The sheet of a step in a group of its own: a new loan gets a new id, now and then one that was used. */
const toSheet = (model: Model, people: readonly string[], given: Extract<Step, { do: 'hold' }>) => {
  const opened: string[] = [];
  const who = (index: number): string => people[index] ?? id();
  const entries = given.entries.map(({ member: index, kind: what, amountPaise, loan }): Entry => {
    const memberId = who(index);
    if (what === 'loan') {
      const used = loan >= 4 && opened.length === 0 ? model.loanIds[0] : undefined;
      const loanId = used ?? id();
      opened.push(loanId);
      return { memberId, kind: what, amountPaise, loanId };
    }
    if (what === 'repayment' || (what === 'interest' && loan < 3)) {
      const known = [...opened, ...model.loanIds];
      const loanId = (loan === 5 ? undefined : known[loan % known.length]) ?? id();
      const owner = loan === 4 ? undefined : model.books.loans.get(loanId)?.owner;
      return { memberId: owner ?? memberId, kind: what, amountPaise, loanId };
    }
    return { memberId, kind: what, amountPaise };
  });
  const present = [...new Set([...given.attending.map(who), ...entries.map(({ memberId }) => memberId)])];
  const sheet = sheetOf(entries, {
    heldOn: date(given.day),
    attendance: present.map((memberId) => ({ memberId, status: 'present' })),
  });
  const cash = new Model(people);
  cash.accept(sheet);
  const after = model.books.cashPaise + cash.books.cashPaise;
  const count = given.count === 'right' ? after : after + 1;
  return given.count === 'none' || count < 0 ? sheet : { ...sheet, cashCountedPaise: count };
};

test('whatever sheets, reversals, late sheets and exits come, the books are those of the model', async () => {
  const outcomes = new Map<string, number>();
  const note = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
      const group = await createGroup(records, 3);
      const people = [...group.members, id()];
      const model = new Model(group.members);
      const { hold, reverse, ledger, savings } = speakFor(createSavingsSend(records), group);
      const expectReply = (reply: Awaited<ReturnType<typeof hold>>, refusal: string | undefined): void => {
        note(refusal ?? 'accepted');
        expect(reply.status === 201 ? undefined : refusalIn(reply).code).toBe(refusal);
      };
      for (const given of steps) {
        if (given.do === 'hold') {
          const sheet = toSheet(model, people, given);
          const refusal = model.validateSheet(sheet);
          expectReply(await hold(sheet), refusal);
          if (refusal === undefined) {
            model.accept(sheet);
          }
        } else if (given.do === 'reverse') {
          const sheet: ModelSheet | undefined = model.accepted[given.sheet % model.accepted.length];
          if (sheet !== undefined) {
            const refusal = model.refusalOfReversal(sheet);
            expectReply(await reverse(sheet.id), refusal);
            if (refusal === undefined) {
              model.reversed.add(sheet.id);
            }
          }
        } else {
          const memberId = people[given.member] ?? '';
          const open = model.savingsOf(memberId) !== 0 || model.owedBy(memberId) !== 0;
          const write = closeAccount(group.collectiveId, memberId, date(given.day));
          const outcome = await records.table.transact([write]);
          expect(outcome !== null && refused('balance_open', '')).toEqual(
            open ? expect.objectContaining({ code: 'balance_open' }) : false,
          );
          if (!open) {
            model.exits.set(memberId, date(given.day));
          }
        }
      }
      const book = await ledger();
      expect(book).toEqual(model.ledger());
      for (const memberId of group.members) {
        expect(await savings(memberId)).toEqual(model.savings(memberId));
      }
    }),
    searchRuns(25),
  );
  // What never happened was not tested.
  expect(outcomes.get('accepted')).toBeGreaterThan(100);
  expect(outcomes.size).toBeGreaterThan(5);
});
