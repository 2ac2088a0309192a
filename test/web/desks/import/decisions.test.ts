import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Api, Call } from '../../../../web/src/api/client.ts';
import { type CheckedImport, checkSheets } from '../../../../web/src/desks/import/check/check-sheets.ts';
import { formOf, type SheetKey, sheetKeys } from '../../../../web/src/desks/import/read/sheet-forms.ts';
import type { RawSheet, ReadRow } from '../../../../web/src/desks/import/read/workbook-rows.ts';
import { applyDecisions, markLeftOut } from '../../../../web/src/desks/import/repeats/decisions.ts';
import { sameWomenOf } from '../../../../web/src/desks/import/repeats/duplicates-rules.ts';
import type { KeptImports } from '../../../../web/src/desks/import/send/kept-imports.ts';
import { sendPlan } from '../../../../web/src/desks/import/send/send-plan.ts';
import {
  columnTitle,
  idTitle,
  sheetTitle,
} from '../../../../web/src/desks/import/template/workbook-titles.ts';
import { searchRuns } from '../../../support/search.ts';
import { apiOver } from '../../support/records.ts';
import { group, woman } from './rows.ts';
import type { WrittenBook } from './workbook.ts';

/** What the coordinator decides on the page of the check, and takes back, before and between sendings. */

const consent = { member: 1, on: '5-2-2021', services: 'yes', method: 'spoken' };
const first = { collectives: [group], members: [woman], consents: [consent] } satisfies WrittenBook;
/** She has two rows, and the later is answered to be the woman of the earlier. */
const both = {
  collectives: [group],
  members: [woman, { ...woman, number: 8, name: 'Mallika N' }],
  consents: [consent, { ...consent, member: 8 }],
} satisfies WrittenBook;
const patta = { member: 1, entitlement: 'house patta', on: '20-5-2018' };
const pension = { member: 1, entitlement: 'pension', on: '3-3-2020' };
const ration = { member: 1, entitlement: 'ration card', on: '4-4-2022' };

/** The system: keeps each body once by its id, refuses what comes before that which it needs, and lists what it has. */
function createSystem() {
  // biome-ignore lint/suspicious/noExplicitAny: what was sent is given back.
  const stored = new Map<string, { readonly path: string; readonly body: any }>();
  const listAt = (pattern: RegExp) =>
    [...stored.values()].filter(({ path }) => pattern.test(path)).map(({ body }) => body);
  const lists: readonly (readonly [RegExp, (id: string) => unknown[]])[] = [
    [/^\/api\/collectives$/, () => listAt(/^\/api\/collectives$/)],
    [
      /^\/api\/members$/,
      () =>
        listAt(/^\/api\/members$/).map((member) => ({
          ...member,
          children: listAt(new RegExp(`/${member.id}/children$`)),
        })),
    ],
    [
      /^\/api\/members\/(.+)\/cases$/,
      (id) => listAt(/^\/api\/cases$/).filter(({ memberId }) => memberId === id),
    ],
    [/^\/api\/cases\/(.+)\/events$/, (id) => listAt(new RegExp(`/${id}/events$`))],
  ];
  const api: Api = {
    ...apiOver((path) => {
      for (const [pattern, list] of lists) {
        const match = pattern.exec(path.split('?')[0] ?? '');
        if (match !== null) return { items: list(match[1] ?? '') };
      }
      throw new Error(`Nothing is at ${path}.`);
    }),
    // Who is known, as the search for women finds them.
    request: async (route, { body }) => {
      const members = listAt(/^\/api\/members$/);
      const isFound = ({ name }: { name: string }): boolean => name === Object(body).q;
      return route === 'POST /api/members/search' ? { items: members.filter(isFound) } : members[0];
    },
    call: () => Promise.reject(new Error('An import reads lists alone.')),
  };
  const send = async ({ path, body }: Call): Promise<Response> => {
    const record: { id: string; memberId?: string } = Object(body);
    const needed = [/^\/api\/\w+\/([\w-]{36})\//.exec(path)?.[1], record.memberId];
    if (needed.some((id) => id !== undefined && !stored.has(id)))
      return Response.json({ code: 'not_found' }, { status: 404 });
    const before = stored.get(record.id);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify({ path, body }))
      return Response.json({ code: 'id_reused' }, { status: 409 });
    stored.set(record.id, { path, body });
    return Response.json({ id: record.id });
  };
  return {
    api,
    send,
    has: (id: string | undefined) => id !== undefined && stored.has(id),
    cases: () => listAt(/^\/api\/cases$/),
    members: () => listAt(/^\/api\/members$/),
    children: () => listAt(/\/children$/),
    eventsOf: (caseId: string, eventType: string) =>
      listAt(new RegExp(`/${caseId}/events$`)).filter(({ type }) => type === eventType),
    entitlements: () => listAt(/\/events$/).filter(({ type }) => type === 'entitlement'),
    openings: () => listAt(/\/opening$/),
    closings: () => listAt(/\/events$/).filter(({ type }) => type === 'status'),
  };
}

