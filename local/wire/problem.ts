import type { APIGatewayProxyResult } from 'aws-lambda';
import { type GatewayProblem, problemDocument } from '../../lib/gateway-problems.ts';

export type ProblemHeaders = Readonly<Record<string, string>>;

/** A problem document (RFC 9457) of the local gateway, as the deployed gateway and functions send it. */
export function problem(content: GatewayProblem, headers: ProblemHeaders = {}): APIGatewayProxyResult {
  return {
    statusCode: content.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: problemDocument(content),
  };
}
