import { useState } from 'preact/hooks';
import { districtsOn } from '../../../../functions/shared/reach/districts.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { Choice } from '../../design/fields/field.tsx';
import { oneOf } from '../../design/fields/one-of.ts';
import { showToast } from '../../design/toast.tsx';
import { districtOptions } from '../../districts/text.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf, openAddress } from '../../session/desk-address.ts';
import { PendingApprovalNotices } from '../approvals/pending-notice.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { RecordList } from '../frame/lists/record-list.tsx';
import { readableName } from '../frame/readable-name.ts';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { AccessFields, accessOf, checkAccess, type Group, submitOfAccess } from './access-fields.tsx';
import { groupsWithoutLeader } from './groups-without-leader.ts';
import { PersonPage } from './person-page.tsx';
import { roleOf } from './role-of.ts';
import { SignInName } from './sign-in-name.tsx';
import { isShownBy, listedStatusOf, needsCare, type SignInFilter, signInFilters } from './sign-in-state.ts';

type Person = ItemOf<'GET /api/users'>;
type PhoneSummary = ItemOf<'GET /api/phones'>;

/** Whether a leader has no phone in use: she never had one, or it was ended. The API gives summaries only of leaders who are not disabled. */
const isWithoutPhone = ({ phones }: PhoneSummary): boolean => phones === 0;

/** For the desk's navigation and first page: counts the leaders who have no phone in use. */
export const countLeadersWithoutPhone = async (api: Api): Promise<number> =>
  (await readList(api, 'GET /api/phones', {})).items.filter(isWithoutPhone).length;

/**
 * The administrator's page of people: everybody with access, their roles and groups, whether a leader has registered a
 * phone, and the form for a new person.
 */
export function PeoplePage({ api, openId }: { readonly api: Api; readonly openId: string | undefined }) {
  const people = useRead(['people'], () => readList(api, 'GET /api/users', {}));
  const groups = useRead(['groups'], () => readList(api, 'GET /api/assignable-collectives', {}));
  const phones = useRead(['phones'], () => readList(api, 'GET /api/phones', {}));
  const language = useLanguage();
  const [filter, setFilter] = useState<SignInFilter>('all');
  const shownPeople = people.data && {
    ...people.data,
    // The filter is of the list; a person can be opened whatever it shows.
    items: people.data.items.filter((person) => openId !== undefined || isShownBy(filter, person)),
  };
  // Empty until the groups are read.
  const allGroups = groups.data?.items ?? [];
  const phonesByPerson = new Map((phones.data?.items ?? []).map((summary) => [summary.personId, summary]));
  // A person who is to be added has no page until somebody approves, so this page shows the request.
  const approvals = useRead(['approvals', 'added'], async () =>
    (await readList(api, 'GET /api/approvals', {})).items.filter(({ change }) => change === 'added'),
  );
  const refresh = () => Promise.all([people.refetch(), phones.refetch(), approvals.refetch()]);
  const leadersWithoutPhone = (people.data?.items ?? []).filter(({ id }) => {
    const summary = phonesByPerson.get(id);
    return summary !== undefined && isWithoutPhone(summary);
  });
  const openGroups = allGroups.filter(({ closedOn }) => closedOn === undefined);
  // Until the people are read, every group would seem to have no leader.
  const leaderlessGroups =
    people.data === undefined ? [] : groupsWithoutLeader(openGroups, people.data.items);
  return (
    <RecordList
      list="people"
      of={{ ...people, data: shownPeople }}
      address={['people']}
      openId={openId}
      caption="people"
      name="name"
      nameOf={({ name }) => readableName(name)}
      isPersonal
      columns={[
        { key: 'role', title: t('role'), value: (person) => t(roleOf(person)), exported: true },
        {
          key: 'signInName',
          title: t('signInName'),
          value: (person) => person.signInName,
          cell: (person) => <SignInName name={person.signInName} />,
        },
        { key: 'districts', title: t('person.reach'), value: reachOf, exported: true },
        {
          key: 'groups',
          title: t('person.groups'),
          value: (person) => groupNames(person, allGroups),
          exported: true,
        },
        {
          key: 'phone',
          title: t('person.phone'),
          value: (person) => phoneSortKey(person, phonesByPerson.get(person.id)),
          cell: (person) => <PhoneState of={phonesByPerson.get(person.id)} />,
          exported: (person) => phonesByPerson.get(person.id)?.seenOn,
        },
        {
          key: 'state',
          title: t('state'),
          value: (person) => listedStatusOf(person, language),
          cell: (person) => <SignInState of={person} />,
          exported: true,
        },
      ]}
      above={
        <>
          <PendingApprovalNotices approvals={approvals.data ?? []} />
          <NewPerson api={api} groups={allGroups} onAdded={refresh} />
          <Warnings leaderlessGroups={leaderlessGroups} leadersWithoutPhone={leadersWithoutPhone} />
          <WhomToShow filter={filter} onFilter={setFilter} />
        </>
      }
      drawRecord={(person) => (
        <PersonPage
          key={person.id}
          api={api}
          person={person}
          people={people.data?.items ?? []}
          groups={allGroups}
          onChanged={refresh}
        />
      )}
    />
  );
}

