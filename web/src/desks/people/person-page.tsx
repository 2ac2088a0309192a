import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { firstPasswordDays } from '../../../../functions/shared/sign-ins/first-password-days.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { Choice } from '../../design/fields/field.tsx';
import { textOf } from '../../design/fields/form-data.ts';
import { showToast } from '../../design/toast.tsx';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { PendingApprovalNotices } from '../approvals/pending-notice.tsx';
import { Fold } from '../frame/fold.tsx';
import { ChangeForm } from '../frame/forms/change-form.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Confirmation } from '../frame/forms/use-sending.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { readableName } from '../frame/readable-name.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import {
  AccessFields,
  changedAccessOf,
  checkAccess,
  type Group,
  isPrivileged,
  submitOfAccess,
} from './access-fields.tsx';
import { SignInCard } from './card/sign-in-card.tsx';
import { groupsWithoutLeader } from './groups-without-leader.ts';
import { nextStepOf } from './people-to-see-rules.ts';
import { isInUse, LostPhone, type Phone, Phones } from './phones.tsx';
import { roleOf } from './role-of.ts';
import { isSignInName, SignInName } from './sign-in-name.tsx';
import { needsCare, statusTextOf } from './sign-in-state.ts';

type Person = ItemOf<'GET /api/users'>;

const mayHoldCases = (role: string | undefined): boolean => role === 'caseworker' || role === 'coordinator';

/**
 * The question before a change after which a person may no longer have cases. It says that the person's cases stay assigned until
 * somebody hands them over. Undefined for any other change.
 */
function questionAboutCases(
  person: Person,
  newRole: string | undefined,
  willBeDisabled: boolean,
): Confirmation | undefined {
  const couldHoldCases = !person.disabled && mayHoldCases(person.role);
  const canStillHoldCases = !willBeDisabled && mayHoldCases(newRole);
  if (!couldHoldCases || canStillHoldCases) return undefined;
  return {
    title: t(willBeDisabled ? 'disable.ask' : 'roleChange.ask'),
    explain: (
      <>
        <p>{t(willBeDisabled ? 'disable.access' : 'roleChange.access')}</p>
        <p>{t('disable.cases')}</p>
      </>
    ),
    buttonLabel: t(willBeDisabled ? 'disable.yes' : 'roleChange.yes'),
  };
}

/** The question before a leader is disabled: what becomes of her phones, and which groups are left without a leader. */
function questionAboutLeader(
  { person, people, groups }: Pick<PersonPageProps, 'person' | 'people' | 'groups'>,
  phones: readonly Phone[],
  willBeDisabled: boolean,
): Confirmation | undefined {
  if (person.role !== 'leader' || person.disabled || !willBeDisabled) return undefined;
  const phoneCount = phones.filter(isInUse).length;
  const herGroups = groups.filter(({ id }) => person.collectives.includes(id));
  const namesWithoutLeader = groupsWithoutLeader(herGroups, people, person.id).map(({ name }) => name);
  return {
    title: t('disable.ask'),
    explain: (
      <>
        <p>{t('disable.access')}</p>
        {phoneCount > 0 && <p>{t('disable.phones', { count: phoneCount })}</p>}
        {namesWithoutLeader.length > 0 && (
          <p>{t('disable.groups', { groups: namesWithoutLeader.join(', ') })}</p>
        )}
      </>
    ),
    buttonLabel: t('disable.yes'),
  };
}

type PersonPageProps = {
  readonly api: Api;
  readonly person: Person;
  /** Everybody with access. */
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly onChanged: () => Promise<unknown>;
};

