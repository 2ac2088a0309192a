import { useEffect, useState } from 'preact/hooks';
import { chooseLanguage, type Language, languagesOf } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { invitedName } from '../session/invitation.ts';
import { LanguageChoice } from './language-choice.tsx';
import { leave } from './leave.ts';
import { ReadAloud } from './read-aloud.tsx';
import { t } from './text.ts';

type Step = 'language' | 'safety' | 'signIn';

export type Failure = 'signIn.failed' | 'signIn.ended' | 'signIn.noNetwork';

type WelcomeProps = {
  /** Whether the language was chosen earlier on this device. */
  readonly isLanguageChosen: boolean;
  readonly failure: Failure | undefined;
  readonly onLanguage: (language: Language) => Promise<void>;
  readonly onSignIn: () => Promise<void>;
};

/** The welcome page before sign-in: language, safety, and the button to sign in. */
export function Welcome({ isLanguageChosen, failure, onLanguage, onSignIn }: WelcomeProps) {
  const [step, setStep] = useState<Step>(isLanguageChosen ? 'signIn' : 'language');
  const [trouble, setTrouble] = useState(failure);
  const [isBusy, setBusy] = useState(false);
  const signIn = () => {
    // The page stays busy after success, until the sign-in page has replaced it.
    setBusy(true);
    onSignIn().catch(() => {
      setTrouble('signIn.noNetwork');
      setBusy(false);
    });
  };
  return (
    <>
      <header class="bar">
        {step === 'language' ? (
          <span />
        ) : (
          <button
            type="button"
            class="quiet"
            onClick={() => setStep(step === 'signIn' ? 'safety' : 'language')}
          >
            ‹ {t('back')}
          </button>
        )}
        <button type="button" class="leave" onClick={leave}>
          {t('leave')}
        </button>
      </header>
      <main class="narrow" key={step}>
        {step === 'language' && (
          <>
            <h1>{t('language.title')}</h1>
            <LanguageChoice
              languages={languagesOf.everybody}
              onChoose={(language) => onLanguage(language).then(() => setStep('safety'))}
            />
          </>
        )}
        {step === 'safety' && (
          <>
            <h1>{t('safety.title')}</h1>
            <ul class="points">
              <li>{t('safety.alone')}</li>
              <li>{t('safety.leave')}</li>
              <li>{t('safety.pin')}</li>
              <li>{t('safety.kept')}</li>
            </ul>
            <button type="button" class="primary" onClick={() => setStep('signIn')}>
              {t('safety.next')}
            </button>
            <ReadAloud />
          </>
        )}
        {step === 'signIn' && (
          <>
            <h1>{t('signIn.title')}</h1>
            {trouble && (
              <p class="warning" role="alert">
                {t(trouble)}
              </p>
            )}
            <p>{t('signIn.explain')}</p>
            <ForeignSignInPage />
            <button type="button" class="primary" disabled={isBusy} onClick={signIn}>
              {isBusy ? t('wait') : t('signIn.button')}
            </button>
            <ReadAloud />
          </>
        )}
      </main>
    </>
  );
}

/** The welcome page's message that the phone stores nothing for this site, so that the app cannot start. */
export function NoRoom() {
  const currentLanguage = useLanguage();
  return (
    <main class="narrow">
      <h1>{t('noRoom.title')}</h1>
      <p class="error" role="alert">
        {t('noRoom')}
      </p>
      <LanguageChoice languages={languagesOf.everybody} current={currentLanguage} onChoose={chooseLanguage} />
    </main>
  );
}

/** Says what the sign-in page will ask, since that page may not be in the reader's language. */
function ForeignSignInPage() {
  const currentLanguage = useLanguage();
  /** The languages of the sign-in page; undefined until they are read, and if the page has all languages. */
  const [pageLanguages, setPageLanguages] = useState<readonly string[]>();
  useEffect(() => {
    import('../session/config.ts')
      .then(({ loadConfig }) => loadConfig())
      .then(
        (config) => setPageLanguages(config.speaks),
        // Without a network nobody can go to the sign-in page either.
        () => {},
      );
  }, []);
  if (pageLanguages === undefined || pageLanguages.includes(currentLanguage)) return null;
  return (
    <>
      <p>{t('signIn.foreign')}</p>
      <ol class="points">
        <li>{t(invitedName() === undefined ? 'signIn.foreignName' : 'signIn.foreignNameThere')}</li>
        <li>{t('signIn.foreignPassword')}</li>
        <li>{t('signIn.foreignCode')}</li>
      </ol>
    </>
  );
}
