import { useEffect, useState } from 'preact/hooks';

/**
 * The address of a page of a desk: `#/members/019a…`. It stands after the `#`, which browsers send to no server, and consists
 * of fixed words, months and ids: nothing in it names anybody. Without a sign-in it shows nothing.
 */
export type Address = readonly string[];

/** `#/members/<id>` or `#/close/2026-10`: one to six parts of letters, digits, `_` and `-`. */
const deskAddress = /^#(\/[\w-]{1,64}){1,6}$/;

/** Parses the address of a desk's page (`#/members/<id>`) into its parts; none if it is not one. */
export const parseAddress = (hash: string): Address =>
  deskAddress.test(hash) ? hash.slice(2).split('/') : [];

/** The link to a page of a desk: `members` and an id give `#/members/<id>`. */
export const hrefOf = (...parts: Address): string => `#/${parts.join('/')}`;

export const openAddress = (...parts: Address): void => {
  location.hash = hrefOf(...parts);
};

/** Removes the address of a desk's page, with the query, from the address bar, so that a phone does not show it. */
export const forgetAddress = (): void => {
  if (parseAddress(location.hash).length > 0) history.replaceState(null, '', location.pathname);
};

/** The current address of a desk's page; components that use it render again when it changes. */
export function useAddress(): Address {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return parseAddress(hash);
}
