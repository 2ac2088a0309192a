/**
 * A person's sign-in name on the administrator's pages: what she types to sign in. A demo person’s is an id, which
 * nobody reads.
 */
export const SignInName = ({ name }: { readonly name: string }) =>
  /^[a-z]+$/.test(name) ? <code>{name}</code> : <span class="soft">–</span>;
