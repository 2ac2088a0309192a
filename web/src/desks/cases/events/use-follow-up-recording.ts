import { useRef } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../../api/client.ts';
import { showFailedToast, showToast } from '../../../design/toast.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { language } from '../../../i18n/language.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import type { EventBody } from '../../../timeline/event-body.ts';
import { t } from '../../text.ts';
import type { Visit } from './visit-note.tsx';

export type FollowUpRecording = {
  readonly api: Api;
  readonly caseId: string;
  /** The case's code, for the messages about what was recorded. */
  readonly code: string;
  /** The date for which the follow-up was planned, `YYYY-MM-DD`. */
  readonly due: string;
  readonly onDone: () => Promise<unknown>;
  /** Called with the visit that was recorded: the page then offers to write a note of it. */
  readonly onVisited: (visit: Visit) => void;
  /** Called with the id of each event that was taken back. */
  readonly onTakenBack: (id: string) => void;
};

/**
 * Gives a function that records a case's follow-up as done on a day and plans the next one, if any; then says so, and offers to take
 * both back.
 */
export function useFollowUpRecording({
  api,
  caseId,
  code,
  due,
  onDone,
  onVisited,
  onTakenBack,
}: FollowUpRecording): (on: string, nextDate: string | undefined) => Promise<void> {
  const today = todayInIndia();
  // A repeated attempt sends the same ids, so that each event is stored only once.
  const ids = useRef({ done: v7(), next: v7() });
  const post = (body: EventBody) =>
    api.request('POST /api/cases/{id}/events', { path: { id: caseId }, body });
  const takeBack = async (eventIds: readonly string[]): Promise<void> => {
    try {
      for (const eventId of eventIds) {
        await post({
          id: v7(),
          type: 'taken_back',
          on: today,
          eventId,
          reason: t('agenda.undo.reason'),
        });
      }
      showToast(() => t('agenda.undone', { code }));
      for (const eventId of eventIds) onTakenBack(eventId);
    } catch {
      showFailedToast(() => t('agenda.undo.failed', { code }));
    }
    await onDone();
  };
  /** Says what was recorded, and offers to take it back. @param eventIds the newest first */
  const sayDone = (nextDate: string | undefined, eventIds: readonly string[]) =>
    showToast(
      () =>
        nextDate === undefined
          ? t('agenda.done.said', { code })
          : t('agenda.done.saidNext', { code, date: formatDate(nextDate, language()) }),
      { label: () => t('agenda.undo'), onPress: () => void takeBack(eventIds) },
    );
  return async (on, nextDate) => {
    const { done, next } = ids.current;
    await post({ id: done, type: 'follow_up', on, due, done: true });
    if (nextDate !== undefined) await post({ id: next, type: 'follow_up', on, due: nextDate });
    sayDone(nextDate, nextDate === undefined ? [done] : [next, done]);
    await onDone();
    // The ids change only now: if the page can't be read anew, another press records nothing twice.
    ids.current = { done: v7(), next: v7() };
    onVisited({ id: done, caseId, code, on });
  };
}
