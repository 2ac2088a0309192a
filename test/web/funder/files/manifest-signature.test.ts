import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../../functions/shared/text/canonical-json.ts';
import { checkSignature } from '../../../../web/src/funder/files/manifest-signature.ts';

describe('the signature of a manifest', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = {
    publishedAt: '2026-11-04T18:45:00Z',
    journalDigest: 'ab',
    files: [{ name: 'snapshot.json', mediaType: 'application/json', size: 1, sha256: 'cd' }],
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  const signature = () =>
    sign('sha256', Buffer.from(`${canonicalJson(content)}\n`), privateKey).toString('base64');

  test('is verified as KMS gives it, time and again: its integers have many lengths', async () => {
    for (let count = 0; count < 300; count += 1) {
      expect(await checkSignature({ ...content, signature: signature() })).toBe('verified');
    }
  });

  test('is wrong where anything was changed, and said to be missing where there is none', async () => {
    expect(await checkSignature({ ...content, journalDigest: 'ac', signature: signature() })).toBe('wrong');
    expect(await checkSignature({ ...content, signature: 'AAAA' })).toBe('wrong');
    expect(await checkSignature({ ...content, signature: null })).toBe('unsigned');
  });
});
