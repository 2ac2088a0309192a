import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type ApiRoute, chapters } from '../../functions/gateway/api/contracts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { routesOf } from '../../functions/shared/http/route-contract.ts';
import { type Place, type Role, type Row, roles } from './authorisation/expectations.ts';
import { by, createRecords, get, post, type Records, text } from './authorisation/records.ts';
import { rows } from './authorisation/rows.ts';
import { addAreaCoordinator, settle } from './authorisation/settle.ts';
import { caseOf, childOf, memberOf, type Sent } from './bodies.ts';
import { type Scene, startScene } from './scene.ts';

/**
 * What a withdrawn consent makes of each route, as the design says it and not as the code has it: each role on each route, about a woman who has given her
 * consent to the services, withdrawn it, withdrawn it but for a case, and given it again. A route without its entry does not compile.
 */

/** 422 `consent_withdrawn`. */
type Answer = number | 'stopped';
type Answers = Partial<Record<Role, Answer>>;
/** What differs from the answers while the consent stands; `continuing`: while a case of hers goes on, if that differs from `withdrawn`. */
type Changes = {
  readonly withdrawn: Answers;
  readonly continuing?: Answers;
  /** What is sent instead of what the authorisation's row sends. */
  readonly send?: Row['send'];
  /** Whether it is about one woman, so that it is tried in each state. */
  readonly isAboutHer?: true;
};

const all = <Route extends ApiRoute>(change: Changes, routes: readonly Route[]) =>
  Object.fromEntries(routes.map((route) => [route, change])) as Record<Route, Changes>;
/** It concerns her, and goes on. What is shown is looked at below. */
const goesOn = <Route extends ApiRoute>(...routes: readonly Route[]) =>
  all({ withdrawn: {}, isAboutHer: true }, routes);
/** It is the same for everybody: tried once, while the woman whom it may name has withdrawn her consent. */
const same = <Route extends ApiRoute>(...routes: readonly Route[]) => all({ withdrawn: {} }, routes);

/** Whoever works on her is refused; a caseworker does not find her. */
const stops: Changes = {
  withdrawn: { leader: 'stopped', caseworker: 404, coordinator: 'stopped' },
  isAboutHer: true,
};
/** A caseworker does not find her, but for a case that goes on. */
const hides: Changes = { withdrawn: { caseworker: 404 }, continuing: {}, isAboutHer: true };
/** A case that has stopped: the coordinator alone still reads it. */
const hidesCase: Changes = { withdrawn: { leader: 404, caseworker: 404 }, continuing: {}, isAboutHer: true };
const stopsInCase: Changes = { ...stops, continuing: {} };

