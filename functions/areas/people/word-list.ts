/**
 * The list of words from which first passwords and sign-in names are made. Somebody who knows some English can tell
 * them apart by telephone and spell them: they name everyday things, have four to eight letters, differ from each other
 * in at least two letters, and none sounds like another or is the beginning of another. See
 * docs/decisions/0041-words-for-the-telephone.md.
 */
export const words: readonly string[] = `
acorn airport almond alphabet amber anchor anklet antenna anthill apricot arch autumn backpack
badger baker balcony bamboo banana bangle banyan barber barley barn basil basket battery bazaar
beach beak beaver bedroom beehive beetle bicycle biscuit black blanket blossom boat bonfire book
bottle boulder bouquet branch bread breeze brick bridge bronze broom brown brush bucket buffalo
butter button cabbage cactus calendar camel camera campfire canal candle canoe canvas canyon captain
caramel cardamom carpet carrot cashew castle cave chalk charcoal cheetah cherry chess chickpea
chimney chutney cinnamon circle circus city clay cliff clock cloud clove cobweb coconut coffee
collar college comb comet compass computer copper coral corner cottage cotton crab crayon cricket
crimson crystal cucumber cumin cupboard curry curtain cushion cyclist daisy dance delta desert
diagonal diamond dolphin dome donkey door dragon drawer dream drum duck dynamo eagle earring elbow
elephant emerald engine envelope eraser evening falcon farmer fence fennel fern ferry festival
firefly fisher flamingo flute football forest frog frost future garage garden garland garlic gateway
ginger giraffe glacier globe gloves golden goose gorilla granite gravel green grocer guava guitar
hammer hammock harmony hedgehog helmet heron hibiscus highway hill hinge hockey holiday honey hope
hotel husk incense indigo iris island jacket jasmine journey juggler junction jungle kangaroo kettle
keyboard kitchen kite kitten knob ladder ladle ladybird lagoon lake lamp langur lantern laughter
lavender legend lemon lemur lentil leopard letter lever library lilac lily linen lizard lobster
lorry lotus luggage magic magnet magpie maize mango marble marigold market maroon matches mattress
meadow mechanic medal melody melon mermaid midnight millet mirror mongoose monsoon morning mortar
mosquito moss mountain muffin museum mushroom mustard necklace needle neem nest noodle notebook
number ocean octopus office olive onion orange orchard orchid ostrich otter oyster painter painting
palace pancake panther papaya paper parcel parsley pathway patience peacock peanut pearl pebble
pelican pencil penguin pepper perfume pestle petal piano pickle picnic picture pigeon pillar pillow
pilot pink planet plate platform plug plumber poem pond poster potato powder prawn promise proverb
pudding pulley pumpkin puppet puppy purse puzzle python rabbit radio radish rainbow raincoat raven
ribbon riddle river robin rooftop rooster rosemary ruby runner saddle saffron salmon sandal sandwich
sapphire sardine saucer scarf scarlet school scooter scorpion screen screw seaweed shadow shampoo
shark shepherd shoulder shovel signal silk silver slide smile snail soap socket sorghum soya spade
spanner sparrow speaker spider spinach sponge spoon spring square squid squirrel stamp star station
statue stool storm straw stream sugar suitcase summer sunrise sunset sunshine swallow sweater swing
switch table tailor tamarind temple tennis tent termite terrace thanks thread thumb thunder ticket
tiger timber tomato torch tortoise towel tractor train triangle trolley trumpet tulip tuna tunnel
turban turbine turmeric turtle umbrella unicorn valley vanilla velvet village violet violin volcano
waffle wagon wallet walnut walrus watch weasel welcome wheat whisker whistle white windmill window
winter wisdom wonder wool writer yellow zebra
`
  .trim()
  .split(/\s+/);
