import * as z from 'zod';
import { notFound } from '../../shared/errors/errors.ts';
import { findKept } from '../../shared/one-woman/records.ts';
import type { Table } from '../../shared/table/client.ts';
import { groupMoneyKey, questionPrefix } from '../../shared/table/keys/collectives.ts';
import { claimKey } from '../../shared/table/keys/journal-and-claims.ts';
import type { StoredQuestion } from './schema.ts';
import { type AboutMember, aboutMember, parseQuestion } from './stored-question.ts';

/** Reads a question, and what it is about: a meeting or a woman. */

const claimedRecord = z.object({ record: z.object({ pk: z.string(), sk: z.string() }) });

/** The key of the record that a client made under an id; undefined unless it is a record with this prefix in the collective's partition. */
export const findClaimed = async (
  table: Pick<Table, 'get'>,
  collectiveId: string,
  id: string,
  prefix: string,
): Promise<{ readonly pk: string; readonly sk: string } | undefined> => {
  const claim = await table.get(claimKey(id));
  const key = claim && claimedRecord.parse(claim).record;
  // An answer's id has a claim too, which names the question that it changed. But that question's key does not end with the answer's id.
  const isOwn =
    key?.pk === groupMoneyKey(collectiveId).pk && key.sk.startsWith(prefix) && key.sk.endsWith(`#${id}`);
  return isOwn ? key : undefined;
};

/** @throws AppError `not_found` if there is no such collective */
export const requireCollective = async (table: Pick<Table, 'get'>, collectiveId: string): Promise<void> => {
  if ((await table.get(groupMoneyKey(collectiveId))) === undefined) throw notFound();
};

/** @throws AppError `not_found` */
export const findQuestion = async (
  table: Pick<Table, 'get'>,
  collectiveId: string,
  questionId: string,
): Promise<StoredQuestion> => {
  const key = await findClaimed(table, collectiveId, questionId, questionPrefix);
  const item = key && (await table.get(key));
  if (item === undefined) throw notFound();
  return parseQuestion(item);
};

/** The woman whom a question is about, from her kept record; undefined if it is about no woman, or she was erased. */
export const findAbout = async (
  table: Pick<Table, 'getMany'>,
  { memberId }: StoredQuestion['about'],
): Promise<AboutMember | undefined> => {
  const item = memberId === undefined ? undefined : (await findKept(table, [memberId])).get(memberId);
  return item && aboutMember.parse(item);
};
