import { useState } from 'preact/hooks';
import { consentPurposes, waysOfSaying } from '../../../../functions/shared/kinds/member-words.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { givers, needsGuardian } from '../../consent/giver.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { t as consentText } from '../../consent/text.ts';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { Table } from '../../design/table/table.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Address } from '../../session/desk-address.ts';
import { CasePage } from '../cases/case-page.tsx';
import { MemberCases } from '../cases/member-cases.tsx';
import { OpenCase } from '../cases/open-case.tsx';
import { Fold } from '../frame/fold.tsx';
import { ChangeForm } from '../frame/forms/change-form.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { HerRecord, herRecordPart } from '../requests/her-record.tsx';
import { HerRequests } from '../requests/her-requests.tsx';
import { type MessageKey, t } from '../text.ts';
import { Children } from './children.tsx';
import { GiverChoice } from './giver-choice.tsx';
import { MemberFields, memberChangeOf } from './member-fields.tsx';
import { Offices } from './offices.tsx';
import { PathToLeadership } from './path-to-leadership.tsx';
import { ReadNotice } from './read-notice.tsx';
import { Savings } from './savings.tsx';

type MemberPageProps = {
  readonly api: Api;
  readonly me: Me;
  readonly id: string;
  /** What to show instead of this page: the id of one of her cases, or `herRecordPart`; undefined shows this page. */
  readonly part: string | undefined;
  /** The address of this page; a case's address is this and its id. */
  readonly address: Address;
  /** The text and the address of the link back. */
  readonly backLabel: MessageKey;
  readonly backTo: Address;
};

/** The desk's page of one member: her facts, cases, consents, children, offices and savings. Opening it is logged. */
export function MemberPage({ api, me, id, part, address, backLabel, backTo }: MemberPageProps) {
  const language = useLanguage();
  const memberQuery = useRead(['member', id], () => api.request('GET /api/members/{id}', { path: { id } }));
  const cases = useRead(['cases of', id], () =>
    readList(api, 'GET /api/members/{id}/cases', { path: { id } }),
  );
  const [newCaseCode, setNewCaseCode] = useState<string>();
  /** Only a coordinator may change the member's record, open all her cases and assign them. */
  const isCoordinator = me.role === 'coordinator';
  if (part === herRecordPart) return <HerRecord api={api} id={id} backTo={address} />;
  if (part !== undefined) {
    return (
      <Reading of={cases}>
        {({ items }) => {
          const opened = items.find((record) => record.id === part);
          return opened === undefined ? (
            <OpenedRecord backLabel="member" backTo={address} title={t('refused.missing')}>
              {null}
            </OpenedRecord>
          ) : (
            <CasePage
              api={api}
              me={me}
              record={opened}
              backLabel="member"
              backTo={address}
              onChanged={cases.refetch}
            />
          );
        }}
      </Reading>
    );
  }
  return (
    <Reading of={memberQuery}>
      {(member) => (
        <OpenedRecord
          backLabel={backLabel}
          backTo={backTo}
          title={`${member.code} · ${member.name ?? t('erased')}`}
        >
          <p class="notice">{t('logged.now')}</p>
          <dl class="facts">
            <dt>{t('phone')}</dt>
            <dd>{member.phone ?? '–'}</dd>
            <dt>{t('district')}</dt>
            <dd>
              {nameDistrict(member.district)}, {member.mandal ?? '–'}
            </dd>
            <dt>{t('birthYear')}</dt>
            <dd>
              {member.birthYear} · {t(`gender.${member.gender}`)}
            </dd>
            <dt>{t('joinedOn')}</dt>
            <dd>{formatDate(member.joinedOn, language)}</dd>
            {member.leaderSince !== undefined && (
              <>
                <dt>{t('leaderSince')}</dt>
                <dd>{formatDate(member.leaderSince, language)}</dd>
              </>
            )}
            {member.exitedOn !== undefined && (
              <>
                <dt>{t('exited')}</dt>
                <dd>
                  {formatDate(member.exitedOn, language)}
                  {member.exitReason ? ` · ${member.exitReason}` : ''}
                </dd>
              </>
            )}
          </dl>
          {newCaseCode !== undefined && (
            <p class="notice" role="status">
              {t('case.opened', { code: newCaseCode })}
            </p>
          )}
          <h3>{t('cases.hers')}</h3>
          <MemberCases of={cases} isComplete={isCoordinator} address={address} />
          <Fold label="case.new">
            <OpenCase
              api={api}
              memberId={id}
              mayAssign={isCoordinator}
              onOpened={(code) => {
                setNewCaseCode(code);
                void cases.refetch();
              }}
            />
          </Fold>
          {isCoordinator && (
            <Fold label="change">
              <ChangeMember api={api} her={member} onChanged={memberQuery.refetch} />
            </Fold>
          )}
          <h3>{t('consents')}</h3>
          {member.ageChanges?.map(({ on, from, to }, index) => (
            <p class="warning" key={index}>
              {t('age.changed', {
                on: formatDate(on, language),
                // As texts: a year has no separator of thousands.
                from: String(from),
                to: String(to),
              })}
            </p>
          ))}
          <Table
            caption={t('consents')}
            empty={t('nothing')}
            rows={member.consents}
            keyOf={({ id: consentId }) => consentId}
            columns={[
              { key: 'purpose', title: t('purpose'), value: (consent) => t(`purpose.${consent.purpose}`) },
              {
                key: 'state',
                title: t('state'),
                value: (consent) => t(consent.given ? 'given' : 'withdrawn'),
              },
              {
                key: 'on',
                title: t('on'),
                value: (consent) => consent.on,
                cell: (consent) => <DateText on={consent.on} />,
              },
              {
                key: 'givenBy',
                title: t('givenBy'),
                value: (consent) => consentText(`giver.${consent.givenBy}`),
              },
              { key: 'method', title: t('method'), value: (consent) => t(`method.${consent.method}`) },
            ]}
          />
          {isCoordinator && <NewConsent api={api} her={member} onAdded={memberQuery.refetch} />}
          <Children api={api} her={member} mayChange={isCoordinator} onChanged={memberQuery.refetch} />
          <Offices api={api} her={member} mayChange={isCoordinator} onChanged={memberQuery.refetch} />
          {isCoordinator && <PathToLeadership api={api} her={member} />}
          <Savings api={api} id={id} name={member.name} />
          <HerRequests api={api} me={me} memberId={id} address={address} />
          {isCoordinator && member.exitedOn === undefined && (
            <Fold label="exit">
              <p class="warning">{t('exit.explain')}</p>
              <Form
                label="exit"
                submit="exit"
                confirm={(data) => ({
                  title: t('exit.ask', { code: member.code }),
                  explain: (
                    <p>{t('exit.will', { date: formatDate(requiredTextOf(data, 'exitedOn'), language) })}</p>
                  ),
                  buttonLabel: t('exit.yes'),
                })}
                onSend={async (data) => {
                  await api.request('POST /api/members/{id}/exit', {
                    path: { id },
                    body: {
                      exitedOn: requiredTextOf(data, 'exitedOn'),
                      reason: requiredTextOf(data, 'reason'),
                    },
                  });
                  await memberQuery.refetch();
                }}
              >
                <DateField
                  name="exitedOn"
                  label={t('exitedOn')}
                  value={todayInIndia()}
                  max={todayInIndia()}
                />
                <TextField name="reason" label={t('reason')} />
              </Form>
            </Fold>
          )}
        </OpenedRecord>
      )}
    </Reading>
  );
}

