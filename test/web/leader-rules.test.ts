import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Api } from '../../web/src/api/client.ts';
import { Problem, readProblem } from '../../web/src/api/problem.ts';
import {
  cases,
  type Member,
  meetings,
  members,
  type Sheet,
  type SheetRow,
} from '../../web/src/leader/kinds.ts';
import { isFresh, refresh } from '../../web/src/leader/knowledge.ts';
import { enrolmentOf, peopleNamed, redated } from '../../web/src/leader/outbox/mend.ts';
import {
  afterAnswer,
  findNext,
  isUnsent,
  needsHer,
  type Operation,
  operationSchema,
  operations,
} from '../../web/src/leader/outbox/operation.ts';
import { type Sending, sendAll } from '../../web/src/leader/outbox/sender.ts';
import { parseRupees, writeRupees } from '../../web/src/leader/sheet/money.ts';
import { compareSheets, isAll, mergeSheets, type Side } from '../../web/src/leader/sheet/settle.ts';
import {
  bodyOf,
  cashOf,
  type Entry,
  entriesOfRow,
  faultOfRow,
  type SheetBody,
  totalsOf,
} from '../../web/src/leader/sheet/sheet-rules.ts';

const paise = fc.integer({ min: 0, max: 99_999_999_99 });
const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

describe('rupees as they are typed', () => {
  it('are read as they are written', () => {
    fc.assert(fc.property(paise, (amount) => parseRupees(writeRupees(amount)) === amount));
  });

  it.each([
    ['', 0],
    ['  ', 0],
    ['200', 200_00],
    ['1,23,456.5', 1_23_456_50],
    ['₹ 50', 50_00],
    ['12.345', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    ['౨౦౦', undefined],
    ['999999999', undefined],
  ])('%j is %s paise', (text, expected) => {
    expect(parseRupees(text)).toBe(expected);
  });
});

/** Of a woman who has left while the sheet was a draft. */
const present: SheetRow = {
  status: 'present',
  deposit: '100',
  repayment: '',
  withdrawal: '',
  loan: '',
  fine: '',
  newLoanId: 'loan',
};
const typed = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000_00 })).map(writeRupees);
const row: fc.Arbitrary<SheetRow> = fc.record({
  status: fc.constantFrom('present', 'absent'),
  deposit: typed,
  repayment: typed,
  withdrawal: typed,
  loan: typed,
  fine: typed,
  newLoanId: fc.uuid(),
});
const member: fc.Arbitrary<Member> = fc.record({
  id: fc.uuid(),
  code: fc.constant('M-AAAAAA'),
  name: fc.string({ minLength: 1 }),
  collectiveId: fc.constant('a'),
  version: fc.constant(1),
  joinedOn: fc.constant('2026-04-01'),
  savingsPaise: fc.integer({ min: 0, max: 10_000_00 }),
  loans: fc.uniqueArray(
    fc.record({ loanId: fc.uuid(), outstandingPaise: fc.integer({ min: 1, max: 3_000_00 }) }),
    { selector: ({ loanId }) => loanId, maxLength: 3 },
  ),
});
const filled = fc
  .uniqueArray(fc.record({ member, row }), { selector: ({ member: { id } }) => id, maxLength: 8 })
  .chain((women) =>
    fc.record({
      members: fc.constant(women.map((woman) => woman.member)),
      sheet: fc.record({
        id: fc.uuid(),
        collectiveId: fc.constant('a'),
        heldOn: fc.constant('2026-11-02'),
        rows: fc.constant(Object.fromEntries(women.map((woman) => [woman.member.id, woman.row]))),
        cashCounted: fc.constantFrom('', '150'),
      }) satisfies fc.Arbitrary<Sheet>,
    }),
  );

