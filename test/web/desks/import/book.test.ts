import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { openingInput } from '../../../../functions/areas/books/opening-schema.ts';
import { caseEventInput } from '../../../../functions/areas/cases/event-input.ts';
import { caseInput } from '../../../../functions/areas/cases/schema.ts';
import { collectiveInput } from '../../../../functions/areas/collectives/schema.ts';
import { childInput, consentInput, memberInput } from '../../../../functions/areas/members/schema.ts';
import { outreachInput } from '../../../../functions/areas/outreach/schema.ts';
import { renderSpreadsheet } from '../../../../functions/months/rendering/spreadsheet.ts';
import { spreadsheetParts } from '../../../../functions/months/rendering/spreadsheet-parts.ts';
import { canonicalJson } from '../../../../functions/shared/text/canonical-json.ts';
import { formOf, sheetKeys } from '../../../../web/src/desks/import/read/sheet-forms.ts';
import { allRows } from '../../../../web/src/desks/import/read/workbook-rows.ts';
import { templateSheets } from '../../../../web/src/desks/import/template/template.ts';
import { programmeOf } from './programme.ts';
import { group, woman } from './rows.ts';
import { faultsIn, nothingKept, planFile, planWritten, today } from './support.ts';
import type { Written, WrittenBook } from './workbook.ts';

const consent = { member: 1, on: '5-2-2021', services: 'yes', reporting: 'yes', method: 'spoken' };
const opening = { collective: 'Vennela', asOf: '31-10-2026', cash: 300, bank: 700, grants: 0, surplus: 500 };
const account = { member: 1, savings: 1500, disbursedOn: '1-1-2026', principal: 2000, outstanding: 1000 };
const tidy = {
  collectives: [group],
  members: [woman],
  consents: [consent],
  openings: [opening],
  accounts: [account],
} satisfies WrittenBook;

/** The tidy book with one row of one sheet changed. */
const but = <Key extends keyof typeof tidy>(key: Key, change: Written): WrittenBook => ({
  ...tidy,
  [key]: [{ ...tidy[key][0], ...change }],
});

const schemas: readonly (readonly [RegExp, z.ZodType])[] = [
  [/^\/api\/collectives$/, collectiveInput],
  [/^\/api\/members$/, memberInput],
  [/\/consents$/, consentInput],
  [/\/children$/, childInput],
  [/\/opening$/, openingInput],
  [/^\/api\/cases$/, caseInput],
  [/\/events$/, caseEventInput],
  [/^\/api\/outreach$/, outreachInput],
];

test('a tidy programme has no faults, and each of its bodies is what its route takes', async () => {
  const planned = await planWritten(programmeOf(45));
  expect(faultsIn(planned)).toEqual([]);
  expect(planned.book.notices).toEqual([]);
  expect(new Set(planned.plan.states.values())).toEqual(new Set(['right']));
  const calls = planned.plan.operations.flatMap((operation) => operation.calls);
  for (const { path, body } of calls) {
    const schema = schemas.find(([pattern]) => pattern.test(path))?.[1];
    expect(schema?.safeParse(body).error, path).toBeUndefined();
    expect(schema).toBeDefined();
  }
  // 3 groups, 45 women, 12 children, 3 openings, 15 cases of 22 events that 15 others close, 2 of outreach.
  expect(calls.length).toBe(3 + 45 + 12 + 3 + 15 + 22 + 15 + 2);
});