/** The administrator's page of a person: the person's passwords and sign-in card, phones, and access. */
export function PersonPage({ api, person, people, groups, onChanged }: PersonPageProps) {
  const { id } = person;
  // The invented people of the demo programme need no sign-in name.
  const isOfDemo = !isSignInName(person.signInName);
  const hasPhones = person.role === 'leader' || person.role === 'caseworker';
  const phones = useRead(['phones', id], async () =>
    hasPhones ? api.request('GET /api/users/{id}/devices', { path: { id } }) : { items: [] },
  );
  const approvals = useRead(['approvals', id], async () =>
    (await readList(api, 'GET /api/approvals', {})).items.filter(({ subject }) => subject === id),
  );
  const firstPassword = useFirstPassword(api, id, { onAsked: approvals.refetch, onMade: onChanged });
  /** Ends lost phones, which signs their owner out, and makes a new first password. */
  const replacePhones = async (lostPhoneIds: readonly string[]): Promise<void> => {
    for (const deviceId of lostPhoneIds) {
      await api.request('POST /api/users/{id}/devices/{deviceId}/revocation', {
        path: { id, deviceId },
        body: { id: v7() },
      });
    }
    await Promise.all([phones.refetch(), onChanged()]);
    await firstPassword.make();
  };
  return (
    <OpenedRecord backLabel="people" backTo={['people']} title={readableName(person.name)}>
      <PersonFacts person={person} />
      {(approvals.data ?? []).length === 0 && <NextStepNotice person={person} />}
      <PendingApprovalNotices approvals={approvals.data ?? []} />
      <Password
        of={firstPassword}
        mayMake={!person.disabled}
        isOfDemo={isOfDemo}
        needsSecondPerson={isPrivileged(person.role)}
      />
      {!person.disabled && (
        <Fold label="invitation">
          {isOfDemo ? (
            <p class="notice">{t('card.demo')}</p>
          ) : (
            <SignInCard name={person.signInName} locale={person.locale} />
          )}
        </Fold>
      )}
      {hasPhones && (
        <Reading of={phones}>
          {({ items }) => (
            <>
              <h3>{t('phones')}</h3>
              <Phones phones={items} hasAccess={!person.disabled} />
              <LostPhone phones={items} onLost={replacePhones} />
            </>
          )}
        </Reading>
      )}

      <h3>{t('person.change')}</h3>
      {(approvals.data ?? []).length > 0 && <p class="notice">{t('person.asToday')}</p>}
      <ChangeAccess
        api={api}
        person={person}
        people={people}
        phones={phones.data?.items ?? []}
        groups={groups}
        onAsked={approvals.refetch}
        onChanged={onChanged}
      />
    </OpenedRecord>
  );
}

const PersonFacts = ({ person }: Pick<PersonPageProps, 'person'>) => (
  <dl class="facts">
    <dt>{t('role')}</dt>
    <dd>{t(roleOf(person))}</dd>
    <dt>{t('signInName')}</dt>
    <dd>
      <SignInName name={person.signInName} />
    </dd>
    <dt>{t('state')}</dt>
    <dd>
      <Badge tone={needsCare(person) ? 'care' : 'plain'}>{statusTextOf(person, useLanguage())}</Badge>
    </dd>
  </dl>
);

/** What the administrator does next so that the person can sign in; nothing if she can. */
function NextStepNotice({ person }: Pick<PersonPageProps, 'person'>) {
  const language = useLanguage();
  const next = nextStepOf(person, undefined);
  if (next === undefined || next.step === 'replacePhone' || next.step === 'setUpPhone') return null;
  const key = next.step === 'make' && isPrivileged(person.role) ? 'make.two' : next.step;
  const until = next.until === undefined ? '' : formatInstant(next.until, language);
  return (
    <p class="notice">
      <strong>{t('nextStep')}:</strong> {t(`nextStep.${key}`, { until })}
    </p>
  );
}

type FirstPassword = ReturnType<typeof useFirstPassword>;

