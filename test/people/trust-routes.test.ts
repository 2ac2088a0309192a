import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createAuthorizer } from '../../functions/gateway/authorizer/authorizer.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { findWayIn } from '../../functions/shared/sign-ins/way-in.ts';
import { personKey } from '../../functions/shared/table/keys/people.ts';
import { approvalOf, openTwoPersons, type TwoPersonScene } from '../approvals/scene.ts';
import { createCaller, type TestReply } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { type Account, type Act, actsIn, isHers, step, type World, worldOf } from './trust-world.ts';

/**
 * That the world in which test/people/trust-matrix.test.ts searches is the programme's: the same acts, sent to the routes in any order, are
 * answered alike, and the authorizer lets the attacker act as the same people.
 */

let records: TestRecords;
let scene: TwoPersonScene;
/** The users of the identity provider, by sign-in name. */
const users = new Map<string, string>();
beforeAll(async () => {
  records = await openRecords();
  scene = openTwoPersons(records, async (signInName, _password, options) => {
    if (users.has(signInName) && options?.replacesUser !== true) return undefined;
    const id = newId();
    users.set(signInName, id);
    return id;
  });
});
afterAll(() => records.close());

/** The real people of a world, what the attacker has of them, and what was asked for. */
const settle = async (world: World) => {
  const callers = new Map<string, Caller>();
  const tokens = new Map<string, { userId: string; signInName: string }[]>();
  const approvals = new Map<string, string>();
  for (const [who, { role, tokens: own }] of Object.entries(world.accounts)) {
    const caller = await scene.hire(role);
    callers.set(who, caller);
    const signInName = await scene.nameOf(caller.personId);
    const userId = newId();
    users.set(signInName, userId);
    tokens.set(who, own.length > 0 ? [{ userId, signInName }] : []);
  }
  const idOf = (who: string): string => {
    const caller = callers.get(who) ?? createCaller('caseworker');
    callers.set(who, caller);
    return caller.personId;
  };
  /** A person as the authorizer would describe her: with her role in the world. */
  const callerOf = (who: string, accounts: World['accounts']): Caller =>
    createCaller(accounts[who]?.role ?? 'funder', { personId: idOf(who) });
  return { idOf, callerOf, tokens, approvals };
};
type Settled = Awaited<ReturnType<typeof settle>>;

const keyOf = (request: World['requests'][number] | undefined): string =>
  JSON.stringify({ ...request, state: '' });
const versioned = z.object({ version: z.number() });

const send = async ({ idOf, callerOf, approvals }: Settled, world: World, act: Act): Promise<TestReply> => {
  const caller = callerOf(act.by, world.accounts);
  if ('request' in act) {
    const request = world.requests[act.request];
    const approvalId = approvals.get(keyOf(request)) ?? '';
    return act.does === 'approve'
      ? scene.decide(caller, approvalId)
      : scene.askPassword(caller, idOf(request?.subject ?? ''), { approvalId });
  }
  const id = idOf(act.who);
  if (act.does === 'add') return scene.add(caller, scene.input(act.role, { id }));
  if (act.does === 'password') return scene.askPassword(caller, id);
  if (act.does === 'erase') return scene.erasePerson(caller, id, { id: newId(), reason: 'Hers' });
  const { version } = versioned.catch({ version: 1 }).parse((await scene.read(caller, id)).body);
  const body = act.does === 'role' ? { role: act.role } : { disabled: act.disabled };
  return scene.change(caller, id, version, body);
};

const answerOf = ({ status, body }: TestReply): 'done' | 'asked' | 'refused' => {
  if (status >= 400) return 'refused';
  return status === 202 || (Object(body).state === 'waiting' && !('version' in Object(body)))
    ? 'asked'
    : 'done';
};

/** That what the authorizer reads of a person is what her record says. */
const compareWayIn = async (personId: string): Promise<void> => {
  const record = await records.table.get(personKey(personId));
  if (record === undefined) return;
  const { role, collectives, districts, locale, disabled } = record;
  expect(await findWayIn(records.table, String(record.signInName))).toMatchObject({
    personId,
    access: { role, collectives, districts, locale, disabled },
  });
};

/** The role with which one of the attacker's tokens of a person lets her in; undefined if none does. */
const enter = async (tokens: Settled['tokens'], who: string): Promise<unknown> => {
  for (const token of tokens.get(who) ?? []) {
    let reads = 0;
    const get: typeof records.table.get = (key) => {
      reads += 1;
      return records.table.get(key);
    };
    const authorize = createAuthorizer({
      table: { get },
      verify: async () => token,
      noteSignIn: async () => {},
    });
    const event = {
      type: 'TOKEN',
      authorizationToken: 'Bearer a.b.c',
      methodArn: 'arn:x/prod/GET/api/me',
    } as const;
    const policy = await authorize(event).catch(() => undefined);
    expect(reads, 'reads of the authorizer').toBe(1);
    if (policy !== undefined) return policy.context?.role;
  }
  return undefined;
};

/** What the routes know of an id that was asked about before: the world leaves such repetitions out. */
const isRepeated = ({ requests }: World, act: Act): boolean =>
  (act.does === 'add' || act.does === 'erase') && requests.some(({ subject }) => subject === act.who);

