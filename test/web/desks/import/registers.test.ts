import { describe, expect, test } from 'vitest';
import { findRepeatedWomen } from '../../../../web/src/desks/import/repeats/repeated-women.ts';
import { writeExcel } from './excel-file.ts';
import { mistakes, rowOf, writeWithMistakes } from './mistakes.ts';
import { groups, surplusOf, women, writeRegisters } from './registers.ts';
import { faultsIn, planFile, planWritten } from './support.ts';
import type { Written } from './workbook.ts';

/** Registers as three people fill them in, read and compared with what is true of everybody. */

const registers = writeRegisters();
const group = {
  name: 'Ningi',
  district: 'Guntur',
  mandal: 'Tenali',
  formedOn: '1-1-2020',
  meetingFrequency: 'monthly',
  usualDeposit: 100,
};
const columns: Readonly<Record<string, readonly string[]>> = {
  collectives: ['name', 'district', 'mandal', 'formedOn', 'meetingFrequency', 'usualDeposit'],
  members: [
    'number',
    'name',
    'phone',
    'birthYear',
    'gender',
    'category',
    'collective',
    'district',
    'mandal',
    'joinedOn',
    'leaderSince',
  ],
  consents: ['member', 'on', 'services', 'reporting', 'sharing', 'method', 'givenBy'],
  children: ['member', 'birthYear', 'gender', 'inSchool'],
  openings: ['collective', 'asOf', 'cash', 'bank', 'grants', 'surplus'],
  accounts: ['member', 'savings', 'disbursedOn', 'principal', 'outstanding'],
  borrowings: [
    'collective',
    'source',
    'sanctionedOn',
    'principal',
    'outstanding',
    'instalments',
    'firstDueOn',
  ],
  entitlements: ['member', 'entitlement', 'stage', 'on'],
  outreach: ['kind', 'on', 'mode', 'district', 'participants', 'title'],
};

/** Where the fault of a mistake is told, if not in the cell itself. */
const toldIn: Readonly<Record<string, string>> = {
  consentMissing: '-',
  guardianNeeded: 'givenBy',
  openingMismatch: 'surplus',
  planIncomplete: 'firstDueOn',
};

test('without mistakes all of it is understood, and says what is true', async () => {
  const planned = await planFile(writeExcel(registers.sheets));
  expect(faultsIn(planned)).toEqual([]);
  expect(new Set(planned.plan.states.values())).toEqual(new Set(['right']));
  expect(
    planned.book.notices.map(({ code, sheetName, details: what }) => `${code} ${sheetName} ${what}`),
  ).toEqual([
    'columnsUnknown Collectives సంఘాలు Remarks',
    expect.stringMatching(/^rowsSkipped Members సభ్యులు \d+, \d+$/),
    expect.stringMatching(/^rowsSkipped Savings and loans పొదుపు రుణాలు \d+$/),
    'sheetUnknown Sheet3 ',
  ]);

  const calls = planned.plan.operations.flatMap((operation) => operation.calls);
  // biome-ignore lint/suspicious/noExplicitAny: what was read is compared with what is true, as it is sent.
  const bodies = (pattern: RegExp): any[] =>
    calls.filter(({ path }) => pattern.test(path)).map(({ body }) => body);
  const sent = bodies(/^\/api\/collectives$/);
  expect(sent.map(({ id: _, ...rest }) => rest)).toEqual(
    groups.map(({ name, district, mandal, formedOn }) => ({
      name,
      district,
      mandal,
      formedOn,
      meetingFrequency: 'monthly',
      usualDepositPaise: 10_000,
    })),
  );
  const nameOf = new Map(sent.map(({ id, name }) => [id, name]));
  const members = bodies(/^\/api\/members$/);
  expect(
    members.map(({ name, phone, birthYear, gender, collectiveId, joinedOn, consents }) => ({
      name: name.toLowerCase(),
      phone,
      birthYear,
      gender,
      group: nameOf.get(collectiveId),
      joinedOn,
      consents: consents.map(({ purpose, given, on }: { purpose: string; given: boolean; on: string }) => [
        purpose,
        given,
        on,
      ]),
    })),
  ).toEqual(
    women.map((woman) => ({
      name: woman.name.toLowerCase(),
      phone: woman.phone,
      birthYear: woman.birthYear,
      gender: 'female',
      group: woman.group,
      joinedOn: woman.joinedOn,
      consents: [
        ['services', true, woman.consentedOn],
        ['reporting', woman.counted, woman.consentedOn],
      ],
    })),
  );
  const idOf = new Map(women.map((woman, at) => [woman.number, members[at]?.id]));
  const openings = calls.filter(({ path }) => path.endsWith('/opening'));
  for (const [at, group] of groups.entries()) {
    const hers = women.filter((woman) => woman.group === group.name);
    expect(openings[at]?.body).toMatchObject({
      asOf: '2026-10-31',
      cashPaise: group.cash * 100,
      bankPaise: group.bank * 100,
      grantsPaise: group.grants * 100,
      surplusPaise: Math.round(surplusOf(group) * 100),
      members: hers.map((woman) => ({
        memberId: idOf.get(woman.number),
        savingsPaise: woman.savings * 100,
        loans:
          woman.loan === undefined
            ? []
            : [
                {
                  disbursedOn: woman.loan.on,
                  principalPaise: woman.loan.principal * 100,
                  outstandingPaise: woman.loan.outstanding * 100,
                },
              ],
      })),
      borrowings:
        group.owed === 0
          ? []
          : [{ source: 'bank_linkage', sanctionedOn: '2025-06-15', outstandingPaise: group.owed * 100 }],
    });
  }
  expect(bodies(/\/children$/).map(({ id: _, ...rest }) => rest)).toEqual(
    women.flatMap(({ child }) =>
      child === undefined
        ? []
        : [
            {
              birthYear: child.birthYear,
              gender: child.isGirl ? 'female' : 'male',
              inSchool: child.inSchool,
            },
          ],
    ),
  );
  expect(
    bodies(/\/events$/)
      .filter(({ type }) => type === 'entitlement')
      .map(({ entitlement, stage, on }) => [entitlement, stage, on]),
  ).toEqual(
    women.flatMap(({ received }) =>
      received === undefined ? [] : [[received.what, 'received', received.on]],
    ),
  );
});

