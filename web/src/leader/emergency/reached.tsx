import type { CaseRecord } from '../../api/case-record.ts';
import { formatInstant } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { CaseDetails } from '../../phone/cases/case-details.tsx';
import { CaseEntries, VisitDone } from '../../phone/cases/case-entries.tsx';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { isSeenOn } from '../../timeline/counted-events.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import { recorderIn } from '../../timeline/recorder.ts';
import { t as timelineText } from '../../timeline/text.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import type { EmergencyAccess } from '../row-kinds.ts';
import type { PartProps } from './emergency.tsx';
import { t } from './text.ts';

/** Somebody else's case to which the leader has emergency access, as the server gives it. */
export type ReachedCase = {
  readonly access: EmergencyAccess;
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
};

/** The case, and the forms that add to its timeline. */
export function Reached({
  reached: { access, record, events },
  attempting: { state, idOf, attempt },
  read,
  outcome,
}: PartProps & { readonly reached: ReachedCase }) {
  const { workspace } = useHere();
  const add = async (added: readonly EventContent[]) => {
    for (const event of added) {
      const content = { on: todayInIndia(), ...event };
      await workspace.callServer((api) =>
        api.request('POST /api/cases/{id}/events', {
          path: { id: access.id },
          // If only the first event arrived and she tries again, it has the same id again, so it is not recorded twice.
          body: { id: idOf(content), ...content },
        }),
      );
    }
    await read(access);
  };
  const attemptToAdd = (added: readonly EventContent[]) => attempt('emergency.over', () => add(added));
  return (
    // The key differs from that of the form, so that the focus moves to the new heading.
    <Frame title={record.code} back={{ name: 'cases' }} isPrivate key={record.id}>
      <p class="notice">{t('emergency.until', { until: formatInstant(access.until, language()) })}</p>
      <CaseDetails file={record} />
      <h2>{timelineText('timeline')}</h2>
      <div aria-live="polite">
        <Timeline events={events} recorderOf={recorderIn(record, workspace.me()?.id ?? '')} />
      </div>
      {outcome}
      <VisitDone
        // She settles what is due, and leaves what is planned to whoever has the case.
        nextDue={
          record.nextDue !== undefined && record.nextDue <= todayInIndia() ? record.nextDue : undefined
        }
        isSeenToday={isSeenOn(events, todayInIndia())}
        isBusy={state === 'busy'}
        onAdd={(visit) => attemptToAdd([visit])}
      />
      <CaseEntries
        // A new key empties the forms once the entry stands in the timeline.
        key={events.length}
        isBusy={state === 'busy'}
        onAdd={attemptToAdd}
      />
    </Frame>
  );
}
