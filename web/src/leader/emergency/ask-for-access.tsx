import { useState } from 'preact/hooks';
import { LongField } from '../../design/fields/field.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { type EmergencyAccess, emergencyAccesses } from '../row-kinds.ts';
import { readCaseCode } from './case-code.ts';
import type { PartProps } from './emergency.tsx';
import { t } from './text.ts';

/** The cases that the leader can still read, and the form that asks for access to another case. */
export function Asking({ attempting: { state, idOf, attempt }, read, outcome }: PartProps) {
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
