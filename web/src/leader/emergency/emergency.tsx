import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CaseRecord } from '../../api/case-record.ts';
import { readAll } from '../../api/pages.ts';
import { LongField } from '../../design/fields/field.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { CaseDetails } from '../../phone/cases/case-details.tsx';
import { CaseEntries, VisitDone } from '../../phone/cases/case-entries.tsx';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { NetworkButton } from '../../phone/frame.tsx';
import { type CaseEvent, caseEvent } from '../../timeline/case-event.ts';
import { isSeenOn } from '../../timeline/counted-events.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import { recorderIn } from '../../timeline/recorder.ts';
import { t as timelineText } from '../../timeline/text.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { type EmergencyAccess, emergencyAccesses } from '../row-kinds.ts';
import { t as leaderText } from '../text.ts';
import { type Attempting, useAttempt } from './attempt.ts';
import { readCaseCode } from './case-code.ts';
import { t } from './text.ts';

type EmergencyAccessProps = { readonly onSignIn: () => Promise<void> };

/** Somebody else's case to which the leader has emergency access, as the server gives it. */
type ReachedCase = {
  readonly access: EmergencyAccess;
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
};

/**
 * Emergency access to somebody else's urgent case, by its code and with a reason, for three hours. The case
 * stays in memory; the phone stores, encrypted, only the code and the end of the access.
 */
export function EmergencyAccessScreen({ onSignIn }: EmergencyAccessProps) {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  const attempting = useAttempt();
  const [reached, setReached] = useState<ReachedCase>();
  const read = (access: EmergencyAccess) =>
    workspace.callServer(async (api) => {
      const record = await api.request('GET /api/cases/{id}', { path: { id: access.id } });
      const { items } = await readAll(api, caseEvent, `/api/cases/${access.id}/events`);
      setReached({ access, record, events: items });
    });
  const outcome = <Outcome state={attempting.state} onSignIn={onSignIn} />;
  return reached === undefined ? (
    <Asking attempting={attempting} read={read} outcome={outcome} />
  ) : (
    <Reached reached={reached} attempting={attempting} read={read} outcome={outcome} />
  );
}

type PartProps = {
  readonly attempting: Attempting;
  /** Reads the case from the server and shows it. */
  readonly read: (access: EmergencyAccess) => Promise<void>;
  /** What became of the last attempt, to be shown above the buttons of the next one. */
  readonly outcome: ComponentChildren;
};

/** The cases that the leader can still read, and the form that asks for access to another case. */
function Asking({ attempting: { state, idOf, attempt }, read, outcome }: PartProps) {
  const { workspace } = useHere();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const code = readCaseCode(typed);
  const isBusy = state === 'busy';
  const reach = async () => {
    // The button is disabled until the typed text can be read as a code.
    const content = { code: code ?? typed, reason: reason.trim() };
    const {
      caseId,
      code: caseCode,
      until,
    } = await workspace.callServer((api) =>
      api.request('POST /api/break-glass', { body: { id: idOf(content), ...content } }),
    );
    const access = { id: caseId, code: caseCode, until };
    await workspace.rows.put(emergencyAccesses, caseId, access);
    setTyped('');
    setReason('');
    await read(access);
  };
  return (
    <Frame title={t('emergency.title')} back={{ name: 'cases' }} isPrivate key="ask">
      <p>{t('emergency.explain')}</p>
      <CurrentAccesses
        isBusy={isBusy}
        onOpen={(access) => void attempt('emergency.over', () => read(access))}
      />
      <label class="field">
        {t('emergency.code')}
        <input
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={12}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <LongField
        name="note"
        label={t('emergency.reason')}
        rows={3}
        maxLength={120}
        text={reason}
        onText={setReason}
      />
      {outcome}
      <button
        type="button"
        class="primary"
        disabled={isBusy || code === undefined || reason.trim() === ''}
        onClick={() => void attempt('emergency.unknown', reach)}
      >
        {t(isBusy ? 'emergency.opening' : 'emergency.open')}
      </button>
    </Frame>
  );
}

/** A button for each case to which the leader still has access. */
function CurrentAccesses({
  isBusy,
  onOpen,
}: {
  readonly isBusy: boolean;
  readonly onOpen: (access: EmergencyAccess) => void;
}) {
  const accesses = useHere()
    .workspace.rows.all(emergencyAccesses)
    .filter(({ until }) => Date.parse(until) > Date.now());
  return (
    <>
      {accesses.length > 0 && <h2>{t('emergency.still')}</h2>}
      {accesses.map((access) => (
        <button type="button" class="choice" key={access.id} disabled={isBusy} onClick={() => onOpen(access)}>
          {access.code}
          <span class="part">{t('emergency.until', { until: formatInstant(access.until, language()) })}</span>
        </button>
      ))}
    </>
  );
}

/** The case, and the forms that add to its timeline. */
function Reached({
  reached: { access, record, events },
  attempting: { state, idOf, attempt },
  read,
  outcome,
}: PartProps & { readonly reached: ReachedCase }) {
  const { workspace } = useHere();
  const add = async (added: readonly EventContent[]) => {
    for (const event of added) {
      const content = { on: todayInIndia(), ...event };
      await workspace.callServer((api) =>
        api.request('POST /api/cases/{id}/events', {
          path: { id: access.id },
          // If only the first event arrived and she tries again, it has the same id again, so it is not recorded twice.
          body: { id: idOf(content), ...content },
        }),
      );
    }
    await read(access);
  };
  const attemptToAdd = (added: readonly EventContent[]) => attempt('emergency.over', () => add(added));
  return (
    // The key differs from that of the form, so that the focus moves to the new heading.
    <Frame title={record.code} back={{ name: 'cases' }} isPrivate key={record.id}>
      <p class="notice">{t('emergency.until', { until: formatInstant(access.until, language()) })}</p>
      <CaseDetails file={record} />
      <h2>{timelineText('timeline')}</h2>
      <div aria-live="polite">
        <Timeline events={events} recorderOf={recorderIn(record, workspace.me()?.id ?? '')} />
      </div>
      {outcome}
      <VisitDone
        // She settles what is due, and leaves what is planned to whoever has the case.
        nextDue={
          record.nextDue !== undefined && record.nextDue <= todayInIndia() ? record.nextDue : undefined
        }
        isSeenToday={isSeenOn(events, todayInIndia())}
        isBusy={state === 'busy'}
        onAdd={(visit) => attemptToAdd([visit])}
      />
      <CaseEntries
        // A new key empties the forms once the entry stands in the timeline.
        key={events.length}
        isBusy={state === 'busy'}
        onAdd={attemptToAdd}
      />
    </Frame>
  );
}

/** What became of the last attempt, if it failed. */
function Outcome({
  state,
  onSignIn,
}: EmergencyAccessProps & {
  readonly state: Attempting['state'];
}) {
  return (
    <>
      {state === 'emergency.signedOut' && (
        <NetworkButton label={leaderText('waiting.signIn')} onPress={onSignIn} />
      )}
      {/* In any other state, `state` is the key of a text about a failure. */}
      {state !== 'idle' && state !== 'busy' && state !== 'done' && (
        <p class="warning" role="alert">
          {t(state)}
        </p>
      )}
    </>
  );
}
