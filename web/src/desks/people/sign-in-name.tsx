/**
 * Shows a person's sign-in name on the administrator's pages. People of the demo have an id instead, shown as a dash.
 */
export const SignInName = ({ name }: { readonly name: string }) =>
  /^[a-z]+$/.test(name) ? <code>{name}</code> : <span class="soft">–</span>;
