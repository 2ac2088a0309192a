import { createHash, randomBytes } from 'node:crypto';
import { escapeXml } from '../../functions/shared/text/escape-xml.ts';
import { ServiceError } from '../wire/signed-request.ts';
import { notImplemented, readBody, verifyChecksums } from './object-body.ts';

/** An upload in parts that was begun but is not complete; `headers` are those of the request that began it. */
type Upload = {
  readonly bucket: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly parts: Map<number, { readonly etag: string; readonly body: Buffer }>;
};

type UploadCall = {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Record<string, string>;
  /** The body as received, perhaps in chunks. */
  readonly raw: Buffer;
};

type UploadAnswer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: string;
};

/** The minimum size of every part but the last, in bytes. */
const minPartBytes = 5 * 1024 * 1024;

/** A part in the XML that completes an upload: `<Part><PartNumber>1</PartNumber><ETag>&quot;…&quot;</ETag></Part>`. */
const listedPart = /<Part>[\s\S]*?<\/Part>/g;

/** The XML answer to a call: an element `name` with the call's bucket and key, and `content`. */
const xmlAnswer = (name: string, { bucket, key }: UploadCall, content: string): UploadAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body:
    `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
    `<Bucket>${bucket}</Bucket><Key>${escapeXml(key)}</Key>${content}</${name}>`,
});

/** Whether a call of the stand-in for S3 belongs to an upload in parts (multipart), by its query. */
export const isUploadCall = (query: ReadonlyMap<string, string>): boolean =>
  query.has('uploads') || query.has('uploadId');

/**
 * Handles uploads in parts (multipart) into the stand-in for S3, which shows nothing of an upload until it is complete.
 * @param storeObject called when an upload is completed: stores the whole object, with the headers of the request that began the upload, and
 * returns the object's ETag
 * @returns the answer to each call
 */
export function createUploads(
  storeObject: (bucket: string, key: string, headers: Record<string, string>, body: Buffer) => string,
) {
  const uploads = new Map<string, Upload>();

  const find = (id: string, { bucket, key }: UploadCall): Upload => {
    const upload = uploads.get(id);
    if (upload?.key !== key || upload.bucket !== bucket) {
      throw new ServiceError(404, 'NoSuchUpload', 'The specified multipart upload does not exist.');
    }
    return upload;
  };

  const begin = (call: UploadCall): UploadAnswer => {
    const id = randomBytes(16).toString('hex');
    const { bucket, key, headers } = call;
    uploads.set(id, { bucket, key, headers, parts: new Map() });
    return xmlAnswer('InitiateMultipartUploadResult', call, `<UploadId>${id}</UploadId>`);
  };

  const addPart = (id: string, number: string, call: UploadCall): UploadAnswer => {
    // 1 to 9999 without leading zeros, or 10000.
    if (!/^([1-9]\d{0,3}|10000)$/.test(number)) {
      throw new ServiceError(400, 'InvalidArgument', 'Part number must be an integer between 1 and 10000.');
    }
    const { body, trailers } = readBody(call.headers, call.raw);
    verifyChecksums(body, { ...call.headers, ...trailers });
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    find(id, call).parts.set(Number(number), { etag, body });
    return { status: 200, headers: { etag } };
  };

  const complete = (id: string, call: UploadCall): UploadAnswer => {
    const { headers, parts } = find(id, call);
    const listedParts = [...call.raw.toString('utf8').matchAll(listedPart)].map(([part]) => ({
      number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(part)?.[1]),
      etag: /<ETag>(.*?)<\/ETag>/.exec(part)?.[1]?.replaceAll('&quot;', '"'),
    }));
    const bodies = listedParts.map(({ number, etag }, index) => {
      const part = parts.get(number);
      // Parts are listed in ascending order. A part without a number has NaN, which no part is stored under.
      const previousNumber = listedParts[index - 1]?.number ?? 0;
      if (part === undefined || part.etag !== etag || number <= previousNumber) {
        throw new ServiceError(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
      }
      if (index < listedParts.length - 1 && part.body.length < minPartBytes) {
        throw new ServiceError(400, 'EntityTooSmall', 'A part is smaller than the minimum allowed size.');
      }
      return part.body;
    });
    if (bodies.length === 0) throw new ServiceError(400, 'MalformedXML', 'No part is named.');
    uploads.delete(id);
    const etag = storeObject(call.bucket, call.key, headers, Buffer.concat(bodies));
    return xmlAnswer('CompleteMultipartUploadResult', call, `<ETag>${escapeXml(etag)}</ETag>`);
  };

  return (call: UploadCall): UploadAnswer => {
    const { method, query } = call;
    const id = query.get('uploadId');
    const number = query.get('partNumber');
    if (method === 'POST' && id === undefined) return begin(call);
    if (method === 'PUT' && id !== undefined && number !== undefined) return addPart(id, number, call);
    if (method === 'POST' && id !== undefined) return complete(id, call);
    if (method === 'DELETE' && id !== undefined) {
      find(id, call);
      uploads.delete(id);
      return { status: 204, headers: {} };
    }
    throw notImplemented(`${method} of an upload`);
  };
}
