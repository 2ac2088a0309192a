import { useState } from 'preact/hooks';
import { formatRupees } from '../../i18n/format.ts';
import { SmallText } from './small-field.tsx';
import { t } from './text.ts';

type CountDiffersProps = {
  readonly differenceText: string;
  /** Counted less expected. */
  readonly differencePaise: number;
  /** Whether the sheet has other faults, so that it cannot be recorded. */
  readonly isDisabled: boolean;
  /** She counts again. */
  readonly onCount: () => void;
  /** The difference becomes a line of the sheet, with its reason. */
  readonly onReason: (reason: string) => void;
  readonly onRecordWithoutCount: () => void;
};

/**
 * The choice when the count on a leader's sheet differs from the expected cash: she counts again, records the difference
 * with its reason, or records the sheet without a count.
 */
export function CountDiffers({
  differenceText,
  differencePaise,
  isDisabled,
  onCount,
  onReason,
  onRecordWithoutCount,
}: CountDiffersProps) {
  /** The choice that she has pressed, which still asks for a reason or a confirmation. */
  const [openChoice, setOpenChoice] = useState<'reason' | 'without_count'>();
  const [reason, setReason] = useState('');
  const amount = formatRupees(Math.abs(differencePaise));
  return (
    <>
      <p class="warning">{differenceText}</p>
      <button type="button" class="primary" onClick={onCount}>
        {t('check.again')}
      </button>
      {openChoice === 'reason' ? (
        <>
          <SmallText
            label={t(differencePaise < 0 ? 'check.reasonShort' : 'check.reasonOver', { amount })}
            value={reason}
            onValue={setReason}
          />
          <button
            type="button"
            class="second"
            disabled={reason.trim() === ''}
            onClick={() => onReason(reason.trim())}
          >
            {t('check.addDifference')}
          </button>
        </>
      ) : (
        <button type="button" class="second" onClick={() => setOpenChoice('reason')}>
          {t('check.explainDifference')}
        </button>
      )}
      {openChoice === 'without_count' ? (
        <>
          <p class="warning" role="alert">
            {t('check.withoutCountExplain')}
          </p>
          <button type="button" class="second danger" disabled={isDisabled} onClick={onRecordWithoutCount}>
            {t('check.withoutCountSure')}
          </button>
        </>
      ) : (
        <button type="button" class="second" onClick={() => setOpenChoice('without_count')}>
          {t('check.withoutCount')}
        </button>
      )}
    </>
  );
}
