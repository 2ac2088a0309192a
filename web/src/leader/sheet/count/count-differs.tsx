import { useState } from 'preact/hooks';
import { differenceLineOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import { differenceReasons, reasonText } from '../../../books/difference-reasons.ts';
import { formatRupees } from '../../../i18n/format.ts';
import { language } from '../../../i18n/language.ts';
import { SmallText } from '../row/small-field.tsx';
import { t } from '../text.ts';

type CountDiffersProps = {
  readonly differenceText: string;
  /** Counted less expected. */
  readonly differencePaise: number;
  /** Lets her count again; undefined if she has done so, or if the count is that of an earlier day. */
  readonly onCount: (() => void) | undefined;
  /** Makes the difference a line of the sheet, with its reason. */
  readonly onReason: (reason: string) => void;
};

/**
 * What she does when the count on a leader's sheet differs from the expected cash: she counts again, or goes on with her count, and says why.
 * The count goes with the sheet, and the difference as a line of it.
 */
export function CountDiffers({ differenceText, differencePaise, onCount, onReason }: CountDiffersProps) {
  const [isWriting, setWriting] = useState(false);
  const [written, setWritten] = useState('');
  const amount = formatRupees(Math.abs(differencePaise));
  const [isCertain, setCertain] = useState(false);
  if (onCount !== undefined && !isCertain) {
    return (
      <>
        <p class="warning">{differenceText}</p>
        <button type="button" class="primary" onClick={onCount}>
          {t('check.again')}
        </button>
        <button type="button" class="second" onClick={() => setCertain(true)}>
          {t('check.goOn')}
        </button>
      </>
    );
  }
  return (
    <>
      <p class="warning">{differenceText}</p>
      <h2>{t(differencePaise < 0 ? 'check.reasonShort' : 'check.reasonOver', { amount })}</h2>
      {differenceReasons[differenceLineOf(differencePaise).kind].map((reason) => (
        <button
          type="button"
          class="choice"
          key={reason}
          onClick={() => onReason(reasonText(reason, language()))}
        >
          {reasonText(reason, language())}
        </button>
      ))}
      {isWriting ? (
        <>
          <SmallText label={t('more.reason')} value={written} onValue={setWritten} />
          <button
            type="button"
            class="second"
            disabled={written.trim() === ''}
            onClick={() => onReason(written.trim())}
          >
            {t('check.addDifference')}
          </button>
        </>
      ) : (
        <button type="button" class="choice" onClick={() => setWriting(true)}>
          {t('check.otherReason')}
        </button>
      )}
    </>
  );
}
