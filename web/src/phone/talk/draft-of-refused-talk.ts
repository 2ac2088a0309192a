import type { Operation } from '../../outbox/operation.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { talk } from '../../talks/talk.ts';
import { type TalkDraft, talkDrafts } from '../../workspace/row-kinds.ts';
import type { SharedScreen } from '../screen.ts';
import type { DraftOfRefused } from '../unsent/unsent-role.ts';

/** A refused talk as a draft, to be corrected; undefined for other operations. If no goal stood, that one is reached is left out. */
export function talkDraftOf({
  what,
  body,
  entities: [memberId],
  reason,
}: Pick<Operation, 'what' | 'body' | 'entities' | 'reason'>): TalkDraft | undefined {
  const { data: refused } = talk.safeParse(body);
  if (what !== 'talk' || refused === undefined || memberId === undefined) return undefined;
  const { id, answers = {}, goal, goalDone } = refused;
  return {
    id,
    memberId,
    page: 'goal',
    answers,
    ...(goal === undefined ? {} : { isNewGoal: true, goal: { ...goal, text: goal.text ?? '' } }),
    ...(goalDone === true && reason !== 'no_goal' ? { goalDone } : {}),
  };
}

/** The draft in which a refused talk can be corrected; undefined for other operations. */
export function draftOfTalk(
  rows: Pick<EncryptedRows, 'get' | 'put'>,
  operation: Operation,
): DraftOfRefused<SharedScreen> | undefined {
  const refused = talkDraftOf(operation);
  if (refused === undefined) return undefined;
  const { memberId } = refused;
  const draft = rows.get(talkDrafts, memberId);
  return {
    hasOtherDraft: draft !== undefined && draft.id !== operation.id,
    screen: { name: 'talk', memberId },
    storeDraft: () => rows.put(talkDrafts, memberId, draft ?? refused),
  };
}
