import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../../api/client.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { textOf } from '../../../design/fields/form-data.ts';
import { formatDate } from '../../../i18n/format.ts';
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
export function FollowUpDone({ api, caseId, due, onDone, isShort = false }: FollowUpDoneProps) {
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
    ids.current = { done: v7(), next: v7() };
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
