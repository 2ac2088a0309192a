import { closeAccount, openAccount, storedAccount } from '../../functions/accounts/account.ts';
import { createSavings } from '../../functions/books/repository.ts';
import { createBooksRoutes } from '../../functions/books/routes.ts';
import {
  type Entry,
  ledger,
  type MeetingInput,
  meeting,
  memberSavings,
} from '../../functions/books/schema.ts';
import { newId } from '../../functions/domain/ids.ts';
import type { Table, Write } from '../../functions/table/client.ts';
import { accountKey, cashKey, memberKey } from '../../functions/table/keys.ts';
import { createCaller, createSend, problem, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

/** An id whose place in the order of ids does not matter. */
export const id = newId;

/** The routes as they run, over the test's table or over one that stands before it. */
export const createSavingsSend = (records: TestRecords, table: Table = records.table) =>
  createSend(
    createBooksRoutes({ savings: createSavings(table, records.vault), accessLog: records.accessLog }),
  );

export type Send = ReturnType<typeof createSavingsSend>;

export const must = async (table: Table, writes: readonly Write[]): Promise<void> => {
  const failures = await table.transact(writes);
  if (failures !== null) {
    throw new Error('The test could not write what it starts from.');
  }
};

/** A member as the members slice stores her, as far as the savings look at her. */
export const storeMember = (
  table: Table,
  memberId: string,
  member: { collectiveId: string; district?: string; formerCollectives?: string[] },
): Promise<void> =>
  must(table, [{ put: { ...memberKey(memberId), id: memberId, district: 'Guntur', ...member } }]);

/** A collective with its cash, its key and its members. */
export const createGroup = async (records: TestRecords, size = 3) => {
  const { table, vault } = records;
  const collectiveId = id();
  const members = Array.from({ length: size }, () => id());
  const dataKey = await vault.createKey(`collective:${collectiveId}`);
  await must(table, [{ put: { ...cashKey(collectiveId), cashPaise: 0, sheets: 0 } }, dataKey.write]);
  for (let start = 0; start < size; start += 50) {
    await must(
      table,
      members
        .slice(start, start + 50)
        .flatMap((memberId) => [
          openAccount(collectiveId, memberId),
          { put: { ...memberKey(memberId), id: memberId, district: 'Guntur', collectiveId } },
        ]),
    );
  }
  const leader = createCaller('leader', { collectives: [collectiveId] });
  return { collectiveId, members, leader };
};

export type Group = Awaited<ReturnType<typeof createGroup>>;

/** Lets a member exit, as far as the savings look at it. */
export const exit = (records: TestRecords, { collectiveId }: Group, memberId: string, on: string) =>
  must(records.table, [closeAccount(collectiveId, memberId, on)]);

type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>;
type SimpleKind = Exclude<Entry['kind'], 'loan' | 'repayment' | 'interest'>;

const simple =
  (kind: SimpleKind) =>
  (memberId: string, amountPaise: number): EntryOf<SimpleKind> => ({ memberId, kind, amountPaise });
export const deposit = simple('deposit');
export const withdrawal = simple('withdrawal');
export const interest = (memberId: string, amountPaise: number, loanId?: string): Entry => ({
  memberId,
  kind: 'interest',
  amountPaise,
  ...(loanId === undefined ? {} : { loanId }),
});
export const fine = simple('fine');
export const loan = (memberId: string, amountPaise: number, loanId: string): Entry => ({
  memberId,
  kind: 'loan',
  amountPaise,
  loanId,
});
export const repayment = (memberId: string, amountPaise: number, loanId: string): Entry => ({
  memberId,
  kind: 'repayment',
  amountPaise,
  loanId,
});

/** A sheet on which everyone with an entry is present. */
export const sheetOf = (entries: readonly Entry[], more: Partial<MeetingInput> = {}): MeetingInput => ({
  id: id(),
  heldOn: '2026-10-10',
  attendance: [...new Set(entries.map(({ memberId }) => memberId))].map((memberId) => ({
    memberId,
    status: 'present',
  })),
  entries: [...entries],
  ...more,
});

/** What the group does, through the API. */
export const speakFor = (send: Send, { collectiveId, leader }: Group) => {
  const path = { id: collectiveId };
  return {
    hold: (body: unknown): Promise<TestReply> =>
      send({ route: 'POST /api/collectives/{id}/meetings', path, body, caller: leader }),
    reverse: (meetingId: string, body: unknown = { id: id(), reason: 'Written twice' }): Promise<TestReply> =>
      send({
        route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
        path: { ...path, meetingId },
        body,
        caller: leader,
      }),
    read: async (meetingId: string) => {
      const reply = await send({
        route: 'GET /api/collectives/{id}/meetings/{meetingId}',
        path: { ...path, meetingId },
        caller: leader,
      });
      return meeting.parse(reply.body);
    },
    ledger: async () => {
      const reply = await send({ route: 'GET /api/collectives/{id}/ledger', path, caller: leader });
      return ledger.parse(reply.body);
    },
    savings: async (memberId: string) => {
      const reply = await send({
        route: 'GET /api/members/{id}/savings',
        path: { id: memberId },
        caller: leader,
      });
      return memberSavings.parse(reply.body);
    },
  };
};

/** Savings over tables of their own, in which groups are formed. */
export const openBooks = async () => {
  const records = await openRecords();
  const send = createSavingsSend(records);
  return {
    records,
    send,
    /** A new group with its voice. */
    form: async (size = 3) => {
      const group = await createGroup(records, size);
      const [first = '', second = '', third = ''] = group.members;
      return { ...group, group, first, second, third, ...speakFor(send, group) };
    },
  };
};

/** Status, code and paths of a refusal. */
export const refusalIn = (reply: TestReply) => {
  const { code, errors } = problem.parse(reply.body);
  return { status: reply.status, code, paths: errors?.map(({ path }) => path) };
};

/** An account as it lies in the table. */
export const readAccount = async (records: TestRecords, { collectiveId }: Group, memberId: string) =>
  storedAccount.parse(await records.table.get(accountKey(collectiveId, memberId)));
