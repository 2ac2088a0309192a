import { usePhone } from '../phone/context.ts';
import type { Screen } from './screen.ts';

/** Hook of the caseworker's app: the unlocked phone, and the function that shows another of her screens. */
export const useHere = usePhone<Screen>;
