import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format.ts';
import type { Breakdown, Indicator } from '../../months/published.ts';
import { type MessageKey, t } from '../text.ts';

/** An indicator by district and by age band, rounded; nothing for one that is not broken down. */
export function Breakdowns({ indicator }: { readonly indicator: Indicator }) {
  const { district, ageBand } = indicator.breakdowns;
  if (district === null && ageBand === null) return null;
  return (
    <section aria-labelledby="breakdowns">
      <h2 id="breakdowns">{t('breakdown.title')}</h2>
      <p class="soft">{t('privacy')}</p>
      <div class="pair">
        <Cells name="breakdown.district" breakdown={district} />
        <Cells name="breakdown.ageBand" breakdown={ageBand} />
      </div>
    </section>
  );
}

type CellsProps = { readonly name: MessageKey; readonly breakdown: Breakdown | null };

function Cells({ name, breakdown }: CellsProps) {
  const language = useLanguage();
  if (breakdown === null || breakdown.cells === 'withheld') {
    return (
      <div>
        <h3>{t(name)}</h3>
        <p>{t(breakdown === null ? 'breakdown.later' : 'breakdown.withheld')}</p>
      </div>
    );
  }
  return (
    <div>
      <h3>{t(name)}</h3>
      <p class="soft">{t('breakdown.asOf', { month: formatMonth(breakdown.asOf, language) })}</p>
      <table class="figures">
        <caption class="hidden-text">{t(name)}</caption>
        <tbody>
          {breakdown.cells.map(({ key, value }) => (
            <tr key={key} class={value === '*' ? 'few' : ''}>
              {key === 'under 18' ? (
                <th scope="row">{t('under18')}</th>
              ) : (
                <th scope="row" lang="en">
                  {key}
                </th>
              )}
              <td class="number">{value === '*' ? t('fewer') : formatValue(value, 'persons', language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
