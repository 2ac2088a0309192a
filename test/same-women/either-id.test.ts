import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { bookRequestsOver, refusalOf } from '../moves/scene.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/** An opening and a move that name the id of a record which was joined to another: it is hers, as in a sheet. */

let scene: JoinScene;
let books: ReturnType<typeof bookRequestsOver>;
beforeAll(async () => {
  scene = await openJoinScene();
  books = bookRequestsOver(scene);
});
afterAll(() => scene.records.close());

const two = async (name: string, collectiveId: string, collectiveOfOther = collectiveId) => ({
  kept: await scene.enrolled({ name: `${name} Ormand`, collectiveId }),
  other: await scene.enrolled({
    name: `${name} Ormund`,
    phone: '+91 90000 77777',
    collectiveId: collectiveOfOther,
  }),
});

const owes = async (id: string) => {
  const { savingsPaise, loansOutstandingPaise } = await scene.savings(id);
  return [savingsPaise, loansOutstandingPaise];
};

const openedLoan = (paise: number) => ({
  loanId: newId(),
  disbursedOn: '2026-01-05',
  principalPaise: paise,
  outstandingPaise: paise,
});

describe('an opening', () => {
  test('that names both ids of a woman adds them up, and gives each its own at a parting', async () => {
    const group = await scene.formCollective();
    const { kept, other } = await two('Kestrila', group);
    const pairId = await scene.join(kept.id, other.id);
    const body = {
      id: newId(),
      cashPaise: 600,
      members: [
        { memberId: kept.id, savingsPaise: 700, loans: [openedLoan(250)] },
        { memberId: other.id, savingsPaise: 300, loans: [openedLoan(150)] },
      ],
    };
    expect((await books.open(group, body)).status).toBe(201);
    expect((await books.open(group, body)).status).toBe(200);
    expect(await owes(other.id)).toEqual([1_000, 400]);
    expect((await scene.savings(kept.id)).statement).toHaveLength(4);
    expect((await scene.ledgerOf(group)).members).toEqual([
      { memberId: kept.id, savingsPaise: 1_000, loansOutstandingPaise: 400, overduePaise: 0 },
    ]);
    await scene.part(pairId);
    expect([await owes(kept.id), await owes(other.id)]).toEqual([
      [700, 250],
      [300, 150],
    ]);
    await books.accounts(group);
  });

  test('that names the joined id alone is hers', async () => {
    const group = await scene.formCollective();
    const { kept, other } = await two('Ulmara', group);
    await scene.join(kept.id, other.id);
    const members = [{ memberId: other.id, savingsPaise: 300, loans: [] }];
    expect((await books.open(group, { cashPaise: 300, members })).status).toBe(201);
    expect(await owes(kept.id)).toEqual([300, 0]);
  });

  test('of a group in which only the other record was is refused at its path', async () => {
    const [group, elsewhere] = [await scene.formCollective(), await scene.formCollective()];
    const { kept, other } = await two('Dranva', group, elsewhere);
    await scene.join(kept.id, other.id);
    const members = [{ memberId: kept.id, savingsPaise: 300, loans: [] }];
    expect(refusalOf(await books.open(elsewhere, { cashPaise: 300, members }))).toEqual({
      status: 422,
      code: 'not_a_member',
      paths: ['members.0.memberId'],
    });
  });
});

describe('a move', () => {
  test('that names the joined id takes her along, with all that she has', async () => {
    const [from, to] = [await scene.formCollective(), await scene.formCollective()];
    const { kept, other } = await two('Ombrasu', from);
    await scene.meet(other.id, { kind: 'deposit', amountPaise: 500 }, { collectiveId: from });
    await scene.join(kept.id, other.id);
    await scene.meet(kept.id, { kind: 'deposit', amountPaise: 200 }, { collectiveId: from });
    const body = { id: newId(), to, members: [other.id], cashPaise: 700 };
    const moved = await books.move(from, body);
    expect(moved).toMatchObject({ status: 201, body: { members: [kept.id] } });
    expect((await books.move(from, body)).status).toBe(200);
    expect(await scene.opened(other.id)).toMatchObject({ id: kept.id, collectiveId: to });
    expect(await owes(other.id)).toEqual([700, 0]);
    expect((await books.takeBack(from, body.id)).status).toBe(201);
    expect(await scene.opened(kept.id)).toMatchObject({ collectiveId: from });
    expect(await owes(kept.id)).toEqual([700, 0]);
    await Promise.all([from, to].map((group) => books.accounts(group)));
  });

  test('that names both her ids takes her once', async () => {
    const [from, to] = [await scene.formCollective(), await scene.formCollective()];
    const { kept, other } = await two('Pelvira', from);
    await scene.join(kept.id, other.id);
    await scene.meet(other.id, { kind: 'deposit', amountPaise: 500 }, { collectiveId: from });
    const moved = await books.move(from, { to, members: [other.id, kept.id], cashPaise: 500 });
    expect(moved).toMatchObject({
      status: 201,
      body: { members: [kept.id], holdings: [{ memberId: kept.id, savingsPaise: 500 }] },
    });
    expect((await scene.ledgerOf(to)).members).toMatchObject([{ memberId: kept.id, savingsPaise: 500 }]);
    expect((await scene.ledgerOf(from)).members.filter(({ savingsPaise }) => savingsPaise > 0)).toEqual([]);
  });

  test('from a group that she is not in is refused at the path that was sent', async () => {
    const [from, to] = [await scene.formCollective(), await scene.formCollective()];
    const { kept, other } = await two('Tovari', to, from);
    await scene.join(kept.id, other.id);
    const stranger = await scene.enrolled({ collectiveId: from });
    const moved = await books.move(from, { to, members: [stranger.id, other.id], cashPaise: 0 });
    expect(refusalOf(moved)).toMatchObject({ code: 'not_a_member', paths: ['members.1'] });
  });
});
