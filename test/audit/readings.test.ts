import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createApprovalsRoutes } from '../../functions/areas/approvals/routes.ts';
import { createAuditRoutes } from '../../functions/areas/audit/routes.ts';
import { createBooksRoutes } from '../../functions/areas/books/routes.ts';
import { createCasesRoutes } from '../../functions/areas/cases/routes.ts';
import { createDevicesRoutes } from '../../functions/areas/devices/routes.ts';
import { createErasureRoutes } from '../../functions/areas/erasure/routes.ts';
import { createExports } from '../../functions/areas/exports/repository.ts';
import { createExportRoutes } from '../../functions/areas/exports/routes.ts';
import { createMembersRoutes } from '../../functions/areas/members/routes.ts';
import { createMovesRoutes } from '../../functions/areas/moves/routes.ts';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { makeSignInName } from '../../functions/areas/people/random-names-and-passwords.ts';
import { createPeopleRoutes } from '../../functions/areas/people/routes.ts';
import { nameContext, ownerOf } from '../../functions/areas/people/stored-person.ts';
import { createQuestionsRoutes } from '../../functions/areas/questions/routes.ts';
import { createRecordRoutes } from '../../functions/areas/record/routes.ts';
import { createRequestsRoutes } from '../../functions/areas/requests/routes.ts';
import { createSameWomenRoutes } from '../../functions/areas/same-women/routes.ts';
import type { ApiRoute } from '../../functions/gateway/api/contracts.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { AccessLog } from '../../functions/shared/journal/access-log.ts';
import { toldByRoute } from '../../functions/shared/journal/read-parts.ts';
import { personKey } from '../../functions/shared/table/keys/people.ts';
import { createCodes } from '../../functions/shared/table/member-and-case-codes.ts';
import { aChild, consentTo, coordinator, openScene, type Scene } from '../members/scene.ts';
import { createCaller, createSend, type TestRequest } from '../support/request.ts';
import { createDigestStoreDouble } from './digest-store-double.ts';

/**
 * Every route that gives out personal data leaves one line, before the answer, and is found by each of those whom it concerns;
 * every other route says why it leaves none. A new route without a row here does not compile.
 */

let scene: Scene;
const auditor = createCaller('auditor');
const administrator = createCaller('administrator');
const personId = newId();
const caseworker = createCaller('caseworker', { personId, districts: ['Guntur'] });

const logIsAway = () => Promise.reject(new Error('The log is away.'));

/** @param transact writes the line of an export, together with its count */
const routesWith = (accessLog: AccessLog, transact = scene.records.table.transact) => {
  const { table, vault } = scene.records;
  return createSend([
    ...createRequestsRoutes({ table, vault, accessLog }),
    ...createMembersRoutes({
      table,
      vault,
      newCode: createCodes('M-'),
      accessLog,
      newId,
    }),
    ...createBooksRoutes({ table, vault, accessLog }),
    ...createMovesRoutes({ table, vault, accessLog }),
    ...createCasesRoutes({ table, vault, newCode: createCodes('C-'), accessLog, newId }),
    ...createExportRoutes(createExports({ ...table, transact }, newId)),
    ...createSameWomenRoutes({ records: { table, vault, newId }, accessLog }),
    ...createRecordRoutes({ table, vault, accessLog }),
    ...createQuestionsRoutes({ table, vault, accessLog }),
    ...createPackRoutes({ table, vault, accessLog }),
    ...createPeopleRoutes({
      table,
      vault,
      chooseName: makeSignInName,
      allowSignIn: async () => undefined,
      signIns: { syncOrDefer: async () => {} },
      accessLog,
      newId,
    }),
    ...createDevicesRoutes({ table, vault, accessLog, newId }),
    ...createErasureRoutes({ table, vault, accessLog }),
    ...createApprovalsRoutes({
      table,
      vault,
      signIns: { syncOrDefer: async () => {} },
      retentionDays: 365,
      announceHandover: async () => {},
      newId,
      accessLog,
    }),
    ...createAuditRoutes({ table, digests: createDigestStoreDouble() }),
  ]);
};

let send: ReturnType<typeof createSend>;
const unlogged = () => routesWith(logIsAway, logIsAway);

