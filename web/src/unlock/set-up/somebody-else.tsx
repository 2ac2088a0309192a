import { t as shellText } from '../../shell/text.ts';
import { LockedFrame } from '../locked-frame.tsx';
import { t } from './text.ts';

/**
 * In a phone's set-up, the screen that says that the phone has somebody else's data. She may take the phone over only if
 * nothing of it is unsent.
 */
export function SomebodyElse({
  waiting,
  onTake,
}: {
  /** How many unsent operations and drafts of the other person it holds. */
  readonly waiting: number;
  readonly onTake: () => Promise<void>;
}) {
  return (
    <LockedFrame title={t('else.title')}>
      {waiting > 0 ? (
        <p class="warning">{t('else.waiting', { count: waiting })}</p>
      ) : (
        <>
          <p>{t('else.nothing')}</p>
          <button type="button" class="primary" onClick={() => void onTake()}>
            {t('else.take')}
          </button>
        </>
      )}
      <button type="button" class="second" onClick={() => location.replace('/')}>
        {shellText('back')}
      </button>
    </LockedFrame>
  );
}
