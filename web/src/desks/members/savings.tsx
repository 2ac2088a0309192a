import { Fragment } from 'preact';
import type { Api } from '../../api/client.ts';
import { DateText } from '../../design/date.tsx';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { linesOfStatement } from '../../papers/account-from-server.ts';
import { interestByYear } from '../../papers/paper-content.ts';
import { Fold } from '../frame/fold.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { HerPapers } from './her-papers.tsx';
import { entryNames } from './savings-entry-names.ts';

/** On the desk's page of a member: the member's savings, loans and interest paid, papers to print, and statement. */
export function Savings({ api, of: { id, collectiveId, name } }: { readonly api: Api; readonly of: Member }) {
  const language = useLanguage();
  const savings = useRead(['savings', id, collectiveId], () =>
    api.request('GET /api/members/{id}/savings', { path: { id } }),
  );
  return (
    <>
      <h3>{t('savings')}</h3>
      <Reading of={savings}>
        {(account) => (
          <>
            <dl class="facts">
              <dt>{t('savings')}</dt>
              <dd>{formatRupees(account.savingsPaise)}</dd>
              <dt>{t('loans')}</dt>
              <dd>{formatRupees(account.loansOutstandingPaise)}</dd>
              {interestByYear(linesOfStatement(account.statement)).map(({ firstOn, lastOn, paise }) => (
                <Fragment key={firstOn}>
                  <dt>
                    {t('interestPaid')}, {formatDate(firstOn, language)} – {formatDate(lastOn, language)}
                  </dt>
                  <dd>{formatRupees(paise)}</dd>
                </Fragment>
              ))}
            </dl>
            {/* The name is null after an erasure. */}
            <HerPapers savings={account} name={name ?? ''} />
            <Fold label="statement">
              {account.statementSince !== undefined && (
                <p>{t('statement.since', { date: formatDate(account.statementSince, language) })}</p>
              )}
              <DeskTable
                list="statement"
                loggedIdsOf={() => [id]}
                caption={t('statement')}
                empty={t('nothing')}
                // The newest line first. Lines have no id: their index is the row's key.
                rows={account.statement.map((line, index) => ({ ...line, index })).toReversed()}
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
                    // A kind without a name of its own shows the word for kind.
                    value: (line) => {
                      const word = t(entryNames[line.kind] ?? 'kind');
                      return 'moveId' in line && line.loansPaise > 0
                        ? t('entry.withLoans', { kind: word, amount: formatRupees(line.loansPaise) })
                        : word;
                    },
                    exported: true,
                  },
                  {
                    key: 'amount',
                    title: t('amount'),
                    value: (line) => ('moveId' in line ? line.savingsPaise : line.amountPaise),
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
