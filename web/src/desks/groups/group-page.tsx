import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/fields/date-field.tsx';
import { textOf } from '../../design/fields/form-data.ts';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { BookLinks } from '../books/book-pages.tsx';
import { CountedCash } from '../books/sheets/cash-difference.tsx';
import { countedCash, expectedCash } from '../books/sheets/expected-cash.ts';
import { useCashAfter } from '../books/sheets/use-cash-after.ts';
import { Fold } from '../frame/fold.tsx';
import { ChangeForm } from '../frame/forms/change-form.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import type { Meeting } from '../frame/lists/record-types.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { AskLeader } from '../questions/ask-leader.tsx';
import { LeaderNames } from '../questions/leaders.tsx';
import { type MessageKey, t } from '../text.ts';
import { GroupFields, groupFieldsOf, rateOf } from './group-fields.tsx';
import { OpenDifferencesOf } from './open-differences.tsx';

const presentCountOf = ({ attendance }: Meeting): number =>
  attendance.filter(({ status }) => status === 'present').length;

/** The deposits on a sheet, in paise. */
const depositsOf = ({ entries }: Meeting): number =>
  entries.reduce((sum, { kind, amountPaise }) => sum + (kind === 'deposit' ? amountPaise : 0), 0);

/** The desk's page of one group (collective): its details, its ledger, its books and its sheets. */
export function GroupPage({ api, id }: { readonly api: Api; readonly id: string }) {
  const language = useLanguage();
  const path = { id };
  const groupQuery = useRead(['group', id], () => api.request('GET /api/collectives/{id}', { path }));
  return (
    <Reading of={groupQuery}>
      {(group) => (
        <OpenedRecord backLabel="collectives" backTo={['groups']} title={group.name} about={group.name}>
          <OpenDifferencesOf api={api} id={id} />
          <dl class="facts">
            <dt>{t('district')}</dt>
            <dd>{nameDistrict(group.district)}</dd>
            <dt>{t('mandal')}</dt>
            <dd>{group.mandal}</dd>
            <dt>{t('formedOn')}</dt>
            <dd>{formatDate(group.formedOn, language)}</dd>
            {group.closedOn !== undefined && (
              <>
                <dt>{t('closedOn')}</dt>
                <dd>{formatDate(group.closedOn, language)}</dd>
              </>
            )}
            {group.openedAsOf !== undefined && (
              <>
                <dt>{t('groups.openedAsOf')}</dt>
                <dd>
                  <a href={hrefOf('groups', id, 'opening')}>{formatDate(group.openedAsOf, language)}</a>
                </dd>
              </>
            )}
            <dt>{t('frequency')}</dt>
            <dd>{t(`frequency.${group.meetingFrequency}`)}</dd>
            <dt>{t('groups.usualDeposit')}</dt>
            <dd>{formatRupees(group.usualDepositPaise)}</dd>
            <dt>{t('groups.usualInterest')}</dt>
            <dd>
              {group.ratePerMonthBasisPoints === undefined
                ? '–'
                : t('groups.rate', { rate: group.ratePerMonthBasisPoints / 100 })}
            </dd>
            <dt>{t('questions.leaders')}</dt>
            <dd>
              <LeaderNames api={api} leaders={group.leaders ?? []} />
            </dd>
          </dl>
          {/* Of a group without a leader the list above says whom to tell. */}
          {group.closedOn === undefined && (group.leaders ?? []).length > 0 && (
            <AskLeader
              api={api}
              collectiveId={id}
              about={{ kind: 'other', month: todayInIndia().slice(0, 7) }}
              needsText
            />
          )}
          <Ledger api={api} id={id} />
          <BookLinks groupId={id} />
          <SheetTable api={api} id={id} />
          <Fold label="change">
            <ChangeForm
              version={group.version}
              onSend={(data, ifMatch) =>
                api.request('PATCH /api/collectives/{id}', {
                  path,
                  ifMatch,
                  body: {
                    ...groupFieldsOf(data),
                    // `null` removes a value. Only the form of a closed group has the field `closedOn`.
                    ratePerMonthBasisPoints: rateOf(data) ?? null,
                    ...(group.closedOn === undefined ? {} : { closedOn: textOf(data, 'closedOn') ?? null }),
                  },
                })
              }
              onChanged={() => groupQuery.refetch()}
            >
              <GroupFields group={group} />
              {group.closedOn !== undefined && (
                <DateField
                  name="closedOn"
                  label={t('closedOn')}
                  value={group.closedOn}
                  max={todayInIndia()}
                  isOptional
                />
              )}
            </ChangeForm>
          </Fold>
        </OpenedRecord>
      )}
    </Reading>
  );
}

type GroupPartProps = { readonly api: Api; readonly id: string };

/** The group's money, and each member's part in it. */
function Ledger({ api, id }: GroupPartProps) {
  const ledger = useRead(['ledger', id], () =>
    api.request('GET /api/collectives/{id}/ledger', { path: { id } }),
  );
  const members = useRead(['members of', id], () =>
    readList(api, 'GET /api/members', { query: { collectiveId: id } }),
  );
  const codeByMember = members.data && new Map(members.data.items.map((member) => [member.id, member.code]));
  // A woman who has gone to another group may still have an account here.
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

/** The group's sheets, one for each meeting, each with a link to its page. */
function SheetTable({ api, id }: GroupPartProps) {
  const meetings = useRead(['meetings', id], () =>
    readList(api, 'GET /api/collectives/{id}/meetings', { path: { id } }),
  );
  const cashAfter = useCashAfter(api, id);
  return (
    <>
      <h3>{t('meetings')}</h3>
      <Reading of={meetings}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <DeskTable
              list="meetings"
              loggedIdsOf={(meeting) => [meeting.id]}
              caption={t('meetings')}
              empty={t('nothing')}
              rows={items}
              keyOf={(meeting) => meeting.id}
              columns={[
                {
                  key: 'heldOn',
                  title: t('heldOn'),
                  value: ({ heldOn }) => heldOn,
                  cell: (meeting) => (
                    <a href={hrefOf('groups', id, meeting.id)}>
                      <DateText on={meeting.heldOn} />
                    </a>
                  ),
                  exported: true,
                },
                {
                  key: 'present',
                  title: t('present'),
                  value: presentCountOf,
                  cell: (meeting) => `${presentCountOf(meeting)} / ${meeting.attendance.length}`,
                  isNumber: true,
                  exported: true,
                },
                { key: 'deposits', title: t('deposits'), value: depositsOf, isMoney: true, exported: true },
                {
                  key: 'cashExpected',
                  title: t('cashExpected'),
                  value: (meeting) => expectedCash(meeting, cashAfter(meeting)),
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'cashCounted',
                  title: t('cashCounted'),
                  value: countedCash,
                  cell: (meeting) => <CountedCash sheet={meeting} />,
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'state',
                  title: t('state'),
                  value: ({ reversed }) => t(reversed === undefined ? 'counts' : 'reversed'),
                  exported: true,
                },
              ]}
            />
          </>
        )}
      </Reading>
    </>
  );
}
