import { indicators as catalogue } from 'virtual:catalogue';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { Indicator } from '../../../months/published.ts';
import { type MessageKey, t } from '../../text.ts';
import type messages from './messages.json';

/** The codes that have a message `note.<code>`. A test checks that every indicator has one. */
type CodeWithNote<Key> = Key extends `note.${infer Code}` ? Code : never;

const hasNote = (code: string): code is CodeWithNote<keyof typeof messages> =>
  catalogue.some((one) => one.code === code);

/** How facts that arrive late change the number. */
const lateKey = (way: Indicator['way']): MessageKey => {
  if (way === 'ratio_of_stocks') return 'note.late.halfYearly';
  return way === 'stock' ? 'note.late.stock' : 'note.late.dated';
};

/**
 * The note on the funder's page of an indicator: what it counts, when, with whose consent, and how facts that arrive late
 * change it.
 */
export function Note({ indicator: { code, way } }: { readonly indicator: Indicator }) {
  const language = useLanguage();
  const entry = catalogue.find((one) => one.code === code);
  if (entry === undefined || !hasNote(code)) return null;
  const distinctCounting = entry.isCountedOnce ? 'lifetime' : 'period';
  const counting = way === 'distinct' ? distinctCounting : way;
  const sentences: readonly MessageKey[] = [
    `note.${code}`,
    `note.when.${counting}`,
    `note.who.${entry.consent}`,
    lateKey(way),
  ];
  return (
    <section aria-labelledby="note">
      <h2 id="note">{t('note.title')}</h2>
      <p>{sentences.map((sentence) => t(sentence)).join(language === 'ja' ? '' : ' ')}</p>
    </section>
  );
}