describe('a sheet', () => {
  it('sends the very amounts that were typed, and repays no loan beyond what is owed', () => {
    fc.assert(
      fc.property(member, row, (her, hers) => {
        const entries = entriesOfRow(her, hers);
        const of = (...kinds: Entry['kind'][]) =>
          sum(entries.filter(({ kind }) => kinds.includes(kind)).map(({ amountPaise }) => amountPaise));
        expect(of('deposit')).toBe(parseRupees(hers.deposit));
        expect(of('withdrawal')).toBe(parseRupees(hers.withdrawal));
        expect(of('loan')).toBe(parseRupees(hers.loan));
        expect(of('fine')).toBe(parseRupees(hers.fine));
        expect(of('repayment', 'interest')).toBe(parseRupees(hers.repayment));
        expect(of('repayment')).toBe(
          Math.min(parseRupees(hers.repayment) ?? 0, sum(her.loans.map((loan) => loan.outstandingPaise))),
        );
        for (const { loanId, outstandingPaise } of her.loans) {
          const repaid = entries.filter((entry) => entry.kind === 'repayment' && entry.loanId === loanId);
          expect(sum(repaid.map(({ amountPaise }) => amountPaise))).toBeLessThanOrEqual(outstandingPaise);
        }
        expect(entries.every(({ amountPaise }) => amountPaise > 0)).toBe(true);
      }),
    );
  });

  it('lists all members, says of the box what its entries make of it, and counts as the body does', () => {
    fc.assert(
      fc.property(filled, paise, ({ members, sheet }, before) => {
        const body = bodyOf(sheet, members);
        const totals = totalsOf(sheet, members, before);
        expect(body.attendance.map(({ memberId }) => memberId)).toEqual(members.map(({ id }) => id));
        expect(totals.cashPaise).toBe(cashOf(body.entries));
        expect(totals.expectedPaise).toBe(before + cashOf(body.entries));
        const left = { ...sheet, rows: { ...sheet.rows, gone: present } };
        expect(totalsOf(left, members, before)).toEqual(totals);
        expect(totals.present).toBe(body.attendance.filter(({ status }) => status === 'present').length);
        expect(body.cashCountedPaise).toBe(sheet.cashCounted === '' ? undefined : 150_00);
      }),
    );
  });

  it('has a fault where an amount is none, or more is taken out than was saved', () => {
    const empty = {
      status: 'present',
      deposit: '',
      repayment: '',
      withdrawal: '',
      loan: '',
      fine: '',
    } as const;
    const fault = (part: Partial<SheetRow>) =>
      faultOfRow({ savingsPaise: 100_00 }, { ...empty, newLoanId: 'a', ...part });
    expect(fault({})).toBeUndefined();
    expect(fault({ withdrawal: '100' })).toBeUndefined();
    expect(fault({ withdrawal: '100.01' })).toBe('withdrawal');
    expect(fault({ withdrawal: '150', deposit: '50' })).toBeUndefined();
    expect(fault({ fine: 'five' })).toBe('amount');
  });
});

describe('two sheets of one meeting', () => {
  const pair = filled.chain(({ members, sheet }) =>
    fc.record({
      mine: fc.constant(bodyOf(sheet, members)),
      // The other leader saw the same women, and wrote some of them otherwise.
      theirs: fc.tuple(...members.map(({ id }) => fc.oneof(fc.constant(sheet.rows[id]), row))).map((rows) =>
        bodyOf(
          {
            ...sheet,
            id: 'theirs',
            rows: Object.fromEntries(
              members.flatMap(({ id }, index) => (rows[index] === undefined ? [] : [[id, rows[index]]])),
            ),
          },
          members,
        ),
      ),
      sides: fc.array(fc.constantFrom<Side>('mine', 'theirs'), {
        minLength: members.length,
        maxLength: members.length,
      }),
    }),
  );
  let made = 0;
  const parts = (boxPaise: number | undefined) => ({
    id: 'merged',
    heldOn: '2026-11-02',
    boxPaise,
    makeId: () => {
      made += 1;
      return `new ${made}`;
    },
  });
  const without = (entries: readonly Entry[], memberId: string): string[] =>
    entries
      .filter((entry) => entry.memberId === memberId)
      .map(({ kind, amountPaise, loanId }) => `${kind} ${amountPaise} ${kind === 'loan' ? '' : loanId}`)
      .toSorted();
  const presence = ({ attendance }: SheetBody, wanted: string) =>
    attendance.find(({ memberId }) => memberId === wanted)?.status;

  it('become one in which each woman is wholly as one of them has her, and the box agrees', () => {
    fc.assert(
      fc.property(pair, ({ mine, theirs, sides }) => {
        const rows = compareSheets(mine, theirs);
        const choices = new Map(rows.map(({ memberId }, index) => [memberId, sides[index] ?? 'mine']));
        const merged = mergeSheets(rows, choices, parts(10_000_00));
        for (const { memberId, differs } of rows) {
          const chosen = differs && choices.get(memberId) === 'mine' ? mine : theirs;
          expect(without(merged.entries, memberId)).toEqual(without(chosen.entries, memberId));
          expect(presence(merged, memberId)).toBe(presence(chosen, memberId));
        }
        expect(merged.cashCountedPaise).toBe(10_000_00 + cashOf(merged.entries));
        const loans = merged.entries.filter(({ kind }) => kind === 'loan').map(({ loanId }) => loanId);
        const used = [...mine.entries, ...theirs.entries].map(({ loanId }) => loanId);
        expect(loans.filter((id) => used.includes(id))).toEqual([]);
        expect(new Set(loans).size).toBe(loans.length);
      }),
    );
  });

  it('do not differ from themselves, and are settled where all who differ are one side’s', () => {
    fc.assert(
      fc.property(pair, ({ mine, theirs }) => {
        expect(compareSheets(mine, mine).filter(({ differs }) => differs)).toEqual([]);
        const rows = compareSheets(mine, theirs);
        expect(isAll(rows, new Map(rows.map(({ memberId }) => [memberId, 'theirs'])), 'theirs')).toBe(true);
        if (rows.some(({ differs }) => differs)) expect(isAll(rows, new Map(), 'theirs')).toBe(false);
      }),
    );
  });

  it('keep a repayment with the loan that the same sheet has given', () => {
    const [memberId, loanId] = ['a', 'old'];
    const theirs: SheetBody = {
      id: 'theirs',
      heldOn: '2026-11-02',
      attendance: [{ memberId, status: 'present' }],
      entries: [
        { memberId, kind: 'loan', amountPaise: 500_00, loanId },
        { memberId, kind: 'repayment', amountPaise: 100_00, loanId },
      ],
    };
    const rows = compareSheets({ ...theirs, entries: [] }, theirs);
    const [loan, repayment] = mergeSheets(rows, new Map([[memberId, 'theirs']]), parts(undefined)).entries;
    expect(loan?.loanId).not.toBe(loanId);
    expect(repayment?.loanId).toBe(loan?.loanId);
  });
});

