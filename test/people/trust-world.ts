import { approvalsContract } from '../../functions/areas/approvals/contract.ts';
import { erasureContract } from '../../functions/areas/erasure/contract.ts';
import { peopleContract } from '../../functions/areas/people/contract.ts';
import {
  needsTwoPersons,
  validateOwnAccess,
  validateOwnPassword,
} from '../../functions/areas/people/rules.ts';
import { reachOf } from '../../functions/shared/http/route-contract.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import { isWayIn } from '../../functions/shared/sign-ins/way-in.ts';
import {
  type KnownBy,
  knownByAfter,
  sameHandUntil,
} from '../../functions/shared/two-person/one-hand-rules.ts';
import {
  gainsTrust,
  isTrusted,
  twoPersonRule,
  validateDecider,
} from '../../functions/shared/two-person/two-person-rules.ts';

/**
 * The people of a programme as somebody sees them who wants another's role: whose password she knows, and what waits for a second person.
 * What an act does is decided by the programme's own rules and contracts; test/people/trust-routes.test.ts checks that the routes do the same.
 */

export type Account = {
  readonly role: Role;
  readonly disabled: boolean;
  readonly isVoid: boolean;
  /** The provider's user that alone may act as her; undefined: any. */
  readonly boundTo?: string;
  /** The provider's user of her sign-in name now. */
  readonly user?: string;
  /** Who could have known her passwords, as the programme notes it. */
  readonly passwordKnownBy?: KnownBy;
  /** The provider's users of whom the attacker has a token. */
  readonly tokens: readonly string[];
};

export type Request = {
  readonly matter: 'person' | 'sign_in' | 'person_erasure';
  readonly subject: string;
  readonly askedBy: string;
  /** What a request for access changes. */
  readonly gives?: { readonly role?: Role; readonly disabled?: boolean };
  readonly state: 'waiting' | 'approved';
};

export type World = {
  readonly accounts: Readonly<Record<string, Account>>;
  readonly requests: readonly Request[];
  /** How many approvals others may still give her in good faith. */
  readonly approvalsLeft: number;
  /** Whose new passwords others have approved. */
  readonly approvedPasswords: readonly string[];
};

export type Act =
  | { readonly by: string; readonly does: 'add'; readonly who: string; readonly role: Role }
  | { readonly by: string; readonly does: 'role'; readonly who: string; readonly role: Role }
  | { readonly by: string; readonly does: 'disabled'; readonly who: string; readonly disabled: boolean }
  | { readonly by: string; readonly does: 'password'; readonly who: string }
  | { readonly by: string; readonly does: 'fetch' | 'approve'; readonly request: number }
  | { readonly by: string; readonly does: 'erase'; readonly who: string };

/** What became of an act, with the world after it. */
export type Outcome = { readonly answer: 'done' | 'asked' | 'refused'; readonly world: World };

export const isHers = ({ disabled, isVoid, boundTo, tokens }: Account): boolean =>
  tokens.some((user) =>
    isWayIn({ access: { disabled }, isVoid, ...(boundTo === undefined ? {} : { userId: boundTo }) }, user),
  );

/** The roles on a route of the people, the approvals or the erasures. */
const contracts = { ...peopleContract, ...approvalsContract, ...erasureContract };
const mayCall = (route: keyof typeof contracts, { role, disabled }: Account): boolean =>
  !disabled && reachOf(contracts[route], { role, districts: [] }) !== null;

const now = new Date('2026-10-15T06:30:00Z');
/** Every password of the world is younger than the days that count. */
const handOf = (personId: string, { passwordKnownBy }: Account) => ({ personId, passwordKnownBy });

const put = (world: World, id: string, change: Partial<Account>): World => {
  const account = world.accounts[id];
  return account === undefined
    ? world
    : { ...world, accounts: { ...world.accounts, [id]: { ...account, ...change } } };
};
const ask = (world: World, request: Omit<Request, 'state'>): Outcome => {
  const isSame = (one: Request): boolean =>
    JSON.stringify({ ...one, state: '' }) === JSON.stringify({ ...request, state: '' });
  return world.requests.some(isSame)
    ? { answer: 'asked', world }
    : {
        answer: 'asked',
        world: { ...world, requests: [...world.requests, { ...request, state: 'waiting' }] },
      };
};
const refused = (world: World): Outcome => ({ answer: 'refused', world });
const done = (world: World): Outcome => ({ answer: 'done', world });

