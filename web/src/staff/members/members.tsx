import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { DateText } from '../../design/date.tsx';
import { TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { Person } from '../../design/person.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { type Address, openAddress } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { RecordTable } from '../frame/record-list.tsx';
import type { ListedMember } from '../frame/record-types.ts';
import { t } from '../text.ts';
import { Enrol } from './enrol.tsx';
import { Member } from './member.tsx';

type MembersProps = {
  readonly api: Api;
  readonly me: Me;
  /** What the address says after `members`. */
  readonly rest: Address;
};

type Found = ListedMember & { readonly name?: string | null | undefined };

/** What was found so far, and where the search continues. */
type Search = { readonly q: string; readonly items: readonly Found[]; readonly cursor?: string | undefined };

/** The desk's page of members, by their codes; names are read one at a time, and logged. */
export function Members({ api, me, rest }: MembersProps) {
  const [open, caseId] = rest;
  const [found, setFound] = useState<Search>();
  const all = useRead(['members'], () => readList(api, 'GET /api/members', {}));
  if (open !== undefined) {
    return (
      <Member
        api={api}
        me={me}
        id={open}
        caseId={caseId}
        at={['members', open]}
        back="members"
        backTo={['members']}
      />
    );
  }
  const search = async ({ q, items, cursor }: Search) => {
    const next = await api.request('POST /api/members/search', {
      body: { q, ...(cursor === undefined ? {} : { cursor }) },
    });
    setFound({ q, items: [...items, ...next.items], cursor: next.cursor });
  };
  const list = (members: readonly Found[]) => (
    <RecordTable
      caption="members"
      name="code"
      nameOf={({ code }) => code}
      columns={[
        { key: 'name', title: t('name'), cell: (one) => <Person name={one.name} fallback="•••" /> },
        {
          key: 'district',
          title: t('district'),
          value: (one) => nameDistrict(one.district),
          exported: (one) => one.district,
        },
        {
          key: 'joinedOn',
          title: t('joinedOn'),
          value: (one) => one.joinedOn,
          cell: (one) => <DateText on={one.joinedOn} />,
          exported: true,
        },
        {
          key: 'state',
          title: t('state'),
          value: (one) => t(one.exitedOn === undefined ? 'active' : 'exited'),
          exported: true,
        },
      ]}
      items={members}
      address={['members']}
    />
  );
  return (
    <>
      <Form
        label="search"
        submit="search"
        done={null}
        onSend={async (data) => {
          await search({ q: textOf(data, 'q') ?? '', items: [] });
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
              void all.refetch();
              openAddress('members', id);
            }}
          />
        </Fold>
      )}
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
          <p role="status">
            {t(found.cursor === undefined ? 'found' : 'found.more', { count: found.items.length })}
          </p>
          {list(found.items)}
          {found.cursor !== undefined && (
            <Form label="search.more" submit="search.more" done={null} onSend={() => search(found)}>
              {null}
            </Form>
          )}
        </>
      )}
    </>
  );
}
