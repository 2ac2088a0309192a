import { dateInIndia } from '../../../functions/shared/calendar/calendar.ts';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { looksByRole, rolesOfLists, type ShownReading } from './looks-by-role.ts';
import type { MemberRecord } from './member-record.ts';
import { t } from './text.ts';

/**
 * Lists who looked at a woman's record, or at one of her cases. For each role it says on how many days, when last, and at
 * which parts of the record; the readings of a case name none. Then come the roles in whose lists she stood among others: such
 * a reading counts only there.
 * @param readings the newest first: in this order their roles are shown
 * @param since the instants before which there may be older readings that are not among these
 */
export function WhoLooked({
  readings,
  since = {},
}: {
  readonly readings: readonly ShownReading[];
  readonly since?: MemberRecord['readingsSince'];
}) {
  const language = useLanguage();
  const looks = looksByRole(readings);
  const rolesWithLists = rolesOfLists(readings);
  return (
    <>
      {looks.length === 0 ? (
        <p>{t('record.looked.none')}</p>
      ) : (
        <ul class="plain">
          {looks.map(({ role, dayCount, lastOn, parts }) => (
            <li key={role}>
              {t('record.looked.by', {
                role: t(`record.role.${role}`),
                days: dayCount,
                date: formatDate(lastOn, language),
              })}
              {parts.length > 0 && (
                <span class="part">
                  {t('record.looked.at', { parts: parts.map((part) => t(`record.part.${part}`)).join(', ') })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {rolesWithLists.length > 0 && (
        <p>
          {t('record.looked.lists', {
            roles: rolesWithLists.map((role) => t(`record.role.${role}`)).join(', '),
          })}
        </p>
      )}
      {since.openings !== undefined && (
        <p>
          {t('record.looked.since', { date: formatDate(dateInIndia(new Date(since.openings)), language) })}
        </p>
      )}
      {since.lists !== undefined && (
        <p>
          {t('record.looked.listsSince', { date: formatDate(dateInIndia(new Date(since.lists)), language) })}
        </p>
      )}
    </>
  );
}
