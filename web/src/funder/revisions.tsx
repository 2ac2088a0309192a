import { useLanguage } from '../i18n/use-language.ts';
import { formatMonth, formatValue } from '../months/format.ts';
import type { Snapshot } from '../months/published.ts';
import { t } from './text.ts';

/** The revised figures of earlier months, beside the published ones. */
export function Revisions({ snapshot }: { snapshot: Snapshot }) {
  const language = useLanguage();
  const byCode = new Map(snapshot.indicators.map((indicator) => [indicator.code, indicator]));
  return (
    <section aria-labelledby="revisions">
      <h2 id="revisions">{t('revisions')}</h2>
      <p>{t('revisions.why')}</p>
      {snapshot.revisions.length === 0 ? (
        <p>{t('revisions.none')}</p>
      ) : (
        <table class="figures">
          <caption class="hidden-text">{t('revisions')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              <th scope="col">{t('indicator')}</th>
              <th scope="col" class="number">
                {t('revisions.was')}
              </th>
              <th scope="col" class="number">
                {t('revisions.now')}
              </th>
            </tr>
          </thead>
          <tbody>
            {snapshot.revisions.map(({ month, code, was, now }) => {
              const indicator = byCode.get(code);
              const unit = indicator?.unit ?? '';
              return (
                <tr key={`${month} ${code}`}>
                  <td>{formatMonth(month, language)}</td>
                  <td>{indicator?.title[language] ?? code}</td>
                  <td class="number">{formatValue(was, unit, language)}</td>
                  <td class="number">{formatValue(now, unit, language)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
