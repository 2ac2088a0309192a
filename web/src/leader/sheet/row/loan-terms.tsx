import { addMonthsToDate } from '../../../../../functions/shared/calendar/calendar.ts';
import { termLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import { loanPurposes } from '../../../../../functions/shared/kinds/loan-words.ts';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { language } from '../../../i18n/language.ts';
import { PhoneDate } from '../../../phone/phone-date.tsx';
import type { EntryDraft } from '../../row-kinds.ts';
import { t } from '../text.ts';
import { planToCollect } from './loan-rules.ts';
import { SmallChoice, SmallText } from './small-field.tsx';
import { amountPaiseOf, parseCount } from './typed-numbers.ts';

/** The terms of a new loan on a sheet: what it is for, its interest, and its instalments as a table of dates and amounts. */
export function LoanTerms({
  draft,
  heldOn,
  onDraft,
}: {
  readonly draft: EntryDraft;
  readonly heldOn: string;
  readonly onDraft: (draft: EntryDraft) => void;
}) {
  const { purpose = '', rate = '', instalments = '', firstDueOn = '' } = draft;
  const purposes: readonly (readonly [string, string])[] = [
    ['', t('purpose.none')],
    ...loanPurposes.map((one) => [one, t(`purpose.${one}`)] as const),
  ];
  const choosePurpose = (chosen: string) => {
    const { purpose: _, ...rest } = draft;
    // `newPurpose` is undefined for the choice "none".
    const newPurpose = loanPurposes.find((one) => one === chosen);
    onDraft(newPurpose === undefined ? rest : { ...rest, purpose: newPurpose });
  };
  const typeInstalments = (typed: string) => {
    // The first instalment is proposed for one month after the meeting; without instalments there is no date.
    const proposed = firstDueOn === '' ? addMonthsToDate(heldOn, 1) : firstDueOn;
    onDraft({ ...draft, instalments: typed, firstDueOn: typed.trim() === '' ? '' : proposed });
  };
  return (
    <div class="amounts terms">
      <SmallChoice label={t('more.purpose')} value={purpose} options={purposes} onChoose={choosePurpose} />
      <SmallText
        label={t('more.rate')}
        type="number"
        value={rate}
        onValue={(typed) => onDraft({ ...draft, rate: typed })}
      />
      <SmallText label={t('more.instalments')} type="number" value={instalments} onValue={typeInstalments} />
      {instalments.trim() !== '' && (
        <PhoneDate
          label={t('more.firstDueOn')}
          isSmall
          min={heldOn}
          value={firstDueOn}
          onDate={(date) => onDraft({ ...draft, firstDueOn: date })}
        />
      )}
      <Plan draft={draft} />
    </div>
  );
}

/** The table of instalments, with what to collect where they are no whole rupees; nothing while an amount, a number or a date is missing. */
function Plan({ draft }: { readonly draft: EntryDraft }) {
  // Text that is no number counts as 0: then there is no plan.
  const count = parseCount(draft.instalments ?? '') ?? 0;
  const principalPaise = amountPaiseOf(draft);
  const { firstDueOn = '' } = draft;
  const { min, max } = termLimits.instalments;
  if (count < min || count > max || principalPaise <= 0 || firstDueOn === '') return null;
  const plan = planToCollect({ principalPaise, instalments: count, firstDueOn });
  const isWhole = plan.every(({ amountPaise, collectPaise }) => amountPaise === collectPaise);
  return (
    <table class="plan">
      <caption>{t('more.plan')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('more.date')}</th>
          <th scope="col" class="number">
            {t(isWhole ? 'more.amount' : 'more.due')}
          </th>
          {!isWhole && (
            <th scope="col" class="number">
              {t('more.collect')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {plan.map(({ dueOn, amountPaise, collectPaise }) => (
          <tr key={dueOn}>
            <td>{formatDate(dueOn, language())}</td>
            <td class="number">{formatRupees(amountPaise)}</td>
            {!isWhole && (
              <td class="number">
                <strong>{formatRupees(collectPaise)}</strong>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