const isNew = (before: Account | undefined, after: Account): boolean =>
  after.tokens.length > (before?.tokens.length ?? 0);

/** Sends acts one after the other, and compares each answer, and who lets the attacker in after it, with the world's. */
const follow = async (
  start: World,
  choose: readonly ((world: World) => Act | undefined)[],
): Promise<string[]> => {
  const answers: string[] = [];
  let world = start;
  const settled = await settle(world);
  for (const next of choose) {
    const act = next(world);
    if (act === undefined) return answers;
    const before = world;
    const outcome = step(before, act);
    world = outcome.world;
    const reply = await send(settled, before, act);
    const what = `${JSON.stringify(act)} ${JSON.stringify(reply.body)}`;
    expect(answerOf(reply), what).toBe(outcome.answer);
    answers.push(`${act.does} ${outcome.answer}`);
    const asked = world.requests.find((one) => !before.requests.includes(one) && one.state === 'waiting');
    if (asked !== undefined) settled.approvals.set(keyOf(asked), approvalOf(reply));
    for (const [who, account] of Object.entries(world.accounts)) {
      if (isNew(before.accounts[who], account)) {
        const signInName = await scene.nameOf(settled.idOf(who));
        const userId = users.get(signInName) ?? '';
        settled.tokens.set(who, [...(settled.tokens.get(who) ?? []), { userId, signInName }]);
      }
      const expected = isHers(account) ? account.role : undefined;
      expect(await enter(settled.tokens, who), `${who} after ${what}`).toBe(expected);
      await compareWayIn(settled.idOf(who));
    }
  }
  return answers;
};

test('the routes and the authorizer answer as the rules do, where she gets two accounts by four approvals', async () => {
  const acts: Act[] = [
    { by: 'self', does: 'add', who: 'new1', role: 'caseworker' },
    { by: 'self', does: 'password', who: 'new1' },
    { by: 'self', does: 'role', who: 'new1', role: 'administrator' },
    { by: 'auditor', does: 'approve', request: 0 },
    { by: 'self', does: 'password', who: 'new1' },
    { by: 'self', does: 'fetch', request: 0 },
    { by: 'administrator', does: 'approve', request: 0 },
    { by: 'self', does: 'fetch', request: 0 },
    { by: 'self', does: 'add', who: 'new2', role: 'auditor' },
    { by: 'new1', does: 'approve', request: 0 },
    { by: 'auditor', does: 'approve', request: 0 },
    { by: 'self', does: 'password', who: 'new2' },
    { by: 'new1', does: 'approve', request: 0 },
    { by: 'auditor', does: 'approve', request: 0 },
    { by: 'self', does: 'fetch', request: 0 },
    { by: 'new1', does: 'role', who: 'caseworker', role: 'coordinator' },
    { by: 'new2', does: 'approve', request: 0 },
    { by: 'self', does: 'approve', request: 0 },
    // Its own password, and the one that it makes for the other, make neither a second person.
    { by: 'new1', does: 'password', who: 'new1' },
    { by: 'self', does: 'password', who: 'self' },
    { by: 'new1', does: 'password', who: 'new2' },
    { by: 'auditor', does: 'approve', request: 1 },
    { by: 'new1', does: 'fetch', request: 1 },
    { by: 'self', does: 'role', who: 'caseworker', role: 'auditor' },
    { by: 'new2', does: 'approve', request: 1 },
    { by: 'administrator', does: 'approve', request: 1 },
  ];
  const answers = await follow(
    worldOf('administrator', 9),
    acts.map((act) => () => act),
  );
  expect(answers.map((answer) => answer.split(' ')[1])).toEqual([
    ...['done', 'done', 'asked', 'done', 'asked', 'refused', 'done', 'done'],
    ...['asked', 'refused', 'done', 'asked', 'refused', 'done', 'done'],
    ...['asked', 'refused', 'refused'],
    ...['refused', 'refused', 'asked', 'done', 'done'],
    ...['asked', 'refused', 'done'],
  ]);
});

const walk = fc.record({
  role: fc.constantFrom('administrator' as const, 'administrator' as const, 'auditor' as const),
  choices: fc.array(fc.tuple(fc.boolean(), fc.nat(), fc.nat()), { minLength: 8, maxLength: 8 }),
});

test('the routes and the authorizer answer as the rules do, whatever is done in whatever order', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(walk, async ({ role, choices }) => {
      const choose = choices.map(([mayBeRefused, kind, which]) => (world: World): Act | undefined => {
        const acts = actsIn(world).filter(
          (act) => !isRepeated(world, act) && (mayBeRefused || step(world, act).answer !== 'refused'),
        );
        const kinds = [...new Set(acts.map(({ does }) => does))];
        const ofKind = acts.filter(({ does }) => does === kinds[kind % kinds.length]);
        return ofKind[which % ofKind.length];
      });
      for (const answer of await follow(worldOf(role, 4), choose)) seen.add(answer);
    }),
    searchRuns(20),
  );
  for (const does of ['add', 'role', 'disabled', 'password', 'approve', 'erase'])
    expect(
      [...seen].some((answer) => answer.startsWith(does) && !answer.endsWith('refused')),
      does,
    ).toBe(true);
}, 300_000);
