import * as z from 'zod/mini';
import { readProblem } from '../../api/problem.ts';

/**
 * What a phone asks the server before anybody has signed in, with its own token. It asks whether it may open,
 * with a time limit: without an answer it opens as it does without a network.
 */

export type DeviceToken = { readonly deviceId: string; readonly deviceSecret: string };

const patienceMs = 8_000;

const post = async (path: string, { deviceId, deviceSecret }: DeviceToken, body: object): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    cache: 'no-store',
    headers: {
      authorization: `Bearer device.${deviceId}.${deviceSecret}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });

const contact = z.object({ standing: z.enum(['active', 'ended']) });

/** Whether the server says that this phone's access has ended. Only an explicit answer wipes a phone. */
export async function hasEnded(token: DeviceToken, waiting: number): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    const response = await post('/api/device/contact', token, { waiting });
    return response.ok && contact.parse(await response.json()).standing === 'ended';
  } catch {
    return false;
  }
}

const opened = z.object({ share: z.string(), wrongTries: z.number() });
const wrongPin = z.object({ triesLeft: z.number() });

export type Share =
  | { readonly outcome: 'given'; readonly share: string; readonly wrongTries: number }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'locked' | 'ended' | 'silent' };

/** Requests from the server the key share that the right PIN releases. */
export async function requestShare(token: DeviceToken, proof: string, waiting: number): Promise<Share> {
  try {
    const response = await post('/api/device/unlock', token, { proof, waiting });
    if (response.ok) return { outcome: 'given', ...opened.parse(await response.json()) };
    const { status, document } = await readProblem(response);
    if (document.code === 'wrong_pin')
      return { outcome: 'wrong', triesLeft: wrongPin.parse(document).triesLeft };
    if (document.code === 'ended') return { outcome: 'ended' };
    // The server does not know the phone: only signing in helps.
    return { outcome: document.code === 'locked' || status === 401 ? 'locked' : 'silent' };
  } catch {
    return { outcome: 'silent' };
  }
}
