import { describe, expect, test } from 'vitest';
import { createGate, disclosurePolicy } from '../../functions/months/disclosure/gate.ts';
import type { PublishedNumbers } from '../../functions/months/disclosure/publication-history.ts';
import { breakdownKeys } from '../../functions/months/indicators/breakdowns.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';

const gate = createGate(indicators);
const bands = breakdownKeys.ageBand;
const [youngest = '', next = ''] = bands;

/** By code: the total, and the bands that show a number; the others show `*`, which is 0 to 14 people. 20 is 15 to 24. */
type Shown = Readonly<
  Record<string, readonly [total: number, cells: Readonly<Record<string, number>> | 'withheld']>
>;

const publicationOf = (month: string, shown: Shown): PublishedNumbers => ({
  ordinal: 1,
  month,
  version: 1,
  cutoff: '2026-03-05T18:30:00.000Z',
  values: Object.fromEntries(
    Object.entries(shown).map(([code, [toDate]]) => [code, { month: 1, financialYear: 1, toDate }]),
  ),
  shown: Object.fromEntries(
    Object.entries(shown).map(([code, [, cells]]) => [
      code,
      {
        district: 'withheld',
        ageBand: cells === 'withheld' ? cells : bands.map((key) => ({ key, value: cells[key] ?? '*' })),
      },
    ]),
  ),
  revisions: [],
});
const isShown = (code: string, ...publications: PublishedNumbers[]): boolean => {
  const publication = publications.at(-1);
  if (publication === undefined) throw new Error('Nothing is published.');
  return gate({
    history: publications.slice(0, -1),
    publication,
    code,
    breakdown: 'ageBand',
    secret: 'a programme',
  });
};

describe('different members', () => {
  const of = (month: string, total: number, cells: Readonly<Record<string, number>>) =>
    publicationOf(month, { pensions: [total, cells] });
  const april = of('2025-04', 50, { [youngest]: 30 });
  const may = of('2025-05', 40, { [youngest]: 20 });

  test('are judged by all months together', () => {
    const june = of('2025-06', 41, { [youngest]: 30 });
    expect(isShown('pensions', may)).toBe(true);
    expect(isShown('pensions', june)).toBe(true);
    // One woman came, and 24 at the most were 25 at the least: she is in that band.
    expect(isShown('pensions', may, june)).toBe(false);
    expect(isShown('pensions', may, of('2025-06', 60, { [youngest]: 30 }))).toBe(true);
  });

  test('who became fewer, since a sheet was taken back, are judged anew from there', () => {
    expect(isShown('pensions', april, may)).toBe(true);
    // All fifteen are in one band.
    expect(isShown('pensions', april, of('2025-05', 15, { [youngest]: 20 }))).toBe(false);
    expect(isShown('pensions', of('2025-04', 15, { [youngest]: 20 }), of('2025-05', 14, {}))).toBe(false);
  });

  test('of whom a few fell while their total rose, as records were joined, are not shown', () => {
    // In April 24 at the most were in the youngest band, and so 17 at the least in the others.
    const first = of('2025-04', 41, { [youngest]: 20 });
    // In May 55 at the least are in it, and so 16 at the most in the others. If one record was joined, it is 55 and 16.
    const later = of('2025-05', 71, { [youngest]: 60 });
    expect(isShown('pensions', later)).toBe(true);
    expect(isShown('pensions', first, later)).toBe(false);
    // Later, when all agrees with April again, it is shown.
    expect(isShown('pensions', first, of('2025-06', 90, { [youngest]: 60 }))).toBe(true);
  });

  test('after that, again by all months together', () => {
    expect(isShown('pensions', april, may, of('2025-06', 41, { [youngest]: 30 }))).toBe(false);
    expect(isShown('pensions', april, may, of('2025-06', 60, { [youngest]: 30 }))).toBe(true);
    // And once more from where they became fewer again.
    expect(isShown('pensions', april, may, of('2025-06', 30, { [youngest]: 20 }))).toBe(true);
    expect(isShown('pensions', april, may, of('2025-06', 15, { [youngest]: 20 }))).toBe(false);
    const june = of('2025-06', 30, { [youngest]: 20 });
    expect(isShown('pensions', april, may, june, of('2025-07', 31, { [youngest]: 30 }))).toBe(false);
    expect(isShown('pensions', april, may, june, of('2025-07', 50, { [youngest]: 30 }))).toBe(true);
  });
});

describe('a stock', () => {
  const leaders = [32, { [youngest]: 20 }] as const;
  const members = [34, { [youngest]: 20, [next]: 20 }] as const;

  test('is judged by its own month alone, since it may fall', () => {
    const of = (month: string, total: number, cells: Readonly<Record<string, number>>) =>
      publicationOf(month, { members_active: [total, cells] });
    const may = of('2025-05', 40, { [youngest]: 20 });
    expect(isShown('members_active', may, of('2025-06', 41, { [youngest]: 30 }))).toBe(true);
    expect(isShown('members_active', may, of('2025-06', 15, { [youngest]: 20 }))).toBe(false);
  });

  test('of a part is judged with the whole, if readers see that', () => {
    expect(isShown('leaders_active', publicationOf('2025-05', { leaders_active: leaders }))).toBe(true);
    expect(isShown('members_active', publicationOf('2025-05', { members_active: members }))).toBe(true);
    // No band has more leaders than members: of the 15 or 16 members of the next band all but two at the most lead.
    const both = publicationOf('2025-05', { leaders_active: leaders, members_active: members });
    expect(isShown('leaders_active', both)).toBe(false);
    expect(isShown('members_active', both)).toBe(true);
  });

  test('of a part is judged alone, if the whole is withheld', () => {
    const withheld = publicationOf('2025-05', { leaders_active: leaders, members_active: [34, 'withheld'] });
    expect(isShown('leaders_active', withheld)).toBe(true);
    // Thirty in two bands of at least fifteen: the gate withholds the members.
    const tooFew = publicationOf('2025-05', {
      leaders_active: [28, { [youngest]: 20 }],
      members_active: [30, { [youngest]: 20, [next]: 20 }],
    });
    expect(isShown('members_active', tooFew)).toBe(false);
    expect(isShown('leaders_active', tooFew)).toBe(true);
  });
});

test('sums and ratios have no breakdown', () => {
  const cells = { [youngest]: 20 };
  const publication = publicationOf('2025-05', { meetings_held: [40, cells], attendance_rate: [40, cells] });
  expect(isShown('meetings_held', publication)).toBe(false);
  expect(isShown('attendance_rate', publication)).toBe(false);
});

// The lot is a part of the policy: the same programme draws the same, with every later version of this code.
test('the lot of a month, an indicator and a breakdown never changes', () => {
  const drawn = (month: string, code: string) => {
    const publication = publicationOf(month, { [code]: [40, { [youngest]: 20 }] });
    return Array.from({ length: 2000 }, (_, at) => `secret ${at}`).filter(
      (secret) => !gate({ history: [], publication, code, breakdown: 'ageBand', secret }),
    );
  };
  expect(disclosurePolicy).toBe('leadership-next/disclosure/4');
  expect(drawn('2025-05', 'pensions')).toEqual(['secret 1216', 'secret 1354']);
  expect(drawn('2025-06', 'pensions')).toEqual([
    'secret 82',
    'secret 536',
    'secret 583',
    'secret 1419',
    'secret 1656',
    'secret 1663',
  ]);
  expect(drawn('2025-05', 'ration_cards')).toEqual(['secret 1294', 'secret 1342']);
});
