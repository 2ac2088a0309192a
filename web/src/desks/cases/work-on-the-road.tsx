import { useState } from 'preact/hooks';
import { hrefOf } from '../../session/desk-address.ts';
import { t } from '../text.ts';

/** On her first page, where she sees it on a phone too, whose navigation is folded. */
export const WayToTheRoad = () => (
  <p>
    <a class="link" href={hrefOf('road')}>
      {t('road.begin')} ›
    </a>
  </p>
);

/** The caseworker's page that sets this device up for work without a network: what it will keep, what opens it, and how she comes back. */
export function WorkOnTheRoad({ onRoad }: { readonly onRoad: () => Promise<void> }) {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const begin = () => {
    setState('busy');
    onRoad().catch(() => setState('failed'));
  };
  return (
    <>
      <p>{t('road.explain')}</p>
      <ul class="points">
        <li>{t('road.keeps')}</li>
        <li>{t('road.opens')}</li>
        <li>{t('road.back')}</li>
      </ul>
      {state === 'failed' && (
        <p class="error" role="alert">
          {t('road.failed')}
        </p>
      )}
      <button type="button" class="primary" disabled={state === 'busy'} onClick={begin}>
        {t('road.begin')}
      </button>
    </>
  );
}
