import { describe, expect, test } from 'vitest';
import { mayLeaveOut } from '../../../../web/src/desks/import/check/leave-out-rules.ts';
import { allRows } from '../../../../web/src/desks/import/read/workbook-rows.ts';
import { findRepeats } from '../../../../web/src/desks/import/repeats/repeats-rules.ts';
import {
  type ExistingRecords,
  noExistingRecords,
} from '../../../../web/src/desks/import/send/read-existing.ts';
import { group, woman } from './rows.ts';
import { nothingKept, planWritten } from './support.ts';
import type { WrittenBook } from './workbook.ts';

/** Rows that say again what is recorded: after their words were changed, or without their ids. */

const consent = { member: 1, on: '5-2-2021', services: 'yes', method: 'spoken' };
const child = { member: 1, birthYear: 2012, gender: 'girl', inSchool: 'yes' };
const patta = { member: 1, entitlement: 'house patta', on: '20-5-2018' };
const talk = {
  kind: 'police orientation',
  on: '12-2-2024',
  mode: 'online',
  district: 'Guntur',
  participants: 40,
};
const first = { collectives: [group], members: [woman], consents: [consent], children: [child] };
const book = { ...first, entitlements: [patta], outreach: [talk] } satisfies WrittenBook;

type Planned = Awaited<ReturnType<typeof planWritten>>;

/** What the system has once a workbook was brought in, as its routes give it. */
function existingOf({ plan }: Planned): ExistingRecords {
  const calls = plan.operations.flatMap((operation) => operation.calls);
  // biome-ignore lint/suspicious/noExplicitAny: what was sent is given back.
  const bodies = (pattern: RegExp): any[] =>
    calls.filter(({ path }) => pattern.test(path)).map(({ body }) => body);
  const children = bodies(/\/children$/);
  const further = bodies(/\/consents$/);
  const members = bodies(/^\/api\/members$/).map((body) => ({
    ...body,
    children,
    consents: [...body.consents, ...further],
  }));
  const outreach = bodies(/^\/api\/outreach$/);
  const events = bodies(/\/events$/).filter(({ type }) => type === 'entitlement');
  const all = [...members, ...children, ...members.flatMap((one) => one.consents), ...outreach, ...events];
  return {
    members,
    outreach,
    entitlements: new Map(members.map(({ id }) => [id, events])),
    ids: new Set(all.map(({ id }) => id)),
  };
}

/** Brings in a book, then another on the same laptop whose woman is the same; which rows of the other are asked about? */
async function askedOf(before: WrittenBook, after: WrittenBook) {
  const one = await planWritten(before);
  const existing = existingOf(one);
  const other = await planWritten(after, { kept: { ...nothingKept, ids: one.assignedIds.idsToKeep } });
  const idOf = (row: Parameters<typeof other.assignedIds.ids.get>[0]) =>
    other.assignedIds.ids.get(row)?.[0] ?? '';
  const repeats = findRepeats(other.book, other.assignedIds, existing, (row) => existing.ids.has(idOf(row)));
  return repeats.map(({ row }) => `${row.sheet} ${row.rowNumber}`);
}

describe('rows of what is in the system', () => {
  test('are known by their ids, and not asked about', async () => {
    expect(await askedOf(book, book)).toEqual([]);
  });

  test.each([
    ['children', { children: [{ ...child, birthYear: 2013 }] }, ['children 2']],
    ['children', { children: [{ ...child, inSchool: 'no' }] }, ['children 2']],
    ['entitlements', { entitlements: [{ ...patta, on: '21-5-2018' }] }, ['entitlements 2']],
    ['outreach', { outreach: [{ ...talk, participants: 41 }] }, ['outreach 2']],
    ['outreach', { outreach: [{ ...talk, on: '13-2-2024' }] }, ['outreach 2']],
  ])('are asked about when their words were changed: %s %o', async (_, change, asked) => {
    expect(await askedOf(book, { ...book, ...change })).toEqual(asked);
  });

  test('are asked about when a consent has another day or notice', async () => {
    const later = { member: 1, on: '1-1-2024', sharing: 'no', method: 'spoken' };
    const before = { ...book, consents: [consent, later] };
    expect(await askedOf(before, { ...before, consents: [consent, { ...later, on: '1-1-2023' }] })).toEqual([
      'consents 3',
    ]);
  });

  test('are not what stands beside them: a second child, another entitlement, another talk', async () => {
    const after = {
      ...book,
      children: [child, { ...child, birthYear: 2013 }],
      entitlements: [patta, { ...patta, entitlement: 'pension' }],
      outreach: [talk, { ...talk, on: '1-3-2024', participants: 12 }],
    };
    expect(await askedOf(book, after)).toEqual([]);
  });
});

