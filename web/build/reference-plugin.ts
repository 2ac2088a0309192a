import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { answerExamples } from '../../functions/gateway/api/answer-examples.ts';
import { chapters } from '../../functions/gateway/api/contracts.ts';
import { examples } from '../../functions/gateway/api/examples.ts';
import { fieldDescriptions } from '../../functions/gateway/api/fields.ts';
import { createDocument } from '../../functions/shared/http/openapi.ts';
import { renderReference } from './reference-html.ts';

/** A stand-in for the identity provider's address, which differs by deployment; the page does not show it. */
const issuer = 'https://identity.example';

/**
 * Makes the API's reference page from the current contracts, for the plugin below and for tests.
 * @param stylesheet the address of the page's style sheet
 */
export const makeReference = (stylesheet: string): string =>
  renderReference(
    createDocument(chapters, {
      issuer,
      fields: fieldDescriptions,
      examples: { bodies: examples, answers: answerExamples },
    }),
    stylesheet,
  );

/** The Vite plugin that adds the API's reference, /reference.html, and its style sheet to the built pages. */
export function reference(): Plugin {
  return {
    name: 'reference',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(join(import.meta.dirname, 'reference.css'), 'utf8');
      const stylesheet = this.emitFile({ type: 'asset', name: 'reference.css', source });
      const page = makeReference(`/${this.getFileName(stylesheet)}`);
      this.emitFile({ type: 'asset', fileName: 'reference.html', source: page });
    },
  };
}
