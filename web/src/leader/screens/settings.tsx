import { useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { redirectToSignOut } from '../../session/provider-session.ts';
import { LanguageChoice } from '../../shell/language-choice.tsx';
import { useHere, useStatus } from '../context.ts';
import { Frame } from '../frame.tsx';
import { destroyKeyring } from '../lock/keyring.ts';
import { t } from '../text.ts';

export function Settings({ onLanguage }: { readonly onLanguage: (language: Language) => Promise<void> }) {
  const { desk } = useHere();
  const { unsent, drafts } = useStatus();
  const kept = unsent + drafts;
  const current = useLanguage();
  const [typed, setTyped] = useState('');
  const [isLeaving, setLeaving] = useState(false);
  const signOut = async () => {
    document.body.hidden = true;
    const { database } = desk;
    const session = desk.session();
    void desk.close();
    // First, before anything that a weak network may delay.
    await destroyKeyring(database);
    database.close();
    indexedDB.deleteDatabase('notes');
    await session?.end();
    // The answer makes the browser clear this site's data, the app's shell included.
    await fetch('/signed-out.txt', { cache: 'no-store' })
      .then(() => redirectToSignOut('/away.html'))
      .catch(() => location.replace('/away.html'));
  };
  return (
    <Frame title={t('settings.title')} back={{ name: 'home' }}>
      <h2>{t('settings.language')}</h2>
      <LanguageChoice current={current} onChoose={onLanguage} />
      <h2>{t('settings.signOut')}</h2>
      <p>{t('settings.signOutExplain')}</p>
      {!isLeaving ? (
        <button type="button" class="second danger" onClick={() => setLeaving(true)}>
          {t('settings.signOut')}
        </button>
      ) : kept === 0 ? (
        <button type="button" class="second danger" onClick={() => void signOut()}>
          {t('settings.signOutSure')}
        </button>
      ) : (
        <>
          <p class="warning" role="alert">
            {t('settings.refused', { count: kept })}
          </p>
          <label class="field">
            {t('settings.discardCount', { count: kept })}
            <input
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          </label>
          <button
            type="button"
            class="second danger"
            disabled={typed.trim() !== String(kept)}
            onClick={() => void signOut()}
          >
            {t('settings.discard', { count: kept })}
          </button>
        </>
      )}
    </Frame>
  );
}
