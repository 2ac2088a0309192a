import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { LongField } from '../../design/fields/field.tsx';
import { formatMonth } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';
import { areWithoutPhone, LeaderNames, Leaders, useGroup } from './leaders.tsx';
import type { About } from './question-words.ts';

type AskLeaderProps = {
  readonly api: Api;
  readonly collectiveId: string;
  readonly about: About;
  /** Whether the question needs words of her own. */
  readonly needsText?: boolean;
  /** Whether the leaders are read only once she presses: in a long list, since the API logs each reading. */
  readonly isReadLater?: boolean;
  readonly onAsked?: () => Promise<unknown>;
};

/**
 * "Ask her leader": the first tap shows the leaders with their telephones, and the second sends the question. Words of her own are optional
 * unless `needsText`. If the group has no leader, it says so, and who can change that.
 */
export function AskLeader({ isReadLater = false, ...rest }: AskLeaderProps) {
  const [state, setState] = useState<'closed' | 'open' | 'sent'>('closed');
  if (state === 'sent') {
    return (
      <p class="notice" role="status">
        {t('questions.sent')} <a href={hrefOf('questions')}>{t('questions')}</a>
      </p>
    );
  }
  if (state === 'closed' && isReadLater) return <AskButton onPress={() => setState('open')} />;
  return (
    <AskIfLed
      {...rest}
      isOpen={state === 'open'}
      onOpen={() => setState('open')}
      onCancel={() => setState('closed')}
      onSent={() => setState('sent')}
    />
  );
}

const AskButton = ({ onPress }: { readonly onPress: () => void }) => (
  <button type="button" class="second small" onClick={onPress}>
    {t('questions.ask')}
  </button>
);

type QuestionFormProps = Omit<AskLeaderProps, 'isReadLater'> & {
  readonly onCancel: () => void;
  readonly onSent: () => void;
};

/** The button or the form that asks; without a leader who has a phone, the sentence that says so. */
function AskIfLed({
  isOpen,
  onOpen,
  ...rest
}: QuestionFormProps & { readonly isOpen: boolean; readonly onOpen: () => void }) {
  const { data } = useGroup(rest.api, rest.collectiveId);
  // Without leaders too, nobody can be asked.
  if (data?.leaders !== undefined && areWithoutPhone(data.leaders)) {
    return (
      <p>
        <LeaderNames api={rest.api} leaders={data.leaders} />
      </p>
    );
  }
  return isOpen ? <QuestionForm {...rest} /> : <AskButton onPress={onOpen} />;
}

function QuestionForm(props: QuestionFormProps) {
  const { api, collectiveId, about, needsText = false, onAsked, onCancel, onSent } = props;
  const language = useLanguage();
  const [text, setText] = useState('');
  const asked = [about.month && formatMonth(about.month, language), t(`questions.asks.${about.kind}`)];
  return (
    <Form
      label="questions.ask"
      submit="questions.send"
      done={null}
      // The form stands within what it asks about, which must stay open.
      stays="result"
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
        onSent();
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
        {...(needsText ? {} : { hint: t('questions.asks', { asked: asked.filter(Boolean).join(': ') }) })}
      />
      <button type="button" class="link" onClick={onCancel}>
        {t('questions.not')}
      </button>
    </Form>
  );
}
