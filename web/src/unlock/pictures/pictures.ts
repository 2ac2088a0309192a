/**
 * The pictures that can unlock a phone: twelve groups of twelve, always in this order, so that a thumb finds them again.
 * Five of 144, drawn at random, are 5 × log2(144) = 35.8 bits. Never remove or rename a picture, since phones are unlocked
 * with them.
 */
export const groups = {
  animals: [
    'cow',
    'buffalo',
    'goat',
    'dog',
    'cat',
    'elephant',
    'monkey',
    'tiger',
    'horse',
    'rabbit',
    'mouse',
    'deer',
  ],
  // Birds and other small creatures.
  birds: [
    'hen',
    'duck',
    'parrot',
    'peacock',
    'owl',
    'crow',
    'fish',
    'tortoise',
    'snake',
    'frog',
    'butterfly',
    'ant',
  ],
  fruits: [
    'mango',
    'banana',
    'apple',
    'orange',
    'grapes',
    'pineapple',
    'coconut',
    'guava',
    'papaya',
    'pomegranate',
    'watermelon',
    'lemon',
  ],
  vegetables: [
    'tomato',
    'onion',
    'chilli',
    'brinjal',
    'carrot',
    'pumpkin',
    'okra',
    'maize',
    'potato',
    'radish',
    'peas',
    'garlic',
  ],
  food: [
    'rice',
    'dosa',
    'idli',
    'vada',
    'tea',
    'milk',
    'egg',
    'laddu',
    'bread',
    'pickle',
    'sugarcane',
    'icecream',
  ],
  kitchen: [
    'pot',
    'pan',
    'spoon',
    'plate',
    'stove',
    'broom',
    'bucket',
    'basket',
    'bottle',
    'tiffin',
    'lamp',
    'mortar',
  ],
  home: [
    'house',
    'door',
    'window',
    'bed',
    'chair',
    'table',
    'key',
    'lock',
    'clock',
    'fan',
    'mirror',
    'ladder',
  ],
  clothes: [
    'sari',
    'shirt',
    'slippers',
    'umbrella',
    'bag',
    'bangles',
    'ring',
    'comb',
    'glasses',
    'cap',
    'earrings',
    'necklace',
  ],
  vehicles: [
    'bicycle',
    'bus',
    'auto',
    'train',
    'boat',
    'plane',
    'cart',
    'tractor',
    'scooter',
    'lorry',
    'car',
    'wheel',
  ],
  // The sky and the rest of nature.
  sky: [
    'sun',
    'moon',
    'star',
    'cloud',
    'rain',
    'rainbow',
    'mountain',
    'river',
    'wave',
    'fire',
    'lightning',
    'road',
  ],
  plants: [
    'tree',
    'palm',
    'rose',
    'lotus',
    'sunflower',
    'jasmine',
    'leaf',
    'grass',
    'mushroom',
    'cactus',
    'bamboo',
    'tulasi',
  ],
  things: [
    'hammer',
    'scissors',
    'needle',
    'spade',
    'drum',
    'flute',
    'ball',
    'kite',
    'top',
    'swing',
    'bell',
    'book',
  ],
} as const;

export type Group = keyof typeof groups;
export type Picture = (typeof groups)[Group][number];

/** How many pictures unlock a phone. */
export const secretLength = 5;

/**
 * How many times she may have five pictures drawn. Choosing among seven draws costs at most log2(7) = 2.8 of the 35.8
 * bits, even against somebody who knows exactly which pictures she likes.
 */
export const maxDraws = 7;

const allPictures: readonly Picture[] = Object.values(groups).flat();

/** Draws five pictures at random; one may be drawn twice. */
export const drawSecret = (): Picture[] => Array.from({ length: secretLength }, drawPicture);

/** Each picture is equally likely: a random number from the last whole multiple of 144 on is drawn again. */
function drawPicture(): Picture {
  const limit = Math.floor(2 ** 32 / allPictures.length) * allPictures.length;
  for (;;) {
    // The array has one number; the default, which would be drawn again, never applies.
    const [drawn = limit] = crypto.getRandomValues(new Uint32Array(1));
    const picture = drawn < limit ? allPictures[drawn % allPictures.length] : undefined;
    if (picture !== undefined) return picture;
  }
}
