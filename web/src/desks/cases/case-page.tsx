import { useState } from 'preact/hooks';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readAll } from '../../api/pages.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf, openAddress } from '../../session/desk-address.ts';
import { caseEvent } from '../../timeline/case-event.ts';
import { StageBars } from '../../timeline/stages.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { useRead } from '../frame/reading.tsx';
import { WhoLookedAtCase } from '../requests/who-looked-at-case.tsx';
import { HerTalks } from '../talks/her-talks.tsx';
import { type MessageKey, t } from '../text.ts';
import { CaseHolder } from './case-holder.tsx';
import { CaseSummary } from './case-summary.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { ChangeCase } from './change-case.tsx';
import { AddEvent, type Prefill } from './events/add-event.tsx';
import { StoppedCase } from './events/stopped-case.tsx';
import { GivenUp } from './given-up.tsx';
import { HerPlan } from './her-plan.tsx';
import { isUnassigned } from './list/unassigned-rules.ts';
import { NextSteps } from './next-steps/next-steps.tsx';

type CasePageProps = {
  readonly api: Api;
  readonly me: Me;
  readonly record: CaseRecord;
  /** The text and the address of the link back to the list. */
  readonly backLabel: MessageKey;
  readonly backTo: Address;
  readonly onChanged: () => Promise<unknown>;
  /**
   * The address of the member's page; absent if the case was opened from there, or in emergency access. Without it, this page has no
   * link to the member, no form of the summary and no talks.
   */
  readonly memberAddress?: Address;
  /** Whether the case is open in emergency access: then the reader may add events to it, but not change it. */
  readonly isEmergencyAccess?: boolean;
};

/** The desk's page of one case: next steps, forms, and the timeline of its events. */
export function CasePage({ isEmergencyAccess = false, memberAddress, ...props }: CasePageProps) {
  const { api, me, record, backLabel, backTo, onChanged } = props;
  const events = useEvents(api, record.id);
  const [prefill, setPrefill] = useState<Prefill>();
  const assigning = useAssigning(me.role === 'coordinator' && !isEmergencyAccess && isUnassigned(record));
  const readAgain = () => Promise.all([events.refetch(), onChanged()]);
  // While the case has stopped, the server refuses everything but what `StoppedCase` sends.
  const hasStopped = record.stopped === true;
  const mayChange = !isEmergencyAccess && !hasStopped;
  return (
    <OpenedRecord
      backLabel={backLabel}
      backTo={backTo}
      title={`${record.code} · ${t(`case.${record.kind}`)}`}
      about={record.code}
      mark={hasStopped ? t('hasStopped') : undefined}
    >
      <CaseFacts of={record} />
      <CaseHolder api={api} me={me} record={record} />
      <GivenUp of={record} events={events.data?.items} />
      {memberAddress !== undefined && (
        <p>
          <a href={hrefOf(...memberAddress)}>{t('member.show')}</a>
        </p>
      )}
      {hasStopped && <StoppedCase api={api} record={record} onClosed={readAgain} />}
      {record.kind === 'crisis' && events.data !== undefined && (
        <HerPlan
          api={api}
          caseId={record.id}
          events={events.data.items}
          mayWrite={mayChange && record.status !== 'closed'}
          onWritten={readAgain}
        />
      )}
      {!hasStopped && events.data !== undefined && (
        <NextSteps
          api={api}
          me={me}
          record={record}
          events={events.data.items}
          isEmergencyAccess={isEmergencyAccess}
          // A new number fills the form in again, even with the same event.
          onChoose={(event) => setPrefill({ event, number: (prefill?.number ?? 0) + 1 })}
          onFollowedUp={readAgain}
          onAssign={assigning.open}
        />
      )}
      {!hasStopped && (
        <AddEvent
          api={api}
          caseId={record.id}
          openedOn={record.openedOn}
          events={events.data?.items ?? []}
          isEmergencyAccess={isEmergencyAccess}
          prefill={prefill}
          onAdded={readAgain}
        />
      )}
      {mayChange && (
        <ChangeCase
          api={api}
          me={me}
          record={record}
          openSignal={assigning.signal}
          onChanged={readAgain}
          onReleased={() => openAddress(...backTo)}
        />
      )}
      {mayChange && memberAddress !== undefined && events.data !== undefined && (
        <CaseSummary api={api} record={record} events={events.data.items} />
      )}
      {mayChange && memberAddress !== undefined && (
        <HerTalks api={api} memberId={record.memberId} mayTakeBack={me.role === 'coordinator'} />
      )}
      {events.data !== undefined && <StageBars events={events.data.items} level={3} />}
      <CaseTimeline
        api={api}
        me={me}
        record={record}
        events={events}
        mayTakeBack={!isEmergencyAccess}
        onTakenBack={readAgain}
      />
      <WhoLookedAtCase api={api} caseId={record.id} />
    </OpenedRecord>
  );
}

const useEvents = (api: Api, caseId: string) =>
  useRead(['events', caseId], () => readAll(api, caseEvent, `/api/cases/${caseId}/events`));

/** How urgent a case is, how far it is, since when, and what happened to her. */
const CaseFacts = ({ of: { priority, status, openedOn, incident } }: { readonly of: CaseRecord }) => (
  <p>
    {t(`priority.${priority}`)} · {t(`status.${status}`)} ·{' '}
    {t('case.openedOn', { date: formatDate(openedOn, useLanguage()) })}
    {incident !== undefined && ` · ${t(`incident.${incident}`)}`}
  </p>
);

/**
 * A signal for `ChangeCase`, and a function that opens its form by the next number of the signal; no function if the reader may not
 * assign the case.
 */
function useAssigning(mayAssign: boolean) {
  const [signal, setSignal] = useState(0);
  return { signal, open: mayAssign ? () => setSignal((before) => before + 1) : undefined };
}
