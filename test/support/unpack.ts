import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { unzipSync } from 'fflate';

export type Unpacked = { readonly place: string; readonly bytes: Buffer };

const streamsOfPdf = (bytes: Buffer): Buffer[] => {
  const streams: Buffer[] = [];
  for (let at = bytes.indexOf('stream\n'); at !== -1; at = bytes.indexOf('stream\n', at + 1)) {
    const end = bytes.indexOf('endstream', at);
    try {
      streams.push(inflateSync(bytes.subarray(at + 'stream\n'.length, end)));
    } catch {
      // It is no compressed one.
    }
  }
  return streams;
};

/** A file and all that is packed in it, at any depth, so that a text is found in what is compressed too: ZIP, XLSX, PDF, Zstandard. */
export function unpack({ place, bytes }: Unpacked): Unpacked[] {
  const inner = (): Unpacked[] => {
    if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
      return Object.entries(unzipSync(new Uint8Array(bytes))).map(([name, content]) => ({
        place: `${place}/${name}`,
        bytes: Buffer.from(content),
      }));
    }
    if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
      return streamsOfPdf(bytes).map((content) => ({ place, bytes: content }));
    }
    if (bytes.subarray(0, 4).equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))) {
      return [{ place, bytes: zstdDecompressSync(bytes) }];
    }
    return [];
  };
  return [{ place, bytes }, ...inner().flatMap(unpack)];
}
