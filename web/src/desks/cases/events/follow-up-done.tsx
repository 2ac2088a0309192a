import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../../api/client.ts';
import type { Me } from '../../../api/me.ts';
import { readAll } from '../../../api/pages.ts';
import { Dialog } from '../../../design/dialog.tsx';
import { DateField } from '../../../design/fields/date-field.tsx';
import { requiredTextOf, textOf } from '../../../design/fields/form-data.ts';
import { showFailedToast, showToast } from '../../../design/toast.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { language as chosenLanguage } from '../../../i18n/language.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { caseEvent } from '../../../timeline/case-event.ts';
import type { EventBody } from '../../../timeline/event-body.ts';
import { Failure } from '../../frame/failure.tsx';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { findOtherHolder } from './other-holder.ts';
import { plannedOn } from './planned-on.ts';
import type { Visit } from './visit-note.tsx';

/** The proposed number of days from one follow-up to the next: the same on Today, which doesn't know what is urgent, as on the case's page. */
export const daysToNext = 30;

type FollowUpDoneProps = {
  readonly api: Api;
  readonly me: Me;
  readonly caseId: string;
  /** The case's code, for the messages about what was recorded. */
  readonly code: string;
  /** The date for which the follow-up was planned, `YYYY-MM-DD`. */
  readonly due: string;
  readonly onDone: () => Promise<unknown>;
  /** Called with the visit that was recorded: the page then offers to write a note of it. */
  readonly onVisited: (visit: Visit) => void;
  /** Called with the event's id when that was taken back. */
  readonly onTakenBack: (id: string) => void;
  /** Whether the button is called only "Done", in a list that says above when the next follow-up will be. */
  readonly isShort?: boolean;
};

/**
 * The button "Done, next on …" of a case's follow-up: records that it was done today and plans the next one. A coordinator is asked first if
 * somebody else holds the case. A form below the button asks for the day on which the woman was seen and for the day of the next follow-up, if any.
 */
export function FollowUpDone({
  api,
  me,
  caseId,
  code,
  due,
  onDone,
  onVisited,
  onTakenBack,
  isShort = false,
}: FollowUpDoneProps) {
  const language = useLanguage();
  const today = todayInIndia();
  const proposedDate = addDays(today, daysToNext);
  const [state, setState] = useState<
    'idle' | 'sending' | { readonly failure: unknown } | { readonly holder: string }
  >('idle');
  // A repeated attempt sends the same ids, so that each event is stored only once.
  const ids = useRef({ done: v7(), next: v7() });
  const post = (body: EventBody) =>
    api.request('POST /api/cases/{id}/events', { path: { id: caseId }, body });
  const record = async (on: string, nextDate: string | undefined): Promise<void> => {
    const { current } = ids;
    await post({ id: current.done, type: 'follow_up', on, due, done: true });
    if (nextDate !== undefined) await post({ id: current.next, type: 'follow_up', on, due: nextDate });
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
      for (const eventId of eventIds) onTakenBack(eventId);
    } catch {
      showFailedToast(() => t('agenda.undo.failed', { code }));
    }
    await onDone();
  };
  const recordVisit = async (on: string, nextDate: string | undefined): Promise<void> => {
    const { done } = ids.current;
    await record(on, nextDate);
    onVisited({ id: done, caseId, code, on });
  };
  const recordWithProposal = async (): Promise<void> => {
    setState('sending');
    try {
      await recordVisit(today, proposedDate);
      setState('idle');
    } catch (failure) {
      setState({ failure });
    }
  };
  const press = async (): Promise<void> => {
    setState('sending');
    try {
      const holder = await findOtherHolder(api, me, caseId);
      if (holder !== undefined) return setState({ holder });
    } catch (failure) {
      return setState({ failure });
    }
    await recordWithProposal();
  };
  const doneText = t('agenda.settleOn', { date: formatDate(proposedDate, language) });
  return (
    <>
      <button
        type="button"
        class="second small"
        disabled={state === 'sending'}
        onClick={() => void press()}
        aria-label={doneText}
      >
        {isShort ? t('agenda.done') : doneText}
      </button>
      {typeof state === 'object' && 'failure' in state && <Failure failure={state.failure} />}
      {typeof state === 'object' && 'holder' in state && (
        <Dialog
          title={t('agenda.done.ask', { name: state.holder })}
          confirm={t('agenda.done.yes')}
          onCancel={() => setState('idle')}
          onConfirm={recordWithProposal}
        >
          <p>{t('agenda.done.will', { code, date: formatDate(proposedDate, language) })}</p>
        </Dialog>
      )}
      <Fold label={isShort ? 'agenda.otherDay' : 'agenda.settle'}>
        <ChooseDays api={api} caseId={caseId} due={due} proposedDate={proposedDate} onChosen={recordVisit} />
      </Fold>
    </>
  );
}

type ChooseDaysProps = Pick<FollowUpDoneProps, 'api' | 'caseId' | 'due'> & {
  readonly proposedDate: string;
  readonly onChosen: (seenOn: string, nextDate: string | undefined) => Promise<void>;
};

/** The days of a follow-up that was done: when she was seen, not before it was planned, and when she is seen next. */
function ChooseDays({ api, caseId, due, proposedDate, onChosen }: ChooseDaysProps) {
  const today = todayInIndia();
  const events = useRead(['events', caseId], () => readAll(api, caseEvent, `/api/cases/${caseId}/events`));
  return (
    <Reading of={events}>
      {({ items }) => (
        <Form
          label="agenda.settle"
          submit="agenda.done"
          done={null}
          onSend={(data) => onChosen(requiredTextOf(data, 'on'), textOf(data, 'due'))}
        >
          <DateField
            name="on"
            label={t('agenda.seenOn')}
            value={today}
            min={plannedOn(items, due) ?? today}
            max={today}
          />
          <DateField
            name="due"
            label={t('agenda.next')}
            value={proposedDate}
            min={addDays(today, 1)}
            isOptional
          />
        </Form>
      )}
    </Reading>
  );
}
