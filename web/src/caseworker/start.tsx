import { type PhoneStart, startPhone } from '../phone/start.tsx';
import { caseworker } from './app.tsx';
import './caseworker.css';

/** Starts the caseworker's part of the client that works without a network. */
export function startCaseworker(root: HTMLElement, start: PhoneStart): Promise<void> {
  // The words of her desk, open in this tab before: the page after a phone's says nothing of a sign-in.
  sessionStorage.removeItem('left');
  return startPhone(caseworker, root, start);
}