const changes: Readonly<Record<ApiRoute, Changes>> = {
  'PATCH /api/members/{id}': {
    ...stops,
    // Never the value that she has.
    send: async ({ member }, { versionOf }) => ({
      method: 'PATCH',
      path: `/api/members/${member}`,
      body: { mandal: `Mandal ${newId().slice(-6)}` },
      version: await versionOf(by('coordinator'), `/api/members/${member}`),
    }),
  },
  'POST /api/members/{id}/children': stops,
  'PUT /api/members/{id}/children/{childId}': stops,
  'POST /api/members/{id}/children/{childId}/schooling': stops,
  'POST /api/members/{id}/offices': stops,
  'POST /api/members/{id}/talks': stops,
  'POST /api/cases': stops,
  'PATCH /api/cases/{id}': stopsInCase,
  'POST /api/cases/{id}/events': stopsInCase,
  // What waits is no case that goes on.
  'POST /api/cases/{id}/take': { withdrawn: { caseworker: 404 }, isAboutHer: true },
  // Her leader no longer reaches her own urgent case; where it goes on, she needs no glass.
  'POST /api/break-glass': {
    withdrawn: { leader: 'stopped', caseworker: 404 },
    continuing: {},
    isAboutHer: true,
  },
  'PUT /api/outreach/{id}/roster': {
    withdrawn: { coordinator: 'stopped' },
    isAboutHer: true,
    send: async (place, { newOutreachOf }) => ({
      method: 'PUT',
      path: `/api/outreach/${await newOutreachOf(place)}/roster`,
      body: { participants: [{ memberId: place.member, role: 'participant' }] },
      version: 1,
    }),
  },

  'GET /api/members/{id}': hides,
  'GET /api/members/{id}/savings': hides,
  'GET /api/members/{id}/cases': hides,
  'GET /api/members/{id}/talks': hides,
  'POST /api/members/{id}/requests': hides,
  'GET /api/cases/{id}': hidesCase,
  'GET /api/cases/{id}/events': hidesCase,
  'GET /api/cases/{id}/readings': hidesCase,

  ...goesOn(
    'GET /api/members',
    'POST /api/members/search',
    'GET /api/cases',
    'GET /api/agenda',
    'GET /api/cases/unassigned',
    'GET /api/me/pack',
    'GET /api/members/{id}/record',
    // Her own word, and what undoes.
    'POST /api/members/{id}/consents',
    'POST /api/members/{id}/offices/{officeId}/end',
    'POST /api/members/{id}/requests/{requestId}/steps',
    'POST /api/members/{id}/reversals',
    'POST /api/break-glass/{id}/end',
  ),
  ...same(
    'GET /api/snapshots/preview',
    'GET /api/findings',
    'POST /api/users/{id}/case-handover',
    'POST /api/exports',
    'POST /api/members/{id}/exit',
    'POST /api/members/{id}/erasure',
    'GET /api/requests',
    'GET /api/break-glass',
    'GET /api/break-glass/refused',
    // Which records are hers.
    'GET /api/same-women',
    'POST /api/same-women',
    'POST /api/same-women/{id}/decision',
    'POST /api/same-women/{id}/parting',
    // What is asked of the State names no woman.
    'GET /api/demands',
    'GET /api/demands/{id}',
    'POST /api/demands',
    'POST /api/demands/{id}/reversal',
    'POST /api/demands/{id}/steps',
    // Recordings of the client’s texts.
    'GET /api/voice/{spokenIn}',
    'GET /api/voice/{spokenIn}/{textSha256}/{sha256}',
    'POST /api/voice/{spokenIn}/{textSha256}',
    'POST /api/voice/{spokenIn}/{textSha256}/decision',
    'POST /api/voice/{spokenIn}/{textSha256}/removal',
    // What the desk asks of a group goes on.
    'POST /api/collectives/{id}/questions',
    'GET /api/collectives/{id}/questions',
    'POST /api/collectives/{id}/questions/{questionId}/answers',
    'POST /api/collectives/{id}/questions/{questionId}/closing',
    'GET /api/questions',
    // The group's books.
    'POST /api/collectives/{id}/meetings',
    'GET /api/collectives/{id}/meetings',
    'GET /api/collectives/{id}/meetings/{meetingId}',
    'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
    'GET /api/collectives/{id}/ledger',
    'GET /api/collectives/{id}/accounts',
    'POST /api/collectives/{id}/vouchers',
    'GET /api/collectives/{id}/vouchers',
    'GET /api/collectives/{id}/vouchers/{voucherId}',
    'POST /api/collectives/{id}/vouchers/{voucherId}/reversal',
    'POST /api/collectives/{id}/borrowings',
    'GET /api/collectives/{id}/borrowings',
    'POST /api/collectives/{id}/opening',
    'GET /api/collectives/{id}/opening',
    'POST /api/collectives/{id}/moves',
    'GET /api/collectives/{id}/moves',
    'POST /api/collectives/{id}/moves/{moveId}/reversal',
    // What concerns no woman, and what is new.
    'POST /api/members',
    'POST /api/collectives',
    'GET /api/collectives',
    'GET /api/collective-overviews',
    'GET /api/collectives/{id}',
    'PATCH /api/collectives/{id}',
    'POST /api/outreach',
    'GET /api/outreach',
    'POST /api/outreach/{id}/reversal',
    'GET /api/log-digests',
    'POST /api/codes',
    'GET /api/journal',
    'GET /api/access-log',
    'POST /api/users/{id}/erasure',
    'GET /api/erasures',
    'GET /api/erasures/{id}',
    'POST /api/data-handovers',
    'GET /api/data-handovers',
    'GET /api/data-handovers/{id}',
    'GET /api/approvals',
    'POST /api/approvals/{id}',
    'POST /api/approvals/{id}/withdrawal',
    'GET /api/health',
    'GET /api/health/state',
    'POST /api/health/drills',
    'GET /api/openapi.json',
    'GET /api/me',
    'POST /api/me/device-keys',
    'POST /api/me/device-keys/open',
    'POST /api/me/devices',
    'POST /api/device/contact',
    'POST /api/device/unlock',
    'GET /api/phones',
    'GET /api/users/{id}/devices',
    'POST /api/users/{id}/devices/{deviceId}/revocation',
    'GET /api/assignees',
    'GET /api/assignable-collectives',
    'GET /api/actors',
    'GET /api/users',
    'POST /api/users',
    'GET /api/users/{id}',
    'PATCH /api/users/{id}',
    'POST /api/users/{id}/one-time-password',
    'PUT /api/targets/{financialYear}',
    'GET /api/targets/{financialYear}',
    'PUT /api/baselines',
    'GET /api/baselines',
    'PUT /api/narratives/{month}',
    'GET /api/narratives/{month}',
    'POST /api/programme/terms',
    'GET /api/programme',
    'GET /api/snapshots',
    'GET /api/snapshots/{month}',
    'GET /api/snapshots/{month}/versions/{version}',
    'GET /api/snapshots/{month}/files/{name}',
    'POST /api/snapshots/{month}/corrections',
    'POST /api/snapshots/{month}/explanations',
    'GET /api/snapshots/{month}/explanations',
    'GET /api/cash-differences',
  ),
};

