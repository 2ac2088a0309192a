import { useState } from 'preact/hooks';
import { addMonths, monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { Choice } from '../../design/fields/field.tsx';
import { Table } from '../../design/table/table.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { daysWithoutDigest, newestSealedMonth, spanOfDay, spansOfDays } from './digest-rules.ts';

/** How many months are offered: the present month and those before it. */
const monthsBack = 24;

/** Reads the digests of a month, and from the month after it which days have one: a digest seals the days before it that have none. */
async function readDigests(api: Api, month: string, now: string) {
  const read = (one: string) => api.request('GET /api/log-digests', { query: { month: one } });
  const [{ items, sealedUntil }, after] = await Promise.all([
    read(month),
    month < now ? read(addMonths(month, 1)) : undefined,
  ]);
  return { items, sealedUntil, digestedDays: [...items, ...(after?.items ?? [])].map(({ day }) => day) };
}

/**
 * The auditor's page of digests. It shows for each day of a month whether the logs still match the digest of that day, that is,
 * whether they are complete and unchanged.
 */
export function Digests({ api }: { readonly api: Api }) {
  const language = useLanguage();
  const now = monthOf(todayInIndia());
  const [month, setMonth] = useState(newestSealedMonth(todayInIndia()));
  const spanText = ({ from, to }: ReturnType<typeof spanOfDay>): string =>
    t('digests.span', { from: formatInstant(from, language), to: formatInstant(to, language) });
  const days = useRead(['digests', month], () => readDigests(api, month, now));
  return (
    <>
      <div class="fields">
        <Choice
          name="month"
          label={t('digests.month')}
          value={month}
          onChoose={setMonth}
          options={Array.from({ length: monthsBack }, (_, ago) => {
            const offeredMonth = addMonths(now, -ago);
            return [offeredMonth, formatMonth(offeredMonth, language)] as const;
          })}
        />
      </div>
      <Reading of={days}>
        {({ items, digestedDays, sealedUntil }) => {
          const wrongCount = items.filter(({ state }) => state === 'differs').length;
          const { dayCount, emptyDays, unsealedDays, lateDays, pendingCount } = daysWithoutDigest(
            month,
            digestedDays,
            todayInIndia(),
            sealedUntil,
          );
          const spansText = (some: readonly string[]) => ({
            count: some.length,
            days: spansOfDays(some).map(spanText).join('; '),
          });
          if (sealedUntil === undefined && items.length === 0) {
            return (
              <p class="error" role="status">
                {t('digests.never')}
              </p>
            );
          }
          return (
            <>
              <div role="status">
                {wrongCount > 0 && <p class="error">{t('digests.wrong', { count: wrongCount })}</p>}
                {lateDays.length > 0 && <p class="error">{t('digests.late', spansText(lateDays))}</p>}
                {unsealedDays.length > 0 && (
                  <p class="warning">{t('digests.unsealed', spansText(unsealedDays))}</p>
                )}
                {items.length === 0 && <p>{t('digests.none')}</p>}
                {items.length > wrongCount && (
                  <p class="notice">
                    {t('digests.whole', { count: items.length - wrongCount, days: dayCount })}
                  </p>
                )}
                {/* On a day without lines there was nothing to compare: it is neither well nor wrong. */}
                {emptyDays.length > 0 && <p>{t('digests.empty', spansText(emptyDays))}</p>}
                {pendingCount > 0 && items.length > 0 && (
                  <p>{t('digests.coming', { count: pendingCount })}</p>
                )}
              </div>
              {items.length > 0 && (
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
                      cell: ({ day }) => spanText(spanOfDay(day)),
                    },
                    { key: 'lines', title: t('digests.lines'), value: ({ lines }) => lines, isNumber: true },
                    {
                      key: 'state',
                      title: t('state'),
                      value: ({ state }) => t(`digests.${state}`),
                      cell: ({ state, findings }) => (
                        <>
                          <Badge tone={state === 'verified' ? 'good' : 'bad'}>{t(`digests.${state}`)}</Badge>
                          {/* The server's findings are in English. */}
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
              )}
            </>
          );
        }}
      </Reading>
      <p class="soft">{t('digests.explain')}</p>
    </>
  );
}
