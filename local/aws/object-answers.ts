import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeXml } from '../../functions/shared/text/escape-xml.ts';
import { ServiceError } from '../wire/signed-request.ts';
import { notImplemented } from './object-body.ts';

/**
 * Refuses a request to the stand-in for S3 with an unknown query parameter. Those of signatures and checksums (`X-Amz-…`) are always
 * allowed.
 */
export function refuseUnknownParameters(query: Map<string, string>, knownNames: readonly string[]): void {
  for (const name of query.keys()) {
    if (!knownNames.includes(name) && !name.startsWith('X-Amz-') && !name.startsWith('x-amz-')) {
      throw notImplemented(`the parameter ${name}`);
    }
  }
}

/** Sends an answer of the stand-in for S3 with a text or no body. An answer with status 204 has no length either. */
export function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body = '',
): void {
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }),
  });
  response.end(body);
}

/** Sends a refusal of the stand-in for S3 as XML. An error that is no refusal is answered with 500. */
export function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const refusal =
    error instanceof ServiceError ? error : new ServiceError(500, 'InternalError', String(error));
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${refusal.code}</Code><Message>${escapeXml(refusal.message)}</Message></Error>`;
  const headers = { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) };
  response.writeHead(refusal.status, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The refusal of a caller without the permission, and of a change to a locked object. */
export function accessDenied(): ServiceError {
  return new ServiceError(403, 'AccessDenied', 'Access Denied');
}

/** The headers of a request to the stand-in for S3, each as one text. */
export function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
}
