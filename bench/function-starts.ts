import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundleFunction, bundleOptions } from '../lib/bundle.ts';
import { environmentOf } from '../lib/environment.ts';
import { allFunctions } from '../lib/functions/all.ts';
import { areas } from '../lib/functions/with-routes.ts';
import { allServices, composeFloor, describeFloor, type Service, servicesOf } from './client-floor.ts';
import { firstCalls, settings } from './first-calls.ts';
import { compare, type Measure, type Row } from './measure.ts';

const run = promisify(execFile);
const repetitions = { pairs: 11, warmUp: 1 };
/** The limits of the ratio. Nobody waits for the start of a worker, so its limit is higher: it only shows that a library came in unnoticed. */
const limits = { area: 1.3, worker: 1.5 };

/**
 * Starts a server that answers every call like a service without data, and records which service was called. The SDK
 * sends each service's calls to a path with its name, such as `/S3`.
 */
const startStub = async () => {
  const called: Service[] = [];
  const server = createServer((request, response) => {
    const service = allServices.find((name) => request.url?.startsWith(`/${name}`));
    if (service !== undefined) {
      called.push(service);
    }
    request.resume().once('end', () => {
      if (service === 'S3') {
        const isList = request.url?.includes('list-type') === true;
        response.writeHead(isList ? 200 : 404, { 'content-type': 'application/xml' });
        response.end(
          isList
            ? '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>'
            : '<Error><Code>NoSuchKey</Code></Error>',
        );
      } else {
        // DynamoDB answers that it found nothing. All services but DynamoDB and S3 refuse every call.
        response.writeHead(service === 'DYNAMODB' ? 200 : 400, {
          'content-type': 'application/x-amz-json-1.0',
        });
        response.end(service === 'DYNAMODB' ? '{"Items":[],"Count":0,"ScannedCount":0}' : '{}');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port.');
  }
  return {
    called,
    environment: Object.fromEntries(
      allServices.map((service) => [
        `AWS_ENDPOINT_URL_${service}`,
        `http://127.0.0.1:${address.port}/${service}`,
      ]),
    ),
    close: () => server.close(),
  };
};

const hindrance =
  'beside its clients a function reads and compiles zod (102 KB of its bundle) and its own 30 to 120 KB: schemas, rules, router. It makes 230 (render) to 820 (pack) schemas, at 20 to 30 µs each. V8’s compiled code shipped with a bundle would spare the compiling, but V8 takes it only from the very build of Node.js that wrote it, and Lambda has its own.';

/**
 * Measures the start of each function (process, import and first call) against a floor: the start of the SDK clients that it needs, alone. Both
 * are bundled with the same settings, except that the floor has the SDK's own files in place of lib/bundle.ts's substitutes. They start in turn,
 * each in a process of its own, and make the same calls to a stub server without data. The stub has no snapshot, so the render function
 * lays out no page, and the start includes neither Typst nor the fonts.
 */
export const measureFunctionStarts = async (folder: string): Promise<Row[]> => {
  // A native module and the fonts are not bundled; they are in node_modules beside the bundle, as in a deployed function.
  const packages = join(folder, 'node_modules');
  if (!existsSync(packages)) {
    symlinkSync(join(import.meta.dirname, '..', 'node_modules'), packages);
  }
  const stub = await startStub();
  const starter = join(import.meta.dirname, 'start-process.mjs');
  /** Starts a bundle in a new process. @returns the process's CPU time in microseconds */
  const start = async (bundle: string, event: object, environment: object): Promise<number> => {
    const { stdout } = await run(
      process.execPath,
      [starter, pathToFileURL(bundle).href, JSON.stringify(event)],
      {
        env: {
          ...stub.environment,
          ...environment,
          AWS_REGION: 'ap-south-1',
          AWS_ACCESS_KEY_ID: 'bench',
          AWS_SECRET_ACCESS_KEY: 'bench',
          AWS_MAX_ATTEMPTS: '1',
        },
      },
    );
    return Number(stdout);
  };
  const rows: Row[] = [];
  for (const { name, event } of firstCalls()) {
    const { entry, ...access } = allFunctions[name];
    const environment = environmentOf(name, settings);
    const bundle = join(folder, `${name}.mjs`);
    await bundleFunction(entry, bundle);
    // One start without measuring it, to learn which calls the floor has to make.
    stub.called.length = 0;
    await start(bundle, event, environment);
    const calls = [...stub.called];
    const services = servicesOf(access);
    // The floor's source is written into this folder, so that its imports resolve to the project's packages.
    const source = join(import.meta.dirname, `.floor-${randomUUID()}.mjs`);
    const floor = join(folder, `floor-${name}.mjs`);
    writeFileSync(source, composeFloor(services, calls));
    try {
      // The floor gets the SDK's own files: the substitutes in lib/bundle.ts are our work.
      await build({ ...bundleOptions(source, floor), alias: {} });
    } finally {
      rmSync(source);
    }
    const subject: Measure = () => start(bundle, event, environment);
    rows.push({
      what: `start of ${name}`,
      against:
        services.length === 0
          ? 'a bare process: it needs no client, so there is nothing fair to compare it with, and no limit'
          : describeFloor(services),
      // The floor reads neither its event nor a setting.
      ratio: await compare(subject, () => start(floor, {}, {}), repetitions),
      ...(services.length === 0
        ? {}
        : { limit: name in areas ? limits.area : limits.worker, aim: 1.1, hindrance }),
    });
  }
  stub.close();
  return rows;
};
