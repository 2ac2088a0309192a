import { describe, expect, test } from 'vitest';
import { dayOf, type Place, visitThatCounts } from '../../web/src/caseworker/today/day-rules.ts';

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
  dayOf({ files, due: dues, placeOf, districts: ['Guntur', 'Krishna', 'Nandyal'], today });
const idsOf = (visits: ReturnType<typeof plan>['urgent']) => visits.map(({ matters }) => matters[0]?.file.id);

describe('whom to see', () => {
  test('urgent ones come first: a crisis without a date, then what has none for longest, then by date', () => {
    const urgent = { priority: 'urgent' } as const;
    const files = [
      file('old', urgent),
      file('of this week', { ...urgent, openedOn: '2026-11-24' }),
      file('of today', { ...urgent, openedOn: today }),
      file('late', urgent),
      file('next month', urgent),
      file('crisis of today', { ...urgent, kind: 'crisis', openedOn: today }),
      file('old crisis', { ...urgent, kind: 'crisis', openedOn: '2025-11-08' }),
      file('older crisis, seen lately', { ...urgent, kind: 'crisis', openedOn: '2025-01-01' }),
    ];
    const dues = [due('late', '2026-11-20'), due('next month', '2026-12-30')];
    const lastSeenOn = (id: string) => (id.endsWith('seen lately') ? '2026-11-28' : undefined);
    const day = dayOf({
      files,
      due: dues,
      placeOf: () => nowhere,
      districts: ['Guntur'],
      today,
      lastSeenOn,
      taken: (id) => id === 'late',
    });
    expect(idsOf(day.urgent)).toEqual([
      'late',
      'old crisis',
      'older crisis, seen lately',
      'crisis of today',
      'old',
      'of this week',
      'of today',
      'next month',
    ]);
    expect(day.urgent.map(({ matters: [{ undatedSince }] }) => undatedSince)).toEqual([
      undefined,
      '2025-11-08',
      '2026-11-28',
      today,
      '2026-10-01',
      '2026-11-24',
      today,
      undefined,
    ]);
    expect([day.places, day.week]).toEqual([[], []]);
  });

  test('a woman whom she met today is no urgent visit any more, unless something else of hers is due', () => {
    const urgent = { priority: 'urgent' } as const;
    const files = [
      file('met', urgent),
      file('met, next on Friday', urgent),
      file('met, but a hearing', urgent),
      file('not met', urgent),
    ];
    const dues = [due('met, next on Friday', '2026-12-04'), due('met, but a hearing', today, 'hearing')];
    const at = { files, due: dues, placeOf: () => nowhere, districts: ['Guntur'], today };
    const before = dayOf(at);
    expect([before.urgent.length + before.otherUrgent.length, before.met]).toEqual([4, []]);
    const after = dayOf({ ...at, seen: (id) => id !== 'not met' });
    expect(idsOf(after.urgent)).toEqual(['not met', 'met, but a hearing']);
    expect(idsOf(after.met)).toEqual(['met, next on Friday', 'met']);
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

describe('a visit that was missed', () => {
  test.each([
    ['none', [], undefined],
    ['one of today', ['2026-11-30'], { on: '2026-11-30' }],
    ['one missed', ['2026-11-21'], { on: '2026-11-21' }],
    ['one missed twice', ['2026-11-25', '2026-11-21'], { on: '2026-11-21' }],
    ['one missed and set anew', ['2026-12-04', '2026-11-21'], { on: '2026-12-04', missedOn: '2026-11-21' }],
    ['set anew for today', ['2026-11-21', '2026-11-30'], { on: '2026-11-30', missedOn: '2026-11-21' }],
    [
      'missed twice, set anew twice',
      ['2026-12-09', '2026-11-21', '2026-12-04', '2026-11-25'],
      { on: '2026-12-04', missedOn: '2026-11-21' },
    ],
    ['two that are to come', ['2026-12-04', '2026-12-02'], { on: '2026-12-02' }],
  ] as const)('%s', (_, days, counts) => {
    expect(visitThatCounts(days, today)).toEqual(counts);
  });

  test('moves her to the day that was set anew, and what else is late stays', () => {
    const files = ['moved', 'late', 'moved far', 'moved with a hearing', 'tomorrow'].map((id) => file(id));
    const day = plan(files, [
      due('moved', '2026-11-01'),
      due('moved', '2026-12-04'),
      due('late', '2026-11-20'),
      due('moved far', '2026-11-01'),
      due('moved far', '2027-01-15'),
      due('moved with a hearing', '2026-11-01'),
      due('moved with a hearing', '2026-12-02'),
      due('moved with a hearing', '2026-11-28', 'hearing'),
      due('tomorrow', '2026-12-01'),
    ]);
    expect(day.places.map(({ visits }) => idsOf(visits))).toEqual([['late', 'moved with a hearing']]);
    expect(idsOf(day.week)).toEqual(['tomorrow', 'moved']);
    expect(day.week[1]?.matters).toMatchObject([
      { kind: 'follow_up', on: '2026-12-04', missedOn: '2026-11-01', daysLate: 0 },
    ]);
  });
});

describe('the urgent ones', () => {
  const urgentAt = (id: string, more: Partial<File> = {}) => file(id, { priority: 'urgent', ...more });
  const far: Place = { district: 'Chittoor' };

  test('of other districts are folded, but for what is new or planned for today; where the phone does not know, they stand open', () => {
    const files = [
      urgentAt('near'),
      urgentAt('far'),
      urgentAt('far and new', { openedOn: today }),
      urgentAt('far, today'),
      urgentAt('unknown'),
    ];
    const dues = [
      due('far', '2026-10-01'),
      due('near', '2026-11-20'),
      due('unknown', '2026-11-21'),
      due('far, today', today),
    ];
    const placeOf = (memberId: string) =>
      memberId.includes('far') ? far : memberId.includes('unknown') ? undefined : nowhere;
    const day = plan(files, dues, placeOf);
    expect(idsOf(day.urgent)).toEqual(['far and new', 'near', 'unknown', 'far, today']);
    expect(idsOf(day.otherUrgent)).toEqual(['far']);
  });

  test('a crisis without a date stands open before all that have one, and what she has taken today before it', () => {
    const crisis = urgentAt('crisis', { kind: 'crisis', openedOn: '2026-01-01' });
    const others = Array.from({ length: 9 }, (_, index) =>
      urgentAt(`mind ${index}`, { kind: 'mental_health' }),
    );
    const dues = others.map(({ id }) => due(id, today));
    const placeOf = (memberId: string) => (memberId.includes('crisis') ? far : nowhere);
    const files = [...others, crisis];
    expect(idsOf(plan(files, dues, placeOf).urgent)[0]).toBe('crisis');
    const taken = (id: string) => id === 'mind 8';
    const day = dayOf({ files, due: dues, placeOf, districts: ['Guntur'], today, taken });
    expect(idsOf(day.urgent).slice(0, 2)).toEqual(['mind 8', 'crisis']);
  });

  test('stand open up to eight, the latest, and what is new in any case', () => {
    const days = Array.from({ length: 9 }, (_, index) => `2026-11-0${index + 1}`);
    const files = days.flatMap((day) => [urgentAt(day), urgentAt(`new ${day}`, { openedOn: today })]);
    const dues = days.map((day) => due(day, day));
    const old = plan(
      files.filter(({ id }) => !id.startsWith('new')),
      dues,
    );
    expect(idsOf(old.urgent)).toEqual(days.slice(0, 8));
    expect(idsOf(old.otherUrgent)).toEqual(days.slice(8));
    const both = plan(files, dues);
    expect(idsOf(both.urgent).every((id) => id?.startsWith('new'))).toBe(true);
    expect([both.urgent.length, both.otherUrgent.length]).toEqual([9, 9]);
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
