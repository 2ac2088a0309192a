import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { NewForm } from '../frame/record-form.tsx';
import { t } from '../text.ts';

type TakeBackProps = {
  readonly api: Api;
  /** Of the case. */
  readonly path: string;
  readonly event: CaseEvent;
  readonly onDone: () => Promise<unknown>;
};

/** Takes an event back, with a reason. */
export function TakeBack({ api, path, event, onDone }: TakeBackProps) {
  const language = useLanguage();
  const [asks, setAsks] = useState(false);
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => question.current?.querySelector('input')?.focus(), [asks]);
  if (!asks) {
    return (
      <button
        type="button"
        class="link"
        aria-label={`${t('takeBack')}: ${formatDate(event.on, language)}, ${t(`event.${event.type}`)}`}
        onClick={() => setAsks(true)}
      >
        {t('takeBack')}
      </button>
    );
  }
  return (
    <div class="asks" ref={question}>
      <p>{t('takeBack.explain')}</p>
      <NewForm
        api={api}
        label="takeBack"
        submit="takeBack.sure"
        path={`${path}/events`}
        bodyOf={(data) => ({
          type: 'taken_back',
          on: todayInIndia(),
          eventId: event.id,
          reason: textOf(data, 'reason'),
        })}
        onDone={onDone}
      >
        <TextField name="reason" label={t('takeBack.reason')} />
      </NewForm>
      <button type="button" class="link" onClick={() => setAsks(false)}>
        {t('takeBack.not')}
      </button>
    </div>
  );
}
