import { notFound } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import type { Handlers } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { openingOf } from '../../shared/one-woman/shown-ids.ts';
import { reachesMember } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Codes } from '../../shared/table/member-and-case-codes.ts';
import { statusOf } from './children-and-offices.ts';
import type { membersContract } from './contract.ts';
import { findMember } from './revision.ts';
import { encryptedFields, type Member, personalFields, type StoredMember } from './schema.ts';
import { toTold } from './stored-member.ts';

/** What the routes of members have in common. */

export type Deps = Records & {
  readonly newCode: Codes;
  readonly accessLog: AccessLog;
  readonly newId: Ids;
};

export type Handler<Key extends keyof typeof membersContract> = Handlers<typeof membersContract>[Key];

/** When and by whom: what the journal lines of these routes have in common. */
export const lineBase = ({ caller, now }: Pick<Reader, 'caller' | 'now'>) => ({
  recordedAt: now.toISOString(),
  actor: caller.personId,
});

/** What is observed today of a child's schooling, for a sender who said only whether the child is in school. */
export const schoolingToday = (newId: Ids, { inSchool }: { readonly inSchool: boolean }, today: string) => ({
  id: newId(),
  on: today,
  status: statusOf(inSchool),
});

/** @throws AppError `not_found`, also for a member beyond the caller's reach */
export const findReachable = async (
  { table }: Records,
  id: string,
  { caller, reach }: Pick<Reader, 'caller'> & { readonly reach: Reach },
): Promise<StoredMember> => {
  const stored = await findMember(table, id);
  if (!reachesMember(caller, reach, stored)) {
    throw notFound();
  }
  return stored;
};

/** Logs the reading of a member, and returns her as answers have her. */
export const logAndShow = async (accessLog: AccessLog, reader: Reader, opened: Member): Promise<Member> => {
  const value: Member = toTold(opened);
  const texts = encryptedFields.filter((field) => typeof value[field] === 'string');
  await accessLog(reader, { ...openingOf(value), fields: [...texts, ...personalFields] });
  return value;
};
