export { addCabinet } from './add-cabinet.ts';
export { sampleCards } from './cards.ts';
export { discardSample } from './discard-sample.ts';
export { missingSamples } from './missing-samples.ts';
export { samplePages } from './pages.ts';
export { keptSamples, listCabinets, type SampleLabel, sampleLabel } from './queries.ts';
export { recordCabinetTemperature } from './record-cabinet-temperature.ts';
export { sampleRoutes } from './routes.ts';
export { type TakenSample, takeSample } from './take-sample.ts';
