import type { APIGatewayProxyResult } from 'aws-lambda';
import { type GatewayProblem, problemDocument } from '../../lib/gateway-problems.ts';

export type ProblemHeaders = Readonly<Record<string, string>>;

/** Makes an answer of the local gateway with a problem document (RFC 9457), like the deployed gateway's. */
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
