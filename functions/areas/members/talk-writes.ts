import { sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError, InternalError } from '../../shared/errors/errors.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { maxOfOverseers, shareOfOne } from '../../shared/member-counts/max-by-person.ts';
import { countTalk } from '../../shared/member-counts/member-counts.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { talkKey } from '../../shared/table/keys/members.ts';
import { talkFields } from './definition.ts';
import { maxTalks, validateCount } from './record-limits.ts';
import { claimOf, creationOutcome, revise, type Stamp } from './revision.ts';
import type { StoredMember, StoredTalk, TalkInput, TalkRecord } from './schema.ts';
import { findTalk, openTalks, readTalks, talkItemOf } from './stored-talk.ts';
import { validateGoalDone, validateTalkDay } from './talk-rules.ts';
import { ownRecord } from './woman-records.ts';

/*
 * Talks with a member. Each talk is an item of its own, and her record is written with it. So if two talks are recorded at once, or a talk and an exit, the
 * later write sees what the earlier write wrote.
 */

/** The later of two days, of which either may be unknown. */
const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

/**
 * Records a talk.
 * @param rights.mayEndGoal whether the caller may read the talks. Nobody else can say that a goal is done: it is refused as if the member had none.
 * @throws AppError `impossible_date`, `not_active`, `no_goal`, `too_many`, `member_erased`, `id_reused`
 */
export const addTalk = async (
  { table, vault }: Records,
  seen: StoredMember,
  input: TalkInput,
  stamp: Stamp,
  rights: { readonly reach: Reach; readonly mayEndGoal: boolean },
  line: JournalLineOf<'talk_recorded'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly talk: TalkRecord }> => {
  const { id, on, answers, goal, goalDone } = input;
  const { memberId } = line;
  const key = talkKey(memberId, id);
  const isOverseer = oversees(rights.reach);
  const isAnswered = Object.values(answers ?? {}).some((one) => one !== undefined);
  // `talk: true` keeps the fingerprint apart from those of other requests about her with the same fields.
  const claim = { ...(await claimOf(vault, memberId, { ...input, talk: true })), record: key };
  const texts = {
    ...(isAnswered ? { answers } : {}),
    ...(goal === undefined ? {} : { goal }),
  };
  const sealed = await sealOfMember(vault, memberId, key, talkFields, texts);
  // If the member was erased, the error is not thrown here: `revise` first finds out whether the request is a repetition.
  const erasedError = sealed instanceof AppError ? sealed : undefined;
  const sealedTexts = sealed instanceof AppError ? {} : sealed;
  const talk: StoredTalk = {
    id,
    on,
    memberId,
    ...(goalDone === undefined ? {} : { goalDone }),
    ...sealedTexts,
    ...stamp,
  };
  const { outcome, member } = await revise(table, seen, memberId, async (current) => {
    // The record under whose id the talk is recorded has figures of its own. `current` has the figures of all her records together.
    const { talkCount: ownTalkCount = 0, talkedOn: ownTalkedOn } = ownRecord(current, memberId);
    // `talkedOn` is the day of the newest talk with answers.
    const answeredOn = isAnswered ? on : undefined;
    const knownTalks = goalDone && rights.mayEndGoal ? await readTalks(table, idsOf(current)) : [];
    return {
      changed: { ...current, talkedOn: later(current.talkedOn, answeredOn) },
      talks: { talkCount: ownTalkCount + 1, talkedOn: later(ownTalkedOn, answeredOn) },
      claim,
      refusal:
        erasedError ??
        validateTalkDay(current, on) ??
        (goalDone ? validateGoalDone(knownTalks, input) : undefined) ??
        // Overseers may record beyond the maximum of everybody else, so that nobody else can leave them without a place.
        validateCount(ownTalkCount, isOverseer ? maxOfOverseers(maxTalks) : maxTalks),
      writes: [
        { put: talkItemOf(talk) },
        // Everybody else may fill only a share of the maximum, so that nobody fills it alone.
        ...(isOverseer ? [] : [countTalk(memberId, stamp.createdBy, shareOfOne(maxTalks))]),
      ],
      line,
    };
  });
  const stored = outcome === 'written' ? talk : await findTalk(table, idsOf(member), id);
  if (stored === undefined) throw new InternalError('A talk that was recorded is not there.');
  const [opened] = await openTalks(vault, [stored], member.id);
  // `openTalks` returns as many talks as it was given.
  return { outcome: creationOutcome(outcome), talk: opened as TalkRecord };
};