describe('an area coordinator’s workbook', () => {
  const elsewhere = { ...group, name: 'Tharaka', district: 'కర్నూలు' };
  const written: WrittenBook = {
    ...tidy,
    collectives: [group, elsewhere],
    members: [
      woman,
      { ...woman, number: 2, name: 'Sirimalle Vaana', collective: 'Tharaka' },
      { ...woman, number: 3, name: 'Chamanti Gaali', district: 'Kurnool' },
    ],
    consents: [consent, { ...consent, member: 2 }, { ...consent, member: 3 }],
    outreach: ['Guntur', 'Kurnool'].map((district) => ({
      kind: 'police orientation',
      on: '12-02-2024',
      mode: 'online',
      district,
      participants: 40,
    })),
  };

  test('brings in what lies in her districts; what lies elsewhere is refused at its row, and what belongs to it waits', async () => {
    const planned = await planWritten(written, { districts: ['Guntur', 'Palnadu'] });
    expect(faultsIn(planned)).toEqual([
      'collectives 3 district outsideArea',
      'members 4 district outsideArea',
      'outreach 3 district outsideArea',
    ]);
    const { rows } = planned.book;
    const { states } = planned.plan;
    expect(rows.collectives.map((row) => states.get(row))).toEqual(['right', 'faulty']);
    expect(rows.members.map((row) => states.get(row))).toEqual(['right', 'waiting', 'faulty']);
    expect(rows.outreach.map((row) => states.get(row))).toEqual(['right', 'faulty']);
    const sent = planned.plan.operations.flatMap(({ calls }) => calls.map(({ body }) => Object(body)));
    expect(sent.filter((body) => 'district' in body).map(({ district }) => district)).toEqual(
      Array(3).fill('Guntur'),
    );
  });

  test('is the state coordinator’s too, wherever it lies', async () => {
    expect(faultsIn(await planWritten(written))).toEqual([]);
  });
});

test('the template is read as empty, and its notes and lists are no rows', async () => {
  const { book } = await planFile(renderSpreadsheet(templateSheets(today)));
  expect(allRows(book)).toEqual([]);
  expect(book.notices).toEqual([]);
});

