export { openHoldsBehind } from './open-holds-behind.ts';
export { type Direction, type Step, type Walk, walk } from './walk.ts';
