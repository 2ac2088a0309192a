import { type PhoneStart, startPhone } from '../phone/start.tsx';
import { leader } from './app.tsx';
import './leader.css';

/** Starts the leader's part of the client. */
export const startLeader = (root: HTMLElement, start: PhoneStart): Promise<void> =>
  startPhone(leader, root, start);
