import { useState } from 'preact/hooks';
import type { Api } from '../api/client.ts';
import { formatDate, formatRupees } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Choice, Field, textOf } from './fields.tsx';
import { Form } from './form.tsx';
import { Reading, useRead } from './reading.tsx';
import {
  foundMembers,
  type ListedMember,
  listedMember,
  member,
  memberSavings,
  nothing,
  readAll,
} from './records.ts';
import { Table } from './table.tsx';
import { t } from './text.ts';
import { todayInIndia } from './today.ts';

type MembersProps = { readonly api: Api; readonly mayChange: boolean };

type Found = ListedMember & { readonly name?: string | null | undefined };

/** Members by their codes; a name is read one at a time, and noted. */
export function Members({ api, mayChange }: MembersProps) {
  const language = useLanguage();
  const [open, setOpen] = useState<string>();
  const [found, setFound] = useState<readonly Found[]>();
  const all = useRead(['members'], () => readAll(api, listedMember, '/api/members'));
  if (open !== undefined) {
    return <Member api={api} id={open} mayChange={mayChange} onBack={() => setOpen(undefined)} />;
  }
  const list = (members: readonly Found[]) => (
    <Table
      caption={t('members')}
      columns={['code', 'name', 'district', 'joinedOn', 'state']}
      rows={members.map((one) => ({
        key: one.id,
        cells: [
          <button type="button" class="link" key="open" onClick={() => setOpen(one.id)}>
            {one.code}
          </button>,
          one.name ?? '•••',
          one.district,
          formatDate(one.joinedOn, language),
          t(one.exitedOn === undefined ? 'active' : 'exited'),
        ],
      }))}
    />
  );
  return (
    <>
      <Form
        label="search"
        submit="search"
        onSend={async (data) => {
          const { items } = await api.call(foundMembers, {
            method: 'POST',
            path: '/api/members/search',
            body: { q: textOf(data, 'q') },
          });
          setFound(items);
        }}
      >
        <Field name="q" label="search.hint" type="search" />
      </Form>
      <p class="soft">{t('logged')}</p>
      {found === undefined ? (
        <Reading of={all}>
          {({ items, isWhole }) => (
            <>
              {!isWhole && <p class="warning">{t('more')}</p>}
              {list(items)}
            </>
          )}
        </Reading>
      ) : (
        <>
          <button type="button" class="link" onClick={() => setFound(undefined)}>
            ‹ {t('members')}
          </button>
          {list(found)}
        </>
      )}
    </>
  );
}

type MemberProps = MembersProps & { readonly id: string; readonly onBack: () => void };

function Member({ api, id, mayChange, onBack }: MemberProps) {
  const language = useLanguage();
  const path = `/api/members/${id}`;
  const her = useRead(['member', id], () => api.call(member, { path }));
  const savings = useRead(['savings', id], () => api.call(memberSavings, { path: `${path}/savings` }));
  return (
    <>
      <button type="button" class="link" onClick={onBack}>
        ‹ {t('members')}
      </button>
      <Reading of={her}>
        {(one) => (
          <>
            <h2>
              {one.code} · {one.name ?? t('erased')}
            </h2>
            <p class="notice">{t('logged.now')}</p>
            <dl class="facts">
              <dt>{t('phone')}</dt>
              <dd>{one.phone ?? '–'}</dd>
              <dt>{t('district')}</dt>
              <dd>
                {one.district}, {one.mandal ?? '–'}
              </dd>
              <dt>{t('birthYear')}</dt>
              <dd>{one.birthYear}</dd>
              <dt>{t('joinedOn')}</dt>
              <dd>{formatDate(one.joinedOn, language)}</dd>
              <dt>{t('children')}</dt>
              <dd>
                {one.children.length} ({t('inSchool')}:{' '}
                {one.children.filter(({ inSchool }) => inSchool).length})
              </dd>
              {one.exitedOn !== undefined && (
                <>
                  <dt>{t('exited')}</dt>
                  <dd>{formatDate(one.exitedOn, language)}</dd>
                </>
              )}
            </dl>
            <h3>{t('consents')}</h3>
            <Table
              caption={t('consents')}
              columns={['purpose', 'state', 'on', 'method']}
              rows={one.consents.map((consent) => ({
                key: consent.id,
                cells: [
                  t(`purpose.${consent.purpose}`),
                  t(consent.given ? 'given' : 'withdrawn'),
                  formatDate(consent.on, language),
                  t(`method.${consent.method}`),
                ],
              }))}
            />
            {mayChange && (
              <details>
                <summary>{t('consent.new')}</summary>
                <Form
                  label="consent.new"
                  onSend={async (data, consentId) => {
                    await api.call(nothing, {
                      method: 'POST',
                      path: `${path}/consents`,
                      body: {
                        id: consentId,
                        purpose: textOf(data, 'purpose'),
                        given: textOf(data, 'given') === 'given',
                        on: textOf(data, 'on'),
                        method: textOf(data, 'method'),
                        noticeVersion: textOf(data, 'noticeVersion'),
                      },
                    });
                    await her.refetch();
                  }}
                >
                  <Choice
                    name="purpose"
                    label="purpose"
                    options={(['services', 'reporting'] as const).map((each) => [each, t(`purpose.${each}`)])}
                  />
                  <Choice
                    name="given"
                    label="state"
                    options={(['given', 'withdrawn'] as const).map((each) => [each, t(each)])}
                  />
                  <Field name="on" label="on" type="date" value={todayInIndia()} max={todayInIndia()} />
                  <Choice
                    name="method"
                    label="method"
                    options={(['spoken', 'written'] as const).map((each) => [each, t(`method.${each}`)])}
                  />
                  <Field name="noticeVersion" label="noticeVersion" />
                </Form>
              </details>
            )}
          </>
        )}
      </Reading>
      <h3>{t('savings')}</h3>
      <Reading of={savings}>
        {({ savingsPaise, loansOutstandingPaise, statement }) => (
          <>
            <dl class="facts">
              <dt>{t('savings')}</dt>
              <dd>{formatRupees(savingsPaise)}</dd>
              <dt>{t('loans')}</dt>
              <dd>{formatRupees(loansOutstandingPaise)}</dd>
            </dl>
            <details>
              <summary>{t('statement')}</summary>
              <Table
                caption={t('statement')}
                columns={['heldOn', 'kind', 'amount', 'state']}
                rows={statement.toReversed().map((line, index) => ({
                  key: String(index),
                  cells: [
                    formatDate(line.heldOn, language),
                    t(entryNames[line.kind] ?? 'kind'),
                    formatRupees(line.amountPaise),
                    t(line.reversed ? 'reversed' : 'counts'),
                  ],
                }))}
              />
            </details>
          </>
        )}
      </Reading>
    </>
  );
}

const entryNames: Readonly<Record<string, Parameters<typeof t>[0]>> = {
  deposit: 'entry.deposit',
  withdrawal: 'entry.withdrawal',
  loan: 'entry.loan',
  repayment: 'entry.repayment',
  interest: 'entry.interest',
  fine: 'entry.fine',
};
