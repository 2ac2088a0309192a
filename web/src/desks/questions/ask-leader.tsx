import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { LongField } from '../../design/fields/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';
import { Leaders } from './leaders.tsx';
import type { About } from './question-words.ts';

type AskLeaderProps = {
  readonly api: Api;
  readonly collectiveId: string;
  readonly about: About;
  /** Whether the question needs words. */
  readonly needsText?: boolean;
  readonly onAsked?: () => Promise<unknown>;
};

/** "Ask her leader": one tap shows whom she asks, with their telephones, and one sends the question; words are optional where it says enough without. */
export function AskLeader({ api, collectiveId, about, needsText = false, onAsked }: AskLeaderProps) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  if (!isOpen) {
    return (
      <button type="button" class="second small" onClick={() => setOpen(true)}>
        {t('questions.ask')}
      </button>
    );
  }
  return (
    <Form
      label="questions.ask"
      submit="questions.send"
      done="questions.sent"
      isSecondary
      isReady={!needsText || text.trim() !== ''}
      onSend={async (_, id) => {
        await api.request('POST /api/collectives/{id}/questions', {
          path: { id: collectiveId },
          body: {
            id,
            on: todayInIndia(),
            about,
            ...(text.trim() === '' ? {} : { text: text.trim() }),
          },
        });
        setOpen(false);
        await onAsked?.();
      }}
    >
      <Leaders api={api} collectiveId={collectiveId} />
      <LongField
        name="text"
        label={t('questions.text')}
        text={text}
        rows={2}
        onText={setText}
        isOptional={!needsText}
      />
    </Form>
  );
}
