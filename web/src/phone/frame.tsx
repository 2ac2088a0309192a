import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Page } from '../design/page.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { LeaveButton } from '../shell/leave-bar.tsx';
import { ReadAloud } from '../shell/read-aloud.tsx';
import { t as shellText } from '../shell/text.ts';
import { keepVoice } from '../voice/keep-voice.ts';
import type { Status } from '../workspace/status.ts';
import { useHere, usePhone, useStatus } from './context.ts';
import type { SharedScreen } from './screen.ts';
import { t } from './text.ts';

/** The frame of every screen on an unlocked phone: its bar has Back, the state of sending, and Leave. */
export function Frame<Screen = SharedScreen>({
  title,
  back,
  children,
  foot,
  isForShowing = false,
  backLabel,
  isHeard = false,
  isPrivate = false,
}: {
  readonly title: string;
  /** Where Back leads; undefined on the home screen, which has a button to the settings instead. */
  readonly back: Screen | undefined;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
  /** Whether she shows the screen to another woman: then the bar says nothing about unsent work, and Back is "Done". */
  readonly isForShowing?: boolean;
  /** What Back is called instead. */
  readonly backLabel?: string;
  /** Whether the screen is heard rather than read: then the button that reads it aloud comes first. */
  readonly isHeard?: boolean;
  /** Whether nobody else may hear it: then headphones are proposed before it is read aloud. */
  readonly isPrivate?: boolean;
}) {
  const { go } = usePhone<Screen | SharedScreen>();
  const { isFull } = useStatus();
  const currentLanguage = useLanguage();
  useEffect(keepVoice, [currentLanguage]);
  return (
    <Page
      title={title}
      width="narrow"
      // Moves the focus to the heading when the screen opens, so that a screen reader announces it.
      visit={1}
      bar={
        <>
          {back === undefined ? (
            <button type="button" class="quiet" onClick={() => go({ name: 'settings' })}>
              {t('settings.title')}
            </button>
          ) : (
            <button type="button" class="quiet" onClick={() => go(back)}>
              ‹ {backLabel ?? (isForShowing ? t('passbook.done') : shellText('back'))}
            </button>
          )}
          {/* An empty element keeps "Leave" in its place. */}
          {isForShowing ? <span /> : <Pills />}
          <LeaveButton />
        </>
      }
      foot={foot}
    >
      {isFull && (
        <p class="error" role="alert">
          {t('full')}
        </p>
      )}
      {isHeard && <ReadAloud isPrivate={isPrivate} />}
      {children}
      {!isHeard && <ReadAloud isPrivate={isPrivate} />}
    </Page>
  );
}

/** On the home screen: the button that locks the phone. */
export function LockButton() {
  const { lock } = useHere();
  return (
    <button type="button" class="quiet" onClick={lock}>
      {t('lock.now')}
    </button>
  );
}

/** A button that leads to a page on the network. If there is no network, a warning below the button says so. @param onPress fails without a network */
export function NetworkButton({
  onPress,
  label,
  look = 'primary',
}: {
  readonly onPress: () => Promise<void>;
  readonly label: string;
  readonly look?: 'primary' | 'second';
}) {
  const [hasFailed, setFailed] = useState(false);
  return (
    <>
      <button type="button" class={look} onClick={() => void onPress().catch(() => setFailed(true))}>
        {label}
      </button>
      {hasFailed && (
        <p class="warning" role="alert" ref={(shown) => shown?.scrollIntoView({ block: 'center' })}>
          {shellText('signIn.noNetwork')}
        </p>
      )}
    </>
  );
}

/** The screen that is shown if a record has left the phone, because it is not hers any more. */
export function Gone() {
  return (
    <Frame title={t('gone.title')} back={{ name: 'home' }}>
      <p class="warning">{t('gone.explain')}</p>
    </Frame>
  );
}

/**
 * The state of sending in the bar of every screen; a press opens the screen about it. While one of a leader's urgent cases is unassigned, that stands
 * beside it: neither hides the other.
 */
function Pills() {
  const { go } = useHere();
  const status = useStatus();
  const { look, text, opens } = describeState(status);
  const sending = (
    <button type="button" class={`pill ${look}`} onClick={() => go({ name: opens })}>
      <span role="status">{text}</span>
    </button>
  );
  const { unassignedUrgentCases: count } = status;
  if (count === 0) return sending;
  return (
    <div class="pills">
      {sending}
      <button type="button" class="untaken" onClick={() => go({ name: 'cases' })}>
        <span role="status">{t('pill.nobody', { count })}</span>
      </button>
    </div>
  );
}

type PillState = {
  readonly look: 'good' | 'care' | 'bad';
  readonly text: string;
  readonly opens: 'home' | 'unsent';
};

/** The most important thing to know. In this order: unsent work that needs her decision, no network, other unsent work, unsaved notes, signing in, drafts, all sent. */
function describeState({ sending, isOffline, unsent, notes, needHer, drafts }: Status): PillState {
  if (needHer > 0) return { look: 'bad', text: t('pill.needs', { count: needHer }), opens: 'unsent' };
  if (isOffline) {
    const kept = unsent + notes;
    if (kept > 0) return { look: 'care', text: t('pill.offline', { count: kept }), opens: 'unsent' };
    const begun = drafts > 0 ? ` · ${t('pill.draft')}` : '';
    return { look: 'care', text: `${t('pill.offlineOnly')}${begun}`, opens: drafts > 0 ? 'home' : 'unsent' };
  }
  if (unsent > 0)
    return { look: 'care', text: t('pill.waiting', { count: unsent + notes }), opens: 'unsent' };
  // Her first page leads to the notes.
  if (notes > 0) return { look: 'care', text: t('pill.waiting', { count: notes }), opens: 'home' };
  if (sending === 'signed_out') return { look: 'care', text: t('pill.signIn'), opens: 'unsent' };
  // What she has begun stands on the home screen.
  if (drafts > 0) return { look: 'care', text: t('pill.draft'), opens: 'home' };
  return { look: 'good', text: t('pill.sent'), opens: 'unsent' };
}