type WhomToShowProps = {
  readonly filter: SignInFilter;
  readonly onFilter: (filter: SignInFilter) => void;
};

const WhomToShow = ({ filter, onFilter }: WhomToShowProps) => (
  <div class="fields">
    <Choice
      name="show"
      label={t('signIn.show')}
      hint={t('signIn.show.hint')}
      value={filter}
      onChoose={(chosen) => onFilter(oneOf(signInFilters, chosen) ?? 'all')}
      options={signInFilters.map((one) => [one, t(`signIn.show.${one}`)])}
    />
  </div>
);

type WarningsProps = {
  readonly leaderlessGroups: readonly Group[];
  readonly leadersWithoutPhone: readonly Person[];
};

/** Which groups have no leader, and which leaders have no phone in use. */
const Warnings = ({ leaderlessGroups, leadersWithoutPhone }: WarningsProps) => (
  <>
    {leaderlessGroups.length > 0 && (
      <p class="warning">
        {t('groups.without', {
          count: leaderlessGroups.length,
          groups: leaderlessGroups.map(({ name }) => name).join(', '),
        })}
      </p>
    )}
    {leadersWithoutPhone.length > 0 && (
      <div class="warning">
        <p>{t('phones.without', { count: leadersWithoutPhone.length })}</p>
        <ul class="names">
          {leadersWithoutPhone.map(({ id, name }) => (
            <li key={id}>
              <a href={hrefOf('people', id)}>{name}</a>
            </li>
          ))}
        </ul>
      </div>
    )}
  </>
);

type NewPersonProps = {
  readonly api: Api;
  readonly groups: readonly Group[];
  readonly onAdded: () => Promise<unknown>;
};

const NewPerson = ({ api, groups, onAdded }: NewPersonProps) => (
  <Fold label="person.new">
    <Form
      label="person.new"
      submit={submitOfAccess}
      done={null}
      check={checkAccess}
      onSend={async (data, id) => {
        const answer = await api.request('POST /api/users', { body: { id, ...accessOf(data) } });
        await onAdded();
        if ('approvalId' in answer) showToast(() => t('person.asked'));
        else {
          openAddress('people', id);
          showToast(() => t('saved'));
        }
      }}
    >
      <AccessFields groups={groups} />
    </Form>
  </Fold>
);

/** The list names this many of a person's districts at most, and counts the others. */
const maxNamedDistricts = 3;

/** How far a person reaches by districts, in words; nothing for roles that have none. */
function reachOf({ role, districts }: Person): string | undefined {
  if (role === 'coordinator' && districts.length === 0) return t('person.reach.state');
  if (role !== 'coordinator' && role !== 'caseworker') return undefined;
  if (districts.length === 0) return t('person.reach.none');
  // All districts together are the whole state.
  const inForce = districtsOn(todayInIndia());
  if (inForce.every((name) => districts.includes(name))) return t('person.reach.state');
  const names = districtOptions(districts).map(([, text]) => text);
  const named = names.slice(0, maxNamedDistricts).join(', ');
  return names.length > maxNamedDistricts
    ? t('person.reach.more', { districts: named, count: names.length - maxNamedDistricts })
    : named;
}

const groupNames = ({ collectives }: Person, groups: readonly Group[]): string | undefined => {
  const names = collectives.flatMap((id) => groups.find((group) => group.id === id)?.name ?? []);
  return names.length === 0 ? undefined : names.toSorted().join(', ');
};

/** The value by which the column of phones is sorted: the day when a leader's phone was last seen. A leader without a phone comes first. Undefined for people who need no phone. */
function phoneSortKey({ disabled }: Person, summary: PhoneSummary | undefined): string | undefined {
  if (disabled || summary === undefined) return undefined;
  // Before every real day.
  return summary.seenOn ?? '0000-00-00';
}

function SignInState({ of }: { readonly of: Person }) {
  const text = listedStatusOf(of, useLanguage());
  return needsCare(of) ? <Badge tone="care">{text}</Badge> : text;
}

function PhoneState({ of }: { readonly of: PhoneSummary | undefined }) {
  if (of === undefined) return <span class="soft">–</span>;
  return of.seenOn === undefined ? (
    <Badge tone="care">{t(of.ended === 0 ? 'phones.none' : 'phones.allEnded')}</Badge>
  ) : (
    <>
      {t('phones.seen')} <DateText on={of.seenOn} />
    </>
  );
}
