import { type Bytes, randomBytes, toBase64Url } from '../device/bytes.ts';

/**
 * A secret in the phone's hardware (the WebAuthn extension `prf`). A passkey of this phone, which fingerprint or pattern
 * unlocks, derives the same 32 bytes from the same salt each time.
 */

/** Neutral, because the phone's settings show this name. */
const shownName = 'Notes';
/** COSE numbers of the signature algorithms: ES256 and RS256. The signature itself is never checked. */
const es256 = -7;
const rs256 = -257;

/** The phone has no hardware secret, or refused to use it, or the leader dismissed the prompt. */
export class NoHardwareSecret extends Error {
  constructor() {
    super('There is no secret of the hardware.');
    this.name = 'NoHardwareSecret';
  }
}

/** Whether the phone's hardware may hold a secret. Only an attempt to create one shows whether it can. */
export async function mayHaveHardwareSecret(): Promise<boolean> {
  if (!('PublicKeyCredential' in globalThis)) return false;
  const hasOwnAuthenticator = await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(
    () => false,
  );
  // Older browsers do not tell their capabilities.
  const capabilities: Readonly<Record<string, boolean>> =
    (await PublicKeyCredential.getClientCapabilities?.().catch(() => undefined)) ?? {};
  return hasOwnAuthenticator && capabilities['extension:prf'] !== false;
}

/**
 * Creates a passkey in the phone's hardware, and derives its secret from a salt.
 * @throws NoHardwareSecret
 */
export async function createHardwareSecret(
  salt: Bytes,
): Promise<{ readonly credential: Bytes; readonly secret: Uint8Array }> {
  const passkey = await navigator.credentials
    .create({
      publicKey: {
        rp: { name: shownName },
        user: { id: randomBytes(16), name: shownName, displayName: shownName },
        challenge: randomBytes(32),
        pubKeyCredParams: [
          { type: 'public-key', alg: es256 },
          { type: 'public-key', alg: rs256 },
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
  if (!(passkey instanceof PublicKeyCredential)) throw new NoHardwareSecret();
  const credential = new Uint8Array(passkey.rawId);
  const { prf } = passkey.getClientExtensionResults();
  try {
    // Some phones derive the secret only when the passkey is used, not when it is created.
    if (prf?.results === undefined && prf?.enabled !== true) throw new NoHardwareSecret();
    return {
      credential,
      secret: bytesOf(prf.results?.first) ?? (await readHardwareSecret(credential, salt)),
    };
  } catch (error) {
    // Without a secret the new passkey is of no use.
    await forgetCredential(credential);
    throw error;
  }
}

/**
 * Reads the secret of a passkey in the phone's hardware; the phone asks for fingerprint or pattern.
 * @throws NoHardwareSecret
 */
export async function readHardwareSecret(credential: Uint8Array, salt: Uint8Array): Promise<Uint8Array> {
  // WebAuthn requires a challenge, although nothing checks the signature over it.
  const passkey = await navigator.credentials
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
    passkey instanceof PublicKeyCredential
      ? bytesOf(passkey.getClientExtensionResults().prf?.results?.first)
      : undefined;
  if (secret === undefined) throw new NoHardwareSecret();
  return secret;
}

/**
 * Tells the phone's hardware that a passkey is not used any more, so that its list of passkeys leaves it out. Not every
 * browser can do that.
 */
export async function forgetCredential(credential: Uint8Array): Promise<void> {
  const credentialIds = { rpId: location.hostname, credentialId: toBase64Url(credential) };
  await PublicKeyCredential.signalUnknownCredential?.(credentialIds).catch(() => {});
}

/** The bytes of an answer of WebAuthn; undefined if it has none. */
function bytesOf(source: BufferSource | undefined): Uint8Array | undefined {
  if (source === undefined) return undefined;
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
