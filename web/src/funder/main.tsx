import { render } from 'preact';
import { createApi } from '../api/client.ts';
import { readMe } from '../api/me.ts';
import { beginSignIn, finishSignIn } from '../session/sign-in.ts';
import '../style/base.css';

/** The funder's page: published months, and no code that could ask for anything else. */

const root = document.getElementById('app') ?? document.body;
const session = await finishSignIn();
if (session === undefined) {
  await beginSignIn('/reports.html', 'ja', false);
} else {
  const me = await readMe(createApi(session));
  render(<main>{me.role}</main>, root);
}
