import { useState } from 'preact/hooks';
import { LongField } from '../../design/fields/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import { PhoneDate } from '../phone-date.tsx';
import { t } from './text.ts';
import { isVisitDue, visitOf } from './visit.ts';

/** On the screen of a case: the button that records a visit of today, planned or not. */
export function VisitDone({
  nextDue,
  isSeenToday,
  isBusy,
  onAdd,
}: {
  /** The day of the planned visit, which is then done; undefined if none is planned. */
  readonly nextDue: string | undefined;
  /** Whether a visit of today is recorded already. */
  readonly isSeenToday: boolean;
  readonly isBusy: boolean;
  readonly onAdd: (event: EventContent) => Promise<void>;
}) {
  const today = todayInIndia();
  if (isSeenToday && !isVisitDue(nextDue, today)) return <p class="notice">{t('cases.seenToday')}</p>;
  return (
    <button
      type="button"
      class="primary"
      disabled={isBusy}
      onClick={() => void onAdd(visitOf(nextDue, today))}
    >
      ✓ {t('cases.visited')}
    </button>
  );
}

/** On the screen of a case: the next visit and a note, with one button that saves whatever of the two she has filled. */
export function CaseEntries({
  isBusy = false,
  initialNote = '',
  onNote,
  onAdd,
}: {
  readonly isBusy?: boolean;
  /** The draft of a note that the leader began earlier. */
  readonly initialNote?: string | undefined;
  /** Called at each key press, so that the note is stored as a draft. */
  readonly onNote?: (typed: string) => void;
  /** Records all the events or none: to her it is one act. */
  readonly onAdd: (events: readonly EventContent[]) => Promise<void>;
}) {
  const [note, setNote] = useState(initialNote);
  const [due, setDue] = useState('');
  // The browser enforces `min` only in the date picker, not for a typed date.
  const isPast = due !== '' && due < todayInIndia();
  const hasNote = note.trim() !== '';
  const filled: EventContent[] = [
    ...(due === '' ? [] : [{ type: 'follow_up', due } as const]),
    ...(hasNote ? [{ type: 'note', text: note } as const] : []),
  ];
  const keyWithVisit = hasNote ? 'cases.keepBoth' : 'cases.keepVisit';
  const buttonKey = due === '' ? 'cases.keepNote' : keyWithVisit;
  return (
    <>
      <PhoneDate label={t('cases.nextVisit')} min={todayInIndia()} value={due} onDate={setDue} />
      {isPast && (
        <p class="error" role="alert">
          {t('cases.duePast')}
        </p>
      )}
      <LongField
        name="note"
        label={t('cases.note')}
        text={note}
        onText={(typed) => {
          setNote(typed);
          onNote?.(typed);
        }}
      />
      <button
        type="button"
        class="second"
        disabled={isBusy || isPast || filled.length === 0}
        onClick={() => void onAdd(filled)}
      >
        {t(buttonKey)}
      </button>
    </>
  );
}
