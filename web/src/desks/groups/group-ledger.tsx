import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { formatRupees } from '../../i18n/format.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';

type GroupLedgerProps = { readonly api: Api; readonly id: string };

/** The group's money, and each member's part in it. */
export function GroupLedger({ api, id }: GroupLedgerProps) {
  const ledger = useRead(['ledger', id], () =>
    api.request('GET /api/collectives/{id}/ledger', { path: { id } }),
  );
  const members = useRead(['members of', id], () =>
    readList(api, 'GET /api/members', { query: { collectiveId: id } }),
  );
  // Undefined until the members are read.
  const codeByMember = members.data && new Map(members.data.items.map((member) => [member.id, member.code]));
  // A woman who has gone to another group may still have an account here, but is not among the members.
  const codeOf = (memberId: string): string =>
    codeByMember === undefined ? '…' : (codeByMember.get(memberId) ?? t('groups.elsewhere'));
  return (
    <>
      <h3>{t('groups.ledger')}</h3>
      <Reading of={ledger}>
        {({ members: accounts, ...totals }) => (
          <>
            <LedgerTotals totals={totals} />
            <Fold label="groups.accounts">
              <DeskTable
                list="ledger"
                loggedIdsOf={({ memberId }) => [memberId]}
                caption={t('groups.accounts')}
                empty={t('nothing')}
                rows={accounts}
                keyOf={({ memberId }) => memberId}
                columns={[
                  {
                    key: 'member',
                    title: t('member'),
                    value: ({ memberId }) => codeOf(memberId),
                    cell: ({ memberId }) => <a href={hrefOf('members', memberId)}>{codeOf(memberId)}</a>,
                    exported: true,
                  },
                  {
                    key: 'savings',
                    title: t('savings'),
                    value: (account) => account.savingsPaise,
                    isMoney: true,
                    isSummed: true,
                    exported: true,
                  },
                  {
                    key: 'loans',
                    title: t('loans'),
                    value: (account) => account.loansOutstandingPaise,
                    isMoney: true,
                    isSummed: true,
                    exported: true,
                  },
                  {
                    key: 'overdue',
                    title: t('borrowing.overdue'),
                    // Shows a dash instead of ₹0.
                    value: (account) => account.overduePaise || undefined,
                    isMoney: true,
                    isSummed: true,
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

type LedgerTotalsProps = { readonly totals: Omit<AnswerOf<'GET /api/collectives/{id}/ledger'>, 'members'> };

/** First the group's assets (cash, bank, loans), then where they come from; both have the same sum. */
function LedgerTotals({ totals }: LedgerTotalsProps) {
  return (
    <div class="sides">
      <LedgerSide
        title="groups.has"
        rows={[
          ['cash', totals.cashPaise],
          ['groups.bank', totals.bankPaise],
          ['loans', totals.loansOutstandingPaise],
        ]}
      />
      <LedgerSide
        title="groups.from"
        rows={[
          ['savings', totals.savingsPaise],
          ['borrowings', totals.borrowingsOutstandingPaise],
          ['groups.grants', totals.grantsPaise],
          ['groups.surplus', totals.surplusPaise],
        ]}
      />
    </div>
  );
}

type LedgerSideProps = {
  readonly title: MessageKey;
  readonly rows: readonly (readonly [label: MessageKey, paise: number])[];
};

const LedgerSide = ({ title, rows }: LedgerSideProps) => (
  <table class="table">
    <caption>{t(title)}</caption>
    <tbody>
      {rows.map(([label, paise]) => (
        <tr key={label}>
          <th scope="row">{t(label)}</th>
          <td class="number">{formatRupees(paise)}</td>
        </tr>
      ))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">{t('groups.sum')}</th>
        <td class="number">{formatRupees(rows.reduce((sum, [, paise]) => sum + paise, 0))}</td>
      </tr>
    </tfoot>
  </table>
);
