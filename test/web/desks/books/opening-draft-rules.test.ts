import fc from 'fast-check';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { validateOpening } from '../../../../functions/areas/books/opening-rules.ts';
import { openingInput } from '../../../../functions/areas/books/opening-schema.ts';
import {
  type DraftOpening,
  draftOpeningBody,
  emptyOpening,
  openingAccount,
  openingBalances,
  openingDifference,
} from '../../../../web/src/desks/books/opening/opening-draft.ts';

const paise = fc.nat(1_000_000);
const typed = fc.option(paise, { nil: undefined });

const loan = fc.tuple(paise, paise, fc.boolean()).map(([a, b, hasPlan]) => ({
  key: v7(),
  loanId: v7(),
  disbursedOn: '2026-01-05',
  principalPaise: Math.max(a, b, 1),
  outstandingPaise: Math.min(a, b),
  terms: hasPlan ? { instalments: 10, firstDueOn: '2026-02-05', ratePerMonthBasisPoints: 200 } : {},
}));

const draft: fc.Arbitrary<DraftOpening> = fc.record({
  asOf: fc.constant('2026-04-01'),
  cashPaise: typed,
  bankPaise: typed,
  grantsPaise: typed,
  surplusPaise: typed,
  isLoss: fc.boolean(),
  members: fc.array(
    fc.record({
      memberId: fc.constant(null).map(() => v7()),
      savingsPaise: typed,
      loans: fc.array(loan, { maxLength: 3 }),
    }),
    { maxLength: 10 },
  ),
  borrowings: fc.array(
    loan.map(({ key, loanId, disbursedOn, ...terms }) => ({
      ...terms,
      key,
      id: loanId,
      source: 'stree_nidhi' as const,
      sanctionedOn: disbursedOn,
    })),
    { maxLength: 3 },
  ),
});

test('the difference on the screen is the one that the API would refuse with, of what it accepts as input', () => {
  fc.assert(
    fc.property(draft, (made) => {
      const sent = openingInput.parse({ id: v7(), ...draftOpeningBody(made) });
      const refusal = validateOpening(sent);
      const difference = openingDifference(made);
      expect(refusal?.details?.extra?.differencePaise ?? 0).toBe(difference);
      const { left, right } = openingAccount(openingBalances(made));
      expect(left.totalPaise - right.totalPaise).toBe(difference);
    }),
  );
});

test('of more women than an opening takes, those with nothing are left out', () => {
  const ids = Array.from({ length: 41 }, () => v7());
  const many = emptyOpening(ids, '2026-04-01');
  const [first, ...others] = many.members;
  if (first === undefined) throw new Error('There are 41 members.');
  const one = { ...many, members: [{ ...first, savingsPaise: 500 }, ...others] };
  expect(draftOpeningBody(one).members).toEqual([{ memberId: ids[0], savingsPaise: 500, loans: [] }]);
  expect(draftOpeningBody(emptyOpening(ids.slice(1), '2026-04-01')).members).toHaveLength(40);
});
