import { type PhoneStart, startPhone } from '../phone/start.tsx';
import { caseworker } from './app.tsx';
import './caseworker.css';

/** Starts the caseworker's part of the client that works without a network. */
export const startCaseworker = (root: HTMLElement, start: PhoneStart): Promise<void> =>
  startPhone(caseworker, root, start);
