import { type ComponentChildren, Fragment } from 'preact';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { showToast } from '../../design/toast.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { MoveForm } from '../books/moves/move-form.tsx';
import { CasePage } from '../cases/case-page.tsx';
import { MemberCases, type MemberCasesQuery } from '../cases/list/member-cases.tsx';
import { OpenCase } from '../cases/open-case.tsx';
import { Fold } from '../frame/fold.tsx';
import { ChangeForm } from '../frame/forms/change-form.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { AskLeader } from '../questions/ask-leader.tsx';
import { HerRecord, herRecordPart } from '../requests/her-record.tsx';
import { HerRequests } from '../requests/her-requests.tsx';
import { HerTalks } from '../talks/her-talks.tsx';
import { type MessageKey, t } from '../text.ts';
import { Children } from './children.tsx';
import { Consents, consentsId, HowConsentsChange, NewConsent } from './consents.tsx';
import { factsOf, memberChangeOf } from './desk-fields.ts';
import { MemberFields } from './member-fields.tsx';
import { Offices } from './offices.tsx';
import { PathToLeadership } from './path-to-leadership.tsx';
import { Savings } from './savings.tsx';
import { RemovePhoneNumber, StopServices, StopSteps } from './stop-services.tsx';

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

/** The desk's page of one member: her details, cases, consents, children, offices and savings. Opening it is logged. */
export function MemberPage({ api, me, id, part, address, backLabel, backTo }: MemberPageProps) {
  const memberQuery = useRead(['member', id], () => api.request('GET /api/members/{id}', { path: { id } }));
  const cases = useRead(['cases of', id], () =>
    readList(api, 'GET /api/members/{id}/cases', { path: { id } }),
  );
  /** Reads her record and her cases again: whether her cases have stopped depends on her consents. */
  const readBoth = () => Promise.all([memberQuery.refetch(), cases.refetch()]);
  /** Only a coordinator may change the member's record, open all cases of the member and assign them. */
  const isCoordinator = me.role === 'coordinator';
  /**
   * The steps of her withdrawal, for a coordinator. Her record and the form of a new request show them where she asks to stop.
   * @param onStopped reads again what the part around them shows
   */
  const stepsToStop = (onStopped: () => Promise<unknown>): ComponentChildren =>
    isCoordinator &&
    memberQuery.data !== undefined && (
      <StopSteps
        api={api}
        her={memberQuery.data}
        cases={cases}
        onStopped={() => Promise.all([readBoth(), onStopped()])}
      />
    );
  if (part === herRecordPart) return <HerRecord api={api} id={id} stop={stepsToStop} backTo={address} />;
  if (part !== undefined) return <HerCase api={api} me={me} cases={cases} id={part} backTo={address} />;
  return (
    <Reading of={memberQuery}>
      {(member) => (
        <OpenedRecord
          backLabel={backLabel}
          backTo={backTo}
          title={`${member.code} · ${member.name ?? t('erased')}`}
          about={member.code}
          mark={member.withdrawnOn === undefined ? undefined : t('hasStopped')}
        >
          {member.withdrawnOn !== undefined && <Stopped on={member.withdrawnOn} />}
          <p class="notice">{t('logged.now')}</p>
          <MemberDetails of={member}>
            {isCoordinator && <HerGroup api={api} id={member.collectiveId} />}
          </MemberDetails>
          <WorkForHer api={api} her={member} cases={cases} isCoordinator={isCoordinator} address={address} />
          <HerEntries
            api={api}
            her={member}
            cases={cases}
            isCoordinator={isCoordinator}
            onChanged={memberQuery.refetch}
            onConsent={readBoth}
          />
          <Savings api={api} of={member} />
          <HerRequests
            api={api}
            me={me}
            memberId={id}
            hasStopped={member.withdrawnOn !== undefined}
            // This part shows nothing but what `readBoth` reads.
            stop={stepsToStop(async () => {})}
            address={address}
          />
          {isCoordinator && member.exitedOn === undefined && (
            <MoveOrExit api={api} her={member} onChanged={memberQuery.refetch} />
          )}
        </OpenedRecord>
      )}
    </Reading>
  );
}

type PartProps = {
  readonly api: Api;
  readonly her: Member;
  readonly cases: MemberCasesQuery;
  readonly isCoordinator: boolean;
};

/** What is done for the member: questions to her leader, talks with her, and her cases. */
function WorkForHer({ api, her, cases, isCoordinator, address }: PartProps & { readonly address: Address }) {
  const hasStopped = her.withdrawnOn !== undefined;
  return (
    <>
      {isCoordinator && her.exitedOn === undefined && (
        <AskLeader api={api} collectiveId={her.collectiveId} about={{ kind: 'member', memberId: her.id }} />
      )}
      {!hasStopped && <HerTalks api={api} memberId={her.id} mayTakeBack={isCoordinator} />}
      <h3>{t('cases.hers')}</h3>
      <MemberCases of={cases} isComplete={isCoordinator} address={address} />
      {!hasStopped && (
        <Fold label="case.new">
          <OpenCase
            api={api}
            memberId={her.id}
            mayAssign={isCoordinator}
            onOpened={(code) => {
              showToast(() => t('case.opened', { code }));
              void cases.refetch();
            }}
          />
        </Fold>
      )}
    </>
  );
}

type HerEntriesProps = PartProps & {
  /** Reads her record again. */
  readonly onChanged: () => Promise<unknown>;
  /** Reads her record and her cases again. */
  readonly onConsent: () => Promise<unknown>;
};

