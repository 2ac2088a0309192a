import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { approvalOf } from '../approvals/scene.ts';
import { aChild, consentTo } from '../members/scene.ts';
import { bookRequestsOver } from '../moves/scene.ts';
import type { TestReply } from '../support/request.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** A join or a parting at the same instant as whatever else is sent for either id: nothing is lost, no paisa moves, and nobody is there twice. */

let scene: JoinScene;
let books: ReturnType<typeof bookRequestsOver>;
beforeAll(async () => {
  scene = await openJoinScene();
  books = bookRequestsOver(scene);
});
afterAll(() => scene.records.close());

const rounds = Array.from({ length: 3 }, (_, round) => round);

const women = async (count: number, group: string): Promise<string[]> => {
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `Vorana${'abcd'[index]} Tilmeku${'wxyz'[index]}`;
    const phone = `+91 90000 ${30_000 + index}`;
    made.push((await scene.enrolled({ name, phone, collectiveId: group })).id);
  }
  return made;
};

const meet = (memberId: string, group: string, entry: object, heldOn = '2026-10-01') =>
  scene.meet(memberId, entry, { collectiveId: group, heldOn });

const deposit = (amountPaise: number) => ({ kind: 'deposit', amountPaise });

/** A join that waits for its decision. */
const askedJoin = async (keptId: string, otherId: string) => {
  const { id } = await scene.pairOf(keptId, otherId);
  return {
    pairId: id,
    approvalId: approvalOf(scene.mustBe(202, await scene.askJoin(id, keptId)) as TestReply),
  };
};

/** A parting that waits for its decision. */
const askedParting = async (pairId: string) =>
  approvalOf(scene.mustBe(202, await scene.askParting(pairId)) as TestReply);

const statusesOf = (...replies: readonly TestReply[]) => replies.map(({ status }) => status).join(' ');

/** The savings of each standing woman once, which add up to the groups' books; each reading throws if the accounts don't agree with the sheets. */
const readAll = async (ids: readonly string[], groups: readonly string[]) => {
  const standing = new Set<string>();
  for (const id of ids) {
    const reply = await scene.read(id);
    if (reply.status === 200) standing.add((await scene.opened(id)).id);
  }
  const hers = await Promise.all([...standing].map((id) => scene.savings(id)));
  const ledgers = await Promise.all(groups.map((group) => scene.ledgerOf(group)));
  await Promise.all(groups.map((group) => books.accounts(group)));
  const sum = (amounts: readonly (number | undefined)[]) =>
    amounts.reduce<number>((total, amount = 0) => total + amount, 0);
  expect(sum(hers.map(({ savingsPaise }) => savingsPaise))).toBe(
    sum(ledgers.map(({ savingsPaise }) => savingsPaise)),
  );
  expect(sum(hers.map(({ loansOutstandingPaise }) => loansOutstandingPaise))).toBe(
    sum(ledgers.map(({ loansOutstandingPaise }) => loansOutstandingPaise)),
  );
  return {
    standing: [...standing],
    savings: sum(hers.map(({ savingsPaise }) => savingsPaise)),
    loans: sum(hers.map(({ loansOutstandingPaise }) => loansOutstandingPaise)),
  };
};

const linesOf = async (type: string, ids: readonly string[]) =>
  (await scene.records.readJournal()).filter(
    (line) => line.type === type && ids.some((id) => JSON.stringify(line).includes(id)),
  );

test.each(rounds)('a join with sheets of either id, and of both (%i)', async () => {
  const group = await scene.formCollective();
  const ids = await women(2, group);
  const [kept = '', other = ''] = ids;
  const { approvalId } = await askedJoin(kept, other);
  const both = scene.send({
    route: 'POST /api/collectives/{id}/meetings',
    path: { id: group },
    caller: scene.asks,
    body: {
      id: newId(),
      heldOn: '2026-10-02',
      attendance: ids.map((memberId) => ({ memberId, status: 'present' })),
      entries: ids.map((memberId) => ({ memberId, ...deposit(7) })),
    },
  });
  const replies = await Promise.all([
    scene.decide(approvalId),
    meet(kept, group, deposit(500)),
    meet(other, group, deposit(300)),
    both,
    meet(other, group, deposit(20)),
  ]);
  expect(statusesOf(...replies)).toBe('200 201 201 201 201');
  expect(await readAll(ids, [group])).toEqual({ standing: [kept], savings: 834, loans: 0 });
  expect(await linesOf('meeting_held', [group])).toHaveLength(4);
  expect(await linesOf('members_joined', ids)).toHaveLength(1);
});

