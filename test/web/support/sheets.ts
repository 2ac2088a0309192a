import fc from 'fast-check';
import {
  definitionOf,
  entryKinds,
  expenseHeads,
  grantHeads,
  lineKinds,
} from '../../../functions/shared/kinds/book-kinds.ts';
import { loanPurposes } from '../../../functions/shared/kinds/loan-words.ts';
import { writeRupees } from '../../../web/src/i18n/rupee-input.ts';
import type { EntryDraft, LineDraft, Member, Sheet, SheetRow } from '../../../web/src/leader/row-kinds.ts';
import { toEntry, toLine } from '../../../web/src/leader/sheet/row/entries-and-lines.ts';
import type { SheetToSend } from '../../../web/src/leader/sheet/sheet-rules.ts';

/** Members, drafts and recorded sheets of all kinds, for properties. */

export const heldOn = '2026-11-02';

export const typed = (
  kind: EntryDraft['kind'],
  amount: string,
  further: Partial<EntryDraft> = {},
): EntryDraft => ({ kind, amount, ...further });

export const rowOf = (...entries: EntryDraft[]): SheetRow => ({ entries });

export const sheetOf = (rows: Sheet['rows'], part: Partial<Sheet> = {}): Sheet => ({
  id: 'draft',
  collectiveId: 'a',
  heldOn,
  rows,
  lines: [],
  cashCounted: '',
  bankBalance: '',
  otherMeetingIds: [],
  ...part,
});

/** Somebody who saved ₹300 and owes these amounts, in paise. */
export const owing = (...outstanding: number[]): Member => ({
  id: 'her',
  name: 'her',
  collectiveId: 'a',
  version: 1,
  joinedOn: '2026-04-01',
  savingsPaise: 300_00,
  loans: outstanding.map((outstandingPaise, index) => ({ loanId: `loan ${index}`, outstandingPaise })),
});

export const member: fc.Arbitrary<Member> = fc.record({
  id: fc.uuid(),
  code: fc.constant('M-AAAAAA'),
  name: fc.string({ minLength: 1 }),
  collectiveId: fc.constant('a'),
  version: fc.constant(1),
  joinedOn: fc.constant('2026-04-01'),
  savingsPaise: fc.integer({ min: 0, max: 10_000_00 }),
  loans: fc.uniqueArray(
    fc.record({ loanId: fc.uuid(), outstandingPaise: fc.integer({ min: 1, max: 3_000_00 }) }),
    { selector: ({ loanId }) => loanId, maxLength: 3 },
  ),
});

export const amountPaise = fc.integer({ min: 1, max: 5_000_00 });
const account = fc.constantFrom(undefined, 'cash', 'bank');
const reason = fc.constantFrom('She left the state', 'పోయింది');
const status = fc.constantFrom('present', 'absent', 'excused');

const plan = fc.option(
  fc.record({
    instalments: fc.integer({ min: 1, max: 60 }),
    firstDueOn: fc.constantFrom(heldOn, '2027-01-31'),
  }),
  { nil: undefined },
);

const withAccount = ['deposit', 'withdrawal', 'loan', 'repayment', 'interest', 'fine', 'dividend'];
const withLoan = ['loan', 'repayment', 'set_off', 'write_off'];

/** An entry of a member as the server may have recorded it, of each kind. */
const entryOf = (memberId: string, loanIds: readonly string[]) =>
  fc
    .record({
      kind: fc.constantFrom(...entryKinds),
      amountPaise,
      account,
      loanId: fc.constantFrom(...loanIds),
      newLoanId: fc.uuid(),
      isNamed: fc.boolean(),
      purpose: fc.constantFrom(undefined, ...loanPurposes),
      rate: fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: undefined }),
      plan,
      reason,
    })
    .map(({ kind, newLoanId, isNamed, rate, plan: chosen, ...one }) =>
      toEntry({
        memberId,
        kind,
        amountPaise: one.amountPaise,
        account: withAccount.includes(kind) ? one.account : undefined,
        loanId:
          kind === 'loan'
            ? newLoanId
            : withLoan.includes(kind) || (kind === 'interest' && isNamed)
              ? one.loanId
              : undefined,
        ...(kind === 'loan' ? { purpose: one.purpose, ratePerMonthBasisPoints: rate, ...chosen } : {}),
        reason: kind === 'write_off' ? one.reason : undefined,
      }),
    );

