import { t as shellText } from '../../shell/text.ts';
import { LockedFrame } from '../lock/locked-frame.tsx';
import { t } from './text.ts';

/** In a phone's set-up: the phone has another person's unsent work. */
export function SomebodyElse({
  waiting,
  onTake,
}: {
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