test.each(rounds)('a join with the taking back of a sheet of the joined id, and a loan (%i)', async () => {
  const group = await scene.formCollective();
  const ids = await women(2, group);
  const [kept = '', other = ''] = ids;
  const sheet = newId();
  const body = { id: sheet, heldOn: '2026-10-01', attendance: [{ memberId: other, status: 'present' }] };
  scene.mustBe(
    201,
    await scene.send({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: group },
      caller: scene.asks,
      body: { ...body, entries: [{ memberId: other, ...deposit(300) }] },
    }),
  );
  await meet(kept, group, deposit(900));
  const { approvalId } = await askedJoin(kept, other);
  const loan = { kind: 'loan', amountPaise: 400, loanId: newId(), purpose: 'health' };
  const replies = await Promise.all([
    scene.decide(approvalId),
    books.reverseMeeting(group, sheet),
    meet(other, group, loan),
  ]);
  expect(statusesOf(...replies)).toBe('200 201 201');
  expect(await readAll(ids, [group])).toEqual({ standing: [kept], savings: 900, loans: 400 });
});

test.each(rounds)('a join with a move of the joined id, which holds money (%i)', async () => {
  const [group, elsewhere] = [await scene.formCollective(), await scene.formCollective()];
  const ids = await women(2, group);
  const [kept = '', other = ''] = ids;
  await meet(kept, group, deposit(200));
  await meet(other, group, deposit(500));
  const { approvalId, pairId } = await askedJoin(kept, other);
  const [joined, moved] = await Promise.all([
    scene.decide(approvalId),
    books.move(group, { to: elsewhere, members: [other], cashPaise: 500 }),
  ]);
  // If the join was first, she has more than was said; if the move was, the two hold money with two groups.
  expect(['200 422', '422 201']).toContain(statusesOf(joined, moved));
  if (moved.status === 422)
    expect(moved.body).toMatchObject({ code: 'move_mismatch', differencePaise: -200 });
  else expect(joined.body).toMatchObject({ code: 'balance_open' });
  expect((await readAll(ids, [group, elsewhere])).savings).toBe(700);
  expect((await scene.pairOf(kept, other)).id).toBe(pairId);
});

test.each(rounds)('a join with a move of either, who hold nothing (%i)', async (round) => {
  const [group, elsewhere] = [await scene.formCollective(), await scene.formCollective()];
  const ids = await women(2, group);
  const [kept = '', other = ''] = ids;
  const { approvalId } = await askedJoin(kept, other);
  const [joined, moved] = await Promise.all([
    scene.decide(approvalId),
    books.move(group, { to: elsewhere, members: [round % 2 === 0 ? other : kept] }),
  ]);
  expect(statusesOf(joined, moved)).toBe('200 201');
  const { collectiveId, id } = await scene.opened(other);
  expect(id).toBe(kept);
  const sheets = await Promise.all(
    [group, elsewhere].map((one) => meet(kept, one, deposit(10), '2026-10-12')),
  );
  expect(sheets.map(({ status }) => status)).toEqual(
    [group, elsewhere].map((one) => (one === collectiveId ? 201 : 422)),
  );
  expect((await readAll(ids, [group, elsewhere])).savings).toBe(10);
});

test.each(rounds)(
  'a join with the exit of either, and a change of the group of either (%i)',
  async (round) => {
    const [group, elsewhere] = [await scene.formCollective(), await scene.formCollective()];
    const ids = await women(2, group);
    const [kept = '', other = ''] = ids;
    const { approvalId } = await askedJoin(kept, other);
    const who = round % 2 === 0 ? other : kept;
    const act =
      round === 2
        ? scene.change(other, 1, { collectiveId: elsewhere })
        : scene.exit(who, { exitedOn: '2026-10-12', reason: 'She left' });
    const [joined, done] = await Promise.all([scene.decide(approvalId), act]);
    expect([200, 422]).toContain(joined.status);
    expect([200, 201, 412, 422]).toContain(done.status);
    const { standing } = await readAll(ids, [group, elsewhere]);
    expect(standing).toHaveLength(joined.status === 200 ? 1 : 2);
    // A group is closed once nobody is in it: who was counted twice or not at all would show here.
    for (const id of standing) {
      const { exitedOn } = await scene.opened(id);
      if (exitedOn === undefined) {
        scene.mustBe(201, await scene.exit(id, { exitedOn: '2026-10-13', reason: 'She left' }));
      }
    }
    for (const id of [group, elsewhere]) {
      expect(await books.close(id, '2026-10-14', 1)).toMatchObject({ status: 200 });
    }
  },
);

