import { differenceOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { Api } from '../../../api/client.ts';
import type { AnswerOf } from '../../../api/routes.ts';
import { showToast } from '../../../design/toast.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DeskTable } from '../../frame/lists/desk-table.tsx';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { AccountView } from '../accounts/account-view.tsx';
import { borrowingColumns } from '../borrowings/borrowing-columns.tsx';
import type { MemberWithCode } from '../group-members.ts';
import { useGroupMembers } from '../group-members.ts';
import { memberColumn, savingsColumn } from '../sheets/member-columns.tsx';
import { openingAccount } from './opening-draft.ts';
import { OpeningForm } from './opening-form.tsx';

type Opening = AnswerOf<'GET /api/collectives/{id}/opening'>;

/** Reads the opening, if there is one. `hasBegun`: whether the books have records, so that an opening can't be added. */
async function readOpening(api: Api, id: string): Promise<{ opening?: Opening; hasBegun: boolean }> {
  const path = { id };
  const { openedAsOf } = await api.request('GET /api/collectives/{id}', { path });
  if (openedAsOf !== undefined) {
    return { opening: await api.request('GET /api/collectives/{id}/opening', { path }), hasBegun: true };
  }
  const query = { limit: '1' };
  const [meetings, vouchers] = await Promise.all([
    api.request('GET /api/collectives/{id}/meetings', { path, query }),
    api.request('GET /api/collectives/{id}/vouchers', { path, query }),
  ]);
  return { hasBegun: meetings.items.length + vouchers.items.length > 0 };
}

/** The desk's page of a group's opening: shows the opening or, while the books are empty, the form to enter one. */
export function OpeningPage({ api, groupId }: { readonly api: Api; readonly groupId: string }) {
  const opening = useRead(['opening', groupId], () => readOpening(api, groupId));
  const members = useGroupMembers(api, groupId);
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('opening')}>
      <Reading of={members}>
        {(allMembers) => (
          <Reading of={opening}>
            {({ opening: recordedOpening, hasBegun }) => {
              if (recordedOpening !== undefined)
                return <RecordedOpening opening={recordedOpening} members={allMembers} />;
              if (hasBegun) return <p class="warning">{t('opening.begun')}</p>;
              return (
                <>
                  <p class="soft">{t('opening.explain')}</p>
                  <OpeningForm
                    api={api}
                    groupId={groupId}
                    members={allMembers.filter(({ exitedOn }) => exitedOn === undefined)}
                    onDone={() => {
                      showToast(() => t('saved'));
                      return opening.refetch();
                    }}
                  />
                </>
              );
            }}
          </Reading>
        )}
      </Reading>
    </OpenedRecord>
  );
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function RecordedOpening({
  opening,
  members,
}: {
  readonly opening: Opening;
  readonly members: readonly MemberWithCode[];
}) {
  const language = useLanguage();
  const codes = new Map(members.map(({ id, code }) => [id, code]));
  const outstandingOf = (loans: Opening['members'][number]['loans']): number =>
    sum(loans.map(({ outstandingPaise }) => outstandingPaise));
  const balances = {
    cash: opening.cashPaise,
    bank: opening.bankPaise,
    loans: sum(opening.members.map(({ loans }) => outstandingOf(loans))),
    savings: sum(opening.members.map(({ savingsPaise }) => savingsPaise)),
    borrowings: sum(opening.borrowings.map(({ outstandingPaise }) => outstandingPaise)),
    grants: opening.grantsPaise,
    surplus: opening.surplusPaise,
  };
  return (
    <>
      <p>{t('opening.of', { day: formatDate(opening.asOf, language) })}</p>
      {differenceOf(balances) !== 0 && <p class="error">{t('accounts.wrong')}</p>}
      <AccountView account={openingAccount(balances)} languages={[{ lang: language, say: t }]} />
      <h3>{t('opening.members')}</h3>
      <DeskTable
        list="opening"
        loggedIdsOf={({ memberId }) => [memberId]}
        caption={t('opening.members')}
        empty={t('nothing')}
        rows={opening.members}
        keyOf={({ memberId }) => memberId}
        columns={[
          memberColumn(codes),
          savingsColumn(),
          {
            key: 'loans',
            title: t('loans'),
            value: ({ loans }) => outstandingOf(loans),
            isMoney: true,
            exported: true,
          },
        ]}
      />
      {opening.borrowings.length > 0 && (
        <>
          <h3>{t('borrowings')}</h3>
          <DeskTable
            list="openingBorrowings"
            loggedIdsOf={() => []}
            caption={t('borrowings')}
            empty={t('nothing')}
            rows={opening.borrowings}
            keyOf={({ id }) => id}
            columns={[
              ...borrowingColumns(),
              {
                key: 'outstanding',
                title: t('books.outstanding'),
                value: ({ outstandingPaise }) => outstandingPaise,
                isMoney: true,
                exported: true,
              },
            ]}
          />
        </>
      )}
    </>
  );
}
