import { createChance } from '../disclosure/chance.ts';
import { heldBackPairs, namePairs, otherNames } from '../members/name-pairs.ts';

/** Surnames of Andhra Pradesh, as frequent as they are there: houses, villages, crafts. */
export const surnames = (
  'Akula Alla Ambati Atluri Bandaru Bandi Battula Bellam Boddu Boya Bolla Bonthu Botcha Chalasani Challa Chintala ' +
  'Chinta Dasari Devarakonda Devineni Dokka Dola Eluri Gadde Gaddam Gajula Ganta Garikapati Gorantla Gorla Gudipati ' +
  'Gunda Gummadi Guntupalli Inturi Jakka Jampani Kagita Kalva Kamma Kanchi Kandula Katta Kilari Kodali Kolla Komma ' +
  'Kommineni Konda Koneru Korra Kota Kotha Kuchipudi Kunja Lanka Madala Maddi Makineni Mandava Mannem Marri Medisetti ' +
  'Mekala Mende Merugu Mudavath Mulpuri Muppala Nagalla Nakka Nalluri Nandigam Narra Naidu Nekkanti Nunna Paidi Pala ' +
  'Pallapu Palli Pamula Panchumarthi Pasupuleti Patan Pati Pedda Penumaka Perni Pilli Pinnamaneni Polavarapu Ponnuri ' +
  'Pothula Puli Pulivarthi Puvvada Rachakonda Ravuri Rayapati Sanka Sangam Shaik Singam Sunkara Syed Tadi Talari ' +
  'Tammineni Tata Thota Tirumala Tumati Ummadi Undavalli Uppala Vadde Vallabhaneni Vanka Vasireddy Veeramalla Velaga ' +
  'Vemula Vundavalli Yadla Yalamanchili Yarlagadda Yarra Yellapu Yerra'
).split(' ');

const given = [...new Set([...namePairs, ...heldBackPairs].map(({ plain }) => plain).concat(otherNames))];

/** Invented members, with names as a register has them: some with a surname, some with initials, some with neither. */
export const inventMembers = (count: number, seed = 7): string[] => {
  const chance = createChance(seed);
  const pick = (from: readonly string[]): string => from[chance.below(from.length)] ?? '';
  // A few given names are very frequent.
  const pickGiven = (): string => given[Math.floor(given.length * chance.next() ** 2)] ?? '';
  const initial = (): string => 'ABCDEGIJKLMNPRSTUVY'[chance.below(19)] ?? 'K';
  return Array.from({ length: count }, () => {
    const form = chance.next();
    if (form < 0.45) return `${pick(surnames)} ${pickGiven()}`;
    if (form < 0.6) return `${initial()}. ${pickGiven()}`;
    if (form < 0.65) return `${initial()}. ${initial()}. ${pickGiven()}`;
    if (form < 0.75) return `${pick(surnames)} ${pickGiven()} ${pick(['Devi', 'Kumari', 'Rani', 'Bai'])}`;
    if (form < 0.83) return `${pickGiven()} ${pickGiven()}`;
    if (form < 0.88) return `${pick(surnames)} ${pickGiven()} ${pickGiven()}`;
    return pickGiven();
  });
};
