import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { ApiRoute } from '../../functions/gateway/api/contracts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { approvalOf } from '../approvals/scene.ts';
import { aChild, consentTo } from '../members/scene.ts';
import { countLines } from '../publishing/journal-builder.ts';
import { withoutZeros } from '../publishing/numbers.ts';
import { repaidByOwners, withoutJoins } from '../publishing/random-joins.ts';
import type { TestReply } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { type JoinScene, openJoinScene } from './join-scene.ts';

/**
 * Women who are enrolled twice or three times, whose records are joined, parted and joined again while phones go on to write for any of the ids; and, in a
 * group beside, the same women with one record each. What the first group's books, statements and counts say in the end is what the second one's say.
 */

let scene: JoinScene;
beforeAll(async () => {
  scene = await openJoinScene();
});
afterAll(() => scene.records.close());

const maxRecords = 3;
const acts = [
  ...['enrol', 'join', 'join', 'part', 'deposit', 'deposit', 'both', 'withdrawal', 'loan', 'repayment'],
  ...['repayment', 'interest', 'take back', 'child', 'consent', 'case'],
] as const;
const act = fc.record({
  kind: fc.constantFrom(...acts),
  woman: fc.nat(2),
  one: fc.nat(9),
  other: fc.nat(9),
  paise: fc.integer({ min: 1, max: 900 }),
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** What is sent to each of the two groups, by where it is sent: ids are the only difference. */
type Sent = { readonly route: ApiRoute; readonly path?: Record<string, string>; readonly body: object };
type World = 'many' | 'one';
type Pair = { readonly id: string; readonly records: readonly [number, number] };

/** A woman: the ids of her records in the group of many, her id in the other, her loans in both, and the joins that stand, in order. */
type Woman = {
  readonly records: string[];
  one: string | undefined;
  readonly loans: Record<World, string>[];
  joins: Pair[];
};

const numbersOf = (lines: readonly JournalLine[]) => withoutZeros(countLines(lines).totals);

class Programme {
  readonly #groups: Record<World, string>;
  readonly women: readonly Woman[] = [0, 1, 2].map(() => ({
    records: [],
    one: undefined,
    loans: [],
    joins: [],
  }));
  readonly #ids: Record<World, Set<string>> = { many: new Set(), one: new Set() };
  readonly #sheets: Record<World, string>[] = [];
  #minutes = 0;

  constructor(groups: Record<World, string>) {
    this.#groups = groups;
    for (const world of ['many', 'one'] as const) this.#ids[world].add(groups[world]);
  }

  #now(): string {
    this.#minutes += 1;
    return new Date(Date.parse('2026-10-15T07:00:00Z') + this.#minutes * 1_000).toISOString();
  }

  async #send({ route, path = {}, body }: Sent, now: string): Promise<TestReply> {
    const reply = await scene.send({ route, path, body, caller: scene.asks, now });
    expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(500);
    return reply;
  }

  /** Sends to the group of many, and what is accepted there to the other, which must accept it too. */
  async #both(sent: (world: World) => Sent | readonly Sent[]): Promise<boolean> {
    const now = this.#now();
    const [first] = [sent('many')].flat();
    if (first === undefined || (await this.#send(first, now)).status >= 300) return false;
    for (const one of [sent('one')].flat()) {
      const reply = await this.#send(one, now);
      expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
    }
    return true;
  }

  async #enrol(woman: Woman): Promise<void> {
    if (woman.records.length >= maxRecords) return;
    const enrolmentIn = (world: World) => ({
      ...scene.input({ collectiveId: this.#groups[world], joinedOn: '2026-01-10' }),
      id: newId(),
    });
    const [many, one] = [enrolmentIn('many'), enrolmentIn('one')];
    const { one: known } = woman;
    // A second enrolment is no enrolment of the woman who is one: it brings answers and children.
    const again = (id: string): Sent[] => [
      ...one.consents.map((body): Sent => ({ route: 'POST /api/members/{id}/consents', path: { id }, body })),
      ...one.children.map((body): Sent => ({ route: 'POST /api/members/{id}/children', path: { id }, body })),
    ];
    const enrols = (body: object): Sent => ({ route: 'POST /api/members', body });
    const isDone = await this.#both((world) =>
      world === 'many' ? enrols(many) : known === undefined ? enrols(one) : again(known),
    );
    expect(isDone).toBe(true);
    woman.records.push(many.id);
    woman.one ??= one.id;
    this.#ids.many.add(many.id);
    this.#ids.one.add(woman.one);
  }

  /** A sheet with entries under some of her ids. */
  async #meet(woman: Woman, ids: readonly string[], entryIn: (world: World) => object): Promise<boolean> {
    const sheet = { many: newId(), one: newId() };
    const isDone = await this.#both((world) => {
      const hers = world === 'many' ? ids : [woman.one ?? ''];
      return {
        route: 'POST /api/collectives/{id}/meetings',
        path: { id: this.#groups[world] },
        body: {
          id: sheet[world],
          heldOn: '2026-10-02',
          attendance: [...new Set(hers)].map((memberId) => ({ memberId, status: 'present' })),
          entries: ids.map((id) => ({ memberId: world === 'many' ? id : woman.one, ...entryIn(world) })),
        },
      };
    });
    if (isDone) this.#sheets.push(sheet);
    return isDone;
  }

  async decided(asked: TestReply): Promise<boolean> {
    if (asked.status !== 202) return false;
    const id = approvalOf(asked);
    const { status } = await scene.people.decide(scene.decides, id, 'approved', this.#now());
    expect(status).toBeLessThan(500);
    if (status !== 200) await scene.decide(id, 'declined', scene.auditor);
    return status === 200;
  }

  async join(woman: Woman, kept: number, other: number): Promise<boolean> {
    const [keptId = '', otherId = ''] = [woman.records[kept], woman.records[other]];
    if (keptId === otherId || keptId === '' || otherId === '') return false;
    const { id } = await scene.pairOf(keptId, otherId);
    const isDone = await this.decided(await scene.askJoin(id, keptId));
    if (isDone) woman.joins.push({ id, records: [kept, other] });
    return isDone;
  }

  async part(woman: Woman, pair: Pair): Promise<boolean> {
    const isDone = await this.decided(await scene.askParting(pair.id));
    if (isDone) woman.joins = woman.joins.filter((one) => one !== pair);
    return isDone;
  }

  async step({ kind, woman: place, one, other, paise }: Act): Promise<void> {
    const woman = this.women[place];
    if (woman === undefined) return;
    if (kind === 'enrol' || woman.records.length === 0) return this.#enrol(woman);
    const id = woman.records[one % woman.records.length] ?? '';
    const otherId = woman.records[other % woman.records.length] ?? '';
    const loan = woman.loans[other % Math.max(1, woman.loans.length)];
    const pathIn = (world: World) => ({ id: world === 'many' ? id : (woman.one ?? '') });
    switch (kind) {
      case 'join':
        await this.join(woman, one % woman.records.length, other % woman.records.length);
        return;
      case 'part': {
        const pair = woman.joins[one % Math.max(1, woman.joins.length)];
        if (pair !== undefined) await this.part(woman, pair);
        return;
      }
      case 'deposit':
      case 'withdrawal':
      case 'interest':
        await this.#meet(woman, [id], () => ({ kind, amountPaise: paise }));
        return;
      case 'both':
        await this.#meet(woman, [id, otherId], () => ({ kind: 'deposit', amountPaise: paise }));
        return;
      case 'loan': {
        const given = { many: newId(), one: newId() };
        const terms = { instalments: 3, firstDueOn: '2026-10-03' };
        const entryIn = (world: World) => ({ kind, amountPaise: paise, loanId: given[world], ...terms });
        if (await this.#meet(woman, [id], entryIn)) woman.loans.push(given);
        return;
      }
      case 'repayment':
        if (loan !== undefined) {
          const amountPaise = Math.ceil(paise / 3);
          await this.#meet(woman, [id], (world) => ({ kind, amountPaise, loanId: loan[world] }));
        }
        return;
      case 'take back': {
        const sheet = this.#sheets.at(-1 - one);
        if (sheet === undefined) return;
        await this.#both((world) => ({
          route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
          path: { id: this.#groups[world], meetingId: sheet[world] },
          body: { id: newId(), reason: 'Counted wrongly.' },
        }));
        return;
      }
      case 'child':
        await this.#both((world) => ({
          route: 'POST /api/members/{id}/children',
          path: pathIn(world),
          body: { ...aChild(), id: newId() },
        }));
        return;
      case 'consent':
        await this.#both((world) => ({
          route: 'POST /api/members/{id}/consents',
          path: pathIn(world),
          body: { ...consentTo('reporting', { given: paise % 2 === 0, on: '2026-10-15' }), id: newId() },
        }));
        return;
      case 'case':
        await this.#case(pathIn);
    }
  }

  async #case(pathIn: (world: World) => { readonly id: string }): Promise<void> {
    const ids = { many: newId(), one: newId() };
    for (const world of ['many', 'one'] as const) this.#ids[world].add(ids[world]);
    await this.#both((world) => ({
      route: 'POST /api/cases',
      body: {
        id: ids[world],
        memberId: pathIn(world).id,
        kind: 'legal_aid',
        priority: 'normal',
        openedOn: '2026-10-03',
      },
    }));
    await this.#both((world) => ({
      route: 'POST /api/cases/{id}/events',
      path: { id: ids[world] },
      body: { id: newId(), type: 'service', on: '2026-10-04', service: 'legal_aid' },
    }));
  }

  async balancesIn(world: World) {
    const { members: _, ...balances } = await scene.ledgerOf(this.#groups[world]);
    return balances;
  }

  /** What each woman has: her savings, her loans and what her statement says of both. */
  async statementsIn(world: World) {
    const hers = this.women.flatMap(({ records, one }) => (world === 'many' ? records[0] : one) ?? []);
    const statements = await Promise.all(hers.map((id) => scene.savings(id)));
    return statements.map(({ savingsPaise, loansOutstandingPaise, loans, statement }) => ({
      savingsPaise,
      loansOutstandingPaise,
      loans: loans.map(({ loanId: _, ...loan }) => JSON.stringify(loan)).sort(),
      statement: statement
        .map(({ kind, heldOn, reversed, ...rest }) =>
          JSON.stringify([kind, heldOn, reversed, 'amountPaise' in rest ? rest.amountPaise : 0]),
        )
        .sort(),
    }));
  }

  async linesIn(world: World): Promise<JournalLine[]> {
    const ids = this.#ids[world];
    const about = z.looseObject({
      collectiveId: z.string().optional(),
      memberId: z.string().optional(),
      caseId: z.string().optional(),
      keptId: z.string().optional(),
    });
    return (await scene.records.readJournal()).filter((line) => {
      const { collectiveId, memberId, caseId, keptId } = about.parse(line);
      return [collectiveId, memberId, caseId, keptId].some((id) => id !== undefined && ids.has(id));
    });
  }
}

