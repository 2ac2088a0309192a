import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

/**
 * `messages.json?te` imports one language of a catalogue with compiled messages, so the phone loads no parser
 * and no other language.
 */
export function messages(): Plugin {
  return {
    name: 'messages',
    enforce: 'pre',
    transform: {
      filter: { id: /\/messages\.json\?(te|en|ja)$/ },
      handler(code, id) {
        const language = id.slice(-2);
        const catalogue: Record<string, Record<string, string>> = JSON.parse(code);
        const compiled = Object.fromEntries(
          Object.entries(catalogue).map(([key, texts]) => [key, compileMessage(texts[language] ?? '')]),
        );
        return { code: `export const messages = ${JSON.stringify(compiled)};`, map: null, moduleType: 'js' };
      },
    },
  };
}
