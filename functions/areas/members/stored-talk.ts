import { ownerOf } from '../../shared/definition/of-member.ts';
import { checkStored, openRecords } from '../../shared/definition/seal.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { talkKey, talksOfMember } from '../../shared/table/keys/members.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { talkFields } from './definition.ts';
import { type StoredTalk, storedTalk, type TalkRecord, talkRecord } from './schema.ts';
import { sortTalks } from './talk-rules.ts';

export const parseTalk = (item: Item): StoredTalk => storedTalk.parse(item);

export const talkItemOf = (talk: StoredTalk): Item => {
  checkStored(talkFields, talk);
  return { ...talk, ...talkKey(talk.memberId, talk.id) };
};

/** All talks with a woman, by day, then by recording, those taken back too. @param ids all ids of hers */
export const readTalks = async (
  table: Pick<Table, 'query'>,
  ids: readonly string[],
): Promise<StoredTalk[]> => {
  const items = await Promise.all(ids.map((id) => queryAll(table, { partition: talksOfMember(id) })));
  return sortTalks(items.flat().map(parseTalk));
};

/** A talk with a woman, under whichever of her ids it was recorded; undefined if there is none. @param ids all ids of hers */
export const findTalk = async (
  table: Pick<Table, 'get'>,
  ids: readonly string[],
  talkId: string,
): Promise<StoredTalk | undefined> => {
  const items = await Promise.all(ids.map((id) => table.get(talkKey(id, talkId))));
  const found = items.find((item) => item !== undefined);
  return found && parseTalk(found);
};

/** Talks as the API shows them, decrypted. @param memberId the id under which the woman stands */
export const openTalks = async (
  vault: Pick<Vault, 'decryptMany'>,
  talks: readonly StoredTalk[],
  memberId: string,
): Promise<TalkRecord[]> => {
  const opened = await openRecords(
    vault,
    talks.map((record) => ({
      fields: talkFields,
      owner: ownerOf(record.memberId),
      key: talkKey(record.memberId, record.id),
      record,
    })),
  );
  return opened.map((one) => talkRecord.parse({ ...one, memberId }));
};
