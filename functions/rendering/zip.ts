import { crc32, deflateRawSync } from 'node:zlib';

/** ZIP archives that depend on their content alone: every entry has the format's first date. */

export type ZipEntry = { readonly name: string; readonly bytes: Buffer };

/** 1 January 1980, 00:00. */
const dosDate = 0x0021;
/** Names are UTF-8. */
const flags = 0x0800;
const versionNeeded = 20;

const deflateIfSmaller = (method: 'store' | 'deflate', bytes: Buffer): Buffer | null => {
  if (method === 'store') {
    return null;
  }
  const deflated = deflateRawSync(bytes);
  return deflated.length < bytes.length ? deflated : null;
};

/** @param method how the entries are packed; what doesn't shrink is stored */
export const renderZip = (entries: readonly ZipEntry[], method: 'store' | 'deflate'): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const deflated = deflateIfSmaller(method, bytes);
    const packed = deflated ?? bytes;
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(versionNeeded, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(deflated === null ? 0 : 8, 4);
    common.writeUInt16LE(0, 6);
    common.writeUInt16LE(dosDate, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02', 'latin1'),
        Buffer.from([versionNeeded, 0]),
        common,
        tail,
        nameBytes,
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
};
