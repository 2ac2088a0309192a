import { useState } from 'preact/hooks';
import { consentPurposes, waysOfSaying } from '../../../../functions/domain/member-words.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { givers, needsGuardian } from '../../consent/giver.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { t as consentText } from '../../consent/text.ts';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/date-field.tsx';
import { Choice, TextField } from '../../design/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/form-data.ts';
import { Table } from '../../design/table.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Address } from '../../session/desk-address.ts';
import { CasePage } from '../cases/case-page.tsx';
import { MemberCases } from '../cases/member-cases.tsx';
import { OpenCase } from '../cases/open-case.tsx';
import { ChangeForm } from '../frame/change-form.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import type { Member as Her } from '../frame/record-types.ts';
import { HerRecord, herRecordPart } from '../requests/her-record.tsx';
import { HerRequests } from '../requests/her-requests.tsx';
import { type MessageKey, t } from '../text.ts';
import { Children } from './children.tsx';
import { GiverChoice } from './giver-choice.tsx';
import { MemberFields, memberFieldsOf } from './member-fields.tsx';
import { Offices } from './offices.tsx';
import { Path } from './path.tsx';
import { ReadNotice } from './read-notice.tsx';
import { Savings } from './savings.tsx';

type MemberProps = {
  readonly api: Api;
  readonly me: Me;
  readonly id: string;
  /** The case of hers that is shown instead. */
  readonly caseId: string | undefined;
  /** Her address here; a case's is one part longer. */
  readonly at: Address;
  readonly back: MessageKey;
  readonly backTo: Address;
};

/** The desk's page of one member: her name is read, and the reading is logged. */
export function Member({ api, me, id, caseId, at, back, backTo }: MemberProps) {
  const language = useLanguage();
  const her = useRead(['member', id], () => api.request('GET /api/members/{id}', { path: { id } }));
  const cases = useRead(['cases of', id], () =>
    readList(api, 'GET /api/members/{id}/cases', { path: { id } }),
  );
  const [opened, setOpened] = useState<string>();
  // Whether her record may be changed and her cases assigned to others.
  const mayChange = me.role === 'coordinator';
  if (caseId === herRecordPart) return <HerRecord api={api} me={me} id={id} backTo={at} />;
  if (caseId !== undefined) {
    return (
      <Reading of={cases}>
        {({ items }) => {
          const chosen = items.find((one) => one.id === caseId);
          return chosen === undefined ? (
            <OpenedRecord back="member" backTo={at} title={t('refused.missing')}>
              {null}
            </OpenedRecord>
          ) : (
            <CasePage api={api} me={me} record={chosen} back="member" backTo={at} onChanged={cases.refetch} />
          );
        }}
      </Reading>
    );
  }
  return (
    <Reading of={her}>
      {(one) => (
        <OpenedRecord back={back} backTo={backTo} title={`${one.code} · ${one.name ?? t('erased')}`}>
          <p class="notice">{t('logged.now')}</p>
          <dl class="facts">
            <dt>{t('phone')}</dt>
            <dd>{one.phone ?? '–'}</dd>
            <dt>{t('district')}</dt>
            <dd>
              {nameDistrict(one.district)}, {one.mandal ?? '–'}
            </dd>
            <dt>{t('birthYear')}</dt>
            <dd>
              {one.birthYear} · {t(`gender.${one.gender}`)}
            </dd>
            <dt>{t('joinedOn')}</dt>
            <dd>{formatDate(one.joinedOn, language)}</dd>
            {one.leaderSince !== undefined && (
              <>
                <dt>{t('leaderSince')}</dt>
                <dd>{formatDate(one.leaderSince, language)}</dd>
              </>
            )}
            {one.exitedOn !== undefined && (
              <>
                <dt>{t('exited')}</dt>
                <dd>
                  {formatDate(one.exitedOn, language)}
                  {one.exitReason ? ` · ${one.exitReason}` : ''}
                </dd>
              </>
            )}
          </dl>
          {opened !== undefined && (
            <p class="notice" role="status">
              {t('case.opened', { code: opened })}
            </p>
          )}
          <h3>{t('cases.hers')}</h3>
          <MemberCases of={cases} isComplete={mayChange} address={at} />
          <Fold label="case.new">
            <OpenCase
              api={api}
              memberId={id}
              mayAssign={mayChange}
              onOpened={(code) => {
                setOpened(code);
                void cases.refetch();
              }}
            />
          </Fold>
          {mayChange && (
            <Fold label="change">
              <Change api={api} her={one} onChanged={her.refetch} />
            </Fold>
          )}
          <h3>{t('consents')}</h3>
          <Table
            caption={t('consents')}
            empty={t('nothing')}
            rows={one.consents}
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
          {mayChange && <NewConsent api={api} her={one} onAdded={her.refetch} />}
          <Children api={api} her={one} mayChange={mayChange} onChanged={her.refetch} />
          <Offices api={api} her={one} mayChange={mayChange} onChanged={her.refetch} />
          {me.role === 'coordinator' && <Path api={api} her={one} />}
          <Savings api={api} id={id} name={one.name} />
          <HerRequests api={api} me={me} memberId={id} at={at} />
          {mayChange && one.exitedOn === undefined && (
            <Fold label="exit">
              <p class="warning">{t('exit.explain')}</p>
              <Form
                label="exit"
                submit="exit"
                confirm={(data) => ({
                  title: t('exit.ask', { code: one.code }),
                  explain: (
                    <p>{t('exit.will', { date: formatDate(textOf(data, 'exitedOn') ?? '', language) })}</p>
                  ),
                  confirm: t('exit.yes'),
                })}
                onSend={async (data) => {
                  await api.request('POST /api/members/{id}/exit', {
                    path: { id },
                    body: {
                      exitedOn: requiredTextOf(data, 'exitedOn'),
                      reason: requiredTextOf(data, 'reason'),
                    },
                  });
                  await her.refetch();
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

type PartProps = {
  readonly api: Api;
  readonly her: Her;
  readonly onChanged: () => Promise<unknown>;
};

function Change({ api, her, onChanged }: PartProps) {
  const collectives = useRead(['collectives'], () => readList(api, 'GET /api/collectives', {}));
  return (
    <Reading of={collectives}>
      {({ items }) => (
        <ChangeForm
          version={her.version}
          onSend={(data, ifMatch) => {
            const fields = memberFieldsOf(data);
            // An emptied field is removed.
            const body = { ...fields, phone: fields.phone ?? null, leaderSince: fields.leaderSince ?? null };
            return api.request('PATCH /api/members/{id}', { path: { id: her.id }, ifMatch, body });
          }}
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
  readonly her: Her;
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
        <GiverChoice isMinor={isMinor} orSelf />
        <Choice
          name="purpose"
          label={t('purpose')}
          options={consentPurposes.map((each) => [each, t(`purpose.${each}`)])}
        />
        <Choice
          name="given"
          label={t('state')}
          options={(['given', 'withdrawn'] as const).map((each) => [each, t(each)])}
        />
        <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
        <Choice
          name="method"
          label={t('method')}
          options={waysOfSaying.map((each) => [each, t(`method.${each}`)])}
        />
        <TextField name="noticeVersion" label={t('noticeVersion')} value={noticeVersion} />
      </Form>
    </Fold>
  );
}
