import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchRuns } from '../support/search.ts';
import { Model, type ModelSheet, modelMeeting } from './model.ts';
import { PureBooks } from './pure-books.ts';
import { borrowingOf, id } from './sheets.ts';
import { date, type Step, step, toMeeting, toVoucher } from './steps.ts';

/** Of one walk. A million steps, once: `npm run search -- 1250 test/books/pure-walk`; 20,000 on the store: `-- 67 test/books/model`. */
const steps = fc.array(step, { minLength: 40, maxLength: 40 });

/** What must hold after every step, whatever it was. */
const expectSound = (books: PureBooks, model: Model): void => {
  const { cashPaise, bankPaise, grantsPaise, surplusPaise, borrowings } = books.money;
  const accounts = [...books.accounts.values()];
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  const savingsPaise = sum(accounts.map((account) => account.savingsPaise));
  const loansPaise = sum(accounts.map((account) => account.loansOutstandingPaise));
  const owed = Object.values(borrowings);
  const owedPaise = sum(owed.map(({ outstandingPaise }) => outstandingPaise));
  expect(cashPaise + bankPaise + loansPaise).toBe(savingsPaise + owedPaise + grantsPaise + surplusPaise);
  const never = [
    cashPaise,
    bankPaise,
    ...accounts.map((account) => account.savingsPaise),
    ...accounts.flatMap(({ loans }) => Object.values(loans).map(({ outstandingPaise }) => outstandingPaise)),
    ...owed.flatMap(({ outstandingPaise, unreceivedPaise }) => [outstandingPaise, unreceivedPaise]),
  ];
  expect(Math.min(...never)).toBeGreaterThanOrEqual(0);
  // The same sums, added up anew from all that stands.
  const ledger = model.ledger();
  expect([cashPaise, bankPaise, savingsPaise, loansPaise, owedPaise, grantsPaise, surplusPaise]).toEqual([
    ledger.cashPaise,
    ledger.bankPaise,
    ledger.savingsPaise,
    ledger.loansOutstandingPaise,
    ledger.borrowingsOutstandingPaise,
    ledger.grantsPaise,
    ledger.surplusPaise,
  ]);
};

test('the pure rules alone refuse and keep what the model does, at every step', () => {
  const outcomes = new Map<string, number>();
  const note = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const take = (given: Step, books: PureBooks, model: Model, people: readonly string[]): void => {
    if (given.do === 'borrow') {
      const borrowing = borrowingOf(given.principalPaise);
      books.borrow(borrowing);
      model.borrowings.set(borrowing.id, borrowing);
    } else if (given.do === 'exit') {
      const memberId = people[given.member] ?? '';
      if (books.exit(memberId, date(given.day))) model.exits.set(memberId, date(given.day));
    } else if (given.do === 'reverse') {
      const sheet = model.accepted[given.sheet % model.accepted.length];
      if (sheet === undefined) return;
      const refusal = model.refusalOfReversal(sheet);
      expect(books.reverse(sheet)).toBe(refusal);
      note(refusal ?? 'reversed');
      if (refusal === undefined) model.reversed.add(sheet.id);
    } else {
      const sheet: ModelSheet =
        given.do === 'hold'
          ? modelMeeting(toMeeting(model, people, given))
          : { ...toVoucher(model, given), attendance: [], entries: [] };
      const refusal = model.validateSheet(sheet);
      expect(books.record(sheet)).toBe(refusal);
      note(refusal ?? 'accepted');
      if (refusal === undefined) model.accept(sheet);
    }
  };
  fc.assert(
    fc.property(steps, (walk) => {
      const members = [id(), id(), id()];
      const people = [...members, id()];
      const [books, model] = [new PureBooks(members), new Model(members)];
      for (const given of walk) {
        take(given, books, model, people);
        expectSound(books, model);
      }
    }),
    searchRuns(20),
  );
  // What never happened was not tested.
  expect(outcomes.get('accepted')).toBeGreaterThan(100);
  expect(outcomes.size).toBeGreaterThan(10);
});
