import { Frame as PhoneFrame } from '../phone/frame.tsx';
import type { Screen } from './screen.ts';

/** The frame of every screen of the caseworker's: Back may lead to any of them. */
export const Frame = PhoneFrame<Screen>;
