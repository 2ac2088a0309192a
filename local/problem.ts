import type { APIGatewayProxyResult } from 'aws-lambda';

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Sign in first',
  404: 'Not found',
  405: 'Not allowed here',
  409: 'In conflict with what is stored',
  413: 'Too large',
  429: 'Too many requests',
  500: 'Something went wrong here',
  502: 'Something went wrong here',
  503: 'Not ready yet',
  504: 'Something went wrong here',
};

/** A problem document (RFC 9457) of the gateway's own, in the form that the functions give theirs. */
export function problem(
  status: number,
  code: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: JSON.stringify({ type: 'about:blank', title: titles[status] ?? 'Problem', status, detail, code }),
  };
}
