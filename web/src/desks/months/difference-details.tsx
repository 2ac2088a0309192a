import { useState } from 'preact/hooks';
import { isCashDifference } from '../../../../functions/shared/kinds/book-entries.ts';
import type { Api } from '../../api/client.ts';
import type { AnswerOf, ItemOf } from '../../api/routes.ts';
import { translateReason } from '../../books/difference-reasons.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CashAmount } from '../books/sheets/cash-difference.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { linkOf } from './findings-rules.ts';

/** One difference between a group's counted cash and its books. `cash-differences.tsx` lists the open ones. */

export type Difference = ItemOf<'GET /api/cash-differences'>;

/** The name of the cash differences among the lists of findings before a month's close. */
export const differencesList = 'cashDifferences';

/** What is still open of a difference; the whole difference if a later count made up for all of it. */
export const shownPaise = ({ openPaise, differencePaise }: Difference): number =>
  openPaise || differencePaise;

type DifferenceDetailsProps = {
  readonly api: Api;
  readonly difference: Difference;
  /** Whether the reason is read at once, without a tap. */
  readonly isReasonRead?: boolean;
};

/** A cash difference in figures (what was missing or too much, expected, counted, and is still open), and its reason. */
export function DifferenceDetails({ api, difference, isReasonRead = false }: DifferenceDetailsProps) {
  const { differencePaise, openPaise, cashExpectedPaise, cashCountedPaise } = difference;
  const isPartlyOpen = openPaise !== 0 && openPaise !== differencePaise;
  const details = [
    cashExpectedPaise !== undefined && t('difference.expected', { amount: formatRupees(cashExpectedPaise) }),
    // A difference was written, so the cash was counted. Only the counted sum was not written.
    cashCountedPaise === undefined
      ? t('sheet.noSum')
      : t('difference.counted', { amount: formatRupees(cashCountedPaise) }),
    isPartlyOpen && t('difference.open', { amount: formatRupees(Math.abs(openPaise)) }),
  ].filter((detail) => detail !== false);
  return (
    <>
      <p>
        <CashAmount differencePaise={differencePaise} /> {details.join(' · ')}
      </p>
      {difference.isReversed === true && <p class="warning">{t('difference.reversed')}</p>}
      <MadeUp difference={difference} />
      <p>
        <DifferenceReason api={api} difference={difference} isRead={isReasonRead} />
      </p>
    </>
  );
}

/** How much of a difference a later count made up for, with a link to the sheet of that count. */
function MadeUp({
  difference: { collectiveId, differencePaise, openPaise, madeUpBy },
}: Pick<DifferenceDetailsProps, 'difference'>) {
  const language = useLanguage();
  if (madeUpBy === undefined) return null;
  return (
    <p class="warning">
      <a href={linkOf({ kind: differencesList, collectiveId, ...madeUpBy }).href}>
        {t('difference.madeUp', {
          amount: formatRupees(Math.abs(differencePaise - openPaise)),
          date: formatDate(madeUpBy.on, language),
        })}
      </a>{' '}
      {t('difference.madeUp.do')}
    </p>
  );
}

/** The reason of a difference. Only its sheet or voucher has it, which is read at once or when she asks for it. */
function DifferenceReason({
  isRead,
  ...props
}: { readonly isRead: boolean } & Pick<DifferenceDetailsProps, 'api' | 'difference'>) {
  const [isShown, setShown] = useState(isRead);
  return isShown ? (
    <ReadReason {...props} />
  ) : (
    <button type="button" class="link" onClick={() => setShown(true)}>
      {t('difference.show')}
    </button>
  );
}

type Line = NonNullable<AnswerOf<'GET /api/collectives/{id}/meetings/{meetingId}'>['lines']>[number];

/** Reads the sheet or voucher, and shows the reason that its line of the difference gives. */
function ReadReason({ api, difference }: Pick<DifferenceDetailsProps, 'api' | 'difference'>) {
  const language = useLanguage();
  const { id, record, collectiveId } = difference;
  const sheet = useRead(
    ['reason', id],
    async (): Promise<{ lines?: readonly Line[] | undefined }> =>
      record === 'voucher'
        ? api.request('GET /api/collectives/{id}/vouchers/{voucherId}', {
            path: { id: collectiveId, voucherId: id },
          })
        : api.request('GET /api/collectives/{id}/meetings/{meetingId}', {
            path: { id: collectiveId, meetingId: id },
          }),
  );
  return (
    <Reading of={sheet}>
      {({ lines = [] }) =>
        t('difference.reason', {
          reason: lines
            .flatMap((line) =>
              isCashDifference(line) && 'reason' in line ? translateReason(line.reason, language) : [],
            )
            .join(' · '),
        })
      }
    </Reading>
  );
}
