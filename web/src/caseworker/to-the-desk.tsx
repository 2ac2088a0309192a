import { useState } from 'preact/hooks';
import { t as shellText } from '../shell/text.ts';
import { t } from './cases/text.ts';

/** On "Me": the way to her desk, which has all cases and members, and needs a network. */
export function ToTheDesk({ onDesk }: { readonly onDesk: () => Promise<void> }) {
  const [hasFailed, setFailed] = useState(false);
  return (
    <>
      <h2>{t('desk.title')}</h2>
      <p>{t('desk.explain')}</p>
      {hasFailed && (
        <p class="warning" role="alert">
          {shellText('signIn.noNetwork')}
        </p>
      )}
      <button type="button" class="second" onClick={() => void onDesk().catch(() => setFailed(true))}>
        {t('desk.open')}
      </button>
    </>
  );
}