/** A line of the group as the server may have recorded it, of each kind. */
export const line = fc
  .record({
    kind: fc.constantFrom(...lineKinds),
    amountPaise,
    account,
    expenseHead: fc.constantFrom(...expenseHeads),
    grantHead: fc.constantFrom(...grantHeads),
    borrowingId: fc.constantFrom('bank loan', 'cif'),
    reason,
  })
  .map(({ kind, ...one }) => {
    const { fields } = definitionOf(kind);
    return toLine({
      kind,
      amountPaise: one.amountPaise,
      account: 'account' in fields ? one.account : undefined,
      head: fields.head === undefined ? undefined : kind === 'grant' ? one.grantHead : one.expenseHead,
      borrowingId: 'borrowingId' in fields ? one.borrowingId : undefined,
      reason: 'reason' in fields ? one.reason : undefined,
    });
  });

/** A sheet as the server may have recorded it, of any women and lines. */
export const recordedSheet: fc.Arbitrary<SheetToSend> = fc
  .record({
    women: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 6 }),
    loanIds: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 3 }),
  })
  .chain(({ women, loanIds }) =>
    fc.record({
      attendance: fc.tuple(
        ...women.map((memberId) => status.map((marked) => ({ memberId, status: marked }))),
      ),
      entries: fc
        .tuple(...women.map((memberId) => fc.array(entryOf(memberId, loanIds), { maxLength: 5 })))
        .map((lists) => lists.flat()),
      lines: fc.array(line, { maxLength: 5 }),
      cashCountedPaise: fc.option(fc.integer({ min: 0, max: 9_999_99 }), { nil: undefined }),
      bankBalancePaise: fc.option(fc.integer({ min: 0, max: 9_999_99 }), { nil: undefined }),
      note: fc.constantFrom(undefined, 'counted 150'),
    }),
  )
  .map(({ attendance, entries, lines, cashCountedPaise, bankBalancePaise, note }) => ({
    id: 'recorded',
    heldOn,
    attendance,
    entries,
    ...(lines.length === 0 ? {} : { lines }),
    ...(cashCountedPaise === undefined ? {} : { cashCountedPaise }),
    ...(bankBalancePaise === undefined ? {} : { bankBalancePaise }),
    ...(note === undefined ? {} : { note }),
  }));

const rupees = amountPaise.map(writeRupees);

/** A row that she types, with at most one entry in each of its places. */
export const rowFor = ({ loans }: Pick<Member, 'loans'>): fc.Arbitrary<SheetRow> => {
  const simple = (['deposit', 'withdrawal', 'fine', 'dividend'] as const).map((kind) => ({ kind }));
  const ofLoans = loans.flatMap(({ loanId }) =>
    (['repayment', 'interest', 'set_off'] as const).map((kind) => ({ kind, loanId })),
  );
  const drafts = [...simple, ...ofLoans].map((slot) =>
    fc.option(
      rupees.map((amount): EntryDraft => ({ ...slot, amount })),
      { nil: undefined, freq: 1 },
    ),
  );
  return fc.record({
    status: fc.constantFrom(undefined, 'present', 'absent', 'excused'),
    entries: fc.tuple(...drafts).map((list) => list.filter((draft) => draft !== undefined)),
  });
};

/** Members and a sheet on which some of their rows are filled in. */
export const filled = fc.uniqueArray(member, { selector: ({ id }) => id, maxLength: 8 }).chain((members) =>
  fc.record({
    members: fc.constant(members),
    sheet: fc
      .record({
        id: fc.uuid(),
        rows: fc.tuple(...members.map(rowFor)),
        lines: fc.array(
          line.map(({ amountPaise: paise, ...one }): LineDraft => ({ ...one, amount: writeRupees(paise) })),
          { maxLength: 3 },
        ),
        cashCounted: fc.constantFrom('', '150'),
        bankBalance: fc.constantFrom('', '0'),
      })
      .map(({ rows, ...sheet }) =>
        sheetOf(Object.fromEntries(members.map(({ id }, at) => [id, rows[at] ?? rowOf()])), sheet),
      ),
  }),
);
