import { NetworkButton } from '../phone/frame.tsx';
import { t } from './cases/text.ts';

/** On "Me": the way to her desk, which has all cases and members, and needs a network. */
export function ToTheDesk({ onDesk }: { readonly onDesk: () => Promise<void> }) {
  return (
    <>
      <h2>{t('desk.title')}</h2>
      <p>{t('desk.explain')}</p>
      <NetworkButton look="second" label={t('desk.open')} onPress={onDesk} />
    </>
  );
}
