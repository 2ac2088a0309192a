import { useHere } from '../context.ts';
import { t } from './text.ts';

/** The way to the lessons, on "Me". */
export function LearnLink() {
  const { go } = useHere();
  return (
    <button type="button" class="second" onClick={() => go({ name: 'learn' })}>
      {t('learn.title')}
    </button>
  );
}
