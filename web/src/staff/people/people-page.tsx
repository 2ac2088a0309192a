import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { showToast } from '../../design/toast.tsx';
import { hrefOf, openAddress } from '../../session/desk-address.ts';
import { PendingApprovalNotices } from '../approvals/pending-notice.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { useRead } from '../frame/reading.tsx';
import { RecordList } from '../frame/record-list.tsx';
import { t } from '../text.ts';
import { AccessFields, accessOf, type Group } from './access-fields.tsx';
import { OnePerson } from './person-page.tsx';
import { SignInName } from './sign-in-name.tsx';

type Person = ItemOf<'GET /api/users'>;
type PhonesOf = ItemOf<'GET /api/phones'>;

/**
 * The administrator's page of people, who have access: by name, with groups by name, and whether a leader has a phone
 * yet.
 */
export function People({ api, open }: { readonly api: Api; readonly open: string | undefined }) {
  const people = useRead(['people'], () => readList(api, 'GET /api/users', {}));
  const groups = useRead(['groups'], () => readList(api, 'GET /api/assignable-collectives', {}));
  const phones = useRead(['phones'], () => readList(api, 'GET /api/phones', {}));
  const all = groups.data?.items ?? [];
  const phonesOf = new Map((phones.data?.items ?? []).map((one) => [one.personId, one]));
  const asked = useRead(['approvals', 'added'], async () =>
    (await readList(api, 'GET /api/approvals', {})).items.filter(({ change }) => change === 'added'),
  );
  const refresh = () => Promise.all([people.refetch(), phones.refetch(), asked.refetch()]);
  // Whose phone was ended has signed in before.
  const withoutPhone = (people.data?.items ?? []).filter(({ id }) => {
    const hers = phonesOf.get(id);
    return hers?.phones === 0 && hers.ended === 0;
  });
  return (
    <RecordList
      of={people}
      address={['people']}
      openId={open}
      caption="people"
      name="name"
      nameOf={({ name }) => name}
      isPersonal
      columns={[
        { key: 'role', title: t('role'), value: (one) => t(`role.${one.role}`), exported: true },
        {
          key: 'signInName',
          title: t('signInName'),
          value: (one) => one.signInName,
          cell: (one) => <SignInName name={one.signInName} />,
        },
        { key: 'groups', title: t('person.groups'), value: (one) => groupNames(one, all) },
        {
          key: 'phone',
          title: t('person.phone'),
          value: (one) => phoneState(one, phonesOf.get(one.id)),
          cell: (one) => <PhoneState of={phonesOf.get(one.id)} />,
        },
        {
          key: 'state',
          title: t('state'),
          value: (one) => t(one.disabled ? 'disabled' : 'active'),
          exported: true,
        },
      ]}
      above={
        <>
          <PendingApprovalNotices all={asked.data ?? []} />
          {withoutPhone.length > 0 && (
            <div class="notice">
              <p>{t('phones.without')}</p>
              <ul class="names">
                {withoutPhone.map(({ id, name }) => (
                  <li key={id}>
                    <a href={hrefOf('people', id)}>{name}</a>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </>
      }
      below={
        <Fold label="person.new">
          <Form
            label="person.new"
            done={null}
            onSend={async (data, id) => {
              const answer = await api.request('POST /api/users', { body: { id, ...accessOf(data) } });
              await refresh();
              if ('approvalId' in answer) showToast(() => t('person.asked'));
              else {
                openAddress('people', id);
                showToast(() => t('saved'));
              }
            }}
          >
            <AccessFields groups={all} />
          </Form>
        </Fold>
      }
      drawRecord={(chosen) => (
        <OnePerson key={chosen.id} api={api} person={chosen} groups={all} onChanged={refresh} />
      )}
    />
  );
}

const groupNames = ({ collectives }: Person, groups: readonly Group[]): string =>
  collectives
    .flatMap((id) => groups.find((group) => group.id === id)?.name ?? [])
    .toSorted()
    .join(', ');

/** By what the column sorts: who has no phone first. */
function phoneState({ role, disabled }: Person, phones: PhonesOf | undefined): string | undefined {
  if (role !== 'leader' || disabled || phones === undefined) return undefined;
  return phones.seenOn ?? '0000-00-00';
}

function PhoneState({ of }: { readonly of: PhonesOf | undefined }) {
  if (of === undefined) return <span class="soft">–</span>;
  return of.seenOn === undefined ? (
    <Badge tone="care">{t(of.ended === 0 ? 'phones.none' : 'phones.allEnded')}</Badge>
  ) : (
    <>
      {t('phones.seen')} <DateText on={of.seenOn} />
    </>
  );
}
