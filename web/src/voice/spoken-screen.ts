import { language, messagesInUse, type WorkLanguage, workLanguage } from '../i18n/language.ts';
import { screenReader } from '../spoken/screen-text.ts';

/** A line as it is said: its text, for a voice that reads, and the exact texts that are recorded (`['You have saved', 'one thousand', 'rupees']`). */
export type Line = { readonly text: string; readonly parts: readonly string[] };

let reader:
  | {
      readonly locale: WorkLanguage;
      readonly count: number;
      readonly read: (text: string) => readonly string[];
    }
  | undefined;

/** The lines of a screen with the exact texts that say them, in the language of the page. */
export function partsOf(lines: readonly string[]): Line[] {
  const messages = messagesInUse();
  const locale = workLanguage(language());
  const count = Object.keys(messages).length;
  // With another screen further messages are loaded.
  if (reader?.locale !== locale || reader.count !== count) {
    reader = { locale, count, read: screenReader(messages, locale) };
  }
  const { read } = reader;
  return lines.map((text) => ({ text, parts: read(text) }));
}
