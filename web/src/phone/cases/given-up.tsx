import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { t } from './text.ts';

/** Of a case that nobody has: when whoever had it gave it up, or the coordinator took it from her; nothing if nobody ever had it. */
export function GivenUp({
  of: { givenUpAt, givenUpBy = 'caseworker' },
}: {
  readonly of: {
    readonly givenUpAt?: string | undefined;
    readonly givenUpBy?: 'caseworker' | 'coordinator' | undefined;
  };
}) {
  if (givenUpAt === undefined) return null;
  const date = formatDate(dateInIndia(new Date(givenUpAt)), language());
  return <p>{t(`cases.givenUp.${givenUpBy}`, { date })}</p>;
}
