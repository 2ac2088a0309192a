import { useState } from 'preact/hooks';
import { addMonths, monthOf } from '../../../../functions/domain/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { Choice } from '../../design/field.tsx';
import { Table } from '../../design/table.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

const monthsBack = 24;

/** Whether the logs of a month are complete and unchanged: each day is compared with its digest. */
export function Digests({ api }: { readonly api: Api }) {
  const language = useLanguage();
  const now = monthOf(todayInIndia());
  const [month, setMonth] = useState(now);
  const days = useRead(['digests', month], () => api.request('GET /api/log-digests', { query: { month } }));
  return (
    <>
      <p>{t('digests.explain')}</p>
      <div class="fields">
        <Choice
          name="month"
          label={t('digests.month')}
          value={month}
          onChoose={setMonth}
          options={Array.from({ length: monthsBack }, (_, ago) => {
            const one = addMonths(now, -ago);
            return [one, formatMonth(one, language)] as const;
          })}
        />
      </div>
      <Reading of={days}>
        {({ items }) => {
          const wrong = items.filter(({ state }) => state === 'differs').length;
          return (
            <>
              {items.length > 0 && (
                <p class={wrong === 0 ? 'notice' : 'error'} role="status">
                  {wrong === 0
                    ? t('digests.whole', { count: items.length })
                    : t('digests.wrong', { count: wrong })}
                </p>
              )}
              <Table
                caption={t('digests')}
                empty={t('digests.none')}
                rows={items}
                keyOf={({ day }) => day}
                columns={[
                  {
                    key: 'day',
                    title: t('day'),
                    value: ({ day }) => day,
                    cell: ({ day }) => <DateText on={day} />,
                  },
                  { key: 'lines', title: t('digests.lines'), value: ({ lines }) => lines, isNumber: true },
                  {
                    key: 'state',
                    title: t('state'),
                    value: ({ state }) => t(`digests.${state}`),
                    cell: ({ state, findings }) => (
                      <>
                        <Badge tone={state === 'verified' ? 'good' : 'bad'}>{t(`digests.${state}`)}</Badge>
                        {findings.length > 0 && (
                          <ul lang="en">
                            {findings.map(({ what, log, place }) => (
                              <li key={`${what} ${place}`}>
                                {[what, log, place].filter((part) => part !== undefined).join(' · ')}
                              </li>
                            ))}
                          </ul>
                        )}
                      </>
                    ),
                  },
                ]}
              />
            </>
          );
        }}
      </Reading>
    </>
  );
}