test.each(rounds)(
  'a join with the repetition of an enrolment, a child and a withdrawn consent (%i)',
  async () => {
    const group = await scene.formCollective();
    const [kept = ''] = await women(1, group);
    const body = scene.input({ name: 'Voranaa Tilmekuw', phone: '+91 90000 44444', collectiveId: group });
    scene.mustBe(201, await scene.enrol(body));
    const { id: other } = body;
    const { approvalId } = await askedJoin(kept, other);
    const child = aChild();
    const withdrawal = consentTo('reporting', { given: false, on: '2026-10-15' });
    const replies = await Promise.all([
      scene.decide(approvalId),
      scene.enrol(body),
      scene.addChild(other, child),
      scene.agree(other, withdrawal),
      scene.enrol(body),
    ]);
    expect(statusesOf(...replies)).toBe('200 200 201 201 200');
    const hers = await scene.opened(other);
    expect(hers.id).toBe(kept);
    expect(hers.children?.map(({ id }) => id)).toContain(child.id);
    expect(hers.consents.map(({ id }) => id)).toContain(withdrawal.id);
    expect(await linesOf('member_enrolled', [other])).toHaveLength(1);
  },
);

test.each(rounds)('a join with her withdrawal from the services: told before, or refused (%i)', async () => {
  const group = await scene.formCollective();
  const [kept = '', other = ''] = await women(2, group);
  const { approvalId } = await askedJoin(kept, other);
  const [joined, withdrawn] = await Promise.all([
    scene.decide(approvalId),
    scene.agree(other, consentTo('services', { given: false, on: '2026-10-15' })),
  ]);
  expect(withdrawn.status).toBe(201);
  expect(await scene.opened(other)).toMatchObject({ withdrawnOn: '2026-10-15' });
  if (joined.status === 200) expect(await scene.opened(kept)).toMatchObject({ withdrawnOn: '2026-10-15' });
  else expect(joined).toMatchObject({ status: 422, body: { code: 'withdrawn_since' } });
});

test.each(rounds)(
  'a join with an erasure of either: only whom the erasure names is gone (%i)',
  async (round) => {
    const group = await scene.formCollective();
    const ids = await women(2, group);
    const [kept = '', other = ''] = ids;
    const { approvalId } = await askedJoin(kept, other);
    const erased = round % 2 === 0 ? other : kept;
    const id = newId();
    scene.mustBe(202, await scene.people.eraseMember(scene.auditor, erased, { id, reason: 'She asked.' }));
    const [joined, gone] = await Promise.all([scene.decide(approvalId), scene.decide(id)]);
    expect([200, 422]).toContain(joined.status);
    const found = await Promise.all(ids.map(async (one) => (await scene.read(one)).status));
    if (joined.status === 422) {
      expect(joined.body).toMatchObject({ code: 'member_erased' });
      expect(gone.status).toBe(200);
      expect(ids.filter((_, place) => found[place] === 404)).toEqual([erased]);
    } else {
      expect(gone).toMatchObject({ status: 422, body: { code: 'joined_since' } });
      expect(found).toEqual([200, 200]);
    }
    expect(JSON.stringify(await scene.ledgerOf(group))).toContain('"savingsPaise":0');
  },
);

test.each(rounds)(
  'two joins that share an id: the woman is one, or the second is refused (%i)',
  async (round) => {
    const group = await scene.formCollective();
    const ids = await women(3, group);
    const [a = '', b = '', c = ''] = ids;
    for (const [index, id] of ids.entries()) await meet(id, group, deposit(100 + index));
    const first = await askedJoin(a, b);
    const second =
      round === 0 ? await askedJoin(c, b) : round === 1 ? await askedJoin(b, c) : await askedJoin(a, c);
    const replies = await Promise.all([scene.decide(first.approvalId), scene.decide(second.approvalId)]);
    for (const reply of replies.filter(({ status }) => status !== 200)) {
      expect(reply).toMatchObject({ status: 422, body: { code: 'already_joined' } });
    }
    const joins = replies.filter(({ status }) => status === 200).length;
    expect(joins).toBeGreaterThan(0);
    const { standing, savings } = await readAll(ids, [group]);
    expect(standing).toHaveLength(3 - joins);
    expect(savings).toBe(303);
  },
);

