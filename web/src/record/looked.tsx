import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { lookedByRole, type Seen } from './rules.ts';
import { t } from './text.ts';

/** Who looked, by role: on how many days, when last, and at what where that is said. @param readings the newest first */
export function WhoLooked({ readings }: { readonly readings: readonly Seen[] }) {
  const language = useLanguage();
  if (readings.length === 0) return <p>{t('record.looked.none')}</p>;
  return (
    <ul class="plain">
      {lookedByRole(readings).map(({ role, days, last, parts }) => (
        <li key={role}>
          {t('record.looked.by', { role: t(`record.role.${role}`), days, date: formatDate(last, language) })}
          {parts.length > 0 && (
            <span class="part">
              {t('record.looked.at', { parts: parts.map((part) => t(`record.part.${part}`)).join(', ') })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
