import { describe, expect, test } from 'vitest';
import { childrenOf } from '../../web/src/leader/children/stored-children.ts';
import { womanOf } from '../../web/src/leader/joined.ts';
import { membersOf } from '../../web/src/leader/meetings/balances.ts';
import { draftOfRefused } from '../../web/src/leader/outbox/draft-of-refused.ts';
import { linesOnPhone } from '../../web/src/leader/passbook/passbook-lines.ts';
import { refresh } from '../../web/src/leader/refresh.ts';
import { cases, meetings, members, type Sheet, sheetDrafts } from '../../web/src/leader/row-kinds.ts';
import { membersOnSheet } from '../../web/src/leader/sheet/members-on-sheet.ts';
import { type Operation, operations } from '../../web/src/outbox/operation.ts';
import { findWomen } from '../../web/src/phone/find-rules.ts';
import { talkDrafts } from '../../web/src/workspace/row-kinds.ts';
import { apiOver, createRows } from './support/records.ts';

/** A leader's phone that knew a woman under two ids, when it reads that her records were joined. */

const woman = (id: string, more: object = {}) => ({
  id,
  code: `M-${id}`,
  name: `Name ${id}`,
  collectiveId: 'group',
  version: 1,
  joinedOn: '2026-04-01',
  children: [],
  ...more,
});
const kept = woman('kept', { version: 5, joined: [{ id: 'old', code: 'M-old', collectiveId: 'group' }] });
const recorded = (id: string, memberId: string, amountPaise: number) => ({
  id,
  heldOn: '2026-05-01',
  createdBy: 'her',
  attendance: [{ memberId, status: 'present' }],
  entries: [{ memberId, kind: 'deposit', amountPaise }],
});
const packOf = (more: object = {}) => ({
  since: 'later',
  collectives: [
    {
      id: 'group',
      name: 'Group',
      district: 'Guntur',
      mandal: 'Tenali',
      meetingFrequency: 'weekly',
      usualDepositPaise: 0,
      ledger: {
        cashPaise: 800,
        bankPaise: 0,
        surplusPaise: 0,
        members: [{ memberId: 'kept', savingsPaise: 800 }],
      },
      meetings: [
        recorded('first', 'old', 300),
        {
          ...recorded('second', 'kept', 400),
          attendance: [
            { memberId: 'kept', status: 'absent' },
            { memberId: 'old', status: 'present' },
          ],
          entries: [
            { memberId: 'kept', kind: 'deposit', amountPaise: 400 },
            { memberId: 'old', kind: 'deposit', amountPaise: 100 },
          ],
        },
      ],
      borrowings: [],
    },
  ],
  members: [kept],
  loans: [],
  loansLeftOut: [],
  entitlements: [],
  cases: [],
  questions: [],
  agenda: { items: [] },
  ...more,
});
const operation = (id: string, more: Partial<Operation>): Operation => ({
  id,
  form: 1,
  what: 'meeting',
  path: '/api/collectives/group/meetings',
  body: {},
  entities: ['group'],
  order: 1,
  state: 'waiting',
  ...more,
});
const sheetOf = (memberIds: readonly string[], amountPaise: number) => ({
  heldOn: '2026-05-08',
  attendance: memberIds.map((memberId) => ({ memberId, status: 'present' })),
  entries: memberIds.map((memberId) => ({ memberId, kind: 'deposit', amountPaise })),
});

/** A phone with both records, an unsent sheet, child and case of the old id, and drafts that name it. */
const phoneBefore = async () => {
  const rows = createRows();
  for (const id of ['kept', 'old']) {
    await rows.put(members, id, { ...woman(id), savingsPaise: 400, loans: [] });
  }
  await rows.put(operations, 'sheet', operation('sheet', { body: sheetOf(['old', 'kept'], 20) }));
  await rows.put(
    operations,
    'child',
    operation('child', {
      what: 'child',
      path: '/api/members/old/children',
      body: { birthYear: 2015, gender: 'female', inSchool: true },
      entities: ['child', 'old'],
    }),
  );
  await rows.put(
    operations,
    'case',
    operation('case', { what: 'case', path: '/api/cases', entities: ['case', 'old'] }),
  );
  await rows.put(cases, 'case', {
    id: 'case',
    memberId: 'old',
    kind: 'crisis',
    priority: 'urgent',
    status: 'open',
    openedOn: '2026-05-08',
    isTaken: false,
  });
  const draft: Sheet = {
    id: 'draft',
    collectiveId: 'group',
    heldOn: '2026-05-15',
    rows: {
      old: { status: 'present', entries: [{ kind: 'deposit', amount: '5' }] },
      kept: { status: 'absent', entries: [{ kind: 'fine', amount: '1' }] },
    },
    lines: [],
    cashCounted: '',
    bankBalance: '',
    otherMeetingIds: [],
  };
  await rows.put(sheetDrafts, 'group', draft);
  await rows.put(talkDrafts, 'old', { id: 'talk', memberId: 'old', page: 'begin', answers: {} });
  return rows;
};

