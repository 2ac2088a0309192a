import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem, readProblem } from '../../web/src/api/problem.ts';
import { helpStateOf, unassignedUrgentCases } from '../../web/src/leader/cases/urgent-cases.ts';
import { forEachText } from '../../web/src/leader/enrol/typed-texts.ts';
import { enrolmentOf, linesInError, peopleInError } from '../../web/src/leader/outbox/correct-refused.ts';
import { refresh, refreshCases } from '../../web/src/leader/refresh.ts';
import { type CaseFile, cases, meetings, members as memberRows } from '../../web/src/leader/row-kinds.ts';
import { findNextToSend } from '../../web/src/outbox/next-to-send.ts';
import {
  isUnsent,
  needsHer,
  type Operation,
  operationSchema,
  operations,
} from '../../web/src/outbox/operation.ts';
import { afterRefusal, refusalOf } from '../../web/src/outbox/refusal.ts';
import { type Sending, sendAll } from '../../web/src/outbox/sender.ts';
import { moveFutureDatesToToday } from '../../web/src/phone/unsent/move-future-dates.ts';
import { isFresh } from '../../web/src/workspace/freshness.ts';
import { packStates, talksRead } from '../../web/src/workspace/row-kinds.ts';
import { apiOver, createRows } from './support/records.ts';

describe('what waits to be sent', () => {
  const operation = (order: number): fc.Arbitrary<Operation> =>
    fc.record({
      id: fc.constant(`operation ${order}`),
      form: fc.constant(1 as const),
      what: fc.constantFrom('meeting', 'member', 'case', 'case_event'),
      path: fc.constant('/api/somewhere'),
      body: fc.constantFrom({}, { priority: 'urgent' }),
      entities: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 2 }),
      order: fc.constant(order),
      state: fc.constantFrom('waiting', 'sending', 'sent', 'needs_fix', 'conflict'),
    });
  const queue = fc
    .integer({ min: 0, max: 9 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, order) => operation(order))))
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));
  const touches = (one: Operation, other: Operation): boolean =>
    one.entities.some((entity) => other.entities.includes(entity));

  test('goes in the order of each record; what needs her holds back only what touches the same', () => {
    fc.assert(
      fc.property(queue, (list) => {
        let now = [...list];
        const sent: Operation[] = [];
        for (let next = findNextToSend(now); next !== undefined; next = findNextToSend(now)) {
          const { id, order } = next;
          const before = now.filter((one) => isUnsent(one) && one.order < order);
          for (const one of before) expect(touches(one, next), `${id} before ${one.id}`).toBe(false);
          sent.push(next);
          now = now.map((one) => (one.id === id ? { ...one, state: 'sent' as const } : one));
          expect(sent.length).toBeLessThanOrEqual(list.length);
        }
        // Whatever stays needs her, or comes after something that stays.
        const left = now.filter(isUnsent);
        for (const one of left) {
          const isHeld = left.some((other) => other.order < one.order && touches(other, one));
          expect(needsHer(one) || isHeld, one.id).toBe(true);
        }
      }),
    );
  });

  test('goes with the urgent cases first, whatever was recorded before them', () => {
    const isUrgent = ({ what, body }: Operation) => what === 'case' && body.priority === 'urgent';
    fc.assert(
      fc.property(queue, (list) => {
        const next = findNextToSend(list);
        const urgent = list.filter(
          (one) =>
            isUrgent(one) &&
            isUnsent(one) &&
            !needsHer(one) &&
            !list.some((other) => isUnsent(other) && other.order < one.order && touches(other, one)),
        );
        if (next !== undefined && urgent.length > 0) expect(urgent).toContain(next);
      }),
    );
  });

  test.each([401, 408, 425, 429, 500, 502, 503, 504])('waits where the answer is %i', (status) => {
    const [one] = fc.sample(operation(1), 1);
    if (one === undefined) throw new Error('There is always one.');
    expect(afterRefusal(one, { status, code: '', details: [] })).toBeUndefined();
  });

  test('waits where something on the way answered in its own words: a network that the edge turns away', async () => {
    const [one] = fc.sample(operation(1), 1);
    if (one === undefined) throw new Error('There is always one.');
    const { status, document } = await readProblem(new Response('<html>Not from here', { status: 403 }));
    expect(afterRefusal(one, { status, code: document.code, details: [] })).toBeUndefined();
  });

  test.each([400, 403, 404, 409, 412, 413, 415, 422, 428])('needs her where the answer is %i', (status) => {
    const [one] = fc.sample(operation(1), 1);
    if (one === undefined) throw new Error('There is always one.');
    expect(afterRefusal(one, { status, code: 'why', details: ['where'] })).toMatchObject({
      state: 'needs_fix',
      reason: 'why',
      details: ['where'],
    });
  });
});

