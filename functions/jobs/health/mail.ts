import * as z from 'zod';
import texts from '../../../web/src/desks/health/messages.json' with { type: 'json' };
import type { RowToTell } from './notices.ts';

export type Mail = { readonly subject: string; readonly message: string };

/** The texts of the page that shows the same: the mail says what the page says. */
const words = z.record(z.string(), z.object({ en: z.string(), te: z.string() })).parse(texts);

const languages = ['en', 'te'] as const;
type Language = (typeof languages)[number];

const wordOf = (key: string, language: Language): string => z.string().parse(words[key]?.[language]);

const linesOf = ({ code, reason, state, who }: RowToTell, language: Language): string => {
  const found = reason === 'unread' ? 'health.unread' : `health.${code}.${reason}`;
  const word = (key: string): string => wordOf(key, language);
  return [
    `${word(`health.state.${state}`)}: ${word(`health.${code}`)}`,
    `${word(found)} ${word(`${found}.do`)}`,
    `${word('health.who')}: ${word(`health.who.${who}`)}`,
  ].join('\n');
};

/** SNS takes printable ASCII alone, and others may see a recipient's screen: the subject says numbers. */
const subjectOf = (rows: readonly RowToTell[]): string => {
  const toDo = rows.filter(({ state }) => state === 'act').length;
  return `${toDo} to do today, ${rows.length - toDo} to look at`;
};

/** The mail about rows that are not fine, the heaviest first, in English and in Telugu. It has fixed words alone. */
export const mailOf = (rows: readonly RowToTell[]): Mail => {
  const sorted = rows.toSorted((a, b) => Number(b.state === 'act') - Number(a.state === 'act'));
  const message = languages
    .map((language) =>
      [...sorted.map((row) => linesOf(row, language)), wordOf('health.mailed', language)].join('\n\n'),
    )
    .join('\n\n—\n\n');
  return { subject: subjectOf(rows), message: `${message}\n` };
};
