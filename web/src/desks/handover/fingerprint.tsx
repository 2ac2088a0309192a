import { isRecipientKey } from '../../../../functions/areas/handover/recipient.ts';

/** Shows the fingerprint of a handover recipient's key, or of a file of the pack, in groups of four digits, in which two people read it aloud to compare it. */
export function Fingerprint({ of }: { readonly of: string }) {
  return <code class="fingerprint">{(of.match(/.{1,4}/g) ?? []).join(' ')}</code>;
}

/**
 * Computes the fingerprint that the desk shows while a handover recipient's key is typed: the key's SHA-256 in lower-case
 * hexadecimal digits, as `printf %s KEY | sha256sum` gives it.
 */
export const fingerprintOf = async (key: string): Promise<string> => {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/**
 * Creates the function that a key's field calls with the key after each change. It gives `onFingerprint` the fingerprint of a whole and right key, and
 * undefined for any other key and until the fingerprint is computed: the fingerprint of one key must never stand beside another.
 */
export const createKeyFollower = (onFingerprint: (fingerprint: string | undefined) => void) => {
  let newestKey: string | undefined;
  return async (key: string): Promise<void> => {
    if (key === newestKey) return;
    newestKey = key;
    onFingerprint(undefined);
    if (!isRecipientKey(key)) return;
    const fingerprint = await fingerprintOf(key);
    if (key === newestKey) onFingerprint(fingerprint);
  };
};
