import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { addMonths } from '../../../../functions/domain/calendar.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Choice } from '../../design/field.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format.ts';
import { snapshot } from '../../months/published.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { CountNote } from '../groups/count-note.tsx';
import { t } from '../text.ts';
import { Corrections } from './corrections.tsx';

const found = z.array(
  z.object({
    id: z.string(),
    why: z.optional(
      z.enum([
        'deposit_far_above_usual',
        'participants_far_above_usual',
        'before_the_member_joined',
        'after_the_member_left',
        'before_the_collective_was_formed',
        'after_the_collective_closed',
      ]),
    ),
    purpose: z.optional(z.enum(['services', 'reporting'])),
    state: z.optional(z.enum(['never_given', 'withdrawn'])),
    due: z.optional(z.string()),
    collectiveId: z.optional(z.string()),
    heldOn: z.optional(z.string()),
    record: z.optional(z.enum(['member', 'meeting', 'case_event', 'outreach'])),
  }),
);
const lists = [
  'collectivesWithoutMeeting',
  'meetingsWithoutCount',
  'consentsMissing',
  'overdueFollowUps',
  'likelyDuplicates',
  'outliers',
] as const;
const preview = z.object({
  snapshot,
  quality: z.object({
    collectivesWithoutMeeting: found,
    meetingsWithoutCount: found,
    consentsMissing: found,
    overdueFollowUps: found,
    likelyDuplicates: found,
    outliers: found,
    counts: z.record(z.string(), z.int()),
  }),
});

/** Before a month closes: the quality list and a preview; after it: corrections. */
export function Close({ api }: { api: Api }) {
  const language = useLanguage();
  const now = todayInIndia().slice(0, 7);
  const [month, setMonth] = useState(addMonths(now, todayInIndia().slice(8) < '05' ? -1 : 0));
  const months = Array.from({ length: 12 }, (_, index) => addMonths(now, -index));
  const seen = useRead(['preview', month], () =>
    api.call(preview, { path: `/api/snapshots/preview?month=${month}` }),
  );
  const handles = useRead(['handles'], () => readHandles(api));
  return (
    <>
      <div class="fields">
        <Choice
          name="month"
          label={t('month')}
          value={month}
          options={months.map((one) => [one, formatMonth(one, language)])}
          onChoose={setMonth}
        />
      </div>
      <Reading of={seen}>
        {({ snapshot: said, quality }) => (
          <>
            <h2>{t('quality')}</h2>
            {lists.map((list) => (
              <details key={list} open={quality[list].length > 0 && quality[list].length <= 10}>
                <summary>
                  {t(`quality.${list}`)}: {quality.counts[list] ?? quality[list].length}
                </summary>
                <Table
                  caption={t(`quality.${list}`)}
                  empty={t('nothing')}
                  rows={quality[list].map((one, index) => ({ ...one, index }))}
                  keyOf={({ id, index }) => `${id} ${index}`}
                  columns={[
                    {
                      key: 'record',
                      title: t('record'),
                      value: ({ id, collectiveId }) => handles.data?.get(collectiveId ?? id),
                      cell: ({ id, collectiveId }) =>
                        handles.data?.get(collectiveId ?? id) ?? <code>{id}</code>,
                    },
                    {
                      key: 'why',
                      title: t('why'),
                      cell: ({ id, collectiveId, heldOn, why, purpose, state, due, record }) => (
                        <>
                          {[
                            why && t(`why.${why}`),
                            purpose && t(`purpose.${purpose}`),
                            state && t(`consent.${state}`),
                            due && formatDate(due, language),
                            heldOn && formatDate(heldOn, language),
                            record && t(`record.${record}`),
                          ]
                            .filter(Boolean)
                            .join(' · ') || t(`quality.${list}`)}
                          {list === 'meetingsWithoutCount' && (
                            <>
                              {' · '}
                              <CountNote
                                api={api}
                                path={`/api/collectives/${collectiveId}/meetings/${id}`}
                                label="countNote"
                              />
                            </>
                          )}
                        </>
                      ),
                    },
                  ]}
                />
              </details>
            ))}
            <h2>{t('preview')}</h2>
            <p>{t('preview.explain')}</p>
            <Table
              caption={t('preview')}
              empty={t('nothing')}
              rows={said.indicators}
              keyOf={({ code }) => code}
              columns={[
                { key: 'indicator', title: t('indicator'), value: ({ title }) => title[language] },
                ...(['month', 'financialYear', 'toDate'] as const).map(
                  (period): Column<(typeof said.indicators)[number]> => ({
                    key: period,
                    title: t(period),
                    cell: (one) => formatValue(one[period], one.unit, language),
                    isNumber: true,
                  }),
                ),
                {
                  key: 'target',
                  title: t('target'),
                  cell: ({ target, unit }) => (target === null ? '–' : formatValue(target, unit, language)),
                  isNumber: true,
                },
              ]}
            />
          </>
        )}
      </Reading>
      <Corrections api={api} />
    </>
  );
}

/** Readable names for the ids in a list: codes, and names of collectives. */
async function readHandles(api: Api): Promise<Map<string, string>> {
  const [collectives, members, cases] = await Promise.all([
    readList(api, 'GET /api/collectives', {}),
    readList(api, 'GET /api/members', {}),
    readList(api, 'GET /api/cases', {}),
  ]);
  return new Map([
    ...collectives.items.map(({ id, name }) => [id, name] as const),
    ...members.items.map(({ id, code }) => [id, code] as const),
    ...cases.items.map(({ id, code }) => [id, code] as const),
  ]);
}
