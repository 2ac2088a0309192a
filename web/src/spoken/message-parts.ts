import type { CompiledIcuChoices, CompiledMessage } from '@lingui/message-utils/compileMessage';
import type { Follows } from './numbers.ts';

/** Signs alone are not spoken: between two recordings is a pause. */
const isSpoken = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** A piece of a message: a text as it stands, or what is filled in. */
export type Piece = { readonly text: string } | { readonly value: string };

/**
 * A compiled message as it can be shown: one sequence of pieces for each way through its plurals. The number of a plural (`#`) is a piece with the
 * plural's value.
 */
export function waysOf(message: CompiledMessage, counted?: string): readonly (readonly Piece[])[] {
  return message.reduce<readonly (readonly Piece[])[]>(
    (ways, token) => {
      const next = waysOfToken(token, counted);
      return ways.flatMap((way) => next.map((pieces) => [...way, ...pieces]));
    },
    [[]],
  );
}

function waysOfToken(
  token: CompiledMessage[number],
  counted: string | undefined,
): readonly (readonly Piece[])[] {
  if (typeof token === 'string') {
    return token === '#' && counted !== undefined ? [[{ value: counted }]] : [[{ text: token }]];
  }
  const [name, , choices] = token;
  if (!isChoices(choices)) return [[{ value: name }]];
  return Object.values(choices).flatMap((branch) => (Array.isArray(branch) ? waysOf(branch, name) : []));
}

const isChoices = (format: unknown): format is CompiledIcuChoices =>
  typeof format === 'object' && format !== null;

/**
 * The words of a text beside something filled in: without the commas, colons and brackets around them, which are pauses, so that the same words
 * are one recording. What ends a sentence stays, since it is heard.
 */
export const wordsOfPiece = (text: string): string =>
  text.replace(/^[\s,.;:·)”’]+/, '').replace(/[\s,;:·(“‘]+$/, '');

/** The recording of a piece's text, if there is anything to say in it. */
function recordingsOf(text: string, isWhole: boolean): string[] {
  if (!isSpoken(text)) return [];
  return [isWhole ? text.trim() : wordsOfPiece(text)];
}

/** The fixed texts of a compiled message in all ways through its plurals, each once. Each text is one recording. */
export function fixedParts(message: CompiledMessage): readonly string[] {
  return [...new Set(waysOf(message).flatMap((pieces) => messageParts(pieces, () => [])))];
}

/**
 * The recordings that say a message: its fixed texts, and between them those of its values.
 * @param pieces one of its ways
 * @param partsOfValue says a value, told whether a word follows it
 */
export function messageParts(
  pieces: readonly Piece[],
  partsOfValue: (name: string, follows: Follows) => readonly string[],
): string[] {
  return pieces.flatMap((piece, index) => {
    if ('text' in piece) return recordingsOf(piece.text, pieces.length === 1);
    const next = pieces[index + 1];
    const follows = next !== undefined && 'text' in next && /^\s*\p{L}/u.test(next.text) ? 'noun' : 'nothing';
    return [...partsOfValue(piece.value, follows)];
  });
}