/** Joins all records of each woman. */
const joinAll = async (programme: Programme): Promise<void> => {
  for (const woman of programme.women) {
    for (const [place, id] of woman.records.entries()) {
      const [first = ''] = woman.records;
      const [kept, other] = [(await scene.opened(first)).id, (await scene.opened(id)).id];
      if (kept === other) continue;
      expect(
        await programme.join(woman, woman.records.indexOf(kept), woman.records.indexOf(other)),
        `${place}`,
      ).toBe(true);
    }
  }
};

/** Parts one of a woman's joins, the latest that can be. */
const partOne = async (programme: Programme, woman: Woman): Promise<boolean> => {
  for (const pair of woman.joins.toReversed()) {
    if (await programme.part(woman, pair)) return true;
  }
  return false;
};

/** Parts all records of each woman; false if what was saved under one of them is there no more. */
const partAll = async (programme: Programme): Promise<boolean> => {
  for (const woman of programme.women) {
    while (woman.joins.length > 0) {
      if (!(await partOne(programme, woman))) return false;
    }
  }
  return true;
};

test('women with several records are, once these are joined, the women who had one; and once they are parted, as if it had never been', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 15, maxLength: 30 }), async (steps) => {
      const programme = new Programme({
        many: await scene.formCollective(),
        one: await scene.formCollective(),
      });
      for (const one of steps) {
        const before = await programme.balancesIn('many');
        await programme.step(one);
        if (one.kind === 'join' || one.kind === 'part') {
          expect(await programme.balancesIn('many')).toEqual(before);
        }
      }
      await joinAll(programme);
      expect(await programme.balancesIn('many')).toEqual(await programme.balancesIn('one'));
      expect(await programme.statementsIn('many')).toEqual(await programme.statementsIn('one'));
      expect(numbersOf(await programme.linesIn('many'))).toEqual(numbersOf(await programme.linesIn('one')));

      const before = await programme.balancesIn('many');
      const areParted = await partAll(programme);
      expect(await programme.balancesIn('many')).toEqual(before);
      if (!areParted) return;
      const lines = await programme.linesIn('many');
      expect(numbersOf(lines)).toEqual(numbersOf(repaidByOwners(withoutJoins(lines))));
    }),
    searchRuns(3),
  );
});
