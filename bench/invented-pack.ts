import { addMonths } from '../functions/shared/calendar/calendar.ts';
import type { JournalLine } from '../functions/shared/journal/line.ts';
import type { Item } from '../functions/shared/table/client.ts';
import { entitlementsKey } from '../functions/shared/table/keys/cases.ts';
import { accountKey, meetingKey } from '../functions/shared/table/keys/collectives.ts';
import { claimKey } from '../functions/shared/table/keys/journal-and-claims.ts';
import type { Key } from '../functions/shared/table/keys/key.ts';
import { memberKey } from '../functions/shared/table/keys/members.ts';
import { contextOf, type Owner } from '../functions/shared/vault/authenticated-context.ts';
import type { EncryptedText } from '../functions/shared/vault/encrypted-text.ts';
import { createVault } from '../functions/shared/vault/vault.ts';
import { createKeyStoreDouble, createWrappingKeyDouble } from '../test/support/vault-doubles.ts';
import { inventJournal } from './invented-journal.ts';

/** The invented records of a programme whose handover pack packing.ts makes, with real ciphertexts, in the pages of a scan. */

const membersEach = 20;

const months = 12;

const firstMonth = '2025-10';

const actor = '0197a000-0000-7000-8000-00000000ac10';

/** DynamoDB's page of a scan. */
const pageBytes = 1024 ** 2;

export const idOf = (kind: number, count: number): string =>
  `0197b${String(kind).padStart(3, '0')}-0000-7000-8000-${count.toString(16).padStart(12, '0')}`;

const stamp = { createdAt: '2025-10-01T06:30:00.000Z', createdBy: actor, version: 1 };

type Encrypt = (owner: Owner, key: Key, field: string, text: string) => Promise<EncryptedText>;

/** A member with two consents and a child, her account, her entitlements and the claims of four ids. */
const itemsOfMember = async (member: number, encrypt: Encrypt): Promise<Item[]> => {
  const id = idOf(1, member);
  const collectiveId = idOf(2, Math.floor(member / membersEach));
  const key = memberKey(id);
  const encrypted = (field: string, text: string) => encrypt(`member:${id}`, key, field, text);
  const consent = (nth: number) => ({
    id: idOf(3, 2 * member + nth),
    purpose: nth === 0 ? 'services' : 'reporting',
    given: true,
    on: '2025-10-01',
    method: 'signed',
    noticeVersion: '2025-10',
    givenBy: 'self',
    ...stamp,
  });
  const child = { id: idOf(4, member), birthYear: 2015, gender: 'female', schooling: [], ...stamp };
  const event = { entitlement: 'pension', stage: 'received', on: '2026-02-01', recordedAt: stamp.createdAt };
  const events = [0, 1, 2].map((nth) => [`event:${idOf(5, 3 * member + nth)}`, event]);
  const claims = [0, 1, 2, 3].map((nth) => ({
    ...claimKey(idOf(6, 4 * member + nth)),
    fingerprint: 'a'.repeat(43),
    record: key,
    at: stamp.createdAt,
  }));
  return [
    {
      ...key,
      id,
      code: `M-${member.toString(36).toUpperCase().padStart(6, '0')}`,
      name: await encrypted('name', 'వెన్నెల పద్మావతి'),
      mandal: await encrypted('mandal', 'Tenali'),
      birthYear: 1995,
      gender: 'female',
      category: 'cse_survivor',
      district: 'Guntur',
      collectiveId,
      joinedOn: '2025-10-01',
      consents: [consent(0), consent(1)],
      children: [child],
      offices: [],
      formerCollectives: [],
      ...stamp,
    },
    {
      ...accountKey(collectiveId, id),
      memberId: id,
      collectiveId,
      savingsPaise: 120_000,
      loans: {},
      sheets: 12,
    },
    { ...entitlementsKey(collectiveId, id), memberId: id, ...Object.fromEntries(events) },
    ...claims,
  ];
};

/** The sheets of a group, with a note now and then. */
const sheetsOf = async (group: number, encrypt: Encrypt): Promise<Item[]> => {
  const collectiveId = idOf(2, group);
  const ids = Array.from({ length: membersEach }, (_, row) => idOf(1, group * membersEach + row));
  return Promise.all(
    Array.from({ length: months }, async (_, month): Promise<Item> => {
      const id = idOf(7, group * months + month);
      const heldOn = `${addMonths(firstMonth, month)}-12`;
      const key = meetingKey(collectiveId, heldOn, id);
      const note = await encrypt(`collective:${collectiveId}`, key, 'note', 'వాన పడింది');
      return {
        ...key,
        id,
        heldOn,
        attendance: ids.map((memberId) => ({ memberId, status: 'present' })),
        entries: ids.map((memberId) => ({ memberId, kind: 'deposit', amountPaise: 10_000 })),
        cashCountedPaise: 200_000,
        ...(month % 6 === 0 ? { note } : {}),
        ...stamp,
      };
    }),
  );
};

/** The keys of all owners, in memory; KMS's answers come at once. */
export const createOwners = async (members: number) => {
  const wrappingKey = createWrappingKeyDouble();
  const keyStore = createKeyStoreDouble();
  const now = () => 0;
  const vault = createVault({ wrappingKey, keyStore, now, cacheLimit: 500_000 });
  const create = async (owner: Exclude<Owner, 'organisation'>): Promise<void> => {
    const { write } = await vault.createKey(owner);
    keyStore.apply(write);
  };
  for (let member = 0; member < members; member += 1) await create(`member:${idOf(1, member)}`);
  for (let group = 0; group < members / membersEach; group += 1) await create(`collective:${idOf(2, group)}`);
  const encrypt: Encrypt = (owner, key, field, text) => vault.encrypt(owner, contextOf(key, field), text);
  /** Opens a vault with an empty cache, as each invocation of the function has. */
  const open = () => createVault({ wrappingKey, keyStore, now, cacheLimit: 500_000 });
  return { encrypt, open };
};

/** The pages of a scan. The key `last` of a page stands for the page's last group; given as `after`, the scan goes on with the next group. */
export async function* scanFrom(members: number, after: Key | null, encrypt: Encrypt) {
  const groups = members / membersEach;
  const begin = after === null ? 0 : Number.parseInt(String(after.sk).slice(0, 12), 16) + 1;
  let items: Item[] = [];
  let bytes = 0;
  for (let group = begin; group < groups; group += 1) {
    const ofMembers = await Promise.all(
      Array.from({ length: membersEach }, (_, row) => itemsOfMember(group * membersEach + row, encrypt)),
    );
    const added = [...(await sheetsOf(group, encrypt)), ...ofMembers.flat()];
    items.push(...added);
    bytes += Buffer.byteLength(JSON.stringify(added));
    if (bytes < pageBytes && group + 1 < groups) continue;
    yield {
      items,
      last: group + 1 < groups ? { pk: 'page', sk: group.toString(16).padStart(12, '0') } : undefined,
    };
    items = [];
    bytes = 0;
  }
}

export async function* readLines(members: number, from: string | null): AsyncGenerator<JournalLine[]> {
  const plan = { collectives: members / membersEach, membersEach, firstMonth, months };
  const page: JournalLine[] = [];
  for (const line of inventJournal(plan)) {
    if (from !== null && line.recordedAt < from) continue;
    page.push(line);
    if (page.length === 1_000) yield page.splice(0);
  }
  yield page;
}