const contracts = new Map<string, ReturnType<typeof routesOf>[number][1]>(
  chapters.flatMap(({ contract }) => routesOf(contract)),
);

/** While it is given for the first time, the matrix of authorisation tries each route. */
const states = ['withdrawn', 'continuing', 'given again'] as const;
type State = (typeof states)[number];
type Woman = Place & { readonly urgent: string };

let scene: Scene;
let records: Records;
let base: Place;
/** A coordinator of the woman's district. What stops for the state's coordinator stops for her. */
let areaCoordinator: string;
const askerOf = (role: Role): string => (role === 'areaCoordinator' ? areaCoordinator : by(role));
/** The role whose changes hold for a role. */
const asRole = (role: Role) => (role === 'areaCoordinator' ? 'coordinator' : role);
/** A woman in each state, of whom everybody only reads. */
let known: Readonly<Record<State, Woman>>;

beforeAll(async () => {
  scene = await startScene();
  records = createRecords(scene);
  base = await settle(scene, 'own', 'Guntur', by('leader'), by('caseworker'));
  areaCoordinator = await addAreaCoordinator(scene, [base.district]);
  await scene.publish('2026-10');
  known = {
    withdrawn: await womanIn('withdrawn'),
    continuing: await womanIn('continuing'),
    'given again': await womanIn('given again'),
  };
}, 180_000);
afterAll(() => scene.close());

const consent = (given: boolean, continues?: readonly string[]) => ({
  id: newId(),
  purpose: 'services',
  given,
  on: '2026-11-10',
  method: 'spoken',
  noticeVersion: '2',
  ...(continues === undefined ? {} : { continues }),
});

/** A woman of the leader's group and the caseworker's district, with a child, a case that the leader opened, and an urgent one. */
const newWoman = async (): Promise<Woman> => {
  const member = memberOf(base.collective, base.district);
  await scene.must(by('leader'), post('/api/members', member));
  const child = childOf();
  const opened = caseOf(member.id, { assignedTo: by('caseworker') });
  const urgent = caseOf(member.id, { assignedTo: by('caseworker'), priority: 'urgent' });
  await scene.must(by('leader'), post(`/api/members/${member.id}/children`, child));
  await scene.must(by('leader'), post('/api/cases', opened));
  const { code } = await scene.must(by('leader'), post('/api/cases', urgent));
  return {
    ...base,
    member: member.id,
    child: child.id,
    case: opened.id,
    urgent: urgent.id,
    code: text(code),
  };
};

const setState = async (woman: Woman, state: State): Promise<void> => {
  const tell = (body: object) =>
    scene.must(by('leader'), post(`/api/members/${woman.member}/consents`, body));
  if (state === 'withdrawn' || state === 'given again') await tell(consent(false));
  if (state === 'continuing') await tell(consent(false, [woman.case, woman.urgent]));
  if (state === 'given again') await tell(consent(true));
};

const womanIn = async (state: State): Promise<Woman> => {
  const woman = await newWoman();
  await setState(woman, state);
  return woman;
};

/** Whether it stores nothing about her, so that all routes can ask about one woman. */
const onlyReads = (route: string): boolean =>
  route.startsWith('GET ') || route === 'POST /api/members/search';

const answerWhileGiven = ({ who }: Row, role: Role): Answer | undefined => {
  if (who === 'anyone') return 200;
  if (who === 'device') return 403;
  const answers = who[role];
  return typeof answers === 'number' ? answers : answers.own;
};

