import { useEffect } from 'preact/hooks';
import { useHere, useStatus } from '../context.ts';
import { Frame } from '../frame.tsx';
import { collectives, enrolments, freshnesses, sheets } from '../kinds.ts';
import type { Screen } from '../screen.ts';
import { t } from '../text.ts';

/** To the one collective she leads, or to the choice between them. */
export function useToCollective(): (to: 'sheet' | 'enrol' | 'members') => void {
  const { desk, go } = useHere();
  return (to) => {
    const [only, ...others] = desk.rows.all(collectives);
    if (only !== undefined && others.length === 0) go({ name: to, collectiveId: only.id });
    else go({ name: 'collectives', to });
  };
}

export function Home() {
  const { desk, go } = useHere();
  const status = useStatus();
  const toCollective = useToCollective();
  const drafts = desk.rows.all(sheets);
  const enrolment = desk.rows.get(enrolments, 'draft');
  const isKnown = desk.rows.get(freshnesses, 'all') !== undefined;
  const tile = (icon: string, label: string, onClick: () => void) => (
    <button type="button" class="tile" onClick={onClick}>
      <span aria-hidden="true" class="icon">
        {icon}
      </span>
      {label}
    </button>
  );
  const carryOn = (label: string, screen: Screen) => (
    <button type="button" class="choice" onClick={() => go(screen)}>
      <span aria-hidden="true">✎</span> {label}
    </button>
  );
  return (
    <Frame title={t('home.title')} back={undefined}>
      {!isKnown && (
        <p class="warning" role="status">
          {status.sending === 'sending' ? t('home.fetching') : t('home.unknown')}
        </p>
      )}
      {drafts.map(({ id, collectiveId }) => (
        <div key={id}>
          {carryOn(t('home.continueSheet', { name: desk.rows.get(collectives, collectiveId)?.name ?? '' }), {
            name: 'sheet',
            collectiveId,
          })}
        </div>
      ))}
      {enrolment &&
        carryOn(t('home.continueMember'), { name: 'enrol', collectiveId: enrolment.collectiveId })}
      <div class="tiles">
        {tile('📒', t('home.meeting'), () => toCollective('sheet'))}
        {tile('👭', t('home.members'), () => toCollective('members'))}
        {tile('🗂', t('home.cases'), () => go({ name: 'cases' }))}
        {tile('📅', t('home.events'), () => go({ name: 'due' }))}
      </div>
    </Frame>
  );
}

export function ChooseCollective({ to }: { readonly to: 'sheet' | 'enrol' | 'members' }) {
  const { desk, go } = useHere();
  useStatus();
  const hers = desk.rows.all(collectives);
  return (
    <Frame title={t('collectives.title')} back={{ name: 'home' }}>
      {hers.length === 0 && <p class="warning">{t('home.unknown')}</p>}
      {hers.map(({ id, name }) => (
        <button type="button" class="choice" key={id} onClick={() => go({ name: to, collectiveId: id })}>
          {name}
        </button>
      ))}
    </Frame>
  );
}

/** What she has recorded is safe, whatever the network does. */
export function Saved() {
  const { desk, go } = useHere();
  const { unsent } = useStatus();
  useEffect(() => desk.sync(), [desk]);
  return (
    <Frame title={t('saved.title')} back={{ name: 'home' }}>
      <p class="notice" role="status">
        {unsent === 0 ? t('saved.sent') : t('saved.kept')}
      </p>
      <button type="button" class="primary" onClick={() => go({ name: 'home' })}>
        {t('saved.home')}
      </button>
    </Frame>
  );
}