const there = {
  member: '',
  other: '',
  meeting: '',
  case: '',
  code: '',
  person: personId,
  erased: '',
  glass: { id: newId(), code: '', reason: 'She calls from the station.' },
};
const group = { id: '' };
const meeting = { id: newId(), heldOn: '2026-10-01', entries: [] };
const voucher = {
  id: newId(),
  on: '2026-10-01',
  lines: [{ kind: 'bank_interest', amountPaise: 100 }],
  note: 'From the passbook',
};
const question = {
  id: newId(),
  on: '2026-10-01',
  about: { kind: 'member', memberId: '' },
  text: 'Has she come back?',
};
const voucherReversal = { id: newId(), reason: 'A slip' };
const opening = {
  id: newId(),
  asOf: '2026-09-01',
  cashPaise: 0,
  bankPaise: 0,
  grantsPaise: 0,
  surplusPaise: 0,
  borrowings: [],
};
const moved = { id: newId(), on: '2026-10-02', cashPaise: 0, bankPaise: 0 };
const moveReversal = { id: newId(), reason: 'A slip' };
const movedWoman = { id: '', from: '' };
const event = { id: newId(), type: 'note', on: '2026-10-02', text: 'She sleeps again.' };
const consent = consentTo('reporting');
const exit = { exitedOn: '2026-10-02', reason: 'Moved' };
const reversal = { id: newId(), reason: 'A slip' };
const child = aChild();
const { id: _, ...changedChild } = child;
const schooling = { id: newId(), on: '2026-10-01', status: 'irregular' };
const asked = {
  id: newId(),
  kind: 'access',
  on: '2026-10-01',
  via: 'spoken',
  text: 'What do you keep of me?',
};
const requestStep = { id: newId(), on: '2026-10-02', step: 'acknowledged' };
const talk = { id: newId(), on: '2026-10-01', answers: { safety: 3, home: 2 } };
const office = { id: newId(), body: 'district_forum', office: 'secretary', from: '2026-04-01' };
const opened = { id: newId(), kind: 'crisis', priority: 'urgent', openedOn: '2026-10-01' };
const urgent = { ...opened, id: newId() };
/** A case that the leader opened. */
const hers = { ...opened, id: newId(), priority: 'normal' };
const leaderId = newId();
const leader = () => createCaller('leader', { personId: leaderId, collectives: [group.id] });
const take = { id: newId() };
const person = { id: personId, name: 'Manjula Vana', role: 'caseworker', locale: 'te' };
const aLeader = { ...person, id: newId(), role: 'leader' };

