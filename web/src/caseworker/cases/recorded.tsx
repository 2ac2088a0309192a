import { useEffect, useState } from 'preact/hooks';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { formatDate, formatDay } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { eventsOf } from '../../phone/cases/events-of-case.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { PhoneDate } from '../../phone/phone-date.tsx';
import { Saved } from '../../phone/saved.tsx';
import { t as unsentText } from '../../phone/unsent/text.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { countedEvents } from '../../timeline/counted-events.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import { t as timelineText } from '../../timeline/text.ts';
import { CallLink } from '../../unlock/call-link.tsx';
import { useHere } from '../context.ts';
import { cases, unassignedCases, women } from '../row-kinds.ts';
import { type Recorded, recordedScreen } from '../screen.ts';
import { openVisits } from './open-visits.ts';
import { recordEvents } from './record-events.ts';
import { t } from './text.ts';

/** "Saved": what was saved, and the code of its case. After a visit it also asks when the caseworker sees the woman again. */
export function RecordedScreen({
  caseId,
  what,
  due,
  onSignIn,
}: {
  readonly caseId: string;
  readonly what: readonly Recorded[];
  readonly due: string | undefined;
  readonly onSignIn: () => Promise<void>;
}) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const own = workspace.rows.get(cases, caseId);
  const free = workspace.rows.get(unassignedCases, 'all')?.items.find(({ id }) => id === caseId);
  const code = (own ?? free)?.code ?? t('members.noCode');
  const hasVisit = what.includes('visit');
  const { events } = eventsOf(workspace, caseId);
  const today = todayInIndia();
  // A missed visit is open too, but is no next visit.
  const hasNextVisit = openVisits(events).some((on) => on >= today);
  /** The visit that was just recorded. Only follow-ups have `done`. */
  const visit = countedEvents(events).findLast(({ on, done }) => on === today && done === true);
  return (
    <Saved onSignIn={onSignIn} {...(hasVisit ? { back: { name: 'case', id: caseId } as const } : {})}>
      <p>
        <strong class="code">{code}</strong> · {what.map(nameOf).join(', ')}
        {due !== undefined && ` · ${formatDate(due, language())}`}
      </p>
      {hasVisit && visit !== undefined && <UndoVisit caseId={caseId} visit={visit} />}
      {own !== undefined && what.includes('taking') && <NowHers memberId={own.memberId} />}
      {own !== undefined && (
        <button type="button" class="second" onClick={() => go({ name: 'case', id: caseId })}>
          {t('case.back', { code })}
        </button>
      )}
      {hasVisit && !hasNextVisit && <NextVisit caseId={caseId} />}
    </Saved>
  );
}

/** Who the woman is whose case she has taken, as soon as the phone has read it. */
function NowHers({ memberId }: { readonly memberId: string }) {
  const { workspace } = useHere();
  const woman = workspace.rows.get(women, memberId);
  return (
    <>
      <p class="notice" role="status">
        {t('take.yours')} {woman !== undefined && <strong>{woman.name}</strong>}
      </p>
      {woman?.phone !== undefined && <CallLink label={t('woman.call')} number={woman.phone} />}
    </>
  );
}

function nameOf(recorded: Recorded): string {
  if (recorded === 'visit') return t('cases.seenToday');
  if (recorded === 'taking') return unsentText('what.case_taking');
  return timelineText(`event.${recorded}`);
}

/** For so long nothing can be pressed: the second tap of a double tap falls on this page, which the first tap has opened. */
const restMs = 600;

/** Hook: whether nothing can be pressed yet, or something is being recorded. */
function useBusyAtFirst() {
  const [isBusy, setBusy] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setBusy(false), restMs);
    return () => clearTimeout(timer);
  }, []);
  return [isBusy, setBusy] as const;
}

/** Takes back the visit that one tap recorded, sent or not. What she wrote with it stays. */
function UndoVisit({ caseId, visit }: { readonly caseId: string; readonly visit: CaseEvent }) {
  const { workspace, go } = useHere();
  const [isBusy, setBusy] = useBusyAtFirst();
  const undo = async () => {
    setBusy(true);
    const events: EventContent[] = [{ type: 'taken_back', eventId: visit.id, reason: t('undo.reason') }];
    // Recording fails only if the phone is full, which the frame shows.
    await recordEvents(workspace, caseId, todayInIndia(), events).then(
      () => go(recordedScreen(caseId, events)),
      () => setBusy(false),
    );
  };
  return (
    <button type="button" class="second" disabled={isBusy} onClick={() => void undo()}>
      {t('undo.visit')}
    </button>
  );
}

/** Asks when the caseworker sees the woman again: after a usual time by one tap, on another day, or not planned. */
function NextVisit({ caseId }: { readonly caseId: string }) {
  const { workspace, go } = useHere();
  const [other, setOther] = useState('');
  const [isBusy, setBusy] = useBusyAtFirst();
  const today = todayInIndia();
  const plan = async (due: string) => {
    setBusy(true);
    const events: EventContent[] = [{ type: 'follow_up', due }];
    // Recording fails only if the phone is full, which the frame shows.
    await recordEvents(workspace, caseId, today, events).then(
      () => go(recordedScreen(caseId, events)),
      () => setBusy(false),
    );
  };
  return (
    <>
      <h2>{t('cases.nextVisit')}</h2>
      {[1, 2, 4].map((count) => {
        const due = addDays(today, 7 * count);
        return (
          <button type="button" class="choice" key={count} disabled={isBusy} onClick={() => void plan(due)}>
            {t('next.weeks', { count })}
            <span class="part">{formatDay(due, language())}</span>
          </button>
        );
      })}
      <PhoneDate label={t('next.other')} min={today} value={other} onDate={setOther} />
      {other >= today && (
        <button type="button" class="second" disabled={isBusy} onClick={() => void plan(other)}>
          {t('cases.keepVisit')}
        </button>
      )}
      <p class="soft">{t('next.none')}</p>
    </>
  );
}
