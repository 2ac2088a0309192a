import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { TextField } from '../../../design/fields/field.tsx';
import { requiredTextOf } from '../../../design/fields/form-data.ts';
import { t } from '../../text.ts';

/** What the pages of correcting a sheet and of correcting a voucher share. "Old" is what was recorded, "new" its correction. */

/**
 * Reverses the old sheet or voucher before the new one is sent, and only once: if the new one is refused, the next attempt does not
 * reverse again.
 * @param isReversed whether the old one was reversed before the page was opened
 * @param reverse sends the reversal
 * @returns `sendReversal`, to be called before the new one is sent; `isOnlyReversed`, whether the reversal was recorded here and the new
 * one not yet
 */
export function useReversal(
  { isReversed }: { readonly isReversed: boolean },
  reverse: (body: { readonly id: string; readonly reason: string }) => Promise<unknown>,
): { readonly sendReversal: (data: FormData) => Promise<void>; readonly isOnlyReversed: boolean } {
  const reversal = useRef({ id: v7(), isDone: isReversed });
  const [isOnlyReversed, setOnlyReversed] = useState(false);
  const sendReversal = async (data: FormData): Promise<void> => {
    if (reversal.current.isDone) return;
    await reverse({ id: reversal.current.id, reason: requiredTextOf(data, 'reason') });
    reversal.current.isDone = true;
    setOnlyReversed(true);
  };
  return { sendReversal, isOnlyReversed };
}

/** The field for the reason of the reversal; a note instead if the old sheet or voucher was reversed before. */
export const ReversalReason = ({ isReversed }: { readonly isReversed: boolean }) =>
  isReversed ? (
    <p class="warning wide">{t('correct.before')}</p>
  ) : (
    <TextField name="reason" label={t('correct.reason')} hint={t('correct.explain')} isWide />
  );

type OldAndNewProps = {
  readonly oldDetails: ComponentChildren;
  readonly correctionForm: ComponentChildren;
  /** Whether the old sheet or voucher was reversed here, and the new one is not recorded yet. */
  readonly isOnlyReversed: boolean;
};

/** What was recorded, beside the form of its correction. */
export const OldAndNew = ({ oldDetails, correctionForm, isOnlyReversed }: OldAndNewProps) => (
  <div class="old-and-new">
    <section aria-label={t('correct.old')}>
      <h3>{t('correct.old')}</h3>
      {oldDetails}
    </section>
    <section aria-label={t('correct.new')}>
      <h3>{t('correct.new')}</h3>
      {isOnlyReversed && (
        <p class="warning" role="status">
          {t('correct.half')}
        </p>
      )}
      {correctionForm}
    </section>
  </div>
);
