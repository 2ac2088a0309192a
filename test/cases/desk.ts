import { expect } from 'vitest';
import * as z from 'zod';
import { caseRecord } from '../../functions/areas/cases/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { personKey } from '../../functions/shared/table/keys/people.ts';
import { type Codes, createCodes } from '../../functions/shared/table/member-and-case-codes.ts';
import { createCaller, type TestReply } from '../support/request.ts';
import { openRecords } from '../support/table.ts';
import { createCasesSend } from './send.ts';

export const page = z.object({ items: z.array(z.unknown()), cursor: z.string().optional() });
/** The items of a list, page after page. */
export const readAll = async <T extends z.ZodType>(
  item: T,
  readPage: (query: Record<string, string>) => Promise<TestReply>,
  query: Record<string, string>,
): Promise<z.output<T>[]> => {
  const items: z.output<T>[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 200; pages += 1) {
    const reply = await readPage(cursor === undefined ? query : { ...query, cursor });
    expect(reply.status).toBe(200);
    const found = page.parse(reply.body);
    expect(found.items.length).toBeLessThanOrEqual(Number(query.limit ?? 50));
    items.push(...found.items.map((value) => item.parse(value)));
    cursor = found.cursor;
    if (cursor === undefined) {
      return items;
    }
  }
  throw new Error('The list does not end.');
};

/** A desk of cases over tables of its own: the people who work at it, a member, and the requests that concern her cases. */
export const openDesk = async () => {
  const records = await openRecords();
  const sendWith = (newCode: Codes) => createCasesSend(records, { newCode });
  const collectiveId = newId();
  const coordinator = createCaller('coordinator');
  const leader = createCaller('leader', { collectives: [collectiveId] });
  const otherLeader = createCaller('leader', { collectives: [newId()] });
  const caseworker = createCaller('caseworker', { districts: ['Guntur'] });
  const otherCaseworker = createCaller('caseworker', { districts: ['Guntur', 'Krishna'] });

  /** A person as she lies in the table, for what is checked of an assignee. */
  const putPerson = (personId: string, role: Role, disabled = false, districts: readonly string[] = []) =>
    records.table.transact([{ put: { ...personKey(personId), id: personId, role, disabled, districts } }]);

  /** A member as she lies in the table, for what a case needs of her, and her key. */
  const putMember = async (more: object = {}): Promise<string> => {
    const id = newId();
    const { write } = await records.vault.createKey(`member:${id}`);
    await records.table.transact([
      {
        put: {
          ...memberKey(id),
          ...{
            id,
            collectiveId,
            code: 'M-7F3K9Q',
            district: 'Guntur',
            birthYear: 1990,
            joinedOn: '2026-01-01',
          },
          ...more,
        },
      },
      write,
    ]);
    return id;
  };

  const send = sendWith(createCodes('C-'));
  const member = await putMember();
  await Promise.all(
    [coordinator, leader, caseworker, otherCaseworker].map(({ personId, role }) => putPerson(personId, role)),
  );
  return {
    records,
    sendWith,
    collectiveId,
    coordinator,
    leader,
    otherLeader,
    caseworker,
    otherCaseworker,
    putPerson,
    putMember,
    send,
    member,
    ...requestsAt(send, { coordinator, member }),
    linesOf: async (caseId: string) =>
      (await records.readJournal()).filter((line) => 'caseId' in line && line.caseId === caseId),
    accessesTo: (caseId: string) => records.accessesOf(caseId),
  };
};

/** The requests that concern a member's cases; by the coordinator where nobody else is named. */
const requestsAt = (
  send: ReturnType<typeof createCasesSend>,
  { coordinator, member }: { readonly coordinator: Caller; readonly member: string },
) => {
  const input = (more: object = {}) => ({
    id: newId(),
    memberId: member,
    kind: 'crisis',
    priority: 'urgent',
    openedOn: '2026-10-01',
    ...more,
  });
  const post = (body: object, caller: Caller = coordinator, now?: string) =>
    send({ route: 'POST /api/cases', caller, body, ...(now === undefined ? {} : { now }) });
  const opened = async (more: object = {}, caller: Caller = coordinator) => {
    const reply = await post(input(more), caller);
    expect(reply).toMatchObject({ status: 201 });
    return caseRecord.parse(reply.body);
  };
  const read = (id: string, caller: Caller = coordinator) =>
    send({ route: 'GET /api/cases/{id}', path: { id }, caller });
  const standing = async (id: string) => caseRecord.parse((await read(id)).body);
  const change = (id: string, ifMatch: number, body: object, caller: Caller = coordinator) =>
    send({ route: 'PATCH /api/cases/{id}', path: { id }, caller, ifMatch, body });
  const tell = (id: string, event: object, caller: Caller = coordinator, now?: string) =>
    send({
      route: 'POST /api/cases/{id}/events',
      path: { id },
      caller,
      body: { id: newId(), on: '2026-10-05', ...event },
      ...(now === undefined ? {} : { now }),
    });
  const timeline = (id: string, caller: Caller = coordinator, query: Record<string, string> = {}) =>
    send({ route: 'GET /api/cases/{id}/events', path: { id }, caller, query });
  const list = (caller: Caller, query: Record<string, string> = {}, now?: string) =>
    send({ route: 'GET /api/cases', caller, query, ...(now === undefined ? {} : { now }) });

  const idsOf = async (caller: Caller, query: Record<string, string> = {}, now?: string) =>
    (await readAll(caseRecord, (more) => list(caller, more, now), query)).map(({ id }) => id);
  return { input, post, opened, read, standing, change, tell, timeline, list, idsOf };
};

export const texts = {
  provider: 'Ashavaram Clinic',
  to: 'Snehavaram Trust',
  text: 'Yesterday she slept untroubled again.',
  reason: 'She asked for it wholeheartedly.',
};
export const longestWord = (text: string): string =>
  text.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest));
const application = newId();
const proceeding = { type: 'proceeding', proceedingId: newId() };
/** The events of one case: its application is filed in the first case that gets them. */
export const everyType = [
  { type: 'compensation', applicationId: application, scheme: 'other', forum: 'dlsa', stage: 'filed' },
  {
    type: 'compensation',
    applicationId: application,
    scheme: 'nalsa_2018',
    stage: 'awarded',
    amountPaise: 31_415_900,
  },
  { ...proceeding, step: 'fir', laws: ['itpa', 'pocso'] },
  { ...proceeding, step: 'charges_framed', nextOn: '2026-12-24' },
  { type: 'service', service: 'medical', provider: texts.provider },
  { type: 'service', service: 'livelihood' },
  { type: 'entitlement', entitlement: 'ration_card', stage: 'applied' },
  { type: 'referral', to: texts.to, stage: 'requested' },
  { type: 'follow_up', due: '2026-11-20' },
  { type: 'follow_up', due: '2026-11-20', done: true },
  { type: 'follow_up', due: '2026-11-20', done: false },
  { type: 'note', text: texts.text },
  { type: 'status', status: 'in_progress', reason: texts.reason },
  { type: 'status', status: 'closed', outcome: 'partly_met' },
];
