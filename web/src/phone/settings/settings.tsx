import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../design/dialog.tsx';
import { Field, FieldErrors } from '../../design/fields/labelled-field.tsx';
import { databaseName } from '../../device/database.ts';
import { type Language, languagesOf } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { redirectToSignOut } from '../../session/provider.ts';
import { LanguageChoice } from '../../shell/language-choice.tsx';
import { LeaveButton } from '../../shell/leave-bar.tsx';
import { destroyKeyring } from '../../unlock/keyring.ts';
import { CallLinks } from '../call.tsx';
import { useHere, useStatus } from '../context.ts';
import { Frame, NetworkButton } from '../frame.tsx';
import { t } from './text.ts';

type SettingsProps = {
  readonly onLanguage: (language: Language) => Promise<void>;
  readonly onNewLock: () => Promise<void>;
  /** What only her role has: its part of the page, at the top. */
  readonly children?: ComponentChildren;
};

/** The screen "Me": her role's own part, her language, how the phone is unlocked, help, signing out. */
export function Settings({ onLanguage, onNewLock, children }: SettingsProps) {
  const { workspace, lock } = useHere();
  const { unsent, drafts } = useStatus();
  const currentLanguage = useLanguage();
  const [isAskingToSignOut, setAskingToSignOut] = useState(false);
  const signOut = async () => {
    // Hides the screen at once: the steps below may take a while.
    document.body.hidden = true;
    const { database } = workspace;
    const session = workspace.session();
    void workspace.close();
    // The keyring comes first, before anything that a weak network may delay: without it nobody can read the data.
    await destroyKeyring(database);
    database.close();
    indexedDB.deleteDatabase(databaseName);
    await session?.end();
    // The answer has a header that makes the browser clear this site's data, the app's own files included.
    await fetch('/signed-out.txt', { cache: 'no-store' })
      .then(() => redirectToSignOut('/away.html'))
      .catch(() => location.replace('/away.html'));
  };
  return (
    <Frame title={t('settings.title')} back={{ name: 'home' }}>
      {children}
      <h2>{t('settings.language')}</h2>
      <LanguageChoice languages={languagesOf.work} current={currentLanguage} onChoose={onLanguage} />
      <h2>{t('me.lock')}</h2>
      <button type="button" class="second" onClick={lock}>
        {t('lock.now')}
      </button>
      <p>{t('me.lockExplain')}</p>
      <NetworkButton look="second" label={t('me.newLock')} onPress={onNewLock} />
      <h2>{t('me.help')}</h2>
      <p>{t('me.helpExplain')}</p>
      <CallLinks />
      <h2>{t('settings.signOut')}</h2>
      <p>{t('settings.signOutExplain')}</p>
      <button type="button" class="second danger" onClick={() => setAskingToSignOut(true)}>
        {t('settings.signOut')}
      </button>
      {isAskingToSignOut && (
        <SignOut
          unsentCount={unsent + drafts}
          onSignOut={signOut}
          onCancel={() => setAskingToSignOut(false)}
        />
      )}
    </Frame>
  );
}

type SignOutProps = {
  /** How many unsent operations and drafts would be lost. */
  readonly unsentCount: number;
  readonly onSignOut: () => Promise<void>;
  readonly onCancel: () => void;
};

/** Asks before signing out. If unsent work would be lost, she has to type how many pieces of work that is. */
function SignOut({ unsentCount, onSignOut, onCancel }: SignOutProps) {
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const isConfirmed = unsentCount === 0 || typed.trim() === String(unsentCount);
  return (
    <Dialog
      title={t('settings.signOutAsk')}
      confirm={unsentCount === 0 ? t('settings.signOutSure') : t('settings.discard', { count: unsentCount })}
      isGrave
      corner={<LeaveButton />}
      onConfirm={() => (isConfirmed ? onSignOut() : setWrong(true))}
      onCancel={onCancel}
    >
      <p>{t('settings.signOutExplain')}</p>
      {unsentCount > 0 && (
        <>
          <p class="warning" role="alert">
            {t('settings.unsentLost', { count: unsentCount })}
          </p>
          <FieldErrors.Provider
            value={
              isWrong && !isConfirmed ? { count: t('settings.discardCount', { count: unsentCount }) } : {}
            }
          >
            <Field name="count" label={t('settings.discardCount', { count: unsentCount })}>
              {(control) => (
                <input
                  {...control}
                  inputMode="numeric"
                  autoComplete="off"
                  value={typed}
                  onInput={({ currentTarget }) => setTyped(currentTarget.value)}
                />
              )}
            </Field>
          </FieldErrors.Provider>
        </>
      )}
    </Dialog>
  );
}
