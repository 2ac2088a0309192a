import * as z from 'zod';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { consentPurposes } from '../../shared/kinds/member-words.ts';
import { composeWomen, findKept } from '../../shared/one-woman/records.ts';
import type { Role } from '../../shared/reach/roles.ts';
import { consentWithdrawn, hasStopped, storedWithdrawal } from '../../shared/services/withdrawn.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { caseKey } from '../../shared/table/keys/cases.ts';
import type { ExportInput } from './schema.ts';

const caseMember = z.object({ id: z.string(), memberId: z.string() });

const memberConsents = z.object({
  id: z.string(),
  /** In order of recording. */
  consents: z.array(z.object({ purpose: z.enum(consentPurposes), given: z.boolean() })),
  ...storedWithdrawal.shape,
});
type ExportedMember = z.infer<typeof memberConsents>;

/**
 * Refuses an export that the consents of the women in it don't allow. What a woman has stopped is in no caseworker's file, and nobody sums it up
 * (`consent_withdrawn`). The summary of a case, for a lawyer or an authority, is the only export that leaves the organisation: it must name a case and its
 * member, and her newest answer about consent to sharing must be yes. Others contain no names and need no such consent.
 * @param subjects the ids of the members and cases that the export names
 * @returns the error `consent_missing` also for unknown ids, so that it does not reveal which ids are members or cases; or undefined
 */
export const createValidateExport =
  (table: Pick<Table, 'getMany'>) =>
  async (
    role: Role,
    list: ExportInput['list'],
    subjects: ExportInput['subjects'],
  ): Promise<AppError | undefined> => {
    if (list !== 'caseSummary' && role !== 'caseworker') return undefined;
    const ids = [...new Set(subjects)];
    const [caseItems, standing] = await Promise.all([table.getMany(ids.map(caseKey)), findKept(table, ids)]);
    const stored = caseItems.map((item) => caseMember.parse(item));
    const others = await findKept(
      table,
      stored.map(({ memberId }) => memberId).filter((id) => !standing.has(id)),
    );
    const parse = (item: Item): ExportedMember => memberConsents.parse(item);
    const named = (await composeWomen(table, [...new Set(standing.values())])).map(parse);
    const members = new Map(
      [...named, ...[...others.values()].map(parse)].map((member) => [member.id, member]),
    );
    /** The cases by the ids under which their members stand. */
    const cases = stored.map(({ id, memberId }) => {
      const woman = standing.get(memberId) ?? others.get(memberId);
      return { id, memberId: woman === undefined ? memberId : parse(woman).id };
    });
    const hasStoppedCase = cases.some(({ id, memberId }) => hasStopped(members.get(memberId) ?? {}, id));
    if (hasStoppedCase || (role === 'caseworker' && named.some((member) => isHidden(member, cases)))) {
      return consentWithdrawn('subjects');
    }
    if (list !== 'caseSummary') return undefined;
    /** The export names a case, and all cases and members that it names are of members who agreed. */
    const mayLeave =
      cases.length > 0 &&
      cases.every(({ memberId }) => named.some(({ id }) => id === memberId)) &&
      named.every(agreesToSharing);
    return mayLeave
      ? undefined
      : refused('consent_missing', 'She has not agreed that a summary is handed on.', 'subjects');
  };

/** Whether a member has stopped, and the export names no case of hers that goes on. */
const isHidden = (member: ExportedMember, cases: readonly z.infer<typeof caseMember>[]): boolean =>
  hasStopped(member) && !cases.some(({ id, memberId }) => memberId === member.id && !hasStopped(member, id));

const agreesToSharing = ({ consents }: ExportedMember): boolean =>
  consents.findLast(({ purpose }) => purpose === 'sharing')?.given === true;
