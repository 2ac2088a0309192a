/** The fingerprint of a handover recipient's key in groups of four, as two people read it to each other. */
export function Fingerprint({ of }: { readonly of: string }) {
  return <code class="fingerprint">{(of.match(/.{1,4}/g) ?? []).join(' ')}</code>;
}

/**
 * Computes in the browser the SHA-256 of a handover recipient's key, in lower-case hex, as `printf %s KEY |
 * sha256sum` does.
 */
export const fingerprintOf = async (text: string): Promise<string> => {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};
