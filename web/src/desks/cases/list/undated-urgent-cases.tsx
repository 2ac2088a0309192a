import { useState } from 'preact/hooks';
import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import type { CaseRecord } from '../../../api/case-record.ts';
import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { Badge } from '../../../design/badge.tsx';
import { DateField } from '../../../design/fields/date-field.tsx';
import { requiredTextOf } from '../../../design/fields/form-data.ts';
import { showToast } from '../../../design/toast.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { language } from '../../../i18n/language.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { hrefOf } from '../../../session/desk-address.ts';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { Reading, type ReadResult, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { ageOf } from './case-age.ts';
import { byDanger, isUndatedUrgent } from './undated-rules.ts';

type UndatedCases = {
  readonly items: readonly CaseRecord[];
  /** The ids of all her urgent cases, with a date or without. */
  readonly urgentIds: ReadonlySet<string>;
  readonly isWhole: boolean;
};

/** Hook: the caseworker's urgent cases that no agenda has, since nothing is planned in them; crises first. */
export const useUndatedUrgent = (api: Api): ReadResult<UndatedCases> =>
  useRead(
    ['undated urgent cases'],
    async () => {
      const { items, isWhole } = await readList(api, 'GET /api/cases', {});
      return {
        items: items.filter(isUndatedUrgent).toSorted(byDanger),
        urgentIds: new Set(items.filter(({ priority }) => priority === 'urgent').map(({ id }) => id)),
        isWhole,
      };
    },
    { staysCurrent: true },
  );

/** How many are shown before she asks for all, so that the dates below stay in sight. */
const firstLines = 5;

type UndatedUrgentCasesProps = {
  readonly api: Api;
  readonly of: ReadResult<UndatedCases>;
  readonly onPlanned: () => Promise<unknown>;
};

/** On the caseworker's Today: her urgent cases without a date, which would otherwise be nowhere on it once she has them. In each she can plan a follow-up. */
export function UndatedUrgentCases({ api, of, onPlanned }: UndatedUrgentCasesProps) {
  const [showsAll, setShowsAll] = useState(false);
  return (
    <section aria-label={t('undated.title')}>
      <h2>
        {t('undated.title')}{' '}
        {of.data !== undefined && of.data.items.length > 0 && (
          <Badge tone="late">{of.data.items.length}</Badge>
        )}
      </h2>
      <Reading of={of}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('undated.notWhole')}</p>}
            {items.length === 0 && <p class="soft">{t('undated.none')}</p>}
            <ul class="dates">
              {items.slice(0, showsAll ? undefined : firstLines).map((record) => (
                <UndatedCase key={record.id} api={api} record={record} onPlanned={onPlanned} />
              ))}
            </ul>
            {!showsAll && items.length > firstLines && (
              <button type="button" class="second small" onClick={() => setShowsAll(true)}>
                {t('agenda.all', { count: items.length })}
              </button>
            )}
          </>
        )}
      </Reading>
    </section>
  );
}

function UndatedCase({
  api,
  record,
  onPlanned,
}: Pick<UndatedUrgentCasesProps, 'api' | 'onPlanned'> & { readonly record: CaseRecord }) {
  const { id, code } = record;
  const today = todayInIndia();
  return (
    <li>
      <span class="when">
        <Badge tone="bad">{t('undated.open', { age: ageOf(record) })}</Badge>
      </span>
      <span class="what">
        <a class="code" href={hrefOf('cases', id)}>
          {code}
        </a>{' '}
        · {t(`case.${record.kind}`)}
      </span>
      <Fold label="next.followUp">
        <Form
          label="next.followUp"
          done={null}
          onSend={async (data, eventId) => {
            const due = requiredTextOf(data, 'due');
            await api.request('POST /api/cases/{id}/events', {
              path: { id },
              body: { id: eventId, type: 'follow_up', on: today, due },
            });
            showToast(() => t('undated.planned', { code, date: formatDate(due, language()) }));
            await onPlanned();
          }}
        >
          <DateField name="due" label={t('agenda.next')} value={addDays(today, 1)} min={today} />
        </Form>
      </Fold>
    </li>
  );
}