test('of a woman who moved keeps the day of her move, for the words that say so', async () => {
  const answer = {
    code: 'not_a_member',
    errors: [{ path: 'attendance.0.memberId', message: '' }],
    movedOn: '2026-10-10',
  };
  const problem = await readProblem(
    new Response(JSON.stringify(answer), {
      status: 422,
      headers: { 'Content-Type': 'application/problem+json' },
    }),
  );
  const sheet: Operation = {
    id: 'sheet',
    form: 1,
    what: 'meeting',
    path: '/api/collectives/group/meetings',
    body: {},
    entities: ['group'],
    order: 1,
    state: 'sending',
  };
  expect(afterRefusal(sheet, refusalOf(problem))).toMatchObject({
    state: 'needs_fix',
    reason: 'not_a_member',
    movedOn: '2026-10-10',
  });
});

describe('sending what waits', () => {
  const operation = (id: string, what: Operation['what'], entities: readonly string[]): Operation => ({
    id,
    form: 1,
    what,
    path: `/api/${id}`,
    body: {},
    entities: [...entities],
    order: Number(id),
    state: 'waiting',
  });
  /** What becomes of each, where the programme answers a path so; a sheet of collective `gone` is looked for in vain. */
  const send = async (list: readonly Operation[], answers: Readonly<Record<string, Response | Error>>) => {
    const kept = new Map(list.map((one) => [one.id, one]));
    const asked: string[] = [];
    const ended: Sending = await sendAll({
      rows: {
        all: ({ schema }) =>
          [...kept.values()].flatMap((value) => {
            const parsed = schema.safeParse(value);
            return parsed.success ? [parsed.data] : [];
          }),
        put: async (_kind, key, value) => void kept.set(key, operationSchema.parse(value)),
        reload: async () => {},
      },
      send: async ({ path }) => {
        asked.push(path);
        const answer = answers[path] ?? new Response('{}', { status: 201 });
        if (answer instanceof Error) throw answer;
        return answer;
      },
      findConflict: async ({ entities }) => {
        if (entities.includes('gone')) throw new Problem(404, { code: 'not_found' });
        return undefined;
      },
      runAlone: (work) => work(),
    });
    return {
      ended,
      asked,
      states: [...kept.values()].map(({ state, reason, figures = {} }) =>
        [reason ?? state, ...Object.entries(figures).map((figure) => figure.join(' '))].join(', '),
      ),
    };
  };

  test('asks her where a sheet’s collective is hers no longer, and sends the others', async () => {
    const list = [operation('1', 'meeting', ['gone']), operation('2', 'case', ['2'])];
    expect(await send(list, {})).toMatchObject({
      ended: 'idle',
      asked: ['/api/2'],
      states: ['not_found', 'sent'],
    });
  });

  test('keeps both figures of a refusal, and nothing else that the answer has', async () => {
    const refusal = Response.json(
      { code: 'insufficient_cash', neededPaise: 900_00, availablePaise: 400_00, status: 422, paise: 'none' },
      { status: 422 },
    );
    const { states } = await send([operation('1', 'meeting', ['a'])], { '/api/1': refusal });
    expect(states).toEqual(['insufficient_cash, neededPaise 90000, availablePaise 40000']);
  });

  test('passes over what the programme breaks over, and what comes after it of the same', async () => {
    const list = [
      operation('1', 'case', ['a']),
      operation('2', 'case_event', ['a']),
      operation('3', 'case', ['b']),
    ];
    expect(await send(list, { '/api/1': new Response('{}', { status: 500 }) })).toEqual({
      ended: 'unavailable',
      asked: ['/api/1', '/api/3'],
      states: ['waiting', 'waiting', 'sent'],
    });
  });

  test.each([
    [new TypeError('Failed to fetch'), 'offline'],
    [new Response('{}', { status: 429 }), 'unavailable'],
    [new Response('{}', { status: 503 }), 'unavailable'],
    [new Response('{}', { status: 401 }), 'signed_out'],
  ] as const)('stops and keeps all of it where %o comes, and says why', async (answer, ended) => {
    const list = [operation('1', 'case', ['a']), operation('2', 'case', ['b'])];
    expect(await send(list, { '/api/1': answer })).toEqual({
      ended,
      asked: ['/api/1'],
      states: ['waiting', 'waiting'],
    });
  });

  test('is content where somebody else took the sheet back already', async () => {
    const answer = new Response('{"code":"already_reversed"}', { status: 422 });
    const { states } = await send([operation('1', 'reversal', ['a'])], { '/api/1': answer });
    expect(states).toEqual(['sent']);
  });
});

