import { createApi } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import type { Database } from '../device/database.ts';
import { loadCatalogue } from '../i18n/language.ts';
import { openRows } from '../rows/encrypted-rows.ts';
import type { DataKey } from '../rows/row-cipher.ts';
import { redirectToSignOut } from '../session/provider.ts';
import { destroyKeyring, needsNewSecret, openEscrow, readKeyring } from '../unlock/keyring.ts';
import { profiles, renewals } from '../workspace/row-kinds.ts';
import { type Phone, type SignedIn, signIn, wipe } from './phone.tsx';
import type { PhoneRole } from './role.ts';

/** What is loaded when a phone is set up, or is unlocked by pictures, with its texts. */
export async function loadLockChoices<Screen>({ otherCatalogue }: PhoneRole<Screen>) {
  const [{ lockChoices }] = await Promise.all([
    import('../unlock/set-up/lock-choices.ts'),
    loadCatalogue(otherCatalogue),
  ]);
  return lockChoices;
}

/** Sets the phone up after its person has signed in: she chooses how the phone is unlocked, unless it has a lock that the server can open for her. */
export async function setUp<Screen>(phone: Phone<Screen>, fresh: SignedIn): Promise<void> {
  const { database } = phone;
  const api = createApi(fresh.session);
  const keyring = await readKeyring(database);
  // The phone's data key, decrypted by the server. Undefined if there is no keyring, or if it is another person's or of another role; `ended` if the
  // access of this phone has ended.
  const opened = keyring?.role === phone.role.name ? await openEscrow(api, keyring) : undefined;
  if (keyring !== undefined && opened === 'ended') return wipe(phone, keyring);
  const key = opened === 'ended' ? undefined : opened;
  if (keyring !== undefined && key !== undefined && !needsNewSecret(keyring)) {
    await finishSignIn(database, key, fresh);
    return;
  }
  const { createKeyring, openSetUp } = await loadLockChoices(phone.role);
  const { askForSecret, showSomebodyElse } = await openSetUp(phone.root);
  // The phone has somebody else's data: it asks whether that data may be destroyed.
  if (keyring !== undefined && key === undefined) {
    showSomebodyElse(keyring.waiting, async () => {
      await destroyKeyring(database);
      await setUp(phone, fresh);
    });
    return;
  }
  // Her keyring and data key, if she has set up this phone before: then only its lock is replaced.
  const former = keyring === undefined || key === undefined ? undefined : { keyring, key };
  askForSecret({
    isAgain: former !== undefined,
    onSecret: async (secret) => {
      const newKey = await createKeyring(database, api, secret, former, phone.role.name).catch(
        async (error: unknown) => {
          // One of her phones, perhaps this one, was ended after she signed in: so she must sign in again.
          if (!(error instanceof Problem) || error.document.code !== 'sign_in_again') throw error;
          await signIn(phone, fresh.me.signInName);
        },
      );
      // Undefined if she is led to sign in again.
      if (newKey !== undefined) await finishSignIn(database, newKey, fresh);
    },
  });
}

/**
 * Ends the sign-in on her phone: stores her refresh token encrypted, and redirects her to the identity provider's
 * sign-out, so that her session there ends. When she comes back she unlocks the phone as always.
 */
async function finishSignIn(database: Database, key: DataKey, { session, me }: SignedIn): Promise<void> {
  const rows = await openRows(database, key);
  key.fill(0);
  const refreshToken = session.refreshToken();
  await rows.put(profiles, 'me', me);
  if (refreshToken !== undefined) await rows.put(renewals, 'session', { refreshToken });
  await rows.close();
  await redirectToSignOut('/').catch(() => location.replace('/'));
}
