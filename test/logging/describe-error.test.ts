import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { AppError, InternalError } from '../../functions/shared/errors/errors.ts';
import { describeError } from '../../functions/shared/logging/describe-error.ts';
import { VaultError } from '../../functions/shared/vault/vault-error.ts';

const secret = 'Lakshmi lives in Guntur';

const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
};

/** As the SDK makes them: fields of the answer beside the message. */
const sdkError = (name: string, fields: object): Error =>
  Object.assign(new Error(`Invalid value: ${secret}`), { name, $fault: 'client', ...fields });

describe('an error in the log', () => {
  test('of ours has its code and its message', () => {
    expect(describeError(new AppError('unavailable', 'busy', 'Others are writing here.'))).toMatchObject({
      error: 'AppError',
      code: 'busy',
      text: 'Others are writing here.',
      at: expect.arrayContaining([expect.stringContaining('describe-error.test.ts')]),
    });
    const vault = new VaultError('key_missing', 'member:0197a000-0000-7000-8000-000000000001');
    expect(describeError(vault)).toMatchObject({ error: 'VaultError', text: vault.message });
  });

  test('of an AWS call has what support asks for', () => {
    const error = sdkError('ThrottlingException', {
      $metadata: {
        httpStatusCode: 400,
        requestId: 'ABC-123',
        attempts: 3,
        totalRetryDelay: 120,
        cfId: secret,
      },
    });
    expect(describeError(error)).toMatchObject({
      error: 'ThrottlingException',
      call: { status: 400, requestId: 'ABC-123', attempts: 3 },
    });
  });

  test('of a transaction has the reasons, and not the items', () => {
    const error = sdkError('TransactionCanceledException', {
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: secret, Item: { name: { S: secret } } },
      ],
    });
    expect(describeError(error)).toMatchObject({ reasons: ['None', 'ConditionalCheckFailed'] });
  });

  test('of the network has its code', () => {
    const refused = Object.assign(new Error(`connect ${secret}`), { code: 'ECONNREFUSED' });
    expect(describeError(refused)).toMatchObject({ error: 'Error', code: 'ECONNREFUSED' });
  });

  test('has its causes, and those that were gathered in it', () => {
    const cause = new InternalError('The manifest is not there.', { cause: new TypeError(secret) });
    const gathered = new AggregateError([cause, secret], secret);
    expect(describeError(new Error(secret, { cause: gathered }))).toMatchObject({
      cause: {
        error: 'AggregateError',
        errors: [{ text: 'The manifest is not there.', cause: { error: 'TypeError' } }, { error: 'string' }],
      },
    });
    const endless = new Error('a');
    endless.cause = endless;
    expect(JSON.stringify(describeError(endless)).match(/"cause"/g)).toHaveLength(3);
  });

  test.each<[string, unknown]>([
    ['a text', secret],
    ['a message', new TypeError(secret)],
    ['a message of lines that look like frames', new Error(`\n    at ${secret} (home.ts:1:2)`)],
    ['a message that was changed', Object.assign(new Error(`\n    at ${secret}`), { message: 'Other.' })],
    ['JSON', thrownBy(() => JSON.parse(secret))],
    ['zod', thrownBy(() => z.strictObject({ a: z.enum(['b']) }).parse({ a: secret, [secret]: 1 }))],
    ['a name', Object.assign(new Error(), { name: secret })],
    ['a code', Object.assign(new Error(), { code: secret })],
    ['a request id', sdkError('Error', { $metadata: { requestId: secret } })],
    ['a cause', new InternalError('Ours.', { cause: new Error(secret) })],
  ])('never has input: %s', (_, error) => {
    const told = JSON.stringify(describeError(error));
    for (const word of ['Lakshmi', 'Guntur']) expect(told).not.toContain(word);
  });

  test('of zod says what kind of thing was wrong', () => {
    const error = thrownBy(() => z.strictObject({ a: z.string() }).parse({ a: 1, [secret]: 1 }));
    expect(describeError(error)).toMatchObject({
      error: 'ZodError',
      reasons: ['invalid_type', 'unrecognized_keys'],
    });
  });
});
