import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { saveFile } from '../../../design/save-file.ts';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { printPaper } from '../../../papers/paper-fonts.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { type Account, accountsOnTwoSides, doAccountsBalance } from './account-rules.ts';
import { AccountView } from './account-view.tsx';
import { AccountsPaper } from './accounts-paper.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { financialYearToDate, type Period, parsePeriod } from './period-rules.ts';

type AccountsProps = {
  readonly api: Api;
  readonly groupId: string;
  /** The first and last day, as the address has them: not checked yet. */
  readonly from: string | undefined;
  readonly to: string | undefined;
};

/** The desk's page of a group's accounts for a period: to read, to print and to take as a workbook. */
export function AccountsPage({ api, groupId, from, to }: AccountsProps) {
  const today = todayInIndia();
  const period = parsePeriod(from, to) ?? financialYearToDate(today);
  const reading = useRead(['accounts', groupId, period.from, period.to], async () => {
    const path = { id: groupId };
    const [answer, group] = await Promise.all([
      api.request('GET /api/collectives/{id}/accounts', { path, query: period }),
      api.request('GET /api/collectives/{id}', { path }),
    ]);
    const { movedInPaise, movedOutPaise } = answer.incomeAndExpenditure;
    return { accounts: accountsOnTwoSides(answer), movedInPaise, movedOutPaise, group };
  });
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('accounts')}>
      <PeriodChoice key={`${period.from} ${period.to}`} groupId={groupId} period={period} today={today} />
      <Reading of={reading}>
        {({ accounts, movedInPaise, movedOutPaise, group }) => (
          <>
            <ShownAccounts api={api} groupName={group.name} period={period} accounts={accounts} />
            {movedInPaise + movedOutPaise > 0 && (
              <p>
                {t('accounts.movedSurplus', {
                  came: formatRupees(movedInPaise),
                  went: formatRupees(movedOutPaise),
                })}
              </p>
            )}
          </>
        )}
      </Reading>
    </OpenedRecord>
  );
}

type ShownAccountsProps = {
  readonly api: Api;
  readonly groupName: string;
  readonly period: Period;
  readonly accounts: readonly Account[];
};

function ShownAccounts({ api, groupName, period, accounts }: ShownAccountsProps) {
  const language = useLanguage();
  const [hasFailed, setFailed] = useState(false);
  /** Notes in the access log that the accounts are exported. The accounts name no woman, so the export has no subjects. */
  const logExport = () => api.request('POST /api/exports', { body: { list: 'accounts', subjects: [] } });
  const save = async (): Promise<void> => {
    setFailed(false);
    try {
      await logExport();
      const { workbookOfAccounts } = await import('./accounts-workbook.ts');
      saveFile(workbookOfAccounts(accounts, t), `accounts-${period.from}-${period.to}.xlsx`);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      {!doAccountsBalance(accounts) && (
        <p class="error" role="alert">
          {t('accounts.wrong')}
        </p>
      )}
      <p>
        {formatDate(period.from, language)} – {formatDate(period.to, language)}
      </p>
      <p class="actions">
        <button type="button" class="primary small" onClick={() => void printPaper()}>
          {t('accounts.print')}
        </button>
        <button type="button" class="second small" onClick={() => void save()}>
          {t('accounts.workbook')}
        </button>
      </p>
      <p class="soft">{t('accounts.print.explain')}</p>
      {hasFailed && (
        <p class="error" role="alert">
          {t('failed')}
        </p>
      )}
      {accounts.map((account) => (
        <AccountView key={account.key} account={account} languages={[{ lang: language, say: t }]} />
      ))}
      {/* Hidden on the screen, and the only part that is printed. */}
      <AccountsPaper groupName={groupName} period={period} accounts={accounts} />
    </>
  );
}
