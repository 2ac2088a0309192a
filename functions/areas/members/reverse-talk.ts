import { sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError, InternalError, notFound } from '../../shared/errors/errors.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { talkKey } from '../../shared/table/keys/members.ts';
import { validateNotTakenBack } from './children-and-offices-rules.ts';
import { talkFields } from './definition.ts';
import { claimOf, creationOutcome, revise, type Stamp } from './revision.ts';
import type { ReversalInput, ReversalRecord, StoredMember, StoredTalk } from './schema.ts';
import { findTalk, readTalks, talkItemOf } from './stored-talk.ts';
import { newestAnswerOn } from './talk-rules.ts';
import { ownRecord } from './woman-records.ts';

/**
 * Takes a talk back: it no longer counts, nor does a goal that it named.
 * @param on the day on which it is taken back
 * @throws AppError `not_found`, `already_taken_back`, `member_erased`, `id_reused`
 */
export const reverseTalk = async (
  { table, vault }: Records,
  seen: StoredMember,
  found: StoredTalk,
  input: ReversalInput,
  on: string,
  { createdAt, createdBy }: Stamp,
  line: Omit<JournalLineOf<'member_entry_reversed'>, 'kind' | 'memberId'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly reversal: ReversalRecord }> => {
  const { memberId } = found;
  const key = talkKey(memberId, found.id);
  const claim = { ...(await claimOf(vault, memberId, { ...input, reversal: true })), record: key };
  const openFields = { id: input.id, on, createdAt, createdBy };
  const sealed = await sealOfMember(
    vault,
    memberId,
    key,
    { takenBack: talkFields.takenBack },
    { takenBack: { ...openFields, reason: input.reason } },
  );
  // As in `addTalk`, an erased member's error is left to `revise`.
  const erasedError = sealed instanceof AppError ? sealed : undefined;
  const takenBack = sealed instanceof AppError ? openFields : sealed.takenBack;
  const { outcome, member } = await revise(table, seen, memberId, async (current) => {
    const talks = await readTalks(table, idsOf(current));
    const talk = talks.find(({ id }) => id === found.id);
    if (talk === undefined) throw notFound();
    const otherTalks = talks.filter(({ id }) => id !== found.id);
    return {
      changed: { ...current, talkedOn: newestAnswerOn(otherTalks) },
      talks: {
        // Unchanged: a talk that was taken back keeps its place.
        talkCount: ownRecord(current, memberId).talkCount,
        talkedOn: newestAnswerOn(otherTalks.filter((one) => one.memberId === memberId)),
      },
      claim,
      refusal: erasedError ?? validateNotTakenBack(talk),
      writes: [{ put: talkItemOf({ ...talk, takenBack, version: talk.version + 1 }) }],
      line: { ...line, memberId, kind: 'talk' as const },
    };
  });
  const stored =
    outcome === 'written' ? takenBack : (await findTalk(table, idsOf(member), found.id))?.takenBack;
  if (stored === undefined) throw new InternalError('A reversal is not there.');
  return {
    outcome: creationOutcome(outcome),
    reversal: {
      ...input,
      on: stored.on,
      createdAt: stored.createdAt,
      createdBy: stored.createdBy,
      version: 1,
    },
  };
};