test('the template offers each list in its column, and a note for every column', () => {
  const parts = spreadsheetParts(templateSheets(today));
  const names = [...(parts['xl/workbook.xml'] ?? '').matchAll(/<sheet name="([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(new Set(names).size).toBe(11);
  for (const name of names) expect(name?.length).toBeLessThanOrEqual(31);
  const lists = parts[`xl/worksheets/sheet${names.length}.xml`] ?? '';
  for (const [at, key] of sheetKeys.entries()) {
    const xml = parts[`xl/worksheets/sheet${at + 2}.xml`] ?? '';
    const columns = Object.values(formOf(key).columns);
    expect(xml.match(/<dataValidation /g)?.length).toBe(columns.length);
    const references = [...xml.matchAll(/<formula1>[^<]*!\$([A-Z])\$2:\$[A-Z]\$(\d+)<\/formula1>/g)];
    expect(references.length).toBe(
      columns.filter(({ kind }) => kind === 'choice' || kind === 'district').length,
    );
    for (const [, column, last] of references) {
      // The last word is there, and nothing stands below it.
      expect(lists).toMatch(new RegExp(`<c r="${column}${last}" [^>]*><is><t[^>]*>[^<]+</t>`));
      expect(lists).not.toMatch(new RegExp(`<c r="${column}${Number(last) + 1}" [^>]*><is>`));
    }
  }
});

test.each([
  ['collectives', { district: 'Nowhere' }, ['collectives 2 district district']],
  ['members', { collective: 'Another' }, ['members 2 collective unknownGroup']],
  ['members', { birthYear: 38 }, ['members 2 birthYear age']],
  ['members', { mandal: 'D.No. 4-12, behind the church, Kovur' }, ['members 2 mandal address']],
  ['members', { category: 'SC (Mala)' }, ['members 2 category choiceOrEmpty']],
  ['members', { leaderSince: '5-6-2011' }, ['members 2 leaderSince leaderBeforeJoining']],
  ['members', { joinedOn: '1-3-2019', leaderSince: '5-6-2019' }, ['members 2 leaderSince leaderBeforeGroup']],
  ['consents', { notice: 'paper form 2022, a/c no 110022003300445' }, ['consents 2 notice longNumber']],
  ['consents', { notice: 'paper form 2023. Cried, told how she was sold' }, ['consents 2 notice notice']],
  ['openings', { bank: 30_998_877_665 }, ['openings 2 bank amountLikeAccount']],
  ['consents', { services: 'no' }, ['members 2 - consentMissing']],
  [
    'consents',
    { services: '', reporting: '' },
    ['consents 2 services consentEmpty', 'members 2 - consentMissing'],
  ],
  ['consents', { member: 9 }, ['consents 2 member unknownMember', 'members 2 - consentMissing']],
  ['openings', { cash: 301 }, ['openings 2 surplus openingMismatch']],
  ['openings', { asOf: '31-12-2025' }, ['accounts 2 disbursedOn afterOpening']],
  ['accounts', { principal: 900 }, ['accounts 2 outstanding outstandingAbove']],
  ['accounts', { disbursedOn: '' }, ['accounts 2 disbursedOn loanIncomplete']],
  ['accounts', { instalments: 10 }, ['accounts 2 firstDueOn planIncomplete']],
  ['accounts', { instalments: 10, firstDueOn: '1-12-2025' }, ['accounts 2 firstDueOn dueBeforeLoan']],
  ['accounts', { savings: 'about 1500' }, ['accounts 2 savings amount']],
] as const)('on %s, %o is told', async (key, change, expected) => {
  const planned = await planWritten(but(key, change));
  expect(faultsIn(planned)).toEqual(expected);
});

test('of a girl somebody else consents, whom the workbook names', async () => {
  const girl = { ...woman, birthYear: 2006 };
  expect(faultsIn(await planWritten({ ...tidy, members: [girl] }))).toEqual([
    'consents 2 givenBy guardianNeeded',
  ]);
  const consents = [{ ...consent, givenBy: 'CWC' }];
  expect(faultsIn(await planWritten({ ...tidy, members: [girl], consents }))).toEqual([]);
});

test('a no that is dated before a yes may have a wrong year: which yes, and when, is said', async () => {
  const [before, after] = [
    { ...consent, reporting: 'no' },
    { ...consent, on: '1-1-2024' },
  ];
  expect(faultsIn(await planWritten({ ...tidy, consents: [after, before] }))).toEqual([
    'consents 3 on consentBeforeYes',
  ]);
  const { book } = await planWritten({ ...tidy, consents: [after, before] });
  expect(book.faults.map(({ values }) => values)).toEqual([{ date: '2024-01-01', row: 2 }]);
  const withdrawn = { member: 1, on: '1-1-2024', reporting: 'no', method: 'spoken' };
  const planned = await planWritten({ ...tidy, consents: [consent, withdrawn] });
  expect(faultsIn(planned)).toEqual([]);
  expect(planned.plan.operations.map(({ row }) => row.sheet)).toEqual([
    'collectives',
    'members',
    'consents',
    'openings',
  ]);
});

describe('what hangs together', () => {
  test('waits as a whole: a woman for her consent, a group’s books for every woman in them', async () => {
    const other = { ...woman, number: 2, name: 'Chamanti Vaana' };
    const { plan } = await planWritten({
      ...tidy,
      members: [woman, other],
      consents: [consent, { ...consent, member: 2, on: 'last year' }],
      children: [{ member: 2, birthYear: 2012, gender: 'girl', inSchool: 'yes' }],
      accounts: [
        { ...account, savings: 1000 },
        { member: 2, savings: 500 },
      ],
      entitlements: [{ member: 1, entitlement: 'pension', on: '3-3-2019' }],
    });
    const states = [...plan.states].map(([{ sheet, rowNumber: row }, state]) => `${sheet} ${row} ${state}`);
    expect(states.sort()).toEqual([
      'accounts 2 waiting',
      'accounts 3 waiting',
      'children 2 waiting',
      'collectives 2 right',
      'consents 2 right',
      'consents 3 faulty',
      'entitlements 2 right',
      'members 2 right',
      'members 3 waiting',
      'openings 2 waiting',
    ]);
    expect(plan.operations.map(({ row }) => `${row.sheet} ${row.rowNumber}`)).toEqual([
      'collectives 2',
      'members 2',
      'entitlements 2',
    ]);
  });

  test('names a group in other letters, or one that is in the system', async () => {
    const known = {
      id: '019a2f3c-0000-7000-8000-000000000001',
      name: 'తారల సంఘం',
      district: 'Krishna',
      mandal: 'Gudivada',
    };
    const planned = await planWritten(
      { members: [{ ...woman, collective: 'Taarala SHG' }], consents: [consent] },
      { known: [known] },
    );
    expect(faultsIn(planned)).toEqual([]);
    expect(planned.plan.operations[0]?.calls[0]?.body).toMatchObject({
      collectiveId: known.id,
      district: 'Krishna',
      mandal: 'Gudivada',
    });
  });

  test('is told where numbers or ids stand twice', async () => {
    const again = { ...woman, name: 'Chamanti Vaana' };
    expect(faultsIn(await planWritten({ ...tidy, members: [woman, again] }))).toEqual([
      'members 3 number numberRepeated',
    ]);
  });
});

describe('ids', () => {
  const bodiesOf = ({ plan }: Awaited<ReturnType<typeof planWritten>>) =>
    plan.operations.flatMap(({ calls }) => calls.map((call) => canonicalJson(call))).sort();

  test('are random: the same book elsewhere has others, and none of them comes again', async () => {
    const [one, other] = [await planWritten(programmeOf(25)), await planWritten(programmeOf(25))];
    const idsOf = ({ assignedIds }: typeof one) =>
      [...assignedIds.ids.values()].flat().filter((id) => id !== undefined);
    expect(idsOf(one).length).toBe(new Set(idsOf(one)).size);
    expect(idsOf(one).filter((id) => idsOf(other).includes(id))).toEqual([]);
  });

  test('are the same on this laptop, when rows are sorted, added, and dates written in another way', async () => {
    const book = programmeOf(25);
    const first = await planWritten(book);
    const kept = { ...nothingKept, ids: first.assignedIds.idsToKeep };
    const again = await planWritten(
      {
        ...book,
        members: book.members.toReversed(),
        entitlements: book.entitlements.toReversed(),
        collectives: book.collectives.map((row) => ({ ...row, formedOn: '2019-06-15' })),
        children: [...book.children, { member: 2, birthYear: 2015, gender: 'boy', inSchool: 'no' }],
      },
      { kept },
    );
    const before = bodiesOf(first);
    const now = bodiesOf(again);
    // Of an opening the members stand in another order, which is another request.
    const isOpening = (body: string) => body.includes('/opening"');
    expect(before.filter((body) => !isOpening(body) && !now.includes(body))).toEqual([]);
    expect(again.assignedIds.idsToKeep.size).toBe(1);
  });

  test('of equal rows are two, and of another register’s equal rows others', async () => {
    const child = { member: 1, birthYear: 2015, gender: 'girl', inSchool: 'yes' };
    const first = await planWritten({ ...tidy, children: [child, child] });
    const children = first.book.rows.children.map((row) => first.assignedIds.ids.get(row)?.[0]);
    expect(new Set(children).size).toBe(2);
    const kept = { ...nothingKept, ids: first.assignedIds.idsToKeep };
    const other = await planWritten(
      { ...tidy, members: [{ ...woman, name: 'Another Woman' }], children: [child] },
      { kept },
    );
    expect(children).not.toContain(other.assignedIds.ids.get(other.book.rows.children[0] as never)?.[0]);
  });

  test('of a case stay with the rows that opened and closed it, when an older row is added', async () => {
    const late = { member: 1, entitlement: 'pension', on: '3-3-2020' };
    const first = await planWritten({ ...tidy, entitlements: [late] });
    const kept = { ...nothingKept, ids: first.assignedIds.idsToKeep };
    const older = { member: 1, entitlement: 'ration card', on: '1-1-2015' };
    const recorded = new Set(kept.ids.values());
    const again = await planWritten({ ...tidy, entitlements: [late, older] }, { kept, recorded });
    for (const body of bodiesOf(first)) expect(bodiesOf(again)).toContain(body);
    expect(
      again.plan.operations
        .filter(({ row }) => row.sheet === 'entitlements')
        .map(({ prerequisites: after }) => after.length),
    ).toEqual([1, 1]);
    const opened = again.plan.operations
      .flatMap(({ calls }) => calls)
      .filter(({ path }) => path === '/api/cases');
    expect(opened.map(({ body }) => body)).toMatchObject([
      { openedOn: '2020-03-03' },
      { openedOn: '2015-01-01' },
    ]);
  });
});
