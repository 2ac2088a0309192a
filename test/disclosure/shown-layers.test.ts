import { describe, expect, test } from 'vitest';
import type { Cells } from '../../functions/months/disclosure/breakdown-cells.ts';
import type { PublishedNumbers } from '../../functions/months/disclosure/publication-history.ts';
import { layerIn, readLayers } from '../../functions/months/disclosure/shown-layers.ts';
import { breakdownKeys } from '../../functions/months/indicators/breakdowns.ts';
import { districtsOn } from '../../functions/shared/reach/districts.ts';

const bands = breakdownKeys.ageBand;
const old: readonly string[] = districtsOn('2025-04-01');
const added = ['Markapuram', 'Polavaram'];
/** Midnight in India at which the new districts came into force. */
const instant = '2025-12-30T18:30:00.000Z';
const later = '2025-12-30T18:30:00.001Z';

const cellsOf = (keys: readonly string[], values: Readonly<Record<string, number>> = {}): Cells =>
  keys.map((key) => ({ key, value: values[key] ?? '*' }));

type Published = {
  readonly month: string;
  readonly cutoff: string;
  readonly total: number | { readonly numerator: number; readonly denominator: number };
  readonly district?: Cells | undefined;
  readonly ageBand?: Cells;
};
const numbersOf = ({ month, cutoff, total, district, ageBand }: Published): PublishedNumbers => ({
  ordinal: 1,
  month,
  version: 1,
  cutoff,
  values: { pensions: { month: 1, financialYear: 1, toDate: total } },
  shown:
    district === undefined && ageBand === undefined
      ? {}
      : { pensions: { district: district ?? 'withheld', ageBand: ageBand ?? 'withheld' } },
  revisions: [],
});
const read = (...publications: Published[]) =>
  readLayers(publications.map(numbersOf), 'pensions', 'district');

describe('the layer that a publication shows', () => {
  const shown = (district: Cells, cutoff = instant) =>
    layerIn(numbersOf({ month: '2025-11', cutoff, total: 50, district }), 'pensions', 'district');

  test('has the least and the most people of each cell', () => {
    const layer = shown(cellsOf(old, { Guntur: 20, Krishna: 100 }));
    const people = (name: string) => {
      const at = old.indexOf(name);
      return [layer?.minPeople[at], layer?.maxPeople[at]];
    };
    expect(layer?.total).toBe(50);
    expect(['Guntur', 'Krishna', 'Eluru'].map(people)).toEqual([
      [15, 24],
      [95, 104],
      [0, 14],
    ]);
    expect([layer?.minPeople.length, layer?.maxPeople.length]).toEqual([26, 26]);
    // The order in which it lists them makes no difference.
    const listed = cellsOf(old, { Guntur: 20, Krishna: 100 });
    expect(listed === 'withheld' ? undefined : shown(listed.toReversed())).toEqual(layer);
  });

  test('has the districts of its cutoff: a new one not before somebody can be in it', () => {
    expect(shown(cellsOf([...old, ...added]), later)?.minPeople).toHaveLength(28);
    expect(shown(cellsOf(old), later)).toBeUndefined();
    expect(shown(cellsOf([...old, ...added]), instant)).toBeUndefined();
  });

  test.each<[string, Cells]>([
    ['withheld', 'withheld'],
    ['of a district too few', cellsOf(old.slice(1))],
    ['with an unknown district', cellsOf([...old, 'Hyderabad'])],
    ['with an unknown district in place of another', cellsOf([...old.slice(1), 'Hyderabad'])],
  ])('is none of cells that are not all there are: %s', (_what, cells) => {
    expect(shown(cells)).toBeUndefined();
  });

  test('is none where nothing is shown, and none of a ratio', () => {
    const none = { month: '2025-11', cutoff: instant, total: 50 };
    expect(layerIn(numbersOf(none), 'pensions', 'district')).toBeUndefined();
    const ratio = { ...none, total: { numerator: 1, denominator: 2 }, district: cellsOf(old) };
    expect(layerIn(numbersOf(ratio), 'pensions', 'district')).toBeUndefined();
    expect(
      layerIn(numbersOf({ ...none, district: cellsOf(old) }), 'house_pattas', 'district'),
    ).toBeUndefined();
  });
});

describe('all layers', () => {
  const ofAges = (month: string, total: number, ageBand: Cells): Published => ({
    month,
    cutoff: '2026-03-05T18:30:00.000Z',
    total,
    ageBand,
  });

  test('stand in the order of their months, the earlier published of a month first; without the withheld', () => {
    const publications = [
      ofAges('2025-09', 30, cellsOf(bands)),
      ofAges('2025-11', 50, cellsOf(bands)),
      ofAges('2025-10', 40, cellsOf(bands)),
      ofAges('2025-12', 55, 'withheld'),
      ofAges('2025-10', 41, cellsOf(bands)),
    ];
    const layers = readLayers(publications.map(numbersOf), 'pensions', 'ageBand');
    expect(layers.map(({ total, isOnlyTotal }) => [total, isOnlyTotal])).toEqual([
      [30, undefined],
      [40, undefined],
      [41, undefined],
      [50, undefined],
    ]);
    expect(layers.map(({ minPeople }) => minPeople.length)).toEqual([5, 5, 5, 5]);
    expect(readLayers([], 'pensions', 'ageBand')).toEqual([]);
  });
});

