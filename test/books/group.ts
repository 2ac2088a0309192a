import { storedAccount } from '../../functions/areas/accounts/account.ts';
import { startGroupMoney, storedGroupMoney } from '../../functions/areas/accounts/group-money.ts';
import { closeAccount, openAccount } from '../../functions/areas/accounts/open-close-account.ts';
import { accounts } from '../../functions/areas/books/accounts-schema.ts';
import { ledger, memberSavings } from '../../functions/areas/books/report-schema.ts';
import { createBooksRoutes } from '../../functions/areas/books/routes.ts';
import { meeting } from '../../functions/areas/books/sheet-schema.ts';
import type { Table, Write } from '../../functions/shared/table/client.ts';
import { accountKey, collectiveKey, groupMoneyKey } from '../../functions/shared/table/keys/collectives.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller, createSend, problem, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { id } from './sheets.ts';

/** The routes as they run, over the test's table or over one that stands before it. */
export const createSavingsSend = (records: TestRecords, table: Table = records.as('books').table) =>
  createSend(createBooksRoutes({ ...records.as('books'), table }));

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

/** A collective with its money, its key and its members. */
export const createGroup = async (records: TestRecords, size = 3) => {
  const { table, vault } = records;
  const collectiveId = id();
  const members = Array.from({ length: size }, () => id());
  const dataKey = await vault.createKey(`collective:${collectiveId}`);
  await must(table, [
    startGroupMoney(collectiveId),
    { put: { ...collectiveKey(collectiveId), id: collectiveId, version: 1 } },
    dataKey.write,
  ]);
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
  for (const memberId of members.slice(0, 3)) {
    await must(table, [(await vault.createKey(`member:${memberId}`)).write]);
  }
  const leader = createCaller('leader', { collectives: [collectiveId] });
  return { collectiveId, members, leader };
};

export type Group = Awaited<ReturnType<typeof createGroup>>;

/** Lets a member exit, as far as the savings look at it. */
export const exit = (records: TestRecords, { collectiveId }: Group, memberId: string, on: string) =>
  must(records.table, [closeAccount(collectiveId, memberId, on, 'exited')]);

/** What the group does, through the API. */
export const speakFor = (send: Send, { collectiveId, leader }: Group) => {
  const path = { id: collectiveId };
  return {
    hold: (body: unknown): Promise<TestReply> =>
      send({ route: 'POST /api/collectives/{id}/meetings', path, body, caller: leader }),
    /** @param now when, if not on the day of the test */
    reverse: (
      meetingId: string,
      body: unknown = { id: id(), reason: 'Written twice' },
      now?: string,
    ): Promise<TestReply> =>
      send({
        route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
        path: { ...path, meetingId },
        body,
        caller: leader,
        ...(now === undefined ? {} : { now }),
      }),
    spend: (body: unknown): Promise<TestReply> =>
      send({ route: 'POST /api/collectives/{id}/vouchers', path, body, caller: leader }),
    /** @param now when, if not on the day of the test */
    reverseVoucher: (
      voucherId: string,
      body: unknown = { id: id(), reason: 'Written twice' },
      now?: string,
    ): Promise<TestReply> =>
      send({
        route: 'POST /api/collectives/{id}/vouchers/{voucherId}/reversal',
        path: { ...path, voucherId },
        body,
        caller: leader,
        ...(now === undefined ? {} : { now }),
      }),
    borrow: (body: unknown): Promise<TestReply> =>
      send({ route: 'POST /api/collectives/{id}/borrowings', path, body, caller: leader }),
    open: (body: unknown): Promise<TestReply> =>
      send({
        route: 'POST /api/collectives/{id}/opening',
        path,
        body,
        caller: createCaller('coordinator'),
      }),
    accounts: async (from: string, to: string) => {
      const reply = await send({
        route: 'GET /api/collectives/{id}/accounts',
        path,
        query: { from, to },
        caller: leader,
      });
      return accounts.parse(reply.body);
    },
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

/** The group's money as it lies in the table. */
export const readMoney = async (records: TestRecords, { collectiveId }: Pick<Group, 'collectiveId'>) =>
  storedGroupMoney.parse(await records.table.get(groupMoneyKey(collectiveId)));

/** An account as it lies in the table. */
export const readAccount = async (records: TestRecords, { collectiveId }: Group, memberId: string) =>
  storedAccount.parse(await records.table.get(accountKey(collectiveId, memberId)));
