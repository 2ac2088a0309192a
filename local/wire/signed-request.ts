import type { Access } from '../../lib/access.ts';

/** A signed request to a stand-in for an AWS service, its caller, and its refusal. signature.ts verifies it. */

/** A caller of the stand-ins for AWS services, with invented credentials and the permissions of a function or command. */
export type Principal = Access & {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Whether it may read the users of the user pool. Whoever deploys a stage may; no function may. */
  readonly readsUsers?: boolean;
};

/** A refusal of a stand-in for an AWS service, with AWS's error code. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type SignedRequest = {
  readonly method: string;
  /** Path and query as received, still encoded. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
};

/** The names and values of a signed request's query, decoded, in order. */
export function readQuery(target: string): [string, string][] {
  const start = target.indexOf('?');
  if (start === -1 || start === target.length - 1) return [];
  return target
    .slice(start + 1)
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      if (equals === -1) return [decode(part), ''];
      return [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

/** The path of a signed request, decoded. */
export function readPath(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  return path.split('/').map(decode).join('/');
}

export function denied(code: string, message: string): ServiceError {
  return new ServiceError(403, code, message);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError(400, 'InvalidURI', 'The URI cannot be read.');
  }
}
