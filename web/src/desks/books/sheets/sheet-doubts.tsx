import { formatRupees } from '../../../i18n/format.ts';
import type { Confirmation } from '../../frame/forms/use-sending.ts';
import type { Meeting } from '../../frame/lists/record-types.ts';
import { t } from '../../text.ts';
import type { DraftSheet } from '../drafts/draft.ts';
import type { LabelledMember } from './entry-rows.tsx';
import type { largeDeposits } from './large-deposits.ts';

/** What is asked before a sheet is sent that may be recorded already, or may have a digit too many. */

/** The number of recorded sheets of the draft's day. Reversed ones and the one that the draft corrects are left out. */
export const countSheetsOfDay = (meetings: readonly Meeting[], { on, correction }: DraftSheet): number =>
  meetings.filter(
    ({ id, heldOn, reversed }) => heldOn === on && reversed === undefined && id !== correction?.corrects,
  ).length;

type Doubts = {
  /** The draft's day as a text. */
  readonly on: string;
  /** The number of recorded sheets of the draft's day; 0 also if the form doesn't ask about them. */
  readonly sameDayCount: number;
  /** The deposits that may have a digit too many. */
  readonly large: ReturnType<typeof largeDeposits>;
  readonly usualDepositPaise: number;
  readonly members: readonly LabelledMember[];
};

/** The question about the doubts; undefined if there are none. */
export const questionOf = ({
  on,
  sameDayCount,
  large,
  usualDepositPaise,
  members,
}: Doubts): Confirmation | undefined => {
  // The title names the first of the large deposits; the list under it has all of them.
  const [firstLarge] = large;
  const aboutLarge = firstLarge && {
    title: t('sheet.large.ask', {
      amount: formatRupees(firstLarge.amountPaise),
      usual: formatRupees(usualDepositPaise),
    }),
    list: <LargeDeposits large={large} members={members} />,
  };
  if (sameDayCount > 0) {
    return {
      title: t('sheet.again.ask', { date: on }),
      explain: (
        <>
          <p>{t('sheet.again', { count: sameDayCount })}</p>
          {aboutLarge && <p>{aboutLarge.title}</p>}
          {aboutLarge?.list}
        </>
      ),
      buttonLabel: t('sheet.again.yes'),
    };
  }
  if (aboutLarge === undefined) return undefined;
  return { title: aboutLarge.title, explain: aboutLarge.list, buttonLabel: t('sheet.large.yes') };
};

const LargeDeposits = ({ large, members }: Pick<Doubts, 'large' | 'members'>) => (
  <>
    <ul>
      {large.map(({ key, memberId, amountPaise }) => (
        <li key={key}>
          {members.find(({ id }) => id === memberId)?.label}: {formatRupees(amountPaise)}
        </li>
      ))}
    </ul>
    <p>{t('sheet.large')}</p>
  </>
);
