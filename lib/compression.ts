/**
 * From this size on, API Gateway compresses an answer if the client accepts it, in the cloud and locally. A leader's pack
 * shrinks to a tenth. Nothing secret can be guessed from compressed lengths: a browser sends no token by itself to a
 * request that another site makes.
 */
export const minimumCompressionBytes = 1_000;
