import { attackRoad, type RoadAttack } from './road-attack.ts';
import { publishRoad } from './road-programmes.ts';

/** Attacks on the road of many programmes: so many of each size, in women. The seed of each follows from both. */
export const attackRoads = (
  sizes: readonly number[],
  count: number,
  options: Omit<Parameters<typeof publishRoad>[1], 'women'> = {},
): RoadAttack[] =>
  sizes.flatMap((women) =>
    Array.from({ length: count }, (_, at) => {
      const { texts, joins } = publishRoad(women * 1000 + at, { women, ...options });
      return attackRoad(texts, joins);
    }),
  );
