import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

/**
 * The Vite plugin behind imports of `messages.json?te`: gives one language of a message catalogue, already compiled, so
 * that a phone loads neither a parser nor the other languages.
 */
export function messages(): Plugin {
  return {
    name: 'messages',
    enforce: 'pre',
    transform: {
      filter: { id: /\/messages\.json\?(te|en|ja)$/ },
      handler(code, id) {
        // Every language's code has two letters.
        const language = id.slice(-'te'.length);
        const textsByKey: Record<string, Record<string, string>> = JSON.parse(code);
        const compiled = Object.fromEntries(
          Object.entries(textsByKey).map(([key, { [language]: text }]) => {
            if (text === undefined) throw new Error(`${id}: ${key} has no text in this language.`);
            return [key, compileMessage(text)];
          }),
        );
        return { code: `export const messages = ${JSON.stringify(compiled)};`, map: null, moduleType: 'js' };
      },
    },
  };
}