type System = ReturnType<typeof createSystem>;

const noneKept = {
  ids: new Map<string, string>(),
  joinedIds: new Map<string, string>(),
  leftOutHashes: new Set<string>(),
  recordedHashes: new Set<string>(),
  codes: new Map<string, string>(),
  operationHashById: new Map<string, string>(),
};

/**
 * The sheets of a workbook as they are read from a file.
 * @param idsOf what stands in the columns of ids
 */
const sheetsOf = (
  book: WrittenBook,
  idsOf: (key: SheetKey, at: number) => readonly (string | undefined)[] = () => [],
): RawSheet[] =>
  sheetKeys.map((key) => {
    const form = formOf(key);
    const columns = Object.entries(form.columns);
    return {
      name: sheetTitle(form),
      rows: [
        [...columns.map(([, column]) => columnTitle(column)), ...form.ids.map((_, slot) => idTitle(slot))],
        ...(book[key] ?? []).map((row, at) => [
          ...columns.map(([name]) => row[name] ?? null),
          ...form.ids.map((_, slot) => idsOf(key, at)[slot] ?? null),
        ]),
      ],
      merges: [],
      errorCells: [],
    };
  });

/** A laptop, on which a workbook is chosen and decided about. */
function createLaptop(system: System, key: string) {
  let saved = noneKept;
  const open = (): KeptImports => {
    const kept: KeptImports = {
      ...structuredClone(saved),
      unfinished: undefined,
      hash: (text) => createHmac('sha256', key).update(text).digest('base64url'),
      save: async () => {
        const { ids, joinedIds, leftOutHashes, recordedHashes, codes, operationHashById } = kept;
        saved = structuredClone({ ids, joinedIds, leftOutHashes, recordedHashes, codes, operationHashById });
      },
    };
    return kept;
  };
  return {
    /** Chooses a file, as after a reload. */
    choose: async (sheets: readonly RawSheet[]) => {
      const kept = open();
      let check: CheckedImport = await checkSheets(system.api, kept, sheets, [], () => {});
      const notRepeats = new Set<ReadRow>();
      const answers = new Map<ReadRow<'members'>, 'same' | 'other'>();
      const decisionsNow = () => ({ sameWomen: sameWomenOf(check, answers), notRepeats });
      return {
        check: () => check,
        answerWoman: (row: ReadRow<'members'> | undefined, answer: 'same' | 'other') => {
          if (row !== undefined) answers.set(row, answer);
          check = applyDecisions(check, kept, decisionsNow());
        },
        setLeftOut: async (row: ReadRow | undefined, isLeftOut: boolean) => {
          if (row === undefined) throw new Error('There is no such row.');
          check = markLeftOut(check, kept, decisionsNow(), { row, isLeftOut });
          await kept.save();
        },
        answerNoRepeat: (row: ReadRow | undefined) => {
          if (row !== undefined) notRepeats.add(row);
          check = applyDecisions(check, kept, decisionsNow());
        },
        /** The sheets with their columns of ids, as they are downloaded. */
        download: (): RawSheet[] => {
          const { workbook, assignedIds } = check;
          const written = sheetKeys.map((key) => [key, workbook.rows[key].map(({ raw }) => raw)] as const);
          return sheetsOf(Object.fromEntries(written) as WrittenBook, (key, at) => {
            const row = workbook.rows[key][at];
            return row === undefined || assignedIds.joinedIds.has(row)
              ? []
              : (assignedIds.ids.get(row) ?? []);
          });
        },
        /**
         * Sends the plan as `runImport` does.
         * @param cut the number of requests that are answered before the tab is closed, so that the laptop keeps only the ids
         */
        send: async (cut?: number): Promise<string[]> => {
          const refused: string[] = [];
          let calls = 0;
          const cutting = new AbortController();
          for (const [row, id] of check.assignedIds.joinedIds)
            kept.joinedIds.set(check.assignedIds.hashes.get(row) ?? '', id);
          await kept.save();
          await sendPlan(
            check.plan.operations,
            {
              send: (call) => {
                calls += 1;
                if (cut === undefined || calls <= cut) return system.send(call);
                cutting.abort();
                return Promise.reject(new TypeError('No network'));
              },
              sleep: () => Promise.resolve(),
              waitForNetwork: () => Promise.resolve(),
              random: () => 0,
            },
            {
              isRecorded: (one) => check.recordedBefore.has(one),
              onSent: (one) => {
                const hash = check.hashes.get(one) ?? '';
                kept.recordedHashes.add(hash);
                for (const row of [one.row, ...one.includedRows])
                  for (const id of check.assignedIds.ids.get(row) ?? [])
                    if (id !== undefined) kept.operationHashById.set(id, hash);
              },
              onRefused: (_, { document }) => void refused.push(document.code),
              onConnection: () => {},
              signal: cutting.signal,
            },
          );
          if (cut === undefined) await kept.save();
          return refused;
        },
      };
    },
  };
}

