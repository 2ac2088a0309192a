import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { Choice } from '../../../design/fields/field.tsx';
import { formatRupees } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { hrefOf } from '../../../session/desk-address.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { resultBeforeSharing } from '../accounts/account-rules.ts';
import { financialYearText, offeredPeriods, type Period } from '../accounts/period-rules.ts';
import { useGroupMembers } from '../group-members.ts';
import { Sharing } from './sharing.tsx';
import { timesPresent } from './year-end-rules.ts';

type YearEndProps = { readonly api: Api; readonly groupId: string };

/**
 * The desk's page of a group's year end: what the group earned in the year, and each member's share of it, proposed as a sheet
 * that the meeting confirms.
 */
export function YearEnd({ api, groupId }: YearEndProps) {
  const today = todayInIndia();
  // This financial year and the last one. Both are always offered, so the defaults below are for the types alone.
  const years = offeredPeriods('year', today).slice(0, 2);
  const [from, setFrom] = useState(years[0]?.from ?? '');
  const year = years.find((offeredYear) => offeredYear.from === from) ?? years[0];
  const members = useGroupMembers(api, groupId);
  const books = useRead(['year end', groupId, from], async () => {
    const path = { id: groupId };
    const query = { from: year?.from ?? today, to: year?.to ?? today };
    const [ledger, meetings, accounts] = await Promise.all([
      api.request('GET /api/collectives/{id}/ledger', { path }),
      readList(api, 'GET /api/collectives/{id}/meetings', { path }),
      api.request('GET /api/collectives/{id}/accounts', { path, query }),
    ]);
    return {
      ledger,
      timesById: timesPresent(meetings.items, query),
      earnedPaise: resultBeforeSharing(accounts.incomeAndExpenditure),
    };
  });
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('yearEnd')}>
      <p class="soft">{t('yearEnd.explain')}</p>
      <div class="fields">
        <Choice
          name="year"
          label={t('accounts.way.year')}
          value={from}
          options={years.map((offeredYear: Period) => [offeredYear.from, financialYearText(offeredYear)])}
          onChoose={setFrom}
        />
      </div>
      <Reading of={members}>
        {(allMembers) => (
          <Reading of={books}>
            {({ ledger, timesById, earnedPaise }) => (
              <>
                <dl class="facts">
                  <dt>{t('yearEnd.earned')}</dt>
                  <dd>{formatRupees(earnedPaise)}</dd>
                  <dt>{t('yearEnd.surplus')}</dt>
                  <dd>{formatRupees(ledger.surplusPaise)}</dd>
                  <dt>{t('cash')}</dt>
                  <dd>{formatRupees(ledger.cashPaise)}</dd>
                  <dt>{t('groups.bank')}</dt>
                  <dd>{formatRupees(ledger.bankPaise)}</dd>
                </dl>
                {year !== undefined && (
                  <p>
                    <a href={hrefOf('groups', groupId, 'accounts', year.from, year.to)}>
                      {t('yearEnd.accounts')}
                    </a>
                  </p>
                )}
                {ledger.surplusPaise <= 0 ? (
                  <p class="warning">{t('yearEnd.nothing')}</p>
                ) : (
                  <Sharing
                    api={api}
                    groupId={groupId}
                    ledger={ledger}
                    members={allMembers.filter(({ exitedOn }) => exitedOn === undefined)}
                    timesById={timesById}
                  />
                )}
              </>
            )}
          </Reading>
        )}
      </Reading>
    </OpenedRecord>
  );
}
