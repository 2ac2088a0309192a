import type { Api } from '../../api/client.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { CaseEvent } from '../../timeline/case-event.ts';
import { TakeBack } from '../frame/take-back.tsx';
import { t } from '../text.ts';

type TakeEventBackProps = {
  readonly api: Api;
  /** Of the case. */
  readonly path: string;
  readonly event: CaseEvent;
  readonly onDone: () => Promise<unknown>;
};

/** Takes an event back, with a reason. */
export function TakeEventBack({ path, event, ...props }: TakeEventBackProps) {
  const language = useLanguage();
  return (
    <TakeBack
      {...props}
      path={`${path}/events`}
      name={`${formatDate(event.on, language)}, ${t(`event.${event.type}`)}`}
      bodyOf={(reason) => ({ type: 'taken_back', on: todayInIndia(), eventId: event.id, reason })}
    />
  );
}
