import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { todayInIndia } from '../../i18n/today.ts';
import { requestOf } from '../../outbox/operation.ts';
import { saysSomething } from '../../talks/talk.ts';
import { type TalkDraft, talkDrafts, talkPages } from '../../workspace/row-kinds.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { keepTalk } from './her-talks.ts';

const createDraft = (memberId: string): TalkDraft => ({ id: v7(), memberId, page: 'begin', answers: {} });

type Page = TalkDraft['page'];

/** The page that follows a page; the last page follows itself. `help` stands between `safety` and `debt`, for a woman in danger. */
export const pageAfter = (page: Page): Page =>
  page === 'help' ? 'debt' : (talkPages[talkPages.indexOf(page) + 1] ?? page);

/** The page before a page; before the first page stands itself. */
export const pageBefore = (page: Page): Page =>
  page === 'help' ? 'safety' : (talkPages[talkPages.indexOf(page) - 1] ?? page);

export type TalkInProgress = ReturnType<typeof useTalk>;

/** The draft of a talk with one woman, which is stored at each answer. */
export function useTalk(memberId: string) {
  const { workspace } = useHere();
  const [draft, setDraft] = useState<TalkDraft>(
    () => workspace.rows.get(talkDrafts, memberId) ?? createDraft(memberId),
  );
  const [isRecorded, setRecorded] = useState(false);
  const change = (part: Partial<TalkDraft>) => {
    const changed = { ...draft, ...part };
    setDraft(changed);
    const isNew = workspace.rows.get(talkDrafts, memberId) === undefined;
    // A tap on an answer changes the page, and is stored at once. What she types is stored when she rests. If the phone is full, the page says so.
    if (part.page === undefined) void workspace.rows.putDraft(talkDrafts, memberId, changed);
    else void workspace.rows.put(talkDrafts, memberId, changed).catch(() => {});
    // The locked phone shows the number of drafts; only a new draft changes it.
    if (isNew) workspace.storeUnsentWork();
  };
  return {
    draft,
    change,
    /** Stores a part of the draft and goes to the next page, unless the part names another page. */
    next: (part: Partial<TalkDraft> = {}) => change({ page: pageAfter(draft.page), ...part }),
    previous: () => change({ page: pageBefore(draft.page) }),
    isRecorded,
    /** Records the talk if something was said, and removes the draft. @throws if the phone is full */
    finish: async () => {
      if (saysSomething(contentOf(draft))) await recordTalk(workspace, draft);
      await workspace.rows.remove(talkDrafts, memberId);
      workspace.storeUnsentWork();
      setRecorded(true);
    },
  };
}

/** The part of a draft that is recorded: without what she did not say. */
export const contentOf = ({ answers, goal, goalDone }: TalkDraft) => {
  const text = goal?.text.trim() ?? '';
  return {
    ...(Object.keys(answers).length === 0 ? {} : { answers }),
    ...(goal === undefined
      ? {}
      : {
          goal: {
            area: goal.area,
            ...(text === '' ? {} : { text }),
            ...(goal.by === undefined ? {} : { by: goal.by }),
          },
        }),
    ...(goalDone === true ? { goalDone } : {}),
  };
};

async function recordTalk(workspace: Workspace, draft: TalkDraft): Promise<void> {
  const { id, memberId } = draft;
  const held = { id, on: todayInIndia(), ...contentOf(draft) };
  await workspace.record({
    id,
    what: 'talk',
    ...requestOf('POST /api/members/{id}/talks', {
      path: { id: memberId },
      body: held,
    }),
    entities: [memberId],
  });
  await keepTalk(workspace, memberId, held);
}
