import { useLanguage } from '../../i18n/use-language.ts';
import { useHere } from '../context.ts';
import { t } from './text.ts';

/** The way to the lessons, on "Me". */
export function LearnLink() {
  const { go } = useHere();
  // Beside the choice of the language.
  useLanguage();
  return (
    <button type="button" class="second" onClick={() => go({ name: 'learn' })}>
      {t('learn.title')}
    </button>
  );
}