describe('with forty mistakes', () => {
  test('each is told in its cell, and nothing else is', async () => {
    expect(mistakes.length).toBe(40);
    const expected = mistakes.map(({ sheet, who, column, code, told = { sheet, who } }) => {
      const place = toldIn[code] ?? columns[sheet]?.[column];
      return `${told.sheet} ${rowOf(registers, told.sheet, told.who)} ${place} ${code}`;
    });
    // A number that is wrong is missed elsewhere.
    const follows = (['consents', 'accounts', 'entitlements'] as const).map(
      (sheet) => `${sheet} ${rowOf(registers, sheet, '20')} member unknownMember`,
    );
    const unconsented = `members ${rowOf(registers, 'members', '52')} - consentMissing`;
    expect(faultsIn(await planFile(writeExcel(writeWithMistakes())))).toEqual(
      [...expected, ...follows, unconsented].sort(),
    );
  });

  test('what is not concerned by them can be brought in at once', async () => {
    const { plan } = await planFile(writeExcel(writeWithMistakes()));
    const count = (sheet: string, state: string): number =>
      [...plan.states].filter(([row, one]) => row.sheet === sheet && one === state).length;
    expect(count('members', 'right')).toBeGreaterThan(250);
    expect(count('members', 'faulty') + count('members', 'waiting') + count('members', 'right')).toBe(330);
    const sent = new Set(plan.operations.flatMap(({ row, includedRows: parts }) => [row, ...parts]));
    for (const [row, state] of plan.states) expect(sent.has(row)).toBe(state === 'right');
  });
});

describe('two clerks’ rows of one woman', () => {
  const her = { birthYear: 1990, gender: 'woman', collective: 'Ningi', joinedOn: '30-8-2021' };
  const pairsOf = async (...members: Written[]) => {
    const written = members.map((row, at) => ({ ...her, number: at + 1, ...row }));
    const { book } = await planWritten({ collectives: [group], members: written });
    return findRepeatedWomen(book).map(({ row, earlierRow: first }) => [row.rowNumber, first.rowNumber]);
  };

  test('are asked about where the name is shortened or spelt otherwise, and year, group and day agree', async () => {
    expect(await pairsOf({ name: 'Mary K.' }, { name: 'Mary Kumari Yesupogu', phone: '7702914583' })).toEqual(
      [[3, 2]],
    );
    expect(await pairsOf({ name: 'Venkata Laxmi' }, { name: 'Venkatalakshmi Pasupuleti' })).toEqual([[3, 2]]);
  });

  test('are asked about where they have one telephone and a word of the name, in whichever groups', async () => {
    const other = { ...group, number: 2, name: 'Ushodaya', district: 'Krishna', mandal: 'Gudivada' };
    const there = { collective: 'Ushodaya', birthYear: 1987, joinedOn: '1-9-2023' };
    const pairs = async (...names: readonly (readonly [string, string | undefined])[]) => {
      const members = names.map(([name, phone], at) => ({
        ...her,
        ...(at === 0 ? {} : there),
        number: at + 1,
        name,
        phone,
      }));
      const { book } = await planWritten({ collectives: [group, other], members });
      return findRepeatedWomen(book).map(({ row, earlierRow }) => [row.rowNumber, earlierRow.rowNumber]);
    };
    expect(await pairs(['Mary Kumari', '7702914583'], ['Yesupogu Mery', '+91 77029 14583'])).toEqual([
      [3, 2],
    ]);
    // A telephone in the house, or none.
    expect(await pairs(['Mary Kumari', '7702914583'], ['Sarala Thota', '7702914583'])).toEqual([]);
    expect(await pairs(['Mary Kumari', undefined], ['Mary Yesupogu', undefined])).toEqual([]);
  });

  test('are asked about where the server would raise them: a letter changed, years apart, another script, another number', async () => {
    const [first, second] = [
      { name: 'Thota Neelima', phone: '7702914583' },
      { name: 'నీలిమ తోటా', phone: '7702914599', birthYear: 1992, joinedOn: '1-9-2021' },
    ];
    expect(await pairsOf(first, second)).toEqual([[3, 2]]);
    expect(await pairsOf(first, { ...second, name: 'Neelema Thota' })).toEqual([[3, 2]]);
    expect(await pairsOf(first, { ...second, birthYear: 1993 })).toEqual([]);
    expect(await pairsOf(first, { ...second, name: 'Neelema Tata' })).toEqual([]);
  });

  test('are not where the names have nothing in common, or year or day differ', async () => {
    const [short, long] = [{ name: 'Mary K.' }, { name: 'Mary Kumari Yesupogu' }];
    expect(await pairsOf(short, { name: 'Sarala Thota' })).toEqual([]);
    expect(await pairsOf(short, { ...long, birthYear: 1995 })).toEqual([]);
    expect(await pairsOf(short, { ...long, joinedOn: '1-9-2021' })).toEqual([]);
  });
});

test('women who only share a common name are not taken for one', async () => {
  const { book } = await planFile(writeExcel(registers.sheets));
  expect(findRepeatedWomen(book)).toEqual([]);
});
