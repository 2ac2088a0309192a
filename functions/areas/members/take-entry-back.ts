import { sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError, InternalError, notFound } from '../../shared/errors/errors.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { reverseEntry } from './children-and-offices.ts';
import { takenBack } from './parts-definition.ts';
import { type Created, claimOf, creationOutcome, revise, type Stamp } from './revision.ts';
import type { ReversalInput, ReversalRecord, StoredMember, StoredTakenBack } from './schema.ts';

/** Takes back a child, an observation of schooling or an office. */

/** The reversal as the API shows it. Its reason is taken from the request, because the stored reason is encrypted. */
const reversalOf = (member: StoredMember, { id, of, reason }: ReversalInput): ReversalRecord => {
  const entries = [...member.offices, ...member.children.flatMap((child) => [child, ...child.schooling])];
  const reversal = entries.find((entry) => entry.takenBack?.id === id)?.takenBack;
  if (reversal === undefined) {
    throw new InternalError('A reversal is not there.');
  }
  const { on, createdAt, createdBy } = reversal;
  return { id, of, on, reason, createdAt, createdBy, version: 1 };
};

/**
 * A reversal as it is stored, its reason encrypted. If the member was erased, the error is returned and not thrown, since `revise` first finds out
 * whether the request is a repetition.
 */
const sealReversal = async (
  vault: Records['vault'],
  memberId: string,
  { id, reason }: ReversalInput,
  made: Omit<StoredTakenBack, 'id' | 'reason'>,
): Promise<{ readonly reversal: StoredTakenBack; readonly erasedError: AppError | undefined }> => {
  const sealed = await sealOfMember(
    vault,
    memberId,
    memberKey(memberId),
    { takenBack },
    { takenBack: { id, ...made, reason } },
  );
  return sealed instanceof AppError
    ? { reversal: { id, ...made }, erasedError: sealed }
    : { reversal: sealed.takenBack, erasedError: undefined };
};

/**
 * Takes back a child, an observation or an office.
 * @param on the day on which it is taken back
 * @throws AppError `not_found`, `already_taken_back`, `member_erased`, `id_reused`
 */
export const takeEntryBack = async (
  { table, vault }: Records,
  seen: StoredMember,
  input: ReversalInput,
  on: string,
  { createdAt, createdBy }: Stamp,
  line: Omit<JournalLineOf<'member_entry_reversed'>, 'kind'>,
): Promise<Created<'reversal', ReversalRecord>> => {
  // `reversal` tells this content from that of a new entry with the same id.
  const claim = await claimOf(vault, line.memberId, { ...input, reversal: true });
  const { reversal, erasedError } = await sealReversal(vault, line.memberId, input, {
    on,
    createdAt,
    createdBy,
  });
  const { outcome, member } = await revise(table, seen, line.memberId, (current) => {
    const reversed = reverseEntry(current, input.of, reversal);
    if (reversed === undefined) {
      throw notFound();
    }
    const { kind, changed, refusal } = reversed;
    return { changed, claim, refusal: erasedError ?? refusal, line: { ...line, kind } };
  });
  return { outcome: creationOutcome(outcome), reversal: reversalOf(member, input) };
};
