import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/domain/ids.ts';
import { roles as knownRoles } from '../../functions/domain/roles.ts';
import type { KeyCall } from '../../lib/access.ts';
import { allFunctions } from '../../lib/functions/all.ts';
import { areas } from '../../lib/functions/with-routes.ts';
import { actRarely } from './rare-acts.ts';
import {
  caseOf,
  childOf,
  collectiveOf,
  meetingOf,
  memberOf,
  openingOf,
  outreachOf,
  people,
  personOf,
  type Scene,
  type Sent,
  startScene,
  unknownId,
  voucherOf,
} from './scene.ts';

/**
 * Who may do what, as the design says it and not as the code has it: every role on every route, on what is hers, on what
 * is another's, and on what does not exist; and every route for somebody without a token that counts.
 */

const roles = ['leader', 'caseworker', 'coordinator', 'administrator', 'auditor', 'funder'] as const;
type Role = (typeof roles)[number];

/** `own` is what the leader's collectives and the caseworker's district and cases hold. */
type Scope = 'own' | 'other' | 'unknown';
type Answers = number | Readonly<Partial<Record<Scope, number>>>;

type Place = {
  readonly scope: Scope;
  readonly collective: string;
  readonly district: string;
  readonly member: string;
  readonly child: string;
  readonly meeting: string;
  readonly case: string;
  /** The code of an urgent case: her own, one that isn't hers, one that isn't there. */
  readonly code: string;
  readonly person: string;
  readonly month: string;
};

type Row = {
  /** Where the route names no record, one scope is enough. */
  readonly scopes: readonly Scope[];
  readonly send: (place: Place) => Sent | Promise<Sent>;
  readonly who: Readonly<Record<Role, Answers>> | 'anyone' | 'device';
};

const all: readonly Scope[] = ['own', 'other', 'unknown'];
const one: readonly Scope[] = ['own'];
const there: readonly Scope[] = ['own', 'unknown'];

/** Whoever is not named is not allowed on the route at all. */
const only = (named: Partial<Record<Role, Answers>>): Readonly<Record<Role, Answers>> => ({
  leader: 403,
  caseworker: 403,
  coordinator: 403,
  administrator: 403,
  auditor: 403,
  funder: 403,
  ...named,
});

const everyone = (status: number): Readonly<Record<Role, Answers>> =>
  only({
    leader: status,
    caseworker: status,
    coordinator: status,
    administrator: status,
    auditor: status,
    funder: status,
  });

/** On her own it succeeds; another's is as one that does not exist. */
const hers = (status: number): Answers => ({ own: status, other: 404, unknown: 404 });
/** Everything that exists. */
const every = (status: number): Answers => ({ own: status, other: status, unknown: 404 });
/** A body that names what is not hers, or what does not exist: which of both it is, she isn't told. */
const herBody = (status: number): Answers => ({ own: status, other: 403, unknown: 403 });

const fieldWork = (status: number) => only({ leader: hers(status), coordinator: every(status) });
const memberReading = only({ leader: hers(200), caseworker: hers(200), coordinator: every(200) });
const caseWork = (status: number) =>
  only({ leader: hers(status), caseworker: hers(status), coordinator: every(status) });

let scene: Scene;
let places: Readonly<Record<Scope, Place>>;
/** A case of a member of the leader's collective, in the caseworker's district, that is neither's. */
let colleaguesCase: string;
/** Tokens that don't count, made once: a key of one's own is the dearest of them. */
let badTokens: Readonly<Record<string, string | null>>;

const text = (value: unknown): string => z.string().parse(value);
const get = (path: string): Sent => ({ method: 'GET', path });
const post = (path: string, body: unknown): Sent => ({ method: 'POST', path, body });

const by = (person: keyof typeof people): string => text(people[person]);
const versionOf = async (personId: string, path: string): Promise<number> => {
  const { status, text: body } = await scene.sendAs(personId, get(path));
  return status === 200 ? z.object({ version: z.number() }).parse(JSON.parse(body)).version : 1;
};
/** A new member in a place, for what can be done to a member once only; where there is none, none. */
const newMemberOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const member = memberOf(place.collective, place.district);
  await scene.must(by('coordinator'), post('/api/members', member));
  return member.id;
};
const officeOf = () => ({
  id: newId(),
  body: 'district_forum',
  office: 'treasurer',
  from: '2026-10-01',
});
const requestOf = () => ({ id: newId(), kind: 'access', on: '2026-10-05', via: 'spoken' });
const newRequestOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const request = requestOf();
  await scene.must(by('coordinator'), post(`/api/members/${place.member}/requests`, request));
  return request.id;
};
const newOfficeOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const office = officeOf();
  await scene.must(by('coordinator'), post(`/api/members/${place.member}/offices`, office));
  return office.id;
};
const newPersonOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const person = personOf('leader');
  await scene.must(by('administrator'), post('/api/users', person));
  return person.id;
};
const newDeviceOf = async (place: Place): Promise<{ person: string; device: string }> => {
  const person = await newPersonOf(place);
  const device = { id: newId(), secret: 's'.repeat(43) };
  if (place.scope !== 'unknown') await scene.must(person, post('/api/me/devices', device));
  return { person, device: device.id };
};
const newApprovalOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const body = { id: newId(), reason: 'she asked for it' };
  await scene.must(by('auditor'), post(`/api/members/${await newMemberOf(place)}/erasure`, body));
  return body.id;
};
const recipientKey = 'age1vfvzuzhfz7j94mzke4r0wxrq4l5vh4xmpeh7lf5435qp3r6r63msdtfd6f';
const newHandoverOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const body = { id: newId(), recipientKey };
  await scene.must(by('administrator'), post('/api/data-handovers', body));
  return body.id;
};
const newMeetingOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const meeting = meetingOf(place.member);
  await scene.must(by('coordinator'), post(`/api/collectives/${place.collective}/meetings`, meeting));
  return meeting.id;
};
/** A group whose books have not begun. */
const newCollectiveOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const collective = collectiveOf(place.district);
  await scene.must(by('coordinator'), post('/api/collectives', collective));
  return collective.id;
};
const newVoucherOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const voucher = voucherOf();
  await scene.must(by('coordinator'), post(`/api/collectives/${place.collective}/vouchers`, voucher));
  return voucher.id;
};
/** An urgent case that nobody has. */
const newWaitingCaseOf = async (place: Place): Promise<string> => {
  if (place.scope === 'unknown') return unknownId;
  const opened = caseOf(place.member, { priority: 'urgent' });
  await scene.must(by('coordinator'), post('/api/cases', opened));
  return opened.id;
};
const note = () => ({ id: newId(), type: 'note', on: '2026-10-05', text: 'బాగుంది' });

