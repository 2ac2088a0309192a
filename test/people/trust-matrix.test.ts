import { describe, expect, test } from 'vitest';
import { type Role, roles } from '../../functions/shared/reach/roles.ts';
import { isTrusted } from '../../functions/shared/two-person/two-person-rules.ts';
import { type Act, actsIn, isHers, step, type World, worldOf } from './trust-world.ts';

/** The accounts of a trusted role that are hers now, but for those that were hers with that role in the beginning. */
const gains = (world: World, start: World): string[] =>
  Object.entries(world.accounts).flatMap(([id, account]) => {
    const before = start.accounts[id];
    const hadIt = before !== undefined && isHers(before) && before.role === account.role;
    return isHers(account) && isTrusted(account.role) && !hadIt ? [id] : [];
  });

/** A world as text, in which the order of requests makes no difference. */
const keyOf = ({ requests, ...rest }: World): string =>
  JSON.stringify(rest) + requests.map((request) => JSON.stringify(request)).sort();

type Step = { readonly world: World; readonly act: Act; readonly next: World };

/** Breadth first over all sequences of acts: the first that reaches a goal, or null; and how many worlds were seen before the last act. */
const search = (
  start: World,
  maxActs: number,
  isReached: (step: Step) => boolean,
  isTried: (act: Act) => boolean = () => true,
): { readonly path: readonly Act[] | null; readonly worlds: number } => {
  const seen = new Set([keyOf(start)]);
  let frontier: { readonly world: World; readonly path: readonly Act[] }[] = [{ world: start, path: [] }];
  for (let acts = 1; acts <= maxActs; acts += 1) {
    const following: typeof frontier = [];
    for (const { world, path } of frontier) {
      for (const act of actsIn(world).filter(isTried)) {
        const { answer, world: next } = step(world, act);
        if (answer === 'refused' || next === world) continue;
        if (isReached({ world, act, next })) return { path: [...path, act], worlds: seen.size };
        // The worlds after the last act lead nowhere, and need not be told apart.
        if (acts === maxActs) continue;
        const key = keyOf(next);
        if (seen.has(key)) continue;
        seen.add(key);
        following.push({ world: next, path: [...path, act] });
      }
    }
    frontier = following;
  }
  return { path: null, worlds: seen.size };
};

const told = ({ path }: { readonly path: readonly Act[] | null }): string =>
  path === null ? 'nothing' : path.map((act) => JSON.stringify(act)).join('\n');

const isOwn = (world: World, id: string): boolean => {
  const account = world.accounts[id];
  return account !== undefined && isHers(account);
};

/** Whether she agrees, as the second person, to what she asked for herself. */
const agreesWithHerself = ({ world, act }: Step): boolean =>
  act.does === 'approve' && isOwn(world, act.by) && isOwn(world, world.requests[act.request]?.askedBy ?? '');

/** The world after acts of which none is refused. */
const worldAfter = (start: World, acts: readonly Act[]): World =>
  acts.reduce((world, act) => {
    const { answer, world: next } = step(world, act);
    expect(answer, JSON.stringify(act)).not.toBe('refused');
    return next;
  }, start);

/** How an administrator gets an account of a trusted role: by two approvals that an auditor gives in good faith. */
const puppet = (who: string, role: Role): Act[] => [
  { by: 'self', does: 'add', who, role },
  { by: 'auditor', does: 'approve', request: 0 },
  { by: 'self', does: 'password', who },
  { by: 'auditor', does: 'approve', request: 0 },
  { by: 'self', does: 'fetch', request: 0 },
];

describe('no sequence of acts leads to another trusted role', () => {
  test.each(roles)('of five, alone, from: %s', (role) => {
    const start = worldOf(role);
    const found = search(start, 5, ({ next }) => gains(next, start).length > 0);
    expect(told(found)).toBe('nothing');
    if (role === 'administrator') expect(found.worlds).toBeGreaterThan(1000);
  });

  test('of five, by one approval in good faith, but to the account whose new password is approved; nor to a second person', () => {
    const start = worldOf('administrator', 1);
    const found = search(start, 5, (taken) => {
      const { next } = taken;
      const others = gains(next, start).filter((id) => !next.approvedPasswords.includes(id));
      return others.length > 0 || agreesWithHerself(taken);
    });
    expect(told(found)).toBe('nothing');
  });

  test('of three, from two accounts whose passwords she got by four approvals: they are one hand with her', () => {
    const acts = [...puppet('new1', 'administrator'), ...puppet('new2', 'auditor')];
    const start = worldAfter(worldOf('administrator', 4), acts);
    expect(gains(start, worldOf('administrator'))).toEqual(['new1', 'new2']);
    const found = search(
      start,
      3,
      (taken) => gains(taken.next, start).length > 0 || agreesWithHerself(taken),
    );
    expect(told(found)).toBe('nothing');
  });

  /** What leads from one password to another, and the one request that she could agree to herself. */
  const isAboutPasswords = ({ does }: Act): boolean => ['password', 'fetch', 'approve'].includes(does);

  test.each([
    ['a puppet, which can ask for its own password', puppet('new1', 'administrator'), []],
    [
      'a puppet, which can make the password of a second one',
      puppet('new1', 'administrator'),
      [
        { by: 'self', does: 'add', who: 'new2', role: 'auditor' },
        { by: 'auditor', does: 'approve', request: 0 },
      ],
    ],
    [
      'a puppet and somebody of the same role, whose passwords each can make',
      puppet('new1', 'administrator'),
      [
        { by: 'self', does: 'add', who: 'new2', role: 'administrator' },
        { by: 'auditor', does: 'approve', request: 0 },
      ],
    ],
  ] satisfies [string, Act[], Act[]][])(
    'of five about passwords, by two approvals in good faith, to a second person, from %s',
    (_, first, more) => {
      const acts = [...first, ...more];
      const given = acts.filter(({ by, does }) => by === 'auditor' && does === 'approve').length;
      const start = worldAfter(worldOf('administrator', given + 2), acts);
      const found = search(start, 5, agreesWithHerself, isAboutPasswords);
      expect(told(found)).toBe('nothing');
      expect(found.worlds).toBeGreaterThan(100);
    },
  );
});
