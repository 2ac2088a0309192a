import * as z from 'zod/mini';
import { readProblem } from '../api/problem.ts';
import { clientVersion } from '../device/client-version.ts';

/**
 * The requests that a phone sends to the server before anybody has signed in, with a token of the device. Without an
 * answer in time the phone behaves as it does without a network.
 */

export type DeviceToken = { readonly deviceId: string; readonly deviceSecret: string };

const timeoutMs = 8_000;

const post = async (path: string, { deviceId, deviceSecret }: DeviceToken, body: object): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    cache: 'no-store',
    headers: {
      authorization: `Bearer device.${deviceId}.${deviceSecret}`,
      'content-type': 'application/json',
    },
    // The version tells administrators which phones have an old client; undefined is left out.
    body: JSON.stringify({ ...body, client: clientVersion }),
    signal: AbortSignal.timeout(timeoutMs),
  });

const contact = z.object({ standing: z.enum(['active', 'ended']) });

/**
 * Asks the server whether this device's access has ended. Only an explicit answer counts, since the phone is wiped then:
 * without a network, or after any other answer, it is false.
 * @param waiting the number of unsent operations and drafts on the phone, which the server records if its access has ended
 */
export async function hasEnded(token: DeviceToken, waiting: number): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    const response = await post('/api/device/contact', token, { waiting });
    return response.ok && contact.parse(await response.json()).standing === 'ended';
  } catch {
    return false;
  }
}

const releasedShare = z.object({ share: z.string(), wrongTries: z.number(), since: z.string() });
const wrongPin = z.object({ triesLeft: z.number() });
const copied = z.object({ wrongTries: z.number(), since: z.string() });

export type ShareAnswer =
  /** `given`: the PIN is right, and the server gives the share (base64url). `wrongTries`: failed tries since the Indian date `since`. */
  | {
      readonly outcome: 'given';
      readonly share: string;
      readonly wrongTries: number;
      readonly since: string;
    }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  /**
   * `locked`: too many tries have failed, or the server does not know the phone; only signing in helps. `ended`: the phone's access has
   * ended. `silent`: no answer, try later.
   */
  | { readonly outcome: 'locked' | 'ended' | 'silent' }
  /** A copy of the phone's storage was used: only signing in helps. `wrongTries`: as with `given`. */
  | { readonly outcome: 'copied'; readonly wrongTries: number; readonly since: string };

/**
 * Requests from the server, for this device, the share: the second secret that decrypts the phone's data key, beside the
 * PIN. The server gives it only for the right PIN.
 * @param proof proves that the leader knows the PIN, without containing the PIN
 * @param waiting the number of unsent operations and drafts on the phone, which the server records if its access has ended
 * @param nextSecret takes the place of the phone's present secret, once it has been used
 */
export async function requestShare(
  token: DeviceToken,
  { proof, waiting, nextSecret }: { proof: string; waiting: number; nextSecret: string },
): Promise<ShareAnswer> {
  try {
    const response = await post('/api/device/unlock', token, { proof, waiting, nextSecret });
    if (response.ok) return { outcome: 'given', ...releasedShare.parse(await response.json()) };
    const { status, document } = await readProblem(response);
    if (document.code === 'wrong_pin')
      return { outcome: 'wrong', triesLeft: wrongPin.parse(document).triesLeft };
    if (document.code === 'copied') return { outcome: 'copied', ...copied.parse(document) };
    if (document.code === 'ended') return { outcome: 'ended' };
    // 401: the server does not know the phone.
    return { outcome: document.code === 'locked' || status === 401 ? 'locked' : 'silent' };
  } catch {
    return { outcome: 'silent' };
  }
}
