import { describe, expect, test } from 'vitest';
import { dayOf, type Place } from '../../web/src/caseworker/today/day-rules.ts';

type Input = Parameters<typeof dayOf>[0];
type File = Input['files'][number];

const today = '2026-11-30';
const file = (id: string, more: Partial<File> = {}): File => ({
  id,
  memberId: `woman of ${id}`,
  kind: 'legal_aid',
  priority: 'normal',
  status: 'open',
  openedOn: '2026-10-01',
  version: 1,
  ...more,
});
const due = (caseId: string, on: string, kind: Input['due'][number]['kind'] = 'follow_up') => ({
  caseId,
  code: caseId,
  on,
  kind,
});
const nowhere: Place = { district: 'Guntur', mandal: 'Tenali' };
const plan = (files: readonly File[], dues: Input['due'], placeOf: Input['placeOf'] = () => nowhere) =>
  dayOf({ files, due: dues, placeOf, today });
const idsOf = (visits: ReturnType<typeof plan>['urgent']) => visits.map(({ matters }) => matters[0]?.file.id);

describe('whom to see', () => {
  test('urgent ones come first: what is new and has no date, then by date, then what has none', () => {
    const urgent = { priority: 'urgent' } as const;
    const files = [
      file('old', urgent),
      file('of this week', { ...urgent, openedOn: '2026-11-24' }),
      file('of today', { ...urgent, openedOn: today }),
      file('late', urgent),
      file('next month', urgent),
    ];
    const day = plan(files, [due('late', '2026-11-20'), due('next month', '2026-12-30')]);
    expect(idsOf(day.urgent)).toEqual(['of today', 'of this week', 'late', 'next month', 'old']);
    expect([day.places, day.week]).toEqual([[], []]);
  });

  test('a woman stands there once, with all that is due in any case of hers, the urgent case first', () => {
    const hers = { memberId: 'she' };
    const files = [file('law', hers), file('crisis', { ...hers, priority: 'urgent' }), file('card', hers)];
    const day = plan(files, [
      due('law', '2026-11-01', 'hearing'),
      due('crisis', '2026-12-02'),
      due('law', '2026-12-03'),
      due('card', '2026-12-30'),
    ]);
    expect(day.urgent).toHaveLength(1);
    const [visit] = day.urgent;
    expect(visit?.matters.map((matter) => [matter.file.id, matter.kind, matter.on, matter.daysLate])).toEqual(
      [
        ['crisis', 'follow_up', '2026-12-02', 0],
        ['law', 'hearing', '2026-11-01', 29],
        ['law', 'follow_up', '2026-12-03', 0],
      ],
    );
    expect([day.places, day.week]).toEqual([[], []]);
  });

  test('what is due today or overdue stands by place; what comes in the six days after, by date', () => {
    const files = ['today', 'late', 'sixth day', 'tomorrow', 'seventh day', 'nothing'].map((id) => file(id));
    const day = plan(files, [
      due('today', today),
      due('late', '2026-11-29'),
      due('sixth day', '2026-12-06'),
      due('tomorrow', '2026-12-01'),
      due('seventh day', '2026-12-07'),
    ]);
    expect(day.places.map(({ place, visits }) => [place, idsOf(visits)])).toEqual([
      [nowhere, ['late', 'today']],
    ]);
    expect(idsOf(day.week)).toEqual(['tomorrow', 'sixth day']);
  });
});

describe('the places', () => {
  const at = (district: string, mandal?: string): Place => ({ district, mandal });
  const placesOf = (where: Readonly<Record<string, Place>>, dues: Input['due'], urgentId?: string) => {
    const files = Object.keys(where).map((id) =>
      file(id, id === urgentId ? { priority: 'urgent' } : { openedOn: '2026-11-29' }),
    );
    const placeOf = (memberId: string) => where[memberId.replace('woman of ', '')];
    return plan(files, dues, placeOf).places.map(({ place, visits }) => [place?.mandal, idsOf(visits)]);
  };

  test('stand in the order of what is latest in them, those of one district together', () => {
    const where = {
      a: at('Guntur', 'Tenali'),
      b: at('Krishna', 'Gudivada'),
      c: at('Guntur', 'Mangalagiri'),
      d: at('Guntur', 'Tenali'),
      e: at('Krishna', 'Gudivada'),
    };
    const dues = [due('a', '2026-11-25'), due('b', '2026-11-10'), due('c', '2026-11-20'), due('d', today)];
    expect(placesOf(where, [...dues, due('e', '2026-11-05')])).toEqual([
      ['Gudivada', ['e', 'b']],
      ['Mangalagiri', ['c']],
      ['Tenali', ['a', 'd']],
    ]);
  });

  test('begin with one where a woman in danger is', () => {
    const where = {
      a: at('Krishna', 'Gudivada'),
      b: at('Guntur', 'Tenali'),
      c: at('Guntur', 'Mangalagiri'),
      u: at('Guntur', 'Tenali'),
    };
    const dues = [due('a', '2026-11-01'), due('b', today), due('c', '2026-11-20'), due('u', today)];
    expect(placesOf(where, dues, 'u')).toEqual([
      ['Tenali', ['b']],
      ['Mangalagiri', ['c']],
      ['Gudivada', ['a']],
    ]);
  });

  test('of the same name in two districts are two; without a mandal the district is one', () => {
    const where = { a: at('Guntur', 'Kothapalle'), b: at('Nandyal', 'Kothapalle'), c: at('Nandyal') };
    expect(placesOf(where, [due('a', today), due('b', today), due('c', today)])).toEqual([
      ['Kothapalle', ['a']],
      ['Kothapalle', ['b']],
      [undefined, ['c']],
    ]);
  });
});
