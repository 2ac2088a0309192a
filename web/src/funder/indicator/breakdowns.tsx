import { nameDistrict } from '../../districts/text.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import type { Breakdown, Indicator } from '../../months/published.ts';
import { type MessageKey, t } from '../text.ts';

/**
 * The breakdowns on the funder's page of an indicator, by district and by age band; nothing for an indicator that is
 * never broken down.
 */
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

/** @param band `under 18`, `18-24`, `45+` */
function nameAgeBand(band: string): string {
  if (band === 'under 18') return t('under18');
  return band.endsWith('+') ? t('ages.from', { age: band.slice(0, -1) }) : t('ages', { ages: band });
}

/** The numbers of one breakdown. `*` is a number too small to publish; `withheld`, a breakdown with no number at all. */
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
  const cells = breakdown.cells.map((cell) => ({
    ...cell,
    title: name === 'breakdown.district' ? nameDistrict(cell.key) : nameAgeBand(cell.key),
  }));
  const { compare } = new Intl.Collator(language);
  // Districts in alphabetical order; age bands come sorted by age.
  const rows = name === 'breakdown.district' ? cells.toSorted((a, b) => compare(a.title, b.title)) : cells;
  return (
    <div>
      <h3>{t(name)}</h3>
      <p class="soft">{t('breakdown.asOf', { month: formatMonth(breakdown.asOf, language) })}</p>
      <table class="figures">
        <caption class="hidden-text">{t(name)}</caption>
        <tbody>
          {rows.map(({ key, title, value }) => (
            <tr key={key} class={value === '*' ? 'few' : ''}>
              <th scope="row">{title}</th>
              <td class="number">{value === '*' ? t('fewer') : formatValue(value, 'persons', language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