const newcomer = (role: Role): Account => ({ role, disabled: false, isVoid: false, tokens: [] });

/** She gets a password, which `by` sees: the attacker's if `by` is hers. `name` tells the users of one sign-in name apart. */
const give = (world: World, id: string, by: string): World => {
  const account = world.accounts[id];
  const maker = world.accounts[by];
  if (account === undefined || maker === undefined) return world;
  const isAnother = account.isVoid || account.user === undefined;
  const user = isAnother ? `${id}/${(account.user ?? '').length}${account.tokens.length}` : account.user;
  const isBound = account.isVoid || account.boundTo !== undefined;
  return put(world, id, {
    isVoid: false,
    user,
    ...(isBound && isAnother ? { boundTo: user } : {}),
    passwordKnownBy: knownByAfter(handOf(id, account), handOf(by, maker), now),
    tokens: isHers(maker) ? [...new Set([...account.tokens, user])] : account.tokens,
  });
};

/** Gives the access that was approved. */
const grant = (world: World, { subject, gives = {} }: Request): World => {
  const before = world.accounts[subject];
  if (before === undefined) {
    const { role } = gives;
    return role === undefined
      ? world
      : { ...world, accounts: { ...world.accounts, [subject]: newcomer(role) } };
  }
  const after = { ...before, ...gives };
  const ends = gainsTrust(after, before);
  const { boundTo: _, ...unbound } = before;
  const account = ends ? { ...unbound, ...gives, isVoid: true } : after;
  return {
    ...world,
    accounts: { ...world.accounts, [subject]: account },
    requests: ends
      ? world.requests.filter((one) => one.matter !== 'sign_in' || one.subject !== subject)
      : world.requests,
  };
};

const decide = (world: World, index: number, by: string): Outcome => {
  const request = world.requests[index];
  const decider = world.accounts[by];
  if (request?.state !== 'waiting' || decider === undefined || !mayCall('POST /api/approvals/{id}', decider))
    return refused(world);
  const asker = world.accounts[request.askedBy];
  const isBarred =
    validateDecider(request, { personId: by, role: decider.role }) !== undefined ||
    asker === undefined ||
    asker.disabled ||
    asker.role !== twoPersonRule[request.matter].asks ||
    sameHandUntil(handOf(request.askedBy, asker), handOf(by, decider), now) !== undefined;
  if (isBarred) return refused(world);
  const others = world.requests.filter((one) => one !== request);
  if (request.matter === 'sign_in')
    return done({ ...world, requests: [...others, { ...request, state: 'approved' }] });
  if (request.matter === 'person') return done(grant({ ...world, requests: others }, request));
  const { [request.subject]: _, ...accounts } = world.accounts;
  return done({ ...world, accounts, requests: others.filter(({ subject }) => subject !== request.subject) });
};

const change = (world: World, by: string, who: string, gives: NonNullable<Request['gives']>): Outcome => {
  const before = world.accounts[who];
  const caller = world.accounts[by];
  if (before === undefined || caller === undefined || !mayCall('PATCH /api/users/{id}', caller))
    return refused(world);
  const after = { ...before, ...gives };
  if (after.role === before.role && after.disabled === before.disabled) return done(world);
  const person = { personId: by, role: caller.role, collectives: [], districts: [], locale: 'en' as const };
  if (validateOwnAccess(person, who, Object.keys(gives)) !== undefined) return refused(world);
  // Other districts of a coordinator are tried in test/two-person/two-person-rules.test.ts.
  return needsTwoPersons({ ...after, districts: [] }, { ...before, districts: [] })
    ? ask(world, { matter: 'person', subject: who, askedBy: by, gives })
    : done(put(world, who, gives));
};

const password = (world: World, by: string, who: string): Outcome => {
  const [account, caller] = [world.accounts[who], world.accounts[by]];
  const route = 'POST /api/users/{id}/one-time-password';
  const isOwn = validateOwnPassword({ personId: by }, who) !== undefined;
  if (account === undefined || caller === undefined || !mayCall(route, caller) || account.disabled || isOwn)
    return refused(world);
  return isTrusted(account.role)
    ? ask(world, { matter: 'sign_in', subject: who, askedBy: by })
    : done(give(world, who, by));
};