const rows: Readonly<Record<string, Row>> = {
  'GET /api/health': { scopes: one, send: () => get('/api/health'), who: 'anyone' },
  'GET /api/openapi.json': { scopes: one, send: () => get('/api/openapi.json'), who: 'anyone' },
  'GET /api/me': { scopes: one, send: () => get('/api/me'), who: everyone(200) },

  'POST /api/me/device-keys': {
    scopes: one,
    send: () => post('/api/me/device-keys', { id: newId(), key: 'k'.repeat(43) }),
    who: only({ leader: 200, caseworker: 200, coordinator: 200 }),
  },
  'POST /api/me/devices': {
    scopes: one,
    send: () => post('/api/me/devices', { id: newId(), secret: 's'.repeat(43) }),
    who: only({ leader: 201 }),
  },
  // No person's token is one of a device, whatever she may do.
  'POST /api/device/contact': {
    scopes: one,
    send: () => post('/api/device/contact', { waiting: 0 }),
    who: 'device',
  },
  'POST /api/device/unlock': {
    scopes: one,
    send: () => post('/api/device/unlock', { proof: 'p'.repeat(43), waiting: 0 }),
    who: 'device',
  },
  // A key that was sealed for somebody else.
  'POST /api/me/device-keys/open': {
    scopes: one,
    send: () => post('/api/me/device-keys/open', { id: newId(), sealed: 'v1.x' }),
    who: only({ leader: 422, caseworker: 422, coordinator: 422 }),
  },

  'POST /api/collectives': {
    scopes: one,
    send: () => post('/api/collectives', collectiveOf('Guntur')),
    who: only({ coordinator: 201 }),
  },
  'GET /api/collectives': {
    scopes: one,
    send: () => get('/api/collectives'),
    who: only({ leader: 200, coordinator: 200 }),
  },
  'GET /api/collectives/{id}': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}`),
    who: fieldWork(200),
  },
  'PATCH /api/collectives/{id}': {
    scopes: all,
    send: async ({ collective }) => ({
      method: 'PATCH',
      path: `/api/collectives/${collective}`,
      body: { usualDepositPaise: Math.floor(Math.random() * 1e6) },
      version: await versionOf(by('coordinator'), `/api/collectives/${collective}`),
    }),
    who: fieldWork(200),
  },

  'POST /api/members': {
    scopes: all,
    send: ({ collective, district }) => post('/api/members', memberOf(collective, district)),
    who: only({ leader: herBody(201), coordinator: { own: 201, other: 201, unknown: 422 } }),
  },
  'GET /api/members': {
    scopes: all,
    send: ({ collective }) => get(`/api/members?collectiveId=${collective}`),
    // A caseworker's and a coordinator's list is empty where there is nothing for them.
    who: only({ leader: hers(200), caseworker: 200, coordinator: 200 }),
  },
  'POST /api/members/search': {
    scopes: one,
    send: () => post('/api/members/search', { q: 'నీలిమ' }),
    who: only({ leader: 200, caseworker: 200, coordinator: 200 }),
  },
  'GET /api/members/{id}': {
    scopes: all,
    send: ({ member }) => get(`/api/members/${member}`),
    who: memberReading,
  },
  'PATCH /api/members/{id}': {
    scopes: all,
    send: async ({ member }) => ({
      method: 'PATCH',
      path: `/api/members/${member}`,
      body: { birthYear: 1960 + Math.floor(Math.random() * 40) },
      version: await versionOf(by('coordinator'), `/api/members/${member}`),
    }),
    who: fieldWork(200),
  },
  'POST /api/members/{id}/consents': {
    scopes: all,
    send: ({ member }) =>
      post(`/api/members/${member}/consents`, {
        id: newId(),
        purpose: 'reporting',
        given: true,
        on: '2026-10-01',
        method: 'spoken',
        noticeVersion: '2',
      }),
    who: fieldWork(201),
  },
  'POST /api/members/{id}/children': {
    scopes: all,
    send: ({ member }) => post(`/api/members/${member}/children`, childOf()),
    who: fieldWork(201),
  },
  'PUT /api/members/{id}/children/{childId}': {
    scopes: all,
    send: ({ member, child }) => ({
      method: 'PUT',
      path: `/api/members/${member}/children/${child}`,
      body: { birthYear: 2015, gender: 'female', inSchool: false },
    }),
    who: fieldWork(200),
  },
  'POST /api/members/{id}/children/{childId}/schooling': {
    scopes: all,
    send: ({ member, child }) =>
      post(`/api/members/${member}/children/${child}/schooling`, {
        id: newId(),
        on: '2026-10-01',
        status: 'irregular',
      }),
    who: fieldWork(201),
  },
  'POST /api/members/{id}/offices': {
    scopes: all,
    send: ({ member }) => post(`/api/members/${member}/offices`, officeOf()),
    who: fieldWork(201),
  },
  'POST /api/members/{id}/offices/{officeId}/end': {
    scopes: all,
    send: async (place) =>
      post(`/api/members/${place.member}/offices/${await newOfficeOf(place)}/end`, { on: '2026-10-02' }),
    who: fieldWork(201),
  },
  'POST /api/members/{id}/requests': {
    scopes: all,
    send: ({ member }) => post(`/api/members/${member}/requests`, requestOf()),
    who: only({ leader: hers(201), caseworker: hers(201), coordinator: every(201), auditor: every(201) }),
  },
  'POST /api/members/{id}/requests/{requestId}/steps': {
    scopes: all,
    send: async (place) =>
      post(`/api/members/${place.member}/requests/${await newRequestOf(place)}/steps`, {
        id: newId(),
        on: '2026-10-06',
        step: 'acknowledged',
      }),
    who: only({ coordinator: every(201), auditor: every(201) }),
  },
  'GET /api/requests': {
    scopes: one,
    send: () => get('/api/requests'),
    who: only({ leader: 200, coordinator: 200, auditor: 200 }),
  },
  'PUT /api/outreach/{id}/roster': {
    scopes: there,
    send: async (place) => {
      const held = outreachOf();
      if (place.scope !== 'unknown') await scene.must(by('coordinator'), post('/api/outreach', held));
      return {
        method: 'PUT',
        path: `/api/outreach/${place.scope === 'unknown' ? unknownId : held.id}/roster`,
        body: { participants: [] },
        version: 1,
      };
    },
    who: only({ coordinator: { own: 200, unknown: 404 } }),
  },
  'POST /api/members/{id}/reversals': {
    scopes: all,
    send: async (place) =>
      post(`/api/members/${place.member}/reversals`, {
        id: newId(),
        of: await newRequestOf(place),
        reason: 'twice',
      }),
    who: only({ leader: hers(201), coordinator: every(201), auditor: every(201) }),
  },
  'POST /api/members/{id}/exit': {
    scopes: all,
    send: async (place) =>
      post(`/api/members/${await newMemberOf(place)}/exit`, { exitedOn: '2026-10-02', reason: 'moved' }),
    who: fieldWork(201),
  },

  'POST /api/collectives/{id}/meetings': {
    scopes: all,
    send: ({ collective, member }) => post(`/api/collectives/${collective}/meetings`, meetingOf(member)),
    who: fieldWork(201),
  },
  'GET /api/collectives/{id}/meetings': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/meetings`),
    who: fieldWork(200),
  },
  'GET /api/collectives/{id}/meetings/{meetingId}': {
    scopes: all,
    send: ({ collective, meeting }) => get(`/api/collectives/${collective}/meetings/${meeting}`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal': {
    scopes: all,
    send: async (place) =>
      post(`/api/collectives/${place.collective}/meetings/${await newMeetingOf(place)}/reversal`, {
        id: newId(),
        reason: 'a slip',
      }),
    who: fieldWork(201),
  },
  'GET /api/collectives/{id}/ledger': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/ledger`),
    who: fieldWork(200),
  },
  'GET /api/collectives/{id}/accounts': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/accounts?from=2026-04-01&to=2026-10-31`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/vouchers': {
    scopes: all,
    send: ({ collective }) => post(`/api/collectives/${collective}/vouchers`, voucherOf()),
    who: fieldWork(201),
  },
  'GET /api/collectives/{id}/vouchers': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/vouchers`),
    who: fieldWork(200),
  },
  'GET /api/collectives/{id}/vouchers/{voucherId}': {
    scopes: all,
    send: async (place) => get(`/api/collectives/${place.collective}/vouchers/${await newVoucherOf(place)}`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': {
    scopes: all,
    send: async (place) =>
      post(`/api/collectives/${place.collective}/vouchers/${await newVoucherOf(place)}/reversal`, {
        id: newId(),
        reason: 'a slip',
      }),
    who: fieldWork(201),
  },
  'POST /api/collectives/{id}/borrowings': {
    scopes: all,
    send: ({ collective }) =>
      post(`/api/collectives/${collective}/borrowings`, {
        id: newId(),
        source: 'cif',
        sanctionedOn: '2026-10-01',
        principalPaise: 100,
      }),
    who: fieldWork(201),
  },
  'GET /api/collectives/{id}/borrowings': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/borrowings`),
    who: fieldWork(200),
  },
  'POST /api/collectives/{id}/opening': {
    scopes: all,
    // The books of a place have begun; of a new group they have not.
    send: async (place) => post(`/api/collectives/${await newCollectiveOf(place)}/opening`, openingOf()),
    who: only({ coordinator: every(201) }),
  },
  'GET /api/collectives/{id}/opening': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}/opening`),
    who: fieldWork(200),
  },
  'GET /api/members/{id}/savings': {
    scopes: all,
    send: ({ member }) => get(`/api/members/${member}/savings`),
    who: memberReading,
  },

  'POST /api/cases': {
    scopes: all,
    send: ({ member }) => post('/api/cases', caseOf(member)),
    who: only({
      leader: herBody(201),
      caseworker: herBody(201),
      coordinator: { own: 201, other: 201, unknown: 422 },
    }),
  },
  'GET /api/cases': {
    scopes: one,
    send: () => get('/api/cases'),
    who: only({ leader: 200, caseworker: 200, coordinator: 200 }),
  },
  'GET /api/agenda': {
    scopes: one,
    send: () => get('/api/agenda'),
    who: only({ leader: 200, caseworker: 200, coordinator: 200 }),
  },
  'GET /api/me/pack': { scopes: one, send: () => get('/api/me/pack'), who: only({ leader: 200 }) },
  'GET /api/cases/unassigned': {
    scopes: one,
    send: () => get('/api/cases/unassigned'),
    who: only({ caseworker: 200 }),
  },
  'POST /api/cases/{id}/take': {
    scopes: all,
    send: async (place) => post(`/api/cases/${await newWaitingCaseOf(place)}/take`, { id: newId() }),
    who: only({ caseworker: hers(200) }),
  },
  // She who is there is a leader: the coordinator alone learns that it is so.
  'POST /api/users/{id}/case-handover': {
    scopes: there,
    send: ({ person }) => post(`/api/users/${person}/case-handover`, { id: newId(), to: by('caseworker') }),
    who: only({ coordinator: { own: 422, unknown: 404 } }),
  },
  'GET /api/members/{id}/cases': {
    scopes: all,
    send: ({ member }) => get(`/api/members/${member}/cases`),
    who: caseWork(200),
  },
  'GET /api/cases/{id}': {
    scopes: all,
    send: (place) => get(`/api/cases/${place.case}`),
    who: caseWork(200),
  },
  'PATCH /api/cases/{id}': {
    scopes: all,
    send: async (place) => ({
      method: 'PATCH',
      path: `/api/cases/${place.case}`,
      body: { kind: Math.random() < 0.5 ? 'crisis' : 'other' },
      version: await versionOf(by('coordinator'), `/api/cases/${place.case}`),
    }),
    who: caseWork(200),
  },
  'POST /api/cases/{id}/events': {
    scopes: all,
    send: (place) => post(`/api/cases/${place.case}/events`, note()),
    who: caseWork(201),
  },
  'GET /api/cases/{id}/events': {
    scopes: all,
    send: (place) => get(`/api/cases/${place.case}/events`),
    who: caseWork(200),
  },

  'GET /api/cases/{id}/readings': {
    scopes: all,
    send: (place) => get(`/api/cases/${place.case}/readings`),
    who: caseWork(200),
  },
  'GET /api/members/{id}/record': {
    scopes: all,
    send: ({ member }) => get(`/api/members/${member}/record`),
    who: fieldWork(200),
  },

  'POST /api/break-glass': {
    scopes: all,
    send: ({ code }) => post('/api/break-glass', { id: newId(), code, reason: 'nobody else is awake' }),
    who: only({
      leader: { own: 422, other: 201, unknown: 404 },
      caseworker: { own: 422, other: 201, unknown: 404 },
    }),
  },
  'GET /api/break-glass': {
    scopes: one,
    send: () => get('/api/break-glass'),
    who: only({ coordinator: 200, auditor: 200 }),
  },

  'POST /api/outreach': {
    scopes: one,
    send: () => post('/api/outreach', outreachOf()),
    who: only({ coordinator: 201 }),
  },
  'GET /api/outreach': {
    scopes: one,
    send: () => get('/api/outreach'),
    who: only({ coordinator: 200 }),
  },
  'POST /api/outreach/{id}/reversal': {
    scopes: there,
    send: async ({ scope }) => {
      const made = outreachOf();
      if (scope !== 'unknown') await scene.must(by('coordinator'), post('/api/outreach', made));
      return post(`/api/outreach/${made.id}/reversal`, { id: newId(), reason: 'a slip' });
    },
    who: only({ coordinator: every(201) }),
  },

  'GET /api/assignees': {
    scopes: one,
    send: () => get('/api/assignees'),
    who: only({ coordinator: 200 }),
  },
  'GET /api/assignable-collectives': {
    scopes: one,
    send: () => get('/api/assignable-collectives'),
    who: only({ administrator: 200, auditor: 200 }),
  },
  'GET /api/actors': { scopes: one, send: () => get('/api/actors'), who: only({ auditor: 200 }) },
  'GET /api/log-digests': {
    scopes: one,
    send: () => get('/api/log-digests?month=2026-10'),
    who: only({ auditor: 200 }),
  },
  'GET /api/phones': { scopes: one, send: () => get('/api/phones'), who: only({ administrator: 200 }) },
  'GET /api/users': { scopes: one, send: () => get('/api/users'), who: only({ administrator: 200 }) },
  'POST /api/users': {
    scopes: one,
    send: () => post('/api/users', personOf('leader')),
    who: only({ administrator: 201 }),
  },
  'GET /api/users/{id}': {
    scopes: there,
    send: ({ person }) => get(`/api/users/${person}`),
    who: only({ administrator: { own: 200, unknown: 404 } }),
  },
  'PATCH /api/users/{id}': {
    scopes: there,
    send: async ({ person }) => ({
      method: 'PATCH',
      path: `/api/users/${person}`,
      body: { locale: Math.random() < 0.5 ? 'en' : 'te' },
      version: await versionOf(by('administrator'), `/api/users/${person}`),
    }),
    who: only({ administrator: { own: 200, unknown: 404 } }),
  },
  'POST /api/users/{id}/one-time-password': {
    scopes: there,
    send: ({ person }) => post(`/api/users/${person}/one-time-password`, {}),
    who: only({ administrator: { own: 201, unknown: 404 } }),
  },

  'GET /api/users/{id}/devices': {
    scopes: there,
    send: ({ person }) => get(`/api/users/${person}/devices`),
    who: only({ administrator: { own: 200, unknown: 404 } }),
  },
  'POST /api/users/{id}/devices/{deviceId}/revocation': {
    scopes: there,
    send: async (place) => {
      const { person, device } = await newDeviceOf(place);
      return post(`/api/users/${person}/devices/${device}/revocation`, { id: newId() });
    },
    who: only({ administrator: { own: 201, unknown: 404 } }),
  },

  'POST /api/codes': {
    scopes: one,
    send: () => post('/api/codes', { ids: [newId()] }),
    who: only({ auditor: 200 }),
  },
  'POST /api/exports': {
    scopes: one,
    send: () => post('/api/exports', { list: 'members', subjects: [newId()] }),
    who: only({ caseworker: 201, coordinator: 201, administrator: 201, auditor: 201 }),
  },
  'GET /api/journal': { scopes: one, send: () => get('/api/journal'), who: only({ auditor: 200 }) },
  'GET /api/access-log': { scopes: one, send: () => get('/api/access-log'), who: only({ auditor: 200 }) },
  'POST /api/members/{id}/erasure': {
    scopes: all,
    send: async (place) =>
      post(`/api/members/${await newMemberOf(place)}/erasure`, { id: newId(), reason: 'she asked for it' }),
    who: only({ auditor: every(202) }),
  },
  'POST /api/users/{id}/erasure': {
    scopes: there,
    send: async (place) =>
      post(`/api/users/${await newPersonOf(place)}/erasure`, { id: newId(), reason: 'she asked for it' }),
    who: only({ auditor: { own: 202, unknown: 404 } }),
  },
  'GET /api/erasures': { scopes: one, send: () => get('/api/erasures'), who: only({ auditor: 200 }) },
  // A member's: an administrator has no part in it.
  'GET /api/erasures/{id}': {
    scopes: there,
    send: async (place) => get(`/api/erasures/${await newApprovalOf(place)}`),
    who: only({
      coordinator: { own: 200, unknown: 404 },
      auditor: { own: 200, unknown: 404 },
      administrator: { own: 404, unknown: 404 },
    }),
  },

  'POST /api/data-handovers': {
    scopes: one,
    send: () => post('/api/data-handovers', { id: newId(), recipientKey }),
    who: only({ administrator: 202 }),
  },
  'GET /api/data-handovers': {
    scopes: one,
    send: () => get('/api/data-handovers'),
    who: only({ administrator: 200 }),
  },
  'GET /api/data-handovers/{id}': {
    scopes: there,
    send: async (place) => get(`/api/data-handovers/${await newHandoverOf(place)}`),
    who: only({ administrator: { own: 200, unknown: 404 } }),
  },

  'GET /api/approvals': {
    scopes: one,
    send: () => get('/api/approvals'),
    who: only({ administrator: 200, auditor: 200, coordinator: 200 }),
  },
  // A member's erasure, which the auditor asked for: others than coordinators are not told of it.
  'POST /api/approvals/{id}': {
    scopes: there,
    send: async (place) => post(`/api/approvals/${await newApprovalOf(place)}`, { decision: 'approved' }),
    who: only({
      coordinator: { own: 200, unknown: 404 },
      auditor: { own: 403, unknown: 404 },
      administrator: { own: 404, unknown: 404 },
    }),
  },
  'POST /api/approvals/{id}/withdrawal': {
    scopes: there,
    send: async (place) => post(`/api/approvals/${await newApprovalOf(place)}/withdrawal`, {}),
    who: only({
      auditor: { own: 200, unknown: 404 },
      coordinator: { own: 403, unknown: 404 },
      administrator: { own: 404, unknown: 404 },
    }),
  },

  'GET /api/snapshots/preview': {
    scopes: one,
    send: () => get('/api/snapshots/preview?month=2026-10'),
    who: only({ coordinator: 200 }),
  },
  'POST /api/snapshots/{month}/corrections': {
    scopes: there,
    send: ({ month }) => post(`/api/snapshots/${month}/corrections`, { id: newId(), reason: 'late sheets' }),
    who: only({ coordinator: { own: 202, unknown: 404 } }),
  },
  'POST /api/snapshots/{month}/explanations': {
    scopes: one,
    send: () =>
      post('/api/snapshots/2026-10/explanations', {
        id: newId(),
        list: 'outliers',
        recordId: newId(),
        why: 'checked',
      }),
    who: only({ coordinator: 201 }),
  },
  'GET /api/snapshots/{month}/explanations': {
    scopes: one,
    send: () => get('/api/snapshots/2026-10/explanations'),
    who: only({ coordinator: 200, auditor: 200 }),
  },
  'PUT /api/targets/{financialYear}': {
    scopes: one,
    send: () => ({
      method: 'PUT',
      path: '/api/targets/2026-27',
      body: { targets: { members_enrolled: 40 } },
    }),
    who: only({ coordinator: 200 }),
  },
  'GET /api/targets/{financialYear}': {
    scopes: one,
    send: () => get('/api/targets/2026-27'),
    who: only({ coordinator: 200, auditor: 200 }),
  },

  'PUT /api/baselines': {
    scopes: one,
    send: () => ({
      method: 'PUT',
      path: '/api/baselines',
      body: { baselines: { house_pattas: { asOf: '2025-03', value: 4, source: 'An earlier register' } } },
    }),
    who: only({ coordinator: 200 }),
  },
  'GET /api/baselines': { scopes: one, send: () => get('/api/baselines'), who: everyone(200) },
  'PUT /api/narratives/{month}': {
    scopes: one,
    send: () => ({
      method: 'PUT',
      path: '/api/narratives/2026-10',
      body: { en: 'A good month.', ja: null },
    }),
    who: only({ coordinator: 200 }),
  },
  'GET /api/narratives/{month}': {
    scopes: one,
    send: () => get('/api/narratives/2026-10'),
    who: only({ coordinator: 200 }),
  },
  'POST /api/programme/terms': {
    scopes: one,
    send: () =>
      post('/api/programme/terms', {
        id: newId(),
        from: '2027-04',
        name: 'Leadership Next',
        implementer: 'HELP',
        forum: 'VIMUKTHI',
        funder: 'Kamonohashi',
        state: 'Andhra Pradesh',
      }),
    who: only({ coordinator: 201 }),
  },
  'GET /api/programme': { scopes: one, send: () => get('/api/programme'), who: everyone(200) },

  'GET /api/snapshots': {
    scopes: one,
    send: () => get('/api/snapshots'),
    who: only({ funder: 200, coordinator: 200, auditor: 200 }),
  },
  'GET /api/snapshots/{month}': {
    scopes: there,
    send: ({ month }) => get(`/api/snapshots/${month}`),
    who: only({
      funder: { own: 200, unknown: 404 },
      coordinator: { own: 200, unknown: 404 },
      auditor: { own: 200, unknown: 404 },
    }),
  },
  'GET /api/snapshots/{month}/versions/{version}': {
    scopes: there,
    send: ({ month }) => get(`/api/snapshots/${month}/versions/1`),
    who: only({
      funder: { own: 200, unknown: 404 },
      coordinator: { own: 200, unknown: 404 },
      auditor: { own: 200, unknown: 404 },
    }),
  },
  'GET /api/snapshots/{month}/files/{name}': {
    scopes: there,
    send: ({ month }) => get(`/api/snapshots/${month}/files/snapshot.json?version=1`),
    who: only({
      funder: { own: 302, unknown: 404 },
      coordinator: { own: 302, unknown: 404 },
      auditor: { own: 302, unknown: 404 },
    }),
  },
};

const routesOfAreas = Object.values(areas).flatMap(({ routes }) => [...routes]);

/** A place of a collective, with one of everything in it, recorded by the people whose it is. */
const settle = async (
  scope: 'own' | 'other',
  district: string,
  leader: string,
  caseworker: string,
): Promise<Place> => {
  const coordinator = by('coordinator');
  const collective = collectiveOf(district);
  await scene.must(coordinator, post('/api/collectives', collective));
  const change = (person: string, body: unknown) =>
    scene.change(by('administrator'), `/api/users/${person}`, body);
  await change(leader, { collectives: [collective.id] });
  await change(caseworker, { districts: [district] });
  const member = memberOf(collective.id, district);
  await scene.must(leader, post('/api/members', member));
  const child = childOf();
  await scene.must(leader, post(`/api/members/${member.id}/children`, child));
  await scene.must(coordinator, post(`/api/collectives/${collective.id}/opening`, openingOf()));
  const meeting = meetingOf(member.id);
  await scene.must(leader, post(`/api/collectives/${collective.id}/meetings`, meeting));
  const opened = caseOf(member.id, { assignedTo: caseworker });
  await scene.must(leader, post('/api/cases', opened));
  const person = personOf('leader');
  await scene.must(by('administrator'), post('/api/users', person));
  return {
    scope,
    district,
    collective: collective.id,
    member: member.id,
    child: child.id,
    meeting: meeting.id,
    case: opened.id,
    code: '',
    person: person.id,
    month: '2026-10',
  };
};

const forgeTokens = async (): Promise<Readonly<Record<string, string | null>>> => {
  const person = by('coordinator');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const good = await scene.sign({ username: person });
  const [head = '', , signature = ''] = good.split('.');
  const [, payloadOfAnother = ''] = (await scene.sign({ username: by('administrator') })).split('.');
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    none: null,
    nonsense: 'x.y.z',
    expired: await scene.sign({ username: person, lasts: -5 }),
    'of another client': await scene.sign({ username: person, clientId: 'another' }),
    'of another issuer': await scene.sign({ username: person, issuer: 'https://example.org' }),
    'no access token': await scene.sign({ username: person, use: 'id' }),
    'signed with another key': await scene.sign({ username: person, key: privateKey }),
    'with the content of another': `${head}.${payloadOfAnother}.${signature}`,
    unsigned: `${encode({ alg: 'none' })}.${good.split('.')[1]}.`,
    'of an unknown person': await scene.sign({ username: unknownId }),
  };
};

beforeAll(async () => {
  scene = await startScene();
  const own = await settle('own', 'Guntur', by('leader'), by('caseworker'));
  const other = await settle('other', 'Krishna', by('leader2'), by('caseworker2'));
  const open = (member: string, more: object) =>
    scene.must(by('leader'), post('/api/cases', caseOf(member, more)));
  const urgent = await open(own.member, { priority: 'urgent', assignedTo: by('caseworker') });
  const elsewhere = await scene.must(
    by('coordinator'),
    post('/api/cases', caseOf(other.member, { priority: 'urgent' })),
  );
  const colleagues = await scene.must(by('coordinator'), post('/api/cases', caseOf(own.member)));
  colleaguesCase = text(colleagues.id);
  await scene.publish('2026-10');
  places = {
    own: { ...own, code: text(urgent.code) },
    other: { ...other, code: text(elsewhere.code) },
    unknown: {
      scope: 'unknown',
      district: 'Guntur',
      collective: unknownId,
      member: unknownId,
      child: unknownId,
      meeting: unknownId,
      case: unknownId,
      code: 'C-000000',
      person: unknownId,
      month: '2025-01',
    },
  };
  const shutOut = async (role: Role): Promise<string> => {
    const person = personOf(role, { collectives: [own.collective], districts: ['Guntur'] });
    const added = await scene.must(by('administrator'), post('/api/users', person));
    if (added.approvalId !== undefined) await scene.approve(by('auditor'), added);
    await scene.change(by('administrator'), `/api/users/${person.id}`, { disabled: true });
    return person.id;
  };
  const shut: (readonly [string, string])[] = [];
  for (const role of roles) {
    shut.push([`of a disabled ${role}`, await scene.tokenOf(await shutOut(role))]);
  }
  badTokens = { ...(await forgeTokens()), ...Object.fromEntries(shut) };
}, 180_000);
afterAll(() => scene.close());

test('expects something of every route and of every role', () => {
  expect(Object.keys(rows).sort()).toEqual(routesOfAreas.sort());
  expect([...knownRoles].sort()).toEqual([...roles].sort());
});

test('lets the funder on nothing that touches a person', () => {
  const allowed = Object.entries(rows).filter(
    ([, { who }]) => who === 'anyone' || (who !== 'device' && who.funder !== 403),
  );
  // The baselines and the programme's terms are numbers and names of organisations, which are published too.
  expect(allowed.map(([route]) => route).sort()).toEqual([
    'GET /api/baselines',
    'GET /api/health',
    'GET /api/me',
    'GET /api/openapi.json',
    'GET /api/programme',
    'GET /api/snapshots',
    'GET /api/snapshots/{month}',
    'GET /api/snapshots/{month}/files/{name}',
    'GET /api/snapshots/{month}/versions/{version}',
  ]);
});

const answerOf = (answers: Answers, scope: Scope): number | undefined =>
  typeof answers === 'number' ? answers : answers[scope];

const expectedOf = ({ who }: Row, role: Role, scope: Scope): number | undefined => {
  if (who === 'anyone') return 200;
  return who === 'device' ? 403 : answerOf(who[role], scope);
};

/** Where every token that doesn't count is tried. Elsewhere: no token, and two in turn, since all routes have one authorizer. */
const thorough = new Set(['GET /api/me', 'GET /api/members/{id}', 'POST /api/members']);
const isTurnOf = (name: string, route: string): boolean => {
  const names = Object.keys(badTokens);
  const at = Object.keys(rows).indexOf(route);
  return names.indexOf(name) === at % names.length || names.indexOf(name) === (at * 5 + 8) % names.length;
};

describe.each(Object.entries(rows))('%s', (route, row) => {
  test('answers each role as the design says, on her own, on another’s and on what is not there', async () => {
    const expected: Record<string, number | undefined> = {};
    const got: Record<string, number> = {};
    const hidden = new Map<string, string>();
    for (const scope of row.scopes) {
      const isRefused = (role: Role) => (expectedOf(row, role, scope) ?? 0) >= 400;
      // Who is refused changes nothing, so all of them and the first who isn't can ask the same.
      let sent = await row.send(places[scope]);
      let isUsed = false;
      for (const role of [...roles].sort((a, b) => Number(isRefused(b)) - Number(isRefused(a)))) {
        const name = `${role} ${scope}`;
        if (isUsed) sent = await row.send(places[scope]);
        isUsed = !isRefused(role);
        expect(sent.method).toBe(route.split(' ')[0]);
        const { status, text: body } = await scene.sendAs(by(role), sent);
        expected[name] = expectedOf(row, role, scope);
        got[name] = status;
        if (status === 404) hidden.set(name, body);
      }
    }
    expect(got).toEqual(expected);
    // What another has and what does not exist cannot be told apart.
    for (const role of roles) {
      const other = hidden.get(`${role} other`);
      if (other !== undefined) expect(other).toBe(hidden.get(`${role} unknown`));
    }
  });

  test('answers nobody without a token that counts', async () => {
    const expected = row.who === 'anyone' ? 200 : 401;
    const sent = await row.send(places.own);
    const tried = Object.entries(badTokens).filter(
      ([name]) => thorough.has(route) || name === 'none' || isTurnOf(name, route),
    );
    const got = await Promise.all(
      tried.map(async ([name, token]) => [name, (await scene.send(token, sent)).status]),
    );
    expect(got).toEqual(tried.map(([name]) => [name, expected]));
  });
});

const listed = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
const idsOf = async (personId: string, sent: Sent): Promise<string[]> => {
  const { text: body } = await scene.sendAs(personId, sent);
  return listed.parse(JSON.parse(body)).items.map(({ id }) => id);
};

describe('lists hold what is hers alone', () => {
  const everything = '?limit=100';
  test.each(['leader', 'caseworker'] as const)('members, to a %s', async (role) => {
    for (const sent of [get(`/api/members${everything}`), post('/api/members/search', { q: 'నీలిమ తోట' })]) {
      const ids = await idsOf(by(role), sent);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids).not.toContain(places.other.member);
    }
    const others = get(`/api/members?collectiveId=${places.other.collective}`);
    const { text: body } = await scene.sendAs(by(role), others);
    expect(body).not.toContain(places.other.member);
  });

  test('collectives, to a leader', async () => {
    expect(await idsOf(by('leader'), get(`/api/collectives${everything}`))).toEqual([places.own.collective]);
  });

  test.each(['leader', 'caseworker'] as const)('cases, to a %s', async (role) => {
    const ids = await idsOf(by(role), get(`/api/cases${everything}`));
    expect(ids).toContain(places.own.case);
    expect(ids).not.toContain(places.other.case);
    expect(ids).not.toContain(colleaguesCase);
  });
});

test('the urgent cases that nobody has are listed to the caseworker of their district alone', async () => {
  const own = await newWaitingCaseOf(places.own);
  const other = await newWaitingCaseOf(places.other);
  const ids = await idsOf(by('caseworker'), get('/api/cases/unassigned?limit=100'));
  expect(ids).toContain(own);
  expect(ids).not.toContain(other);
});

test.each(['leader', 'caseworker'] as const)(
  'a case of her own people that a colleague opened is no case of a %s',
  async (role) => {
    const paths = [get(`/api/cases/${colleaguesCase}`), get(`/api/cases/${colleaguesCase}/events`)];
    for (const sent of [...paths, post(`/api/cases/${colleaguesCase}/events`, note())]) {
      expect((await scene.sendAs(by(role), sent)).status).toBe(404);
    }
  },
);

test('a leader moves nobody into a collective that is not hers', async () => {
  const path = `/api/members/${places.own.member}`;
  const version = await versionOf(by('leader'), path);
  const body = { collectiveId: places.other.collective };
  expect((await scene.sendAs(by('leader'), { method: 'PATCH', path, body, version })).status).toBe(403);
});

describe('a change of somebody’s access', () => {
  const minute = 60_000;
  const waitFor = async (personId: string, sent: Sent, status: number): Promise<number> => {
    const start = performance.now();
    for (;;) {
      if ((await scene.sendAs(personId, sent)).status === status) return performance.now() - start;
      if (performance.now() - start > minute) return Number.POSITIVE_INFINITY;
    }
  };

  test('holds within a minute, for the token that she has already', async () => {
    const person = personOf('leader', { collectives: [places.own.collective] });
    const path = `/api/users/${person.id}`;
    await scene.must(by('administrator'), post('/api/users', person));
    const own = get(`/api/collectives/${places.own.collective}`);
    const other = get(`/api/collectives/${places.other.collective}`);
    expect((await scene.sendAs(person.id, own)).status).toBe(200);
    await scene.change(by('administrator'), path, { collectives: [places.other.collective] });
    expect(await waitFor(person.id, own, 404)).toBeLessThan(minute);
    expect((await scene.sendAs(person.id, other)).status).toBe(200);
    await scene.change(by('administrator'), path, { role: 'funder' });
    expect(await waitFor(person.id, other, 403)).toBeLessThan(minute);
    await scene.change(by('administrator'), path, { disabled: true });
    expect(await waitFor(person.id, get('/api/me'), 401)).toBeLessThan(minute);
    await scene.change(by('administrator'), path, { disabled: false });
    expect(await waitFor(person.id, get('/api/me'), 200)).toBeLessThan(minute);
  });
});

test('all data are handed over only when an auditor agrees, and then by a function that no request starts', async () => {
  const note = { ...meetingOf(places.own.member), note: 'A long evening' };
  await scene.must(by('coordinator'), post(`/api/collectives/${places.own.collective}/meetings`, note));
  const asked = { id: newId(), recipientKey };
  for (const status of [202, 200]) {
    expect((await scene.sendAs(by('administrator'), post('/api/data-handovers', asked))).status).toBe(status);
  }
  await scene.must(by('auditor'), post(`/api/approvals/${asked.id}`, { decision: 'approved' }));
  await scene.stack.whenIdle();
  const made = await scene.sendAs(by('administrator'), get(`/api/data-handovers/${asked.id}`));
  expect(JSON.parse(made.text)).toMatchObject({ state: 'made', link: { url: expect.any(String) } });
}, 60_000);

describe('what lib/functions gives a function on the tables', () => {
  test('is all used: nothing is given in vain', async () => {
    await actRarely(scene, places.own.collective);
    await scene.stack.whenIdle();
    const calls = (owner: string, given: readonly KeyCall[]): string[] =>
      given.map((call) => `${owner} ${call === 'open' ? 'batchGet' : 'put'}`);
    const given = Object.entries(allFunctions).flatMap(([name, { table = {}, keys = {} }]) =>
      [
        ...Object.entries(table).flatMap(([pattern, own]) => own.map((call) => `${pattern} ${call}`)),
        ...Object.entries(keys).flatMap(([owner, own]) => calls(owner, own)),
      ].map((use) => `${name} ${use}`),
    );
    const used = scene.stack.tableUse();
    // Nobody waits for sign-ins that are settled late.
    await expect.poll(() => given.filter((use) => !used.has(use)), { timeout: 30_000 }).toEqual([]);
  });

  test('was enough: no call was refused', () => {
    expect(scene.stack.logLines().filter((line) => line.includes('AccessDenied'))).toEqual([]);
  });
});
