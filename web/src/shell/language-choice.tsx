import { type Language, languageNames } from '../i18n/language.ts';

type LanguageChoiceProps = {
  readonly languages: readonly Language[];
  /** The current language; none is marked before the first choice. */
  readonly current?: Language;
  readonly onChoose: (language: Language) => unknown;
};

/** The choice of the screen's language, each by its own name. */
export function LanguageChoice({ languages, current, onChoose }: LanguageChoiceProps) {
  return (
    <>
      {languages.map((language) => (
        <button
          type="button"
          class="choice"
          lang={language}
          key={language}
          {...(current === undefined ? {} : { 'aria-pressed': language === current })}
          onClick={() => void onChoose(language)}
        >
          {languageNames[language]}
        </button>
      ))}
    </>
  );
}
