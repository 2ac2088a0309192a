import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { answerExamples } from '../../functions/api/answer-examples.ts';
import { chapters } from '../../functions/api/contracts.ts';
import { examples } from '../../functions/api/examples.ts';
import { fieldDescriptions } from '../../functions/api/fields.ts';
import { createDocument } from '../../functions/http/openapi.ts';
import { renderReference } from './reference-page.ts';

/** The address of each deployment's identity provider is in its own /api/openapi.json; this page does not show it. */
const issuer = 'https://identity.example';

/** The page as it is built, and as tests read it. */
export const makeReference = (stylesheet: string): string =>
  renderReference(
    createDocument(chapters, {
      issuer,
      fields: fieldDescriptions,
      examples: { bodies: examples, answers: answerExamples },
    }),
    stylesheet,
  );

/** Builds /reference.html, the API's reference for people. */
export function reference(): Plugin {
  return {
    name: 'reference',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(join(import.meta.dirname, 'reference.css'), 'utf8');
      const file = this.emitFile({ type: 'asset', name: 'reference.css', source });
      const page = makeReference(`/${this.getFileName(file)}`);
      this.emitFile({ type: 'asset', fileName: 'reference.html', source: page });
    },
  };
}
