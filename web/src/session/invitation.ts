import * as z from 'zod/mini';

/**
 * Sign-in names reveal nothing. Nobody needs to type hers: an invitation is our own address with the name after the `#`, which browsers send to no server. It fills in the
 * name on the sign-in page and lets nobody in.
 */

const mark = '#sign-in-name=';
const place = 'invited';
const signInName = z.string().check(z.regex(/^[a-z]{8,16}$/));

/** The invitation to sign in: an address that fills in a person's sign-in name, to be shown to her. */
export const invitationFor = (name: string): string => `${location.origin}/${mark}${name}`;

/**
 * After an invitation to sign in was followed: removes the sign-in name from the address, and keeps it until she has
 * signed in.
 */
export function acceptInvitation(): void {
  if (!location.hash.startsWith(mark)) return;
  const invited = signInName.safeParse(location.hash.slice(mark.length));
  if (invited.success) sessionStorage.setItem(place, invited.data);
  history.replaceState(null, '', location.pathname);
}

export const invitedName = (): string | undefined => sessionStorage.getItem(place) ?? undefined;

export const forgetInvitation = (): void => sessionStorage.removeItem(place);
