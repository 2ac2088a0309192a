import type { Translate } from './account-row-text.ts';
import type { AccountViewProps } from './account-view.tsx';

type InEachLanguageProps = {
  readonly languages: AccountViewProps['languages'];
  readonly text: (say: Translate) => string;
};

/** At the desk, a text of a group's accounts in each language of the paper, one behind the other; the second is set smaller. */
export const InEachLanguage = ({ languages, text }: InEachLanguageProps) => (
  <>
    {languages.map(({ lang, say }, index) => (
      <span key={lang} lang={lang} class={index === 0 ? 'first' : 'other'}>
        {index > 0 && ' '}
        {text(say)}
      </span>
    ))}
  </>
);