const entitlementsOf = (check: CheckedImport) => check.workbook.rows.entitlements;

describe('a woman’s entitlements stand in one case', () => {
  const book = { ...first, entitlements: [patta, pension, ration] };
  const isOneClosedCase = (system: System): void => {
    expect(system.entitlements().length).toBe(3);
    expect(system.cases()).toMatchObject([{ openedOn: '2018-05-20' }]);
    expect(system.closings()).toMatchObject([{ on: '2022-04-04' }]);
  };

  test.each([0, 2])('after row %i was left out and taken in again', async (at) => {
    const system = createSystem();
    const work = await createLaptop(system, 'one').choose(sheetsOf(book));
    const row = entitlementsOf(work.check())[at];
    await work.setLeftOut(row, true);
    await work.setLeftOut(row, false);
    expect(await work.send()).toEqual([]);
    isOneClosedCase(system);
  });

  test.each([0, 2])('after row %i was left out, and taken in after a reload', async (at) => {
    const system = createSystem();
    const laptop = createLaptop(system, 'one');
    const before = await laptop.choose(sheetsOf(book));
    await before.setLeftOut(entitlementsOf(before.check())[at], true);
    const work = await laptop.choose(sheetsOf(book));
    await work.setLeftOut(entitlementsOf(work.check())[at], false);
    expect(await work.send()).toEqual([]);
    isOneClosedCase(system);
    // What was planned for a moment does not come up again with a row that is added later.
    const more = await laptop.choose(sheetsOf({ ...book, entitlements: [...book.entitlements, pension] }));
    expect(more.check().changedRows).toEqual([]);
  });

  test.each(['one', 'other'])(
    'after its opener was mended in the downloaded workbook, on laptop %s',
    async (key) => {
      const system = createSystem();
      const laptop = createLaptop(system, 'one');
      const before = await laptop.choose(sheetsOf(book));
      await before.setLeftOut(entitlementsOf(before.check())[0], true);
      const workbook = before.download();
      const work = await (key === 'one' ? laptop : createLaptop(system, key)).choose(workbook);
      await work.setLeftOut(entitlementsOf(work.check())[0], false);
      expect(await work.send()).toEqual([]);
      isOneClosedCase(system);
    },
  );

  test('after its opener was answered to be no repeat', async () => {
    const system = createSystem();
    const laptop = createLaptop(system, 'one');
    await (await laptop.choose(sheetsOf({ ...first, entitlements: [patta] }))).send();
    const work = await laptop.choose(
      sheetsOf({ ...first, entitlements: [{ ...patta, on: '21-5-2018' }, pension] }),
    );
    expect(work.check().repeats.length).toBe(1);
    work.answerNoRepeat(entitlementsOf(work.check())[0]);
    expect(await work.send()).toEqual([]);
    expect(system.cases()).toMatchObject([{ openedOn: '2018-05-20' }, { openedOn: '2018-05-21' }]);
    expect(system.entitlements().length).toBe(3);
  });

  test('after its opener was left out, and the workbook taken elsewhere, with its case opened and no more', async () => {
    const system = createSystem();
    const laptop = createLaptop(system, 'one');
    const sheets = sheetsOf({ ...first, entitlements: [patta, pension] });
    // The group, the woman and the case are sent, and nothing of what is in it.
    await (await laptop.choose(sheets)).send(3);
    const before = await laptop.choose(sheets);
    await before.setLeftOut(entitlementsOf(before.check())[0], true);
    const work = await createLaptop(system, 'other').choose(before.download());
    expect(await work.send()).toEqual([]);
    expect(system.cases().length).toBe(1);
    expect(system.entitlements().length).toBe(2);
  });

  test('whatever was decided, cut and taken elsewhere: each row is recorded once, and none is refused', async () => {
    const entitlement = fc.record({
      entitlement: fc.constantFrom('house patta', 'pension', 'ration card', 'job card'),
      stage: fc.constantFrom('received', 'received', 'received', 'applied'),
      year: fc.integer({ min: 2000, max: 2020 }),
      member: fc.constantFrom(1, 1, 8),
    });
    const step = fc.record({
      kind: fc.constantFrom('leave', 'leave', 'leave', 'take', 'reload', 'elsewhere', 'cut', 'cut'),
      at: fc.nat(12),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(entitlement, { minLength: 2, maxLength: 4, selector: (one) => one.year }),
        fc.array(step, { minLength: 2, maxLength: 8 }),
        fc.boolean(),
        async (received, steps, mayCut) => {
          const system = createSystem();
          const rows = received.map(({ entitlement, stage, year, member }) => ({
            member,
            entitlement,
            stage,
            on: `1-1-${year}`,
          }));
          let sheets = sheetsOf({ ...both, entitlements: rows });
          let laptop = createLaptop(system, 'one');
          const choose = async () => {
            const chosen = await laptop.choose(sheets);
            chosen.answerWoman(chosen.check().repeatedWomen[0]?.row, 'same');
            return chosen;
          };
          let work = await choose();
          const rowAt = (at: number) => entitlementsOf(work.check())[at % rows.length];
          /** What is recorded is not left out: its row has no fault. */
          const isRecorded = (at: number) =>
            system.has(work.check().assignedIds.ids.get(rowAt(at) as never)?.[0]);
          let wasCut = false;
          for (const { kind, at } of steps) {
            if (kind === 'leave' && !isRecorded(at)) await work.setLeftOut(rowAt(at), true);
            if (kind === 'take') await work.setLeftOut(rowAt(at), false);
            if (kind === 'elsewhere') {
              sheets = work.download();
              laptop = createLaptop(system, 'other');
            }
            if (kind === 'cut' && mayCut) {
              wasCut = true;
              expect(await work.send(at)).toEqual([]);
            }
            if (kind !== 'leave' && kind !== 'take') work = await choose();
          }
          for (const at of rows.keys()) await work.setLeftOut(rowAt(at), false);
          expect(await work.send()).toEqual([]);
          const sent = system.entitlements().map(({ entitlement, on }) => `${entitlement} ${on}`);
          expect(sent.length).toBe(rows.length);
          expect(new Set(sent).size).toBe(rows.length);
          const areAllReceived = received.every(({ stage }) => stage === 'received');
          // A case that was sent before an earlier row was taken in stays: then she has two, and none is empty or left open.
          for (const { id } of system.cases()) {
            expect(system.eventsOf(id, 'entitlement').length).toBeGreaterThan(0);
            if (areAllReceived) expect(system.eventsOf(id, 'status').length).toBe(1);
          }
          if (!wasCut) {
            expect(system.cases().length).toBe(1);
            expect(system.closings().length).toBe(areAllReceived ? 1 : 0);
          }
          // A second time there is nothing to send, and nothing is said to be changed.
          const again = (await laptop.choose(sheets)).check();
          expect(again.plan.operations.filter((one) => !again.recordedBefore.has(one))).toEqual([]);
          expect(again.changedRows).toEqual([]);
        },
      ),
      searchRuns(40),
    );
  });
});

