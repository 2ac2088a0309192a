import { useState } from 'preact/hooks';
import type { CaseRecord } from '../../api/case-record.ts';
import { readAll } from '../../api/pages.ts';
import { LongField } from '../../design/field.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { language, useCatalogue } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { type CaseEvent, caseEvent } from '../../timeline/case-event.ts';
import { recorderIn } from '../../timeline/recorder.ts';
import { t as timeline, timelineCatalogue } from '../../timeline/text.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { useHere, useStatus } from '../context.ts';
import { Frame } from '../frame.tsx';
import { type EmergencyAccess, emergencyAccesses } from '../kinds.ts';
import { CaseEntries, CaseFacts } from '../screens/case-entries.tsx';
import { t as leader } from '../text.ts';
import { useAttempt } from './attempt.ts';
import { readCaseCode } from './case-code.ts';
import { emergencyAccessCatalogue, t } from './text.ts';

type EmergencyAccessProps = { readonly onSignIn: () => Promise<void> };

/** The screen, once its texts are loaded. */
export async function loadEmergencyAccess() {
  await Promise.all([useCatalogue(emergencyAccessCatalogue), useCatalogue(timelineCatalogue)]);
  return EmergencyAccessScreen;
}

type Reached = {
  readonly glass: EmergencyAccess;
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
};

/**
 * Emergency access to somebody else's urgent case, by its code and with a reason, for three hours. The case
 * stays in memory; the phone stores, encrypted, only the code and the end of the access.
 */
function EmergencyAccessScreen({ onSignIn }: EmergencyAccessProps) {
  const { desk } = useHere();
  useStatus();
  const { state, idOf, attempt } = useAttempt();
  const [reached, setReached] = useState<Reached>();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const code = readCaseCode(typed);
  const broken = desk.rows.all(emergencyAccesses).filter(({ until }) => Date.parse(until) > Date.now());

  const read = (glass: EmergencyAccess) =>
    desk.speak(async (api) => {
      const record = await api.request('GET /api/cases/{id}', { path: { id: glass.id } });
      const { items } = await readAll(api, caseEvent, `/api/cases/${glass.id}/events`);
      setReached({ glass, record, events: items });
    });
  const reach = async () => {
    const content = { code: code ?? typed, reason: reason.trim() };
    const { caseId, until, ...made } = await desk.speak((api) =>
      api.request('POST /api/break-glass', { body: { id: idOf(content), ...content } }),
    );
    const glass = { id: caseId, code: made.code, until };
    await desk.rows.put(emergencyAccesses, caseId, glass);
    setTyped('');
    setReason('');
    await read(glass);
  };
  const add = async ({ glass }: Reached, event: Readonly<Record<string, unknown>>) => {
    const content = { on: todayInIndia(), ...event };
    await desk.speak((api) =>
      api.call(caseEvent, {
        method: 'POST',
        path: `/api/cases/${glass.id}/events`,
        body: { id: idOf(content), ...content },
      }),
    );
    await read(glass);
  };

  const isBusy = state === 'busy';
  const outcome = (
    <>
      {state === 'glass.signedOut' && (
        <button type="button" class="primary" onClick={() => void onSignIn().catch(() => {})}>
          {leader('waiting.signIn')}
        </button>
      )}
      {state !== 'idle' && state !== 'busy' && state !== 'done' && (
        <p class="warning" role="alert">
          {t(state)}
        </p>
      )}
    </>
  );
  if (reached !== undefined) {
    const { glass, record, events } = reached;
    return (
      <Frame title={record.code} back={{ name: 'cases' }} key={record.id}>
        <p class="notice">{t('glass.until', { until: formatInstant(glass.until, language()) })}</p>
        <CaseFacts file={record} />
        <h2>{timeline('timeline')}</h2>
        <div aria-live="polite">
          <Timeline events={events} recorderOf={recorderIn(record, desk.me()?.id ?? '')} />
        </div>
        {outcome}
        <CaseEntries
          key={events.length}
          nextDue={record.nextDue}
          isBusy={isBusy}
          onAdd={(event) => attempt('glass.over', () => add(reached, event))}
        />
      </Frame>
    );
  }
  return (
    <Frame title={t('glass.title')} back={{ name: 'cases' }} key="ask">
      <p>{t('glass.explain')}</p>
      {broken.length > 0 && <h2>{t('glass.still')}</h2>}
      {broken.map((glass) => (
        <button
          type="button"
          class="choice"
          key={glass.id}
          disabled={isBusy}
          onClick={() => void attempt('glass.over', () => read(glass))}
        >
          {glass.code}
          <span class="part">{t('glass.until', { until: formatInstant(glass.until, language()) })}</span>
        </button>
      ))}
      <label class="field">
        {t('glass.code')}
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
        label={t('glass.reason')}
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
        onClick={() => void attempt('glass.unknown', reach)}
      >
        {t(isBusy ? 'glass.opening' : 'glass.open')}
      </button>
    </Frame>
  );
}
