import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { minimumCompressionBytes } from '../../lib/compression.ts';

/** Sends a function's answer as an HTTP response, like API Gateway: compressed if it is large and the client accepts that. */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  result: APIGatewayProxyResult,
): void {
  const plain = Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8');
  const isCompressed =
    plain.length >= minimumCompressionBytes && /\bgzip\b/.test(String(request.headers['accept-encoding']));
  const body = isCompressed ? gzipSync(plain) : plain;
  if (isCompressed) response.setHeader('content-encoding', 'gzip');
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, String(value));
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
    response.setHeader(name, values.map(String));
  }
  const hasBody = result.statusCode !== 204;
  if (hasBody) response.setHeader('content-length', body.length);
  response.writeHead(result.statusCode);
  response.end(request.method === 'HEAD' || !hasBody ? undefined : body);
}
