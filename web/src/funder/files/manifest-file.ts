import { canonicalJson } from '../../../../functions/shared/text/canonical-json.ts';
import type { Manifest, PublishedFile } from '../../months/published.ts';
import { sha256 } from './file-hash.ts';

/**
 * A month's manifest as one more file of the funder's list, with its size and hash. The manifest is the signed list of the
 * other files.
 */
export async function manifestFile(manifest: Manifest): Promise<PublishedFile> {
  const bytes = new TextEncoder().encode(`${canonicalJson(manifest)}\n`);
  return {
    name: 'manifest.json',
    mediaType: 'application/json',
    size: bytes.byteLength,
    sha256: await sha256(bytes.buffer),
  };
}
