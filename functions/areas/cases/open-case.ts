import { latestBirthYear, tooEarlyError } from '../../shared/calendar/before-five.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countCase } from '../../shared/member-counts/member-counts.ts';
import type { Reach, Role } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { caseKey, memberCaseKey } from '../../shared/table/keys/cases.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { type Codes, claimCode } from '../../shared/table/member-and-case-codes.ts';
import { checkAssignee } from './assignee.ts';
import { initialProgress } from './case-progress.ts';
import { openedCaseItem } from './opened-case.ts';
import { unknownAssignee } from './repository.ts';
import type { CaseInput, CaseRecord } from './schema.ts';
import { findCase, toCaseItem } from './stored-case.ts';
import { isWaiting } from './waiting-period.ts';
import { workCountWrites } from './work-limit.ts';

export const unknownMember = (): AppError =>
  refused('unknown_member', 'There is no such member.', 'memberId');

/**
 * Stores a new case with an unused code, and lists it among the cases of its opener and of its member.
 * @param content the request's body: a repetition of the request is recognised by it
 */
export const openCase = async (
  { table, vault, newCode }: Records & { readonly newCode: Codes },
  value: Omit<CaseRecord, 'code'>,
  content: CaseInput,
  rules: {
    readonly refusal: AppError | undefined;
    readonly assigneeRoles: readonly Role[];
    readonly reach: Reach;
    /** The member's district and group; undefined if there is no such member, or she is being erased. Then the check of her record fails the write. */
    readonly scope: { readonly district: string; readonly collectiveId: string } | undefined;
  },
  line: JournalLineOf<'case_opened'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly record: CaseRecord }> => {
  const key = caseKey(value.id);
  const fingerprint = await fingerprintOf(vault, content);
  return table.retry(async () => {
    const newCase = { ...value, code: newCode() };
    const outcome = await record(table, {
      claim: { id: value.id, fingerprint, record: key, concernsOnly: concernedMember(value.memberId) },
      errorUnlessRepeated: rules.refusal,
      staleIfFailed: [claimCode(newCase.code, key)],
      writes: [
        {
          check: memberKey(value.memberId),
          // The member is at least five when the case is opened. Its events are later, so they need no such check.
          condition: 'attribute_exists(pk) AND birthYear <= :latest',
          values: { ':latest': latestBirthYear(value.openedOn) },
          errorIfFailed: (stored) => (stored === undefined ? unknownMember() : tooEarlyError('openedOn')),
        },
        ...(value.assignedTo === undefined
          ? []
          : [
              checkAssignee(
                value.assignedTo,
                { roles: rules.assigneeRoles, district: rules.scope?.district },
                unknownAssignee,
              ),
            ]),
        ...(rules.scope === undefined
          ? []
          : [
              ...countCase(value, isWaiting(newCase), rules.scope.district, line.actor),
              {
                put: toCaseItem(
                  { record: newCase, openedIn: rules.scope.collectiveId, progress: initialProgress },
                  line.recordedAt,
                ),
              },
            ]),
        ...workCountWrites({ personId: line.actor, reach: rules.reach }, undefined, newCase, line.recordedAt),
        { put: openedCaseItem(newCase) },
        { put: { ...memberCaseKey(value.memberId, value.id), caseId: value.id } },
      ],
      line,
    });
    if (outcome === 'written') {
      return { outcome: 'created', record: newCase };
    }
    return 'earlierRecord' in outcome
      ? { outcome: 'repeated', record: (await findCase(table, value.id)).record }
      : tryAgain;
  });
};
