import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ObjectStore, startObjectStore } from '../../../local/aws/object-store.ts';
import type { Principal } from '../../../local/wire/signed-request.ts';

const writer: Principal = {
  accessKeyId: 'WRITER',
  secretAccessKey: 'writer-secret',
  rights: ['snapshots:read', 'snapshots:write', 'state:read', 'state:write'],
};
const reader: Principal = {
  accessKeyId: 'READER',
  secretAccessKey: 'reader-secret',
  rights: ['snapshots:read'],
};
const buckets = [
  {
    name: 'published',
    prefix: 'p/',
    read: 'snapshots:read',
    write: 'snapshots:write',
    writeOnce: { retentionDays: 10 },
  },
  { name: 'free', read: 'state:read', write: 'state:write' },
] as const;

const startedAt = Date.now();
let elapsedMs = 0;
let store: ObjectStore;

beforeAll(async () => {
  store = await startObjectStore({
    buckets,
    principals: [writer, reader],
    now: () => Date.now() + elapsedMs,
  });
});
afterAll(() => store.close());

const clientOf = (principal: Principal, more: S3ClientConfig = {}, endpoint = store.endpoint) =>
  new S3Client({
    endpoint,
    region: 'ap-south-1',
    credentials: { accessKeyId: principal.accessKeyId, secretAccessKey: principal.secretAccessKey },
    maxAttempts: 1,
    ...more,
  });

const put = (Key: string, Body: string | Uint8Array, more: object = {}) =>
  clientOf(writer).send(new PutObjectCommand({ Bucket: 'published', Key, Body, IfNoneMatch: '*', ...more }));
const read = async (client: S3Client, Bucket: string, Key: string, more: object = {}) => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Body?.transformToString();
};

describe('writing once', () => {
  test('takes a name once, whatever comes after', async () => {
    await put('p/once', 'first', { ContentType: 'text/plain; charset=utf-8' });
    await expect(put('p/once', 'first')).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    const client = clientOf(writer);
    const plainPut = new PutObjectCommand({ Bucket: 'published', Key: 'p/once', Body: 'second' });
    await expect(client.send(plainPut)).rejects.toMatchObject({ name: 'AccessDenied' });
    const { ContentType, Body } = await client.send(
      new GetObjectCommand({ Bucket: 'published', Key: 'p/once' }),
    );
    expect(ContentType).toBe('text/plain; charset=utf-8');
    expect(await Body?.transformToString()).toBe('first');
  });

  test('gives a name to one of many that write it at the same time', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => put('p/race', String(index))),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('deletes nothing, by name or by version, and says until when it is locked', async () => {
    const { VersionId } = await put('p/kept', 'kept');
    const client = clientOf(writer);
    for (const version of [undefined, VersionId]) {
      const remove = new DeleteObjectCommand({ Bucket: 'published', Key: 'p/kept', VersionId: version });
      await expect(client.send(remove)).rejects.toMatchObject({ name: 'AccessDenied' });
    }
    const head = await client.send(new HeadObjectCommand({ Bucket: 'published', Key: 'p/kept' }));
    expect(head.ObjectLockMode).toBe('COMPLIANCE');
    const days = (Number(head.ObjectLockRetainUntilDate) - startedAt) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(10);
    expect(days).toBeLessThan(10.01);
  });

  test('refuses a locked object without a checksum', async () => {
    const client = clientOf(writer, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const command = new PutObjectCommand({
      Bucket: 'published',
      Key: 'p/bare',
      Body: 'x',
      IfNoneMatch: '*',
    });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'InvalidRequest' });
  });
});

describe('versions', () => {
  test('keeps what was overwritten, and what was deleted', async () => {
    const client = clientOf(writer);
    const target = { Bucket: 'free', Key: 'a/b c+d%é/ఆ.json' };
    const first = await client.send(new PutObjectCommand({ ...target, Body: 'one' }));
    await client.send(new PutObjectCommand({ ...target, Body: 'two' }));
    expect(await read(client, target.Bucket, target.Key)).toBe('two');
    expect(await read(client, target.Bucket, target.Key, { VersionId: first.VersionId })).toBe('one');
    await client.send(new DeleteObjectCommand(target));
    await expect(read(client, target.Bucket, target.Key)).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await read(client, target.Bucket, target.Key, { VersionId: first.VersionId })).toBe('one');
  });

  test('lets a version be deleted that is not locked, and none that is', async () => {
    const client = clientOf(writer);
    const target = { Bucket: 'free', Key: 'locked' };
    const lock = {
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date(Date.now() + 3_600_000),
    } as const;
    const locked = await client.send(new PutObjectCommand({ ...target, Body: 'x', ...lock }));
    const free = await client.send(new PutObjectCommand({ ...target, Body: 'y' }));
    await client.send(new DeleteObjectCommand({ ...target, VersionId: free.VersionId }));
    expect(await read(client, target.Bucket, target.Key)).toBe('x');
    await expect(
      client.send(new DeleteObjectCommand({ ...target, VersionId: locked.VersionId })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('bytes', () => {
  test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    'verifies %s, sent before or after the body',
    async (name) => {
      const client = clientOf(writer);
      const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31) % 251));
      const plain = { Bucket: 'free', Key: `plain-${name}`, ChecksumAlgorithm: name } as const;
      await client.send(new PutObjectCommand({ ...plain, Body: bytes }));
      const streamed = { Bucket: 'free', Key: `streamed-${name}`, ChecksumAlgorithm: name } as const;
      const Body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
      await client.send(new PutObjectCommand({ ...streamed, Body, ContentLength: bytes.length }));
      for (const { Bucket, Key } of [plain, streamed]) {
        const answer = await client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
        expect(answer[`Checksum${name}`]).toBeDefined();
        expect(answer.ContentEncoding).toBeUndefined();
        expect(Buffer.compare(Buffer.from((await answer.Body?.transformToByteArray()) ?? []), bytes)).toBe(0);
      }
    },
  );

  test('refuses a body that is not what its checksum says', async () => {
    const client = clientOf(writer);
    const command = new PutObjectCommand({
      Bucket: 'free',
      Key: 'broken',
      Body: 'body',
      ChecksumSHA256: Buffer.alloc(32).toString('base64'),
    });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(read(client, 'free', 'broken')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('listing', () => {
  test('gives every key once, in the order of bytes, in pages', async () => {
    const client = clientOf(writer);
    const keys = ['l/a', 'l/a/1', 'l/b&<', 'l/Z', 'l/ఆ', 'l/é'];
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: 'free', Key, Body: Key }));
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    let pages = 0;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: 'free', Prefix: 'l/', MaxKeys: 2, ContinuationToken }),
      );
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
      pages += 1;
    } while (ContinuationToken !== undefined);
    expect(found).toEqual(['l/Z', 'l/a', 'l/a/1', 'l/b&<', 'l/é', 'l/ఆ']);
    expect(pages).toBe(3);
  });
});

