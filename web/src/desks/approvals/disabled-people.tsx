import { formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { t } from '../text.ts';
import type { DisabledPerson } from './pending-approval.ts';

/**
 * The notice of administrators, coordinators and auditors whom one person disabled within a week: it took no second person, so all others
 * are told.
 */
export function DisabledPeople({ people }: { readonly people: readonly DisabledPerson[] }) {
  const language = useLanguage();
  if (people.length === 0) return null;
  return (
    <section class="warning" aria-labelledby="disabled-people">
      <h3 id="disabled-people">{t('disabledNow.title')}</h3>
      <ul>
        {people.map(({ id, name, role, at, byName }) => (
          <li key={id}>
            {t('disabledNow.one', {
              who: name ?? t('approval.somebody'),
              role: t(`role.${role}`),
              at: formatInstant(at, language),
              by: byName ?? t('approval.asker.unknown'),
            })}
          </li>
        ))}
      </ul>
      <p>{t('disabledNow.explain')}</p>
    </section>
  );
}
