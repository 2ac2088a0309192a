import { newId } from '../../../functions/shared/fields/ids.ts';
import { recordingOf, spokenBetween, spokenPath } from '../../support/recordings.ts';
import { childOf, collectiveOf, demandOf, memberOf, outreachOf } from '../bodies.ts';
import {
  all,
  allCoordinators,
  coordinators,
  every,
  fieldWork,
  herBody,
  hers,
  memberReading,
  one,
  only,
  placed,
  type Rows,
} from './expectations.ts';
import { by, get, officeOf, post, requestOf, talkOf } from './records.ts';

/** Who may read and change collectives, members, their requests, and outreach. */
export const membersRows: Rows = {
  'POST /api/collectives': {
    scopes: placed,
    send: ({ district }) => post('/api/collectives', collectiveOf(district)),
    who: only({ coordinator: 201, areaCoordinator: { own: 201, other: 422 } }),
  },
  'GET /api/collectives': {
    scopes: one,
    send: () => get('/api/collectives'),
    who: only({ leader: 200, ...allCoordinators(200) }),
  },
  'GET /api/collective-overviews': {
    scopes: one,
    send: () => get('/api/collective-overviews'),
    who: only(allCoordinators(200)),
  },
  'GET /api/collectives/{id}': {
    scopes: all,
    send: ({ collective }) => get(`/api/collectives/${collective}`),
    who: fieldWork(200),
  },
  'PATCH /api/collectives/{id}': {
    scopes: all,
    send: async ({ collective }, { versionOf }) => ({
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
    who: only({
      leader: herBody(201),
      coordinator: { own: 201, other: 201, unknown: 422 },
      areaCoordinator: { own: 201, other: 422, unknown: 422 },
    }),
  },
  'GET /api/members': {
    scopes: all,
    send: ({ collective }) => get(`/api/members?collectiveId=${collective}`),
    // A caseworker's and a coordinator's list is empty where there is nothing for them.
    who: only({ leader: hers(200), caseworker: 200, coordinator: 200, areaCoordinator: hers(200) }),
  },
  'POST /api/members/search': {
    scopes: one,
    send: () => post('/api/members/search', { q: 'నీలిమ' }),
    who: only({ leader: 200, caseworker: 200, ...allCoordinators(200) }),
  },
  'GET /api/same-women': {
    scopes: one,
    send: () => get('/api/same-women?state=different'),
    who: only({ ...allCoordinators(200), auditor: 200 }),
  },
  'POST /api/same-women': {
    scopes: all,
    send: async (place, { newUnlikeMemberOf }) =>
      post('/api/same-women', { id: newId(), memberIds: [place.member, await newUnlikeMemberOf(place)] }),
    // The same id twice where there is none.
    who: only({
      coordinator: { own: 201, other: 201, unknown: 422 },
      areaCoordinator: { own: 201, other: 422, unknown: 422 },
    }),
  },
  'POST /api/same-women/{id}/decision': {
    scopes: all,
    send: async (place, { newPairOf }) =>
      post(`/api/same-women/${await newPairOf(place)}/decision`, { id: newId(), decision: 'different' }),
    who: only(coordinators(200)),
  },
  'POST /api/same-women/{id}/parting': {
    scopes: all,
    send: async (place, { newPairOf }) =>
      post(`/api/same-women/${await newPairOf(place)}/parting`, { id: newId(), reason: 'They are sisters.' }),
    // Nobody has joined the two.
    who: only({ coordinator: every(422), areaCoordinator: hers(422) }),
  },
  'GET /api/members/{id}': {
    scopes: all,
    send: ({ member }) => get(`/api/members/${member}`),
    who: memberReading,
  },
  'PATCH /api/members/{id}': {
    scopes: all,
    send: async ({ member }, { versionOf }) => ({
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
    send: async (place, { newOfficeOf }) =>
      post(`/api/members/${place.member}/offices/${await newOfficeOf(place)}/end`, { on: '2026-10-02' }),
    who: fieldWork(201),
  },
  'POST /api/members/{id}/talks': {
    scopes: all,
    send: ({ member }) => post(`/api/members/${member}/talks`, talkOf()),
    who: only({ leader: hers(201), caseworker: hers(201), ...coordinators(201) }),
  },
  'GET /api/members/{id}/talks': {
    scopes: all,
    send: ({ member }) => get(`/api/members/${member}/talks`),
    // The caseworker has an open case of hers.
    who: memberReading,
  },
  'POST /api/members/{id}/requests': {
    scopes: all,
    send: ({ member }) => post(`/api/members/${member}/requests`, requestOf()),
    who: only({ leader: hers(201), caseworker: hers(201), ...coordinators(201), auditor: every(201) }),
  },
  'POST /api/members/{id}/requests/{requestId}/steps': {
    scopes: all,
    send: async (place, { newRequestOf }) =>
      post(`/api/members/${place.member}/requests/${await newRequestOf(place)}/steps`, {
        id: newId(),
        on: '2026-10-06',
        step: 'acknowledged',
      }),
    who: only({ ...coordinators(201), auditor: every(201) }),
  },
  'GET /api/requests': {
    scopes: one,
    send: () => get('/api/requests'),
    who: only({ leader: 200, ...allCoordinators(200), auditor: 200 }),
  },
  'PUT /api/outreach/{id}/roster': {
    scopes: all,
    send: async (place, { newOutreachOf }) => ({
      method: 'PUT',
      path: `/api/outreach/${await newOutreachOf(place)}/roster`,
      body: { participants: [] },
      version: 1,
    }),
    who: only(coordinators(200)),
  },
  'POST /api/members/{id}/reversals': {
    scopes: all,
    send: async (place, { newRequestOf }) =>
      post(`/api/members/${place.member}/reversals`, {
        id: newId(),
        of: await newRequestOf(place),
        reason: 'twice',
      }),
    who: only({ leader: hers(201), ...coordinators(201), auditor: every(201) }),
  },
  'POST /api/members/{id}/exit': {
    scopes: all,
    send: async (place, { newMemberOf }) =>
      post(`/api/members/${await newMemberOf(place)}/exit`, { exitedOn: '2026-10-02', reason: 'moved' }),
    who: fieldWork(201),
  },
  'POST /api/demands': {
    scopes: placed,
    send: ({ district }) => post('/api/demands', demandOf({ district })),
    who: only({ coordinator: 201, areaCoordinator: { own: 201, other: 422 } }),
  },
  'GET /api/demands': {
    scopes: one,
    send: () => get('/api/demands'),
    who: only(allCoordinators(200)),
  },
  'GET /api/demands/{id}': {
    scopes: all,
    send: async (place, { newDemandOf }) => get(`/api/demands/${await newDemandOf(place)}`),
    who: only(coordinators(200)),
  },
  'POST /api/demands/{id}/steps': {
    scopes: all,
    send: async (place, { newDemandOf }) =>
      post(`/api/demands/${await newDemandOf(place)}/steps`, {
        id: newId(),
        on: '2026-10-06',
        step: 'acknowledged',
      }),
    who: only(coordinators(201)),
  },
  'POST /api/demands/{id}/reversal': {
    scopes: all,
    send: async (place, { newDemandOf }) =>
      post(`/api/demands/${await newDemandOf(place)}/reversal`, { id: newId(), reason: 'a slip' }),
    who: only(coordinators(201)),
  },
  'GET /api/voice/{spokenIn}': {
    scopes: one,
    send: () => get('/api/voice/te'),
    who: only(allCoordinators(200)),
  },
  'GET /api/voice/{spokenIn}/{textSha256}/{sha256}': {
    scopes: one,
    send: async (_, { newRecordingOf }) => {
      const { path, sha256 } = await newRecordingOf();
      return get(`${path}/${sha256}`);
    },
    who: only(allCoordinators(200)),
  },
  'POST /api/voice/{spokenIn}/{textSha256}': {
    scopes: one,
    send: () => post(spokenPath, recordingOf()),
    who: only(allCoordinators(201)),
  },
  // Whoever recorded it can't decide.
  'POST /api/voice/{spokenIn}/{textSha256}/decision': {
    scopes: one,
    send: async (_, { newRecordingOf }) => {
      const { path, sha256 } = await newRecordingOf();
      return post(`${path}/decision`, { id: newId(), sha256, ...spokenBetween, decision: 'declined' });
    },
    who: only({ coordinator: 422, areaCoordinator: 200 }),
  },
  'POST /api/voice/{spokenIn}/{textSha256}/removal': {
    scopes: one,
    send: async (_, { newRecordingOf }) => {
      const { path, sha256 } = await newRecordingOf();
      return post(`${path}/removal`, { id: newId(), sha256 });
    },
    who: only(allCoordinators(200)),
  },
  'POST /api/outreach': {
    scopes: placed,
    send: ({ district }) => post('/api/outreach', outreachOf({ district })),
    who: only({ coordinator: 201, areaCoordinator: { own: 201, other: 422 } }),
  },
  'GET /api/outreach': {
    scopes: one,
    send: () => get('/api/outreach'),
    who: only(allCoordinators(200)),
  },
  'POST /api/outreach/{id}/reversal': {
    scopes: all,
    send: async (place, { newOutreachOf }) =>
      post(`/api/outreach/${await newOutreachOf(place)}/reversal`, { id: newId(), reason: 'a slip' }),
    who: only(coordinators(201)),
  },
};