/** Makes a first password, shows it once and hides it. */
function useFirstPassword(
  api: Api,
  id: string,
  {
    onAsked,
    onMade,
  }: {
    /** Called when a second person must approve the password. */
    readonly onAsked: () => Promise<unknown>;
    /** Called when a password was made: how it stands with her signing in has changed. */
    readonly onMade: () => Promise<unknown>;
  },
) {
  const [password, setPassword] = useState<string>();
  /** Whether the first password waits for a second person's approval. */
  const [isApprovalPending, setApprovalPending] = useState(false);
  /** The last day on which the password works that was made and hidden on this page; undefined if there is none. */
  const [lastDay, setLastDay] = useState<string>();
  /** Makes a first password, or asks for a second person's approval if the person's role needs one. */
  const make = async (): Promise<void> => {
    const route = 'POST /api/users/{id}/one-time-password';
    try {
      const firstAnswer = await api.request(route, { path: { id }, body: {} });
      // If the person's role needs an approval, the first call gives only the approval's id, the same one as long as the approval waits
      // or can be used. The second call gives the password, or is refused as `waiting` until somebody approves.
      const answer =
        'password' in firstAnswer
          ? firstAnswer
          : await api.request(route, { path: { id }, body: { approvalId: firstAnswer.approvalId } });
      if ('password' in answer) {
        setPassword(answer.password);
        // Her password is shown, whether the list can be read again or not.
        void onMade();
      }
      setApprovalPending(false);
    } catch (error) {
      const needsApproval = error instanceof Problem && error.document.code === 'waiting';
      setApprovalPending(needsApproval);
      if (!needsApproval) throw error;
      await onAsked();
    }
  };
  const hide = (): void => {
    setPassword(undefined);
    setLastDay(addDays(todayInIndia(), firstPasswordDays));
  };
  return { password, isApprovalPending, lastDay, make, hide };
}

/** The first password while it is shown; otherwise the form that makes a password; nothing if the person may get none. */
function Password({
  of: { password, isApprovalPending, lastDay, make, hide },
  mayMake,
  isOfDemo,
  needsSecondPerson,
}: {
  readonly of: FirstPassword;
  readonly mayMake: boolean;
  /** Whether the person is invented, and needs no password. */
  readonly isOfDemo: boolean;
  /** Whether the person's role needs a second person's approval. */
  readonly needsSecondPerson: boolean;
}) {
  const language = useLanguage();
  if (password !== undefined) {
    return (
      <>
        <h3>{t('password')}</h3>
        <div class="notice" role="status">
          <p>{t('password.once')}</p>
          <p class="password">{password}</p>
          <p>{t('password.say')}</p>
          <p>{t('password.explain')}</p>
          <button type="button" class="second small" onClick={hide}>
            {t('password.done')}
          </button>
        </div>
      </>
    );
  }
  if (!mayMake) return null;
  return (
    <>
      <h3>{t('password')}</h3>
      <Form
        label="password"
        submit={lastDay === undefined ? 'password.new' : 'password.another'}
        done={null}
        onSend={make}
      >
        {lastDay !== undefined && (
          <p class="notice field wide" role="status">
            {t('password.waits', { on: formatDate(lastDay, language) })}
          </p>
        )}
        <p class="soft field wide">{t(isOfDemo ? 'password.demo' : 'password.explain')}</p>
        {needsSecondPerson && <p class="soft field wide">{t('password.trusted')}</p>}
        {isApprovalPending && (
          <p class="notice field wide" role="status">
            {t('code.waiting')}
          </p>
        )}
      </Form>
    </>
  );
}

/** The form that changes a person's role, groups and districts, or disables the person. */
function ChangeAccess({
  api,
  person,
  people,
  phones,
  groups,
  onAsked,
  onChanged,
}: PersonPageProps & {
  readonly phones: readonly Phone[];
  /** Called after the change was sent, which may then wait for a second person's approval. */
  readonly onAsked: () => Promise<unknown>;
}) {
  return (
    <ChangeForm
      version={person.version}
      submit={(data) => submitOfAccess(data, person)}
      done={null}
      check={checkAccess}
      onSend={async (data, ifMatch) => {
        const body = changedAccessOf(data);
        const answer = await api.request('PATCH /api/users/{id}', { path: { id: person.id }, ifMatch, body });
        await onAsked();
        showToast(() => t('approvalId' in answer ? 'person.asked' : 'saved'));
      }}
      confirm={(data) => {
        const willBeDisabled = textOf(data, 'disabled') === 'true';
        return (
          questionAboutLeader({ person, people, groups }, phones, willBeDisabled) ??
          questionAboutCases(person, textOf(data, 'role'), willBeDisabled)
        );
      }}
      onChanged={onChanged}
    >
      <Choice
        name="disabled"
        label={t('state')}
        {...(mayHoldCases(person.role) ? { hint: t('disabled.cases') } : {})}
        value={String(person.disabled)}
        options={[
          ['false', t('person.active')],
          ['true', t('disabled')],
        ]}
      />
      <AccessFields person={person} groups={groups} />
    </ChangeForm>
  );
}
