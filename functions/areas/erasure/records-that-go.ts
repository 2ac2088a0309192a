import { findKept, joinedIdsOf } from '../../shared/one-woman/records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { ApprovalFacts } from '../../shared/two-person/approval-schema.ts';
import { erasableMember, type SubjectKind } from './schema.ts';
import { subjects } from './subjects.ts';

/** All records that an erasure takes: of a member, the kept one first, with those that were joined to it. None if she no longer exists. */
export const readRecordsThatGo = async (
  table: Pick<Table, 'get' | 'getMany'>,
  kind: SubjectKind,
  subject: string,
): Promise<readonly Item[]> => {
  const item = await table.get(subjects[kind].key(subject));
  if (item === undefined || kind === 'person') return item === undefined ? [] : [item];
  const kept = (await findKept(table, [subject])).get(subject);
  if (kept === undefined) return [];
  const others = joinedIdsOf(kept);
  const joined = others.length === 0 ? [] : await table.getMany(others.map(memberKey));
  // A batch is answered in any order, and the order is part of what whoever decides was told.
  return [kept, ...joined.sort((a, b) => compareTexts(String(a.pk), String(b.pk)))];
};

/** What whoever decides on an erasure is told: the codes of a member's records. One of them alone may have been asked for, as a duplicate. */
export const factsOf = (
  kind: SubjectKind,
  records: readonly Item[],
): Pick<ApprovalFacts, 'code' | 'erasedCodes'> => {
  if (kind === 'person') return {};
  const codes = records.map((item) => erasableMember.parse(item).code);
  const [code] = codes;
  return { ...(code === undefined ? {} : { code }), ...(codes.length > 1 ? { erasedCodes: codes } : {}) };
};
