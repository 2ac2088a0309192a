import { useState } from 'preact/hooks';
import { DateField } from '../../../design/fields/date-field.tsx';
import { Choice } from '../../../design/fields/field.tsx';
import { requiredTextOf } from '../../../design/fields/form-data.ts';
import { oneOf } from '../../../design/fields/one-of.ts';
import { formatDate, formatMonth } from '../../../i18n/format.ts';
import type { Language } from '../../../i18n/language.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { openAddress } from '../../../session/desk-address.ts';
import { Form } from '../../frame/forms/form.tsx';
import { t } from '../../text.ts';
import {
  financialYearText,
  offeredPeriods,
  type Period,
  type PeriodKind,
  periodKindOf,
} from './period-rules.ts';

const periodKinds: readonly PeriodKind[] = ['year', 'quarter', 'month', 'free'];

/** A period of accounts in words: `2026-27`, `October 2026`, or its first and last day. */
function periodText(kind: PeriodKind, period: Period, language: Language): string {
  if (kind === 'year') return financialYearText(period);
  if (kind === 'month') return formatMonth(period.from.slice(0, 7), language);
  return `${formatDate(period.from, language)} – ${formatDate(period.to, language)}`;
}

/** An offered period as the value of its choice: `<first day> <last day>`. */
const optionValueOf = ({ from, to }: Period): string => `${from} ${to}`;

type PeriodChoiceProps = { readonly groupId: string; readonly period: Period; readonly today: string };

/** The form that opens the accounts of another period: a financial year, a quarter, a month, or any first and last day (`free`). */
export function PeriodChoice({ groupId, period, today }: PeriodChoiceProps) {
  const language = useLanguage();
  const [kind, setKind] = useState<PeriodKind>(periodKindOf(period, today));
  const [firstDay, setFirstDay] = useState(period.from);
  const periods = kind === 'free' ? [] : offeredPeriods(kind, today);
  // The period of the address, if it is of the chosen kind; otherwise the first that is offered.
  const preselected = periods.find(({ from, to }) => from === period.from && to === period.to) ?? periods[0];
  return (
    <Form
      label="accounts.period"
      submit="accounts.show"
      isSecondary
      done={null}
      onSend={async (data) => {
        const days =
          kind === 'free'
            ? [requiredTextOf(data, 'from'), requiredTextOf(data, 'to')]
            : requiredTextOf(data, 'which').split(' ');
        openAddress('groups', groupId, 'accounts', ...days);
      }}
    >
      <Choice
        name="way"
        label={t('accounts.period')}
        value={kind}
        options={periodKinds.map((each) => [each, t(`accounts.way.${each}`)])}
        onChoose={(chosen) => setKind(oneOf(periodKinds, chosen) ?? 'year')}
      />
      {kind === 'free' ? (
        <>
          <DateField
            name="from"
            label={t('accounts.from')}
            value={period.from}
            max={today}
            onDate={setFirstDay}
          />
          <DateField name="to" label={t('accounts.to')} value={period.to} min={firstDay} max={today} />
        </>
      ) : (
        <Choice
          key={kind}
          name="which"
          label={t('accounts.which')}
          value={preselected && optionValueOf(preselected)}
          options={periods.map((offeredPeriod) => [
            optionValueOf(offeredPeriod),
            periodText(kind, offeredPeriod, language),
          ])}
        />
      )}
    </Form>
  );
}
