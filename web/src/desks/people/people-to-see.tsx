import { dateInIndia, isDate } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Table } from '../../design/table/table.tsx';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { PendingApprovalNotices } from '../approvals/pending-notice.tsx';
import { ReadingFailure } from '../frame/failure.tsx';
import { readableName } from '../frame/readable-name.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type NextStep, peopleToSee } from './people-to-see-rules.ts';
import { roleOf } from './role-of.ts';

/** What is to do for a person, in words. */
const nextStepText = ({ step, until }: NextStep, language: Language): string =>
  t(`toSee.${step}`, { until: until === undefined ? '' : formatInstant(until, language) });

const sinceText = (since: string | undefined, language: Language): string | undefined =>
  since && formatDate(isDate(since) ? since : dateInIndia(new Date(since)), language);

/**
 * On the administrator's first page: for whom she has to do something so that they can work, what she asked for that waits, and a copy of all data
 * that is ready. Nothing if there is none of these.
 */
export function PeopleToSee({ api, me }: { readonly api: Api; readonly me: Me }) {
  const language = useLanguage();
  const people = useRead(['people'], () => readList(api, 'GET /api/users', {}));
  const phones = useRead(['phones'], () => readList(api, 'GET /api/phones', {}));
  const asked = useRead(['approvals', 'asked'], async () =>
    (await readList(api, 'GET /api/approvals', {})).items.filter(({ askedBy }) => askedBy === me.id),
  );
  const handovers = useRead(['handovers'], () => api.request('GET /api/data-handovers', {}));
  const failed = [people, phones, asked, handovers].find(({ isError }) => isError);
  if (failed !== undefined) return <ReadingFailure failure={failed.error} before={`${t('toSee')}: `} />;
  const askedOf = new Set((asked.data ?? []).map(({ subject }) => subject));
  const phonesByPerson = new Map((phones.data?.items ?? []).map((one) => [one.personId, one]));
  const rows = peopleToSee(people.data?.items ?? [], phonesByPerson)
    // What was asked for her stands below.
    .filter(({ person }) => !askedOf.has(person.id));
  const ready = (handovers.data?.items ?? []).filter(({ state }) => state === 'made');
  if (rows.length === 0 && askedOf.size === 0 && ready.length === 0) return null;
  return (
    <section aria-label={t('toSee')}>
      <h2>{t('toSee')}</h2>
      {ready.map(({ id, until = '' }) => (
        <p key={id} class="notice">
          <a href={hrefOf('handovers')}>{t('toSee.handover', { until: formatInstant(until, language) })}</a>
        </p>
      ))}
      {rows.length > 0 && (
        <Table
          caption={t('toSee.people')}
          empty=""
          hasCount={false}
          rows={rows}
          keyOf={({ person }) => person.id}
          columns={[
            {
              key: 'who',
              title: t('name'),
              cell: ({ person }) => `${readableName(person.name)} (${t(roleOf(person))})`,
            },
            {
              key: 'stands',
              title: t('toSee.stands'),
              isSentence: true,
              cell: (row) => nextStepText(row, language),
            },
            { key: 'since', title: t('toSee.since'), cell: ({ since }) => sinceText(since, language) ?? '–' },
            {
              key: 'act',
              title: t('toSee.next'),
              cell: ({ person, step }) => <a href={hrefOf('people', person.id)}>{t(`toSee.${step}.do`)}</a>,
            },
          ]}
        />
      )}
      <PendingApprovalNotices
        approvals={(asked.data ?? []).filter(({ kind }) => kind !== 'data_handover')}
        tellsWhose
      />
      {(asked.data ?? []).some(({ kind }) => kind === 'data_handover') && (
        <p class="notice">
          <a href={hrefOf('handovers')}>{t('toSee.handover.asked')}</a>
        </p>
      )}
    </section>
  );
}
