import { canonicalJson } from '../domain/canonical-json.ts';
import { AppError, forbidden, notFound } from '../domain/errors.ts';
import { tryAgain } from '../domain/retry.ts';
import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { Table } from '../table/client.ts';
import { caseKey, memberKey } from '../table/keys.ts';
import type { Vault } from '../vault/vault.ts';
import { type AddedNote, prepareNote } from './added-note.ts';
import { checkAssignee } from './assignee.ts';
import type { CaseState } from './case-state.ts';
import { concerns } from './case-texts.ts';
import type { MemberScope } from './reach-rules.ts';
import type { CaseRecord, TakeInput } from './schema.ts';
import { toCaseItem } from './stored-case.ts';
import { isWaiting, type Waiting } from './waiting-period.ts';
import { writeOnto } from './write-onto.ts';

/**
 * Whether a caseworker of these districts may take a case. A case that never waited is not found; one that did
 * was on her list.
 * @param member undefined if she does not exist or is being erased
 * @returns the error, or undefined
 */
export const validateTaking = (
  found: { readonly record: CaseRecord; readonly waiting?: Waiting | undefined } | undefined,
  member: MemberScope | undefined,
  districts: readonly string[],
): AppError | undefined => {
  if (found === undefined || member === undefined || !districts.includes(member.district)) {
    return notFound();
  }
  const { record, waiting } = found;
  if (isWaiting(record)) {
    return undefined;
  }
  const isUrgent = record.priority === 'urgent' && record.status !== 'closed';
  return isUrgent && waiting !== undefined
    ? new AppError('conflict', 'taken', 'Somebody has taken this case already.')
    : notFound();
};

/** Taking an unassigned case, by a caseworker of its district. */
export const createTaking = (table: Table, vault: Vault, findCase: (id: string) => Promise<CaseState>) => {
  return {
    /**
     * Assigns a case to a caseworker, with her note in the timeline.
     * @returns `repeated` if she sent the same before; then nothing was written
     * @throws AppError an error of `validateTaking` for the current case; `forbidden` if she was disabled
     */
    take: async (
      seen: CaseState,
      content: TakeInput,
      taker: {
        readonly personId: string;
        readonly districts: readonly string[];
        /** Undefined if the case's member does not exist or is being erased. */
        readonly member: MemberScope | undefined;
        readonly note: AddedNote | undefined;
        /** When she takes it, RFC 3339. */
        readonly at: string;
      },
      lineOf: (taken: CaseRecord) => JournalLineOf<'case_changed'>,
    ): Promise<'taken' | 'repeated'> => {
      const { id, memberId } = seen.record;
      const { personId, districts, member, at } = taker;
      const fingerprint = await vault.fingerprint(canonicalJson({ take: content, caseId: id, personId }));
      const { recordedAt } = lineOf(seen.record);
      const note = taker.note && (await prepareNote(vault, seen.record, taker.note, recordedAt));
      return writeOnto(seen, findCase, async (current) => {
        const { version } = current.record;
        const taken = { ...current.record, assignedTo: personId, assignedAt: at, version: version + 1 };
        const outcome = await record(table, {
          claim: { id: content.id, fingerprint, record: caseKey(id), concerns: concerns(memberId) },
          furtherClaims: note === undefined || note instanceof AppError ? [] : [note.claim],
          refusal:
            validateTaking(current, member, districts) ?? (note instanceof AppError ? notFound() : undefined),
          optimistic: [
            {
              put: toCaseItem({ ...current, record: taken }, recordedAt),
              condition: 'version = :seen',
              values: { ':seen': version },
            },
          ],
          writes: [
            {
              check: memberKey(memberId),
              condition: 'district = :district',
              values: { ':district': member?.district },
              refusal: notFound,
            },
            checkAssignee(personId, ['caseworker'], forbidden),
            ...(note === undefined || note instanceof AppError ? [] : [note.write]),
          ],
          line: lineOf(taken),
        });
        if (outcome === 'written') {
          return 'taken';
        }
        return 'repeated' in outcome ? 'repeated' : tryAgain;
      });
    },
  };
};
