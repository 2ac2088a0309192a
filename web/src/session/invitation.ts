import * as z from 'zod/mini';

/**
 * A sign-in name is long, so that it tells nothing; on a telephone nobody can be asked to type it. An invitation is our own address
 * with the name behind the `#`, which browsers send to no server. It fills the name in where people sign in, and lets nobody in.
 */

const mark = '#sign-in-name=';
const place = 'invited';
const signInName = z.uuid();

/** The address, to be shown to her whose name it is. */
export const invitationFor = (name: string): string => `${location.origin}/${mark}${name}`;

/** Takes the name out of the address, where somebody has followed an invitation; it is kept until she has signed in. */
export function acceptInvitation(): void {
  if (!location.hash.startsWith(mark)) return;
  const invited = signInName.safeParse(location.hash.slice(mark.length));
  if (invited.success) sessionStorage.setItem(place, invited.data);
  history.replaceState(null, '', location.pathname);
}

export const invitedName = (): string | undefined => sessionStorage.getItem(place) ?? undefined;

export const forgetInvitation = (): void => sessionStorage.removeItem(place);