type ChangeMemberProps = {
  readonly api: Api;
  readonly her: Member;
  readonly onChanged: () => Promise<unknown>;
};

function ChangeMember({ api, her, onChanged }: ChangeMemberProps) {
  const collectives = useRead(['collectives'], () => readList(api, 'GET /api/collectives', {}));
  return (
    <Reading of={collectives}>
      {({ items }) => (
        <ChangeForm
          version={her.version}
          onSend={(data, ifMatch) =>
            api.request('PATCH /api/members/{id}', {
              path: { id: her.id },
              ifMatch,
              body: memberChangeOf(data),
            })
          }
          onChanged={onChanged}
        >
          <MemberFields collectives={items} member={her} />
        </ChangeForm>
      )}
    </Reading>
  );
}

type NewConsentProps = {
  readonly api: Api;
  readonly her: Member;
  readonly onAdded: () => Promise<unknown>;
};

function NewConsent({ api, her, onAdded }: NewConsentProps) {
  const isMinor = needsGuardian(her.birthYear, todayInIndia());
  return (
    <Fold label="consent.new">
      <Form
        label="consent.new"
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/consents', {
            path: { id: her.id },
            body: {
              id,
              givenBy: requiredChoiceOf(data, 'givenBy', givers),
              purpose: requiredChoiceOf(data, 'purpose', consentPurposes),
              given: textOf(data, 'given') === 'given',
              on: requiredTextOf(data, 'on'),
              method: requiredChoiceOf(data, 'method', waysOfSaying),
              noticeVersion: requiredTextOf(data, 'noticeVersion'),
            },
          });
          await onAdded();
        }}
      >
        <ReadNotice isMinor={isMinor} />
        <GiverChoice isMinor={isMinor} allowsSelf />
        <Choice
          name="purpose"
          label={t('purpose')}
          options={consentPurposes.map((purpose) => [purpose, t(`purpose.${purpose}`)])}
        />
        <Choice
          name="given"
          label={t('state')}
          options={(['given', 'withdrawn'] as const).map((answer) => [answer, t(answer)])}
        />
        <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
        <Choice
          name="method"
          label={t('method')}
          options={waysOfSaying.map((method) => [method, t(`method.${method}`)])}
        />
        <TextField name="noticeVersion" label={t('noticeVersion')} value={noticeVersion} />
      </Form>
    </Fold>
  );
}