describe('rows that may be repeats', () => {
  test('are asked about where the same stands twice in the workbook', async () => {
    const system = createSystem();
    const work = await createLaptop(system, 'one').choose(
      sheetsOf({ ...first, entitlements: [patta, patta] }),
    );
    expect(work.check().repeats.map(({ row }) => row.rowNumber)).toEqual([3]);
    work.answerNoRepeat(entitlementsOf(work.check())[1]);
    expect(await work.send()).toEqual([]);
    expect(system.entitlements().length).toBe(2);
  });

  test('are asked about again after a reload, if nothing was sent', async () => {
    const system = createSystem();
    const laptop = createLaptop(system, 'one');
    const book = { ...first, entitlements: [patta, patta, pension] };
    const before = await laptop.choose(sheetsOf(book));
    // The mark is saved at once; that a row is skipped unless she answers is no answer of hers.
    await before.setLeftOut(entitlementsOf(before.check())[2], true);
    const work = await laptop.choose(sheetsOf(book));
    expect(work.check().repeats.map(({ row }) => row.rowNumber)).toEqual([3]);
    expect(await work.send()).toEqual([]);
    expect(system.entitlements().length).toBe(1);
    expect((await laptop.choose(sheetsOf(book))).check().repeats).toEqual([]);
  });

  test('are not repeats of a record that another row was joined with before', async () => {
    const child = { member: 1, birthYear: 2012, gender: 'girl', inSchool: 'yes' };
    const system = createSystem();
    const laptop = createLaptop(system, 'one');
    await (await laptop.choose(sheetsOf({ ...first, children: [child] }))).send();
    // Her year of birth was corrected, without the column of ids: the row is joined with her record.
    const corrected = { ...child, birthYear: 2013 };
    const joined = await laptop.choose(sheetsOf({ ...first, children: [corrected] }));
    expect(joined.check().repeats.length).toBe(1);
    await joined.send();
    // Her twin comes later.
    const work = await laptop.choose(sheetsOf({ ...first, children: [corrected, corrected] }));
    expect(work.check().repeats).toEqual([]);
    await work.send();
    expect(system.children().map(({ birthYear }) => birthYear)).toEqual([2012, 2013]);
  });
});

