import { UnlockByPictures } from '../pictures/unlock-by-pictures.tsx';
import { createKeyring } from '../set-up.ts';
import { openSetUp } from './set-up.tsx';

/** What is loaded together when a phone is set up, or is unlocked by pictures. */
export const lockChoices = { createKeyring, openSetUp, UnlockByPictures };
