import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFileStore, type FileStore } from '../../functions/shared/files/file-store.ts';
import { type ObjectStore, startObjectStore } from '../../local/aws/object-store.ts';
import { createRetryClock } from '../support/retry-clock.ts';

const compiler = {
  accessKeyId: 'COMPILER',
  secretAccessKey: 'compiler-secret',
  rights: ['snapshots:read', 'snapshots:write', 'state:read', 'state:write'],
} as const;

let service: ObjectStore;
let client: S3Client;
let published: FileStore;
let state: FileStore;

beforeAll(async () => {
  service = await startObjectStore({
    buckets: [
      {
        name: 'published',
        read: 'snapshots:read',
        write: 'snapshots:write',
        writeOnce: { retentionDays: 10 },
      },
      { name: 'state', read: 'state:read', write: 'state:write' },
    ],
    principals: [compiler],
  });
  client = new S3Client({
    endpoint: service.endpoint,
    region: 'ap-south-1',
    forcePathStyle: true,
    credentials: { accessKeyId: compiler.accessKeyId, secretAccessKey: compiler.secretAccessKey },
  });
  published = createFileStore(client, 'published');
  state = createFileStore(client, 'state');
});
afterAll(async () => {
  client.destroy();
  await service.close();
});

describe('files', () => {
  test('are written once; a second writer hears that one is there, and changes nothing', async () => {
    const name = 'published/2026-10/v1/snapshot.json';
    expect(await published.exists(name)).toBe(false);
    expect(await published.read(name)).toBeUndefined();
    const outcomes = await Promise.all(
      ['first', 'second', 'third'].map((text) =>
        published.writeOnce(name, Buffer.from(text), 'application/json'),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
    const stored = await published.read(name);
    expect(await published.writeOnce(name, Buffer.from('fourth'), 'application/json')).toBe('there');
    expect(await published.read(name)).toEqual(stored);
    expect(await published.exists(name)).toBe(true);
  });

  test('of the state are written again, byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    await state.write('state/000001/fold', Buffer.from('before'));
    await state.write('state/000001/fold', bytes);
    expect(await state.read('state/000001/fold')).toEqual(bytes);
    expect(await state.read('state/000002/fold')).toBeUndefined();
  });
});

describe('two that write a name at once', () => {
  const failing = (statuses: readonly number[]) => {
    const left = [...statuses];
    let calls = 0;
    const double = new S3Client({ region: 'ap-south-1', maxAttempts: 1 });
    double.middlewareStack.add(
      () => async () => {
        calls += 1;
        const status = left.shift();
        if (status !== undefined) {
          throw new S3ServiceException({
            name: 'Conflict',
            $fault: 'client',
            $metadata: { httpStatusCode: status },
          });
        }
        return { response: {}, output: { $metadata: {} } };
      },
      { step: 'initialize', priority: 'high' },
    );
    const { clock, elapsedMs } = createRetryClock();
    return { store: createFileStore(double, 'bucket', clock), calls: () => calls, elapsedMs };
  };
  const write = (store: FileStore) => store.writeOnce('name', Buffer.from('x'), 'text/plain');

  test('try again until it is clear who has written it', async () => {
    const won = failing([409, 409]);
    expect(await write(won.store)).toBe('written');
    expect(won.calls()).toBe(3);
    const lost = failing([409, 412]);
    expect(await write(lost.store)).toBe('there');
  });

  test('give up after some seconds, and at once on any other answer', async () => {
    const endless = failing(Array.from({ length: 500 }, () => 409));
    await expect(write(endless.store)).rejects.toMatchObject({ code: 'busy' });
    expect(endless.calls()).toBeLessThan(50);
    expect(endless.elapsedMs()).toBeLessThan(4_000);
    const forbidden = failing([403]);
    await expect(write(forbidden.store)).rejects.toThrow();
    expect(forbidden.calls()).toBe(1);
  });
});
