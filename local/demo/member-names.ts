import type { Random } from './random.ts';

/** Plainly invented names that no family has: words for flowers, birds and the sky, in Telugu and in Roman script. */

const firstNames = [
  ['వెన్నెల', 'Vennela'],
  ['మల్లిక', 'Mallika'],
  ['సంపంగి', 'Sampangi'],
  ['తారక', 'Taraka'],
  ['చామంతి', 'Chamanti'],
  ['కలువ', 'Kaluva'],
  ['మందారం', 'Mandaram'],
  ['పారిజాతం', 'Parijatam'],
  ['గోరింట', 'Gorinta'],
  ['కోయిల', 'Koyila'],
  ['చిలుక', 'Chiluka'],
  ['నెమలి', 'Nemali'],
  ['హంస', 'Hamsa'],
  ['పావురం', 'Pavuram'],
  ['తూనీగ', 'Tuneega'],
  ['మిణుగురు', 'Minuguru'],
  ['నక్షత్ర', 'Nakshatra'],
  ['మేఘమాల', 'Meghamala'],
  ['తుషార', 'Tushara'],
  ['ఉషస్సు', 'Ushassu'],
  ['జాబిల్లి', 'Jabilli'],
  ['పున్నమి', 'Punnami'],
  ['సెలయేరు', 'Selayeru'],
  ['నెలవంక', 'Nelavanka'],
] as const;

const lastNames = [
  ['వానమబ్బు', 'Vanamabbu'],
  ['తొలకరి', 'Tolakari'],
  ['మంచుతెర', 'Manchutera'],
  ['పూదోట', 'Poodota'],
  ['వెండికొండ', 'Vendikonda'],
  ['పచ్చిక', 'Pachika'],
  ['కొలనుగట్టు', 'Kolanugattu'],
  ['తేనెచుక్క', 'Tenechukka'],
  ['గాలిపటం', 'Galipatam'],
  ['మామిడితోట', 'Mamiditota'],
  ['ఇసుకతిన్నె', 'Isukatinne'],
  ['నదితీరం', 'Naditeeram'],
  ['అలలనురగ', 'Alalanuraga'],
  ['చందమామ', 'Chandamama'],
  ['వేకువ', 'Vekuva'],
  ['వెలుగురేఖ', 'Velugurekha'],
  ['చిరునవ్వు', 'Chirunavvu'],
  ['పిల్లగాలి', 'Pillagali'],
] as const;

/** Draws different names for demo members, about one in seven in Roman script. */
export const inventNames = (random: Random, count: number): string[] => {
  const allNames = firstNames.flatMap(([telugu, roman]) =>
    lastNames.map(([teluguLast, romanLast]) => ({
      telugu: `${telugu} ${teluguLast}`,
      roman: `${roman} ${romanLast}`,
    })),
  );
  if (count > allNames.length) throw new Error(`There are only ${allNames.length} names.`);
  return random
    .shuffle(allNames)
    .slice(0, count)
    .map(({ telugu, roman }) => (random.percentChance(14) ? roman : telugu));
};
