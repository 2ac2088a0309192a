import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import type { CaseRecord } from '../../api/case-record.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { countedEvents } from '../../timeline/counted-events.ts';
import { t } from '../text.ts';

type GivenUpProps = {
  readonly of: Pick<CaseRecord, 'givenUpAt' | 'givenUpBy'>;
  /** The case's events, for who may read them: then its last note is shown. */
  readonly events?: readonly CaseEvent[] | undefined;
};

/** Of a case that nobody has: since when, who gave it up, and what was noted last; nothing if nobody ever had it. */
export function GivenUp({ of: { givenUpAt, givenUpBy = 'caseworker' }, events = [] }: GivenUpProps) {
  const language = useLanguage();
  if (givenUpAt === undefined) return null;
  const note = countedEvents(events).findLast(({ type }) => type === 'note');
  return (
    <>
      <p>
        {t(`case.givenUp.${givenUpBy}`, { date: formatDate(dateInIndia(new Date(givenUpAt)), language) })}
      </p>
      {note?.text != null && (
        <p>
          {t('case.lastNote', { date: formatDate(note.on, language) })}: <q>{note.text}</q>
        </p>
      )}
    </>
  );
}
