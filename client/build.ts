import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { answerExamples } from '../functions/gateway/api/answer-examples.ts';
import { chapters } from '../functions/gateway/api/contracts.ts';
import { examples } from '../functions/gateway/api/examples.ts';
import { fieldDescriptions } from '../functions/gateway/api/fields.ts';
import { createDocument } from '../functions/shared/http/openapi.ts';
import { writeTypes } from './write-types.ts';

const here = import.meta.dirname;
/** A stand-in for the identity provider's address, which differs by deployment; the types do not contain it. */
const issuer = 'https://identity.example';

/** Builds the package of the API client: one module without dependencies, and its types, which need nothing else either. */
export async function buildClient(directory: string): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  await build({
    entryPoints: [join(here, 'src', 'client.ts')],
    outfile: join(directory, 'client.js'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  const document = createDocument(chapters, {
    issuer,
    fields: fieldDescriptions,
    examples: { bodies: examples, answers: answerExamples },
  });
  // Inside the repository, so that the compiler finds the types of the bundled dependency in node_modules.
  const source = join(here, '..', '.local', `client-${process.pid}`);
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'routes.ts'), writeTypes(document));
  writeFileSync(join(source, 'client.ts'), readFileSync(join(here, 'src', 'client.ts')));
  const compiler = join(here, '..', 'node_modules', 'typescript', 'bin', 'tsc');
  const options = [
    ...[
      '--declaration',
      '--emitDeclarationOnly',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--skipLibCheck',
    ],
    ...['--allowImportingTsExtensions', '--rewriteRelativeImportExtensions', '--ignoreConfig', '--types', ''],
    ...['--target', 'es2022', '--lib', 'es2022,dom,dom.asynciterable', '--module', 'nodenext'],
    ...['--rootDir', source, '--outDir', directory],
  ];
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...options, join(source, 'client.ts')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The client's types do not compile:\n${stdout}`);
  rmSync(source, { recursive: true });
  for (const name of ['package.json', 'README.md']) {
    writeFileSync(join(directory, name), readFileSync(join(here, name)));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const directory = join(here, 'dist');
  await buildClient(directory);
  console.log(directory);
}
