import type { Ids } from '../../shared/fields/ids.ts';
import type { Handlers } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Codes } from '../../shared/table/member-and-case-codes.ts';
import type { casesContract } from './contract.ts';
import type { CaseRecord } from './schema.ts';

/** What the routes of cases have in common: what they stand on, and how they log what was read. */

/** The personal fields of a case without its events, for the access log. */
export const loggedCaseFields = ['memberId', 'kind', 'status'];

/** Cases and their members on a page, for the access log. A page goes through many groups, so each is found by its woman. */
export const rowsOf = (records: readonly { readonly caseId: string; readonly memberId: string }[]) =>
  records.map(({ caseId, memberId }) => ({ of: memberId, ids: [caseId, memberId] }));

export type Deps = Records & {
  readonly newCode: Codes;
  readonly accessLog: AccessLog;
  readonly newId: Ids;
};

export type Handler<Key extends keyof typeof casesContract> = Handlers<typeof casesContract>[Key];

export const logReading = (
  accessLog: AccessLog,
  reader: Reader,
  { id, memberId }: Pick<CaseRecord, 'id' | 'memberId'>,
  fields: readonly string[],
): Promise<void> => accessLog(reader, { subject: id, member: memberId, fields });
