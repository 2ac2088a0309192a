import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { DateText } from '../../design/date.tsx';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { Person } from '../../design/person.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { type Address, openAddress } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { RecordTable } from '../frame/lists/record-list.tsx';
import type { ListedMember } from '../frame/lists/record-types.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { Enrol } from './enrol.tsx';
import { MemberPage } from './member-page.tsx';

type MembersPageProps = {
  readonly api: Api;
  readonly me: Me;
  /** The address after `members`: the id of the opened member, and what is opened on the member's page. */
  readonly rest: Address;
};

/** A member with her name, which only a search gives. After an erasure the name is null. */
type FoundMember = ListedMember & { readonly name?: string | null | undefined };

/** What was searched for, the results so far, and the cursor of the next page of results if there is one. */
type SearchResults = {
  readonly q: string;
  readonly items: readonly FoundMember[];
  readonly cursor?: string | undefined;
};

/** The key of the message for a member's state. */
const stateOf = ({ exitedOn, withdrawnOn }: FoundMember) => {
  if (exitedOn !== undefined) return 'exited';
  return withdrawnOn === undefined ? 'member.active' : 'hasStopped';
};

/** How many are active, have asked to stop, and have left. */
const countStates = (members: readonly ListedMember[]) => {
  const countOf = (state: ReturnType<typeof stateOf>): number =>
    members.filter((member) => stateOf(member) === state).length;
  return { active: countOf('member.active'), stopped: countOf('hasStopped'), left: countOf('exited') };
};

/** The desk's page of members: a list by code, a search by name, enrolment. Each reading of names is logged. */
export function MembersPage({ api, me, rest }: MembersPageProps) {
  const [openId, part] = rest;
  const [results, setResults] = useState<SearchResults>();
  const allMembers = useRead(['members'], () => readList(api, 'GET /api/members', {}));
  if (openId !== undefined) {
    return (
      <MemberPage
        api={api}
        me={me}
        id={openId}
        part={part}
        address={['members', openId]}
        backLabel="members"
        backTo={['members']}
      />
    );
  }
  /** Adds the next page of results to those so far. */
  const search = async ({ q, items, cursor }: SearchResults) => {
    const page = await api.request('POST /api/members/search', {
      body: { q, ...(cursor === undefined ? {} : { cursor }) },
    });
    setResults({ q, items: [...items, ...page.items], cursor: page.cursor });
  };
  return (
    <>
      <Form
        label="search"
        submit="search"
        done={null}
        onSend={async (data) => {
          await search({ q: requiredTextOf(data, 'q'), items: [] });
        }}
      >
        <TextField name="q" type="search" label={t('search.hint')} />
      </Form>
      <p class="soft">{t('logged')}</p>
      {me.role === 'coordinator' && (
        <Fold label="member.new">
          <Enrol
            api={api}
            onEnrolled={(id) => {
              void allMembers.refetch();
              openAddress('members', id);
            }}
          />
        </Fold>
      )}
      {results === undefined ? (
        <Reading of={allMembers}>
          {({ items, isWhole }) => (
            <>
              {!isWhole && <p class="warning">{t('more')}</p>}
              {isWhole && (
                <p>
                  {t('members.today', countStates(items))} <span class="soft">{t('published.differ')}</span>
                </p>
              )}
              <MemberTable members={items} />
            </>
          )}
        </Reading>
      ) : (
        <>
          <button type="button" class="link" onClick={() => setResults(undefined)}>
            ‹ {t('members')}
          </button>
          <p role="status">
            {t(results.cursor === undefined ? 'found' : 'found.more', { count: results.items.length })}
          </p>
          <MemberTable members={results.items} />
          {results.cursor !== undefined && (
            <Form label="search.more" submit="search.more" done={null} onSend={() => search(results)}>
              {null}
            </Form>
          )}
        </>
      )}
    </>
  );
}

/** The members as a table. The list of all members has no names, so each is shown as `•••`. */
const MemberTable = ({ members }: { readonly members: readonly FoundMember[] }) => (
  <RecordTable
    list="members"
    caption="members"
    name="code"
    nameOf={({ code }) => code}
    columns={[
      { key: 'name', title: t('name'), cell: (member) => <Person name={member.name} fallback="•••" /> },
      {
        key: 'district',
        title: t('district'),
        value: (member) => nameDistrict(member.district),
        exported: (member) => member.district,
      },
      {
        key: 'joinedOn',
        title: t('joinedOn'),
        value: (member) => member.joinedOn,
        cell: (member) => <DateText on={member.joinedOn} />,
        exported: true,
      },
      {
        key: 'state',
        title: t('state'),
        value: (member) => t(stateOf(member)),
        exported: true,
      },
    ]}
    items={members}
    address={['members']}
  />
);
