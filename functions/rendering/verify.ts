import { createPublicKey, hash, verify } from 'node:crypto';
import * as z from 'zod';
import { addMonths } from '../platform/calendar.ts';
import { canonicalJson } from '../platform/canonical-json.ts';

/** Whether the files of a month are those that were published. Pure: it is given all it looks at. */

const manifestSchema = z.looseObject({
  schema: z.literal('leadership-next/manifest/1'),
  month: z.string(),
  version: z.int(),
  previous: z.string().nullable(),
  files: z.array(z.object({ name: z.string(), mediaType: z.string(), size: z.int(), sha256: z.string() })),
  publicKey: z.string(),
  signature: z.base64(),
});

const sha256 = (bytes: Buffer): string => hash('sha256', bytes, 'hex');

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Error('manifest.json is not JSON: it was changed.');
  }
};

const readManifest = (bytes: Buffer): z.infer<typeof manifestSchema> => {
  const json = parse(bytes);
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    throw new Error(
      `manifest.json is no manifest of ours (${parsed.error.issues[0]?.path.join('.') || 'form'}).`,
    );
  }
  // One spelling per content: what reads the same and is written otherwise was changed too.
  if (!Buffer.from(`${canonicalJson(json)}\n`).equals(bytes)) {
    throw new Error('manifest.json is not written as it was published: it was changed.');
  }
  return parsed.data;
};

const monthOfManifest = z.looseObject({ month: z.string(), version: z.int() });

/**
 * @param files by name; others than those of the month are no harm, but are told
 * @param options.earlier manifests that may be the one before; which of them is, their hash says
 * @param options.key a PEM that is trusted; without it the manifest's own key, which proves less
 * @returns what holds, a line each
 * @throws Error with what is wrong, in one line
 */
export const verifyMonth = (
  files: ReadonlyMap<string, Buffer>,
  { earlier = [], key }: { readonly earlier?: readonly Buffer[]; readonly key?: string } = {},
): string[] => {
  const bytes = files.get('manifest.json');
  if (bytes === undefined) {
    throw new Error('manifest.json is missing.');
  }
  const manifest = readManifest(bytes);
  const { month, version, previous, publicKey, signature } = manifest;

  const { signature: _, ...content } = manifest;
  if (key !== undefined && !publicKeyOf(key).equals(publicKeyOf(publicKey))) {
    throw new Error('manifest.json was signed with another key than the one given.');
  }
  const signed = Buffer.from(`${canonicalJson(content)}\n`);
  const raw = Buffer.from(signature, 'base64');
  if (
    raw.toString('base64') !== signature ||
    !verify('sha256', signed, createPublicKey(key ?? publicKey), raw)
  ) {
    throw new Error('The signature of manifest.json does not hold: it, or what it signs, was changed.');
  }

  for (const { name, size, sha256: expected } of manifest.files) {
    const file = files.get(name);
    if (file === undefined) {
      throw new Error(`${name} is missing.`);
    }
    if (file.length !== size || sha256(file) !== expected) {
      throw new Error(`${name} was changed: its SHA-256 is not that of the manifest.`);
    }
  }
  const listed = new Set(['manifest.json', ...manifest.files.map(({ name }) => name)]);
  const others = [...files.keys()].filter((name) => !listed.has(name));

  return [
    `${month}, version ${version}: ${manifest.files.length} files are as published.`,
    key === undefined
      ? 'The signature holds for the key in the manifest itself; give --key FILE to check it against a key you trust.'
      : 'The signature holds for the key given.',
    tellChain(previous, addMonths(month, -1), earlier),
    ...(others.length === 0 ? [] : [`Not signed, and not looked at: ${others.join(', ')}.`]),
  ];
};

const publicKeyOf = (pem: string): Buffer => {
  try {
    return createPublicKey(pem).export({ type: 'spki', format: 'der' });
  } catch {
    throw new Error('The key is no public key in PEM.');
  }
};

const tellChain = (previous: string | null, before: string, earlier: readonly Buffer[]): string => {
  if (previous === null) {
    return 'It is the first of its chain: no month before had been published.';
  }
  if (earlier.some((manifest) => sha256(manifest) === previous)) {
    return `The chain holds: the manifest of ${before} is the one that it names.`;
  }
  const present = earlier.some((manifest) => {
    const parsed = monthOfManifest.safeParse(parseOrNull(manifest));
    return parsed.success && parsed.data.month === before;
  });
  if (present) {
    throw new Error(`The chain is broken: the manifest of ${before} is not the one that this month names.`);
  }
  return `The chain was not checked: the files of ${before} are not there (its manifest has the SHA-256 ${previous}).`;
};

const parseOrNull = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
};