beforeAll(async () => {
  scene = await openScene();
  send = routesWith(scene.records.accessLog);
  const must = async (request: TestRequest) => {
    const { status, body } = await send(request);
    if (status >= 300) throw new Error(`${request.route}: ${JSON.stringify(body)}`);
    return z.looseObject({ code: z.string().optional() }).parse(body);
  };
  await must({ route: 'POST /api/users', body: person, caller: administrator });
  await must({ route: 'POST /api/users', body: aLeader, caller: administrator });
  const collectiveId = await scene.formCollective();
  const enrolled = (more: object) => scene.enrolled({ collectiveId, ...more });
  there.member = (await enrolled({ name: 'Chandrakala Velugu' })).id;
  there.other = (await enrolled({ name: 'Suvarchala' })).id;
  const path = { id: collectiveId };
  const attendance = [there.member, there.other].map((memberId) => ({ memberId, status: 'present' }));
  Object.assign(meeting, { attendance });
  Object.assign(opening, { members: [{ memberId: there.member, savingsPaise: 0, loans: [] }] });
  await must({ route: 'POST /api/collectives/{id}/opening', path, body: opening, caller: coordinator });
  await must({ route: 'POST /api/collectives/{id}/meetings', path, body: meeting, caller: coordinator });
  await must({ route: 'POST /api/collectives/{id}/vouchers', path, body: voucher, caller: coordinator });
  await must({
    route: 'POST /api/collectives/{id}/vouchers/{voucherId}/reversal',
    path: { id: collectiveId, voucherId: voucher.id },
    body: voucherReversal,
    caller: coordinator,
  });
  Object.assign(opened, { memberId: there.member });
  const { code = '' } = await must({ route: 'POST /api/cases', body: opened, caller: coordinator });
  there.case = opened.id;
  there.code = code;
  await must({ route: 'POST /api/cases', body: { ...urgent, memberId: there.other }, caller: coordinator });
  Object.assign(group, { id: collectiveId });
  await must({ route: 'POST /api/cases', body: { ...hers, memberId: there.member }, caller: leader() });
  await must({ route: 'POST /api/cases/{id}/take', path: { id: urgent.id }, body: take, caller: caseworker });
  const caller = coordinator;
  await must({ route: 'POST /api/cases/{id}/events', path: { id: opened.id }, body: event, caller });
  const followUp = { id: newId(), type: 'follow_up', on: '2026-10-02', due: '2026-10-09' };
  await must({ route: 'POST /api/cases/{id}/events', path: { id: opened.id }, body: followUp, caller });
  await must({
    route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
    path: { id: collectiveId, meetingId: meeting.id },
    body: reversal,
    caller,
  });
  await must({ route: 'POST /api/members/{id}/exit', path: { id: there.other }, body: exit, caller });
  await scene.agree(there.member, consent);
  await scene.addChild(there.member, child);
  await scene.observe(there.member, child.id, schooling);
  await scene.addOffice(there.member, office);
  await must({ route: 'POST /api/members/{id}/talks', path: member(), body: talk, caller });
  const ofRequest = { id: there.member, requestId: asked.id };
  await must({ route: 'POST /api/members/{id}/requests', path: member(), body: asked, caller: coordinator });
  await must({
    route: 'POST /api/members/{id}/requests/{requestId}/steps',
    path: ofRequest,
    body: requestStep,
    caller: coordinator,
  });
  await scene.endOffice(there.member, office.id, '2026-10-10');
  movedWoman.from = await scene.formCollective();
  movedWoman.id = (await scene.enrolled({ name: 'Vakula', collectiveId: movedWoman.from })).id;
  Object.assign(moved, { to: await scene.formCollective(), members: [movedWoman.id] });
  await must({
    route: 'POST /api/collectives/{id}/moves',
    path: { id: movedWoman.from },
    body: moved,
    caller,
  });
  await must({
    route: 'POST /api/collectives/{id}/moves/{moveId}/reversal',
    path: { id: movedWoman.from, moveId: moved.id },
    body: moveReversal,
    caller,
  });
  there.glass.code = code;
  await must({ route: 'POST /api/break-glass', body: there.glass, caller: caseworker });
  there.erased = (await enrolled({ name: 'Mallikamba' })).id;
  question.about.memberId = there.member;
  await must({ route: 'POST /api/collectives/{id}/questions', path, body: question, caller });
  const body = { id: newId(), reason: 'She asked for it.' };
  for (const { personId: id, role } of [auditor, coordinator]) {
    const dataKey = await scene.records.vault.createKey(ownerOf(id));
    await scene.records.table.transact([
      {
        put: {
          ...personKey(id),
          ...{
            id,
            role,
            signInName: 'riverlamp',
            locale: 'en',
            collectives: [],
            districts: [],
            disabled: false,
          },
          name: dataKey.encrypt(nameContext(id), 'Anita Vana'),
          ...{ version: 1, createdAt: '2026-04-01T00:00:00Z', createdBy: id },
        },
      },
      dataKey.write,
    ]);
  }
  await must({ route: 'POST /api/members/{id}/erasure', path: { id: there.erased }, body, caller: auditor });
  const decision = { decision: 'approved' };
  await must({
    route: 'POST /api/approvals/{id}',
    path: { id: body.id },
    body: decision,
    caller: coordinator,
  });
  const waits = { id: newId(), reason: 'She has left.' };
  await must({ route: 'POST /api/users/{id}/erasure', path: { id: personId }, body: waits, caller: auditor });
  there.meeting = meeting.id;
});
afterAll(() => scene.records.close());

const member = () => ({ id: there.member });
const inCase = () => [there.case, there.member];
const onSheet = () => [group.id, there.meeting, there.member, there.other];

type Row = {
  readonly what?: string;
  readonly request: () => Omit<TestRequest, 'route'>;
  /** Whom the line names. */
  readonly subjects: () => readonly string[];
  readonly status?: number;
};

const reading = (row: Row): readonly Row[] => [row];

