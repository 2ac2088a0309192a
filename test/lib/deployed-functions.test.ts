import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { App } from 'aws-cdk-lib';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fontFiles } from '../../functions/months/rendering/fonts.ts';
import { variables } from '../../functions/shared/startup/read-settings.ts';
import { bundleFunctions } from '../../lib/bundle.ts';
import { deployableFunctions } from '../../lib/functions/all.ts';
import type { FunctionDefinition } from '../../lib/functions/definition.ts';
import { parseConfig } from '../../web/src/session/config.ts';
import { cdkJson } from './cdk-json.ts';
import { functionsOf, isSelfCheck } from './policies.ts';
import { productionSettings, resourcesOf, synthesiseApp } from './synthesise.ts';

/*
 * The other tests of templates bundle nothing. Here everything is bundled as `cdk deploy` would, and what lies in the asset of
 * each function is looked at and started.
 */

const outdir = mkdtempSync(join(tmpdir(), 'deployed-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const app = new App({ outdir, context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': ['**'] } });
const templates = synthesiseApp(app, productionSettings({ countShards: 16 }));
const functions = functionsOf(templates);

const deployed = z.object({
  Code: z.object({ S3Key: z.templateLiteral([z.string(), '.zip']) }),
  Architectures: z.tuple([z.enum(['arm64', 'x86_64'])]),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});

const describeFunction = (name: string) => {
  const { Code, Architectures, Environment } = deployed.parse(functions.get(name)?.Properties);
  const folder = join(outdir, `asset.${Code.S3Key.slice(0, -'.zip'.length)}`);
  // Node.js' own, of which the function itself knows nothing.
  const { NODE_OPTIONS: nodeOptions, ...variables } = Environment?.Variables ?? {};
  return {
    asset: Code.S3Key,
    folder,
    file: join(folder, 'index.mjs'),
    architecture: Architectures[0],
    nodeOptions,
    variables,
  };
};

/** What a deployed stack would resolve a reference to; a plain value stays. */
const sampleOf = (name: string, value: unknown): string =>
  typeof value === 'string'
    ? value
    : name === 'TOKEN_ISSUER' || /_UR(?:I|LS?)$/.test(name)
      ? `https://example.org/${name.toLowerCase()}`
      : `example-${name.toLowerCase().replaceAll('_', '-')}`;

const numbers: readonly string[] = ['CUTOFF_DAY', 'RETENTION_DAYS'];

/** Loads a bundle as Lambda's runtime does; what its start throws, or undefined. */
const start = (file: string, environment: Record<string, string>): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const code = `const { handler } = await import(${JSON.stringify(pathToFileURL(file).href)});
      if (typeof handler !== 'function') throw new Error('There is no handler.');`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
      env: environment,
      stdout: true,
      stderr: true,
    });
    let failure: string | undefined;
    worker.once('error', (error: unknown) => {
      failure = error instanceof Error ? error.message : String(error);
    });
    worker.once('messageerror', reject);
    worker.once('exit', () => resolve(failure));
  });

/** A bundle without its last line, which names its map. */
const codeIn = (file: string): string =>
  readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL=.*\n$/, '');

const all: [string, FunctionDefinition][] = Object.entries(deployableFunctions);

