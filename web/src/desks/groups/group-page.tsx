import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { textOf } from '../../design/fields/form-data.ts';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { BookLinks } from '../books/book-pages.tsx';
import { Fold } from '../frame/fold.tsx';
import { ChangeForm } from '../frame/forms/change-form.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { AskLeader } from '../questions/ask-leader.tsx';
import { areWithoutPhone, LeaderNames } from '../questions/leaders.tsx';
import { t } from '../text.ts';
import { GroupFields, groupFieldsOf, rateOf } from './group-fields.tsx';
import { GroupLedger } from './group-ledger.tsx';
import { OpenDifferencesOf } from './open-differences.tsx';
import { SheetTable } from './sheet-table.tsx';

type Group = AnswerOf<'GET /api/collectives/{id}'>;

/** The desk's page of one group (collective): its details, its ledger, its books and its sheets. */
export function GroupPage({ api, id }: { readonly api: Api; readonly id: string }) {
  const groupQuery = useRead(['group', id], () => api.request('GET /api/collectives/{id}', { path: { id } }));
  return (
    <Reading of={groupQuery}>
      {(group) => (
        <OpenedRecord backLabel="collectives" backTo={['groups']} title={group.name} about={group.name}>
          <OpenDifferencesOf api={api} id={id} />
          <GroupFacts api={api} group={group} />
          {/* If the group has no leader who has a phone, the list above says what to do. */}
          {group.closedOn === undefined && !areWithoutPhone(group.leaders ?? []) && (
            <AskLeader
              api={api}
              collectiveId={id}
              about={{ kind: 'other', month: todayInIndia().slice(0, 7) }}
              needsText
            />
          )}
          <GroupLedger api={api} id={id} />
          <BookLinks groupId={id} />
          <SheetTable api={api} id={id} />
          <Fold label="group.change">
            <ChangeGroup api={api} group={group} onChanged={() => groupQuery.refetch()} />
          </Fold>
        </OpenedRecord>
      )}
    </Reading>
  );
}

function GroupFacts({ api, group }: { readonly api: Api; readonly group: Group }) {
  const language = useLanguage();
  return (
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
            <a href={hrefOf('groups', group.id, 'opening')}>{formatDate(group.openedAsOf, language)}</a>
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
  );
}

type ChangeGroupProps = {
  readonly api: Api;
  readonly group: Group;
  readonly onChanged: () => unknown;
};

function ChangeGroup({ api, group, onChanged }: ChangeGroupProps) {
  return (
    <ChangeForm
      version={group.version}
      onSend={(data, ifMatch) =>
        api.request('PATCH /api/collectives/{id}', {
          path: { id: group.id },
          ifMatch,
          body: {
            ...groupFieldsOf(data),
            // `null` removes a value. Only the form of a closed group has the field `closedOn`.
            ratePerMonthBasisPoints: rateOf(data) ?? null,
            ...(group.closedOn === undefined ? {} : { closedOn: textOf(data, 'closedOn') ?? null }),
          },
        })
      }
      onChanged={onChanged}
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
  );
}