const rows: Record<ApiRoute, readonly Row[] | string> = {
  'GET /api/members': [
    {
      request: () => ({ caller: coordinator, query: { collectiveId: group.id } }),
      subjects: () => [there.member, there.other],
    },
    {
      what: 'an empty page',
      request: () => ({ caller: coordinator, query: { collectiveId: newId() } }),
      subjects: () => [],
    },
  ],
  'POST /api/members/search': [
    {
      request: () => ({ caller: coordinator, body: { q: 'Suvarchala' } }),
      subjects: () => [there.other],
    },
    {
      what: 'that finds nobody',
      request: () => ({ caller: coordinator, body: { q: 'Tulasamma' } }),
      subjects: () => [],
    },
  ],
  'GET /api/same-women': reading({
    request: () => ({ caller: coordinator, query: { state: 'different' } }),
    subjects: () => [],
  }),
  'POST /api/same-women': reading({
    request: () => ({ caller: coordinator, body: { id: newId(), memberIds: [there.member, there.other] } }),
    subjects: () => [there.member, there.other],
    // Named once more: the row without the log has named them.
    status: 200,
  }),
  'POST /api/same-women/{id}/decision': 'its answer is that of a pair, whose line the naming’s row covers',
  'POST /api/same-women/{id}/parting': 'its answer has the id and the state of what was asked for alone',
  'GET /api/members/{id}': reading({
    request: () => ({ caller: coordinator, path: member() }),
    subjects: () => [there.member],
  }),
  'PATCH /api/members/{id}': reading({
    request: () => ({ caller: coordinator, path: member(), ifMatch: 99, body: {} }),
    subjects: () => [there.member],
    status: 412,
  }),
  'POST /api/members':
    'who enrols her knows what she sent; a repetition is read in test/members/enrolment.test.ts',
  'POST /api/members/{id}/consents': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: member(), body: consent }),
    subjects: () => [there.member],
  }),
  'POST /api/members/{id}/children': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: member(), body: child }),
    subjects: () => [there.member],
  }),
  'PUT /api/members/{id}/children/{childId}': reading({
    request: () => ({
      caller: coordinator,
      path: { id: there.member, childId: child.id },
      body: changedChild,
    }),
    subjects: () => [there.member],
  }),
  'POST /api/members/{id}/children/{childId}/schooling': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: { id: there.member, childId: child.id }, body: schooling }),
    subjects: () => [there.member],
  }),
  'POST /api/members/{id}/requests': [
    {
      what: 'again',
      request: () => ({ caller: coordinator, path: member(), body: asked }),
      subjects: () => [asked.id, there.member],
    },
  ],
  'POST /api/members/{id}/requests/{requestId}/steps': reading({
    what: 'again',
    request: () => ({
      caller: coordinator,
      path: { id: there.member, requestId: asked.id },
      body: requestStep,
    }),
    subjects: () => [asked.id, there.member],
  }),
  'GET /api/requests': reading({
    request: () => ({ caller: coordinator }),
    subjects: () => [asked.id, there.member],
  }),
  'POST /api/members/{id}/offices': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: member(), body: office }),
    subjects: () => [there.member],
  }),
  'POST /api/members/{id}/offices/{officeId}/end': reading({
    what: 'again',
    request: () => ({
      caller: coordinator,
      path: { id: there.member, officeId: office.id },
      body: { on: '2026-10-10' },
    }),
    subjects: () => [there.member],
  }),
  'POST /api/members/{id}/talks': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: member(), body: talk }),
    subjects: () => [there.member],
  }),
  'GET /api/members/{id}/talks': reading({
    request: () => ({ caller: coordinator, path: member() }),
    subjects: () => [there.member],
  }),
  'POST /api/members/{id}/reversals': 'gives back what was sent',
  'POST /api/members/{id}/exit': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: { id: there.other }, body: exit }),
    subjects: () => [there.other],
  }),
  'GET /api/collectives/{id}/meetings': reading({
    request: () => ({ caller: coordinator, path: { id: group.id } }),
    subjects: onSheet,
  }),
  'GET /api/collectives/{id}/meetings/{meetingId}': reading({
    request: () => ({ caller: coordinator, path: { id: group.id, meetingId: there.meeting } }),
    subjects: onSheet,
  }),
  'POST /api/collectives/{id}/meetings': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: { id: group.id }, body: meeting }),
    subjects: onSheet,
  }),
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal': reading({
    what: 'again',
    request: () => ({
      caller: coordinator,
      path: { id: group.id, meetingId: there.meeting },
      body: reversal,
    }),
    subjects: onSheet,
  }),
  'GET /api/collectives/{id}/vouchers': 'money of the group’s, without texts',
  'GET /api/collectives/{id}/vouchers/{voucherId}': reading({
    request: () => ({ caller: coordinator, path: { id: group.id, voucherId: voucher.id } }),
    subjects: () => [voucher.id, group.id],
  }),
  'POST /api/collectives/{id}/vouchers': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: { id: group.id }, body: voucher }),
    subjects: () => [voucher.id, group.id],
  }),
  'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': reading({
    what: 'again',
    request: () => ({
      caller: coordinator,
      path: { id: group.id, voucherId: voucher.id },
      body: voucherReversal,
    }),
    subjects: () => [voucher.id, group.id],
  }),
  'POST /api/collectives/{id}/borrowings': 'money of the group’s',
  'GET /api/collectives/{id}/borrowings': 'money of the group’s',
  'GET /api/collectives/{id}/accounts': 'sums of the group’s money',
  'POST /api/collectives/{id}/opening': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: { id: group.id }, body: opening }),
    subjects: () => [group.id, there.member],
  }),
  'GET /api/collectives/{id}/opening': reading({
    request: () => ({ caller: coordinator, path: { id: group.id } }),
    subjects: () => [group.id, there.member],
  }),
  'POST /api/collectives/{id}/moves': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: { id: movedWoman.from }, body: moved }),
    subjects: () => [movedWoman.from, moved.id, movedWoman.id],
  }),
  'GET /api/collectives/{id}/moves': reading({
    request: () => ({ caller: coordinator, path: { id: movedWoman.from } }),
    subjects: () => [movedWoman.from, moved.id, movedWoman.id],
  }),
  'POST /api/collectives/{id}/moves/{moveId}/reversal': reading({
    what: 'again',
    request: () => ({
      caller: coordinator,
      path: { id: movedWoman.from, moveId: moved.id },
      body: moveReversal,
    }),
    subjects: () => [movedWoman.from, moved.id, movedWoman.id],
  }),
  'GET /api/collectives/{id}/ledger': reading({
    request: () => ({ caller: coordinator, path: { id: group.id } }),
    subjects: () => [group.id, there.member, there.other, there.erased],
  }),
  'GET /api/members/{id}/savings': reading({
    request: () => ({ caller: coordinator, path: member() }),
    subjects: () => [there.member],
  }),
  'GET /api/cases': [
    {
      request: () => ({ caller: coordinator }),
      subjects: () => [...inCase(), urgent.id, there.other, hers.id],
    },
    {
      what: 'an empty page',
      request: () => ({ caller: coordinator, query: { kind: 'compensation' } }),
      subjects: () => [],
    },
  ],
  'GET /api/agenda': [
    { request: () => ({ caller: coordinator }), subjects: inCase },
    {
      what: 'with nothing due',
      request: () => ({ caller: coordinator, query: { from: '2030-01-01' } }),
      subjects: () => [],
    },
  ],
  'GET /api/members/{id}/cases': reading({
    request: () => ({ caller: coordinator, path: { id: there.member } }),
    subjects: () => [there.member, there.case, hers.id],
  }),
  'GET /api/me/pack': reading({
    request: () => ({ caller: leader() }),
    subjects: () => [question.id, group.id, there.meeting, there.member, there.other, there.erased, hers.id],
  }),
  'GET /api/cases/unassigned': reading({
    request: () => ({ caller: caseworker }),
    subjects: () => [there.case],
  }),
  'POST /api/cases/{id}/take': reading({
    what: 'again',
    request: () => ({ caller: caseworker, path: { id: urgent.id }, body: take }),
    subjects: () => [urgent.id, there.other],
  }),
  'GET /api/cases/{id}': reading({
    request: () => ({ caller: coordinator, path: { id: there.case } }),
    subjects: inCase,
  }),
  'PATCH /api/cases/{id}': reading({
    request: () => ({ caller: coordinator, path: { id: there.case }, ifMatch: 99, body: {} }),
    subjects: inCase,
    status: 412,
  }),
  'GET /api/cases/{id}/readings': 'roles and times, nothing of the case',
  'GET /api/members/{id}/record': reading({
    request: () => ({ caller: leader(), path: member() }),
    subjects: () => [hers.id, asked.id, there.member],
  }),
  'POST /api/users/{id}/case-handover': 'gives back how many cases; the journal has it',
  'POST /api/cases': reading({
    what: 'again',
    request: () => ({ caller: coordinator, body: opened }),
    subjects: inCase,
  }),
  'POST /api/cases/{id}/events': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: { id: there.case }, body: event }),
    subjects: inCase,
  }),
  'GET /api/cases/{id}/events': reading({
    request: () => ({ caller: coordinator, path: { id: there.case } }),
    subjects: inCase,
  }),
  'POST /api/break-glass': [
    {
      what: 'again',
      request: () => ({ caller: caseworker, body: there.glass }),
      subjects: inCase,
    },
    {
      what: 'with a code that is no case’s',
      request: () => ({ caller: caseworker, body: { ...there.glass, id: newId(), code: 'C-222222' } }),
      subjects: () => [],
      status: 404,
    },
  ],
  'POST /api/break-glass/{id}/end': 'gives back whose access ended, without its reason; the journal has it',
  'GET /api/break-glass/refused': 'gives a number',
  'GET /api/break-glass': reading({ request: () => ({ caller: auditor }), subjects: inCase }),
  'GET /api/assignees': reading({
    request: () => ({ caller: coordinator }),
    subjects: () => [there.person],
  }),
  'POST /api/exports': [
    {
      request: () => ({
        caller: coordinator,
        body: { list: 'members', subjects: [there.member, there.other] },
      }),
      subjects: () => [there.member, there.other],
      status: 201,
    },
    {
      what: 'of no rows',
      request: () => ({ caller: auditor, body: { list: 'members', subjects: [] } }),
      subjects: () => [],
      status: 201,
    },
  ],
  'GET /api/actors': reading({
    request: () => ({ caller: auditor }),
    subjects: () => [there.person, aLeader.id],
  }),
  'GET /api/users': reading({
    request: () => ({ caller: administrator }),
    subjects: () => [there.person, aLeader.id],
  }),
  'POST /api/users': reading({
    what: 'again',
    request: () => ({ caller: administrator, body: person }),
    subjects: () => [there.person],
  }),
  'GET /api/users/{id}': reading({
    request: () => ({ caller: administrator, path: { id: there.person } }),
    subjects: () => [there.person],
  }),
  'PATCH /api/users/{id}': reading({
    request: () => ({ caller: administrator, path: { id: there.person }, ifMatch: 99, body: {} }),
    subjects: () => [there.person],
    status: 412,
  }),
  'GET /api/phones': reading({
    request: () => ({ caller: administrator }),
    subjects: () => [aLeader.id],
  }),
  'GET /api/users/{id}/devices': reading({
    request: () => ({ caller: administrator, path: { id: there.person } }),
    subjects: () => [there.person],
  }),
  'POST /api/users/{id}/devices/{deviceId}/revocation':
    'gives back the phone that was ended; the journal has it',
  'POST /api/users/{id}/one-time-password': 'gives a new password and nothing of hers; the journal has it',
  'GET /api/erasures': reading({
    request: () => ({ caller: auditor }),
    subjects: () => [there.erased, there.person],
  }),
  'GET /api/erasures/{id}': 'leaves one: test/approvals/person-erasure.test.ts',
  'POST /api/members/{id}/erasure': 'gives back what was asked for; the journal has it',
  'POST /api/users/{id}/erasure': 'gives back what was asked for; the journal has it',
  'POST /api/data-handovers': 'gives back what was asked for; the journal has it',
  'GET /api/data-handovers': 'keys of recipients, no record of a person',
  'GET /api/data-handovers/{id}': 'leaves one with each link: test/handover/handover.test.ts',
  'GET /api/approvals': [
    { request: () => ({ caller: auditor }), subjects: () => [there.person] },
    { what: 'to whom none is shown', request: () => ({ caller: coordinator }), subjects: () => [] },
  ],
  'POST /api/approvals/{id}': 'ids and fixed words; the journal has it',
  'POST /api/approvals/{id}/withdrawal': 'ids and fixed words; the journal has it',
  'POST /api/codes': 'codes and groups’ names, for ids that the caller has',

  'GET /api/journal': 'ids and fixed words, for the auditor, whose function may write neither log',
  'GET /api/access-log': 'ids and fixed words, for the auditor, whose function may write neither log',
  'GET /api/log-digests': 'counts and hashes, for the auditor, whose function may write neither log',
  'GET /api/snapshots/preview': 'leaves one: test/preview/preview.test.ts',
  'GET /api/findings': 'leaves one: test/preview/month-findings.test.ts',

  'GET /api/health': 'nobody’s',
  'POST /api/health/drills': 'nobody’s',
  'GET /api/health/state': 'leaves one: test/health/live.test.ts',
  'GET /api/openapi.json': 'nobody’s',
  'GET /api/me': 'her own',
  'POST /api/me/device-keys': 'her own',
  'POST /api/me/device-keys/open': 'her own',
  'POST /api/me/devices': 'her own',
  'POST /api/device/contact': 'a phone’s own',
  'POST /api/device/unlock': 'a phone’s own',
  'GET /api/assignable-collectives': 'a group’s name and district',
  'POST /api/collectives': 'a group’s name, district and dates',
  'GET /api/collectives': 'a group’s name, district and dates',
  'GET /api/collective-overviews': 'head counts and money of groups',
  'GET /api/collectives/{id}':
    'a group’s name, district and dates; its leaders are read in test/people/people.test.ts',
  'PATCH /api/collectives/{id}': 'a group’s name, district and dates',
  'POST /api/outreach': 'a head count',
  'GET /api/outreach': 'a head count; a roster is read in test/outreach/roster.test.ts',
  'PUT /api/outreach/{id}/roster':
    'gives back what was sent; an old one is read in test/outreach/roster.test.ts',
  'POST /api/outreach/{id}/reversal': 'a head count',
  'POST /api/collectives/{id}/questions': reading({
    what: 'again',
    request: () => ({ caller: coordinator, path: { id: group.id }, body: question }),
    subjects: () => [question.id, there.member],
    status: 200,
  }),
  'GET /api/collectives/{id}/questions': reading({
    request: () => ({ caller: coordinator, path: { id: group.id } }),
    subjects: () => [question.id, there.member],
  }),
  'POST /api/collectives/{id}/questions/{questionId}/answers':
    'shows the question: test/questions/questions.test.ts',
  'POST /api/collectives/{id}/questions/{questionId}/closing':
    'shows the question: test/questions/questions.test.ts',
  'GET /api/questions': reading({
    request: () => ({ caller: coordinator }),
    subjects: () => [question.id, there.member],
  }),
  'GET /api/voice/{spokenIn}': 'about nobody',
  'GET /api/voice/{spokenIn}/{textSha256}/{sha256}': 'about nobody',
  'POST /api/voice/{spokenIn}/{textSha256}': 'about nobody',
  'POST /api/voice/{spokenIn}/{textSha256}/decision': 'about nobody',
  'POST /api/voice/{spokenIn}/{textSha256}/removal': 'about nobody',
  'POST /api/demands': 'about nobody',
  'GET /api/demands': 'about nobody; texts of steps are read in test/demands/demands.test.ts',
  'GET /api/demands/{id}': 'about nobody; texts of steps are read in test/demands/demands.test.ts',
  'POST /api/demands/{id}/steps': 'gives back what was sent: test/demands/demands.test.ts',
  'POST /api/demands/{id}/reversal': 'about nobody; texts of steps are read in test/demands/demands.test.ts',
  'POST /api/snapshots/{month}/corrections': 'numbers of the programme',
  'POST /api/snapshots/{month}/explanations': 'ids and fixed words',
  'GET /api/snapshots/{month}/explanations': 'ids and fixed words',
  'GET /api/cash-differences': 'money of groups, by their ids',
  'PUT /api/targets/{financialYear}': 'numbers of the programme',
  'GET /api/targets/{financialYear}': 'numbers of the programme',
  'PUT /api/baselines': 'numbers of the programme',
  'GET /api/baselines': 'numbers of the programme',
  'PUT /api/narratives/{month}': 'to be published',
  'GET /api/narratives/{month}': 'to be published',
  'POST /api/programme/terms': 'to be published',
  'GET /api/programme': 'to be published',
  'GET /api/snapshots': 'published',
  'GET /api/snapshots/{month}': 'published',
  'GET /api/snapshots/{month}/versions/{version}': 'published',
  'GET /api/snapshots/{month}/files/{name}': 'published',
};

