import { skeletonOf, soundOf } from '../../../../../functions/shared/names/sounds.ts';
import { type District, districtNames } from '../../../../../functions/shared/reach/districts.ts';
import { comparableText } from './cell-texts.ts';

/** Other names of the districts in registers: in Telugu, old and short ones, and the names of their main towns. */
const otherNames: Readonly<Record<District, readonly string[]>> = {
  'Alluri Sitharama Raju': ['అల్లూరి సీతారామరాజు', 'alluri', 'asr', 'alluri sitarama raju', 'అల్లూరి'],
  Anakapalli: ['అనకాపల్లి', 'anakapalle'],
  Ananthapuramu: ['అనంతపురం', 'anantapur', 'ananthapur', 'anantapuram', 'అనంతపురము'],
  Annamayya: ['అన్నమయ్య'],
  Bapatla: ['బాపట్ల'],
  Chittoor: ['చిత్తూరు'],
  'Dr. B. R. Ambedkar Konaseema': [
    'కోనసీమ',
    'డా బి ఆర్ అంబేద్కర్ కోనసీమ',
    'konaseema',
    'ambedkar konaseema',
    'amalapuram',
  ],
  'East Godavari': ['తూర్పు గోదావరి', 'e godavari', 'eg'],
  Eluru: ['ఏలూరు'],
  Guntur: ['గుంటూరు'],
  Kakinada: ['కాకినాడ'],
  Krishna: ['కృష్ణా', 'కృష్ణ'],
  Kurnool: ['కర్నూలు'],
  Markapuram: ['మార్కాపురం'],
  Nandyal: ['నంద్యాల'],
  NTR: ['ఎన్టీఆర్', 'ఎన్‌టీఆర్', 'n t r', 'vijayawada'],
  Palnadu: ['పల్నాడు'],
  'Parvathipuram Manyam': ['పార్వతీపురం మన్యం', 'manyam', 'parvathipuram', 'పార్వతీపురం'],
  Polavaram: ['పోలవరం'],
  Prakasam: ['ప్రకాశం', 'ongole'],
  'Sri Potti Sriramulu Nellore': [
    'శ్రీ పొట్టి శ్రీరాములు నెల్లూరు',
    'నెల్లూరు',
    'nellore',
    'spsr nellore',
    'spsr',
    'psr nellore',
  ],
  'Sri Sathya Sai': ['శ్రీ సత్యసాయి', 'సత్యసాయి', 'satya sai', 'sathya sai', 'puttaparthi'],
  Srikakulam: ['శ్రీకాకుళం'],
  Tirupati: ['తిరుపతి', 'tirupathi'],
  Visakhapatnam: ['విశాఖపట్నం', 'vizag', 'visakha', 'విశాఖ'],
  Vizianagaram: ['విజయనగరం'],
  'West Godavari': ['పశ్చిమ గోదావరి', 'w godavari', 'wg', 'bhimavaram'],
  'YSR Kadapa': ['వైఎస్సార్ కడప', 'వైఎస్ఆర్ కడప', 'కడప', 'kadapa', 'cuddapah', 'ysr'],
};

/** A district's name for comparison, without the word for district. */
const comparableName = (text: string): string =>
  comparableText(text)
    .replace(/(?:^| )(?:district|dist|dt|జిల్లా)(?= |$)/gu, '')
    .replaceAll(' ', '');

/** The sounds of a comparable name's consonants, which all its spellings share. */
const soundsOf = (name: string): string => skeletonOf(soundOf(name));

const byName = new Map<string, District>();
/** `several`: more than one district has these sounds. */
const bySound = new Map<string, District | 'several'>();
for (const district of districtNames) {
  for (const name of [district, ...otherNames[district]]) {
    byName.set(comparableName(name), district);
    const sound = soundsOf(comparableName(name));
    const earlier = bySound.get(sound);
    bySound.set(sound, earlier === undefined || earlier === district ? district : 'several');
  }
}

/** Shorter sequences of sounds fit too many names. */
const minSounds = 3;

/** The district that an import's cell means, however it is spelt; undefined if it fits no district or several. */
export function findDistrict(text: string): District | undefined {
  const name = comparableName(text);
  const sameName = byName.get(name);
  if (sameName !== undefined) return sameName;
  const sound = soundsOf(name);
  const sameSound = sound.length < minSounds ? undefined : bySound.get(sound);
  return sameSound === 'several' ? undefined : sameSound;
}
