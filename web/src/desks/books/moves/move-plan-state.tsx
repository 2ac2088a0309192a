import { formatRupees } from '../../../i18n/format.ts';
import { t } from '../../text.ts';

type MovePlanStateProps = {
  /** The cash that goes; below zero if it comes from the other group. */
  readonly cashPaise: number;
  readonly from: string;
  readonly to: string;
  readonly problem: string | undefined;
};

const cashText = ({ cashPaise, from, to }: MovePlanStateProps): string => {
  if (cashPaise === 0) return t('move.noCash');
  const direction = cashPaise < 0 ? { from: to, to: from } : { from, to };
  return t('move.cashGoes', { amount: formatRupees(Math.abs(cashPaise)), ...direction });
};

/** Says the problem that prevents sending or, without one, how much cash goes by hand from which group to which. */
export const MovePlanState = (props: MovePlanStateProps) => (
  <p class={props.problem === undefined ? 'notice wide' : 'warning wide'} role="status">
    {props.problem ?? cashText(props)}
  </p>
);
