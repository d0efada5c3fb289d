/**
 * Whether a name would be lost without a word: valibot leaves these out of every map, for in some JavaScript they reach what
 * all objects share (_isValidObjectKey in its source).
 */
export function isLostName(name: string): boolean {
  return ['__proto__', 'constructor', 'prototype'].includes(name)
}
