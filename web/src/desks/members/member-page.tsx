import type { ComponentChildren } from 'preact';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { showToast } from '../../design/toast.tsx';
import type { Address } from '../../session/desk-address.ts';
import { MemberCases, type MemberCasesQuery } from '../cases/list/member-cases.tsx';
import { OpenCase } from '../cases/open-case.tsx';
import { Fold } from '../frame/fold.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { AskLeader } from '../questions/ask-leader.tsx';
import { HerRecord, herRecordPart } from '../requests/her-record.tsx';
import { HerRequests } from '../requests/her-requests.tsx';
import { HerTalks } from '../talks/her-talks.tsx';
import { type MessageKey, t } from '../text.ts';
import { ChangeMember, MoveOrExit } from './change-member.tsx';
import { Children } from './children.tsx';
import { HowConsentsChange, NewConsent } from './consent-forms.tsx';
import { Consents } from './consents.tsx';
import { HerCase } from './her-case.tsx';
import { HerGroup, MemberDetails, Stopped } from './member-details.tsx';
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
  /** Only a coordinator may change the member's record, see all her cases and assign them. */
  const isCoordinator = me.role === 'coordinator';
  /**
   * The steps of her withdrawal, for a coordinator. `HerRecord` and `HerRequests` show them where she asks to stop.
   * @param onStopped reads again what the component around them has read itself
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
            // Unlike `HerRecord`, `HerRequests` reads nothing itself, so `readBoth` is enough.
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