test('the same entitlement typed twice is asked about, another day is not', async () => {
  const asked = async (again: typeof patta & { readonly stage?: string }) => {
    const { book: linked, assignedIds } = await planWritten({ ...first, entitlements: [patta, again] });
    return findRepeats(linked, assignedIds, noExistingRecords, () => false).map(
      ({ row, earlierRow: earlier }) => `${row.rowNumber} ${earlier?.rowNumber}`,
    );
  };
  expect(await asked(patta)).toEqual(['3 2']);
  // An empty stage means `received`.
  expect(await asked({ ...patta, stage: 'received' })).toEqual(['3 2']);
  expect(await asked({ ...patta, on: '1-6-2022' })).toEqual([]);
});

test('a row that was mended keeps its id, also where it comes again without the columns of ids', async () => {
  const one = await planWritten(book);
  const idOf = ({ book: linked, assignedIds }: Planned) =>
    assignedIds.ids.get(linked.rows.children[0] as never)?.[0];
  const kept = { ...nothingKept, ids: new Map(one.assignedIds.idsToKeep) };
  // In the downloaded workbook the mended row has its id; the same words are then chosen without it.
  const mended = { ...book, children: [{ ...child, birthYear: 2014 }] };
  const withId = await planWritten(mended, { kept, ids: { children: [idOf(one)] } });
  for (const [hash, id] of withId.assignedIds.idsToKeep) kept.ids.set(hash, id);
  expect(idOf(withId)).toBe(idOf(one));
  expect(idOf(await planWritten(mended, { kept }))).toBe(idOf(one));
});

describe('a row that is left out on purpose', () => {
  test('is nothing to mend, and leaves out what is hers', async () => {
    const written = {
      ...first,
      members: [woman, { ...woman, number: 2, name: 'Chamanti Vaana' }],
      consents: [consent, { ...consent, member: 2, services: 'no' }],
    };
    const one = await planWritten(written);
    const [, second] = one.book.rows.members;
    const hash = second === undefined ? '' : (one.assignedIds.hashes.get(second) ?? '');
    const left = await planWritten(written, {
      kept: { ...nothingKept, ids: one.assignedIds.idsToKeep, leftOutHashes: new Set([hash]) },
    });
    expect(left.faults).toEqual([]);
    expect(one.faults.map(({ code }) => code)).toEqual(['consentMissing']);
    const states = [...left.plan.states].map(
      ([{ sheet, rowNumber: row }, state]) => `${sheet} ${row} ${state}`,
    );
    expect(states.sort()).toEqual([
      'children 2 right',
      'collectives 2 right',
      'consents 2 right',
      'consents 3 left',
      'members 2 right',
      'members 3 left',
    ]);
  });

  test('is never a no, what keeps her here, or a part of the books', async () => {
    const { book: linked } = await planWritten({
      ...book,
      members: [woman, { ...woman, number: 2, name: 'Chamanti Vaana' }],
      consents: [
        consent,
        { member: 1, on: '1-1-2022', sharing: 'no', method: 'spoken' },
        { member: 1, on: '1-1-2023', sharing: 'yes', method: 'spoken' },
      ],
      accounts: [{ member: 2, savings: 100 }],
    });
    const refused = allRows(linked).filter((row) => !mayLeaveOut(row, linked));
    expect(refused.map(({ sheet, rowNumber: row }) => `${sheet} ${row}`)).toEqual([
      'collectives 2',
      'members 3',
      'consents 2',
      'consents 3',
      'accounts 2',
    ]);
  });
});
