import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFunction } from '../../lib/bundle.ts';

/** Far from node_modules, so that nothing lies beside it. */
const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
const bundle = join(folder, 'pdf-process.mjs');

beforeAll(() => bundleFunction('functions/months/rendering/pdf-process.ts', bundle));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what sets the report', () => {
  test('loads Typst and the fonts with the first page: whoever finds all set already waits for neither', async () => {
    const { createPdfSetter } = await import(pathToFileURL(bundle).href);
    const setPdf = createPdfSetter();
    await expect(setPdf('{}')).rejects.toThrow("Cannot find module '@myriaddreamin/typst-ts-node-compiler'");
  });
});