describe('what is deployed as a function', () => {
  test('is in an asset of its own', () => {
    expect(functions.size).toBe(all.length);
    expect(new Set(all.map(([name]) => describeFunction(name).asset)).size).toBe(all.length);
  });

  test('is the bundle of its own entry', async () => {
    const entries = Object.fromEntries(all.map(([name, { entry }]) => [name, entry]));
    await bundleFunctions(entries, outdir);
    const wrong = all
      .map(([name]) => name)
      .filter((name) => {
        return codeIn(join(outdir, `${name}.mjs`)) !== codeIn(describeFunction(name).file);
      });
    expect(wrong).toEqual([]);
  });

  test.each(all)('has a map by which its stack traces name the sources: %s', (name, { entry }) => {
    const { file, nodeOptions } = describeFunction(name);
    expect(nodeOptions).toMatch(/^--enable-source-maps\b/);
    expect(readFileSync(file, 'utf8').trimEnd()).toMatch(/\n\/\/# sourceMappingURL=index\.mjs\.map$/);
    const map = z
      .looseObject({ sources: z.array(z.string()) })
      .parse(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    expect(map.sources.some((source) => source.endsWith(entry))).toBe(true);
    expect(map).not.toHaveProperty('sourcesContent');
  });

  test.each(all)('keeps within its budget: %s', (name, { bundleLimitKB }) => {
    const kilobytes = statSync(describeFunction(name).file).size / 1000;
    expect(kilobytes).toBeLessThanOrEqual(bundleLimitKB);
    // A bundle of next to nothing is no function.
    expect(kilobytes).toBeGreaterThan(50);
  });

  test.each(all)('starts on the variables it is given, and on no fewer: %s', async (name) => {
    const { file, variables } = describeFunction(name);
    const environment = Object.fromEntries(
      Object.entries(variables).map(([variable, value]) => [variable, sampleOf(variable, value)]),
    );
    // Each part of it names all that it lacks: what is named is given, until it starts.
    const given: Record<string, string> = {};
    for (let failure = await start(file, given); failure !== undefined; failure = await start(file, given)) {
      const named = /^Settings are missing or not valid: (.*)\.$/.exec(failure)?.[1]?.split(', ') ?? [];
      expect(named.length, failure).toBeGreaterThan(0);
      for (const variable of named) {
        expect(given).not.toHaveProperty(variable);
        given[variable] = environment[variable] ?? '';
      }
    }
    expect(given).toEqual(environment);
    for (const variable of numbers.filter((name) => name in environment)) {
      expect(await start(file, { ...environment, [variable]: 'NaN' })).toBe(
        `Settings are missing or not valid: ${variable}.`,
      );
    }
  });
});

test('what checks each function is the same code for all, beside the bundle of the function itself', async () => {
  const checks = [templates.reporting, templates.alerts, templates.functions, templates.routes]
    .flatMap((template) => resourcesOf(template, 'AWS::Lambda::Function'))
    .filter(isSelfCheck);
  expect(checks).toHaveLength(all.length);
  const codes = new Set<string>();
  for (const { Properties } of checks) {
    const { Code } = deployed.parse(Properties);
    const folder = join(outdir, `asset.${Code.S3Key.slice(0, -'.zip'.length)}`);
    codes.add(codeIn(join(folder, 'index.mjs')));
    const name = /"(\w+)"$/.exec(z.string().parse(Properties.Description))?.[1] ?? '';
    expect(codeIn(join(folder, 'checked.mjs')) === codeIn(describeFunction(name).file), name).toBe(true);
    expect(Properties.Architectures).toEqual([describeFunction(name).architecture]);
    if (codes.size === 1) expect(await start(join(folder, 'index.mjs'), {})).toBeUndefined();
  }
  expect([...codes].map((code) => code.length / 1000 < 700)).toEqual([true]);
});

test('the functions and their environment know the same variables', () => {
  const told = new Set(all.flatMap(([name]) => Object.keys(describeFunction(name).variables)));
  expect(new Set(Object.keys(variables))).toEqual(told);
});

describe('what lies beside the renderer', () => {
  test('is all that it reads, and leaves it below the 250 MB that Lambda unpacks', () => {
    const { folder } = describeFunction('render');
    for (const font of fontFiles) expect(existsSync(join(folder, 'node_modules', font)), font).toBe(true);
    const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
    expect(bytes).toBeLessThan(250 * 1024 * 1024);
  });

  test('is a native build of the architecture it is deployed for', () => {
    const { folder, architecture } = describeFunction('render');
    const build = architecture === 'arm64' ? 'arm64' : 'x64';
    const package_ = join(folder, 'node_modules', `@myriaddreamin/typst-ts-node-compiler-linux-${build}-gnu`);
    const { main } = z
      .object({ main: z.string() })
      .parse(JSON.parse(readFileSync(join(package_, 'package.json'), 'utf8')));
    const wrapper = join(folder, 'node_modules', '@myriaddreamin', 'typst-ts-node-compiler');
    expect(existsSync(join(wrapper, 'index.js'))).toBe(true);
    const binary = readFileSync(join(package_, main));
    expect(binary.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
    // The machine in the header of an ELF file: AArch64 or x86-64.
    expect(binary.readUInt16LE(18)).toBe(architecture === 'arm64' ? 0xb7 : 0x3e);
  });
});

describe('config.json, which tells the web client where to sign in', () => {
  test('is what the client reads', () => {
    const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' });
    const [file, more] = files.filter((name) => name.endsWith('/config.json'));
    expect(more).toBeUndefined();
    // What CloudFormation fills in while it deploys stands there as markers.
    const text = readFileSync(join(outdir, file ?? ''), 'utf8').replaceAll(/<<marker:[^>]+>>/g, 'filled-in');
    expect(parseConfig(JSON.parse(text))).toMatchObject({
      authorize: expect.stringMatching(/^https:\/\/.*\/oauth2\/authorize$/),
      speaks: ['en', 'ja'],
    });
  });
});
