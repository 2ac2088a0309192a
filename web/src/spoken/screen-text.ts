import type { CompiledMessage } from '@lingui/message-utils/compileMessage';
import type { WorkLanguage } from '../i18n/language.ts';
import { messageParts, type Piece, waysOf, wordsOfPiece } from './message-parts.ts';
import type { Follows } from './numbers.ts';
import { timeSource, valueReader } from './values.ts';

type Pattern = {
  /** A way in which a message can be shown. */
  readonly pieces: readonly Piece[];
  /** Matches a text that was made from the pieces; a group of it for each placeholder. */
  readonly expression: RegExp;
  /** How many letters the message has of its own. Of several patterns that match a text, the one with most letters is right. */
  readonly weight: number;
};

/**
 * Makes the function that turns a text on the screen into the recordings that say it, each an exact text. It finds the message that the text came from, and
 * says what is filled in: amounts, numbers, dates, other messages. What it does not know, such as a name, is a part as it stands. The parts, one after
 * another, always say what the text says.
 * @param messages the compiled messages of the page, in its language
 */
export function screenReader(
  messages: Readonly<Record<string, CompiledMessage | string>>,
  locale: WorkLanguage,
): (text: string) => readonly string[] {
  const { read: readValue, dateSource } = valueReader(locale);
  const ways = Object.values(messages).flatMap((message) =>
    waysOf(typeof message === 'string' ? [message] : message),
  );
  const wholeTexts = new Set(ways.map((pieces) => textOf(pieces)));
  const patterns = ways
    .flatMap((pieces) => patternOf(pieces, dateSource))
    .toSorted((one, other) => other.weight - one.weight);
  const read = (text: string, follows: Follows = 'nothing'): readonly string[] => {
    const shown = text.trim();
    if (shown === '') return [];
    if (wholeTexts.has(shown)) return [shown];
    return (
      readValue(shown, follows) ??
      readPattern(shown) ??
      readUnsigned(shown, follows) ??
      readMixed(shown) ?? [shown]
    );
  };
  const readPattern = (shown: string): readonly string[] | undefined => {
    for (const { pieces, expression } of patterns) {
      const values = expression.exec(shown)?.slice(1);
      if (values === undefined) continue;
      // `messageParts` asks for the placeholders in their order, which is the order of the groups.
      let index = -1;
      return messageParts(pieces, (_name, follows) => {
        index += 1;
        return read(values[index] ?? '', follows);
      });
    }
    return undefined;
  };
  /** Reads a text without the sign of a button, such as `✓ Present` or `Open ›`. */
  const readUnsigned = (shown: string, follows: Follows): readonly string[] | undefined => {
    const unsigned = shown.replace(/^[^\p{L}\p{N}₹−]+ /u, '');
    const bare = unsigned === shown ? shown.replace(/ [^\p{L}\p{N}]+$/u, '') : unsigned;
    return bare === shown || bare === '' ? undefined : read(bare, follows);
  };
  const values = new RegExp(
    `(${dateSource}|−?₹\\d[\\d,]*(?:\\.\\d\\d)?|(?<![\\p{L}\\p{N}-])\\d[\\d,]*(?![\\p{L}\\p{N}-]))`,
    'iu',
  );
  // The comma in a date with its time separates nothing.
  const separators = new RegExp(`, (?!${timeSource})| · |\\n`, 'u');
  /** Reads texts that the screen puts side by side, with values among them. */
  const readMixed = (shown: string): readonly string[] | undefined => {
    const pieces = shown
      .split(separators)
      .flatMap((item) => item.split(values))
      .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
    return pieces.length < 2 ? undefined : pieces.flatMap((piece) => read(wordsOfPiece(piece)));
  };
  return (text) => read(text);
}

/** The text of a message without placeholders; undefined for a message with placeholders. */
const textOf = (pieces: readonly Piece[]): string | undefined =>
  pieces.every((piece) => 'text' in piece)
    ? pieces
        .map(({ text }) => text)
        .join('')
        .trim()
    : undefined;

function patternOf(pieces: readonly Piece[], dateSource: string): Pattern[] {
  const texts = pieces.flatMap((piece) => ('text' in piece ? [piece.text] : []));
  const weight = texts.join('').replaceAll(/[^\p{L}\p{M}]/gu, '').length;
  // A message without placeholders needs no pattern. A message without a word of its own would match anything.
  if (texts.length === pieces.length || weight === 0) return [];
  const source = pieces
    .map((piece) =>
      'text' in piece ? piece.text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&') : `(${dateSource}|.+?)`,
    )
    .join('');
  return [{ pieces, expression: new RegExp(`^${source}$`, 'su'), weight }];
}
