import { useState } from 'preact/hooks';
import { dueOnOf } from '../../../../functions/shared/calendar/request-deadline.ts';
import { type requestKinds, waysOfSaying } from '../../../../functions/shared/kinds/member-words.ts';
import { LongField } from '../../design/fields/field.tsx';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { t as recordText } from '../../record/text.ts';
import { useSending } from './sending.ts';
import { t } from './text.ts';

type RequestFormProps = {
  readonly memberId: string;
  readonly kind: (typeof requestKinds)[number];
  /** Whether the screen explains already what an erasure does. */
  readonly isExplained?: boolean;
  readonly onSent?: () => Promise<void>;
  readonly onBack: () => void;
};

/** The maximum number of characters that the API accepts. */
const maxLength = 2_000;

/**
 * In a woman's record on the leader's phone, the form of a request: whether the woman says or writes it, her own words if she likes, and the day by which
 * she gets an answer.
 */
export function RequestForm({
  memberId,
  kind,
  isExplained = false,
  onSent = async () => {},
  onBack,
}: RequestFormProps) {
  const { state, send } = useSending();
  const [via, setVia] = useState<(typeof waysOfSaying)[number]>('spoken');
  const [text, setText] = useState('');
  const due = formatDate(dueOnOf(todayInIndia()), language());
  const isGrievance = kind === 'grievance';
  const ask = async (): Promise<void> => {
    const isSent = await send((api, id) =>
      api.request('POST /api/members/{id}/requests', {
        path: { id: memberId },
        body: {
          id,
          kind,
          on: todayInIndia(),
          via,
          ...(text.trim() === '' ? {} : { text: text.trim() }),
        },
      }),
    );
    if (!isSent) return;
    setText('');
    await onSent();
  };
  if (state === 'sent') {
    return (
      <>
        <p class="notice" role="status">
          {t(isGrievance ? 'rights.grievance.done' : 'rights.ask.done', { due })}
        </p>
        <button type="button" class="second" onClick={onBack}>
          {recordText('record.done')}
        </button>
      </>
    );
  }
  return (
    <form
      aria-label={recordText(`record.ask.${kind}`)}
      onSubmit={(event) => {
        event.preventDefault();
        if (state !== 'busy') void ask();
      }}
    >
      <p>
        <strong>{recordText(`record.ask.${kind}`)}</strong>
      </p>
      {kind === 'erasure' && !isExplained && <p>{t('rights.services.explain')}</p>}
      <fieldset class="bare">
        <legend>{t('rights.via')}</legend>
        {waysOfSaying.map((each) => (
          <button
            type="button"
            class="choice"
            key={each}
            aria-pressed={via === each}
            onClick={() => setVia(each)}
          >
            {t(`rights.via.${each}`)}
          </button>
        ))}
      </fieldset>
      <LongField
        name="text"
        label={t('rights.text')}
        rows={4}
        maxLength={maxLength}
        isOptional
        text={text}
        onText={setText}
      />
      {!isGrievance && <p>{t('rights.answerBy', { due })}</p>}
      {typeof state === 'object' && (
        <p class="error" role="alert">
          {t(state.failed)}
        </p>
      )}
      <button type="submit" class="primary" disabled={state === 'busy'}>
        {t(isGrievance ? 'rights.grievance.send' : 'rights.send')}
      </button>
      <button type="button" class="quiet" onClick={onBack}>
        {t('rights.back')}
      </button>
    </form>
  );
}
