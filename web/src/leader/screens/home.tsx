import { useEffect } from 'preact/hooks';
import { collectivesOf } from '../balances.ts';
import { useHere, useStatus } from '../context.ts';
import { Frame } from '../frame.tsx';
import { collectives, enrolments, freshnesses, sheets } from '../kinds.ts';
import type { Screen } from '../screen.ts';
import { t } from '../text.ts';
import { unassignedUrgentCases } from '../urgent.ts';
import { CallButton } from './call.tsx';
import { HelpWord } from './case-help.tsx';

/** Drawn here, since a cheap phone's font may lack symbols. */
const icons = {
  book: 'M6 4h10a2 2 0 0 1 2 2v14H8a2 2 0 0 1-2-2zM6 18a2 2 0 0 1 2-2h10M9.5 8.5h5M9.5 11.5h5',
  women:
    'M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 20c0-4 2.5-7 5.5-7s5.5 3 5.5 7zM17 11a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM15.5 13.6c3.5-1 6 2 6 6.4h-5',
  folder: 'M3 7a2 2 0 0 1 2-2h4l2 2.5h8a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM3 10.5h18',
  dates: 'M4 6h16v14H4zM4 10.5h16M8 3.5V8M16 3.5V8M8 14h2M12 14h2M8 17h2',
} as const;

/** Opens the only collective she leads, or a choice of collectives. */
export function useToCollective(): (to: 'sheet' | 'enrol' | 'members') => void {
  const { desk, go } = useHere();
  return (to) => {
    const [only, ...others] = desk.rows.all(collectives);
    if (only !== undefined && others.length === 0) go({ name: to, collectiveId: only.id });
    else go({ name: 'collectives', to });
  };
}

/** @param wrongTries failed attempts to unlock the phone before she did */
export function Home({ wrongTries }: { readonly wrongTries: number }) {
  const { desk, go } = useHere();
  const status = useStatus();
  const toCollective = useToCollective();
  const drafts = desk.rows.all(sheets);
  const enrolment = desk.rows.get(enrolments, 'draft');
  const isKnown = desk.rows.get(freshnesses, 'all') !== undefined;
  const tile = (icon: keyof typeof icons, label: string, onClick: () => void) => (
    <button type="button" class="tile" onClick={onClick}>
      <svg aria-hidden="true" class="icon" viewBox="0 0 24 24">
        <path d={icons[icon]} />
      </svg>
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
      {wrongTries > 0 && <p class="warning">{t('home.wrongTries', { count: wrongTries })}</p>}
      {!isKnown && (
        <p class="warning" role="status">
          {status.sending === 'sending' ? t('home.fetching') : t('home.unknown')}
        </p>
      )}
      {unassignedUrgentCases(desk.rows).map((file) => (
        <button
          type="button"
          class="choice urgent"
          key={file.id}
          onClick={() => go({ name: 'case', id: file.id })}
        >
          {file.code ?? t('members.noCode')} · {t(`kind.${file.kind}`)}
          <HelpWord file={file} />
        </button>
      ))}
      {drafts.map(({ id, collectiveId }) => (
        <div key={id}>
          {carryOn(t('home.continueSheet', { name: desk.rows.get(collectives, collectiveId)?.name ?? '–' }), {
            name: 'sheet',
            collectiveId,
          })}
        </div>
      ))}
      {enrolment &&
        carryOn(t('home.continueMember'), { name: 'enrol', collectiveId: enrolment.collectiveId })}
      <div class="tiles">
        {tile('book', t('home.meeting'), () => toCollective('sheet'))}
        {tile('women', t('home.members'), () => toCollective('members'))}
        {tile('folder', t('home.cases'), () => go({ name: 'cases' }))}
        {tile('dates', t('home.events'), () => go({ name: 'due' }))}
      </div>
      <CallButton />
    </Frame>
  );
}

export function ChooseCollective({ to }: { readonly to: 'sheet' | 'enrol' | 'members' }) {
  const { desk, go } = useHere();
  useStatus();
  const hers = collectivesOf(desk.rows);
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

/** Tells her that everything recorded is safe, with or without a network. */
export function Saved({ onSignIn }: { readonly onSignIn: () => Promise<void> }) {
  const { desk, go } = useHere();
  const { unsent, needHer, sending } = useStatus();
  useEffect(() => desk.sync(), [desk]);
  const isSignedOut = unsent > 0 && sending === 'signed_out';
  const text =
    unsent === 0
      ? t('saved.sent')
      : needHer > 0
        ? t('saved.look')
        : t(isSignedOut ? 'waiting.signedOut' : 'saved.kept');
  return (
    <Frame title={t('saved.title')} back={{ name: 'home' }}>
      <p class={needHer > 0 || isSignedOut ? 'warning' : 'notice'} role="status">
        {text}
      </p>
      {needHer > 0 && (
        <button type="button" class="primary" onClick={() => go({ name: 'waiting' })}>
          {t('pill.needs', { count: needHer })}
        </button>
      )}
      {needHer === 0 && isSignedOut && (
        <button type="button" class="primary" onClick={() => void onSignIn().catch(() => {})}>
          {t('waiting.signIn')}
        </button>
      )}
      <button type="button" class="primary" onClick={() => go({ name: 'home' })}>
        {t('saved.home')}
      </button>
    </Frame>
  );
}