test.each(rounds)('two joins of the same two, each way round (%i)', async () => {
  const group = await scene.formCollective();
  const ids = await women(2, group);
  const [a = '', b = ''] = ids;
  await meet(a, group, deposit(100));
  const { approvalId } = await askedJoin(a, b);
  const replies = await Promise.all([
    scene.decide(approvalId),
    scene.decide(approvalId),
    scene.decide(approvalId, 'declined', scene.auditor),
  ]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const lines = await linesOf('members_joined', ids);
  const { standing } = await readAll(ids, [group]);
  expect(standing).toHaveLength(lines.length === 1 ? 1 : 2);
});

test.each(rounds)('a parting with late sheets of either id: each is that id’s afterwards (%i)', async () => {
  const group = await scene.formCollective();
  const ids = await women(2, group);
  const [kept = '', other = ''] = ids;
  const pairId = await scene.join(kept, other);
  await meet(kept, group, deposit(1_000));
  const approvalId = await askedParting(pairId);
  const replies = await Promise.all([
    scene.decide(approvalId),
    meet(other, group, deposit(300)),
    meet(kept, group, deposit(20)),
    meet(other, group, { kind: 'loan', amountPaise: 50, loanId: newId(), purpose: 'health' }),
  ]);
  expect(statusesOf(...replies)).toBe('200 201 201 201');
  expect(await readAll(ids, [group])).toEqual({ standing: ids, savings: 1_320, loans: 50 });
  expect(await scene.savings(other)).toMatchObject({ savingsPaise: 300, loansOutstandingPaise: 50 });
});

test.each(rounds)('a parting with what is told of either: it stays with its record (%i)', async () => {
  const group = await scene.formCollective();
  const [kept = '', other = ''] = await women(2, group);
  const pairId = await scene.join(kept, other);
  const approvalId = await askedParting(pairId);
  const [hers, others] = [aChild(), aChild()];
  const withdrawal = consentTo('reporting', { given: false, on: '2026-10-15' });
  const [parted, ...recorded] = await Promise.all([
    scene.decide(approvalId),
    scene.addChild(other, others),
    scene.addChild(kept, hers),
    scene.agree(other, withdrawal),
  ]);
  expect(statusesOf(...recorded)).toBe('201 201 201');
  if (parted.status !== 200) {
    // The no came first, and who decides was not told of it: she declines, and it is asked for again.
    expect(parted).toMatchObject({ status: 422, body: { code: 'withdrawn_since' } });
    scene.mustBe(200, await scene.decide(approvalId, 'declined'));
    scene.mustBe(200, await scene.decide(await askedParting(pairId)));
  }
  const [one, two] = [await scene.opened(kept), await scene.opened(other)];
  expect(one.children?.map(({ id }) => id)).toContain(hers.id);
  expect(one.children?.map(({ id }) => id)).not.toContain(others.id);
  expect(two.children?.map(({ id }) => id)).toContain(others.id);
  expect(two.consents.map(({ id }) => id)).toContain(withdrawal.id);
  expect(one.consents.map(({ id }) => id)).not.toContain(withdrawal.id);
});

test.each(rounds)('a parting with an exit under the joined id: she leaves who it is then (%i)', async () => {
  const group = await scene.formCollective();
  const ids = await women(2, group);
  const [kept = '', other = ''] = ids;
  const approvalId = await askedParting(await scene.join(kept, other));
  const [parted, left] = await Promise.all([
    scene.decide(approvalId),
    scene.exit(other, { exitedOn: '2026-10-12', reason: 'She left' }),
  ]);
  expect([200, 422]).toContain(parted.status);
  expect([201, 422]).toContain(left.status);
  await readAll(ids, [group]);
  const gone = await Promise.all(ids.map(async (id) => (await scene.opened(id)).exitReason));
  expect(gone.filter((reason) => reason !== undefined).every((reason) => reason === 'She left')).toBe(true);
});

test.each(rounds)(
  'a parting with a withdrawal of what the other saved: one of the two is refused (%i)',
  async () => {
    const group = await scene.formCollective();
    const ids = await women(2, group);
    const [kept = '', other = ''] = ids;
    const pairId = await scene.join(kept, other);
    await meet(other, group, deposit(300));
    const approvalId = await askedParting(pairId);
    const [parted, withdrawn] = await Promise.all([
      scene.decide(approvalId),
      meet(kept, group, { kind: 'withdrawal', amountPaise: 300 }),
    ]);
    expect(['200 422', '422 201']).toContain(statusesOf(parted, withdrawn));
    const refused = parted.status === 422 ? parted : withdrawn;
    expect(refused.body).toMatchObject({ code: 'insufficient_savings' });
    expect((await readAll(ids, [group])).savings).toBe(withdrawn.status === 201 ? 0 : 300);
  },
);

test.each(rounds)(
  'a parting with a move, and with a join of the kept record to a third (%i)',
  async (round) => {
    const [group, elsewhere] = [await scene.formCollective(), await scene.formCollective()];
    const ids = await women(3, group);
    const [kept = '', other = '', third = ''] = ids;
    const pairId = await scene.join(kept, other);
    await meet(other, group, deposit(300));
    const approvalId = await askedParting(pairId);
    const act =
      round === 2
        ? scene.decide((await askedJoin(third, kept)).approvalId)
        : books.move(group, { to: elsewhere, members: [round === 0 ? kept : other], cashPaise: 300 });
    const [parted, done] = await Promise.all([scene.decide(approvalId), act]);
    expect([200, 422]).toContain(parted.status);
    expect([200, 201, 422]).toContain(done.status);
    const { savings, standing } = await readAll(ids, [group, elsewhere]);
    expect(savings).toBe(300);
    expect(standing.length).toBeGreaterThan(0);
  },
);