describe('who may do what', () => {
  test('follows the rights of the caller', async () => {
    await put('p/for-all', 'text');
    const client = clientOf(reader);
    expect(await read(client, 'published', 'p/for-all')).toBe('text');
    const write = { Bucket: 'published', Key: 'p/mine', Body: 'x', IfNoneMatch: '*' };
    await expect(client.send(new PutObjectCommand(write))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(read(client, 'free', 'anything')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(put('q/elsewhere', 'x')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test.each([
    ['a wrong secret', { ...writer, secretAccessKey: 'guessed' }, 'SignatureDoesNotMatch'],
    ['nobody known', { ...writer, accessKeyId: 'NOBODY' }, 'InvalidAccessKeyId'],
  ])('refuses %s', async (_, principal, name) => {
    await expect(read(clientOf(principal), 'free', 'x')).rejects.toMatchObject({ name });
  });

  test('refuses who does not sign', async () => {
    const response = await fetch(`${store.endpoint}/published/p/for-all`);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>AccessDenied</Code>');
  });
});

describe('presigned links', () => {
  const link = (more: object = {}) =>
    getSignedUrl(
      clientOf(reader),
      new GetObjectCommand({ Bucket: 'published', Key: 'p/a file.csv', ...more }),
      { expiresIn: 300 },
    );

  test('open the file, with the headers they name', async () => {
    await put('p/a file.csv', 'a,b\n', { ContentType: 'text/csv' });
    const response = await fetch(
      await link({
        ResponseContentDisposition: 'attachment; filename="a.csv"',
        ResponseContentType: 'text/plain',
      }),
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="a.csv"');
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(await response.text()).toBe('a,b\n');
  });

  test('hold for one name, one method and unchanged', async () => {
    const url = await link();
    const other = url.replace('a%20file.csv', 'for-all');
    const longer = url.replace('X-Amz-Expires=300', 'X-Amz-Expires=3000');
    const renamed = `${url}&response-content-type=text%2Fhtml`;
    for (const changed of [other, longer, renamed]) {
      const response = await fetch(changed);
      expect(response.status).toBe(403);
      expect(await response.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    }
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
    expect((await fetch(url)).status).toBe(200);
  });

  test('live five minutes', async () => {
    const url = await link();
    elapsedMs = 299_000;
    expect((await fetch(url)).status).toBe(200);
    elapsedMs = 302_000;
    const late = await fetch(url);
    elapsedMs = 0;
    expect(late.status).toBe(403);
    expect(late.headers.get('content-type')).toBe('application/xml');
    expect(await late.text()).toContain('<Message>Request has expired</Message>');
  });
});

test('listens on loopback alone', async () => {
  const { port } = new URL(store.endpoint);
  const failed = new Promise<string>((resolve) => {
    request({ host: '127.0.0.2', port })
      .on('error', ({ message }) => resolve(message))
      .end();
  });
  expect(await failed).toContain('ECONNREFUSED');
});

test('keeps objects, versions and locks in a directory', async () => {
  const data = await mkdtemp(join(tmpdir(), 'object-store-'));
  try {
    const first = await startObjectStore({ buckets, principals: [writer], data });
    const target = { Bucket: 'published', Key: 'p/kept', IfNoneMatch: '*' } as const;
    await clientOf(writer, {}, first.endpoint).send(new PutObjectCommand({ ...target, Body: 'kept' }));
    await first.close();
    const second = await startObjectStore({ buckets, principals: [writer], data });
    const client = clientOf(writer, {}, second.endpoint);
    expect(await read(client, 'published', 'p/kept')).toBe('kept');
    await expect(client.send(new PutObjectCommand({ ...target, Body: 'new' }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await second.close();
  } finally {
    await rm(data, { recursive: true });
  }
});
