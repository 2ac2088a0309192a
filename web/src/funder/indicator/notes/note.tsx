import { indicators as described } from 'virtual:catalogue';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { Indicator } from '../../../months/published.ts';
import { type MessageKey, t } from '../../text.ts';
import type messages from './messages.json';

type Noted<Key> = Key extends `note.${infer Code}` ? Code : never;

const hasNote = (code: string): code is Noted<keyof typeof messages> =>
  described.some((one) => one.code === code);

/**
 * The note on the funder's page of an indicator: what it counts, who, when, what is left out, and how late arrivals
 * change it.
 */
export function Note({ indicator: { code, way } }: { readonly indicator: Indicator }) {
  const language = useLanguage();
  const one = described.find((each) => each.code === code);
  if (one === undefined || !hasNote(code)) return null;
  const sentences: readonly MessageKey[] = [
    `note.${code}`,
    `note.when.${way === 'distinct' ? (one.isCountedOnce ? 'lifetime' : 'period') : way}`,
    `note.who.${one.consent}`,
    way === 'stock' ? 'note.late.stock' : 'note.late.dated',
  ];
  return (
    <section aria-labelledby="note">
      <h2 id="note">{t('note.title')}</h2>
      <p>{sentences.map((sentence) => t(sentence)).join(language === 'ja' ? '' : ' ')}</p>
    </section>
  );
}
