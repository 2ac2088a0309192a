import { Fragment } from 'preact';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/date-field.tsx';
import { textOf } from '../../design/form-data.ts';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { BookLinks } from '../books/book-pages.tsx';
import { CashDifference } from '../books/cash-difference.tsx';
import { expectedCash } from '../books/expected-cash.ts';
import { ChangeForm } from '../frame/change-form.tsx';
import { DeskTable } from '../frame/desk-table.tsx';
import { Fold } from '../frame/fold.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import type { Meeting } from '../frame/record-types.ts';
import { t } from '../text.ts';
import { CountNote } from './count-note.tsx';
import { GroupFields, groupFieldsOf, rateOf } from './group-fields.tsx';

const presentAt = ({ attendance }: Meeting): number =>
  attendance.filter(({ status }) => status === 'present').length;

const depositsOf = ({ entries }: Meeting): number =>
  entries.reduce((sum, { kind, amountPaise }) => sum + (kind === 'deposit' ? amountPaise : 0), 0);

/** The desk's page of one collective: what it is, its ledger, its sheets. */
export function Group({ api, id }: { readonly api: Api; readonly id: string }) {
  const language = useLanguage();
  const path = { id };
  const group = useRead(['group', id], () => api.request('GET /api/collectives/{id}', { path }));
  return (
    <Reading of={group}>
      {(one) => (
        <OpenedRecord back="collectives" backTo={['groups']} title={one.name}>
          <dl class="facts">
            <dt>{t('district')}</dt>
            <dd>
              {nameDistrict(one.district)}, {one.mandal}
            </dd>
            <dt>{t('formedOn')}</dt>
            <dd>{formatDate(one.formedOn, language)}</dd>
            {one.closedOn !== undefined && (
              <>
                <dt>{t('closedOn')}</dt>
                <dd>{formatDate(one.closedOn, language)}</dd>
              </>
            )}
            {one.openedAsOf !== undefined && (
              <>
                <dt>{t('groups.openedAsOf')}</dt>
                <dd>
                  <a href={hrefOf('groups', id, 'opening')}>{formatDate(one.openedAsOf, language)}</a>
                </dd>
              </>
            )}
            <dt>{t('frequency')}</dt>
            <dd>{t(`frequency.${one.meetingFrequency}`)}</dd>
            <dt>{t('usualDeposit')}</dt>
            <dd>{formatRupees(one.usualDepositPaise)}</dd>
            <dt>{t('ratePerMonth')}</dt>
            <dd>
              {one.ratePerMonthBasisPoints === undefined ? '–' : `${one.ratePerMonthBasisPoints / 100}%`}
            </dd>
          </dl>
          <Ledger api={api} id={id} />
          <BookLinks groupId={id} />
          <Sheets api={api} id={id} />
          <Fold label="change">
            <ChangeForm
              version={one.version}
              onSend={(data, ifMatch) =>
                api.request('PATCH /api/collectives/{id}', {
                  path,
                  ifMatch,
                  body: {
                    ...groupFieldsOf(data),
                    ratePerMonthBasisPoints: rateOf(data) ?? null,
                    ...(one.closedOn === undefined ? {} : { closedOn: textOf(data, 'closedOn') ?? null }),
                  },
                })
              }
              onChanged={() => group.refetch()}
            >
              <GroupFields group={one} />
              {one.closedOn !== undefined && (
                <DateField
                  name="closedOn"
                  label={t('closedOn')}
                  value={one.closedOn}
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

type PartProps = { readonly api: Api; readonly id: string };

/** What the collective has, and what of it belongs to whom. */
function Ledger({ api, id }: PartProps) {
  const ledger = useRead(['ledger', id], () =>
    api.request('GET /api/collectives/{id}/ledger', { path: { id } }),
  );
  const members = useRead(['members of', id], () =>
    readList(api, 'GET /api/members', { query: { collectiveId: id } }),
  );
  const codes = new Map(members.data?.items.map(({ id: memberId, code }) => [memberId, code]));
  return (
    <>
      <h3>{t('groups.ledger')}</h3>
      <Reading of={ledger}>
        {({ members: accounts, ...held }) => (
          <>
            <Held ledger={held} />
            <Fold label="groups.accounts">
              <DeskTable
                list="ledger"
                idsOf={({ memberId }) => [memberId]}
                caption={t('groups.accounts')}
                empty={t('nothing')}
                rows={accounts}
                keyOf={({ memberId }) => memberId}
                columns={[
                  {
                    key: 'member',
                    title: t('member'),
                    value: ({ memberId }) => codes.get(memberId) ?? t('groups.elsewhere'),
                    cell: ({ memberId }) => (
                      <a href={hrefOf('members', memberId)}>{codes.get(memberId) ?? t('groups.elsewhere')}</a>
                    ),
                    exported: true,
                  },
                  {
                    key: 'savings',
                    title: t('savings'),
                    value: (one) => one.savingsPaise,
                    isMoney: true,
                    exported: true,
                  },
                  {
                    key: 'loans',
                    title: t('loans'),
                    value: (one) => one.loansOutstandingPaise,
                    isMoney: true,
                    exported: true,
                  },
                  {
                    key: 'overdue',
                    title: t('borrowing.overdue'),
                    value: (one) => one.overduePaise || undefined,
                    isMoney: true,
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

type HeldProps = { readonly ledger: Omit<AnswerOf<'GET /api/collectives/{id}/ledger'>, 'members'> };

/** What the group has, and whose it is: both sides are the same sum. */
function Held({ ledger }: HeldProps) {
  const rows = [
    ['cash', ledger.cashPaise],
    ['groups.bank', ledger.bankPaise],
    ['loans', ledger.loansOutstandingPaise],
    ['savings', ledger.savingsPaise],
    ['borrowings', ledger.borrowingsOutstandingPaise],
    ['groups.grants', ledger.grantsPaise],
    ['groups.surplus', ledger.surplusPaise],
  ] as const;
  return (
    <dl class="facts">
      {rows.map(([label, paise]) => (
        <Fragment key={label}>
          <dt>{t(label)}</dt>
          <dd>{formatRupees(paise)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** The sheets of a collective; each opens on a page of its own. */
function Sheets({ api, id }: PartProps) {
  const meetings = useRead(['meetings', id], () =>
    readList(api, 'GET /api/collectives/{id}/meetings', { path: { id } }),
  );
  return (
    <>
      <h3>{t('meetings')}</h3>
      <Reading of={meetings}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <DeskTable
              list="meetings"
              idsOf={(held) => [held.id]}
              caption={t('meetings')}
              empty={t('nothing')}
              rows={items}
              keyOf={(held) => held.id}
              columns={[
                {
                  key: 'heldOn',
                  title: t('heldOn'),
                  value: ({ heldOn }) => heldOn,
                  cell: (held) => (
                    <a href={hrefOf('groups', id, held.id)}>
                      <DateText on={held.heldOn} />
                    </a>
                  ),
                  exported: true,
                },
                {
                  key: 'present',
                  title: t('present'),
                  value: presentAt,
                  cell: (held) => `${presentAt(held)} / ${held.attendance.length}`,
                  exported: true,
                },
                { key: 'deposits', title: t('deposits'), value: depositsOf, isMoney: true, exported: true },
                {
                  key: 'cashExpected',
                  title: t('cashExpected'),
                  value: expectedCash,
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'cashCounted',
                  title: t('cashCounted'),
                  value: ({ cashCountedPaise }) => cashCountedPaise,
                  cell: (held) =>
                    held.cashCountedPaise === undefined ? (
                      <CountNote api={api} groupId={id} meetingId={held.id} label="countNote.uncounted" />
                    ) : (
                      <>
                        {formatRupees(held.cashCountedPaise)}{' '}
                        <CashDifference of={held.cashCountedPaise - (expectedCash(held) ?? 0)} />
                      </>
                    ),
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
