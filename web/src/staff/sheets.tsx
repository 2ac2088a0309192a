import { addMonths } from '../../../functions/domain/calendar.ts';
import type { Api } from '../api/client.ts';
import { readAll } from '../api/pages.ts';
import { todayInIndia } from '../i18n/today.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { formatMonth } from '../months/format.ts';
import { Reading, useRead } from './reading.tsx';
import { type Collective, collective, type Meeting, meeting } from './records.ts';
import { stateOf } from './sheet-state.ts';
import { t } from './text.ts';

const monthsShown = 6;

/** Collectives × months: how many sheets came, and where none did. */
export function Sheets({ api }: { api: Api }) {
  const language = useLanguage();
  const now = todayInIndia().slice(0, 7);
  const months = Array.from({ length: monthsShown }, (_, index) => addMonths(now, index + 1 - monthsShown));
  const board = useRead(['sheets'], () => readBoard(api));
  return (
    <Reading of={board}>
      {(rows) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
        <section class="scrolls" aria-label={t('sheets')} tabIndex={0}>
          <p>{t('sheets.explain')}</p>
          <table class="figures">
            <caption class="hidden-text">{t('sheets')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('collective')}</th>
                {months.map((month) => (
                  <th scope="col" key={month}>
                    {formatMonth(month, language)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ collective: one, meetings }) => (
                <tr key={one.id}>
                  <th scope="row">{one.name}</th>
                  {months.map((month) => {
                    const state = stateOf(one, meetings, month, now);
                    return (
                      <td key={month}>
                        {state === 'missing' ? <span class="missing">{t('sheets.missing')}</span> : state}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Reading>
  );
}

type Row = { readonly collective: Collective; readonly meetings: readonly Meeting[] };

async function readBoard(api: Api): Promise<Row[]> {
  const { items } = await readAll(api, collective, '/api/collectives');
  const rows: Row[] = [];
  // A few at a time: the table is not worth a storm of requests.
  for (let start = 0; start < items.length; start += 4) {
    rows.push(
      ...(await Promise.all(
        items.slice(start, start + 4).map(async (one) => ({
          collective: one,
          meetings: (await readAll(api, meeting, `/api/collectives/${one.id}/meetings`)).items,
        })),
      )),
    );
  }
  return rows;
}
