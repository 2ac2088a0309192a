import { useEffect } from 'preact/hooks';
import { useHere, useRedrawOnChange, useStatus } from '../context.ts';
import { Frame } from '../frame.tsx';
import { collectivesOf } from '../own-collectives.ts';
import { collectives, freshnesses } from '../row-kinds.ts';
import { t } from '../text.ts';

/** The way from the home screen to a screen of a group: at once if the leader has only one, else after a choice. */
export function useToCollective(): (to: 'sheet' | 'enrol' | 'members' | 'past') => void {
  const { workspace, go } = useHere();
  return (to) => {
    const [only, ...others] = workspace.rows.all(collectives);
    if (only !== undefined && others.length === 0) go({ name: to, collectiveId: only.id });
    else go({ name: 'collectives', to });
  };
}

/** On the leader's home screen, why there is no group on this phone: nothing was read yet, or none is given to her. */
export function NoGroup() {
  const { workspace } = useHere();
  const { sending } = useStatus();
  const hasRead = workspace.rows.get(freshnesses, 'all') !== undefined;
  return (
    <>
      <p class="warning" role="status">
        {t(sending === 'sending' ? 'home.fetching' : hasRead ? 'home.noGroup' : 'home.unknown')}
      </p>
      <button type="button" class="second" onClick={workspace.lookAgain}>
        {t('home.lookAgain')}
      </button>
    </>
  );
}

/** The choice among a leader's groups, before a screen that is about one of them. */
export function ChooseCollective({ to }: { readonly to: 'sheet' | 'enrol' | 'members' | 'past' }) {
  const { workspace, go } = useHere();
  useRedrawOnChange();
  const hers = collectivesOf(workspace.rows);
  return (
    <Frame title={t('collectives.title')} back={{ name: 'home' }}>
      {hers.length === 0 && <NoGroup />}
      {hers.map(({ id, name }) => (
        <button type="button" class="choice" key={id} onClick={() => go({ name: to, collectiveId: id })}>
          {name}
        </button>
      ))}
    </Frame>
  );
}

/** The screen that tells a leader that everything recorded is safe, with or without a network. */
export function Saved({ onSignIn }: { readonly onSignIn: () => Promise<void> }) {
  const { workspace, go } = useHere();
  const { unsent, needHer, sending } = useStatus();
  useEffect(() => workspace.sync(), [workspace]);
  const isSignedOut = unsent > 0 && sending === 'signed_out';
  const sayState = (): string => {
    if (unsent === 0) return t('saved.sent');
    if (needHer > 0) return t('saved.look');
    return t(isSignedOut ? 'waiting.signedOut' : 'saved.kept');
  };
  return (
    <Frame title={t('saved.title')} back={{ name: 'home' }}>
      <p class={needHer > 0 || isSignedOut ? 'warning' : 'notice'} role="status">
        {sayState()}
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
