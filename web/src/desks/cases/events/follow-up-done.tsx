import { useState } from 'preact/hooks';
import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import type { Me } from '../../../api/me.ts';
import { Dialog } from '../../../design/dialog.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { Failure } from '../../frame/failure.tsx';
import { Fold } from '../../frame/fold.tsx';
import { t } from '../../text.ts';
import { ChooseDays } from './choose-days.tsx';
import { findOtherHolder } from './other-holder.ts';
import { type FollowUpRecording, useFollowUpRecording } from './use-follow-up-recording.ts';

/** The proposed number of days from one follow-up to the next: the same for urgent cases, since the page Today doesn't know which are urgent. */
export const daysToNext = 30;

type FollowUpDoneProps = FollowUpRecording & {
  readonly me: Me;
  /** Whether the button is called only "Done", in a list that says above when the next follow-up will be. */
  readonly isShort?: boolean;
};

/**
 * The button "Done, next on …" of a case's follow-up: records that it was done today and plans the next one. A coordinator is asked first if
 * somebody else holds the case. A form below the button, in its place once it is open, asks for the day on which the woman was seen and for the day of the next follow-up, if any.
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
  // While other dates are chosen, the form alone says that it is done.
  const [isChoosing, setChoosing] = useState(false);
  const [state, setState] = useState<
    // `holder`: the name of the caseworker who has the case, while a coordinator is asked.
    'idle' | 'sending' | { readonly failure: unknown } | { readonly holder: string }
  >('idle');
  const recordVisit = useFollowUpRecording({ api, caseId, code, due, onDone, onVisited, onTakenBack });
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
      {!isChoosing && (
        <button
          type="button"
          class="second small"
          disabled={state === 'sending'}
          onClick={() => void press()}
          aria-label={doneText}
        >
          {isShort ? t('agenda.done') : doneText}
        </button>
      )}
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
      <Fold label={isShort ? 'agenda.otherDay' : 'agenda.settle'} onToggle={setChoosing}>
        <ChooseDays api={api} caseId={caseId} due={due} proposedDate={proposedDate} onChosen={recordVisit} />
      </Fold>
    </>
  );
}
