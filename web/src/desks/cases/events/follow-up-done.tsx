import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../../api/client.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { textOf } from '../../../design/fields/form-data.ts';
import { showFailedToast, showToast } from '../../../design/toast.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { language as chosenLanguage } from '../../../i18n/language.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { EventBody } from '../../../timeline/event-body.ts';
import { Failure } from '../../frame/failure.tsx';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { t } from '../../text.ts';

/** The proposed number of days from one follow-up to the next. */
export const daysToNext = 30;

type FollowUpDoneProps = {
  readonly api: Api;
  readonly caseId: string;
  /** The case's code, by which is said what was recorded. */
  readonly code: string;
  /** The date for which the follow-up was planned, `YYYY-MM-DD`. */
  readonly due: string;
  readonly onDone: () => Promise<unknown>;
  /** In a list that says above when the next one will be. */
  readonly isShort?: boolean;
};

/**
 * The button "Done, next on …" of a case's follow-up: records that it was done and plans the next one. A form below it
 * plans the next one for another day, or none.
 */
export function FollowUpDone({ api, caseId, code, due, onDone, isShort = false }: FollowUpDoneProps) {
  const language = useLanguage();
  const today = todayInIndia();
  const proposedDate = addDays(today, daysToNext);
  const [state, setState] = useState<'idle' | 'sending' | { readonly failure: unknown }>('idle');
  // A repeated attempt sends the same ids, so that each event is stored only once.
  const ids = useRef({ done: v7(), next: v7() });
  const post = (body: EventBody) =>
    api.request('POST /api/cases/{id}/events', { path: { id: caseId }, body });
  const record = async (nextDate: string | undefined): Promise<void> => {
    const { current } = ids;
    await post({ id: current.done, type: 'follow_up', on: today, due, done: true });
    if (nextDate !== undefined) {
      await post({ id: current.next, type: 'follow_up', on: today, due: nextDate });
    }
    sayDone(nextDate, nextDate === undefined ? [current.done] : [current.next, current.done]);
    await onDone();
    // Only now: if the page can't be read anew, another press records nothing twice.
    ids.current = { done: v7(), next: v7() };
  };
  /** Says what was recorded, and offers to take it back. @param eventIds the newest first */
  const sayDone = (nextDate: string | undefined, eventIds: readonly string[]) =>
    showToast(
      () =>
        nextDate === undefined
          ? t('agenda.done.said', { code })
          : t('agenda.done.saidNext', { code, date: formatDate(nextDate, chosenLanguage()) }),
      { label: () => t('agenda.undo'), onPress: () => void takeBack(eventIds) },
    );
  const takeBack = async (eventIds: readonly string[]): Promise<void> => {
    try {
      for (const eventId of eventIds) {
        await post({ id: v7(), type: 'taken_back', on: today, eventId, reason: t('agenda.undo.reason') });
      }
      showToast(() => t('agenda.undone', { code }));
    } catch {
      showFailedToast(() => t('agenda.undo.failed', { code }));
    }
    await onDone();
  };
  const recordWithProposal = async (): Promise<void> => {
    setState('sending');
    try {
      await record(proposedDate);
      setState('idle');
    } catch (failure) {
      setState({ failure });
    }
  };
  const doneText = t('agenda.settleOn', { date: formatDate(proposedDate, language) });
  return (
    <>
      <button
        type="button"
        class="second small"
        disabled={state === 'sending'}
        onClick={() => void recordWithProposal()}
        aria-label={doneText}
      >
        {isShort ? t('agenda.done') : doneText}
      </button>
      {typeof state === 'object' && <Failure failure={state.failure} />}
      <Fold label={isShort ? 'agenda.otherDay' : 'agenda.settle'}>
        <Form
          label="agenda.settle"
          submit="agenda.done"
          done={null}
          onSend={(data) => record(textOf(data, 'due'))}
        >
          <DateField
            name="due"
            label={t('agenda.next')}
            value={proposedDate}
            min={addDays(today, 1)}
            isOptional
          />
        </Form>
      </Fold>
    </>
  );
}