describe('when districts are new', () => {
  const people = (
    layers: ReturnType<typeof read>,
    names: readonly string[],
  ): (readonly (readonly [number | undefined, number | undefined])[])[] =>
    layers.map(({ minPeople, maxPeople }) =>
      names.map((name) => {
        const at = [...old, ...added].indexOf(name);
        return [minPeople[at], maxPeople[at]] as const;
      }),
    );
  const september: Published = {
    month: '2025-09',
    cutoff: '2025-10-05T18:30:00.000Z',
    total: 80,
    district: cellsOf(old, { Guntur: 20 }),
  };
  const november: Published = { month: '2025-11', cutoff: instant, total: 117 };
  const december: Published = {
    month: '2025-12',
    cutoff: '2026-01-05T18:30:00.000Z',
    total: 120,
    district: cellsOf([...old, ...added], { Guntur: 40 }),
  };
  const names = ['Guntur', 'Eluru', ...added];

  test('nobody was in them before, and of those who came until then all may be in one of the others', () => {
    const layers = read(september, november, december);
    expect(layers.map(({ total, isOnlyTotal }) => [total, isOnlyTotal])).toEqual([
      [80, undefined],
      [117, true],
      [120, undefined],
    ]);
    // 37 came between September and the end of November.
    expect(people(layers, names)).toEqual([
      [
        [15, 24],
        [0, 14],
        [0, 0],
        [0, 0],
      ],
      [
        [15, 61],
        [0, 51],
        [0, 0],
        [0, 0],
      ],
      [
        [35, 44],
        [0, 14],
        [0, 14],
        [0, 14],
      ],
    ]);
    for (const { minPeople, maxPeople } of layers)
      expect([minPeople.length, maxPeople.length]).toEqual([28, 28]);
  });

  test('the largest total of before says most', () => {
    const october = { ...november, month: '2025-10', total: 118 };
    const layers = read(september, november, october, december);
    expect(layers.map(({ total }) => total)).toEqual([80, 118, 120]);
    expect(people(layers, ['Eluru'])[1]).toEqual([[0, 52]]);
  });

  test('the largest total of before says most, and nothing that was shown of a later month', () => {
    const published = { ...september, total: 130, district: undefined };
    const october = { ...september, month: '2025-10', total: 110 };
    const layers = read(published, october, november, december);
    expect(layers.map(({ total, isOnlyTotal }) => [total, isOnlyTotal])).toEqual([
      [130, true],
      [110, undefined],
      [120, undefined],
    ]);
    expect(people(layers, ['Guntur', 'Polavaram'])[0]).toEqual([
      [0, 130],
      [0, 0],
    ]);
  });

  test('a month that did not count it yet tells nothing', () => {
    const before = { ...numbersOf({ ...november, month: '2025-10' }), values: {} };
    const publications = [before, ...[november, december].map(numbersOf)];
    expect(readLayers(publications, 'pensions', 'district').map(({ total }) => total)).toEqual([117, 120]);
  });

  test('whatever was shown of the month itself comes before that', () => {
    const shown = { ...november, district: cellsOf(old, { Guntur: 60 }) };
    const layers = read(september, shown, december);
    expect(layers.map(({ total, isOnlyTotal }) => [total, isOnlyTotal])).toEqual([
      [80, undefined],
      [117, undefined],
      [117, true],
      [120, undefined],
    ]);
    expect(people(layers, ['Guntur'])).toEqual([[[15, 24]], [[55, 64]], [[55, 64]], [[35, 44]]]);
  });

  test('no cell holds more than all who had come', () => {
    const layers = read(
      { ...september, total: 10, district: cellsOf(old) },
      { ...november, total: 12 },
      december,
    );
    expect(people(layers, ['Guntur', 'Eluru'])[1]).toEqual([
      [0, 12],
      [0, 12],
    ]);
  });

  test('where nothing was shown before, each of the others may hold them all', () => {
    const layers = read(november, december);
    expect(layers.map(({ total }) => total)).toEqual([117, 120]);
    expect(people(layers, names)[0]).toEqual([
      [0, 117],
      [0, 117],
      [0, 0],
      [0, 0],
    ]);
  });

  test.each<[string, readonly Published[]]>([
    ['nobody', [{ ...november, total: 0 }]],
    ['a ratio', [{ ...november, total: { numerator: 1, denominator: 2 } }]],
    ['what was counted after they came', [{ ...november, cutoff: later }]],
    ['nothing at all', []],
  ])('%s tells nothing about them', (_what, before) => {
    expect(read(...before, december).map(({ total }) => total)).toEqual([120]);
  });
});
