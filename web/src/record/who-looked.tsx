import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { lookedByRole, rolesOfLists, type ShownReading } from './record-rules.ts';
import { t } from './text.ts';

/**
 * In the record shown to a woman: who looked at it, by role: on how many days, when last, and at what where that is
 * said; and in whose lists she stood among others.
 * @param readings the newest first
 */
export function WhoLooked({ readings }: { readonly readings: readonly ShownReading[] }) {
  const language = useLanguage();
  const looked = lookedByRole(readings);
  const lists = rolesOfLists(readings);
  return (
    <>
      {looked.length === 0 ? (
        <p>{t('record.looked.none')}</p>
      ) : (
        <ul class="plain">
          {looked.map(({ role, days, last, parts }) => (
            <li key={role}>
              {t('record.looked.by', {
                role: t(`record.role.${role}`),
                days,
                date: formatDate(last, language),
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
      {lists.length > 0 && (
        <p>{t('record.looked.lists', { roles: lists.map((role) => t(`record.role.${role}`)).join(', ') })}</p>
      )}
    </>
  );
}