describe('an urgent case', () => {
  const file: CaseFile = {
    id: 'case',
    memberId: 'hers',
    kind: 'crisis',
    priority: 'urgent',
    status: 'open',
    openedOn: '2026-05-01',
    isTaken: false,
  };
  const opening: Operation = {
    id: 'case',
    form: 1,
    what: 'case',
    path: '/api/cases',
    body: {},
    entities: ['case'],
    order: 1,
    state: 'waiting',
  };
  test.each<[string, Partial<CaseFile>, Operation['state'] | undefined, string | undefined]>([
    ['waits on the phone', {}, 'waiting', 'not_sent'],
    ['is on its way', {}, 'sending', 'not_sent'],
    ['was refused', {}, 'needs_fix', 'not_sent'],
    ['was sent a moment ago', {}, 'sent', 'nobody'],
    ['was sent', {}, undefined, 'nobody'],
    ['was let go', { status: 'in_progress' }, undefined, 'nobody'],
    ['is somebody’s', { isTaken: true }, undefined, 'taken'],
    ['is over', { status: 'closed' }, undefined, undefined],
    ['is not urgent', { priority: 'normal' }, 'waiting', undefined],
  ])('%s: nobody is told of help that is not there', (_, more, state, help) => {
    const one = { ...file, ...more };
    const rows: Parameters<typeof helpStateOf>[0] = {
      get: (kind, key) =>
        kind.name === 'operation' && key === 'case' && state !== undefined
          ? kind.schema.parse({ ...opening, state })
          : undefined,
      all: (kind) => (kind.name === 'case' ? [kind.schema.parse(one)] : []),
    };
    expect(helpStateOf(rows, one)).toBe(help);
    expect(unassignedUrgentCases(rows)).toEqual(help === 'not_sent' || help === 'nobody' ? [one] : []);
  });
});

describe('what was refused', () => {
  test('becomes the answers of a new member again, under the ids it had', () => {
    const body = {
      id: 'member',
      collectiveId: 'a',
      name: 'Vennela',
      birthYear: 1992,
      gender: 'female',
      category: 'cse_survivor',
      consents: [
        { id: 'one', purpose: 'services', given: true },
        { id: 'two', purpose: 'reporting', given: false },
      ],
    };
    const guardian = 'child_welfare_committee';
    const girl = { ...body, consents: body.consents.map((each) => ({ ...each, givenBy: guardian })) };
    expect(enrolmentOf({ what: 'member', body: girl })).toMatchObject({ guardian });
    expect(enrolmentOf({ what: 'member', body })).toEqual({
      id: 'member',
      collectiveId: 'a',
      ...forEachText(() => ''),
      name: 'Vennela',
      birthYear: '1992',
      gender: 'female',
      category: 'cse_survivor',
      services: true,
      reporting: false,
      servicesId: 'one',
      reportingId: 'two',
      page: 0,
    });
    expect(enrolmentOf({ what: 'case', body })).toBeUndefined();
  });

  test('is dated today where its date has not come, and nothing else of it changes', () => {
    const body = {
      id: 'x',
      on: '2026-11-26',
      due: '2026-12-24',
      consents: [{ on: '2026-11-26' }, { on: '2026-11-01' }],
    };
    expect(moveFutureDatesToToday(body, '2026-11-25')).toEqual({
      id: 'x',
      on: '2026-11-25',
      due: '2026-12-24',
      consents: [{ on: '2026-11-25' }, { on: '2026-11-01' }],
    });
  });

  test('names each woman of whom the refusal speaks once', () => {
    const body = {
      attendance: [{ memberId: 'a' }, { memberId: 'b' }],
      entries: [{ memberId: 'b' }, { memberId: 'b' }],
    };
    const details = [
      'attendance.1.memberId',
      'entries.0.amountPaise',
      'entries.1.amountPaise',
      'cashCountedPaise',
    ];
    expect(peopleInError({ body, details })).toEqual(['b']);
    expect(peopleInError({ body })).toEqual([]);
  });
});

