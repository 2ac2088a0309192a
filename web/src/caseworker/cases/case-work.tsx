import { useState } from 'preact/hooks';
import { daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import { Badge } from '../../design/badge.tsx';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { CaseEntries, VisitDone } from '../../phone/cases/case-entries.tsx';
import { eventsOf } from '../../phone/cases/events-of-case.ts';
import { dueItems } from '../../phone/due-rules.ts';
import { isSeenOn } from '../../timeline/counted-events.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import { agendas, noteDrafts } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import type { CaseFile } from '../row-kinds.ts';
import { recordedScreen } from '../screen.ts';
import { openVisits } from './open-visits.ts';
import { recordEvents } from './record-events.ts';
import { t } from './text.ts';

/** What the caseworker does in one of her cases: what is due, a visit, and further entries. case.tsx is the screen. */

/** What is due in a case and since when, and the button that records a visit. */
export function DueNow({ file }: { readonly file: CaseFile }) {
  const { workspace } = useHere();
  const { isBusy, record } = useRecording(file.id);
  const today = todayInIndia();
  const { events } = eventsOf(workspace, file.id);
  // If a visit was missed and another is planned, both are listed, as at the desk: only a visit that is made settles the missed one.
  const otherVisits = [...new Set(openVisits(events))].filter((on) => on !== file.nextDue);
  const due = [
    ...dueItems([file], workspace.rows.get(agendas, 'all')?.items ?? []),
    ...otherVisits.map((on) => ({ on, kind: 'follow_up' }) as const),
  ].toSorted((a, b) => a.on.localeCompare(b.on));
  return (
    <>
      <h2>{t('case.due')}</h2>
      {/* The same words as on Today, which lists an urgent case even if nothing is due in it. */}
      {due.length === 0 && <p>{t(file.priority === 'urgent' ? 'day.unplanned' : 'case.noDue')}</p>}
      <ul class="plain">
        {due.map(({ on, kind }) => (
          <li key={`${on} ${kind}`}>
            {t(`due.${kind}`)} · {formatDate(on, language())}{' '}
            {on < today && <Badge tone="care">{t('day.late', { count: daysBetween(on, today) })}</Badge>}
          </li>
        ))}
      </ul>
      <VisitDone
        nextDue={file.nextDue}
        isSeenToday={isSeenOn(events, today)}
        isBusy={isBusy}
        // The note that she has typed is saved with the visit.
        onAdd={(visit) => record([visit, ...noteOf(workspace.rows.get(noteDrafts, file.id)?.text)])}
      />
    </>
  );
}

const noteOf = (text = ''): EventContent[] => (text.trim() === '' ? [] : [{ type: 'note', text }]);

/** Hook: records events of a case in one act, and shows that they are saved. */
function useRecording(id: string) {
  const { workspace, go } = useHere();
  const [isBusy, setBusy] = useState(false);
  const record = async (events: readonly EventContent[]) => {
    setBusy(true);
    // On success the screen stays busy, since another screen follows. Recording fails only if the phone is full, which the frame shows.
    await recordEvents(workspace, id, todayInIndia(), events)
      .then(async () => {
        if (events.some(({ type }) => type === 'note')) await workspace.rows.remove(noteDrafts, id);
        go(recordedScreen(id, events));
      })
      .catch(() => setBusy(false));
  };
  return { isBusy, record };
}

/** What the caseworker can record beside a visit: when she will see the woman again, and a note. */
export function Entries({ file: { id } }: { readonly file: CaseFile }) {
  const { workspace, go } = useHere();
  const { isBusy, record } = useRecording(id);
  return (
    <>
      <CaseEntries
        isBusy={isBusy}
        initialNote={workspace.rows.get(noteDrafts, id)?.text}
        onNote={(text) => {
          void (text.trim() === ''
            ? workspace.rows.remove(noteDrafts, id)
            : workspace.rows.putDraft(noteDrafts, id, { text }));
          workspace.storeUnsentWork();
        }}
        onAdd={record}
      />
      <button type="button" class="second" onClick={() => go({ name: 'addEvent', id })}>
        {t('case.other')}
      </button>
    </>
  );
}