describe('a woman who has two rows', () => {
  const opening = { collective: 'Vennela', asOf: '31-10-2026', cash: 300, bank: 700, grants: 0, surplus: 0 };

  test('gets one case for the entitlements of both, if the later row is the woman of the earlier one', async () => {
    const entitlements = [patta, { ...pension, member: 8 }, ration];
    const system = createSystem();
    const laptop = createLaptop(system, 'one');
    const book = sheetsOf({ ...both, entitlements });
    const work = await laptop.choose(book);
    work.answerWoman(work.check().workbook.rows.members[1], 'same');
    expect(await work.send()).toEqual([]);
    expect(system.entitlements().length).toBe(3);
    expect(system.cases()).toMatchObject([{ openedOn: '2018-05-20' }]);
    expect(system.closings()).toMatchObject([{ on: '2022-04-04' }]);
    const again = (await laptop.choose(book)).check();
    expect(again.plan.operations.filter((one) => !again.recordedBefore.has(one))).toEqual([]);
    expect(again.changedRows).toEqual([]);
  });

  /** Her two rows, both joined with her in the system. */
  const joinBoth = async (system: System, book: WrittenBook) => {
    await (await createLaptop(system, 'one').choose(sheetsOf(first))).send();
    const work = await createLaptop(system, 'other').choose(sheetsOf(book));
    for (const row of work.check().workbook.rows.members) work.answerWoman(row, 'same');
    return work;
  };
  const inSystem = {
    ...both,
    members: [
      { ...woman, number: 7, joinedOn: '6-2-2021' },
      { ...woman, number: 8, joinedOn: '7-2-2021' },
    ],
    consents: [7, 8].map((member) => ({ ...consent, member, on: '8-2-2021' })),
    entitlements: [
      { ...ration, member: 7 },
      { ...patta, member: 8 },
    ],
  };

  test('gets one case, if both rows are joined with one member', async () => {
    const system = createSystem();
    const work = await joinBoth(system, inSystem);
    expect(await work.send()).toEqual([]);
    expect(system.members().length).toBe(1);
    expect(system.entitlements().length).toBe(2);
    expect(system.cases()).toMatchObject([{ openedOn: '2018-05-20' }]);
    expect(system.closings()).toMatchObject([{ on: '2022-04-04' }]);
  });

  test('keeps her recorded case on another laptop, if all that is new stands below her later number', async () => {
    const entitlements = [patta, pension].map((one) => ({ ...one, member: 8 }));
    const system = createSystem();
    const before = await createLaptop(system, 'one').choose(sheetsOf({ ...both, entitlements }));
    before.answerWoman(before.check().workbook.rows.members[1], 'same');
    await before.setLeftOut(entitlementsOf(before.check())[0], true);
    await before.send();
    const work = await createLaptop(system, 'other').choose(before.download());
    work.answerWoman(work.check().workbook.rows.members[1], 'same');
    expect(await work.send()).toEqual([]);
    expect(system.cases()).toMatchObject([{ openedOn: '2020-03-03' }, { openedOn: '2018-05-20' }]);
    expect(system.entitlements().length).toBe(2);
  });

  test('gets a case from the one row, if the other is left out', async () => {
    const system = createSystem();
    const work = await joinBoth(system, inSystem);
    await work.setLeftOut(work.check().workbook.rows.members[1], true);
    expect(await work.send()).toEqual([]);
    expect(system.cases()).toMatchObject([{ openedOn: '2022-04-04' }]);
  });

  test('waits with all of her case while the row that opens it waits', async () => {
    const system = createSystem();
    const members = inSystem.members.map((one) => (one.number === 8 ? { ...one, district: 'Nowhere' } : one));
    const work = await joinBoth(system, { ...inSystem, members });
    expect(entitlementsOf(work.check()).map((row) => work.check().plan.states.get(row))).toEqual([
      'waiting',
      'waiting',
    ]);
    expect(await work.send()).toEqual([]);
    expect(system.cases()).toEqual([]);
  });

  test('has her savings and loans under one number', async () => {
    const accounts = [
      { member: 1, savings: 600 },
      { member: 8, savings: 400 },
    ];
    const system = createSystem();
    const work = await createLaptop(system, 'one').choose(
      sheetsOf({ ...both, openings: [opening], accounts }),
    );
    expect(work.check().faults).toEqual([]);
    const [, later] = work.check().workbook.rows.members;
    work.answerWoman(later, 'same');
    expect(work.check().faults).toMatchObject([
      {
        sheet: 'accounts',
        rowNumber: 3,
        column: 'member',
        code: 'sameWoman',
        values: { row: 2, number: '1' },
      },
    ]);
    // The answer can be taken back, and books that are left out have nothing to mend.
    work.answerWoman(later, 'other');
    expect(work.check().faults).toEqual([]);
    work.answerWoman(later, 'same');
    await work.setLeftOut(work.check().workbook.rows.openings[0], true);
    expect(work.check().faults).toEqual([]);
    await work.setLeftOut(work.check().workbook.rows.openings[0], false);
    expect(await work.send()).toEqual([]);
    expect(system.openings()).toEqual([]);
  });

  test('has one entry in the opened books, once her rows have one number', async () => {
    const accounts = [
      { member: 1, savings: 1200 },
      { member: 1, disbursedOn: '1-1-2026', principal: 500, outstanding: 200 },
    ];
    const system = createSystem();
    const work = await createLaptop(system, 'one').choose(
      sheetsOf({ ...both, openings: [opening], accounts }),
    );
    work.answerWoman(work.check().workbook.rows.members[1], 'same');
    expect(work.check().faults).toEqual([]);
    expect(await work.send()).toEqual([]);
    expect(system.openings()).toMatchObject([{ members: [{ savingsPaise: 120_000, loans: [{}] }] }]);
  });
});

