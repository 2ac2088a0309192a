import type { Balance, BalancesPaise } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { formatRupees } from '../../../i18n/format.ts';
import { type MessageKey, t } from '../../text.ts';

const rows: readonly (readonly [Balance, MessageKey])[] = [
  ['cash', 'cash'],
  ['bank', 'groups.bank'],
  ['loans', 'loans'],
  ['savings', 'savings'],
  ['borrowings', 'borrowings'],
  ['grants', 'groups.grants'],
  ['surplus', 'groups.surplus'],
];

type MovePlanProps = {
  readonly moved: BalancesPaise;
  readonly here: BalancesPaise;
  /** The balances of the other group afterwards; undefined until it is chosen. */
  readonly there: BalancesPaise | undefined;
};

/** An amount of a column. A loss is surplus below zero: the word says so, and no sign. */
const amountText = (balance: Balance, paise: number): string =>
  balance === 'surplus' && paise < 0
    ? t('move.lossOf', { amount: formatRupees(-paise) })
    : formatRupees(paise);

/** Whether an amount comes from the other group: money may, so that the move balances. A loss below zero goes as it is. */
const doesCome = (balance: Balance, paise: number): boolean => balance !== 'surplus' && paise < 0;

/** The plan of a move, to the paisa: what goes, what stays, and what the other group has afterwards. */
export function MovePlan({ moved, here, there }: MovePlanProps) {
  // Most moves bring nothing back, and need no column for it.
  const doesAnythingCome = rows.some(([key]) => doesCome(key, moved[key]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="table-scroll wide" aria-label={t('move.plan')} tabIndex={0}>
      <table class="plan">
        <caption>{t('move.plan')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col" class="number">
              {t('move.goes')}
            </th>
            {doesAnythingCome && (
              <th scope="col" class="number">
                {t('move.comes')}
              </th>
            )}
            <th scope="col" class="number">
              {t('move.stays')}
            </th>
            <th scope="col" class="number">
              {t('move.there')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(([key]) => [moved, here, there].some((one) => (one?.[key] ?? 0) !== 0))
            .map(([key, label]) => (
              <tr key={key}>
                <th scope="row">{t(label)}</th>
                <td class="number">
                  <strong>{doesCome(key, moved[key]) ? '–' : amountText(key, moved[key])}</strong>
                </td>
                {doesAnythingCome && (
                  <td class="number">
                    <strong>{doesCome(key, moved[key]) ? formatRupees(-moved[key]) : '–'}</strong>
                  </td>
                )}
                <td class="number">{amountText(key, here[key])}</td>
                <td class="number">{there === undefined ? '–' : amountText(key, there[key])}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
