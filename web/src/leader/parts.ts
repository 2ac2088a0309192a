import { loadCatalogue } from '../i18n/language.ts';
import { otherCatalogue } from './catalogues.ts';

/*
 * The parts of the leader's app that are loaded after the first screen, with their texts. A part is one file of the offline shell.
 */

const withTexts = async <Part>(loading: Promise<Part>): Promise<Part> => {
  const [part] = await Promise.all([loading, loadCatalogue(otherCatalogue)]);
  return part;
};

export const loadMeeting = () => withTexts(import('./sheet/meeting-screens.tsx'));

export const loadScreens = () => withTexts(import('./other-screens.tsx'));
