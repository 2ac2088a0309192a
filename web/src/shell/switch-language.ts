import { type Database, keepLanguage } from '../device/database.ts';
import { chooseLanguage, type Language } from '../i18n/language.ts';

/**
 * Changes the language of the page and remembers it. A page that was open while a new version was deployed can no
 * longer load its texts, whose file names contain a hash: it starts again, in the chosen language.
 */
export async function switchLanguage(database: Database, chosen: Language): Promise<void> {
  // Stored first, so that a page that starts again is in the chosen language.
  await keepLanguage(database, chosen);
  await chooseLanguage(chosen).catch(() => location.reload());
}