const phoneAfter = async () => {
  const rows = await phoneBefore();
  const sent = rows.get(operations, 'sheet');
  await refresh(
    apiOver(() => packOf()),
    rows,
    () => 0,
  );
  // What was recorded is sent as it was: with other content it would be another request.
  expect(rows.get(operations, 'sheet')).toEqual(sent);
  return rows;
};

describe('a woman whose records were joined', () => {
  test('is one on the phone after the next reading, though something of the old id is unsent', async () => {
    const rows = await phoneAfter();
    expect(rows.all(members).map(({ id }) => id)).toEqual(['kept']);
    expect(womanOf(rows, 'old')).toMatchObject({ id: 'kept', name: 'Name kept' });
    expect(rows.get(cases, 'case')?.memberId).toBe('kept');
    for (const code of ['M-old', 'M-kept']) {
      expect(findWomen(rows.all(members), code).map(({ id }) => id)).toEqual(['kept']);
    }
  });

  test('has what was recorded under either id, once', async () => {
    const rows = await phoneAfter();
    expect(membersOf(rows, 'group')).toMatchObject([{ id: 'kept', savingsPaise: 840 }]);
    const lines = linesOnPhone(rows, 'kept');
    expect(lines.map(({ amountPaise }) => amountPaise).toSorted((a, b) => a - b)).toEqual([
      20, 20, 100, 300, 400,
    ]);
    expect(linesOnPhone(rows, 'old')).toEqual(lines);
    const stored = rows.get(members, 'kept');
    expect(stored && childrenOf(stored, rows.all(operations)).map(({ id }) => id)).toEqual(['child']);
  });

  test('stands on recorded meetings once, present if either row says so', async () => {
    const rows = await phoneAfter();
    expect(rows.get(meetings, 'second')?.attendance).toEqual([{ memberId: 'kept', status: 'present' }]);
    expect(rows.get(meetings, 'first')?.entries).toMatchObject([{ memberId: 'kept', amountPaise: 300 }]);
  });

  test('stands on a sheet’s draft once, with the entries of both rows; a talk that was begun goes on', async () => {
    const rows = await phoneAfter();
    const draft = rows.get(sheetDrafts, 'group');
    expect(draft?.rows).toEqual({
      kept: {
        status: 'present',
        entries: [
          { kind: 'deposit', amount: '5' },
          { kind: 'fine', amount: '1' },
        ],
      },
    });
    expect(membersOnSheet(rows, 'group', Object.keys(draft?.rows ?? {})).map(({ id }) => id)).toEqual([
      'kept',
    ]);
    expect(rows.get(talkDrafts, 'kept')).toMatchObject({ id: 'talk', memberId: 'kept' });
    expect(rows.get(talkDrafts, 'old')).toBeUndefined();
  });

  test('stands once on a refused sheet that is corrected', async () => {
    const rows = await phoneAfter();
    await rows.putAll([{ kind: sheetDrafts.name, key: 'group', value: undefined }]);
    const refused = operation('sheet', { body: sheetOf(['old', 'kept'], 20), state: 'needs_fix' });
    await draftOfRefused(rows as never, refused)?.storeDraft();
    expect(Object.entries(rows.get(sheetDrafts, 'group')?.rows ?? {})).toMatchObject([
      ['kept', { status: 'present', entries: [{ kind: 'deposit' }, { kind: 'deposit' }] }],
    ]);
  });

  test('is two again after a reading in which they are parted', async () => {
    const rows = await phoneAfter();
    const two = [woman('kept', { version: 9 }), woman('old', { version: 9 })];
    await refresh(
      apiOver(() => packOf({ members: two })),
      rows,
      () => 1,
    );
    expect(rows.all(members).map(({ id }) => id)).toEqual(['kept', 'old']);
    expect(rows.get(meetings, 'first')?.entries).toMatchObject([{ memberId: 'old' }]);
  });
});
