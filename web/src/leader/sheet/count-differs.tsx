import { useState } from 'preact/hooks';
import { formatRupees } from '../../i18n/format.ts';
import { SmallText } from './small-field.tsx';
import { t } from './text.ts';

type CountDiffersProps = {
  readonly difference: string;
  /** Counted less expected. */
  readonly differencePaise: number;
  readonly isDisabled: boolean;
  readonly onCount: () => void;
  /** The difference becomes a line of the sheet, with its reason. */
  readonly onReason: (reason: string) => void;
  readonly onWithoutCount: () => void;
};

/**
 * On a leader's sheet whose count differs from the expected cash: she counts again, writes the difference down, or
 * sends no count.
 */
export function CountDiffers({
  difference,
  differencePaise,
  isDisabled,
  onCount,
  onReason,
  onWithoutCount,
}: CountDiffersProps) {
  const [asked, setAsked] = useState<'reason' | 'without_count'>();
  const [reason, setReason] = useState('');
  const amount = formatRupees(Math.abs(differencePaise));
  return (
    <>
      <p class="warning">{difference}</p>
      <button type="button" class="primary" onClick={onCount}>
        {t('check.again')}
      </button>
      {asked === 'reason' ? (
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
        <button type="button" class="second" onClick={() => setAsked('reason')}>
          {t('check.explainDifference')}
        </button>
      )}
      {asked === 'without_count' ? (
        <>
          <p class="warning" role="alert">
            {t('check.withoutCountExplain')}
          </p>
          <button type="button" class="second danger" disabled={isDisabled} onClick={onWithoutCount}>
            {t('check.withoutCountSure')}
          </button>
        </>
      ) : (
        <button type="button" class="second" onClick={() => setAsked('without_count')}>
          {t('check.withoutCount')}
        </button>
      )}
    </>
  );
}
