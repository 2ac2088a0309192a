import { addDays } from '../../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../../api/client.ts';
import { readAll } from '../../../api/pages.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { requiredTextOf, textOf } from '../../../design/fields/form-data.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { caseEvent } from '../../../timeline/case-event.ts';
import { Form } from '../../frame/forms/form.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { plannedOn } from './planned-on.ts';

type ChooseDaysProps = {
  readonly api: Api;
  readonly caseId: string;
  /** The date for which the follow-up was planned. */
  readonly due: string;
  readonly proposedDate: string;
  readonly onChosen: (seenOn: string, nextDate: string | undefined) => Promise<void>;
};

/** The form for the days of a follow-up that was done: when the woman was seen, and when she is seen next, if ever. */
export function ChooseDays({ api, caseId, due, proposedDate, onChosen }: ChooseDaysProps) {
  const today = todayInIndia();
  const events = useRead(['events', caseId], () => readAll(api, caseEvent, `/api/cases/${caseId}/events`));
  return (
    <Reading of={events}>
      {({ items }) => (
        <Form
          label="agenda.settle"
          submit="agenda.done"
          done={null}
          onSend={(data) => onChosen(requiredTextOf(data, 'on'), textOf(data, 'due'))}
        >
          <DateField
            name="on"
            label={t('agenda.seenOn')}
            value={today}
            // A visit before the day on which the follow-up was planned would not settle it.
            min={plannedOn(items, due) ?? today}
            max={today}
          />
          <DateField
            name="due"
            label={t('agenda.next')}
            value={proposedDate}
            min={addDays(today, 1)}
            isOptional
          />
        </Form>
      )}
    </Reading>
  );
}