test('what is hers follows a woman’s row when the answer about the row before changes', async () => {
  const system = createSystem();
  await (await createLaptop(system, 'one').choose(sheetsOf(first))).send();
  const again = { ...woman, number: 7, joinedOn: '6-2-2021' };
  const work = await createLaptop(system, 'other').choose(
    sheetsOf({
      collectives: [group],
      members: [again, { ...again, number: 8, name: 'Mallika N' }],
      consents: [7, 8].map((member) => ({ ...consent, member, on: '6-2-2021' })),
      entitlements: [{ ...pension, member: 8 }],
    }),
  );
  const [one, other] = work.check().workbook.rows.members;
  expect(work.check().knownWomen.map(({ row }) => row.rowNumber)).toEqual([one?.rowNumber]);
  expect(work.check().repeatedWomen.map(({ row }) => row.rowNumber)).toEqual([other?.rowNumber]);
  work.answerWoman(one, 'same');
  work.answerWoman(other, 'same');
  work.answerWoman(one, 'other');
  expect(await work.send()).toEqual([]);
  const [, made] = system.members();
  expect(system.cases()).toMatchObject([{ memberId: made.id }]);
});

test('what is hers waits for the earlier row that makes the woman', async () => {
  const book = { ...both, entitlements: [{ ...pension, member: 8 }] };
  const system = createSystem();
  const work = await createLaptop(system, 'one').choose(sheetsOf(book));
  work.answerWoman(work.check().workbook.rows.members[1], 'same');
  expect(await work.send()).toEqual([]);
  expect(system.members().length).toBe(1);
  expect(system.entitlements().length).toBe(1);

  // As long as that row is to be mended, nothing is sent for a woman who is not there.
  const faulty = await createLaptop(createSystem(), 'one').choose(
    sheetsOf({ ...book, consents: book.consents.slice(1) }),
  );
  faulty.answerWoman(faulty.check().workbook.rows.members[1], 'same');
  expect(entitlementsOf(faulty.check()).map((row) => faulty.check().plan.states.get(row))).toEqual([
    'waiting',
  ]);
});
