import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeAccount } from '../../functions/areas/accounts/open-close-account.ts';
import { refused } from '../../functions/shared/errors/errors.ts';
import { searchRuns } from '../support/search.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { createGroup, createSavingsSend, refusalIn, speakFor } from './group.ts';
import { Model, type ModelSheet, modelMeeting } from './model.ts';
import { borrowingOf, id, openingOf } from './sheets.ts';
import { date, openingStep, step, toMeeting, toVoucher } from './steps.ts';

let records: TestRecords;

beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

test('whatever comes (sheets, vouchers, reversals, late ones, exits), the books are those of the model', async () => {
  const outcomes = new Map<string, number>();
  const note = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  await fc.assert(
    fc.asyncProperty(openingStep, fc.array(step, { minLength: 20, maxLength: 30 }), async (opened, steps) => {
      const group = await createGroup(records, 3);
      const people = [...group.members, id()];
      const [first = '', second = ''] = people;
      const model = new Model(group.members, { encrypts: true });
      const voice = speakFor(createSavingsSend(records), group);
      const expectReply = (
        reply: Awaited<ReturnType<typeof voice.hold>>,
        refusal: string | undefined,
      ): void => {
        note(refusal ?? 'accepted');
        expect(reply.status === 201 ? undefined : refusalIn(reply).code).toBe(refusal);
      };
      if (opened !== null) {
        const { cashPaise, bankPaise, grantsPaise, savings, principalPaise, outstandingPaise } = opened;
        const { id: borrowingId, ...borrowing } = borrowingOf(100);
        const opening = openingOf({
          asOf: date(opened.day),
          cashPaise,
          bankPaise,
          grantsPaise,
          surplusPaise:
            cashPaise +
            bankPaise +
            outstandingPaise -
            savings[0] -
            savings[1] -
            opened.borrowedPaise -
            grantsPaise,
          members: [
            {
              memberId: first,
              savingsPaise: savings[0],
              loans: [{ loanId: id(), disbursedOn: '2026-09-01', principalPaise, outstandingPaise }],
            },
            { memberId: second, savingsPaise: savings[1], loans: [] },
          ],
          borrowings: [{ id: borrowingId, ...borrowing, outstandingPaise: opened.borrowedPaise }],
        });
        expect((await voice.open(opening)).status).toBe(201);
        model.open(opening);
      }
      for (const given of steps) {
        if (given.do === 'hold' || given.do === 'spend') {
          const sent = given.do === 'hold' ? toMeeting(model, people, given) : toVoucher(model, given);
          const sheet = 'heldOn' in sent ? modelMeeting(sent) : { ...sent, attendance: [], entries: [] };
          const refusal = model.validateSheet(sheet);
          expectReply(await (given.do === 'hold' ? voice.hold(sent) : voice.spend(sent)), refusal);
          if (refusal === undefined) {
            model.accept(sheet);
          }
        } else if (given.do === 'borrow') {
          const borrowing = borrowingOf(given.principalPaise);
          expectReply(await voice.borrow(borrowing), undefined);
          model.borrowings.set(borrowing.id, borrowing);
        } else if (given.do === 'reverse') {
          const sheet: ModelSheet | undefined = model.accepted[given.sheet % model.accepted.length];
          if (sheet !== undefined) {
            const refusal = model.refusalOfReversal(sheet);
            const isVoucher =
              sheet.attendance.length === 0 && sheet.entries.length === 0 && sheet.lines.length > 0;
            const voucher = isVoucher ? await voice.reverseVoucher(sheet.id) : undefined;
            // A meeting of nobody with lines looks like a voucher to the model.
            const reply =
              voucher === undefined || voucher.status === 404 ? await voice.reverse(sheet.id) : voucher;
            expectReply(reply, refusal);
            if (refusal === undefined) {
              model.reversed.add(sheet.id);
            }
          }
        } else {
          const memberId = people[given.member] ?? '';
          const open = model.savingsOf(memberId) !== 0 || model.owedBy(memberId) !== 0;
          const write = closeAccount(group.collectiveId, memberId, date(given.day), 'exited');
          const outcome = await records.table.transact([write]);
          expect(outcome !== null && refused('balance_open', '')).toEqual(
            open ? expect.objectContaining({ code: 'balance_open' }) : false,
          );
          if (!open) {
            model.exits.set(memberId, date(given.day));
          }
        }
      }
      const book = await voice.ledger();
      expect(book).toEqual(model.ledger());
      expect(book.cashPaise + book.bankPaise + book.loansOutstandingPaise).toBe(
        book.savingsPaise + book.borrowingsOutstandingPaise + book.grantsPaise + book.surplusPaise,
      );
      for (const memberId of group.members) {
        const { loans, ...savings } = await voice.savings(memberId);
        const expected = model.savings(memberId);
        expect(savings).toEqual({
          savingsPaise: expected.savingsPaise,
          loansOutstandingPaise: expected.loansOutstandingPaise,
          statement: expected.statement,
        });
        expect(loans).toMatchObject(expected.loans);
        expect(loans).toHaveLength(expected.loans.length);
      }
    }),
    searchRuns(10),
  );
  // What never happened was not tested.
  expect(outcomes.get('accepted')).toBeGreaterThan(60);
  expect(outcomes.size).toBeGreaterThan(8);
});