/** What her record contains, with the forms that change it: her details, consents, children and offices. */
function HerEntries({ api, her, cases, isCoordinator, onChanged, onConsent }: HerEntriesProps) {
  const hasStopped = her.withdrawnOn !== undefined;
  return (
    <>
      {isCoordinator && hasStopped && <RemovePhoneNumber api={api} her={her} onChanged={onChanged} />}
      {isCoordinator && !hasStopped && (
        <Fold label="member.change">
          <ChangeMember api={api} her={her} onChanged={onChanged} />
        </Fold>
      )}
      <Consents of={her} />
      {isCoordinator ? (
        <NewConsent api={api} her={her} onAdded={onConsent} />
      ) : (
        <HowConsentsChange api={api} her={her} />
      )}
      {isCoordinator && !hasStopped && (
        <StopServices api={api} her={her} cases={cases} onStopped={onConsent} />
      )}
      {!hasStopped && (
        <>
          <Children api={api} her={her} mayChange={isCoordinator} onChanged={onChanged} />
          <Offices api={api} her={her} mayChange={isCoordinator} onChanged={onChanged} />
          {isCoordinator && <PathToLeadership api={api} her={her} />}
        </>
      )}
    </>
  );
}

type ChangeMemberProps = {
  readonly api: Api;
  readonly her: Member;
  readonly onChanged: () => Promise<unknown>;
};

/** The forms by which a member goes to another group, or leaves the programme. */
function MoveOrExit({ api, her, onChanged }: ChangeMemberProps) {
  return (
    <>
      <Fold label="move.woman">
        <p class="soft">{t('move.woman.explain')}</p>
        <MoveForm
          key={her.collectiveId}
          api={api}
          groupId={her.collectiveId}
          kind="woman"
          members={[her]}
          onDone={onChanged}
        />
      </Fold>
      <Exit api={api} her={her} onExited={onChanged} />
    </>
  );
}

/** One of the member's cases, by its id; a page that says so if she has no such case. */
function HerCase({
  api,
  me,
  cases,
  id,
  backTo,
}: {
  readonly api: Api;
  readonly me: Me;
  readonly cases: MemberCasesQuery;
  readonly id: string;
  readonly backTo: Address;
}) {
  return (
    <Reading of={cases}>
      {({ items }) => {
        const opened = items.find((record) => record.id === id);
        return opened === undefined ? (
          <OpenedRecord backLabel="member" backTo={backTo} title={t('refused.missing')}>
            {null}
          </OpenedRecord>
        ) : (
          <CasePage
            api={api}
            me={me}
            record={opened}
            backLabel="member"
            backTo={backTo}
            onChanged={cases.refetch}
          />
        );
      }}
    </Reading>
  );
}

/** Tells the reader of the page that the member has withdrawn her consent to the services, and what that means. */
function Stopped({ on }: { readonly on: string }) {
  return (
    <>
      <p class="warning" role="note">
        {t('stopped', { date: formatDate(on, useLanguage()) })}
      </p>
      <p class="soft">
        {t('stop.apart')}{' '}
        <button
          type="button"
          class="second small"
          onClick={() => document.getElementById(consentsId)?.focus()}
        >
          {t('stop.seeConsents')}
        </button>
      </p>
    </>
  );
}

/** A link to the group that she is in now. A move to another group changes it. */
function HerGroup({ api, id }: { readonly api: Api; readonly id: string }) {
  const group = useRead(['group', id], () => api.request('GET /api/collectives/{id}', { path: { id } }));
  return (
    <>
      <dt>{t('collective')}</dt>
      <dd>
        <a href={hrefOf('groups', id)}>{group.data?.name ?? '…'}</a>
      </dd>
    </>
  );
}

function MemberDetails({
  of: member,
  children,
}: {
  readonly of: Member;
  readonly children: ComponentChildren;
}) {
  const language = useLanguage();
  return (
    <dl class="facts">
      {children}
      {member.joined !== undefined && (
        <>
          <dt>{t('member.otherCodes')}</dt>
          <dd>{member.joined.map(({ code }) => code).join(', ')}</dd>
        </>
      )}
      {factsOf(member, language).map(([label, value]) => (
        <Fragment key={label}>
          <dt>{t(label)}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
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
  );
}

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

/** Records that the member has left the programme; asks first. */
function Exit({
  api,
  her,
  onExited,
}: {
  readonly api: Api;
  readonly her: Member;
  readonly onExited: () => Promise<unknown>;
}) {
  const language = useLanguage();
  return (
    <Fold label="exit">
      <p class="warning">{t('exit.explain')}</p>
      <Form
        label="exit"
        submit="exit"
        confirm={(data) => ({
          title: t('exit.ask', { code: her.code }),
          explain: <p>{t('exit.will', { date: formatDate(requiredTextOf(data, 'exitedOn'), language) })}</p>,
          buttonLabel: t('exit.yes'),
        })}
        onSend={async (data) => {
          await api.request('POST /api/members/{id}/exit', {
            path: { id: her.id },
            body: {
              exitedOn: requiredTextOf(data, 'exitedOn'),
              reason: requiredTextOf(data, 'reason'),
            },
          });
          await onExited();
        }}
      >
        <DateField name="exitedOn" label={t('exitedOn')} value={todayInIndia()} max={todayInIndia()} />
        <TextField name="reason" label={t('reason')} />
      </Form>
    </Fold>
  );
}
