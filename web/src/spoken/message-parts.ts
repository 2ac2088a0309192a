import type { CompiledIcuChoices, CompiledMessage } from '@lingui/message-utils/compileMessage';

/** Signs alone are not spoken: between two recordings is a pause. */
const isSpoken = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/**
 * The fixed pieces of a compiled message, each of which is one recording: the texts before, between and after its placeholders, of every branch of a
 * plural, without the space around them. Each once.
 */
export function fixedParts(message: CompiledMessage): readonly string[] {
  const pieces = message.flatMap((token) => {
    // In a branch, "#" stands for the number.
    if (typeof token === 'string') return isSpoken(token) ? [token.trim()] : [];
    const [, , choices] = token;
    return isChoices(choices)
      ? Object.values(choices).flatMap((branch) => (Array.isArray(branch) ? fixedParts(branch) : []))
      : [];
  });
  return [...new Set(pieces)];
}

const isChoices = (format: unknown): format is CompiledIcuChoices =>
  typeof format === 'object' && format !== null;
