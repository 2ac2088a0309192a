import { Fragment } from 'preact';
import type { Api } from '../../api/client.ts';
import { DateText } from '../../design/date.tsx';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { linesOfStatement } from '../../papers/account-from-server.ts';
import { interestByYear } from '../../papers/paper-rules.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { entryNames } from './entry-names.ts';
import { HerPapers } from './her-papers.tsx';

/** On the desk's page of a member, her savings: what she has saved and owes, her papers to print, and her statement. */
export function Savings({ api, id, name }: { api: Api; id: string; name: string | null }) {
  const language = useLanguage();
  const savings = useRead(['savings', id], () =>
    api.request('GET /api/members/{id}/savings', { path: { id } }),
  );
  return (
    <>
      <h3>{t('savings')}</h3>
      <Reading of={savings}>
        {(read) => (
          <>
            <dl class="facts">
              <dt>{t('savings')}</dt>
              <dd>{formatRupees(read.savingsPaise)}</dd>
              <dt>{t('loans')}</dt>
              <dd>{formatRupees(read.loansOutstandingPaise)}</dd>
              {interestByYear(linesOfStatement(read.statement)).map(({ from, to, paise }) => (
                <Fragment key={from}>
                  <dt>
                    {t('interestPaid')}, {formatDate(from, language)} – {formatDate(to, language)}
                  </dt>
                  <dd>{formatRupees(paise)}</dd>
                </Fragment>
              ))}
            </dl>
            <HerPapers savings={read} name={name ?? ''} />
            <Fold label="statement">
              <DeskTable
                list="statement"
                idsOf={() => [id]}
                caption={t('statement')}
                empty={t('nothing')}
                rows={read.statement.map((line, index) => ({ ...line, index })).toReversed()}
                keyOf={({ index }) => String(index)}
                columns={[
                  {
                    key: 'heldOn',
                    title: t('heldOn'),
                    value: (line) => line.heldOn,
                    exported: true,
                    cell: (line) => <DateText on={line.heldOn} />,
                  },
                  {
                    key: 'kind',
                    title: t('kind'),
                    value: (line) => t(entryNames[line.kind] ?? 'kind'),
                    exported: true,
                  },
                  {
                    key: 'amount',
                    title: t('amount'),
                    value: (line) => line.amountPaise,
                    isMoney: true,
                    exported: true,
                  },
                  {
                    key: 'state',
                    title: t('state'),
                    value: (line) => t(line.reversed ? 'reversed' : 'counts'),
                    exported: true,
                  },
                ]}
              />
            </Fold>
          </>
        )}
      </Reading>
    </>
  );
}