const expectedOf = (row: Row, change: Changes, role: Role, state: State): Answer | undefined => {
  const changed = state === 'continuing' ? (change.continuing ?? change.withdrawn) : change.withdrawn;
  const isChanged = state === 'withdrawn' || state === 'continuing';
  return (isChanged ? changed[asRole(role)] : undefined) ?? answerWhileGiven(row, role);
};

const problem = z.object({ code: z.string() });
const gotOf = ({ status, text: body }: { status: number; text: string }): Answer =>
  status === 422 && problem.parse(JSON.parse(body)).code === 'consent_withdrawn' ? 'stopped' : status;

/** All objects in an answer that tell of the woman. */
const tellingOf = (value: unknown, id: string): object[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((one) => tellingOf(one, id));
  return Reflect.get(value, 'id') === id ? [value, ...inner] : inner;
};

/** What an answer shows of a woman that it may not. */
const tracesIn = (role: Role, state: State, woman: Woman, body: string): string[] => {
  if (role === 'leader' || asRole(role) === 'coordinator') {
    return tellingOf(JSON.parse(body), woman.member).flatMap((one) =>
      ['children', 'offices', 'category'].filter((field) => field in one),
    );
  }
  if (role !== 'caseworker') return [];
  const hers = state === 'withdrawn' ? [woman.member, woman.case, woman.urgent] : [];
  return hers.filter((id) => body.includes(id));
};

// First, while few women fill its pages.
test('a caseworker’s own lists of members, cases and dates hold nothing of a woman who has withdrawn', async () => {
  const woman = await newWoman();
  const due = { id: newId(), type: 'follow_up', on: '2026-11-01', due: '2026-11-20' };
  await scene.must(by('caseworker'), post(`/api/cases/${woman.case}/events`, due));
  const lists = [
    get('/api/members?limit=100'),
    post('/api/members/search', { q: 'నీలిమ తోట' }),
    get('/api/cases?limit=100'),
    get(`/api/cases?code=${woman.code}`),
    get('/api/agenda'),
  ];
  const found = async () =>
    Promise.all(
      lists.map(async (sent) => {
        const { status, text: body } = await scene.sendAs(by('caseworker'), sent);
        expect(status).toBe(200);
        return [woman.member, woman.case, woman.urgent].some((id) => body.includes(id));
      }),
    );
  expect(await found()).toEqual([true, true, true, true, true]);
  await setState(woman, 'withdrawn');
  expect(await found()).toEqual([false, false, false, false, false]);
  await setState(woman, 'given again');
  expect(await found()).toEqual([true, true, true, true, true]);
});

describe.each(Object.entries(changes))('%s', (route, change) => {
  const row = rows[route] as Row;
  const hasVersion = contracts.get(route)?.ifMatch === true;
  const needsOwnWoman = change.isAboutHer === true && !onlyReads(route);
  const admitted = roles.filter((role) => answerWhileGiven(row, role) !== 403);
  const tried: readonly State[] = change.isAboutHer ? states : ['withdrawn'];

  test.runIf(admitted.length > 0).each(tried)('while her consent is %s', async (state) => {
    const send = change.send ?? row.send;
    const woman = needsOwnWoman ? await newWoman() : known[state];
    const isRefused = (role: Role) => {
      const answer = expectedOf(row, change, role, state);
      return answer === 'stopped' || (answer ?? 0) >= 400;
    };
    // Who is refused first, so that nobody's act makes her answer.
    const asking = [...admitted].sort((a, b) => Number(isRefused(b)) - Number(isRefused(a)));
    // What is sent is prepared while her consent stands; only a version is read afterwards.
    const early = new Map<Role, Sent>();
    if (needsOwnWoman) {
      if (!hasVersion) for (const role of asking) early.set(role, await send(woman, records));
      await setState(woman, state);
    }
    const results = new Map<Role, { answer: Answer; traces: string[] }>();
    for (const role of asking) {
      const answer = await scene.sendAs(askerOf(role), early.get(role) ?? (await send(woman, records)));
      const isTold = answer.status < 300 && answer.text.startsWith('{') && state !== 'given again';
      const traces = isTold ? tracesIn(role, state, woman, answer.text) : [];
      results.set(role, { answer: gotOf(answer), traces });
    }
    const expected = new Map(
      admitted.map((role) => [role, { answer: expectedOf(row, change, role, state), traces: [] }]),
    );
    expect(results).toEqual(expected);
  });
});