const fetchPassword = (world: World, by: string, index: number): Outcome => {
  const request = world.requests[index];
  const [account, caller] = [world.accounts[request?.subject ?? ''], world.accounts[by]];
  const isReady = request?.matter === 'sign_in' && request.state === 'approved' && request.askedBy === by;
  const route = 'POST /api/users/{id}/one-time-password';
  if (
    !isReady ||
    account === undefined ||
    caller === undefined ||
    account.disabled ||
    !mayCall(route, caller)
  )
    return refused(world);
  const requests = world.requests.filter((one) => one !== request);
  return done(give({ ...world, requests }, request.subject, by));
};

/** Carries an act out by the programme's rules. */
export const carryOut = (world: World, act: Act): Outcome => {
  const caller = world.accounts[act.by];
  if (caller === undefined) return refused(world);
  switch (act.does) {
    case 'add': {
      if (world.accounts[act.who] !== undefined || !mayCall('POST /api/users', caller)) return refused(world);
      const person = newcomer(act.role);
      return needsTwoPersons({ ...person, districts: [] })
        ? ask(world, {
            matter: 'person',
            subject: act.who,
            askedBy: act.by,
            gives: { role: act.role, disabled: false },
          })
        : done({ ...world, accounts: { ...world.accounts, [act.who]: person } });
    }
    case 'role':
      return change(world, act.by, act.who, { role: act.role });
    case 'disabled':
      return change(world, act.by, act.who, { disabled: act.disabled });
    case 'password':
      return password(world, act.by, act.who);
    case 'fetch':
      return fetchPassword(world, act.by, act.request);
    case 'approve':
      return decide(world, act.request, act.by);
    case 'erase': {
      const isThere = world.accounts[act.who] !== undefined;
      return isThere && mayCall('POST /api/users/{id}/erasure', caller)
        ? ask(world, { matter: 'person_erasure', subject: act.who, askedBy: act.by })
        : refused(world);
    }
  }
};

/** The trusted roles, and one that stands for all others: no rule about access tells these apart. */
const givenRoles = ['administrator', 'coordinator', 'auditor', 'caseworker'] as const;
/** The people whom she can add, one after the other. */
const newcomers = ['new1', 'new2'];

/** Every act of the accounts that are hers, and every approval that others can still give her in good faith. */
export const actsIn = (world: World): Act[] => {
  const ids = Object.keys(world.accounts);
  const own = ids.filter((id) => isHers(world.accounts[id] ?? newcomer('funder')));
  const next = newcomers.find((id) => world.accounts[id] === undefined);
  const acts = own.flatMap((by): Act[] => [
    ...(next === undefined ? [] : givenRoles.map((role): Act => ({ by, does: 'add', who: next, role }))),
    ...ids.flatMap((who): Act[] => [
      ...givenRoles.map((role): Act => ({ by, does: 'role', who, role })),
      { by, does: 'disabled', who, disabled: !(world.accounts[who]?.disabled ?? false) },
      { by, does: 'password', who },
      { by, does: 'erase', who },
    ]),
    ...world.requests.flatMap((_, request): Act[] => [
      { by, does: 'approve', request },
      { by, does: 'fetch', request },
    ]),
  ]);
  const others = world.approvalsLeft === 0 ? [] : ids.filter((id) => !own.includes(id));
  return [
    ...acts,
    ...others.flatMap((by) => world.requests.map((_, request): Act => ({ by, does: 'approve', request }))),
  ];
};

/** Carries an act out, and counts it if it is an approval that somebody else gives. */
export const step = (world: World, act: Act): Outcome => {
  const account = world.accounts[act.by];
  const isGiven = account !== undefined && !isHers(account);
  const outcome = carryOut(world, act);
  if (!isGiven) return outcome;
  const request = act.does === 'approve' ? world.requests[act.request] : undefined;
  const approvedPasswords = [
    ...world.approvedPasswords,
    ...(request?.matter === 'sign_in' ? [request.subject] : []),
  ];
  const approvalsLeft = world.approvalsLeft - 1;
  return { ...outcome, world: { ...outcome.world, approvalsLeft, approvedPasswords } };
};

/** The programme as she finds it, with one account of her own. */
export const worldOf = (role: Role, approvalsLeft = 0): World => {
  const other = (theirs: Role, id: string): Account => ({ ...newcomer(theirs), user: `${id}/own` });
  return {
    accounts: {
      self: { ...newcomer(role), user: 'self/own', tokens: ['self/own'] },
      administrator: other('administrator', 'administrator'),
      auditor: other('auditor', 'auditor'),
      caseworker: other('caseworker', 'caseworker'),
    },
    requests: [],
    approvalsLeft,
    approvedPasswords: [],
  };
};