describe('a refusal of a sheet', () => {
  const lines = [
    { kind: 'expense', amountPaise: 50_00, head: 'travel' },
    { kind: 'bank_deposit', amountPaise: 900_00 },
  ];

  test('names the lines that it is about, each once', () => {
    const named = (...details: string[]) =>
      linesInError({ details, body: { lines } }).map(({ kind }) => kind);
    expect(named('lines.1.amountPaise', 'lines.1.kind', 'entries.0.amountPaise')).toEqual(['bank_deposit']);
    expect(named('lines')).toEqual([]);
    expect(linesInError({ details: ['lines.0'], body: {} })).toEqual([]);
  });
});

describe('what the phone hears', () => {
  test.each([
    [0, true],
    [9 * 60_000, true],
    [11 * 60_000, false],
    // It was heard while the clock was a month ahead.
    [-30 * 86_400_000, false],
  ])('after %i ms is new: %s', (age, isNew) =>
    expect(isFresh(1_800_000_000_000 - age, 1_800_000_000_000)).toBe(isNew),
  );

  test('of her cases is whether somebody has them and since when, and not who', async () => {
    const rows = createRows();
    const item = {
      code: 'C-7QX4HM',
      memberId: 'hers',
      kind: 'crisis',
      priority: 'urgent',
      status: 'open',
      openedOn: '2026-05-01',
      version: 1,
    };
    const items = [
      { ...item, id: 'nobody' },
      { ...item, id: 'taken', assignedTo: 'somebody', assignedAt: '2026-05-01T06:30:00Z' },
      { ...item, id: 'fromTheStart', assignedTo: 'somebody' },
    ];
    const event = { id: 'e', type: 'note', on: '2026-05-02', text: 'x', createdBy: 'somebody' };
    const unknown = { ...event, id: 'f', type: 'of a later edition' };
    const api = apiOver((path) => ({ items: path.includes('/events') ? [event, unknown] : items }));
    await refreshCases(api, rows, () => 7);
    expect(JSON.stringify(rows.values())).not.toContain('somebody');
    expect(rows.values()).toMatchObject({
      'case nobody': { isTaken: false },
      'case taken': { isTaken: true, takenAt: '2026-05-01T06:30:00Z' },
      'case fromTheStart': { isTaken: true },
      'timeline taken': { version: 1, events: [{ id: 'e', text: 'x' }] },
      'freshness cases': { at: 7 },
    });
    expect(Object(rows.values()['timeline taken']).events).toHaveLength(1);
  });
});

