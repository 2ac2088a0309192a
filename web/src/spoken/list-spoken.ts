import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { WorkLanguage } from '../i18n/language.ts';
import { spokenCatalogues } from './catalogues.ts';
import { fixedParts } from './message-parts.ts';
import type { SpokenText } from './spoken-text.ts';
import { listWords } from './words/words-of.ts';

/** The rooms of the studio: where a leader hears a text. */
export const spokenRooms = [
  'today',
  'members',
  'consent',
  'enrol',
  'sheet',
  'passbook',
  'crisis',
  'safety',
  'road',
  'record',
  'stopping',
  'lessons',
  'numbers',
  'dates',
] as const;

/**
 * Lists what is to be recorded in a language, each text once, by room. A message with placeholders gives each of its fixed pieces; its key has
 * the piece's number behind it (`sheet.due/1`) if there are several. The words from which numbers, amounts, dates and times are put together are rooms of their own.
 */
export function listSpoken(locale: WorkLanguage): readonly SpokenText[] {
  const marked = spokenCatalogues.flatMap((catalogue) =>
    Object.entries(catalogue).flatMap(([key, { [locale]: text, spoken }]) =>
      spoken === 'no' ? [] : piecesOf(key, spoken, text),
    ),
  );
  const byText = new Map<string, SpokenText>();
  for (const one of [...marked, ...listWords(locale)]) if (!byText.has(one.text)) byText.set(one.text, one);
  return spokenRooms.flatMap((room) => [...byText.values()].filter((one) => one.room === room));
}

function piecesOf(key: string, room: string, message: string): SpokenText[] {
  const pieces = fixedParts(compileMessage(message));
  return pieces.map((text, at) => ({ key: pieces.length === 1 ? key : `${key}/${at + 1}`, text, room }));
}
