import { type Bytes, randomBytes, toBase64Url } from '../../device/bytes.ts';

/**
 * A secret in the phone's hardware (the WebAuthn extension `prf`). A passkey of this phone, released by
 * fingerprint or pattern, derives the same 32 bytes from the same salt each time.
 */

/** Neutral, because the phone's settings show this name. */
const name = 'Notes';

/** The phone has no hardware secret, or she dismissed the prompt. */
export class NoHardwareSecret extends Error {
  constructor() {
    super('There is no secret of the hardware.');
    this.name = 'NoHardwareSecret';
  }
}

export async function mayHaveHardwareSecret(): Promise<boolean> {
  if (!('PublicKeyCredential' in globalThis)) return false;
  const has = await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
  const capabilities: Readonly<Record<string, boolean>> =
    (await PublicKeyCredential.getClientCapabilities?.().catch(() => undefined)) ?? {};
  return has && capabilities['extension:prf'] !== false;
}

/**
 * Creates a passkey and its secret.
 * @throws NoHardwareSecret
 */
export async function createHardwareSecret(
  salt: Bytes,
): Promise<{ readonly credential: Bytes; readonly secret: Uint8Array }> {
  const made = await navigator.credentials
    .create({
      publicKey: {
        rp: { name },
        user: { id: randomBytes(16), name, displayName: name },
        challenge: randomBytes(32),
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: {
          authenticatorAttachment: 'platform',
          residentKey: 'required',
          userVerification: 'required',
        },
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    .catch(() => null);
  if (!(made instanceof PublicKeyCredential)) throw new NoHardwareSecret();
  const credential = new Uint8Array(made.rawId);
  const { prf } = made.getClientExtensionResults();
  try {
    if (prf?.results === undefined && prf?.enabled !== true) throw new NoHardwareSecret();
    return {
      credential,
      secret: bytesOf(prf.results?.first) ?? (await readHardwareSecret(credential, salt)),
    };
  } catch (error) {
    await forgetCredential(credential);
    throw error;
  }
}

/** Reads the secret of the phone's passkey, after the phone's own lock. @throws NoHardwareSecret */
export async function readHardwareSecret(credential: Uint8Array, salt: Uint8Array): Promise<Uint8Array> {
  const shown = await navigator.credentials
    .get({
      publicKey: {
        challenge: randomBytes(32),
        allowCredentials: [{ type: 'public-key', id: new Uint8Array(credential), transports: ['internal'] }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: new Uint8Array(salt) } } },
      },
    })
    .catch(() => null);
  const secret =
    shown instanceof PublicKeyCredential
      ? bytesOf(shown.getClientExtensionResults().prf?.results?.first)
      : undefined;
  if (secret === undefined) throw new NoHardwareSecret();
  return secret;
}

/** Lets the phone remove the passkey from its list, if it can. */
export async function forgetCredential(credential: Uint8Array): Promise<void> {
  const credentialIds = { rpId: location.hostname, credentialId: toBase64Url(credential) };
  await PublicKeyCredential.signalUnknownCredential?.(credentialIds).catch(() => {});
}

function bytesOf(source: BufferSource | undefined): Uint8Array | undefined {
  if (source === undefined) return undefined;
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
