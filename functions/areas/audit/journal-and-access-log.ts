import * as z from 'zod';
import { type JournalLine, journalLine } from '../../shared/journal/line.ts';
import type { Table } from '../../shared/table/client.ts';
import {
  accessByActor,
  accessBySubject,
  accessLists,
  accessPartition,
  caseKey,
  casesOfMember,
  claimKey,
  journalByActor,
  journalBySubject,
  journalPartition,
  memberKey,
} from '../../shared/table/keys.ts';
import type { IndexedId, Log } from './log-pages.ts';
import { type AccessLine, access } from './schema.ts';

/** What the two logs are read with. */
export type LogTable = Pick<Table, 'query' | 'get' | 'getMany'>;

const storedLine = z.object({ sk: z.string(), line: journalLine() });
const storedAccess = access.extend({ sk: z.string() });

/** The claim of an id names the key of the record that the id was used for. */
const storedClaim = z.object({ record: z.object({ pk: z.string() }) });
/** The partition of a record whose own id is a subject of journal lines, such as `MEMBER#0199…`. */
const subjectPartition = /^(?:COLLECTIVE|MEMBER|CASE|REQUESTS)#(.+)$/;

const lineOfCollective = z.object({ line: z.object({ collectiveId: z.string().optional() }) });
/** In a member's list of cases, the sort key is the case's id. */
const caseOfMember = z.object({ sk: z.string() });

/** The groups that a member's own lines name, and her cases. The lines of both may name her too. */
const findGroupsAndCases = async (table: Pick<Table, 'query'>, memberId: string): Promise<IndexedId[]> => {
  const [ownLines, cases] = await Promise.all([
    table.query({ index: 'gsi1', partition: journalBySubject(memberId) }),
    table.query({ partition: casesOfMember(memberId) }),
  ]);
  const groupIds = new Set(
    ownLines.items.flatMap((item) => lineOfCollective.parse(item).line.collectiveId ?? []),
  );
  // The lines of a group concern other members too; those of a case are all about her.
  return [
    ...[...groupIds].map((id) => ({ id, concernsOthers: true })),
    ...cases.items.map((item) => ({ id: caseOfMember.parse(item).sk, concernsOthers: false })),
  ];
};

/** The journal as the auditor reads it, beside the access log: its lines by time, subject or actor. */
export const journalOf = (table: Pick<Table, 'query' | 'get'>): Log<JournalLine> => ({
  table,
  findIndexedIds: async (subject) => {
    const ownId = { id: subject, concernsOthers: false };
    const claim = await table.get(claimKey(subject));
    if (claim === undefined) {
      return [ownId];
    }
    const { pk } = storedClaim.parse(claim).record;
    if (pk === memberKey(subject).pk) {
      return [ownId, ...(await findGroupsAndCases(table, subject))];
    }
    // The lines of a meeting, loan, consent, child or event lie under its collective, member or case.
    const holderId = subjectPartition.exec(pk)?.[1];
    return holderId === undefined || holderId === subject
      ? [ownId]
      : [{ id: holderId, concernsOthers: true }];
  },
  partition: journalPartition,
  bySubject: journalBySubject,
  byActor: journalByActor,
  parse: (item) => {
    const { sk, line } = storedLine.parse(item);
    return { sortKey: sk, line };
  },
});

const storedCaseMember = z.object({ memberId: z.string() });
/** The partition of a case, and of a member's requests. */
const casePartition = /^CASE#(.+)$/;
const requestsPartition = /^REQUESTS#(.+)$/;

/**
 * The access log as the auditor reads it, beside the journal: its lines by time, subject or actor. The openings of a member's
 * case or request lie under her.
 */
export const accessLogOf = (table: LogTable): Log<AccessLine> => ({
  table,
  findIndexedIds: async (subject) => {
    const ownId = { id: subject, concernsOthers: false };
    const claim = await table.get(claimKey(subject));
    const pk = claim === undefined ? '' : storedClaim.parse(claim).record.pk;
    const [caseItem] = casePartition.exec(pk)?.[1] === subject ? await table.getMany([caseKey(subject)]) : [];
    const memberId =
      caseItem === undefined ? requestsPartition.exec(pk)?.[1] : storedCaseMember.parse(caseItem).memberId;
    return memberId === undefined ? [ownId] : [ownId, { id: memberId, concernsOthers: true }];
  },
  partition: accessPartition,
  bySubject: accessBySubject,
  bySeveralSubjects: accessLists,
  byActor: accessByActor,
  parse: (item) => {
    const { sk, ...line } = storedAccess.parse(item);
    return { sortKey: sk, line };
  },
});
