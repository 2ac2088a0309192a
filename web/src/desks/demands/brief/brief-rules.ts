import { isLevel } from '../../../../../functions/months/disclosure/latest-values.ts';
import type { Value } from '../../../../../functions/months/disclosure/value-arithmetic.ts';
import type { DemandTopic } from '../../../../../functions/shared/kinds/demand-words.ts';
import type { Indicator, Snapshot } from '../../../months/published.ts';

/** Which published figures an evidence brief shows; pure. No figure is computed: each stands in the snapshot as it is printed. */

/** The indicators that say something about each topic, in the order of a brief. */
const codesOfTopic: Readonly<Record<DemandTopic, readonly string[]>> = {
  compensation: [
    'compensation_applied',
    'compensation_awarded',
    'compensation_paid',
    'compensation_interim_paid',
    'applications_pending',
  ],
  entitlements: ['house_pattas', 'ration_cards', 'aadhaar_cards', 'bank_accounts', 'pensions'],
  protection: ['crisis_responses', 'firs_registered', 'testimonies_given', 'police_oriented_in_person'],
  investigation: ['firs_registered', 'testimonies_given', 'legal_aid_survivors'],
  rehabilitation: ['mental_health_survivors', 'children_in_school', 'children_returned', 'house_pattas'],
  law: ['demands_made', 'demands_answered', 'demands_granted', 'demands_overdue'],
  other: ['members_active', 'collectives_active', 'demands_made', 'demands_answered'],
};

/**
 * A figure of a brief. `upTo`: a level at the end of the month, or what was reached since the programme began. `month` is the snapshot's, or of
 * a district's number the one at whose end it was counted.
 */
export type Figure = {
  readonly code: string;
  readonly title: Indicator['title'];
  readonly unit: string;
  readonly value: Value;
  readonly upTo: 'monthEnd' | 'sinceBeginning';
  readonly month: string;
};

const inDistrict = (
  { breakdowns }: Indicator,
  district: string,
): { value: number; asOf: string } | undefined => {
  const { cells = 'withheld', asOf = '' } = breakdowns.district ?? {};
  const cell = cells === 'withheld' ? undefined : cells.find(({ key }) => key === district);
  // A number too small to publish is not printed either.
  return cell === undefined || cell.value === '*' ? undefined : { value: cell.value, asOf };
};

/**
 * The figures of a topic in a published snapshot; of one district only those that are published for it.
 * @param district the English name; undefined for all districts
 */
export const figuresOf = (
  { indicators, month }: Pick<Snapshot, 'indicators' | 'month'>,
  topic: DemandTopic,
  district: string | undefined,
): Figure[] =>
  codesOfTopic[topic].flatMap((code): Figure[] => {
    const indicator = indicators.find((one) => one.code === code);
    if (indicator === undefined) return [];
    const { title, unit, way } = indicator;
    const upTo = isLevel(way) ? 'monthEnd' : 'sinceBeginning';
    if (district === undefined) {
      const value = isLevel(way) ? indicator.month : indicator.toDate;
      return [{ code, title, unit, value, upTo, month }];
    }
    const found = inDistrict(indicator, district);
    return found === undefined ? [] : [{ code, title, unit, value: found.value, upTo, month: found.asOf }];
  });
