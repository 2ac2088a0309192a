import type { Api } from '../../../api/client.ts';
import { formatDate } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { CaseEvent } from '../../../timeline/case-event.ts';
import { TakeBack } from '../../frame/forms/take-back.tsx';
import { t } from '../../text.ts';

type TakeEventBackProps = {
  readonly api: Api;
  readonly caseId: string;
  readonly event: CaseEvent;
  readonly onDone: () => Promise<unknown>;
};

/** The button with which a caseworker takes back (reverses) an event of a case, with a reason. */
export function TakeEventBack({ api, caseId, event, ...props }: TakeEventBackProps) {
  const language = useLanguage();
  return (
    <TakeBack
      {...props}
      name={`${formatDate(event.on, language)}, ${t(`event.${event.type}`)}`}
      onReason={(reason, id) =>
        api.request('POST /api/cases/{id}/events', {
          path: { id: caseId },
          body: { id, type: 'taken_back', on: todayInIndia(), eventId: event.id, reason },
        })
      }
    />
  );
}