describe('a pack', () => {
  const woman = (id: string, collectiveId: string, more: object = {}) => ({
    id,
    code: `M-${id}`,
    name: id,
    collectiveId,
    version: 1,
    joinedOn: '2026-04-01',
    children: [],
    ...more,
  });
  const kept = (id: string, collectiveId: string) => ({
    ...woman(id, collectiveId),
    savingsPaise: 0,
    loans: [],
  });
  const collective = {
    id: 'hers',
    name: 'Hers',
    district: 'Guntur',
    mandal: 'Tenali',
    meetingFrequency: 'weekly',
    usualDepositPaise: 0,
    ledger: { cashPaise: 700, members: [{ memberId: 'stays', savingsPaise: 500 }] },
    meetings: [],
    borrowings: [],
  };
  const packOf = (members: readonly object[], more: object = {}) => ({
    since: 'later',
    collectives: [collective],
    members,
    loans: [],
    loansLeftOut: [],
    entitlements: [],
    cases: [],
    questions: [],
    agenda: { items: [] },
    ...more,
  });

  test('is one request, whatever the number of members; the next asks for what has changed since', async () => {
    const rows = createRows();
    const asked: string[] = [];
    const members = Array.from({ length: 60 }, (_, index) => woman(`${index}`, 'hers'));
    const loan = {
      memberId: '7',
      loanId: 'l',
      outstandingPaise: 300,
      principalPaise: 900,
      disbursedOn: '2026-05-01',
    };
    const answers = [
      packOf(members, { loans: [loan, { ...loan, loanId: 'repaid', outstandingPaise: 0 }] }),
      packOf(
        members.map(({ id, version }) => ({ id, version })),
        { since: 'last' },
      ),
    ];
    const api = apiOver((path) => {
      asked.push(path);
      return answers[asked.length - 1];
    });
    await refresh(api, rows, () => 5);
    expect(asked).toEqual(['/api/me/pack']);
    expect(rows.all(memberRows)).toHaveLength(60);
    const { memberId: _, ...details } = loan;
    expect(rows.get(memberRows, '7')?.loans).toEqual([details]);
    await refresh(api, rows, () => 6);
    expect(asked).toEqual(['/api/me/pack', '/api/me/pack?since=later']);
    expect(rows.get(memberRows, '7')).toMatchObject({ name: '7', code: 'M-7', loans: [] });
    expect(rows.values()).toMatchObject({ 'pack all': { since: 'last' }, 'freshness all': { at: 6 } });
  });

  test('is followed by the talks of whom something has changed, and of those with whom to talk today, each once, after the first contact', async () => {
    const rows = createRows();
    const goal = { area: 'work', text: 'a loom', by: '2026-12-01' };
    const talk = { id: 't', on: '2026-05-02', goal };
    const due = { kind: 'talk', on: '2026-05-01', memberId: 'due', code: 'M-due', overdue: false };
    const agenda = { items: [due] };
    const [known, unread] = [
      { id: 'due', version: 1 },
      { id: 'other', version: 1 },
    ];
    const packs = [
      packOf([woman('due', 'hers'), woman('other', 'hers'), woman('stops', 'hers')], { agenda }),
      packOf([known, unread, woman('stops', 'hers', { version: 2, withdrawnOn: '2026-05-02' })], { agenda }),
      packOf([known, woman('other', 'hers', { version: 2 }), { id: 'stops', version: 2 }], { agenda }),
      packOf([known, { id: 'other', version: 2 }, { id: 'stops', version: 2 }], { agenda }),
    ];
    const asked: string[][] = [];
    const api = apiOver((path) => {
      if (path.startsWith('/api/me/pack')) {
        asked.push([]);
        return packs.shift();
      }
      asked.at(-1)?.push(path);
      return { items: [talk] };
    });
    for (const _ of [...packs]) await refresh(api, rows, () => 0);
    expect(asked).toEqual([[], ['/api/members/due/talks'], ['/api/members/other/talks'], []]);
    expect(rows.get(talksRead, 'other')).toEqual({ id: 'other', version: 2, talks: [talk] });
    expect(rows.get(talksRead, 'stops')).toBeUndefined();
  });

  test('tells what she owes on loans that it leaves out, until they are repaid', async () => {
    const rows = createRows();
    const loansLeftOut = [
      { memberId: 'w', count: 2, outstandingPaise: 500 },
      { memberId: 'other', count: 1, outstandingPaise: 70 },
      { memberId: 'w', count: 1, outstandingPaise: 30 },
    ];
    const answers = [
      packOf([woman('w', 'hers')], { loansLeftOut }),
      packOf([{ id: 'w', version: 1 }], { since: 'last' }),
    ];
    const api = apiOver(() => answers.shift());
    await refresh(api, rows, () => 5);
    expect(rows.get(memberRows, 'w')?.loansLeftOut).toEqual({ count: 3, outstandingPaise: 530 });
    await refresh(api, rows, () => 6);
    expect(rows.get(memberRows, 'w')?.loansLeftOut).toBeUndefined();
  });

  test('is read whole once more if the phone lacks somebody who has not changed', async () => {
    const rows = createRows();
    await rows.put(packStates, 'all', { since: 'before' });
    await rows.put(memberRows, 'old', kept('old', 'hers'));
    const asked: string[] = [];
    const api = apiOver((path) => {
      asked.push(path);
      return path.includes('since')
        ? packOf([{ id: 'old', version: 2 }])
        : packOf([woman('old', 'hers', { version: 2, name: 'new' })]);
    });
    await refresh(api, rows, () => 0);
    expect(asked.filter((path) => path.startsWith('/api/me/pack'))).toEqual([
      '/api/me/pack?since=before',
      '/api/me/pack',
    ]);
    expect(rows.get(memberRows, 'old')).toMatchObject({ name: 'new', version: 2 });
  });

  test('leaves no moment in which a note of hers is neither unsent nor in the timeline', async () => {
    const rows = createRows();
    const note: Operation = {
      id: 'note',
      form: 1,
      what: 'case_event',
      path: '/api/cases/c/events',
      body: {},
      entities: ['c'],
      order: 1,
      state: 'sent',
    };
    await rows.put(operations, 'note', note);
    const file = {
      id: 'c',
      code: 'C',
      memberId: 'm',
      kind: 'other',
      priority: 'normal',
      status: 'open',
      openedOn: '2026-05-01',
      version: 2,
    };
    const event = { id: 'note', type: 'note', on: '2026-05-02', text: 'x', createdBy: 'her' };
    const api = apiOver((path) => {
      if (path === '/api/me/pack') return packOf([], { cases: [file] });
      expect(rows.get(operations, 'note')).toEqual(note);
      return { items: [event] };
    });
    await refresh(api, rows, () => 0);
    expect(rows.names()).toEqual(expect.arrayContaining(['timeline c']));
    expect(rows.get(operations, 'note')).toBeUndefined();
  });

  test('takes away whoever is hers no longer, but for those of whom something waits and those recorded meanwhile', async () => {
    const rows = createRows();
    for (const id of ['stays', 'erased', 'onSheet']) await rows.put(memberRows, id, kept(id, 'hers'));
    await rows.put(memberRows, 'elsewhere', kept('elsewhere', 'taken'));
    await rows.put(meetings, 'old', {
      id: 'old',
      collectiveId: 'taken',
      heldOn: '2026-05-01',
      isReversed: false,
      createdBy: 'her',
      attendance: [],
      entries: [],
    });
    const file = {
      memberId: 'stays',
      kind: 'other',
      priority: 'normal',
      status: 'open',
      openedOn: '2026-05-01',
      isTaken: false,
    } as const;
    await rows.put(cases, 'handedOver', { ...file, id: 'handedOver' });
    const sheet: Operation = {
      id: 'sheet',
      form: 1,
      what: 'meeting',
      path: '/api/collectives/hers/meetings',
      body: { attendance: [{ memberId: 'onSheet', status: 'present' }], entries: [] },
      entities: ['hers'],
      order: 1,
      state: 'needs_fix',
    };
    await rows.put(operations, 'sheet', sheet);
    await rows.put(operations, 'sent', { ...sheet, id: 'sent', body: {}, state: 'sent' });
    const api = apiOver((path) => {
      void rows.put(memberRows, 'meanwhile', kept('meanwhile', 'hers'));
      expect(path).toBe('/api/me/pack');
      return packOf([woman('stays', 'hers')]);
    });
    await refresh(api, rows, () => 0);
    expect(rows.names().filter((name) => /^(member|meeting|case|operation) /.test(name))).toEqual([
      'member meanwhile',
      'member onSheet',
      'member stays',
      'operation sheet',
    ]);
    expect(rows.get(memberRows, 'stays')?.savingsPaise).toBe(500);
  });
});