describe('what waits to be sent', () => {
  const operation = (order: number): fc.Arbitrary<Operation> =>
    fc.record({
      id: fc.constant(`operation ${order}`),
      form: fc.constant(1 as const),
      what: fc.constantFrom('meeting', 'member', 'case', 'case_event'),
      path: fc.constant('/api/somewhere'),
      body: fc.constant({}),
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

  it('goes in the order of each record; what needs her holds back only what touches the same', () => {
    fc.assert(
      fc.property(queue, (list) => {
        let now = [...list];
        const sent: Operation[] = [];
        for (let next = findNext(now); next !== undefined; next = findNext(now)) {
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

  it.each([401, 408, 425, 429, 500, 502, 503, 504])('waits where the answer is %i', (status) => {
    const [one] = fc.sample(operation(1), 1);
    if (one === undefined) throw new Error('There is always one.');
    expect(afterAnswer(one, { status, code: '', details: [] })).toBeUndefined();
  });

  it('waits where something on the way answered in its own words: a network that the edge turns away', async () => {
    const [one] = fc.sample(operation(1), 1);
    if (one === undefined) throw new Error('There is always one.');
    const { status, document } = await readProblem(new Response('<html>Not from here', { status: 403 }));
    expect(afterAnswer(one, { status, code: document.code, details: [] })).toBeUndefined();
  });

  it.each([400, 403, 404, 409, 412, 413, 415, 422, 428])('needs her where the answer is %i', (status) => {
    const [one] = fc.sample(operation(1), 1);
    if (one === undefined) throw new Error('There is always one.');
    expect(afterAnswer(one, { status, code: 'why', details: ['where'] })).toMatchObject({
      state: 'needs_fix',
      reason: 'why',
      details: ['where'],
    });
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
      findDouble: async ({ entities }) => {
        if (entities.includes('gone')) throw new Problem(404, { code: 'not_found' });
        return undefined;
      },
      alone: (work) => work(),
    });
    return { ended, asked, states: [...kept.values()].map(({ state, reason }) => reason ?? state) };
  };

  it('asks her where a sheet’s collective is hers no longer, and sends the others', async () => {
    const list = [operation('1', 'meeting', ['gone']), operation('2', 'case', ['2'])];
    expect(await send(list, {})).toEqual({ ended: 'idle', asked: ['/api/2'], states: ['not_found', 'sent'] });
  });

  it('passes over what the programme breaks over, and what comes after it of the same', async () => {
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

  it.each([
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

  it('is content where somebody else took the sheet back already', async () => {
    const answer = new Response('{"code":"already_reversed"}', { status: 422 });
    const { states } = await send([operation('1', 'reversal', ['a'])], { '/api/1': answer });
    expect(states).toEqual(['sent']);
  });
});

describe('what was refused', () => {
  it('becomes the answers of a new member again, under the ids it had', () => {
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
    expect(enrolmentOf({ what: 'member', body })).toEqual({
      id: 'member',
      collectiveId: 'a',
      name: 'Vennela',
      phone: '',
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

  it('is dated today where its date has not come, and nothing else of it changes', () => {
    const body = {
      id: 'x',
      on: '2026-11-26',
      due: '2026-12-24',
      consents: [{ on: '2026-11-26' }, { on: '2026-11-01' }],
    };
    expect(redated(body, '2026-11-25')).toEqual({
      id: 'x',
      on: '2026-11-25',
      due: '2026-12-24',
      consents: [{ on: '2026-11-25' }, { on: '2026-11-01' }],
    });
  });

  it('names each woman of whom the refusal speaks once', () => {
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
    expect(peopleNamed({ body, details })).toEqual(['b']);
    expect(peopleNamed({ body })).toEqual([]);
  });
});

describe('what the phone hears', () => {
  it.each([
    [0, true],
    [9 * 60_000, true],
    [11 * 60_000, false],
    // It was heard while the clock was a month ahead.
    [-30 * 86_400_000, false],
  ])('after %i ms is new: %s', (age, isNew) =>
    expect(isFresh(1_800_000_000_000 - age, 1_800_000_000_000)).toBe(isNew),
  );

  it('lets go of whoever is hers no longer, but for those of whom something waits and those recorded meanwhile', async () => {
    const kept = new Map<string, { kind: string; key: string; value: unknown }>();
    const rows: Parameters<typeof refresh>[1] = {
      get: (kind, key) => kind.schema.safeParse(kept.get(`${kind.name} ${key}`)?.value).data,
      all: (kind) =>
        [...kept.values()].flatMap((row) => {
          const parsed = kind.schema.safeParse(row.value);
          return row.kind === kind.name && parsed.success ? [parsed.data] : [];
        }),
      put: async (kind, key, value) => void kept.set(`${kind.name} ${key}`, { kind: kind.name, key, value }),
      remove: async (kind, key) => void kept.delete(`${kind.name} ${key}`),
    };
    const woman = (id: string, collectiveId: string) =>
      rows.put(members, id, {
        id,
        code: `M-${id}`,
        name: id,
        collectiveId,
        version: 1,
        joinedOn: '2026-04-01',
        savingsPaise: 0,
        loans: [],
      });
    for (const id of ['stays', 'erased', 'onSheet']) await woman(id, 'hers');
    await woman('elsewhere', 'taken');
    await rows.put(meetings, 'old', {
      id: 'old',
      collectiveId: 'taken',
      heldOn: '2026-05-01',
      isReversed: false,
    });
    const file = {
      memberId: 'stays',
      kind: 'other',
      priority: 'normal',
      status: 'open',
      openedOn: '2026-05-01',
    } as const;
    await rows.put(cases, 'handedOver', { ...file, id: 'handedOver' });
    await rows.put(operations, 'sheet', {
      id: 'sheet',
      form: 1,
      what: 'meeting',
      path: '/api/collectives/hers/meetings',
      body: { attendance: [{ memberId: 'onSheet', status: 'present' }], entries: [] },
      entities: ['hers'],
      order: 1,
      state: 'needs_fix',
    });
    const collective = {
      id: 'hers',
      name: 'Hers',
      district: 'Guntur',
      mandal: 'Tenali',
      usualDepositPaise: 0,
    };
    const stays = { id: 'stays', code: 'M-stays', collectiveId: 'hers', version: 1, joinedOn: '2026-04-01' };
    const answers: Readonly<Record<string, unknown>> = {
      '/api/collectives?limit=100': { items: [collective] },
      '/api/collectives/hers/ledger': { cashPaise: 0, members: [] },
      '/api/members?collectiveId=hers&limit=100': { items: [stays] },
      '/api/collectives/hers/meetings?limit=20': { items: [] },
      '/api/cases?limit=100': { items: [] },
    };
    const call: Api['call'] = async (schema, { path }) => {
      if (path.startsWith('/api/cases')) await woman('meanwhile', 'hers');
      return schema.parse(answers[path]);
    };
    await refresh({ call }, rows, () => 0);
    expect([...kept.keys()].filter((key) => /^(member|meeting|case) /.test(key)).toSorted()).toEqual([
      'member meanwhile',
      'member onSheet',
      'member stays',
    ]);
  });
});