const line = z.strictObject({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  route: z.string(),
  subject: z.string().optional(),
  subjects: z.array(z.string()),
  fields: z.array(z.string()),
  lastAt: z.string().optional(),
  hours: z.int().optional(),
  lists: z.array(z.strictObject({ subjects: z.array(z.string()), fields: z.array(z.string()) })).optional(),
});
const found = async (query: Readonly<Record<string, string>>) => {
  const { body } = await send({ route: 'GET /api/access-log', caller: auditor, query });
  return z.object({ items: z.array(line) }).parse(body).items;
};

const readings = Object.entries(rows).flatMap(([route, given]) =>
  typeof given === 'string'
    ? []
    : given.map((row) => ({ route: route as ApiRoute, what: row.what ?? '', ...row })),
);

test.each(Object.entries(rows))('what a reading by %s tells her is decided', (route, given) => {
  const leavesLines = typeof given !== 'string' || /^leaves one|is read in test/.test(given);
  if (leavesLines) expect(toldByRoute).toHaveProperty([route]);
});

test('what a reading tells her is decided of no route that does not exist', () => {
  expect(Object.keys(toldByRoute).filter((route) => !Object.hasOwn(rows, route))).toEqual([]);
});

describe.each(readings)('$route $what', ({ route, request, subjects, status = 200 }) => {
  test('is not shown where the line cannot be written', async () => {
    const reply = await unlogged()({ ...request(), route });
    expect(reply.status).toBe(500);
    expect(reply.body).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status: 500,
      detail: expect.any(String),
      code: 'internal',
    });
  });

  test('leaves its line, which is found by whom it names and by who read', async () => {
    const asked = { ...request(), route };
    const { personId: actor = '' } = asked.caller ?? {};
    const before = new Set((await scene.records.readAccessLog()).map(({ id }) => id));
    expect(await send(asked)).toMatchObject({ status });
    const written = (await scene.records.readAccessLog()).filter(({ id }) => !before.has(id));
    expect(written).toHaveLength(1);
    const all = new Set<string>();
    for (const one of written) {
      expect(one).toMatchObject({ actor, route, at: '2026-10-15T06:30:00.000Z' });
      expect(one.fields).not.toEqual([]);
      const named = z.array(z.string()).parse(one.subjects);
      for (const subject of named) all.add(subject);
      for (const query of [...named.map((subject) => ({ subject })), { actor }]) {
        expect((await found(query)).map(({ id }) => id)).toContain(one.id);
      }
    }
    expect([...all].sort()).toEqual(subjects().toSorted());
    expect((await found({ subject: newId() })).map(({ id }) => id)).toEqual([]);
  });
});

/** How many people's names or texts a request's own line in the function's log says were opened for it. */
const openedFor = async (request: TestRequest): Promise<unknown> => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  await send(request);
  spy.mockRestore();
  const lines = written.map((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text)));
  return lines.find(({ message }) => message === 'request')?.opened;
};

describe('the line of a request says how many names and texts were opened', () => {
  test.each([
    ['GET /api/members', undefined],
    ['GET /api/members/{id}', 1],
    ['POST /api/members/search', 1],
    ['GET /api/members/{id}/record', 1],
    ['GET /api/me/pack', 2],
    ['GET /api/requests', 1],
    ['GET /api/collectives/{id}/vouchers/{voucherId}', 1],
    ['GET /api/cases/{id}/events', 1],
    ['GET /api/cases', undefined],
    ['GET /api/break-glass', 1],
    // Of a member and of a leader.
    ['GET /api/erasures', 2],
  ] as const)('%s: %j', async (route, opened) => {
    const row = readings.find((one) => one.route === route);
    if (row === undefined) throw new Error('No row has this route.');
    expect(await openedFor({ ...row.request(), route })).toBe(opened);
  });
});
