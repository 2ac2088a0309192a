/**
 * Sign-in names reveal nothing: the server makes each of two random words. Nobody needs to type hers: an invitation is our own
 * address with the name after the `#`, which browsers send to no server. It fills in the name on the sign-in page and lets
 * nobody in.
 */

/** What an invitation has between the page's address and the sign-in name. */
const hashPrefix = '#sign-in-name=';
/** The key in sessionStorage. */
const storageKey = 'invited';
/** The form of a sign-in name: functions/areas/people/random-names-and-passwords.ts makes them. */
const signInNamePattern = /^[a-z]{8,16}$/;

/** The invitation to sign in: an address that fills in a person's sign-in name, to be shown to her. */
export const invitationFor = (name: string): string => `${location.origin}/${hashPrefix}${name}`;

/**
 * After an invitation to sign in was followed: removes the sign-in name from the address, and keeps it until she has
 * signed in.
 */
export function acceptInvitation(): void {
  if (!location.hash.startsWith(hashPrefix)) return;
  const invited = location.hash.slice(hashPrefix.length);
  // A name in another form is dropped: nothing is filled in.
  if (signInNamePattern.test(invited)) sessionStorage.setItem(storageKey, invited);
  history.replaceState(null, '', location.pathname);
}

/** The sign-in name of the invitation that was followed in this tab; undefined if none was. */
export const invitedName = (): string | undefined => sessionStorage.getItem(storageKey) ?? undefined;

export const forgetInvitation = (): void => sessionStorage.removeItem(storageKey);
