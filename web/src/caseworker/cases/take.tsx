import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { LongField } from '../../design/fields/field.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { requestOf } from '../../outbox/operation.ts';
import { CallButton } from '../../phone/call.tsx';
import { GivenUp } from '../../phone/cases/given-up.tsx';
import { waitingWords } from '../../phone/cases/waiting-words.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Frame, Gone } from '../../phone/frame.tsx';
import { recordOnce } from '../../phone/record-once.ts';
import { useHere } from '../context.ts';
import { takings } from '../row-kinds.ts';
import { waitingCases } from './taking.ts';
import { t } from './text.ts';

/** An urgent case that nobody has taken: she takes it, and learns the name with the next network. */
export function Take({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const found = waitingCases(workspace.rows).find((one) => one.id === id);
  if (found === undefined) return <Gone />;
  const take = async () => {
    setBusy(true);
    const operationId = v7();
    const text = note.trim();
    await recordOnce(workspace, {
      id: operationId,
      what: 'case_taking',
      ...requestOf('POST /api/cases/{id}/take', {
        path: { id },
        body: { id: operationId, ...(text === '' ? {} : { note: text }) },
      }),
      entities: [id],
    });
    await workspace.rows.put(takings, id, { id, on: todayInIndia() });
    go({ name: 'recorded', caseId: id, what: ['taking'] });
  };
  return (
    <Frame title={found.code} back={{ name: 'home' }} isPrivate>
      <p class="error">{waitingWords(found)}</p>
      <ul class="plain">
        <li>{nameDistrict(found.district)}</li>
        <li>{t('cases.opened', { date: formatDate(found.openedOn, language()) })}</li>
      </ul>
      <GivenUp of={found} />
      <p>{t('take.explain')}</p>
      <LongField name="note" label={t('cases.note')} rows={2} isOptional text={note} onText={setNote} />
      <button
        type="button"
        class="primary"
        disabled={isBusy}
        // Recording fails only if the phone is full, which the frame shows.
        onClick={() => void take().catch(() => setBusy(false))}
      >
        {t('take.take')}
      </button>
      <CallButton />
    </Frame>
  );
}
